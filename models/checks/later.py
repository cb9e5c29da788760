"""Regular expressions that are compiled when a text first needs them.

The rules have about 800, and one reply the words that some of them wait for: compiling them
all takes longer than everything else that a checker loads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import cast

_GROUP = re.compile(r"\(\?P<(\w+)>")


def compile_later(pattern: str) -> re.Pattern[str]:
    """A pattern that takes upper and lower case as the same. What is wrong with it comes later."""
    return cast("re.Pattern[str]", LaterPattern(pattern))


class LaterPattern:
    """What rules use of `re.Pattern`."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern itself. Raises re.error."""
        return re.compile(self.pattern, re.IGNORECASE)

    @cached_property
    def groupindex(self) -> dict[str, int]:
        """The names of its groups, as the pattern spells them, and their order among these."""
        return {name: number for number, name in enumerate(_GROUP.findall(self.pattern), start=1)}

    def search(self, text: str) -> re.Match[str] | None:
        """The first match anywhere."""
        return self.compiled.search(text)

    def match(self, text: str) -> re.Match[str] | None:
        """A match that begins where the text does."""
        return self.compiled.match(text)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """A match of the whole text."""
        return self.compiled.fullmatch(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """The matches from left to right."""
        return self.compiled.finditer(text)
