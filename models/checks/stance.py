"""What a text denies, allows, demands, promises and bounds: what a rewrite changes only knowingly.

A mark is one such word with the word that it bears on: "We can't ship until Monday" denies and
allows shipping, and bounds it by Monday. A rewrite keeps every mark, or its rule declares the
turn that it takes: see `models/rules/turns.yaml`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

import yaml

from models.text import SLOT

TURNS = Path(__file__).parent.parent / "rules" / "turns.yaml"

_TIME = (
    r"(?=\s+(?:the\s)?(?:\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:to|yester)?day\b|tonight"
    r"|tomorrow|noon|midnight|end\b|next\b|last\b|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"|spring|summer|autumn|winter|then\b|now\b))"
)
_COUNT = (
    r"(?=\s+[$€£¥]?\d|\s+(?:two|three|four|five|six|seven|eight|nine|ten|half"
    r"|a (?:dozen|hundred)))"
)
_MARKS = {
    "plain no": r"nope|no(?=[;:,.!]|$)",
    "not": r"no longer|(?:not|no(?= \w))(?! later than)|never|none|nothing|nobody|nowhere|neither"
    r"|nor|without|hardly|cannot|unable|impossible|ineligible|\w+n't|(?:do|does|did|is|was|are|were|ca|wo|could|would)nt"
    r"|avoid|refrain|in the absence of|(?<=is )ruled out|(?<=are )ruled out",
    "refusal": r"(?:we|i)(?: \w+ly)? (?:can't|cannot|can not|won't|will not|refuse to"
    r"|(?:don't|do not) (?:offer|accept|allow|refund|provide|support|exchange|replace|do))"
    r"|(?:we|i)(?:'re| are|'m| am)(?: \w+ly)? (?:unable|not able|not going) to",
    "can": r"can(?:'t|not)?|couldn?'?t?|(?:un)?able|(?:im)?possible|allowed|permitted"
    r"|in a position to",
    "may": r"(?-i:may|(?<!\w\s)(?<!,\s)May(?=\s[a-z]))|might|perhaps|maybe|possibly"
    r"|probably|likely",
    "must": r"must|gotta"
    r"|(?:have|has|had|need|needs|needed|ought|required|supposed|obliged|expected) to"
    r"|should(?:n'?t)?(?! you\b)|mandatory|compulsory|had better|(?<=you'd) better"
    r"|need(?=s? you to)",
    "will": r"will|gonna|won't|shall|would(?:n't)?|(?<=')(?:ll|d)|going to",
    "only": r"only|solely|exclusively|just(?= \d)",
    "at least": r"at least|at the earliest|no (?:less|fewer|earlier) than|a minimum of|or more",
    "at most": r"at most|up to|no more than|a maximum of|or less|at the latest",
    "within": r"within",
    "until": rf"until|till|'til|through{_TIME}",
    "before": r"before|prior to|ahead of",
    "after": r"after|subsequent to",
    "by": rf"by{_TIME}|(?:not|no) later than",
    "since": rf"since{_TIME}|from(?: the)?{_TIME}",
    "over": rf"(?:more than|over|above|in excess of|exceeding){_COUNT}",
    "under": rf"(?:less than|fewer than|under|below){_COUNT}",
    "about": rf"(?:about|around|approximately|roughly|almost|nearly){_COUNT}",
    "if": r"if|unless|in the event|in case|provided that|as long as"
    r"|should(?= you\b)|once(?! again)",
    "refund": r"re(?:fund|imburse|pay)\w*|compensat\w*|store credit|vouchers?",
    "cancel": r"cancel\w*|terminat\w*|suspen[ds]\w*|forfeit\w*|delet\w*|deactivat\w*",
    "refuse": r"refus\w*|declin\w*|reject\w*|den(?:y|ied|ies|ying)|turned down",
    "promise": r"promis\w*|guarantee\w*|warrant\w*",
    "danger": r"danger\w*|hazard\w*|injur\w*|unsafe|recall\w*|unplug\w*|poison\w*"
    r"|flammable|warnings?",
    "law": r"law|legal\w*|liab\w*|consent\w*",
    "charge": r"free of charge|for free|at no cost|charg(?:e|ed|es|ing)|fees?|surcharge",
}
"""What each kind of mark looks like; capitals do not matter."""

PROTECTED = frozenset(
    {"plain no", "refusal", "refund", "cancel", "refuse", "promise", "danger", "law", "charge"}
)
"""Marks that no rewrite may leave to the agent's memory."""

