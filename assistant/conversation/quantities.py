"""Numbers with what they count: "within 30 days", "$45", "3 mugs", "order 4471"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.conversation.words import key_of, keys
from models.text import Span, sentence_spans

_UP_TO_TWELVE = (
    "one", "two", "three", "four", "five", "six",
    "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_WORDS = {word: number for number, word in enumerate(_UP_TO_TWELVE, start=1)} | {
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty-five": 45,
    "sixty": 60,
    "ninety": 90,
}
_TIMES = r"(?:second|minute|hour|day|week|month|year|night)s?"
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
COUNT = rf"(?:{_NUMBER}|{'|'.join(_WORDS)})"
_QUANTITY = re.compile(
    rf"(?P<currency>[$€£¥])\s?(?P<amount>{_NUMBER})"
    rf"|(?P<percent>{_NUMBER})\s?(?:%|per ?cent\b)"
    rf"|\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{'|'.join(MONTHS)})\b"
    rf"|\b(?P<month2>{'|'.join(MONTHS)}) (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)"
    rf"|(?<![\w.,:/$€£¥-])(?P<low>{COUNT})(?:\s?(?:-|–|to|or)\s?(?P<high>{COUNT}))?[\s-]"
    rf"(?P<unit>(?:(?:working|business|calendar) )?{_TIMES}|[GMKT]B|km|kg|g|ml|cm|mm"
    r"|[a-z]{3,}s)\b",
    re.I,
)
_CLAUSE = re.compile(r"[;:]|, (?:and|but|so|or|while|then)\b|\bbut\b|\n")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or a range, its unit, and the keys of the clause around it.

    `unit` is a currency sign, "%", "date", a measure, or what is counted.
    `is_past` tells whether it is that long ago.
    """

    span: Span
    low: float
    high: float
    unit: str
    about: frozenset[str]
    clause: str
    is_past: bool = False

    def allows(self, other: Quantity) -> bool:
        """Whether the other lies within this one, or this one within it."""
        inside = self.low <= other.low and other.high <= self.high
        return inside or (other.low <= self.low and self.high <= other.high)


@lru_cache(128)
def quantities(text: str) -> tuple[Quantity, ...]:
    """Every quantity of a text, in order; remembered, for a message is read many times."""
    return tuple(
        _quantity(found, clause, clause.of(text))
        for sentence in sentence_spans(text)
        for clause in _clauses(text, sentence)
        for found in _QUANTITY.finditer(clause.of(text))
    )


def _clauses(text: str, sentence: Span) -> Iterator[Span]:
    start = sentence.start
    for found in _CLAUSE.finditer(text, sentence.start, sentence.end):
        yield Span(start, found.start())
        start = found.end()
    yield Span(start, sentence.end)


def _quantity(found: re.Match[str], clause: Span, words: str) -> Quantity:
    span = Span(*found.span()).shifted(clause.start)
    about = keys(f"{words[: found.start()]} {words[found.end() :]}")
    low, high, unit = _value(found)
    is_past = words.startswith(" ago", found.end())
    return Quantity(span, low, high, unit, about - {unit}, words, is_past)


def _value(found: re.Match[str]) -> tuple[float, float, str]:
    if found["amount"]:
        return number(found["amount"]), number(found["amount"]), found["currency"]
    if found["percent"]:
        return number(found["percent"]), number(found["percent"]), "%"
    month = found["month"] or found["month2"]
    if month:
        day = int(found["day"] or found["day2"])
        value = float(MONTHS.index(month.lower()) * 100 + day)
        return value, value, "date"
    low = number(found["low"])
    return low, number(found["high"]) if found["high"] else low, _unit(found["unit"])


def number(text: str) -> float:
    """What a number in digits, or a small one in words, comes to."""
    word = _WORDS.get(text.lower())
    return float(word) if word else float(text.replace(",", ""))


def _unit(text: str) -> str:
    lower = " ".join(text.lower().split())
    if re.fullmatch(rf"(?:(?:working|business|calendar) )?{_TIMES}", lower):
        return lower.rstrip("s").replace("business", "working")
    return key_of(lower) or lower
