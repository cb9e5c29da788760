"""What a message says: its asks, mood, urgency, formality, language and the writer's name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import py3langid
import yaml
from nameparser import HumanName

from assistant.mail import Mail, is_sign_off, read_mail
from assistant.message import Ask, Formality, Message, Mood, Understanding, Urgency
from models.text import sentences

CUES = Path(__file__).parent / "cues.yaml"
READ_CHARACTERS = 20_000
"""Cues and asks are looked for in this much of a message."""
MOST_ASKS = 8
SHORT_ASK_WORDS = 4
LANGUAGE_LEAD = 8.0
"""How much more likely (in log odds) than English another language has to be."""

_QUESTION_WORD = (
    r"how|what|when|where|why|which|who|can|could|do|does|did|is|are|will|would|should|may|shall"
)
_QUESTION = re.compile(
    rf"(?:(?:hi|hello|hey|and|also|so|but|ok|or)\W+){{0,2}}(?:{_QUESTION_WORD})\b", re.I
)
_REQUEST = re.compile(
    r"\b(?:please|pls|plz|kindly)\b|\b(?:i(?:'d| would|'m| am)? (?:like|want|need|wish|wanna|"
    r"looking|hoping|trying)|i (?:want|need|demand|require|request)|(?:can|could|would|will) "
    r"(?:you|u|someone|i|we)|let me know|tell me|grateful|appreciate|help me|need (?:help|to)|"
    r"wondering (?:if|how|when|what)|"
    r"let's|send me|give me|cancel (?:my|the|it)|stop (?:my|the|charging|sending))\b",
    re.I,
)
_PROBLEM = re.compile(
    r"\b(?:not|never|no longer|nothing|can't|cannot|cant|won't|wont|doesn't|doesnt|didn't|didnt|"
    r"isn't|isnt|hasn't|hasnt|haven't|havent|wasn't|unable|broken|broke|breaks|stuck|missing|lost|"
    r"wrong|damaged|smashed|cracked|leak\w*|fail\w*|error|problem|issue|trouble|late|delayed|"
    r"double|twice|charged|declined|rejected|expired|locked|stopped|stale|jammed|blinking|refund|"
    r"where is|where's|disappear\w*|crash\w*|faulty|defective|stopped working)\b",
    re.I,
)
_POINTER = re.compile(r"\b(?:it|its|this|that|these|those|them|they|one)\b", re.I)
_COURTESY = re.compile(
    r"(?:(?:many |a lot of )?(?:thanks|thank you|thx|cheers|hello|hi|hey|dear|good (?:morning|"
    r"afternoon|evening|day)|hope (?:you|this)|i hope|looking forward|have a|regards)\b)",
    re.I,
)
_RHETORIC = re.compile(
    r"(?:how (?:is (?:that|this|it) even|hard can)|are you (?:kidding|serious|joking|for real)|"
    r"seriously|really|wtf|what the|is (?:this|that) (?:a joke|some kind)|who (?:does|even)|"
    r"how are you|can you believe|you know\b.{0,10}|right|ok|okay|do you even|what kind of|"
    r"how dare)\b",
    re.I,
)
_INTRODUCTION = re.compile(
    r"(?:\bmy name is|\bthis is|\bi am|\bi'm)\s+((?:[A-Z][\w'’-]+)(?:\s+[A-Z][\w'’-]+){0,2})\b"
)
_NAME_LINE = re.compile(
    r"(?:(?:Prof|Dr|Mr|Mrs|Ms|Mx)\.?\s+){0,2}[^\W\d_a-z][\w'’.-]*(?:\s+[^\W\d_a-z][\w'’.-]*){0,3}"
    r"(?:,?\s+(?:Ph\.?D|MD|MBA|Esq)\.?)?"
)
_ORGANISATION = re.compile(
    r"\b(?:support|team|ltd|inc|gmbh|llc|company|service|sales|office|info|customer)\b", re.I
)


@dataclass(frozen=True, slots=True)
class _Cue:
    match: re.Pattern[str]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class _Cues:
    mood: dict[Mood, list[_Cue]]
    louder: list[_Cue]
    urgency: dict[Urgency, list[_Cue]]
    formality: dict[Formality, list[_Cue]]


def understand(message: Message) -> Understanding:
    """Read a message. Never fails: what can't be told is neutral or absent."""
    mail = read_mail(message.text)
    read = mail.body[:READ_CHARACTERS]
    whole = f"{message.subject}\n{read}\n{' '.join(mail.signature)}"
    mood, intensity = _mood(whole)
    name, salutation = _name(message, mail)
    return Understanding(
        text=mail.body,
        asks=tuple(_asks(read, message.subject)),
        mood=mood,
        intensity=intensity,
        urgency=_urgency(whole),
        formality=_formality(f"{message.sender_name}\n{whole}"),
        locale=message.locale or _language(f"{message.subject}\n{read}"),
        customer_name=name,
        salutation=salutation,
    )


