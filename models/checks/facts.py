"""What a text states that a rewrite must neither lose nor invent.

Facts are numbers with their units, amounts, dates, times, addresses, ids, file names, keys,
placeholders, code, quoted words and names. A slot is not a fact: it says that one is missing.
What a text denies, allows or promises is in `models.checks.stance`.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from models.checks.factwords import CURRENCY, FORMULAIC, MONTHS, NUMBERS, OPENER, UNITS, ZONES
from models.lexicon import is_everyday
from models.text import SLOT, Span, sentence_spans

_MONTH = rf"(?:{MONTHS})\b\.?"
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th)?"
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_UNIT = r"(?:second|minute|hour|day|week|weekend|fortnight|month|quarter|year)s?"
_SEASON = r"(?:spring|summer|autumn|winter)"
_WORDS = "|".join(NUMBERS)
_NUMBER = r"\d+(?:[.,:]\d+)*"
_SIGNED = rf"(?:(?<![\w.,)\d])[-−–]\s?)?{_NUMBER}"
_RANGE = rf"{_SIGNED}(?:\s?(?:[-–—]|to\b)\s?{_NUMBER}(?![\d-]))?"
_COUNT = rf"(?:(?<![\w.]){_RANGE}|\b(?i:{_WORDS}|one)(?:[ -](?i:{_WORDS}|one)){{0,4}}\b)"
_LARGE = r"(?:k|K|m|M|bn|\s?(?:thousand|million|billion))"

_PATTERNS = {
    "code": r"```.{0,5000}?```|`[^`\n]{1,300}`",
    "placeholder": r"\{\{.{0,200}?\}\}|\{%.{0,200}?%\}|[#$%]\{[^}\n]{0,200}\}|%[A-Z_]{2,60}%",
    "keys": r"\b(?:Ctrl|Control|Alt|Shift|Cmd|Command|Option|Win|Fn|⌘|⌥|⇧)"
    r"(?:\s?[+-]\s?(?:\w{1,12}|[^\w\s]))+",
    "url": r"\b(?:https?|ftp|mailto|tel)://?[^\s<>\"”]*[^\s<>\"”.,;:!?)\]}'’]"
    r"|\bwww\.[^\s<>\"”]+[^\s<>\"”.,;:!?)\]}'’]|\b[A-Za-z][\w+]{0,15}://[^\s<>\"”]{0,300}",
    "email": r"\b[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,8}\b",
    "quote": r"“[^”\n]{1,300}”|«[^»\n]{1,300}»|(?<![\w\"])\"(?=\S)[^\"\n]{1,300}\"(?!\w)",
    "path": r"(?<!\w)(?:[A-Za-z]:\\[^\s\"<>|]{0,300}[\w\\]|\\\\[\w.$\\-]{1,300}\w"
    r"|(?<!\w)[~.]{0,2}(?:/[\w.@%-]{0,64}\w){2,40}/?)"
    r"|\b[\w-]{1,64}(?:\.[\w-]{1,64}){0,8}\.(?i:com|org|net|io|eu|de|uk|app|dev|example)\b(?:/[^\s<>\"”]*[\w/])?"
    r"|\b[\w-]{1,64}\.(?:[A-Z]{2,4}|pdf|csv|txt|docx?|xlsx?|pptx?|zip|gz|png|jpe?g|gif|svg|mp[34]|json"
    r"|xml|ya?ml|html?|exe|dmg|apk|iso|log|ini|md|py|js|eml|ics|vcf)\b"
    r"|\b(?!Sir/|Mr/|Ms/|He/|She/|His/|Her/)[A-Z][\w'’]{1,40}(?:/[A-Z]\w{1,40}){1,8}\b"
    r"|\b[A-Za-z][\w-]{1,64}(?:\.[A-Za-z][\w-]{1,64}){1,8}\b",
    "iban": r"\b[A-Z]{2}\d{2}(?:\s?[A-Z\d]{4}){2,7}(?:\s?[A-Z\d]{1,4})?\b",
    "amount": rf"(?:{CURRENCY.sign})\s?{_RANGE}{_LARGE}?\b"
    rf"|{_COUNT}{_LARGE}?\s?(?:{CURRENCY.after})(?!\w)",
    "percent": rf"{_COUNT}\s?(?:%|percent\b|per\ cent\b)",
    "date": r"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|\b\d{1,2}/\d{1,2}\b"
    rf"|\b{_ORDINAL}\.?\s(?:of\s)?{_MONTH}(?:,?\s\d{{4}}\b)?"
    rf"|\b{_MONTH}\s{_ORDINAL}\b(?!:|\s?[ap]\.?m)(?:,?\s\d{{4}}\b)?",
    "time": rf"\b\d{{1,2}}(?:[:.]\d{{2}})?\s?(?:[ap]\.?m\b\.?|o['’]clock)(?:\s(?:{ZONES})\b)?"
    rf"|\b\d{{1,2}}:\d{{2}}(?::\d{{2}})?\b(?:\s(?:{ZONES})\b)?|\b(?i:noon|midnight)\b",
    "quantity": rf"{_COUNT}[\s-]?(?:(?i:business|working|calendar|full|more)\s)?(?:{UNITS})\b",
    "version": r"\bv\d+(?:\.\d+)*\b|\b\d+(?:\.\d+){2,}\b|\b0x[\dA-Fa-f]+\b",
    "phone": r"(?<!\w)\+\d{1,3}[\s./-]?\(?\d{1,5}\)?(?:[\s./-]?\d{2,10}){1,5}\b(?!-[a-z])"
    r"|(?<![\w.])\(?\d{2,5}\)?(?:[\s./-]\d{2,5}){2,5}\b(?!-[a-z])",
    "id": r"(?<!\w)\#\w+(?:-\w+)*|\b[A-Z]{1,6}-?\d{2,}(?:-\w+)*\b"
    r"|\b(?:[A-Z\d]{3,8}-){1,6}[A-Z\d]{3,8}\b"
    r"|\b(?=[A-Za-z]*\d)(?=\d*[A-Za-z])(?!\d+(?:st|nd|rd|th)\b)[A-Za-z\d]{2,}\b",
    "number": rf"(?<![\w.]){_RANGE}(?:(?:st|nd|rd|th)\b|(?=\D|$))"
    rf"|\b\d+(?=[A-Za-z])|\b(?i:{_WORDS}|first|second|third|once|twice)(?=\s(?i:time|year|month)s?\b)"
    rf"|\b(?i:{_WORDS})\b",
    "month": rf"\b(?!(?:May|Mar|March)\b)(?:{MONTHS})\b"
    r"|(?<=\b(?:in|of|by)\s)(?:May|March)\b|(?<=\b(?:from|till|next|late|last)\s)(?:May|March)\b"
    r"|(?<=\b(?:until|since|early|after)\s)(?:May|March)\b|(?<=\bbefore\s)(?:May|March)\b",
    "weekday": rf"\b(?i:{_DAY})\b|\b(?:Mon|Tue|Wed|Thu|Fri)\b",
    "relative": rf"\b(?i:today|tonight|tomorrow|yesterday|next\s(?:{_UNIT}|{_SEASON})"
    rf"|last\s(?:{_UNIT}|{_SEASON})|this\s(?:{_UNIT}|{_SEASON}|morning|afternoon|evening)"
    rf"|(?:coming|following|previous)\s{_UNIT}|(?:an?\sfew\s{_UNIT}|an?\s(?!second|minute){_UNIT})"
    rf"|(?:hourly|daily|weekly|fortnightly|monthly|quarterly|yearly|annual(?:ly)?)"
    rf"|(?:early|mid|late|end\sof)(?=[\s-])|{_SEASON}|Christmas|Easter)\b",
    "name": r"\b(?!I\b|I['’])[A-Z][\w&’'-]*|\b(?!I['’])[A-Za-z][a-z]*[A-Z]\w*",
}
_FACT = re.compile("|".join(f"(?P<{kind}>{p})" for kind, p in _PATTERNS.items()), re.DOTALL)
_WORD = re.compile(r"\w[\w&-]*(?:['’](?!s\b)\w+)?")
_BOUND = re.compile(
    r"\b(?:at (?:least|most)|up to|no (?:more|less|later|earlier) than|not later than|within|until"
    r"|till|before|after|by|since|from|over|under|more than|less than|about|around"
    r"|only|not|every|per|in)"
    r"(?: the)? [(“‘\"']?\Z",
    re.I,
)
MOST_OF_A_BOUND = 32
"""Characters before a fact in which the words that bound it stand."""
_BEFORE_NAME = re.compile(r"[\w,;:)’'”\"/–—&-]\s+[(“‘\"']?\Z|[\w)][/&-]\Z")
_GREETING = re.compile(r"^(?:hi|hello|hey|dear)\b[^.,!?\n]{0,40},\s+", re.I | re.M)
"""A sentence may begin behind it."""
_VERBATIM = frozenset({"code", "keys", "url", "placeholder", "id", "path", "quote", "iban"})


def _value(kind: str, found: str) -> str:
    text = " ".join(found.split())
    if kind in _VERBATIM:
        return text
    text = text.strip("(“‘\"'”’.").replace("’", "'")
    if kind == "name":
        return text.removesuffix("'s").removesuffix("'")
    text = text.casefold()
    if kind == "number":
        return re.sub(r"(?<=\d)(?:st|nd|rd|th)$", "", text)
    if kind == "time":
        return text.replace(" ", "").replace(".m", "m")
    if kind == "quantity":
        return _quantity(text)
    return _date(text) if kind == "date" else text


REMEMBERED = 5_000
"""Texts whose facts are remembered: a sentence is asked for its facts again and again."""


def _quantity(text: str) -> str:
    """In figures, with the unit in the singular: "two weeks" is "2 week"."""
    count, unit = re.match(r"(.*?)[\s-]?(°?[^\W\d]+)$", text).groups()  # type: ignore[union-attr]
    words = [str(NUMBERS.get(word, 1 if word == "one" else word)) for word in count.split()]
    return f"{' '.join(words)} {unit.removesuffix('s')}"


def _date(text: str) -> str:
    """Day, then month by three letters: "June 12th" is "12 jun"."""
    month = re.search(r"[a-z]{3,}", re.sub(r"(?<=\d)(?:st|nd|rd|th)|\bof\b", "", text))
    if not month:
        return text
    return " ".join([*re.findall(r"\d+", text)[:1], month[0][:3], *re.findall(r"\d{4}", text)])


def facts(text: str) -> Counter[str]:
    """Every fact of a text, as "kind:value", and how often it is stated.

    >>> sorted(facts("The Pro plan costs €12 until Friday."))
    ['amount:€12', 'name:Pro', 'weekday:friday']
    """
    return Counter(fact for fact, _ in found_facts(SLOT.sub(" ", text)))


def to_keep(before: str, after: str) -> tuple[str, ...]:
    """The facts of `before` that `after` lacks, as they stand there, with their bounds."""
    lost = lost_facts(before, after)
    if not lost:
        return ()
    spans: list[Span] = []
    for fact, span in found_facts(before):
        if lost[fact] and spans and before[spans[-1].end : span.start] == " ":
            spans[-1] = Span(spans[-1].start, span.end)
        elif lost[fact]:
            spans.append(span)
    return tuple(dict.fromkeys(_with_bound(before, span) for span in spans))


def _with_bound(text: str, span: Span) -> str:
    before = text[max(0, span.start - MOST_OF_A_BOUND) : span.start]
    bound = _BOUND.search(before)
    start = span.start - len(before) + bound.start() if bound else span.start
    return text[start : span.end].strip("( ")


@lru_cache(REMEMBERED)
def found_facts(text: str) -> tuple[tuple[str, Span], ...]:
    """Every fact as "kind:value", and where it stands; in order."""
    starts = {span.start for span in sentence_spans(text)}
    starts |= {greeting.end() for greeting in _GREETING.finditer(text)}
    found = []
    for match in _FACT.finditer(text):
        kind = match.lastgroup or ""
        value = _value(kind, match[0])
        if kind != "name" or _is_name(value, text, match.start(), starts):
            found.append((f"{kind}:{value}", Span(*match.span())))
    return tuple(found)


def _is_name(value: str, text: str, start: int, starts: set[int]) -> bool:
    """Whether a capital is a name's, and not only that of a sentence's first word."""
    if value in FORMULAIC:
        return False
    if any(char.isupper() for char in value[1:]):
        return True
    inside = _BEFORE_NAME.search(text[max(0, start - 4) : start]) and start not in starts
    if inside or len(value) == 1:
        return bool(inside)
    return not OPENER.fullmatch(value.casefold()) and not is_everyday(value.casefold())


def _words(text: str) -> Counter[str]:
    words = [word.replace("’", "'") for word in _WORD.findall(SLOT.sub(" ", text))]
    return Counter(words) + Counter(
        part for word in words if "-" in word or "'" in word for part in re.split("[-']", word)
    )


def _missing(wanted: Counter[str], there: Counter[str], text: str) -> Counter[str]:
    """What `there` lacks; names and quotes also count where they stand unmarked."""
    lacking = wanted - there
    if not any(fact.startswith(("name:", "quote:")) for fact in lacking):
        return lacking
    words = _words(text)
    lower = {word.casefold() for word in words}
    for fact in list(lacking):
        kind, _, value = fact.partition(":")
        shouted = value.isupper() and len(value) > 1
        named = words[value] or (shouted and value.casefold() in lower)
        if (kind == "name" and named) or (kind == "quote" and value[1:-1] in text):
            del lacking[fact]
    return lacking


def lost_facts(before: str, after: str) -> Counter[str]:
    """Facts of `before` that `after` neither states nor asks for in a slot."""
    opened = after.replace("⟦", " ").replace("⟧", " ")
    return _missing(facts(before), facts(opened), opened)


def added_facts(before: str, after: str) -> Counter[str]:
    """Facts of `after` that `before` does not state."""
    return _missing(facts(after), facts(before), before)
