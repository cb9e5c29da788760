"""Values that a text states: amounts, durations, times, days, dates, counts, and ways to reach.

Two values can be compared when they are of one sort and of one unit: 24 months and 2 years can,
and so can 60 minutes and 24 hours; 5 passwords and 5 points cannot.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from models.checks.factwords import MONTHS, NUMBERS
from models.text import Span
from snippets.curation.words import key_of

_NUMBERS = {"one": 1.0, "a": 1.0, "an": 1.0} | {w: float(n) for w, n in NUMBERS.items()}
_WORDS = "|".join(w for w in NUMBERS if w not in ("half", "twice", "dozen"))
_FIGURE = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_COUNT = rf"(?:{_FIGURE}|(?:one|{_WORDS})(?:[ -](?:one|{_WORDS})){{0,2}})"
_RANGE = r"\s?(?:-|–|—|to|or|and|bis)\s?"
_UNIT = r"second|minute|min|hour|hr|day|night|week|fortnight|month|quarter|year"
_A = r"(?:(?<=\bin )|(?<=\bfor )|(?<=\bwithin )|(?<=\bafter )|(?<=\btakes ))an?"
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_CLOCK = r"\d{1,2}[:.]\d{2}(?:\s?[ap](?:m\b|\.m\.))?|\d{1,2}\s?[ap](?:m\b|\.m\.)|noon|midnight"
_MEASURE = r"kg|g|mg|lbs?|oz|ml|l|litres?|liters?|mm|cm|m|km|miles?|[kmgt]b|°c|°f|watts?|volts?"

_PATTERNS = {
    "url": r"(?<!\]\()\bhttps?://[^\s<>\"”)\]]*[^\s<>\"”.,;:!?)\]}'’*]",
    "linked": r"(?<=\]\()[^)\s]{1,500}(?=\))",
    "email": r"\b[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,8}\b",
    "phone": r"(?<![\w.])(?:\+\d{1,3}[\s./-]?)?\(?\d{2,5}\)?(?:[\s./-]\d{2,5}){1,5}\b(?![-:.,]\d)"
    r"|(?<![\w.])(?:0800|0\d{9,11}|\+\d{9,13})\b",
    "street": r"\b\d{1,5}[a-z]? (?:[A-Z][\w'’-]{1,30} ){1,4}(?:St(?:reet)?|Road|Rd|Ave(?:nue)?|Lane"
    r"|Drive|Way|Square|Boulevard|Blvd|Court|Place|Row|Hill|Park|Close|Terrace|Quay|Wharf)\b"
    r"|\b[A-Z][\w'’-]{1,30}(?:stra(?:ss|ß)e|weg|platz|gasse|allee) \d{1,4}[a-z]?\b",
    "date": rf"\b\d{{4}}-\d{{2}}-\d{{2}}\b|\b\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?(?:\sof)?\s(?i:{MONTHS})\b(?:\.?,?\s\d{{4}}\b)?"
    rf"|\b(?i:{MONTHS})\b\.?\s\d{{1,2}}(?:st|nd|rd|th)?\b(?![:\d])(?:,?\s\d{{4}}\b)?",
    "clock": rf"(?i:\b(?:{_CLOCK})(?:\s?(?:-|–|to|until|till|and)\s?(?:{_CLOCK}))?)"
    r"|\b(?i:between|from)\s\d{1,2}\s(?i:and|to|until)\s\d{1,2}\b"
    r"(?=\so['’]clock|\s(?i:on)\s|[.,;]|$)",
    "weekday": rf"(?i:\b{_DAY}s?\b"
    rf"(?:(?:\s?(?:-|–)\s?|\s(?:to|through|until|till|and|or|&)\s|,\s){_DAY}s?\b){{0,6}})",
    "money": r"(?P<sign>(?:US|A|C)?\$|[€£¥₹]|\b(?:USD|EUR|GBP|CHF)\s?)"
    rf"\s?(?P<amount>{_FIGURE})(?:{_RANGE}(?:[$€£¥₹])?(?P<amount2>{_FIGURE}))?\b"
    rf"|\b(?P<amount3>{_FIGURE})\s?(?P<currency>€|£|\$"
    r"|(?i:euros?|pounds?|dollars?|pence|cents?|eur|usd|gbp|chf|francs?))(?!\w)",
    "percent": rf"\b(?P<share>{_FIGURE})\s?(?:%|(?i:percent|per\ cent)\b)",
    "duration": rf"(?i:\b(?P<low>{_COUNT}|{_A}|half an?)(?:{_RANGE}(?P<high>{_COUNT}))?[\s-]"
    rf"(?P<work>(?:working|business|calendar|full|more|whole)\s)?(?P<unit>{_UNIT})s?\b)",
    "measure": rf"(?i:\b(?P<size>{_FIGURE})\s?(?P<of>{_MEASURE})\b)",
    "version": r"\b(?P<what>[A-Z]\w{1,20})\s(?P<number>[1-9]\d*(?:\.\d+)*)\b(?!\s?%|[:/]|\s\d)",
    "count": rf"(?<![\w.,:/+-])(?P<few>{_COUNT})(?:{_RANGE}(?P<many>{_COUNT}))?[\s-]"
    r"(?P<things>(?:[A-Z][a-z]{2,20}\s)?[a-z][a-z'’-]{2,20}(?:\s[a-z][a-z'’-]{2,20})?)",
}
_VALUE = re.compile("|".join(f"(?P<is_{sort}>{p})" for sort, p in _PATTERNS.items()))
_CLOCKS = re.compile(rf"(?i:{_CLOCK})|\d{{1,2}}")
_DAYS = re.compile(rf"(?i:{_DAY})")
_RANGED = re.compile(r"-|–|\b(?:to|through|until|till)\b", re.I)
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MINUTES = {
    "second": 1 / 60, "minute": 1, "min": 1, "hour": 60, "hr": 60, "day": 1440, "night": 1440,
    "week": 10_080, "fortnight": 20_160, "month": 43_800, "quarter": 131_400, "year": 525_600,
}  # fmt: skip
_CURRENCIES = {
    "£": "£", "gbp": "£", "pound": "£", "€": "€", "eur": "€", "euro": "€", "$": "$", "usd": "$",
    "dollar": "$", "us$": "$",
}  # fmt: skip
CONDITIONS = frozenset({"measure", "version"})
"""Sorts that mostly tell what is spoken of, such as the size of a pack."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value with its place in the text; `low` to `high` for numbers, `text` for all else."""

    sort: str
    unit: frozenset[str]
    span: Span
    low: float = 0.0
    high: float = 0.0
    text: str = ""

    def comparable(self, other: Value) -> bool:
        """Whether both tell of the same sort of thing."""
        if self.sort != other.sort:
            return False
        return not self.unit or bool(self.unit & other.unit)

    def is_same(self, other: Value) -> bool:
        """Whether both are one value of one thing."""
        same = (self.low, self.high, self.text) == (other.low, other.high, other.text)
        return same and self.comparable(other)

    def agrees(self, other: Value) -> bool:
        """Whether both can be true of one thing: the same, or one within the other."""
        if self.sort == "weekday":
            ours, theirs = set(self.text.split()), set(other.text.split())
            return ours == theirs or (min(len(ours), len(theirs)) == 1 and bool(ours & theirs))
        if self.text or other.text:
            return self.text == other.text
        slack = 0.03 if self.sort == "duration" else 0.0
        low, high = self.low * (1 - slack), self.high * (1 + slack)
        inside = low <= other.low and other.high <= high
        return inside or (
            other.low * (1 - slack) <= self.low and self.high <= other.high * (1 + slack)
        )


