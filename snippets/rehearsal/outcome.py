"""A snippet's own tests, and what came of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from snippets.rehearsal.stage import Answer, Asked
from snippets.scope import Scope
from snippets.search.neighbours import Vectors
from snippets.search.variants import group_of
from snippets.snippet import Snippet

Must = Literal["find", "not"]


@dataclass(frozen=True, slots=True)
class Case:
    """A message, and whether it must find a snippet or must not."""

    snippet: Snippet
    message: str
    must: Must

    def asked(self, vector: Vectors) -> Asked:
        """Asked for those whom the snippet is for, among snippets of its kind."""
        return Asked(self.message, vector, audience_of(self.snippet), self.snippet.kind)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a test; `found` is what came first of the snippet's kind.

    A draft would be made from it where the `confidence` is at least the threshold (`sure`).
    """

    case: Case
    passes: bool
    found: Snippet | None
    confidence: float
    sure: bool

    def to_dict(self) -> dict[str, Any]:
        """In plain words and numbers."""
        found = self.found
        return {
            "snippet_id": self.case.snippet.id,
            "title": self.case.snippet.title,
            "message": self.case.message,
            "must": self.case.must,
            "passes": self.passes,
            "found": {"id": found.id, "title": found.title} if found else None,
            "confidence": round(self.confidence, 4),
            "sure": self.sure,
        }


def cases_of(snippets: Iterable[Snippet]) -> Iterator[Case]:
    """The tests of these snippets."""
    for one in snippets:
        yield from (Case(one, message, "find") for message in one.tests.finds)
        yield from (Case(one, message, "not") for message in one.tests.avoids)


def audience_of(snippet: Snippet) -> Scope:
    """The eyes of those whom a snippet is for."""
    return Scope(snippet.team, snippet.owner, approved=True)


def outcome(case: Case, answer: Answer, threshold: float) -> Outcome:
    """Whether a test passes.

    A message that must find a snippet passes where it, or a language variant of it, is the
    first of its kind: an article is not rivalled by replies that link to it. One that must
    not fails where it is the first and a draft would be made from it.
    """
    found, sure = answer.snippet, answer.confidence >= threshold
    is_first = found is not None and group_of(found) == group_of(case.snippet)
    passes = is_first if case.must == "find" else not (is_first and sure)
    return Outcome(case, passes, found, answer.confidence, sure)