def _asks(text: str, subject: str) -> list[Ask]:
    """Questions and requests; without any, statements of a problem; else what there is."""
    stated = [one for one in sentences(text) if not _is_courtesy(one)]
    asks = [
        Ask(one, _is_question(one), _context(stated, number))
        for number, one in enumerate(stated)
        if _is_question(one) or _is_request(one)
    ]
    if not asks:
        asks = [Ask(one) for one in stated if _PROBLEM.search(one)]
    if not asks and subject.strip():
        asks = [Ask(subject.strip(), _is_question(subject))]
    if not asks:
        asks = [Ask(one) for one in (stated or sentences(text))[:1]]
    return list(dict.fromkeys(asks))[:MOST_ASKS]


def _context(stated: list[str], number: int) -> str:
    """The sentence before, for an ask of few words or one that points back."""
    ask = stated[number]
    short = len(ask.split()) <= SHORT_ASK_WORDS or _POINTER.search(ask)
    return stated[number - 1] if short and number else ""


def _is_question(sentence: str) -> bool:
    if _RHETORIC.match(sentence) or len(sentence) < 4:
        return False
    return sentence.rstrip(" .!\"')").endswith("?") or bool(_QUESTION.match(sentence))


def _is_request(sentence: str) -> bool:
    return bool(_REQUEST.search(sentence))


def _is_courtesy(sentence: str) -> bool:
    short = len(sentence.split()) < 9 and not sentence.rstrip().endswith("?")
    greeting = _COURTESY.match(sentence) and not _PROBLEM.search(sentence)
    return bool(is_sign_off(sentence) or (short and greeting and not _is_request(sentence)))


def _mood(text: str) -> tuple[Mood, float]:
    lower = text.lower()
    cues = _cues()
    weights = {mood: _weight(lower, of_mood) for mood, of_mood in cues.mood.items()}
    shouted = _is_shouted(text)
    loud = _weight(lower, cues.louder) + 0.2 * shouted
    mood, weight = max(weights.items(), key=lambda item: item[1])
    if weight < 0.4:
        return ("frustrated", 0.5) if shouted else ("neutral", 0.0)
    return mood, round(min(1.0, weight + loud), 2)


def _is_shouted(text: str) -> bool:
    words = [word for word in text.split() if len(word) > 1 and word.isalpha()]
    shouted = [word for word in words if word.isupper()]
    return len(shouted) >= 3 and len(shouted) >= len(words) * 0.3


def _weight(text: str, cues: list[_Cue]) -> float:
    return sum(cue.weight * min(2, len(cue.match.findall(text))) for cue in cues)


def _urgency(text: str) -> Urgency:
    lower = text.lower()
    for urgency, cues in _cues().urgency.items():
        if any(cue.match.search(lower) for cue in cues):
            return urgency
    return "normal"


def _formality(text: str) -> Formality:
    lower = text.lower()
    counts = {
        formality: sum(len(cue.match.findall(lower)) for cue in cues)
        for formality, cues in _cues().formality.items()
    }
    if counts["formal"] == counts["casual"]:
        return "neutral"
    return "formal" if counts["formal"] > counts["casual"] else "casual"


def _language(text: str) -> str:
    """The ISO 639-1 code; English where too little tells otherwise."""
    if sum(char.isalpha() for char in text) < 6:
        return "en"
    scores = dict(py3langid.rank(text[:2_000]))
    best = max(scores, key=lambda language: scores[language])
    if scores[best] - scores["en"] < LANGUAGE_LEAD or len(best) > 2:
        return "en"
    return str(best)


def _name(message: Message, mail: Mail) -> tuple[str | None, str | None]:
    """The first name, and "Dr Osei" where the writer goes by a title."""
    introduced = _INTRODUCTION.search(mail.body[:READ_CHARACTERS])
    candidates = [
        message.sender_name,
        *(line for line in mail.signature if not is_sign_off(line) and _NAME_LINE.fullmatch(line)),
        introduced[1] if introduced else "",
    ]
    for candidate in filter(None, map(str.strip, candidates)):
        if "@" in candidate or _ORGANISATION.search(candidate):
            continue
        name = HumanName(candidate)
        title = _title(name)
        if title and name.last:
            return _cased(name.first) or None, f"{title} {_cased(name.last)}"
        if name.first:
            return _cased(name.first), None
    return None, None


def _title(name: HumanName) -> str:
    titles = re.sub(r"\.", "", str(name.title)).split()
    if "phd" in str(name.suffix).lower().replace(".", "") and "Dr" not in titles:
        titles.append("Dr")
    return titles[0] if titles and titles[0] not in ("Miss",) else ""


def _cased(word: str) -> str:
    return word.capitalize() if word.islower() or (word.isupper() and len(word) > 2) else word


@cache
def _cues() -> _Cues:
    raw: dict[str, Any] = yaml.safe_load(CUES.read_text("utf-8"))
    return _Cues(
        mood={mood: _weighted(cues) for mood, cues in raw["mood"].items()},
        louder=_weighted(raw["louder"]),
        urgency={
            name: [_Cue(re.compile(cue)) for cue in cues] for name, cues in raw["urgency"].items()
        },
        formality={
            name: [_Cue(re.compile(cue, re.MULTILINE)) for cue in cues]
            for name, cues in raw["formality"].items()
        },
    )


def _weighted(cues: list[dict[str, Any]]) -> list[_Cue]:
    return [_Cue(re.compile(cue["match"]), cue["weight"]) for cue in cues]
