"""Changes that several agents make in drafts the same way: what a snippet ought to say."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from models.private.details import Kind
from models.text import SLOT
from snippets.analytics.facts import mark
from snippets.learning.edits import VALUE
from snippets.proposals.paragraphs import is_courtesy
from snippets.store.edits import Edit

LEAST_EDITS = 3
LEAST_AGENTS = 2
ALIKE = 0.6
"""The share of words (Jaccard) that two wordings of one change have in common."""

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_PRIVATE = re.compile(
    "|".join(re.escape(one) for one in (*(kind.mask for kind in Kind), VALUE, "…"))
)
"""What stands for a private detail, or for the rest of a passage that was cut."""
_NOBODY = mark("")


@dataclass(frozen=True, slots=True)
class Agreement:
    """One change that several agents made in drafts from a snippet.

    `before` is a sentence of the snippet, "" for what is added; `after` is "" for what is left
    out. `wordings` are all that agents wrote in its place, without repetition.
    """

    before: str
    after: str
    edits: int
    agents: int
    since: datetime
    wordings: tuple[str, ...]

    def repeats(self, other: Agreement) -> bool:
        """Whether it is the same change."""
        return self.before == other.before and alike(self.after, other.after)


def agreed(edits: Sequence[Edit]) -> list[Agreement]:
    """What at least three edits by at least two agents have in common, the most frequent first.

    `edits` are those of one snippet. Changes with private details in them count for nothing.
    """
    by_sentence: dict[str, list[list[Edit]]] = defaultdict(list)
    for edit in filter(_is_general, edits):
        groups = by_sentence[edit.change.before]
        same = (one for one in groups if alike(one[0].change.after, edit.change.after))
        group = next(same, None)
        groups.append([edit]) if group is None else group.append(edit)
    found = [_agreement(one) for groups in by_sentence.values() for one in groups]
    enough = [one for one in found if one.edits >= LEAST_EDITS and one.agents >= LEAST_AGENTS]
    return sorted(enough, key=lambda one: (-one.edits, one.before, one.after))


def alike(one: str, other: str) -> bool:
    """Whether two wordings say the same: most words, and every number, are the same."""
    if sorted(_NUMBER.findall(one)) != sorted(_NUMBER.findall(other)):
        return False
    words, others = (set(_WORD.findall(text.lower())) for text in (one, other))
    return len(words & others) >= ALIKE * len(words | others)


def changed(body: str, agreement: Agreement) -> str | None:
    """A snippet's text with the change in it; None where its sentence does not stand in it once.

    What is added stands at the end. A text that says it already is not changed: None.
    """
    if agreement.after and agreement.after in body:
        return None
    if not agreement.before:
        return f"{body.rstrip()} {agreement.after}"
    words = map(re.escape, agreement.before.split())
    places = list(re.finditer(r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)", body))
    if len(places) != 1:
        return None
    start, end = places[0].span()
    if not agreement.after:
        end += len(body[end:]) - len(body[end:].lstrip(" "))
    text = (body[:start] + agreement.after + body[end:]).strip()
    return text or None


def _is_general(edit: Edit) -> bool:
    """Whether a change may be of use to others: nothing private in it, no mere courtesy."""
    change = edit.change
    text = f"{change.before}\n{change.after}"
    adds_courtesy = not change.before and is_courtesy(change.after)
    return not (_PRIVATE.search(text) or SLOT.search(text) or adds_courtesy)


def _agreement(edits: Sequence[Edit]) -> Agreement:
    afters = Counter(edit.change.after for edit in edits)
    return Agreement(
        before=edits[0].change.before,
        after=max(afters, key=lambda after: (afters[after], after)),
        edits=len({edit.draft_id for edit in edits}),
        agents=len({edit.agent for edit in edits} - {_NOBODY}),
        since=min(edit.created_at for edit in edits),
        wordings=tuple(afters),
    )
