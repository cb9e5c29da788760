"""Regular expressions whose time is linear in the text, for rules that others have written.

RE2 has no back-references and no look-around, and so no pattern that takes minutes for one
sentence; see docs/decisions/0008-own-rules.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, cast

MOST_INSTRUCTIONS = 10_000
"""The size of a compiled pattern; it bounds what each character of a text costs."""
MEMORY = 8 << 20
"""Bytes that a pattern and its automata may take."""
MOST_MATCHES = 100
"""So many matches are looked for in one sentence: each may cost its whole length."""

_SYNTAX = re.compile(r"\\[pP]\{\w+\}|\\.|\(\?P?<\w+>|\[[^\]]*\]")
_WORD = re.compile(r"[^\W\d_]{2,}")


def compile_linear(pattern: str) -> re.Pattern[str]:
    """A pattern that no text makes slow, upper and lower case the same. Raises re.error."""
    import re2

    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    options.max_mem = MEMORY
    try:
        compiled = re2.compile(pattern, options)
    except re2.error as error:
        raise re.error(_told(error)) from error
    if compiled.programsize > MOST_INSTRUCTIONS:
        raise re.error("the pattern is too large; repeat fewer things, or split it")
    return cast("re.Pattern[str]", LinearPattern(compiled))


class LinearPattern:
    """What rules use of `re.Pattern`, on RE2."""

    def __init__(self, compiled: Any) -> None:
        self._compiled = compiled
        self.groupindex: dict[str, int] = compiled.groupindex
        literal = _SYNTAX.sub(" ", compiled.pattern.casefold())
        self.words = frozenset(_WORD.findall(literal))
        """The words that the pattern spells out, in lower case."""

    def search(self, text: str) -> LinearMatch | None:
        """The first match anywhere."""
        return LinearMatch.of(self, self._compiled.search(text))

    def match(self, text: str) -> LinearMatch | None:
        """A match that begins where the text does."""
        return LinearMatch.of(self, self._compiled.match(text))

    def fullmatch(self, text: str) -> LinearMatch | None:
        """A match of the whole text."""
        return LinearMatch.of(self, self._compiled.fullmatch(text))

    def finditer(self, text: str) -> Iterator[LinearMatch]:
        """The matches from left to right, MOST_MATCHES at most."""
        for found in islice(self._compiled.finditer(text), MOST_MATCHES):
            yield LinearMatch(self, found)


class LinearMatch:
    """What rules use of `re.Match`, on RE2."""

    def __init__(self, pattern: LinearPattern, found: Any) -> None:
        self._pattern, self._found = pattern, found

    @classmethod
    def of(cls, pattern: LinearPattern, found: Any) -> LinearMatch | None:
        """A match, where there is one."""
        return cls(pattern, found) if found else None

    def __getitem__(self, group: int | str) -> str | None:
        text: str | None = self._found[group]
        return text

    def groupdict(self) -> dict[str, str | None]:
        """What the named groups caught."""
        caught: dict[str, str | None] = self._found.groupdict()
        return caught

    def span(self, group: int | str = 0) -> tuple[int, int]:
        """Where a group lies, in code points."""
        number = group if isinstance(group, int) else self._pattern.groupindex[group]
        span: tuple[int, int] = self._found.span(number)
        return span


def _told(error: Exception) -> str:
    """RE2's reason, and what to do about what it leaves out on purpose."""
    reason = error.args[0]
    text = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
    if "perl operator" in text or "escape sequence" in text:
        return f"{text}; rules of your own have no look-around and no back-references"
    return text
