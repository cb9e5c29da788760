"""Vectors and keywords of one library, in memory: a cache of the store, never more.

The vectors themselves are kept in the store by the hash of their text, so building an
index reads them and computes only what is new. A big index is saved (`snippets.search.snapshot`)
to be read again at the next start; it can always be thrown away.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from snippets.search.adapter import Adapter
from snippets.search.keywords import Keywords
from snippets.search.neighbours import NOTHING, Near, Neighbours, Numbers, Rows, Vectors
from snippets.search.passages import Texts, mark_of, texts_of
from snippets.search.signals import Found, Signals, Table, popularity, signals
from snippets.search.vocabulary import Vocabulary, words
from snippets.snippet import Known, Snippet, plain

Folder = TemporaryDirectory[str]

PASSAGES, TITLES, EXAMPLES, PAST, HITS = 100, 50, 200, 200, 200
"""How many rows of each sort are looked at."""
LONG_PAST, LONG_EACH = 500, 2
"""Past messages, in all and for each snippet, from which their votes tell what is usual."""
OLDER = 0.98
"""What a year takes from the likeness of a past message that speaks like an example."""
EARLIER = 3
"""So many times as many are looked at where only earlier messages count."""
LEARNED = 30
COMPARED = 20_000
"""Snippets up to which every learned vector is compared; above, those of candidates."""

_NEIGHBOURS = ("passages", "titles", "examples", "past")
_KEYWORDS = {"texts": ("title", "body", "examples"), "words": ("text",)}


class Index:
    """Searches one library by meaning, words and past. Not for several threads at once.

    With a `folder`, which it has for itself, it can be saved.
    """

    def __init__(self, dimension: int, folder: Folder | None = None) -> None:
        self.snippets: dict[str, Snippet] = {}
        self.vocabulary = Vocabulary()
        self.adapter: Adapter | None = None
        self.welcome: Mapping[str, float] = {}
        self.folder = folder
        self._ids: list[str] = []
        self._numbers: dict[str, int] = {}
        self._articles: list[bool] = []
        self._said: dict[str, int] = {}
        self._texts: dict[int, Vectors] = {}
        self._taught: dict[int, Vectors] = {}
        self._near = {name: Neighbours(dimension) for name in _NEIGHBOURS}
        self._keywords = {
            name: Keywords(fields, Path(folder.name) / name if folder else None)
            for name, fields in _KEYWORDS.items()
        }
        self._popular: tuple[int | None, dict[int, Table]] | None = None
        self._matrix: Vectors | None = None
        self._is_article: NDArray[np.bool_] | None = None
        self._stemmed: tuple[str, dict[str, str]] = "", {}

    def __len__(self) -> int:
        """How many vectors there are."""
        return sum(len(near) for near in self._near.values())

    @property
    def has_past(self) -> bool:
        """Whether past messages can vote."""
        return len(self._near["past"]) > 0

    @property
    def has_long_past(self) -> bool:
        """Whether there are so many past messages that their votes tell what is usual.

        Then examples that people gave vote, too; fewer past messages speak like examples.
        """
        return len(self._near["past"]) >= max(LONG_PAST, LONG_EACH * len(self.snippets))

    @property
    def has_examples(self) -> bool:
        """Whether people have given examples."""
        return len(self._near["examples"]) > 0 or self.has_past

    def renew(self, entries: Sequence[Known]) -> list[Known]:
        """Take in what says the same as before; the others, which have to be put, are returned."""
        changed = []
        for entry in entries:
            if self._said.get(entry.snippet.id) == _said(entry):
                self.snippets[entry.snippet.id] = entry.snippet
            else:
                changed.append(entry)
        return changed

    def put(self, entries: Sequence[Known], vectors: Sequence[Vectors]) -> None:
        """Add or replace snippets; `vectors` has one array a snippet, a row a text.

        The rows are in the order of `Texts.all`.
        """
        self.remove(entry.snippet.id for entry in entries)
        added = [
            self._put(entry, texts_of(entry), rows)
            for entry, rows in zip(entries, vectors, strict=True)
        ]
        for sort in _NEIGHBOURS if added else ():
            rows, vectors_of = zip(*(one[sort] for one in added), strict=True)
            self._near[sort].add(Rows.joined(rows), np.concatenate(vectors_of))
        self._teach([self._numbers[entry.snippet.id] for entry in entries])
        self._commit()

    def remove(self, ids: Iterable[str]) -> None:
        """Forget snippets; ids that are not here are ignored."""
        gone = {one: self._numbers.pop(one) for one in list(ids) if one in self._numbers}
        if not gone:
            return
        for snippet_id, number in gone.items():
            if snippet_id in self.snippets:
                self.vocabulary.remove(self.snippets.pop(snippet_id))
            self._said.pop(snippet_id, None)
            del self._texts[number]
            self._taught.pop(number, None)
        for near in self._near.values():
            near.remove(gone.values())
        for keywords in self._keywords.values():
            keywords.remove(gone.values())
        self._commit()

    def snippet(self, number: int) -> Snippet:
        """The snippet of a candidate."""
        return self.snippets[self._ids[number]]

    def numbers_of(self, ids: Iterable[str]) -> Numbers:
        """The numbers of those ids that are here."""
        return np.array([self._numbers[one] for one in ids if one in self._numbers], np.int64)

    def text_vectors(self, ids: Sequence[str]) -> Vectors:
        """The vector of each snippet's text, a row a snippet."""
        return np.stack([self._texts[self._numbers[one]] for one in ids])

    def use(self, adapter: Adapter | None) -> None:
        """Compare with what an adapter makes of texts from now on."""
        self.adapter = adapter
        self._taught = {}
        self._teach(list(self._numbers.values()))
        self._forget()

    def alike(self, count: int) -> Iterator[tuple[str, str, float]]:
        """Pairs of snippets of which a passage of one is among the nearest of the other's.

        The first id is that whose passage it is; a pair may come several times.
        """
        for rows, found in self._near["passages"].each(count):
            for owner, near in zip(rows.owner.tolist(), found, strict=True):
                own = self._ids[owner]
                for other, likeness in zip(near.rows.owner.tolist(), near.likeness, strict=True):
                    if other != owner:
                        yield own, self._ids[other], float(likeness)

    def find(
        self, vector: Vectors, text: str, before: int | None = None, without: int | None = None
    ) -> Found:
        """The nearest rows of every sort.

        With `before` (an ordinal date) only earlier past messages, and never the message
        whose mark is `without`: what would have been found at that time.
        """
        found = self.near(vector, text, EARLIER if before is not None else 1)
        return self.allowed(found, before, without)

    def allowed(self, found: Found, before: int | None = None, without: int | None = None) -> Found:
        """Those of the nearest rows that may speak, past ones beside examples."""

        def earlier(found: Near) -> Near:
            return found.only(_earlier(found.rows, before, without))

        past, examples = earlier(found.past), earlier(found.examples)
        if self.has_long_past:
            past = past.merged(examples.on(past.newest))
        else:
            examples = examples.merged(past.faded(OLDER))
        keywords, words = earlier(found.keywords), earlier(found.words)
        return replace(found, examples=examples, past=past, keywords=keywords, words=words)

    def near(self, vector: Vectors, text: str, wide: int = 1) -> Found:
        """The nearest rows of every sort, whoever may speak; `wide` times as many past ones."""
        near, keywords = self._near, self._keywords
        past = wide * PAST if self.has_past else 0
        return Found(
            passages=near["passages"].nearest(vector, PASSAGES),
            titles=near["titles"].nearest(vector, TITLES),
            examples=near["examples"].nearest(vector, EXAMPLES),
            keywords=keywords["texts"].best(text, HITS),
            learned=self._taught_nearest(vector),
            past=near["past"].nearest(vector, past),
            words=keywords["words"].best(text, past),
        )

    def known_near(self, vector: Vectors, count: int) -> Near:
        """The known messages that are nearest to a text, given and past, `count` of each."""
        return (
            self._near["examples"]
            .nearest(vector, count)
            .merged(self._near["past"].nearest(vector, count))
        )

    def id_of(self, number: int) -> str:
        """The id of the snippet that a row belongs to."""
        return self._ids[number]

    def signals(self, found: Found, vector: Vectors, before: int | None = None) -> Signals:
        """What speaks for which snippet. Parameters as in `find`."""
        table = signals(found, self._popularity(before), self._kinds())
        if self.welcome:
            ids = (self._ids[number] for number in table.numbers.tolist())
            table.column("welcome")[:] = [self.welcome.get(one, 0.0) for one in ids]
        if self.adapter is not None and len(table.numbers):
            taught = np.stack([self._taught[number] for number in table.numbers.tolist()])
            table.column("learned")[:] = taught @ vector
        return table

    def shared_words(self, text: str, snippet: Snippet, most: int = 5) -> tuple[str, ...]:
        """The words of `text` that the snippet has too, the rarest first."""
        keywords = self._keywords["texts"]
        own = keywords.stems("\n".join((snippet.title, plain(snippet.body), *snippet.examples)))
        by_stem = self._stems_of(text)
        rare = keywords.rare(own & by_stem.keys(), len(self.snippets))
        return tuple(by_stem[stem] for stem in rare[:most])

    def _stems_of(self, text: str) -> dict[str, str]:
        """The words of a text by their stems; the last answer is kept."""
        if self._stemmed[0] != text:
            stem = self._keywords["texts"].stem
            pairs = ((stem(word), word) for word in words(text))
            self._stemmed = text, {one: word for one, word in pairs if one}
        return self._stemmed[1]

    def save(self, folder: Path) -> None:
        """Write what `load` reads."""
        for name, near in self._near.items():
            (folder / name).mkdir()
            near.save(folder / name)
        for name, keywords in self._keywords.items():
            keywords.save(folder / f"{name}.keywords")
        numbers = list(self._numbers.values())
        texts = self.text_vectors(list(self._numbers)) if numbers else np.zeros((0, 0))
        np.save(folder / "texts.npy", texts)
        names = {"ids": self._ids, "numbers": self._numbers, "articles": self._articles}
        (folder / "names.json").write_text(json.dumps(names))

    @classmethod
    def load(cls, saved: Path, folder: Folder, snippets: Iterable[Snippet]) -> Index:
        """Read what `save` wrote, to go on in `folder`.

        `snippets` are those that have not changed since; all others have to be put or
        removed. Raises OSError, RuntimeError, KeyError or ValueError when something is
        missing or damaged.
        """
        names = json.loads((saved / "names.json").read_text())
        texts = np.load(saved / "texts.npy")
        index = cls(texts.shape[1])
        index.folder = folder
        index.snippets = {snippet.id: snippet for snippet in snippets}
        for snippet in index.snippets.values():
            index.vocabulary.add(snippet)
        index._ids, index._numbers = names["ids"], names["numbers"]
        index._articles = names["articles"]
        index._texts = dict(zip(index._numbers.values(), texts, strict=True))
        index._near = {name: Neighbours.load(saved / name) for name in _NEIGHBOURS}
        index._keywords = {
            name: Keywords.load(fields, saved / f"{name}.keywords", Path(folder.name) / name)
            for name, fields in _KEYWORDS.items()
        }
        if not index.snippets.keys() <= index._numbers.keys():
            raise ValueError(f"{saved} is not of this library")
        return index

    def _put(self, entry: Known, texts: Texts, vectors: Vectors) -> dict[str, tuple[Rows, Vectors]]:
        """Take in all but the vectors, which are handed back with their rows."""
        snippet, number = entry.snippet, len(self._ids)
        self.snippets[snippet.id] = snippet
        self._said[snippet.id] = _said(entry)
        self._ids.append(snippet.id)
        self._numbers[snippet.id] = number
        self._articles.append(snippet.kind == "article")
        self.vocabulary.add(snippet)
        title, passages, examples, past = np.split(vectors, texts.borders)
        self._texts[number] = middle(title, passages)
        given = rows_of(number, *texts.examples)
        before = rows_of(number, *texts.past, days=[one.day for one in entry.past])
        fields = {"title": snippet.title, "body": plain(snippet.body)}
        self._keywords["texts"].add(Rows.of([(number, 0, 0)]), [fields])
        self._keywords["texts"].add(given, ({"examples": text} for text in texts.examples))
        self._keywords["words"].add(before, ({"text": text} for text in texts.past))
        return {
            "titles": (rows_of(number, texts.title), title),
            "passages": (rows_of(number, *texts.passages), passages),
            "examples": (given, examples),
            "past": (before, past),
        }

    def _commit(self) -> None:
        for keywords in self._keywords.values():
            keywords.commit()
        self._forget()

    def _teach(self, numbers: Sequence[int]) -> None:
        if self.adapter is not None and numbers:
            texts = np.stack([self._texts[number] for number in numbers])
            taught = self.adapter.vectors([self._ids[number] for number in numbers], texts)
            self._taught |= zip(numbers, taught, strict=True)

    def _taught_nearest(self, vector: Vectors) -> Near:
        """The snippets whose learned vectors are nearest, where there are not too many."""
        if self.adapter is None or not 0 < len(self._taught) <= COMPARED:
            return NOTHING
        if self._matrix is None:
            self._matrix = np.stack(list(self._taught.values()))
        likeness = self._matrix @ vector
        best = np.argsort(-likeness)[:LEARNED]
        numbers = np.fromiter(self._taught, np.int64)[best]
        return Near(Rows(numbers, numbers * 0, numbers * 0), likeness[best])

    def _popularity(self, before: int | None) -> dict[int, Table]:
        """Popularity now, or on the day `before`; the last answer is kept."""
        if self._popular is None or self._popular[0] != before:
            rows = self._near["past"].rows
            if before is not None:
                rows = rows.take(rows.day < before)
            self._popular = (before, popularity(rows.owner, rows.day))
        return self._popular[1]

    def _kinds(self) -> NDArray[np.bool_]:
        """Which numbers are articles; the last answer is kept."""
        if self._is_article is None:
            self._is_article = np.array(self._articles, bool)
        return self._is_article

    def _forget(self) -> None:
        """Let go of what was worked out from the parts."""
        self._popular = self._matrix = self._is_article = None


def _said(entry: Known) -> int:
    """A number for all that is compared of a snippet."""
    snippet = entry.snippet
    return hash((snippet.kind, snippet.title, snippet.body, snippet.examples, entry.past))


def _earlier(rows: Rows, before: int | None, without: int | None) -> NDArray[np.bool_]:
    allowed = np.ones(len(rows), bool)
    if before is not None:
        allowed &= rows.day < before
    if without is not None:
        allowed &= rows.mark != without
    return allowed


def rows_of(number: int, *texts: str, days: Sequence[int] = ()) -> Rows:
    """The rows of texts of one snippet."""
    each = days or [0] * len(texts)
    return Rows.of((number, mark_of(text), day) for text, day in zip(texts, each, strict=True))


def middle(title: Vectors, passages: Vectors) -> Vectors:
    """One vector for a whole text: between its title and the mean of its passages."""
    between: Vectors = title[0] + passages.mean(axis=0)
    return between / max(float(np.linalg.norm(between)), 1e-9)
