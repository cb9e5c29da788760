"""One change to many snippets at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from snippets import fields as read
from snippets.errors import SnippetInvalid
from snippets.snippet import AUDIENCES, STATUSES, Snippet

MOST = 10_000
"""So many snippets may be changed in one call."""


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of each snippet: tags put on and taken off, and fields set."""

    add_tags: tuple[str, ...] = ()
    remove_tags: tuple[str, ...] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def from_dict(cls, given: Mapping[str, Any]) -> Change:
        """A change from the fields that are named, of which team may be null for "everyone".

        They are add_tags, remove_tags, folder, audience, status and team. Raises
        SnippetInvalid.
        """
        fields: dict[str, Any] = {}
        if "folder" in given:
            fields["folder"] = read.folder(given)
        if "audience" in given:
            fields["audience"] = read.choice(given, "audience", AUDIENCES)
        if "status" in given:
            fields["status"] = read.choice(given, "status", STATUSES)
        if "team" in given:
            fields["team"] = read.line_or_none(given, "team")
        made = cls(read.texts(given, "add_tags"), read.texts(given, "remove_tags"), fields)
        if made == cls():
            raise SnippetInvalid("nothing is to be changed: name tags, a folder, a team, …")
        read.check_sizes({**_EMPTY, **fields})
        return made

    def of(self, snippet: Snippet) -> Snippet:
        """The snippet as it is after the change."""
        kept = (tag for tag in snippet.tags if tag not in self.remove_tags)
        tags = tuple(dict.fromkeys((*kept, *self.add_tags)))
        return replace(snippet, tags=tags, **self.fields)


_EMPTY: dict[str, Any] = dict.fromkeys(read.MOST_CHARACTERS, "") | {"id": "x", "examples": ()}
