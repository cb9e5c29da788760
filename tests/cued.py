"""Which ways of fitting a pattern the cues of its rule would silence, told by the pattern itself.

Not by samples: every way through the pattern is followed, with what it leaves open as a gap. Of
a way only that end is remembered which may still become a cue.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from re import _parser  # type: ignore[attr-defined]
from typing import Any

GAP = "…"
"""Stands for letters that a pattern leaves open."""
MOST_LETTERS = 10
"""A class of more letters is a gap."""
MOST_WAYS = 60
"""Ways that are remembered of those with the same end."""
Ways = Mapping[str, frozenset[str]]
"""Texts without a cue, by their end."""


def silenced(pattern: str, cues: Sequence[str]) -> list[str]:
    """Ways to fit a pattern that have none of the cues, shortest first; not all, but some if any.

    >>> silenced("(?:take|be) care", ["take"])
    ['be care']
    """
    found = _Follower(cues).of(_parser.parse(pattern, re.IGNORECASE), _BEGUN)
    texts = {" ".join(text.split()) for ways in found.values() for text in ways}
    return sorted(texts, key=lambda text: (len(text), text))


_BEGUN: Ways = {"": frozenset([""])}


class _Follower:
    """Follows patterns with some cues in mind."""

    def __init__(self, cues: Sequence[str]) -> None:
        self._cues = tuple(cues)
        self._beginnings = {cue[:length] for cue in cues for length in range(len(cue))}
        self._end = cache(self._found_end)
        self._kinds: Mapping[str, Callable[[Any, Ways], Ways]] = {
            "LITERAL": lambda code, ways: self._text(chr(code).lower(), ways),
            "IN": self._letters,
            "MAX_REPEAT": self._repeat,
            "MIN_REPEAT": self._repeat,
            "SUBPATTERN": lambda parts, ways: self.of(parts[-1], ways),
            "BRANCH": lambda parts, ways: _all(self.of(part, ways) for part in parts[1]),
            "ASSERT": self._beside,
            "ASSERT_NOT": lambda _, ways: ways,
            "AT": lambda _, ways: ways,
        }

    def of(self, tree: Iterable[tuple[Any, Any]], ways: Ways) -> Ways:
        """Where ways get to through parts that follow each other."""
        for kind, parts in tree:
            known = self._kinds.get(str(kind))
            ways = known(parts, ways) if known else _open(ways)
        return ways

    def _found_end(self, text: str) -> str | None:
        """The longest end of a text that may become a cue; None where it has one."""
        if text.endswith(self._cues):
            return None
        ends = (text[at:] for at in range(len(text) + 1))
        return next(end for end in ends if end in self._beginnings)

    def _text(self, letter: str, ways: Ways) -> Ways:
        return _all(
            {end: frozenset(text + letter for text in texts)}
            for before, texts in ways.items()
            if (end := self._end(before + letter)) is not None
        )

    def _letters(self, parts: Sequence[tuple[Any, Any]], ways: Ways) -> Ways:
        letters = [letter for part in parts for letter in _of_class(*part)]
        if len(letters) > MOST_LETTERS or "" in letters:
            return _open(ways)
        return _all(self._text(letter, ways) for letter in letters)

    def _repeat(self, parts: tuple[int, Any, Any], ways: Ways) -> Ways:
        least, most, inner = parts
        for _ in range(min(least, 3)):
            ways = self.of(inner, ways)
        return ways if most == least else _all([ways, self.of(inner, ways)])

    def _beside(self, parts: tuple[int, Any], ways: Ways) -> Ways:
        """What has to follow, or to come before, has a cue itself or says nothing."""
        return ways if self.of(parts[1], _BEGUN) else {}


def _of_class(kind: Any, parts: Any) -> list[str]:
    """The letters of a part of a class; "" for what is not spelt out."""
    if str(kind) == "LITERAL":
        return [chr(parts).lower()]
    if str(kind) == "RANGE":
        return [chr(code).lower() for code in range(parts[0], parts[1] + 1)]
    return [""]


def _open(ways: Ways) -> Ways:
    """A gap after all of them: what comes next begins anew."""
    return _all({"": frozenset(text.rstrip(GAP) + GAP for text in one)} for one in ways.values())


def _all(some: Iterable[Ways]) -> Ways:
    joined: dict[str, frozenset[str]] = {}
    for ways in some:
        for end, texts in ways.items():
            both = joined.get(end, frozenset()) | texts
            shortest = sorted(both, key=lambda text: (len(text), text))
            joined[end] = frozenset(shortest[:MOST_WAYS])
    return joined
