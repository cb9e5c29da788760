"""Says nothing twice: sentences that a draft, or an earlier reply, has already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.conversation.words import tokens
from assistant.drafting.formal import written_out
from assistant.drafting.passages import Passage, passages, statements
from models.checks.facts import facts
from models.checks.stance import PROTECTED, stance
from models.lexicon import lemma, word_classes

LEAST_WORDS = 5
"""A sentence of running text with fewer may come again: "Thank you very much."."""
LEAST_CONTENT = 2
"""Words of content from which a sentence tells whether a text was sent."""

_SMALL_WORDS = (
    "a an the this that these those it its they them their he she you your yours we us our ours i"
    " me my is are was were be been being am do does did have has had will would can could may"
    " shall might to of and or but so also please just simply then here there too as well in on at"
    " for by with which who hi hello thank thanks again still very really now"
)
_SMALL = frozenset(_SMALL_WORDS.split())
"""Words that two sentences may differ in and still say the same."""
_WISH = re.compile(
    r"\b(?:if|should) (?:you|we)(?:['’]d| would)? (?:like|prefer|rather|want|wish|need)\b"
    r"[^,.;:]{0,80},|\bfor (?:this|that),",
    re.I,
)
"""Words that lead up to an offer and bound nothing."""
_PURPOSE = re.compile(r",? so (?:that )?(?:i|we)(?:['’]ll| can| may)\b[^,.;:]{0,80}", re.I)
"""Why we ask for something: no news for who has been asked for it."""
_PLEASE = re.compile(r"\bplease\b", re.I)
_ORDERED = frozenset({"from", "than", "instead", "before", "after"})
"""With one of these the order of the words is what is said: "from A to B"."""
_BOUNDS = PROTECTED | {
    "not", "must", "only", "at least", "at most", "within", "until", "before", "after", "over",
    "under", "if",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a sentence says: its words of content, what it denies or bounds, and its facts."""

    words: tuple[str, ...]
    content: frozenset[str]
    bounds: frozenset[str]
    facts: frozenset[str]

    def is_in(self, other: Meaning) -> bool:
        """Whether another sentence says all of this one, and with the same bounds."""
        said = self.content <= other.content and self.facts <= other.facts
        return said and self.bounds == other.bounds and self._keeps_order(other)

    def _keeps_order(self, other: Meaning) -> bool:
        if not self.content & _ORDERED:
            return True
        left = iter(other.words)
        return all(word in left for word in self.words)


@dataclass(frozen=True, slots=True)
class Said:
    """What has been said: each sentence, and the addresses that were given."""

    sentences: tuple[str, ...] = ()
    urls: frozenset[str] = frozenset()

    def and_also(self, text: str) -> Said:
        """This and the sentences of a text."""
        urls = frozenset(url for one in passages(text) for url in one.urls)
        return Said((*self.sentences, *statements(text)), self.urls | urls)

    def has(self, passage: Passage) -> bool:
        """Whether a sentence has been said: all of it in one sentence, or as the same pointer."""
        if passage.is_pointer and passage.urls <= self.urls:
            return True
        return len(tokens(passage.text)) >= LEAST_WORDS and is_said(passage.text, self.sentences)


def repeated(text: str, earlier: Said) -> list[Passage]:
    """The sentences of a text that have been said before it."""
    return [one for one in passages(text) if earlier.has(one)]


def is_said(sentence: str, said: Iterable[str]) -> bool:
    """Whether one of the sentences, or what it asks for, says all that this one says."""
    ours = meaning(sentence)
    return len(ours.content) > 0 and any(
        ours.is_in(meaning(one)) or ours.is_in(meaning(_asked(one))) for one in said
    )


def sent_share(text: str, sent: Sequence[str]) -> float:
    """The share of a text's sentences and steps that have been sent."""
    found = [one for one in statements(text) if len(meaning(one).content) >= LEAST_CONTENT]
    again = sum(is_said(one, sent) for one in found)
    return again / len(found) if found else 0.0


def sentences_of(texts: Iterable[str]) -> tuple[str, ...]:
    """The sentences and steps in some replies."""
    return tuple(one for text in texts for one in statements(text))


def _asked(sentence: str) -> str:
    """A sentence from its "please" on, whatever condition comes before."""
    found = _PLEASE.search(sentence)
    return sentence[found.start() :] if found else sentence


@lru_cache(4_096)
def meaning(sentence: str) -> Meaning:
    """What a sentence says, without the words that lead up to it or tell why we ask."""
    said = _PURPOSE.sub("", _WISH.sub("", sentence, count=1))
    words = tuple(_base(one) for one in tokens(written_out(said)) if one not in _SMALL)
    bounds = frozenset(name for name, _ in stance(said)) & _BOUNDS
    return Meaning(words, frozenset(words), bounds, frozenset(facts(said)))


@lru_cache(20_000)
def _base(word: str) -> str:
    """The base form of an everyday word: "bags" is "bag", "returned" is "return"."""
    classes = word_classes(word)
    if "VERB" in classes:
        return lemma(word, "VERB")
    return lemma(word, "NOUN") if "NOUN" in classes else word
