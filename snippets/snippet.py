"""Snippets, their placeholders, and what a search says of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from snippets.errors import SnippetInvalid

Kind = Literal["reply", "article"]
Audience = Literal["public", "internal"]

MOST_CHARACTERS = {"id": 200, "title": 500, "body": 200_000, "shortcut": 100, "url": 2_000}
MOST_EXAMPLE_CHARACTERS = 20_000

PLACEHOLDER = re.compile(
    r"\{\{\s*(?P<name>[A-Za-z_]\w*(?:\.\w+)*)\s*(?:\|(?P<fallback>[^{}|]*))?\}\}"
)
_MARKDOWN = re.compile(r"\]\([^)]*\)|[*_`#>\[\]]|^[^\S\n]*(?:[-+]|\d+[.)])\s+", re.MULTILINE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Snippet:
    """One entry of the library; `body` is Markdown with placeholders."""

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
        snippet = cls(
            id=_text(fields, "id"),
            kind=_choice(fields, "kind", ("reply", "article")),
            title=_text(fields, "title"),
            body=_text(fields, "body"),
            locale=_text(fields, "locale", "en"),
            tags=_texts(fields, "tags"),
            shortcut=_text(fields, "shortcut") if fields.get("shortcut") else None,
            audience=_choice(fields, "audience", ("public", "internal")),
            examples=_texts(fields, "examples"),
            url=_text(fields, "url") if fields.get("url") else None,
        )
        _check_sizes(snippet)
        return snippet

    def to_dict(self) -> dict[str, Any]:
        """The contract's library line."""
        return {
            "id": self.id,
            "kind": self.kind,
            "title": self.title,
            "body": self.body,
            "locale": self.locale,
            "tags": list(self.tags),
            "shortcut": self.shortcut,
            "audience": self.audience,
            "examples": list(self.examples),
            "url": self.url,
        }


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


def _text(fields: Mapping[str, Any], name: str, default: str = "") -> str:
    value = fields.get(name, default)
    if not isinstance(value, str) or not value.strip():
        raise SnippetInvalid(f"field {name!r} has to be a text that is not empty")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise SnippetInvalid(f"field {name!r} holds half a character (a lone surrogate)") from error
    if _CONTROL.search(value):
        raise SnippetInvalid(f"field {name!r} holds control characters; is it binary?")
    return value


def _texts(fields: Mapping[str, Any], name: str) -> tuple[str, ...]:
    values = fields.get(name) or []
    if not isinstance(values, list | tuple):
        raise SnippetInvalid(f"field {name!r} has to be a list of texts")
    return tuple(dict.fromkeys(_text({name: value}, name) for value in values))


def _choice(fields: Mapping[str, Any], name: str, choices: tuple[str, ...]) -> Any:
    value = fields.get(name, choices[0])
    if value not in choices:
        raise SnippetInvalid(f"field {name!r} has to be one of {', '.join(choices)}")
    return value


def _check_sizes(snippet: Snippet) -> None:
    for name, most in MOST_CHARACTERS.items():
        if len(getattr(snippet, name) or "") > most:
            raise SnippetInvalid(f"field {name!r} is longer than {most:,} characters")
    if any(len(example) > MOST_EXAMPLE_CHARACTERS for example in snippet.examples):
        raise SnippetInvalid(f"an example is longer than {MOST_EXAMPLE_CHARACTERS:,} characters")
    if snippet.id in (".", "..") or " ".join(snippet.id.split()) != snippet.id:
        raise SnippetInvalid("field 'id' has to be one line without spaces around it")