@lru_cache(20_000)
def values(text: str) -> tuple[Value, ...]:
    """Every value of a text, in order."""
    return tuple(_read(text))


def _read(text: str) -> Iterator[Value]:
    for found in _VALUE.finditer(text):
        sort = found.lastgroup or ""
        sort = next(name for name in _PATTERNS if found[f"is_{name}"] is not None)
        if sort == "linked":
            continue
        value = _READERS[sort](sort, found)
        if value is not None:
            yield value


def _number(text: str) -> float:
    text = text.lower().strip()
    if text.startswith("half a"):
        return 0.5
    if text[:1].isdigit():
        return float(text.replace(",", ""))
    return sum(_NUMBERS.get(word, 0.0) for word in re.split(r"[ -]", text))


def _between(found: re.Match[str], low: str, high: str, scale: float = 1.0) -> tuple[float, float]:
    first = _number(found[low]) * scale
    last = _number(found[high]) * scale if found[high] else first
    return min(first, last), max(first, last)


def _duration(sort: str, found: re.Match[str]) -> Value:
    low, high = _between(found, "low", "high", _MINUTES[found["unit"].lower()])
    return Value(sort, frozenset(), Span(*found.span()), low, high)


def _money(sort: str, found: re.Match[str]) -> Value:
    span = Span(*found.span())
    if found["amount3"]:
        sign = found["currency"].lower().rstrip("s")
        low = high = _number(found["amount3"])
    else:
        sign = found["sign"].strip().lower()
        low, high = _between(found, "amount", "amount2")
    return Value(sort, frozenset({_CURRENCIES.get(sign, sign)}), span, low, high)


