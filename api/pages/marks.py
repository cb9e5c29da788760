"""Texts with some of their words marked, and two texts side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from models.text import Span
from snippets.curation.finding import Evidence
from snippets.difference import TEXTS, Changed, difference
from snippets.snippet import Snippet

FIELDS = {
    "kind": "Kind",
    "title": "Title",
    "body": "Text",
    "locale": "Language",
    "tags": "Tags",
    "shortcut": "Shortcut",
    "audience": "Audience",
    "examples": "Examples",
    "url": "Address",
    "folder": "Folder",
    "team": "Team",
    "owner": "Private to",
    "variant_of": "Variant of",
    "attachments": "Links",
    "status": "Status",
    "tests": "Tests",
}
"""The fields of a snippet as the pages call them."""
_TESTS = {"finds": "must find it", "not": "must not"}


@dataclass(frozen=True, slots=True)
class Side:
    """A changed field: its name, and what it was and is, with the differing words marked."""

    name: str
    label: str
    before: Markup
    after: Markup


def marked(text: str, spans: Iterable[Span], tag: str = "mark") -> Markup:
    """A text with these spans of it in elements of one kind; all else is escaped."""
    parts, at = [], 0
    for span in sorted(spans):
        if span.start < at:
            continue
        inner = escape(text[span.start : span.end])
        parts += [escape(text[at : span.start]), Markup("<{0}>{1}</{0}>").format(tag, inner)]
        at = span.end
    return Markup("").join([*parts, escape(text[at:])])


def of_evidence(said: Evidence) -> Markup:
    """The words of a piece of evidence with what matters in them marked."""
    start = said.span.start if said.span else 0
    return marked(said.text, [Span(one.start - start, one.end - start) for one in said.marks])


def by_first(items: Iterable[Any], name: str) -> list[tuple[Any, list[Any]]]:
    """Items by an attribute of theirs, in the order in which its values come first."""
    groups: dict[Any, list[Any]] = {}
    for one in items:
        groups.setdefault(getattr(one, name), []).append(one)
    return list(groups.items())


def side_by_side(before: Snippet, after: Snippet) -> list[Side]:
    """The fields that differ, texts first."""
    changes = difference(before, after)
    return sorted(map(_side, changes), key=lambda side: side.name not in TEXTS)


def _side(one: Changed) -> Side:
    label = FIELDS.get(one.field, one.field)
    if one.field in TEXTS:
        before, after = marked(one.before, one.gone, "del"), marked(one.after, one.new, "ins")
    else:
        was, now = _items(one.before), _items(one.after)
        before, after = _lines(was, now, "del"), _lines(now, was, "ins")
    return Side(one.field, label, before, after)


def _lines(items: list[str], others: list[str], tag: str) -> Markup:
    """A line for each item; those that the other side has not are marked."""
    lines = (marked(one, [] if one in others else [Span(0, len(one))], tag) for one in items)
    return Markup("\n").join(lines)


def _items(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [f"{_TESTS[name]}: {one}" for name, messages in value.items() for one in messages]
    if not isinstance(value, list):
        return [] if value in (None, "") else [str(value)]
    return [f"{one['title']}: {one['url']}" if isinstance(one, dict) else str(one) for one in value]
