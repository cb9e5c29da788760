"""Whether a rewrite can be trusted, and what is said where none can.

A rewrite holds when it keeps every fact and every mark of stance, or turns them into a slot, ties
nothing to another thing (`models.checks.meaning`), and reads well. Whether a rule flags it again
is for the checker to find out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from enum import Enum

from models.checks.facts import added_facts, lost_facts
from models.checks.linear import LinearPattern
from models.checks.meaning import changed, drops_an_outcome, eases_a_danger
from models.checks.stance import PROTECTED, Turn, keeps_stance, shifted_marks


class Flaw(Enum):
    """Why a rewrite is not shown, and what that leaves to the agent."""

    UNSAYABLE = "No wording at hand fits this sentence; only you can say it another way."
    FACTS = "A rewrite would lose or change a fact; only you can say it another way."
    STANCE = (
        "A rewrite would change what this sentence denies, allows or promises; "
        "only you can say it another way."
    )
    MOVED = (
        "A rewrite would tie a time, a place or a person to something else; "
        "only you know what belongs together."
    )
    ENOUGH = (
        "What is needed may not be all that it takes; say what you need, and what is decided then."
    )
    GRAVE = "Somebody may come to harm, or lose something: this has to stay as plain as it is."
    PAST = "This is over and cannot be asked for now; say what comes next instead."
    SOMEBODY = "Somebody else is to do this; name them, or say what you do yourself."
    SUPPOSED = "Only you know whether it happened; say what went wrong, if it did."
    CLUMSY = "Every wording at hand would read badly here; only you can say it another way."
    UNGRAMMATICAL = (
        "Every wording at hand would have a mistake of grammar here; "
        "only you can say it another way."
    )
    FLAGGED = "Every wording at hand would be flagged again; only you can say it another way."


ONLY_THE_AGENT = "What to say instead depends on the case; only you know it."
"""Where a rule has no wording at all."""

_CHANGED = {
    "moved": Flaw.MOVED,
    "outcome": Flaw.GRAVE,
    "enough": Flaw.ENOUGH,
    "danger": Flaw.GRAVE,
    "past": Flaw.PAST,
    "somebody": Flaw.SOMEBODY,
    "admitted": Flaw.SUPPOSED,
    "any": Flaw.CLUMSY,
}
"""The flaw of each change of `models.checks.meaning`."""
_SEAMS = {
    "doubled word": re.compile(r"\b(?!that\b|had\b|very\b|so\b|no\b)([a-z]+) \1\b(?!-)", re.I),
    "gap": re.compile(r"(?<=\S)  +(?=\S)"),
    "mark apart": re.compile(r"(?<=\w) [,;!?](?!\w)| \.(?![\w.])"),
    "doubled mark": re.compile(r"[,;:][.,;]|[!?.][,;]|(?<!\.)\.\.(?!\.)"),
    "small letter": re.compile(r"(?:(?<=[a-z][.!?] )|\A)[a-z]{2,}\b(?![.@/:])(?![A-Z])"),
    "please please": re.compile(r"\bplease\b[^.!?;\n]*\bplease\b", re.I),
}
"""What gives away that a text was put together, each by its name."""
_DANGER = re.compile(
    r"\b(?:shock|burn|scald|kill|explo[ds]|electrocut|toxic|lethal|fatal|on fire)\w*", re.I
)
"""What can happen to somebody; a sentence that warns of it is not left to memory."""


def spelt_out(patterns: Iterable[object]) -> frozenset[str]:
    """The words that rules of a team's own look for: whatever their capitals, they are no names."""
    return frozenset(
        word for one in patterns if isinstance(one, LinearPattern) for word in one.words
    )


def flaw(
    before: str, after: str, turns: Iterable[Turn] = (), no_names: Collection[str] = ()
) -> Flaw | None:
    """What is wrong with a rewrite of a sentence that takes one of these turns.

    `no_names` are words in lower case whose capital is not a name's.
    """
    lost = [one for one in lost_facts(before, after) if _name(one) not in no_names]
    if lost or added_facts(before, after):
        return Flaw.FACTS
    if not keeps_stance(before, after, turns):
        return Flaw.STANCE
    if change := changed(before, after):
        return _CHANGED[change]
    return None if reads_well(before, after) else Flaw.CLUMSY


def _name(fact: str) -> str:
    """The name that a fact is, in lower case; "" for other facts."""
    kind, _, value = fact.partition(":")
    return value.casefold() if kind == "name" else ""


def flaw_of_new(before: str, after: str) -> Flaw | None:
    """The same for a sentence that is asked for anew, in slots: nothing grave may vanish."""
    if lost_facts(before, after) or added_facts(before, after):
        return Flaw.FACTS
    lost, added = shifted_marks(before, after)
    if PROTECTED & (lost.keys() | added.keys()) or not _dangers(before) <= _dangers(after):
        return Flaw.STANCE
    if drops_an_outcome(before, after) or eases_a_danger(before, after):
        return Flaw.GRAVE
    return None if reads_well(before, after) else Flaw.CLUMSY


def _dangers(text: str) -> set[str]:
    return {word[0].casefold() for word in _DANGER.finditer(text)}


def reads_well(before: str, after: str) -> bool:
    """Whether a rewrite has no seam that the text did not have: doubled words, gaps, marks."""
    return all(len(seam.findall(after)) <= len(seam.findall(before)) for seam in _SEAMS.values())
