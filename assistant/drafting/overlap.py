"""Says nothing twice: sentences that a draft, or an earlier reply, has already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.conversation.words import keys, tokens
from assistant.drafting.passages import Passage, passages
from models.checks.facts import facts
from models.checks.stance import PROTECTED, stance

LEAST_WORDS = 5
LEAST_SHARED = 0.85
"""The share of word pairs in common from which two sentences are the same."""
LEAST_COVERED = 0.7
"""The share of a sentence's content that another has, to say the same facts in other words."""

Pairs = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Said:
    """What has been said: each sentence, and the addresses that were given."""

    sentences: tuple[str, ...] = ()
    urls: frozenset[str] = frozenset()

    def and_also(self, text: str) -> Said:
        """This and the sentences of a text."""
        found = passages(text)
        urls = frozenset(url for one in found for url in one.urls)
        return Said((*self.sentences, *(one.text for one in found)), self.urls | urls)

    def has(self, passage: Passage) -> bool:
        """Whether a sentence has been said: so, with the same facts, or as the same pointer."""
        if passage.is_pointer and passage.urls <= self.urls:
            return True
        return any(
            is_same(passage.text, one) or _covers(one, passage.text) for one in self.sentences
        )


def repeated(text: str, earlier: Said) -> list[Passage]:
    """The sentences of a text that have been said before it."""
    return [one for one in passages(text) if earlier.has(one)]


def is_same(one: str, other: str) -> bool:
    """Whether two sentences are the same but for a word or two."""
    ours, theirs = _pairs(one), _pairs(other)
    least = min(len(ours), len(theirs))
    return least >= LEAST_WORDS - 1 and (
        len(ours & theirs) >= LEAST_SHARED * max(len(ours), len(theirs))
    )


def sent_share(text: str, sent: Sequence[str]) -> float:
    """The share of a text's sentences of some length that have been sent so."""
    found = [one.text for one in passages(text) if len(tokens(one.text)) >= LEAST_WORDS]
    again = sum(any(is_same(one, earlier) for earlier in sent) for one in found)
    return again / len(found) if found else 0.0


def sentences_of(texts: Iterable[str]) -> tuple[str, ...]:
    """The sentences of running text in some replies."""
    return tuple(one.text for text in texts for one in passages(text))


def _covers(one: str, other: str) -> bool:
    """Whether `one` states all facts of `other`, has most of its content and denies no other."""
    wanted = set(facts(other))
    if not wanted or not wanted <= set(facts(one)):
        return False
    about = keys(other)
    covered = len(about & keys(one)) >= LEAST_COVERED * len(about)
    return covered and _turns(one) == _turns(other)


def _turns(sentence: str) -> frozenset[str]:
    """What it denies, refuses or promises."""
    return frozenset(name for name, _ in stance(sentence)) & (PROTECTED | {"not"})


def _pairs(sentence: str) -> Pairs:
    return frozenset(pairwise(tokens(sentence)))
