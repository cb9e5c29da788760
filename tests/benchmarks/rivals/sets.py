"""The open sets: a library, questions with their answers and, for one, a history."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from snippets import formats
from snippets.learning.evaluate import read_examples
from snippets.learning.figures import Case
from snippets.learning.history import learned, read_history
from tests.benchmarks.rivals.corpus import Corpus, Past


@dataclass(frozen=True, slots=True)
class Questions:
    """A file of examples, and the kind that they are looked for among."""

    title: str
    file: str = "examples.jsonl"
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Set:
    """A folder of the data."""

    folder: str
    questions: tuple[Questions, ...]
    history: str | None = None

    def corpus(self, data: Path) -> Corpus:
        """Its snippets, and the past messages that its history teaches."""
        entries = formats.read("jsonl", data / self.folder / "library.jsonl")
        past = read_history(data / self.folder / self.history) if self.history else ()
        return Corpus(
            tuple(entry.to_dict() for entry in entries),
            tuple(
                Past(
                    one.snippet_id,
                    one.conversation_id,
                    one.text,
                    one.created_at.isoformat() if one.created_at else "",
                )
                for one in learned(past, entries)
            ),
        )

    def cases(self, data: Path, questions: Questions) -> list[Case]:
        """The messages and what answers them."""
        return read_examples(data / self.folder / questions.file)


SETS = (
    Set("clinc150", (Questions("clinc150"),)),
    Set("banking77near", (Questions("banking77near"),)),
    Set("stackfaq", (Questions("stackfaq"),)),
    Set("sofmattress", (Questions("sofmattress"),)),
    Set(
        "thunderbird",
        (
            Questions("thunderbird, replies", "examples-replies.jsonl", "reply"),
            Questions("thunderbird, articles", "examples-articles.jsonl", "article"),
        ),
        "history-early.jsonl.gz",
    ),
)
