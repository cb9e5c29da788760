"""Fix templates: from what a frame caught to a sentence that can be sent.

A template is text with `{group}` or `{group|filter|filter}` for what the frame caught and
`[…]` around parts that need a group which may be missing. `⟦…⟧` is a slot and stays.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from models.checks.phrases import FILTERS, lower_first, upper_first
from models.text import Fix, Span

_FIELD = re.compile(r"\{([a-z_]+)((?:\|[a-z_]+)*)\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_AFTER_END = ' )”"’:;-🙂😊👍😀🙏'
_KEEPS_CAPITAL = re.compile(r"(?:I\b|⟦)")


class _Unsayable(Exception):
    """A group is missing or has no such form."""


@dataclass(frozen=True, slots=True)
class Template:
    """One fix, as a rule file words it."""

    text: str

    @property
    def groups(self) -> frozenset[str]:
        """Names of the groups that it takes."""
        return frozenset(name for name, _ in _FIELD.findall(self.text))

    @property
    def filters(self) -> frozenset[str]:
        """Names of the filters that it uses."""
        return frozenset(f for _, chain in _FIELD.findall(self.text) for f in chain.split("|") if f)

    def render(self, groups: Mapping[str, str]) -> str | None:
        """The text with the groups filled in, or None where it cannot be said."""
        try:
            whole = _OPTIONAL.sub(lambda part: _optional(part[1], groups), self.text)
            return _fill(whole, groups)
        except _Unsayable:
            return None


def _optional(part: str, groups: Mapping[str, str]) -> str:
    needed = {name for name, _ in _FIELD.findall(part)}
    return part if needed <= groups.keys() else ""


def _fill(template: str, groups: Mapping[str, str]) -> str:
    def value(field: re.Match[str]) -> str:
        if field[1] not in groups:
            raise _Unsayable
        text: str | None = groups[field[1]]
        for name in filter(None, field[2].split("|")):
            text = FILTERS[name](text) if text else None
        if not text:
            raise _Unsayable
        return text

    return _FIELD.sub(value, template)


def caught(text: str, groups: Mapping[str, Span], sentence: Span) -> dict[str, str]:
    """What the groups caught; the capital of a sentence's first word is taken off."""
    values = {}
    for name, span in groups.items():
        value = span.of(text).strip(" ,")
        values[name] = lower_first(value) if span.start == sentence.start else value
    return values


def place(text: str, rendered: str, span: Span, sentence: Span) -> Fix | None:
    """Fits a rendered fix into the text: capital, end mark, and no gap where it deletes."""
    start, end = span.start, span.end
    opens = start == sentence.start and not text[:start].rstrip(" ").endswith(",")
    if not rendered:
        return _deletion(text, span, opens=opens)
    if rendered.endswith((".", "?", "!")):
        mark = re.compile(r"[.!?…]*").match(text, end)
        end = mark.end() if mark else end
        if end < sentence.end and text[end : sentence.end].strip(_AFTER_END):
            return None
    if opens:
        rendered = upper_first(rendered)
    elif not text[:start].rstrip(" ").endswith((".", "!", "?", ":", "\n")) and (
        rendered[:1].isupper() and not _KEEPS_CAPITAL.match(rendered)
    ):
        rendered = lower_first(rendered)
    return Fix(Span(start, end), rendered)


def _deletion(text: str, span: Span, *, opens: bool) -> Fix | None:
    """Takes words out, with the space or comma that would be left over."""
    if opens:
        rest = re.compile(r"[\s,:–—-]*(\w)").match(text, span.end)
        return Fix(Span(span.start, rest.end()), rest[1].upper()) if rest else None
    before = text[: span.start]
    start = len(before.rstrip(" "))
    return Fix(Span(start, span.end), "")