def _percent(sort: str, found: re.Match[str]) -> Value:
    share = _number(found["share"])
    return Value(sort, frozenset(), Span(*found.span()), share, share)


def _measure(sort: str, found: re.Match[str]) -> Value:
    size = _number(found["size"])
    unit = frozenset({found["of"].lower().rstrip("s")})
    return Value(sort, unit, Span(*found.span()), size, size)


def _version(sort: str, found: re.Match[str]) -> Value | None:
    if found["what"].lower()[:3] in _MONTH_NAMES + _DAY_NAMES:
        return None
    return Value(sort, frozenset({found["what"]}), Span(*found.span()), text=found["number"])


def _count(sort: str, found: re.Match[str]) -> Value | None:
    unit = frozenset(filter(None, map(key_of, found["things"].split())))
    if not unit:
        return None
    low, high = _between(found, "few", "many")
    return Value(sort, unit, Span(*found.span()), low, high)


def _clock(sort: str, found: re.Match[str]) -> Value:
    times = [_minutes(one) for one in _CLOCKS.findall(found[0])]
    return Value(sort, frozenset({str(len(times))}), Span(*found.span()), text=str(times))


def _minutes(clock: str) -> int:
    if clock.lower() in ("noon", "midnight"):
        return 720 if clock.lower() == "noon" else 0
    hours, minutes = (*re.findall(r"\d+", clock), "0")[:2]
    late = 12 if re.search(r"p\.?m", clock, re.I) and int(hours) < 12 else 0
    return (int(hours) + late) * 60 + int(minutes)


def _weekday(sort: str, found: re.Match[str]) -> Value:
    days = [_DAY_NAMES.index(one.lower()[:3]) for one in _DAYS.findall(found[0])]
    if len(days) == 2 and _RANGED.search(found[0]):
        days = [day % 7 for day in range(days[0], days[1] + 1 + 7 * (days[1] < days[0]))]
    text = " ".join(_DAY_NAMES[day] for day in sorted(set(days)))
    return Value(sort, frozenset(), Span(*found.span()), text=text)


def _date(sort: str, found: re.Match[str]) -> Value:
    named = re.search(r"[A-Za-z]{3,}(?<!of)", re.sub(r"(?<=\d)(?:st|nd|rd|th)", "", found[0]))
    if not named:
        return Value(sort, frozenset(), Span(*found.span()), text=found[0])
    day = re.findall(r"\d{1,2}", found[0])[0].lstrip("0")
    text = f"{named[0][:3].lower()} {day}"
    return Value(sort, frozenset(), Span(*found.span()), text=text)


def _written(sort: str, found: re.Match[str]) -> Value | None:
    text = found[0].lower().rstrip("/")
    if sort == "url":
        host = text.partition("://")[2].partition("/")[0].removeprefix("www.")
        return Value(sort, frozenset({host}), Span(*found.span()), text=text)
    if sort == "phone":
        text = re.sub(r"\D", "", text).lstrip("0")
        if len(text) < 6:
            return None
    return Value(sort, frozenset(), Span(*found.span()), text=" ".join(text.split()))


_READERS: dict[str, Callable[[str, re.Match[str]], Value | None]] = {
    "url": _written, "email": _written, "phone": _written, "street": _written, "date": _date,
    "clock": _clock, "weekday": _weekday, "money": _money, "percent": _percent,
    "duration": _duration, "measure": _measure, "version": _version, "count": _count,
}  # fmt: skip