_ALONE = PROTECTED | {"at least", "at most"}
"""Marks that stand for themselves, whatever comes after them."""

_HARM = re.compile(
    r"\b(?:be|been|being|get|gets|got) (?:\w+ly )?(?:billed|blocked|cancell?ed|charged|closed"
    r"|cut off|debited|deleted|disconnected|erased|invoiced|locked|lost|removed|suspended"
    r"|terminated|wiped)\b"
    r"|\b(?:forfeits?|loses?|lost|miss(?:es|ed)?|owes?)\b",
    re.I,
)
"""What happens to people that they fear: that it does not happen is never turned round."""

_OTHERWISE = re.compile(r"\botherwise\b", re.I)
"""Says the same of what happens as "if you do not"."""

_PATTERNS = {name: re.compile(rf"(?<![\w-])(?:{p})(?!\w)", re.I) for name, p in _MARKS.items()}
_WORD = re.compile(r"[.;:!?](?!\w)|[\w￼$€£¥][\w￼'.:/-]*(?<![.:])")
FAR = 12
"""Words after a mark among which it is looked for what the mark bears on."""
_PASSED = re.compile(
    r"plz|pls|u|ur|a|able|actually|all|already|also|always|an|any|be|been|being|clearly|currently|even"
    r"|first|has|have|he|i|it|it'll|just|kindly|me|merely|my|not|now|obviously|of|our|please"
    r"|really|she|simply|still|than|that|the|then|they|this|to|us|we|you|your"
)
"""Words that are passed over in looking for what a mark bears on."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A change of marks that keeps the meaning: what it may take away, and what it may add.

    Where it `needs` marks, it has to add one of them.
    """

    takes: Counter[str]
    gives: Counter[str]
    needs: frozenset[str] = frozenset()

    def covers(self, lost: Counter[str], added: Counter[str]) -> bool:
        """Whether a rewrite that loses and adds these marks is this turn."""
        needed = not self.needs or bool(self.needs & added.keys())
        return needed and lost <= self.takes and added <= self.gives


@cache
def turns(path: Path = TURNS) -> Mapping[str, Turn]:
    """The turns that rules may declare, by name."""
    entries = yaml.safe_load(path.read_text("utf-8"))
    return {
        name: Turn(
            Counter(entry.get("takes", ())),
            Counter(entry.get("gives", ())),
            frozenset(entry.get("needs", ())),
        )
        for name, entry in entries.items()
    }


def stance(text: str) -> Counter[tuple[str, str]]:
    """Every mark of a text with the word that it bears on, and how often.

    >>> sorted(stance("You can't log in."))
    [('can', 'log'), ('not', 'log')]
    """
    plain = SLOT.sub(" ⟦⟧ ", text).replace("’", "'")
    return Counter(
        (name, "" if name in _ALONE else _borne(plain, match.end()))
        for name, pattern in _PATTERNS.items()
        for match in pattern.finditer(plain)
    )


def _borne(text: str, start: int) -> str:
    words = (match[0].casefold() for match in islice(_WORD.finditer(text, start), FAR))
    word = next((word for word in words if not _PASSED.fullmatch(word)), "")
    return word if word[:1] not in ".;:!?" else ""


def shifted_marks(before: str, after: str) -> tuple[Counter[str], Counter[str]]:
    """Marks that a rewrite loses, and those that it adds; one on another word is both."""
    was, now = stance(before), stance(after)
    return _names(was - now), _names(now - was)


def _names(marks: Counter[tuple[str, str]]) -> Counter[str]:
    names: Counter[str] = Counter()
    for (name, _), count in marks.items():
        names[name] += count
    return names


def keeps_stance(before: str, after: str, allowed: Iterable[Turn] = ()) -> bool:
    """Whether a rewrite keeps every mark, or changes only what one of the turns may change."""
    lost, added = shifted_marks(before, after)
    if not (lost or added):
        return True
    if lost["not"] > added["not"] and _has_until(before) and _has_until(after):
        return False  # "not … until" begins what "until" ends
    if lost["not"] > added["not"] and _HARM.search(after) and not _OTHERWISE.search(after):
        return False  # "you won't lose it unless" reassures, "you will lose it once" threatens
    return any(turn.covers(lost, added) for turn in allowed)


def _has_until(text: str) -> bool:
    return _PATTERNS["until"].search(text) is not None
