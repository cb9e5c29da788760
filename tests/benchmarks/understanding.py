"""How messages are understood: `python -m tests.benchmarks.understanding`.

Shares only, on the messages that were annotated twice (../shared/data/labels): asks and moods on
which both annotations agree. No text of them is shown.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from assistant.message import Message
from assistant.understand import understand
from tests.assistant.drafting.judging import same_ask
from tests.benchmarks.drafts import Share

LABELS = Path(__file__).parents[3] / "shared" / "data" / "labels"
TRAITS = ("mood", "urgency", "formality")
KINDS = {"asks": ("question", "request", "problem"), "questions": ("question", "request")}
Label = Mapping[str, Any]


def main() -> None:
    """Measure and print a table."""
    read = list(_labelled())
    print(f"| {len(read)} messages | |\n| --- | ---: |")
    for name, kinds in KINDS.items():
        found, right = _asks(read, kinds)
        print(f"| {name} found | {found} |\n| {name} proposed rightly | {right} |")
    for trait in TRAITS:
        print(f"| {trait} right | {_trait(read, trait)} |")


def _labelled() -> Iterator[tuple[Message, Label, Label]]:
    """Each message with its two annotations."""
    first, second = ({one["id"]: one for one in _lines(f"messages_{n}")} for n in "AB")
    for one in _lines("messages"):
        yield Message(one["text"], subject=one["subject"]), first[one["id"]], second[one["id"]]


def _lines(name: str) -> list[dict[str, Any]]:
    lines = (LABELS / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _asks(read: Iterable[tuple[Message, Label, Label]], kinds: tuple[str, ...]) -> list[Share]:
    """Recall of the asks that both annotate, and precision by what either does.

    For questions and requests alone, only what we propose as such counts.
    """
    found, agreed, right, proposed = 0, 0, 0, 0
    for message, one, other in read:
        asks = understand(message).asks
        ours = [ask.text for ask in asks if ask.wants_answer or "problem" in kinds]
        theirs = _texts(other["asks"], kinds)
        both = [text for text in _texts(one["asks"], kinds) if _is_in(text, theirs)]
        either = _texts([*one["asks"], *other["asks"]], KINDS["asks"])
        found, agreed = found + sum(_is_in(text, ours) for text in both), agreed + len(both)
        right += sum(_is_in(text, either) for text in ours)
        proposed += len(ours)
    return [Share(found, agreed), Share(right, proposed)]


def _texts(asks: Iterable[Mapping[str, str]], kinds: tuple[str, ...]) -> list[str]:
    return [ask["text"] for ask in asks if ask["kind"] in kinds]


def _is_in(text: str, others: Iterable[str]) -> bool:
    return any(same_ask(text, one) for one in others)


def _trait(read: Iterable[tuple[Message, Label, Label]], trait: str) -> Share:
    agreed = [(message, one[trait]) for message, one, two in read if one[trait] == two[trait]]
    right = sum(getattr(understand(message), trait) == label for message, label in agreed)
    return Share(right, len(agreed))


if __name__ == "__main__":
    main()
