"""Which sentence of a report says what is wrong, and which only tell around it."""

from __future__ import annotations

import re
from collections.abc import Sequence

_FAULT = re.compile(
    r"\b(?:can['’]?t|cannot|can not|could not|couldn['’]?t|unable|not able|will not|won['’]?t"
    r"|does not|doesn['’]?t|do not|is not|isn['’]?t|are not|aren['’]?t|has not|hasn['’]?t"
    r"|haven['’]?t arrived|never (?:came|arrived)|no longer|stopped|stops|fail\w*|error|crash\w*"
    r"|freez\w+|hang\w*|lost|missing|disappear\w*|vanish\w*|gone|broken|broke|cracked|damaged"
    r"|leak\w*|stuck|wrong|rejected|declined|expired|locked|refuses|blank|empty|keeps|slow"
    r"|duplicat\w*|twice)\b",
    re.I,
)
_MINE = re.compile(
    r"\b(?:i|we)(?: am| are|['’]m|['’]re)? (?:can['’]?t|cannot|can not|unable|not able|no longer|"
    r"(?:have|['’]ve) (?:lost|not received)|lost|not)\b|\bmy \w+",
    re.I,
)
_TRIED = re.compile(
    r"\b(?:i|we)(?:['’]ve| have)? (?:\w+ )?(?:tried|checked|read|looked|searched|followed|used|"
    r"updated|restarted|reinstalled|contacted|went|did|do not know|don['’]?t know|know|think|"
    r"thought|guess|assume|hope|wonder|recall|remember)\b"
    r"|\b(?:not sure|no idea|not an expert|possibly|perhaps|maybe|if (?:i|we|you|it))\b",
    re.I,
)
_QUOTED = re.compile(r"\A\W*[\"“'‘]|https?:|\d[\d.-]{6,}|\w\.\w+\.\w")
"""What a program says, and addresses."""
_MORE = re.compile(r"\W*(?:also|and another|another|second(?:ly)?|in addition|besides)\b", re.I)
_WORD = re.compile(r"[^\W\d_]{3,}")
LONG, SHORT = 40, 4
LEAST = 1.0
"""What a sentence of the text scores at least where the subject may say it instead."""


def told_problems(stated: Sequence[str], subject: str, is_problem: Sequence[bool]) -> list[str]:
    """The sentence that says best what is wrong, or the subject, then what comes on top ("Also …").

    `is_problem` is for the sentences and, last, the subject. Empty where nothing is wrong.
    """
    told = [one for one, wrong in zip(stated, is_problem, strict=False) if wrong]
    about = _words(subject)
    scores = [_score(one, about) - 0.05 * min(at, 10) for at, one in enumerate(told)]
    if is_problem[-1] and max(scores, default=0.0) < LEAST:
        return [subject]
    if not told:
        return []
    best = scores.index(max(scores))
    return [one for at, one in enumerate(told) if at == best or _MORE.match(one)]


def is_fault(text: str) -> bool:
    """Whether a text names something that fails, in narrower words than any problem."""
    return _FAULT.search(text) is not None


def _score(sentence: str, about: frozenset[str]) -> float:
    words = len(sentence.split())
    faults = {found.lower() for found in _FAULT.findall(sentence)}
    shared = len(about & _words(sentence)) / max(3, len(about))
    length = 0.5 * (words > LONG) + 0.5 * (words < SHORT)
    told = bool(_MINE.search(sentence)) - bool(_TRIED.search(sentence))
    quoted = bool(_QUOTED.search(sentence))
    return min(2, len(faults)) + 0.5 * told + 1.5 * shared - length - quoted


def _words(text: str) -> frozenset[str]:
    return frozenset(word.lower()[:5] for word in _WORD.findall(text))
