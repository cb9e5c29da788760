"""Snippets as they look in JSON; other routes share them."""

from __future__ import annotations

import uuid
from typing import Any, Literal

from pydantic import BaseModel, Field

from api.routes.body import Body
from snippets.listing import Listed
from snippets.snippet import BESIDES, Audience, Kind, Snippet, Status, slug
from snippets.versions import Current


class AttachmentFields(BaseModel):
    """A link that goes with a snippet (http or https)."""

    title: str = ""
    url: str


class SnippetFields(BaseModel):
    """What a snippet says; `body` is Markdown with placeholders and fragments."""

    kind: Kind = "reply"
    title: str
    body: str = Field(description="`{{> ID}}` stands for the body of another snippet")
    locale: str = "en"
    tags: list[str] = Field(default_factory=list)
    shortcut: str | None = None
    audience: Audience = "public"
    examples: list[str] = Field(default_factory=list)
    url: str | None = None
    folder: str = Field("", description="A path: Returns/Refunds")
    team: str | None = Field(None, description="The team that it is for alone")
    owner: str | None = Field(None, description="The agent that it is for alone")
    variant_of: str | None = Field(
        None, description="The id of the snippet that says the same in another language"
    )
    attachments: list[AttachmentFields] = Field(default_factory=list)
    status: Status = Field("approved", description="Only approved ones are searched")
    tests: dict[Literal["finds", "not"], list[str]] = Field(
        default_factory=dict, description="Messages that must find it, and that must not"
    )


class SnippetIn(SnippetFields, Body):
    """A snippet to keep; without an id it gets one made from its title.

    Of a snippet that is there, a field from `folder` on that is left out stays as it is.
    """

    id: str | None = None
    version: int | None = Field(None, description="The version that this started from; else 409")
    reason: str = Field("", max_length=2_000, description="Why, for the history")

    def to_snippet(self, snippet_id: str | None = None, before: Snippet | None = None) -> Snippet:
        """A snippet of the domain. Raises SnippetInvalid."""
        chosen = snippet_id or self.id or f"{slug(self.title)}-{uuid.uuid4().hex[:6]}"
        fields = self.model_dump(exclude={"version", "reason"}) | {"id": chosen}
        if before:
            kept = before.whole()
            fields |= {name: kept[name] for name in BESIDES if name not in self.model_fields_set}
        return Snippet.from_dict(fields)


class SnippetOut(SnippetFields):
    """A snippet of the library, and the number of its version."""

    id: str
    version: int

    @classmethod
    def of(cls, current: Current) -> SnippetOut:
        """A snippet of the domain."""
        return cls(**current.snippet.whole(), version=current.version)


class ListedOut(SnippetOut):
    """A snippet in a list."""

    updated_at: str
    used: int = Field(description="How many drafts from it were sent, edited or not")
    waiting: int = Field(description="How many proposed changes wait for a lead")

    @classmethod
    def listed(cls, one: Listed) -> ListedOut:
        """A snippet in a list of the domain."""
        about: dict[str, Any] = {"updated_at": one.updated_at, "used": one.used}
        fields = one.current.snippet.whole() | {"version": one.current.version}
        return cls(**fields, **about, waiting=one.waiting)


class SnippetsOut(BaseModel):
    """A page of snippets; `total` is how many fit, `next` asks for the page after it."""

    snippets: list[ListedOut]
    total: int
    next: str | None
