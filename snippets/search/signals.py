"""What speaks for which snippet: a table of candidates, a column a witness."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from snippets.search.neighbours import Near, Numbers

Table = NDArray[np.float64]
Values = NDArray[np.floating[Any]]

VOTERS = 30
"""So many of the nearest past messages vote for what answered them."""
HALF_LIFE_DAYS = 365
"""A desk drifts: after a year a past message has half its vote."""
LATELY_DAYS = 60
NEAREST = 5
"""A snippet's nearest examples speak together: one alone may be near by chance."""
POPULAR_DAYS = (14, 60, 365)
"""Half-lives of popularity: this fortnight, this season, always."""
KEYWORD_HALF = 12.0
"""The BM25 score that counts as half a full keyword match."""

COLUMNS = (
    "text",
    "title",
    "example",
    "keywords",
    "learned",
    "past",
    "votes",
    "lately",
    "words",
    "fortnight",
    "season",
    "always",
    "idle",
    "welcome",
    "article",
)
"""The witnesses:

- text, title: likeness of meaning (cosine) to the nearest passage, to the title
- example: half the nearest given example, half the mean of the nearest five
- keywords: BM25 of title, body and examples, from 0 to 1
- learned: likeness to the vector that was learned for the snippet (`snippets.learned`)
- past: likeness to the nearest past message that it answered
- votes, lately: its share of the votes of the nearest past messages, older ones fading
  with a half-life of a year, of two months
- words: its share of the votes of the past messages with most words in common (BM25)
- fortnight, season, always: its share of all past uses, fading with POPULAR_DAYS
- idle: years since it was last used, at most one
- welcome: how much of its drafts agents have kept, above or below what is usual
- article: 1 for an article, 0 for a reply
"""


@dataclass(frozen=True, slots=True)
class Signals:
    """A query's candidates: their numbers, and a table of (candidate, column)."""

    numbers: Numbers
    table: Table

    def at(self, chosen: NDArray[np.generic]) -> Signals:
        """The chosen candidates, by place or by mask."""
        return Signals(self.numbers[chosen], self.table[chosen])

    def likeness(self, place: int) -> float:
        """The greatest likeness of meaning that speaks for a candidate."""
        near = [COLUMNS.index(name) for name in ("text", "title", "example", "past")]
        return float(self.table[place, near].max())

    def column(self, name: str) -> Table:
        """One witness, an entry a candidate."""
        return self.table[:, COLUMNS.index(name)]


@dataclass(frozen=True, slots=True)
class Found:
    """What the parts of an index found for one query."""

    passages: Near
    titles: Near
    examples: Near
    keywords: Near
    learned: Near
    past: Near
    words: Near

    @property
    def owners(self) -> Numbers:
        """The numbers of all that were found, in order."""
        return np.unique(np.concatenate([getattr(self, one).rows.owner for one in self.__slots__]))


def signals(found: Found, popularity: Mapping[int, Table], articles: NDArray[np.bool_]) -> Signals:
    """The table of all that was found.

    `popularity` has a row of (fortnight, season, always, idle) for each snippet that was
    ever used; `articles` says by number which snippets are articles. The columns "learned"
    and "welcome" are left at zero.
    """
    numbers = found.owners
    table = np.zeros((len(numbers), len(COLUMNS)))

    def fill(name: str, near: Near, values: Values) -> None:
        places = np.searchsorted(numbers, near.rows.owner)
        np.maximum.at(table[:, COLUMNS.index(name)], places, values)

    def add(name: str, near: Near, values: Values) -> None:
        places = np.searchsorted(numbers, near.rows.owner)
        np.add.at(table[:, COLUMNS.index(name)], places, values)

    fill("text", found.passages, found.passages.likeness)
    fill("title", found.titles, found.titles.likeness)
    table[:, COLUMNS.index("example")] = _examples(found.examples, numbers)
    bm25 = found.keywords.likeness
    fill("keywords", found.keywords, bm25 / (bm25 + KEYWORD_HALF))
    fill("past", found.past, found.past.likeness)
    add("votes", found.past, votes(found.past, HALF_LIFE_DAYS))
    add("lately", found.past, votes(found.past, LATELY_DAYS, 2 * VOTERS))
    add("words", found.words, votes(found.words, HALF_LIFE_DAYS))
    used = [popularity.get(number, _NEVER) for number in numbers.tolist()]
    first = COLUMNS.index("fortnight")
    table[:, first : first + 4] = np.array(used).reshape(-1, 4)
    table[:, COLUMNS.index("article")] = articles[numbers]
    return Signals(numbers, table)


_NEVER = np.array([0.0, 0.0, 0.0, 1.0])


def votes(near: Near, half_life: float, voters: int = VOTERS) -> Table:
    """The vote of each row: the nearest distinct messages speak, older ones more softly.

    All votes of one query have the sum 1, counting each message once.
    """
    marks, first = np.unique(near.rows.mark, return_index=True)
    speaking = marks[np.argsort(first)][:voters]
    newest = near.rows.day.max(initial=0)
    weight: Table = np.maximum(near.likeness, 0) ** 2 * 0.5 ** (
        (newest - near.rows.day) / half_life
    )
    weight = weight * np.isin(near.rows.mark, speaking)
    total = float(weight[np.sort(first)].sum())
    return weight / (total or 1.0)


def popularity(owner: Numbers, day: Numbers) -> dict[int, Table]:
    """Shares of all uses by snippet, fading with POPULAR_DAYS, and years of idleness."""
    if not len(owner):
        return {}
    snippets, places = np.unique(owner, return_inverse=True)
    newest = day.max()
    shares: list[Table] = []
    for half_life in POPULAR_DAYS:
        weight = np.bincount(places, 0.5 ** ((newest - day) / half_life))
        shares.append(weight / weight.sum())
    last = np.zeros(len(snippets), np.int64)
    np.maximum.at(last, places, day)
    idle = np.minimum((newest - last) / 365, 1.0)
    table = np.stack([*shares, idle], axis=1)
    return dict(zip(snippets.tolist(), table, strict=True))


def _examples(near: Near, numbers: Numbers) -> Table:
    """Half the nearest, half the mean of the nearest NEAREST, by snippet."""
    places = np.searchsorted(numbers, near.rows.owner)
    order = np.argsort(places, kind="stable")
    places, likeness = places[order], near.likeness[order]
    counts = np.bincount(places, minlength=len(numbers))
    rank = np.arange(len(places)) - np.repeat(np.cumsum(counts) - counts, counts)
    spoken = likeness * (rank < NEAREST)
    total = np.bincount(places, spoken, len(numbers))
    nearest = np.bincount(places, likeness * (rank == 0), len(numbers))
    together: Table = (nearest + total / np.clip(counts, 1, NEAREST)) / 2
    return together
