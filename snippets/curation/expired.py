"""Days that are over: "until 31 March 2025", "in autumn 2025"."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from models.checks.factwords import MONTHS
from models.text import Span, sentence_spans
from snippets.curation.finding import Evidence, HealthFinding, Sort, finding
from snippets.snippet import Snippet

_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SEASONS = {"spring": 6, "summer": 9, "autumn": 12, "fall": 12, "winter": 3, "christmas": 12}
"""The month in which a season is over for sure."""
_QUARTER = {"q1": 3, "q2": 6, "q3": 9, "q4": 12}
_DAY = (
    rf"\b(?P<iso>20\d\d-\d\d-\d\d)\b"
    r"|\b(?P<first>\d{1,2})[/.](?P<second>\d{1,2})[/.](?P<short>(?:20)?\d\d)\b"
    rf"|\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:\sof)?\s(?P<m1>{MONTHS})\b\.?,?\s(?P<y1>20\d\d)\b"
    rf"|\b(?P<m2>{MONTHS})\b\.?\s(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y2>20\d\d)\b"
)
_SPAN_OF_TIME = (
    rf"|\b(?P<m3>{MONTHS})\b\.?,?\s(?:of\s)?(?P<y3>20\d\d)\b"
    r"|\b(?P<season>spring|summer|autumn|fall|winter|christmas|q[1-4])\s(?:of\s)?(?P<y4>20\d\d)\b"
    r"|\b(?P<y5>20\d\d)\b(?!\s?(?:[%£€$]|points|g\b|ml\b|kg\b|mAh|px|km|words|characters))"
)
_DATE = re.compile(_DAY + _SPAN_OF_TIME, re.I)
_OVER = re.compile(
    r"\b(?:since|founded|established|began|started|launched|introduced|released|was|were|had been"
    r"|copyright|©|dated|as of|version|edition|act|regulation|directive|iso|of the year|back in"
    r"|ordered|bought|purchased|made|sold|manufactured|won|awarded)\b"
    r"(?:[^.;!?]|\.(?=\d)){0,50}\Z",
    re.I,
)
"""Words before a date that tell of the past on purpose."""
_FROM = re.compile(
    r"\b(?:from|as from|starting|after|beginning|effective)\s(?:on\s|from\s)?(?:the\s)?"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s)?\Z",
    re.I,
)
_PAST_TENSE = re.compile(r"\b(?:was|were|had|did|[a-z]{3,}ed|went|came|took|sent|got|made)\b", re.I)
_AHEAD = re.compile(
    r"\b(?:until|till|by|before|through|to|no later than|end of|ends?|expires?|valid|will|won['’]t"
    r"|going to|next|soon|upcoming|coming|available|open|closed|offer|deadline|expected|planned"
    r"|currently|at the moment|plan|is|are|can|take|takes|please)\b",
    re.I,
)
"""Words of a sentence that speak of what is, or is to come."""
_PERIOD = re.compile(
    r"\b(?:until|till|by|before|through|end of|in|during|for|this|early|mid|late|from|of"
    r"|expires?|ends?)\s(?:the\s)?(?:end of\s)?(?:early\s|mid-?\s?|late\s)?\Z",
    re.I,
)


def expired(snippet: Snippet, today: date) -> HealthFinding | None:
    """A finding for a text with days that are over, None where there are none."""
    found = list(_past_dates(snippet.body, today))
    if not found:
        return None
    days = [span.of(snippet.body) for _, span, _ in found]
    evidence = [Evidence(snippet.id, one.of(snippet.body), one, (day,)) for one, day, _ in found]
    age = (today - max(day for _, _, day in found)).days
    return finding(
        Sort.EXPIRED,
        [snippet],
        evidence,
        0.75 + min(age, 365) / 365 * 0.2,
        f"“{days[0]}” is over.",
        "Change or delete what was true until then; archive the text if nothing is left.",
        about=" ".join(days),
    )


def _past_dates(body: str, today: date) -> Iterator[tuple[Span, Span, date]]:
    """Sentences with the spans of dates that are over, and the last day of each."""
    for sentence in sentence_spans(body):
        text = sentence.of(body)
        ends = [(found, _last_day(found)) for found in _DATE.finditer(text)]
        known = [(found, last) for found, last in ends if last]
        if known and max(last for _, last in known) < today:
            found, last = max(known, key=lambda one: one[1])
            if _is_told_as_present(text, found):
                yield sentence, Span(*found.span()).shifted(sentence.start), last


def _is_told_as_present(text: str, found: re.Match[str]) -> bool:
    before = text[: found.start()]
    inside_link = _LINKED.search(before) or _LINK_TEXT.match(text[found.end() :])
    if _OVER.search(before) or inside_link or before[-1:] in (":", "=", "/", "#"):
        return False
    if _PAST_TENSE.search(text) and not _AHEAD.search(text):
        return False
    is_period = any(found[name] for name in ("y3", "y4", "y5"))
    if is_period and not (_PERIOD.search(before) and (not found["y5"] or _ENDS.search(text))):
        return False
    speaks_of_change = re.search(r"\b(?:will|going to)\b", text, re.I)
    return bool(not _FROM.search(before) or speaks_of_change)


_ENDS = re.compile(
    r"\b(?:until|till|by|through|before|end of|ends?|expires?|valid|will|going to|upcoming)\b", re.I
)
"""Words without which a year alone says nothing of an end."""
_LINK_TEXT = re.compile(r"[^\[\]\n]*\]\(")
_LINKED = re.compile(r"(?:https?://|\]\()\S*\Z")


def _last_day(found: re.Match[str]) -> date | None:
    try:
        return _read(found)
    except ValueError:
        return None


def _read(found: re.Match[str]) -> date:
    if found["iso"]:
        return date.fromisoformat(found["iso"])
    if found["first"]:
        return _of_figures(*(int(found[name]) for name in ("first", "second", "short")))
    for day, month, year in (("d1", "m1", "y1"), ("d2", "m2", "y2")):
        if found[year]:
            return date(int(found[year]), _month(found[month]), int(found[day]))
    if found["y3"]:
        return _end(int(found["y3"]), _month(found["m3"]))
    if found["y4"]:
        name = found["season"].lower()
        ends_later = int(name == "winter")
        return _end(int(found["y4"]) + ends_later, (_SEASONS | _QUARTER)[name])
    return date(int(found["y5"]), 12, 31)


def _of_figures(first: int, second: int, year: int) -> date:
    """The later reading where both 1/2 of January and of February can be meant."""
    year += 2000 if year < 100 else 0
    readings = []
    for day, month in ((first, second), (second, first)):
        if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
            readings.append(date(year, month, day))
    return max(readings)


def _end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _month(name: str) -> int:
    return _MONTH_NAMES.index(name[:3].lower()) + 1
