"""What a text states that a rewrite must neither lose nor invent.

Facts are numbers, amounts, dates, times, addresses, ids, placeholders, code and names.
A slot is not a fact: it says that one is missing.
"""

from __future__ import annotations

import re
from collections import Counter

from models.text import SLOT, sentence_spans

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sep(?:t(?:ember)?)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_UNIT = r"(?:second|minute|hour|day|week|weekend|fortnight|month|quarter|year)s?"
_SEASON = r"(?:spring|summer|autumn|winter)"
_WORDS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty"
    "|fifty|sixty|ninety|hundred|thousand|million|dozen|half|twice"
)
_NUMBER = r"\d+(?:[.,:]\d+)*"

_PATTERNS = {
    "code": r"```.*?```|`[^`\n]+`",
    "placeholder": r"\{\{.*?\}\}|\{%.*?%\}|[#$%]\{[^}\n]*\}|%[A-Z_]{2,}%",
    "url": r"\b(?:https?://|www\.)[^\s<>\"”]+[^\s<>\"”.,;:!?)\]}'’]",
    "email": r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b",
    "id": r"(?<!\w)\#\w+|\b[A-Z]{1,6}-?\d{2,}\b|\b(?:[A-Z\d]{3,8}-)+[A-Z\d]{3,8}\b",
    "amount": rf"[$€£¥]\s?{_NUMBER}"
    rf"|\b{_NUMBER}\s?(?:[$€£¥]|(?:USD|EUR|GBP|CHF|dollars|euros|pounds)\b)",
    "percent": rf"\b{_NUMBER}\s?(?:%|percent\b|per\ cent\b)",
    "time": r"\b\d{1,2}(?:[:.]\d{2})?\s?(?:[ap]\.?m\b\.?|o['’]clock)"
    r"|\b\d{1,2}:\d{2}\b|\b(?i:noon|midnight)\b",
    "date": r"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b",
    "number": rf"(?<![\w.]){_NUMBER}(?:(?:st|nd|rd|th)\b|(?=\D|$))"
    rf"|\b\d+(?=[A-Za-z])|\b(?i:{_WORDS})\b",
    "month": rf"\b(?!(?:May|Mar|March)\b){_MONTH}\b|\b(?:May|Mar|March)\b(?=\s\d)"
    rf"|(?<=\d\s)(?:May|March?)\b|(?<=\dth\s)(?:May|March?)\b"
    rf"|(?<=\b(?:in|of|by)\s)(?:May|March)\b|(?<=\b(?:from|till|next|late|last)\s)(?:May|March)\b"
    rf"|(?<=\b(?:until|since|early|after)\s)(?:May|March)\b|(?<=\bbefore\s)(?:May|March)\b",
    "weekday": rf"\b(?i:{_DAY})\b|\b(?:Mon|Tue|Wed|Thu|Fri)\b",
    "relative": rf"\b(?i:today|tonight|tomorrow|yesterday|next\s(?:{_UNIT}|{_SEASON})"
    rf"|last\s(?:{_UNIT}|{_SEASON})|this\s(?:{_UNIT}|{_SEASON}|morning|afternoon|evening)"
    rf"|(?:coming|following|previous)\s{_UNIT}|(?:an?\sfew\s{_UNIT}|an?\s(?!second|minute){_UNIT})"
    rf"|(?:early|mid|late|end\sof)(?=[\s-])|{_SEASON}|Christmas|Easter)\b",
    "name": r"(?<=[\w,;:)’'”\"/–—&]\s)[(“‘\"']?(?!I\b)[A-Z][\w&’'-]*|\b[A-Z]{2,}[\w-]*\b"
    r"|\b(?!I['’])[A-Za-z][a-z]*[A-Z]\w*",
}
_FACT = re.compile("|".join(f"(?P<{kind}>{p})" for kind, p in _PATTERNS.items()), re.DOTALL)
_WORD = re.compile(r"\w[\w&-]*(?:['’](?!s\b)\w+)?")
_FORMULAIC = frozenset(
    {
        "ASAP",
        "FYI",
        "OK",
        "NB",
        "IMHO",
        "RTFM",
        "TIA",
        "Sir",
        "Madam",
        "Customer",
        "Client",
        "Valued",
        "User",
        "Please",
        "Thank",
        "Thanks",
        "Sorry",
        "Hi",
        "Hello",
        "Dear",
        "Mr",
        "Ms",
    }
)

_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nothing|nobody|neither|nor|without|cannot|unable|\w+n['’]t)\b", re.I
)
_MODAL = re.compile(
    r"\b(?:can|could|may|might|must|shall|should|will|would|have to|need to|ought to)\b"
    r"|['’](?:ll|d)\b",
    re.I,
)


def _value(kind: str, found: str) -> str:
    text = " ".join(found.split()).strip("(“‘\"'”’").replace("’", "'")
    if kind == "number":
        text = re.sub(r"(?<=\d)(?:st|nd|rd|th)$", "", text.casefold())
    if kind == "name":
        return text.removesuffix("'s").removesuffix("'")
    if kind == "time":
        text = text.replace(" ", "").replace(".m.", "m").replace(".m", "m")
    return text if kind in {"code", "url", "placeholder", "id"} else text.casefold()


def facts(text: str) -> Counter[str]:
    """Every fact of a text, as "kind:value", and how often it is stated.

    >>> sorted(facts("The Pro plan costs €12 until Friday."))
    ['amount:€12', 'name:Pro', 'weekday:friday']
    """
    bare = SLOT.sub(" ", text)
    starts = {span.start for span in sentence_spans(bare)}
    found: Counter[str] = Counter()
    for match in _FACT.finditer(bare):
        kind = match.lastgroup or ""
        value = _value(kind, match[0])
        opens = value[1:].islower() and match.start() in starts
        if kind == "name" and (opens or value in _FORMULAIC):
            continue
        found[f"{kind}:{value}"] += 1
    return found


def _words(text: str) -> Counter[str]:
    words = [word.replace("’", "'") for word in _WORD.findall(SLOT.sub(" ", text))]
    return Counter(words) + Counter(
        part for word in words if "-" in word or "'" in word for part in re.split("[-']", word)
    )


def _missing(wanted: Counter[str], there: Counter[str], text: str) -> Counter[str]:
    """What `there` lacks; a name also counts where it stands without being marked as one."""
    lacking = wanted - there
    words = _words(text) if any(fact.startswith("name:") for fact in lacking) else Counter()
    lower = Counter({word.casefold(): n for word, n in words.items()})
    for fact in list(lacking):
        kind, _, value = fact.partition(":")
        if kind != "name":
            continue
        shouted = value.isupper() and len(value) > 1
        if words[value] or (shouted and lower[value.casefold()]):
            del lacking[fact]
    return lacking


def lost_facts(before: str, after: str) -> Counter[str]:
    """Facts of `before` that `after` no longer states."""
    return _missing(facts(before), facts(after), after)


def added_facts(before: str, after: str) -> Counter[str]:
    """Facts of `after` that `before` does not state."""
    return _missing(facts(after), facts(before), before)


def polarity(text: str) -> Counter[str]:
    """Negations and modal verbs: what a rewrite changes only knowingly.

    >>> polarity("You can't log in.")
    Counter({'not': 1})
    """
    found: Counter[str] = Counter()
    found["not"] = len(_NEGATION.findall(text))
    for modal in _MODAL.findall(text):
        found[modal.casefold().replace("’", "'")] += 1
    return +found
