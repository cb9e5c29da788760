"""Titles for texts that have none: their first sentence, and what the questions are about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from snippets.proposals.paragraphs import URL

MOST_CHARACTERS = 70
LEAST_WORDS = 4
"""A sentence with fewer words takes the next one along."""
TOPIC_SHARE = 0.5
TOPIC_LIFT = 4.0
"""A topic is a word in half of the questions, and so many times as often as in all others."""
LEAST_ASKED = 3
MOST_TOPICS = 2
OPENING_CHARACTERS = 500
"""What a question is about stands in its beginning."""

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\d\W])|:\s+|\n+")
_ITEM = re.compile(r"\A\s*(?:[-*+•–]|\d{1,2}[.)])\s+")
_MARKS = re.compile(r"[*`]|^#+|(?<!\w)_+|_+(?!\w)|\[(?=[^\]]*\]\()|(?<=\w)\]\([^)]*\)")
_PARENTHESIS = re.compile(r"\s*\([^()]*\)")
_OPENING = re.compile(
    r"(?:\W*\b(?:please|also|then|now|so|ok|okay|well|yes|no|sorry|just|and|but|q|re|note)\b"
    r"[\s,:;-]*)+",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{4,}")
_PLAIN_START = re.compile(r"\A[a-z]+(?=[ ,]|:\s)")
_TERM = re.compile(r"\w{2,}")
_SLOT = re.compile(r"⟦[^⟧]*⟧")


class Titles:
    """Makes titles for texts that answered questions of one desk."""

    def __init__(self, questions: Sequence[str], bodies: Sequence[str]) -> None:
        """All questions of the desk, and all texts that get titles, show what is rare."""
        self._total = len(questions)
        self._asked = Counter(word for one in questions for word in _words(one))
        self._written = Counter(word for one in bodies for word in set(_terms(one)))

    def of(self, body: str, questions: Sequence[str]) -> str:
        """One line that is not empty; `questions` are those that the text answered."""
        sentences = [title for part in _SENTENCE.split(body) if (title := _clean(part))]
        if not sentences:
            return _cut(" ".join(body.split()))
        if not _ITEM.match(body):
            return _cut(_first(sentences))
        step = max(sentences, key=self._rarity)
        topics = ", ".join(self._topics(questions))
        return _cut(f"{topics}: {step}" if topics else step)

    def _rarity(self, sentence: str) -> float:
        """How much of a sentence other texts do not have."""
        terms = set(_terms(sentence))
        return sum(1 / max(self._written[term], 1) for term in terms)

    def _topics(self, questions: Sequence[str]) -> list[str]:
        """The words that many of these questions have, and few others."""
        counts = Counter(word for one in questions for word in _words(one))
        lifts = {
            word: count / len(questions) * self._total / max(self._asked[word], 1)
            for word, count in counts.items()
            if count >= LEAST_ASKED and count >= TOPIC_SHARE * len(questions)
        }
        chosen = [word for word, lift in lifts.items() if lift >= TOPIC_LIFT]
        return sorted(chosen, key=lambda word: (-counts[word] * lifts[word], word))[:MOST_TOPICS]


def _words(question: str) -> set[str]:
    return set(_WORD.findall(question[:OPENING_CHARACTERS].lower()))


def _terms(text: str) -> list[str]:
    return _TERM.findall(text.lower())


def _clean(sentence: str) -> str:
    text = _MARKS.sub("", _PARENTHESIS.sub("", URL.sub("", _SLOT.sub("…", sentence))))
    text = _ITEM.sub("", text)
    opening = _OPENING.match(text)
    text = " ".join(text[opening.end() if opening else 0 :].split()).strip(' .:;,-–—"“”')
    return text if any(char.isalpha() for char in text) else ""


def _first(sentences: Sequence[str]) -> str:
    """The first sentence, and those after it while it says too little."""
    title, *others = sentences
    for other in others:
        if len(title.split()) >= LEAST_WORDS:
            break
        title = f"{title}: {other}"
    return title


def _cut(title: str) -> str:
    title = _PLAIN_START.sub(lambda word: word[0].capitalize(), title)
    if len(title) <= MOST_CHARACTERS:
        return title
    return title[:MOST_CHARACTERS].rsplit(" ", 1)[0].rstrip(" .:;,-") + " …"
