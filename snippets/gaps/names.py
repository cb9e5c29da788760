"""Names of groups: a phrase that several of their messages share, so that it quotes nobody."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from snippets.curation.words import key_of

LEAST_SHARED = 3
"""Messages that a phrase has to stand in."""
MOST_READ = 80
"""Messages of a group that are read for its name, the most typical ones."""
MOST_CHOICES = 12
LENGTHS = range(2, 8)
"""Words of a phrase."""
MOST_TOPICS = 3
USUAL = 0.1
"""A word in so large a share of all messages tells little."""
LEAST_KEYS = 2
"""Words of a phrase that say something of the subject."""

Keys = tuple[str, ...]

_PART = re.compile(r"[.,;:!?()\[\]{}<>\"“”/|*=]+(?:\s|$)|[;:!?()\[\]{}<>\"“”|*=…\\\n]|\s[-–—]+\s")
_WORD = re.compile(r"[^\W_][\w'’.+-]*[^\W_]|[^\W_]")
_ASKING = frozenset(
    (
        "how",
        "why",
        "what",
        "where",
        "when",
        "which",
        "who",
        "can",
        "could",
        "does",
        "do",
        "is",
        "will",
    )
)
_NEGATIONS = frozenset(
    ("cannot", "can't", "couldn't", "won't", "doesn't", "don't", "not", "no", "unable", "without")
)
_NEGATION = "not"
"""The key of all negations."""
_CLOSING = frozenset(("off", "out", "up", "back", "down", "again", "away"))
_PERSONS = frozenset(("i", "we", "you", "it", "he", "she", "they", "i'm", "it's"))
"""Words that begin another clause, but in a question."""


@dataclass(slots=True)
class _Phrase:
    """A phrase: how many of the messages have it, and how they write it."""

    shared: int = 0
    forms: Counter[str] = field(default_factory=Counter)

    @property
    def form(self) -> str:
        """How most write it; of several, the shortest."""
        return max(self.forms, key=lambda form: (self.forms[form], -len(form), form))


class Names:
    """Finds phrases that tell the groups of one desk apart."""

    def __init__(self, gists: Sequence[str]) -> None:
        """All messages of the desk show which words are rare."""
        self._total = max(len(gists), 1)
        self._counts = Counter(key for one in gists for key in _keys(one))

    def choices(self, gists: Sequence[str]) -> list[str]:
        """Phrases for a group's messages, those that tell most first; at least one."""
        read = gists[:MOST_READ]
        weights = self._weights(read)
        found = _shared(read)
        scores = {
            keys: one.shared * sum(weights.get(key, 0.0) for key in set(keys))
            for keys, one in found.items()
        }
        best = sorted(found, key=lambda keys: (-scores[keys], keys))
        named = [_titled(found[keys].form) for keys in best if scores[keys] > 0]
        return named[:MOST_CHOICES] or [_topics(read, weights)]

    def telling(self, name: str) -> int:
        """How many words of a name are not usual at this desk."""
        return sum(self._counts[key] < USUAL * self._total for key in _keys(name))

    def _weights(self, gists: Sequence[str]) -> dict[str, float]:
        """How much a word tells of a group: often in it, seldom elsewhere (tf-idf)."""
        counts = Counter(key for one in gists for key in _keys(one))
        return {
            key: count / len(gists) * math.log(self._total / max(self._counts[key], 1) + 1)
            for key, count in counts.items()
            if count >= min(LEAST_SHARED, len(gists))
        }


def _shared(gists: Sequence[str]) -> dict[Keys, _Phrase]:
    """The phrases that several messages have, whatever the forms of their words."""
    found: dict[Keys, _Phrase] = defaultdict(_Phrase)
    for one in gists:
        forms: dict[Keys, str] = {}
        for own, form in _phrases(one):
            forms.setdefault(tuple(own), form)
        for keys, form in forms.items():
            found[keys].shared += 1
            found[keys].forms[form] += 1
    return {keys: one for keys, one in found.items() if one.shared >= LEAST_SHARED}


def _phrases(text: str) -> Iterator[tuple[list[str], str]]:
    """All runs of words without a mark between them that may stand alone, with their keys."""
    for part in _PART.split(text):
        words = _WORD.findall(part)
        keys = [_key(word) for word in words]
        for start in range(len(words)):
            for end in range(start + LENGTHS.start, min(start + LENGTHS.stop, len(words) + 1)):
                own = list(filter(None, keys[start:end]))
                if len(own) >= LEAST_KEYS and _stands(words[start:end], keys[start:end]):
                    yield own, " ".join(words[start:end])


def _stands(words: Sequence[str], keys: Sequence[str]) -> bool:
    """Whether these words in a row begin and end as a phrase does, and are of one clause."""
    lower = [word.lower() for word in words]
    begins = lower[0] in _ASKING
    ends = (keys[-1] and keys[-1] != _NEGATION) or lower[-1] in _CLOSING
    return bool(ends and (begins or (keys[0] and not _PERSONS.intersection(lower))))


def _key(word: str) -> str:
    """What the forms of a word share; "" for a word that says nothing of the subject."""
    return _NEGATION if word.lower().replace("’", "'") in _NEGATIONS else key_of(word)


def _keys(text: str) -> set[str]:
    return {key for word in _WORD.findall(text) if (key := _key(word))}


def _topics(gists: Sequence[str], weights: dict[str, float]) -> str:
    """The words that tell most, where no phrase is shared."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for one in gists:
        for word in _WORD.findall(one):
            forms[_key(word)][word.lower()] += 1
    best = sorted(weights, key=lambda key: (-weights[key], key))[:MOST_TOPICS]
    words = [max(forms[key], key=lambda form: (forms[key][form], form)) for key in best]
    return ", ".join(words).capitalize() or "Other questions"


def _titled(phrase: str) -> str:
    """A phrase as a title; one that asks ends in a question mark."""
    asks = phrase.split(" ", 1)[0].lower() in _ASKING
    first = phrase[:1].upper() + phrase[1:]
    return f"{first}?" if asks else first
