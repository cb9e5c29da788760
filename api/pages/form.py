"""The editor's form: a snippet as fields to type in, and what was typed as a snippet."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, Field

from snippets.snippet import Snippet, slug

BLANK = 1
"""Empty fields that are offered after those that are filled."""


class EditorForm(BaseModel):
    """What the editor's form sends; everything is text as it was typed."""

    id: str = Field(
        "", description="Of the snippet that is there; what is kept goes by the address"
    )
    title: str = ""
    body: str = ""
    kind: str = "reply"
    shortcut: str = ""
    folder: str = ""
    tags: str = ""
    team: str = ""
    audience: str = "public"
    locale: str = "en"
    url: str = ""
    variant_of: str = ""
    status: str = "approved"
    private: bool = False
    example: list[str] = Field(default_factory=list)
    finds: list[str] = Field(default_factory=list)
    avoids: list[str] = Field(default_factory=list)
    link_title: list[str] = Field(default_factory=list)
    link_url: list[str] = Field(default_factory=list)
    reason: str = ""
    version: int | None = None
    back: str = ""

    @classmethod
    def of(cls, snippet: Snippet, version: int | None = None) -> EditorForm:
        """The form with what a snippet says."""
        one = snippet.whole()
        tests = one["tests"]
        alike = ("title", "body", "kind", "folder", "audience", "locale", "status")
        return cls(
            id=snippet.id,
            **{name: one[name] for name in alike},
            shortcut=one["shortcut"] or "",
            team=one["team"] or "",
            url=one["url"] or "",
            variant_of=one["variant_of"] or "",
            tags=", ".join(one["tags"]),
            private=one["owner"] is not None,
            example=one["examples"],
            finds=tests.get("finds", []),
            avoids=tests.get("not", []),
            link_title=[each["title"] for each in one["attachments"]],
            link_url=[each["url"] for each in one["attachments"]],
            version=version,
        )

    def snippet(self, snippet_id: str | None, owner: str | None, status: str = "") -> Snippet:
        """The snippet that was typed; without an id it gets one. Raises SnippetInvalid."""
        tests = {"finds": _texts(self.finds), "not": _texts(self.avoids)}
        fields = {
            "id": snippet_id or f"{slug(self.title)}-{uuid.uuid4().hex[:6]}",
            "kind": self.kind,
            "title": self.title.strip(),
            "body": _lines(self.body).strip("\n"),
            "locale": self.locale.strip() or "en",
            "tags": [tag.strip() for tag in self.tags.split(",") if tag.strip()],
            "shortcut": self.shortcut.strip() or None,
            "audience": self.audience,
            "examples": _texts(self.example),
            "url": self.url.strip() or None,
            "folder": self.folder,
            "team": self.team.strip() or None,
            "owner": owner,
            "variant_of": self.variant_of.strip() or None,
            "attachments": self._links(),
            "status": status or self.status,
            "tests": {name: texts for name, texts in tests.items() if texts},
        }
        return Snippet.from_dict(fields)

    @property
    def links(self) -> list[tuple[str, str]]:
        """The titles and addresses of the links, a blank one last."""
        return [*self._pairs(), ("", "")]

    def _links(self) -> list[Mapping[str, Any]]:
        return [{"title": title or url, "url": url} for title, url in self._pairs()]

    def _pairs(self) -> list[tuple[str, str]]:
        titles = [*self.link_title, *[""] * len(self.link_url)]
        pairs = zip(titles, self.link_url, strict=False)
        return [
            (title.strip(), url.strip()) for title, url in pairs if title.strip() or url.strip()
        ]


def offered(texts: Sequence[str]) -> list[str]:
    """The filled fields of a list, and a blank one to go on with."""
    return [*(one for one in texts if one.strip()), *[""] * BLANK]


def _texts(texts: Sequence[str]) -> list[str]:
    return [_lines(one).strip() for one in texts if one.strip()]


def _lines(text: str) -> str:
    """A text with plain line ends: forms send CR LF."""
    return text.replace("\r\n", "\n")
