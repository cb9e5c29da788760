"""What a customer asks: questions, requests, and statements of a problem."""

from __future__ import annotations

import re

from assistant.listed import ITEM, announced, items
from assistant.mail import is_sign_off
from assistant.message import Ask
from models.text import sentences

MOST_ASKS = 8
SHORT_ASK_WORDS = 4
CONTEXT_WORDS = 5
QUESTION_WORDS = 3
LEAST_LISTED = 2

_QUESTION_WORD = (
    r"how|what|when|where|why|which|who|can|could|do|does|did|is|are|will|would|should|may|shall"
)
_QUESTION = re.compile(
    rf"(?:(?:hi|hello|hey|and|also|so|but|ok|or)\W+){{0,2}}(?:{_QUESTION_WORD})\b", re.I
)
_SECOND_QUESTION = re.compile(
    r",? (?=(?:and|or) (?:how|what|when|where|why|which|who|can i|do you|is there|will i)\b)", re.I
)
_ANNOUNCED = re.compile(
    r"\A[^?:]{0,40}\b(?:questions?|things|points|issues|problems|requests?):\s+", re.I
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


def find_asks(text: str, subject: str) -> list[Ask]:
    """Questions and requests; without any, statements of a problem; else what there is."""
    stated = [one for one in _clauses(text) if not _is_courtesy(one)]
    listed = _listed(text)
    asks = [
        Ask(one, wants_answer=True, context=_context(stated, number))
        for number, one in enumerate(stated)
        if one in listed or is_ask(one)
    ]
    if not asks:
        asks = [Ask(one) for one in stated if _PROBLEM.search(one)]
    if not asks and subject.strip():
        asks = [Ask(subject.strip(), wants_answer=_is_question(subject))]
    if not asks:
        asks = [Ask(one) for one in (stated or sentences(text))[:1]]
    return list(dict.fromkeys(asks))[:MOST_ASKS]


def states_problem(text: str) -> bool:
    """Whether something went wrong for the writer."""
    return _PROBLEM.search(text) is not None


def _clauses(text: str) -> list[str]:
    """The sentences, two questions in one taken apart ("How … and where …?")."""
    clauses: list[str] = []
    for sentence in _parts(text):
        is_question = _is_question(sentence)
        parts = _SECOND_QUESTION.split(sentence) if is_question else [sentence]
        enough = all(len(part.split()) >= QUESTION_WORDS for part in parts)
        clauses += parts if enough else [sentence]
    return clauses


def _parts(text: str) -> list[str]:
    """The sentences without "Two questions:", the items of a list in one line taken apart."""
    bare = (_ANNOUNCED.sub("", sentence) for sentence in sentences(text))
    parts = (part.strip() for sentence in bare for part in ITEM.split(sentence))
    return [part for part in parts if part]


def _listed(text: str) -> frozenset[str]:
    """What a list asks for without asking: "Two things: 1. The export is slow. 2. …"."""
    found = [one for one in (_parts(item) for item in items(text)) if one]
    open_ones = [one for one in found if any(map(is_ask, one)) or states_problem(one[0])]
    wanted = found if announced(text) else open_ones
    if len(wanted) < LEAST_LISTED:
        return frozenset()
    return frozenset(one[0] for one in wanted if not any(map(is_ask, one)))


def _context(stated: list[str], number: int) -> str:
    """For an ask of few words or one that points back: the last sentence that says more."""
    ask = stated[number]
    if len(ask.split()) > SHORT_ASK_WORDS and not _POINTER.search(ask):
        return ""
    before = (one for one in reversed(stated[:number]) if len(one.split()) > CONTEXT_WORDS)
    return next(before, "")


def _is_question(sentence: str) -> bool:
    if _RHETORIC.match(sentence) or len(sentence) < 4:
        return False
    return sentence.rstrip(" .!\"')").endswith("?") or bool(_QUESTION.match(sentence))


def is_ask(sentence: str) -> bool:
    """Whether a sentence asks or requests by its words; an item of a list may ask without."""
    return _is_question(sentence) or _is_request(sentence)


def _is_request(sentence: str) -> bool:
    return bool(_REQUEST.search(sentence))


def _is_courtesy(sentence: str) -> bool:
    short = len(sentence.split()) < 9 and not sentence.rstrip().endswith("?")
    greeting = _COURTESY.match(sentence) and not _PROBLEM.search(sentence)
    return bool(is_sign_off(sentence) or (short and greeting and not is_ask(sentence)))
