"""What two people agree on: clock times, weekdays, dates, party sizes, colours, sizes, plans."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.conversation.quantities import COUNT, MONTHS, number
from models.text import Span, sentence_spans

_MONTH = "|".join(
    [rf"{month[:3]}(?:{month[3:]}|\b\.?)" for month in MONTHS if month != "may"]
    + [r"sept\b\.?", "(?-i:May)"]
)
_CLAUSE = re.compile(
    r"[;:](?!\d)|,\s|\s(?:and|but|so) (?=(?:i|we|you|it|he|she|they|can|could)\b)|\n"
)
_READ: dict[str, re.Pattern[str]] = {
    kind: re.compile(pattern, re.I)
    for kind, pattern in {
        "time": r"(?<![\d:.,/$€£-])(?:(?P<hour>[01]?\d|2[0-3])"
        r"(?::|(?<=\bat \d)\.|(?<=\bat \d\d)\.|\.(?=\d\d\s?[ap]\.?m\b))(?P<minute>[0-5]\d)"
        r"(?:\s?(?P<half>[ap])\.?m\b\.?)?|(?P<hour2>1[0-2]|0?[1-9])\s?(?P<half2>[ap])\.?m\b\.?"
        r"|(?P<noon>noon|midday))(?![\d%:]|\.\d)",
        "weekday": r"\b(?:(?P<day>mon|tues|wednes|thurs|fri|satur|sun)day"
        r"|(?P<short>(?-i:Mon|Tues?|Wed|Thu(?:rs)?|Fri|Sat|Sun))(?=\.?,? \d))\b",
        "date": rf"\b(?P<before>[0-3]?\d)(?:st|nd|rd|th)?(?: of)? (?P<month>{_MONTH})"
        rf"|\b(?P<month2>{_MONTH}) (?P<after>[0-3]?\d)(?:st|nd|rd|th)?\b(?![:.]\d| ?[ap]m\b)",
        "party": rf"\b(?P<people>{COUNT}) (?:people|persons|guests|adults|pax)\b"
        rf"|\b(?:table|party|group) (?:for|of) (?P<party>{COUNT})\b(?! ?(?:[ap]m|o.clock)|[:.]\d)"
        rf"|\b(?P<us>{COUNT}) of us\b",
        "colour": r"\b(?:red|blue|green|black|white|yellow|grey|gray|pink|purple|orange|brown"
        r"|beige|navy|silver)\b",
        "size": r"\bsize (?P<size>\d{1,3}(?:\.5)?|(?-i:X{0,3}[SL]|M)\b|small|medium|large)\b",
        "plan": r"\b(?-i:(?:[Tt]he|[Mm]y|[Oo]ur|[Yy]our|an?) (?P<plan>[A-Z][A-Za-z0-9+-]{1,20})) "
        r"(?:plan|subscription|package|tier|membership|licen[cs]e|edition)\b",
    }.items()
}
_LOOSE = re.compile(
    r"(?:\b(?:since|until|till|by|before|after|every|each|last|around|about|roughly|approximately"
    r"|not|except|than|or|between|from|any time|next to|ago|a|no|of)|~)(?:\s+(?:on|at|the|next))?"
    r"\W*\Z",
    re.I,
)
"""What stands before a value that is a border or a past, and not what is wanted."""
_LOOSE_AFTER = re.compile(
    r"\s*(?:-?ish\b|or (?:so|later|earlier|before|after|any\w*|the|on|at|\d|\w+day)\b|onwards?\b"
    r"|ago\b|(?:-|–|to|until|and) ?\d|at the (?:latest|earliest)\b)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Detail:
    """A value as it stands in a text: its kind, what it comes to, and the clause around it.

    `is_loose` tells that it is a border, an alternative or a past: "since Monday", "or later".
    """

    kind: str
    value: str
    span: Span
    text: str
    clause: str
    sentence: str
    is_loose: bool

    def may_be(self, other: Detail) -> bool:
        """Whether both may be one value: half past seven may be 7:30 and 19:30."""
        return self.kind == other.kind and bool(
            set(self.value.split("|")) & set(other.value.split("|"))
        )


@lru_cache(128)
def details(text: str) -> tuple[Detail, ...]:
    """Every detail of a text, kind by kind within a sentence; remembered."""
    return tuple(_details(text))


def _details(text: str) -> Iterator[Detail]:
    for sentence in sentence_spans(text):
        for kind, pattern in _READ.items():
            for found in pattern.finditer(text, sentence.start, sentence.end):
                value = _VALUES[kind](found)
                if value:
                    yield _detail(kind, value, Span(*found.span()), text, sentence)


def _detail(kind: str, value: str, span: Span, text: str, sentence: Span) -> Detail:
    before, after = text[sentence.start : span.start], text[span.end : sentence.end]
    start = max((cut.end() for cut in _CLAUSE.finditer(before)), default=0)
    cut_after = _CLAUSE.search(after)
    end = cut_after.start() if cut_after else len(after)
    clause = f"{before[start:]}{span.of(text)}{after[:end]}"
    is_loose = kind in _BORDERED and bool(_LOOSE.search(before) or _LOOSE_AFTER.match(after))
    return Detail(kind, value, span, span.of(text), clause, sentence.of(text), is_loose)


def _time(found: re.Match[str]) -> str:
    """Minutes after midnight; without a.m. or p.m. both halves of the day."""
    if found["noon"]:
        return "720"
    hour, minute = int(found["hour"] or found["hour2"]), int(found["minute"] or 0)
    half = (found["half"] or found["half2"] or "").lower()
    if half:
        return str((hour % 12 + (12 if half == "p" else 0)) * 60 + minute)
    first = hour * 60 + minute
    return f"{first}|{first + 720}" if 0 < hour <= 12 else str(first)


def _date(found: re.Match[str]) -> str:
    month = (found["month"] or found["month2"])[:3].lower()
    return f"{month} {int(found['before'] or found['after'])}"


def _weekday(found: re.Match[str]) -> str:
    return str(found["day"] or found["short"])[:3].lower()


def _party(found: re.Match[str]) -> str:
    return f"{number(found['people'] or found['party'] or found['us']):g}"


_VALUES: dict[str, Callable[[re.Match[str]], str]] = {
    "time": _time,
    "weekday": _weekday,
    "date": _date,
    "party": _party,
    "colour": lambda found: found[0].lower().replace("gray", "grey"),
    "size": lambda found: found["size"].lower(),
    "plan": lambda found: found["plan"].lower(),
}
_BORDERED = frozenset({"time", "weekday", "date"})
