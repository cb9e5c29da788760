"""Versions and their differences as they look in JSON; other routes share them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field

from api.deps import offset_counter
from api.routes.body import Body
from api.routes.findings import SpanOut
from api.routes.snippet_fields import SnippetFields
from snippets.difference import Changed
from snippets.versions import Version, VersionState


class VersionOut(BaseModel):
    """A version of a snippet; the first in a history is the newest."""

    snippet_id: str
    number: int
    state: VersionState
    title: str
    author: str = Field(description="The name of the agent or key; empty for the command line")
    reason: str
    created_at: datetime
    based_on: int | None = Field(description="The version that its author had before them")
    decided_by: str | None
    decided_at: datetime | None
    word: str | None = Field(description="What the lead said who decided")
    current: bool = Field(description="Whether this is what the library has under the id now")

    @classmethod
    def of(cls, one: Version) -> VersionOut:
        """A version of the domain."""
        return cls(**_fields(one))


class WholeVersionOut(VersionOut):
    """A version with all that it says."""

    snippet: SnippetFields

    @classmethod
    def of(cls, one: Version) -> WholeVersionOut:
        """A version of the domain."""
        return cls(**_fields(one), snippet=SnippetFields(**one.snippet.whole()))


class HistoryOut(BaseModel):
    """All versions of a snippet, newest first."""

    versions: list[VersionOut]
    deleted: bool


class ChangedOut(BaseModel):
    """A field that differs; in a title or body `gone` and `new` are spans of words."""

    field: str
    before: Any
    after: Any
    gone: list[SpanOut] = Field(description="Spans of `before`")
    new: list[SpanOut] = Field(description="Spans of `after`")


class DifferenceOut(BaseModel):
    """How two versions differ."""

    snippet_id: str
    before: int = Field(description="The number of the one")
    after: int = Field(description="The number of the other")
    changes: list[ChangedOut]


class DecisionIn(Body):
    """A lead's word about a version."""

    word: str = Field("", max_length=2_000)
    version: int | None = Field(
        None, description="The version in use that the lead has seen, where it is a newer one"
    )
    force: bool = Field(
        False, description="Approve though tests of other snippets would fail; else 409"
    )


class RestoreIn(Body):
    """Why a version comes back."""

    reason: str = Field("", max_length=2_000)
    version: int | None = Field(None, description="The version in use that was seen; else 409")


class ErasedOut(BaseModel):
    """How many versions were forgotten."""

    erased: int


def changed_out(one: Changed, offsets: str) -> ChangedOut:
    """A changed field with its spans in the caller's unit."""
    counts = {
        name: offset_counter(text if isinstance(text, str) else "", offsets)
        for name, text in (("gone", one.before), ("new", one.after))
    }
    return ChangedOut(
        field=one.field,
        before=one.before,
        after=one.after,
        gone=[SpanOut.of(span, counts["gone"]) for span in one.gone],
        new=[SpanOut.of(span, counts["new"]) for span in one.new],
    )


def _fields(one: Version) -> dict[str, Any]:
    names = (
        "number",
        "state",
        "author",
        "reason",
        "created_at",
        "based_on",
        "decided_by",
        "decided_at",
        "word",
        "current",
    )
    fields = {name: getattr(one, name) for name in names}
    return fields | {"snippet_id": one.snippet.id, "title": one.snippet.title}
