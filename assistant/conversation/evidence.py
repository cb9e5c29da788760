"""How much speaks for it that a piece of a reply deals with an ask, in log odds.

Answers often use words of their own, so that words in common tell little. What tells is that
a piece is about the same thing (likeness of meaning, where an engine is at hand), has what
answers to such a question have, and is spoken as answers are: it says what to do, what we do
or cannot do, yes or no, or points back at what was asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from assistant.conversation.holding import says_something
from assistant.conversation.reply import Reply, Said
from assistant.conversation.words import keys
from models.text import SLOT

EVIDENCE = Path(__file__).parent / "evidence.yaml"
LEAST_PIECE_WORDS = 3
LEAST_SPREAD = 0.05
MOST_READ = 60
"""Pieces that are read for what they mean; in the rest of a very long reply only words count."""

Table = NDArray[np.float64]
Meaning = Callable[[Sequence[str]], NDArray[np.float32]]
"""One unit vector a text, shape (texts, dimension)."""

_CUT = re.compile(r"[;:]\s+|,? (?:and|but) |, (?=which |while )")
_POINTS_BACK = re.compile(
    r"\W*(?:it|its|this|that|these|those|they|them|there|then|both|he|she)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence of the reply, or a clause of it; `number` is that of the statement."""

    said: Said
    number: int
    text: str

    @property
    def points_back(self) -> bool:
        """Whether it is about what stood before it."""
        return _POINTS_BACK.match(self.text) is not None


def pieces(reply: Reply, several: bool) -> list[Piece]:
    """The statements; where several asks wait, "We come on Friday, and it is free" is two.

    What has a slot is yet to be said; promises to look, and stock phrases, say nothing.
    """
    return [
        Piece(said, number, text)
        for number, said in enumerate(reply.statements)
        if not SLOT.search(said.text) and says_something(said.text)
        for text in (_clauses(said.text) if several else [said.text])
    ]


def likeness(asks: Sequence[str], found: Sequence[Piece], meaning: Meaning | None) -> Table:
    """How like each piece is to each ask, a row an ask; 0 is usual, 1 one deviation more.

    A piece that points back is as like an ask as the one before it.
    """
    texts = [piece.text for piece in found]
    table = _by_words(asks, texts)
    if meaning:
        meant = _by_meaning(asks, texts[:MOST_READ], meaning)
        first = table[:, :MOST_READ]
        table[:, :MOST_READ] = np.where(first, np.maximum(first, meant), meant)
    for at, piece in enumerate(found):
        if at and piece.points_back:
            table[:, at] = np.maximum(table[:, at], table[:, at - 1])
    return table


def manner(fits: Table, found: Sequence[Piece]) -> Table:
    """What the way a piece is put says for each ask; `fits` has 1 where it is of the right sort."""
    spoken = np.array([_spoken(piece) for piece in found])
    bounded: Table = np.minimum(weight("sort") * fits + spoken, weight("most_manner"))
    return weight("start") + bounded


def weight(name: str) -> float:
    """One of the weights that stand alone in evidence.yaml."""
    return float(_raw()[name])


def _spoken(piece: Piece) -> float:
    spoken = sum(one for one, cue in _manner() if cue.search(piece.text))
    first = piece.number == 0 and piece.points_back
    asks_back = piece.said.is_question
    return float(spoken + first * weight("points_back") + asks_back * weight("asks_back"))


def _by_meaning(asks: Sequence[str], texts: Sequence[str], meaning: Meaning) -> Table:
    usual = _raw()["usual"]
    vectors = meaning([*usual, *asks, *texts]).astype(np.float64)
    common, asked, said = np.split(vectors, [len(usual), len(usual) + len(asks)])
    usually = asked @ common.T
    spread = np.maximum(usually.std(axis=1), LEAST_SPREAD)
    deviations: Table = (asked @ said.T - usually.mean(axis=1)[:, None]) / spread[:, None]
    most = _raw()["most_likeness"]
    return weight("likeness") * np.clip(deviations, -most, most)


def _by_words(asks: Sequence[str], texts: Sequence[str]) -> Table:
    about = [keys(text) for text in texts]
    shared = [[min(2, len(keys(ask) & one)) for one in about] for ask in asks]
    return weight("word") * np.array(shared, np.float64).reshape(len(asks), len(texts))


def _clauses(sentence: str) -> Iterator[str]:
    parts = [part.strip() for part in _CUT.split(sentence)]
    enough = all(len(part.split()) >= LEAST_PIECE_WORDS for part in parts)
    yield from parts if enough else [sentence]


@cache
def _raw() -> dict[str, Any]:
    raw: dict[str, Any] = yaml.load(EVIDENCE.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return raw


@cache
def _manner() -> tuple[tuple[float, re.Pattern[str]], ...]:
    return tuple((one["weight"], re.compile(one["cue"], re.I)) for one in _raw()["manner"])
