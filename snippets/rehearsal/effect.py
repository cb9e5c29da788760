"""What a change would do: whose tests it turns, and which messages it moves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from snippets.rehearsal.outcome import Outcome
from snippets.rehearsal.stage import Answer
from snippets.snippet import Snippet


@dataclass(frozen=True, slots=True)
class Shift:
    """A message, what a draft would be made from before and after a change (None: nothing).

    `owners` are the ids of the snippets that are known to answer it.
    """

    text: str
    before: Snippet | None
    after: Snippet | None
    owners: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Moves:
    """Messages that went the same way; of `count`, so many are `known` to be the first one's."""

    before: Snippet | None
    after: Snippet | None
    messages: tuple[str, ...]
    known: int

    def to_dict(self, samples: int) -> dict[str, Any]:
        """In plain words and numbers, with so many of the messages."""
        ends = {"from": self.before, "to": self.after}
        told = {
            name: {"id": one.id, "title": one.title} if one else None for name, one in ends.items()
        }
        shown = list(self.messages[:samples])
        return told | {"count": len(self.messages), "known": self.known, "samples": shown}


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change of one snippet would do; nothing of it has happened.

    `touched` are the ids of all snippets whose text it changes, holders of a fragment too.
    `failing` are tests of the changed snippet that do not pass after it, `turned` all tests
    that pass only before or only after. `tested` and `looked_at` say how many tests and
    known messages were asked: those nearest to what was said before and would be after. So
    many of the messages are `recent`: kept of those that came in lately.
    """

    snippet_id: str
    touched: tuple[str, ...]
    failing: tuple[Outcome, ...] = ()
    turned: tuple[Outcome, ...] = ()
    tested: int = 0
    moves: tuple[Moves, ...] = field(default=())
    looked_at: int = 0
    recent: int = 0

    @property
    def others_failing(self) -> tuple[Outcome, ...]:
        """The tests of other snippets that would newly fail."""
        return tuple(
            one for one in self.turned if not one.passes and one.case.snippet.id != self.snippet_id
        )

    def to_dict(self, samples: int = 5) -> dict[str, Any]:
        """In plain words and numbers, with so many messages of each kind."""
        moves = [(one, one.to_dict(samples)) for one in self.moves]
        return {
            "snippet_id": self.snippet_id,
            "touched": list(self.touched),
            "tests": {
                "tested": self.tested,
                "newly_failing": [one.to_dict() for one in self.turned if not one.passes],
                "newly_passing": [one.to_dict() for one in self.turned if one.passes],
                "failing": [one.to_dict() for one in self.failing],
            },
            "moved": [shown for one, shown in moves if one.before and one.after],
            "newly_answered": [shown for one, shown in moves if not one.before],
            "no_longer_answered": [shown for one, shown in moves if not one.after],
            "looked_at": self.looked_at,
            "recent": self.recent,
        }


def drafted(answer: Answer, threshold: float) -> Snippet | None:
    """What a draft would be made from; None where it would be left to an agent."""
    return answer.snippet if answer.confidence >= threshold else None


def moves(shifts: Iterable[Shift]) -> tuple[Moves, ...]:
    """The messages that change hands, gathered by where from and where to, most first."""
    gathered: dict[tuple[str, str], list[Shift]] = defaultdict(list)
    for one in shifts:
        ends = (_id(one.before), _id(one.after))
        if ends[0] != ends[1]:
            gathered[ends].append(one)
    return tuple(sorted(_gathered(gathered.values()), key=lambda one: -len(one.messages)))


def _gathered(groups: Iterable[Sequence[Shift]]) -> Iterator[Moves]:
    for group in groups:
        first = group[0]
        known = sum(_id(one.before) in one.owners for one in group)
        yield Moves(first.before, first.after, tuple(one.text for one in group), known)


def _id(snippet: Snippet | None) -> str:
    return snippet.id if snippet else ""
