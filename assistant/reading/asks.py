"""What a customer asks: questions, requests, and statements of a problem."""

from __future__ import annotations

import re

from assistant.message import Ask
from assistant.reading.dumps import is_dump
from assistant.reading.listed import ITEM, announced, items
from assistant.reading.mail import is_sign_off
from assistant.reading.problems import is_fault, told_problems
from assistant.reading.speech import Speech, clauses, speech
from models.text import sentences

MOST_ASKS = 8
MOST_COURTESY = 9
"""A sentence of so many words says more than thanks."""
MOST_BACK = 30
"""Sentences in which that is looked for which an ask points back to."""
SHORT_ASK_WORDS = 4
CONTEXT_WORDS = 5
LEAST_CONTEXT_WORDS = 3
SHORT_POINTING_WORDS = 6
LEAST_LISTED = 2
MOST_POINTING_WORDS = 8

_ANNOUNCED = re.compile(
    r"\A[^?:]{0,40}\b(?:questions?|things|points|issues|problems|requests?):\s+", re.I
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
_POINTS_BACK = re.compile(
    r"\b(?:how|what|where|why|can|could|is|does|do)\b.{0,40}\b(?:it|its|this|that|these|those|so)\b",
    re.I,
)
_CODE = re.compile(r"\b[A-Za-z]*\d[\w-]*")
_DEFINITE = re.compile(r"\b(?:the|this|that|these|those) (\w{4,})", re.I)
_COURTESY = re.compile(
    r"(?:(?:many |a lot of )?(?:thanks|thank you|thx|cheers|hello|hi|hey|dear|good (?:morning|"
    r"afternoon|evening|day)|hope (?:you|this)|i hope|looking forward|have a|regards)\b)",
    re.I,
)
_NO_HURRY = re.compile(
    r"\W*(?:(?:please|do|just|so) )*(?:take (?:all )?(?:your|the) time"
    r"|(?:there(?:['’]s| is) )?(?:no|don['’]?t) (?:rush|hurry|worry))\b",
    re.I,
)
_BARE = re.compile(
    r"\W*(?:(?:please|pls|just|now|so|and) )*(?:sort|fix|solve|resolve|handle|correct|do)"
    r" (?:it|this|that|them|these|both|all|something)(?: (?:out|right|up))?"
    r"(?: (?:please|pls|now|asap|today|immediately|at once|for me))*\W*",
    re.I,
)
"""A request that names nothing: what is wrong says what to do."""
_REPLY = re.compile(r"(?:\s*(?:re|aw|wg|fwd?|sv|antw|tr)(?:\[\d+\])?\s*:\s*)+", re.I)
"""What mail programs put before a subject."""
_ASKING: tuple[Speech, ...] = ("question", "request")


def find_asks(text: str, subject: str) -> list[Ask]:
    """Questions and requests; else the subject's, wishes, what is wrong; else what there is."""
    said = [(one, kind) for one, kind in _clauses(text) if not _is_courtesy(one)]
    stated, kinds = [one for one, _ in said], [kind for _, kind in said]
    asks = _asked(stated, kinds, _listed(text)) or _asked_in(subject)
    if all(_BARE.fullmatch(ask.text) for ask in asks):
        asks = [Ask(one) for one in _problems(stated, kinds, subject)] or asks
    if not asks:
        asks = _pleas(stated, kinds)
    if not asks and not stated and subject.strip():
        asks = [Ask(subject.strip())]
    if not asks:
        told = [one for one, kind in said if kind != "rhetoric"]
        asks = [Ask(one) for one in (told if stated else sentences(text))[:1]]
    return list({ask.text: ask for ask in reversed(asks)}.values())[::-1][:MOST_ASKS]


def states_problem(text: str) -> bool:
    """Whether something went wrong for the writer."""
    return _PROBLEM.search(text) is not None


def is_reply(subject: str) -> bool:
    """Whether a subject is that of an earlier message: "Re: …", "Fwd: …"."""
    return _REPLY.match(subject) is not None


def is_ask(sentence: str) -> bool:
    """Whether a sentence asks or requests by its words; an item of a list may ask without."""
    return speech(sentence) in ("question", "request", "wish", "plea")


def _asked(stated: list[str], kinds: list[Speech], listed: frozenset[str]) -> list[Ask]:
    """What is asked, each with what it points back to; a wish only says so for a question."""
    asking = _ASKING if any(map(is_fault, stated)) else (*_ASKING, "wish")
    return [
        Ask(one, wants_answer=True, context=_context(stated, number))
        for number, (one, kind) in enumerate(zip(stated, kinds, strict=True))
        if one in listed or (kind in asking and not _is_told_for(stated, kinds, number))
    ]


def _is_told_for(stated: list[str], kinds: list[Speech], number: int) -> bool:
    """Whether a request tells what the question after it is about: "I want …. How do I do it?"."""
    later = number + 1
    if (
        kinds[number] not in ("request", "wish")
        or later == len(stated)
        or kinds[later] != "question"
    ):
        return False
    words = stated[later].split()
    return len(words) <= MOST_POINTING_WORDS and bool(_POINTS_BACK.match(stated[later]))


def _asked_in(subject: str) -> list[Ask]:
    """A question or request in the subject of a new message; a reply's subject is an old one."""
    bare = subject.strip()
    asks = not is_reply(bare) and speech(bare) in _ASKING
    return [Ask(bare, wants_answer=True)] if asks else []


def _problems(stated: list[str], kinds: list[Speech], subject: str) -> list[str]:
    bare = subject.strip()
    told = [
        "" if kind in ("plea", "rhetoric") else one for one, kind in zip(stated, kinds, strict=True)
    ]
    titles = not is_reply(bare) and states_problem(bare)
    wrong = [states_problem(one) or is_fault(one) for one in told]
    return told_problems(told, bare, [*wrong, titles])


def _pleas(stated: list[str], kinds: list[Speech]) -> list[Ask]:
    """Wishes, else calls for help that don't say with what."""
    for wanted in ("wish", "plea"):
        found = [n for n, kind in enumerate(kinds) if kind == wanted]
        if found:
            return [Ask(stated[n], wants_answer=True, context=_context(stated, n)) for n in found]
    return []


def _clauses(text: str) -> list[tuple[str, Speech]]:
    """The sentences, two asks in one taken apart ("How … and where …?")."""
    return [clause for sentence in _parts(text) for clause in clauses(sentence)]


def _parts(text: str) -> list[str]:
    """The sentences without "Two questions:", the items of a list in one line taken apart."""
    bare = (_ANNOUNCED.sub("", sentence) for sentence in sentences(text))
    parts = (part.strip() for sentence in bare for part in ITEM.split(sentence))
    return [part for part in parts if part and not is_dump(part)]


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
    before = (one for one in reversed(stated[max(0, number - MOST_BACK) : number]))
    if len(ask.split()) > SHORT_ASK_WORDS and not _POINTER.search(ask):
        named = [word.lower() for word in _DEFINITE.findall(ask)]
        before = (one for one in before if any(word in one.lower() for word in named))
    return next(filter(_says_more, before), "")


def _says_more(sentence: str) -> bool:
    """Whether it can stand before an ask: it is long enough, or short and names a fault or code."""
    words = len(sentence.split())
    if words <= CONTEXT_WORDS:
        return words >= LEAST_CONTEXT_WORDS and bool(_CODE.search(sentence) or is_fault(sentence))
    return words > SHORT_POINTING_WORDS or not _POINTS_BACK.match(sentence)


def _is_courtesy(sentence: str) -> bool:
    short = len(sentence.split()) < MOST_COURTESY and not sentence.rstrip().endswith("?")
    if _NO_HURRY.match(sentence) and not sentence.rstrip().endswith("?"):
        return True
    greeting = _COURTESY.match(sentence) and not _PROBLEM.search(sentence)
    return bool(is_sign_off(sentence) or (short and greeting and not is_ask(sentence)))
