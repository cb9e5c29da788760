"""Reading the fields of a snippet from outside: what they have to be, and in which words not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from snippets.errors import SnippetInvalid

MOST_CHARACTERS = {
    "id": 200,
    "title": 500,
    "body": 200_000,
    "shortcut": 100,
    "url": 2_000,
    "folder": 500,
    "team": 200,
    "owner": 200,
    "variant_of": 200,
}
MOST_EXAMPLE_CHARACTERS = 20_000
MOST_ATTACHMENTS = 50
MOST_OWN_TESTS = 200
"""Messages that must find a snippet, and that must not, together."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LINK = re.compile(r"https?://[^\s/?#]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Attachment:
    """Something that goes with a snippet, by its address (http or https)."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class OwnTests:
    """Messages that must find a snippet, and messages that must not; none is learned from."""

    finds: tuple[str, ...] = ()
    avoids: tuple[str, ...] = ()

    @classmethod
    def of(cls, line: Mapping[str, Any]) -> OwnTests:
        """The tests of a line that we have written."""
        return cls(tuple(line.get("finds", ())), tuple(line.get("not", ())))

    def to_dict(self) -> dict[str, list[str]]:
        """`{"finds": […], "not": […]}`, without what is empty."""
        both = {"finds": list(self.finds), "not": list(self.avoids)}
        return {name: messages for name, messages in both.items() if messages}


NO_TESTS = OwnTests()


def text(fields: Mapping[str, Any], name: str, default: str = "") -> str:
    """A text that is not empty. Raises SnippetInvalid."""
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


def text_or_none(fields: Mapping[str, Any], name: str) -> str | None:
    """The same; None where it is missing or empty."""
    return text(fields, name) if fields.get(name) else None


def line_or_none(fields: Mapping[str, Any], name: str) -> str | None:
    """A name in one line, without spaces around it; None where it is missing or empty."""
    value = text_or_none(fields, name)
    return " ".join(value.split()) if value else None


def texts(fields: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """A list of texts, each once. Raises SnippetInvalid."""
    values = fields.get(name) or []
    if not isinstance(values, list | tuple):
        raise SnippetInvalid(f"field {name!r} has to be a list of texts")
    return tuple(dict.fromkeys(text({name: value}, name) for value in values))


def choice(fields: Mapping[str, Any], name: str, choices: tuple[str, ...]) -> Any:
    """One of these words, the first where the field is missing. Raises SnippetInvalid."""
    value = fields.get(name, choices[0])
    if value not in choices:
        raise SnippetInvalid(f"field {name!r} has to be one of {', '.join(choices)}")
    return value


def folder(fields: Mapping[str, Any]) -> str:
    """A path of names with slashes between ("Returns/Refunds"), "" for none."""
    value = text_or_none(fields, "folder") or ""
    parts = (" ".join(part.split()) for part in value.split("/"))
    return "/".join(part for part in parts if part)


def attachments(fields: Mapping[str, Any]) -> tuple[Attachment, ...]:
    """Links with titles. Raises SnippetInvalid."""
    values = fields.get("attachments") or []
    if not isinstance(values, list | tuple):
        raise SnippetInvalid("field 'attachments' has to be a list of {title, url}")
    if len(values) > MOST_ATTACHMENTS:
        raise SnippetInvalid(f"field 'attachments' has more than {MOST_ATTACHMENTS} links")
    return tuple(dict.fromkeys(_attachment(value) for value in values))


def own_tests(fields: Mapping[str, Any]) -> OwnTests:
    """Messages that must find a snippet, and that must not. Raises SnippetInvalid."""
    value = fields.get("tests") or {}
    if not isinstance(value, Mapping) or set(value) - {"finds", "not"}:
        raise SnippetInvalid("field 'tests' has to be {finds: [messages], not: [messages]}")
    found = OwnTests(texts(value, "finds"), texts(value, "not"))
    every = (*found.finds, *found.avoids)
    if len(every) > MOST_OWN_TESTS:
        raise SnippetInvalid(f"field 'tests' has more than {MOST_OWN_TESTS} messages")
    if any(len(message) > MOST_EXAMPLE_CHARACTERS for message in every):
        raise SnippetInvalid(f"a test is longer than {MOST_EXAMPLE_CHARACTERS:,} characters")
    if both := set(found.finds) & set(found.avoids):
        raise SnippetInvalid(f"field 'tests': {min(both)[:100]!r} must and must not find it")
    return found


def check_sizes(fields: Mapping[str, Any]) -> None:
    """Refuse fields that are too long, and ids that can't be told apart by eye."""
    for name, most in MOST_CHARACTERS.items():
        if len(fields[name] or "") > most:
            raise SnippetInvalid(f"field {name!r} is longer than {most:,} characters")
    if any(len(example) > MOST_EXAMPLE_CHARACTERS for example in fields["examples"]):
        raise SnippetInvalid(f"an example is longer than {MOST_EXAMPLE_CHARACTERS:,} characters")
    own = fields["id"]
    if own in (".", "..") or " ".join(own.split()) != own:
        raise SnippetInvalid("field 'id' has to be one line without spaces around it")
    if fields["variant_of"] == own:
        raise SnippetInvalid("a snippet can't be a variant of itself (field 'variant_of')")


def _attachment(value: Any) -> Attachment:
    if isinstance(value, Attachment):
        return value
    if not isinstance(value, Mapping) or set(value) - {"title", "url"}:
        raise SnippetInvalid("field 'attachments' has to be a list of {title, url}")
    url = text(value, "url")
    if not _LINK.match(url):
        raise SnippetInvalid(f"the attachment {url[:100]!r} is no link to http:// or https://")
    if len(url) > MOST_CHARACTERS["url"]:
        raise SnippetInvalid(f"an attachment's url is longer than {MOST_CHARACTERS['url']:,}")
    return Attachment(text(value, "title", url)[: MOST_CHARACTERS["title"]], url)
