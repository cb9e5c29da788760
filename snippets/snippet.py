"""Snippets, their placeholders, and what a search says of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from snippets import fields as read
from snippets.errors import SnippetInvalid
from snippets.fields import MOST_CHARACTERS as MOST_CHARACTERS
from snippets.fields import NO_TESTS, Attachment, OwnTests

Kind = Literal["reply", "article"]
Audience = Literal["public", "internal"]
Status = Literal["draft", "proposed", "approved", "archived"]

KINDS: tuple[Kind, ...] = get_args(Kind)
AUDIENCES: tuple[Audience, ...] = get_args(Audience)
STATUSES: tuple[Status, ...] = get_args(Status)
BESIDES: Mapping[str, Any] = {
    "folder": "",
    "team": None,
    "owner": None,
    "variant_of": None,
    "attachments": [],
    "status": "approved",
    "tests": {},
}
"""The fields beyond the contract's library line, and what they are where it leaves them out."""
FRAGMENT_TAG = "fragment"
"""A snippet with this tag is put into others, and is never found by itself."""

PLACEHOLDER = re.compile(
    r"\{\{\s*(?P<name>[A-Za-z_]\w*(?:\.\w+)*)\s*(?:\|(?P<fallback>[^{}|]*))?\}\}"
)
_MARKDOWN = re.compile(r"\]\([^)]*\)|[*_`#>\[\]]|^[^\S\n]*(?:[-+]|\d+[.)])\s+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Snippet:
    """One entry of the library; `body` is Markdown with placeholders and fragments.

    `folder` is a path ("Returns/Refunds"). With a `team` it is for that team alone, with an
    `owner` for one agent alone. `variant_of` is the id of the snippet that says the same in
    another language. Only an approved one is ever searched or drafted from. `tests` are messages
    that must find it, and that must not.
    """

    id: str
    kind: Kind
    title: str
    body: str
    locale: str = "en"
    tags: tuple[str, ...] = ()
    shortcut: str | None = None
    audience: Audience = "public"
    examples: tuple[str, ...] = ()
    url: str | None = None
    folder: str = ""
    team: str | None = None
    owner: str | None = None
    variant_of: str | None = None
    attachments: tuple[Attachment, ...] = ()
    status: Status = "approved"
    tests: OwnTests = NO_TESTS

    @classmethod
    def from_dict(cls, fields: Mapping[str, Any]) -> Snippet:
        """A snippet from the fields of the contract's library line.

        Raises SnippetInvalid, naming the field.
        """
        unknown = set(fields) - set(cls.__slots__)
        if unknown:
            raise SnippetInvalid(f"unknown field {sorted(unknown)[0]!r}")
        missing = [name for name in ("id", "title", "body") if name not in fields]
        if missing:
            raise SnippetInvalid(f"field {missing[0]!r} is missing")
        status = {"status": fields.get("status") or "approved"}
        snippet = cls(
            id=read.text(fields, "id"),
            kind=read.choice(fields, "kind", KINDS),
            title=read.text(fields, "title"),
            body=read.text(fields, "body"),
            locale=read.text(fields, "locale", "en"),
            tags=read.texts(fields, "tags"),
            shortcut=read.text_or_none(fields, "shortcut"),
            audience=read.choice(fields, "audience", AUDIENCES),
            examples=read.texts(fields, "examples"),
            url=read.text_or_none(fields, "url"),
            folder=read.folder(fields),
            team=read.line_or_none(fields, "team"),
            owner=read.line_or_none(fields, "owner"),
            variant_of=read.text_or_none(fields, "variant_of"),
            attachments=read.attachments(fields),
            status=read.choice(status, "status", STATUSES),
            tests=read.own_tests(fields),
        )
        read.check_sizes(snippet.whole())
        return snippet

    def to_dict(self) -> dict[str, Any]:
        """The contract's library line, and of the fields beyond it those that say something."""
        return {
            name: value
            for name, value in self.whole().items()
            if name not in BESIDES or value != BESIDES[name]
        }

    def whole(self) -> dict[str, Any]:
        """Every field, in the words of a library line."""
        fields = {name: getattr(self, name) for name in self.__slots__}
        links = [{"title": one.title, "url": one.url} for one in self.attachments]
        lists = {"tags": list(self.tags), "examples": list(self.examples), "attachments": links}
        return fields | lists | {"tests": self.tests.to_dict()}


@dataclass(frozen=True, slots=True)
class Past:
    """A past message that a snippet answered, and its day (`date.toordinal`)."""

    text: str
    day: int


@dataclass(frozen=True, slots=True)
class Known:
    """A snippet with the past messages that it is known to have answered."""

    snippet: Snippet
    past: tuple[Past, ...] = ()


@dataclass(frozen=True, slots=True)
class Why:
    """What spoke for a match.

    `semantic` is the greatest likeness of meaning, `examples` are the known messages that
    are most like this one, `reasons` the witnesses that lifted the match most
    (`snippets.search.signals.COLUMNS`).
    """

    semantic: float = 0.0
    keywords: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A snippet found for a message; `score` is from 0 to 1."""

    snippet: Snippet
    score: float
    why: Why


@dataclass(frozen=True, slots=True)
class Matches:
    """The snippets found, best first, and the probability that the first one answers."""

    confidence: float = 0.0
    items: tuple[Match, ...] = ()

    def __iter__(self) -> Iterator[Match]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    @property
    def best(self) -> Match | None:
        """The first match."""
        return self.items[0] if self.items else None


@dataclass(frozen=True, slots=True)
class Placeholder:
    """`{{customer.first_name|there}}`: a name and what stands in when it has no value."""

    name: str
    fallback: str | None

    @property
    def slot(self) -> str:
        """What the agent has to fill in when there is neither value nor fallback."""
        return f"⟦{self.name.replace('.', ' ').replace('_', ' ')}⟧"


@dataclass(frozen=True, slots=True)
class Filled:
    """A text whose placeholders are gone, and the names that had no value."""

    text: str
    missing: tuple[str, ...] = field(default=())


def placeholders(text: str) -> list[Placeholder]:
    """The placeholders of a text, in order."""
    return [_placeholder(found) for found in PLACEHOLDER.finditer(text)]


def fill(text: str, values: Mapping[str, Any]) -> Filled:
    """Put values for placeholders; `values` is nested as in a draft's request.

    A value that is missing or empty gives way to the fallback, and where there is none
    to a slot: an empty value is never sent.
    """
    missing: list[str] = []

    def replacement(found: re.Match[str]) -> str:
        placeholder = _placeholder(found)
        value = lookup(values, placeholder.name) or placeholder.fallback
        if not value:
            missing.append(placeholder.name)
        return value or placeholder.slot

    return Filled(PLACEHOLDER.sub(replacement, text), tuple(missing))


def plain(markdown: str) -> str:
    """The words of a Markdown text, placeholders replaced by their fallbacks."""
    words = PLACEHOLDER.sub(lambda found: found["fallback"] or "", markdown)
    return _MARKDOWN.sub("", words)


def slug(title: str) -> str:
    """An id made from a title: lower case, hyphens, ASCII."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:80] or "snippet"


def _placeholder(found: re.Match[str]) -> Placeholder:
    fallback = found["fallback"]
    return Placeholder(found["name"], fallback.strip() or None if fallback else None)


def lookup(values: Mapping[str, Any], name: str) -> str:
    """The value of "customer.first_name" and the like, "" where there is none to speak of."""
    value: Any = values
    for part in name.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    if value is None or isinstance(value, Mapping | list | bool):
        return ""
    text = " ".join(str(value).split())
    return "" if text in _EMPTY else text.translate(_UNBRACED)


_EMPTY = frozenset(
    ["", "null", "NULL", "none", "None", "undefined", "nan", "NaN", "NAN", "n/a", "N/A"]
)
_UNBRACED = str.maketrans("{}⟦⟧", "()[]")
