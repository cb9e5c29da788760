"""Which texts share words with a query: BM25 over stems."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
import tantivy

from snippets.search.neighbours import NOTHING, Near, Rows

MOST_TERMS, MOST_ROWS = 24, 100_000
"""The rarest words of a query are looked for, until they stand in so many rows: they say
most, and cost least."""
STEMMED = "english_stems"
REMEMBERED = 20_000
"""Words whose stems, and stems whose numbers of rows, are looked up once."""
TEXTS_REMEMBERED = 2_000
"""Texts whose stems are: those of snippets that are found again and again."""
_WRITER_BYTES = 15_000_000
_ROW = ("owner", "mark", "day")


@dataclass(frozen=True, slots=True)
class Commonness:
    """In how many of how many rows a stem stands, and how long its field is in the middle."""

    rows: float
    of: float
    length: float


class Keywords:
    """Texts of several fields by words; they come and go by owner.

    In memory, or in a `folder` of its own for so many that they are to be saved.
    """

    def __init__(self, names: Sequence[str], folder: Path | None = None) -> None:
        self._names = tuple(names)
        self._folder = folder
        schema = _schema(names)
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
        self._index = tantivy.Index(schema, path=str(folder) if folder else None)
        self._schema = schema
        self._stems = _analyzer()
        self._index.register_tokenizer(STEMMED, self._stems)
        self._count = lru_cache(REMEMBERED)(self._counted)
        self.stem = lru_cache(REMEMBERED)(self._stem)
        self.stems = lru_cache(TEXTS_REMEMBERED)(self._stems_of)
        self._writer = self._index.writer(_WRITER_BYTES, 1)

    def add(self, rows: Rows, texts: Iterable[Mapping[str, str]]) -> None:
        """Add rows with their texts by field; `commit` makes them seen."""
        columns = zip(rows.owner.tolist(), rows.mark.tolist(), rows.day.tolist(), strict=True)
        for row, fields in zip(columns, texts, strict=True):
            values = dict(zip(_ROW, row, strict=True))
            self._writer.add_document(tantivy.Document(**values, **fields))

    def remove(self, owners: Iterable[int]) -> None:
        """Forget all rows of these owners; `commit` makes them unseen."""
        for owner in owners:
            self._writer.delete_documents_by_term("owner", int(owner))

    def commit(self) -> None:
        """Let searches see what has changed."""
        self._writer.commit()
        self._index.reload()
        self._count.cache_clear()

    def rare(self, stems: Iterable[str], fewer_than: float = float("inf")) -> list[str]:
        """Those stems that rows have, but fewer rows than that, rarest first."""
        counts = {stem: self._count(stem) for stem in stems}
        known = (stem for stem, count in counts.items() if 0 < count < fewer_than)
        return sorted(known, key=lambda stem: (counts[stem], stem))

    def _counted(self, stem: str) -> int:
        """How many fields of rows have a stem."""
        searcher = self._index.searcher()
        return sum(searcher.doc_freq(name, stem) for name in self._names)

    def _stem(self, word: str) -> str | None:
        """The stem of a word; None for one that says nothing alone."""
        return next(iter(self._stems.analyze(word)), None)

    def _stems_of(self, text: str) -> frozenset[str]:
        """The stems of a text, without words that say nothing alone."""
        return frozenset(self._stems.analyze(text))

    def best(self, text: str, count: int) -> Near:
        """At most `count` rows with their BM25 scores, best first."""
        if not count:
            return NOTHING
        terms = self.asked(text)
        searcher = self._index.searcher()
        wanted = [
            (tantivy.Occur.Should, tantivy.Query.term_query(self._schema, name, term))
            for term in terms
            for name in self._names
        ]
        hits = searcher.search(tantivy.Query.boolean_query(wanted), count, count=False).hits
        found = [address for _, address in hits]
        columns = (np.array(searcher.fast_field_values(name, found), np.int64) for name in _ROW)
        return Near(Rows(*columns), np.array([score for score, _ in hits], np.float32))

    def asked(self, text: str) -> list[str]:
        """The stems that `best` looks for."""
        return self._telling(self.rare(self.stems(text)))

    def commonness(self, name: str, stem: str) -> Commonness | None:
        """What BM25 knows of a stem in a field; None where no row has it."""
        query = tantivy.Query.term_query(self._schema, name, stem)
        searcher = self._index.searcher()
        hits = searcher.search(query, 1, count=False).hits
        if not hits:
            return None
        return _commonness(json.loads(query.explain(searcher, hits[0][1]).to_json()))

    def words_of(self, text: str) -> list[str]:
        """The stems of a text in order, as often as they come."""
        return self._stems.analyze(text)

    def _telling(self, terms: Sequence[str]) -> list[str]:
        """The first of the rarest terms, with at least one."""
        rows = accumulate(self._count(term) for term in terms[:MOST_TERMS])
        kept = sum(1 for total in rows if total <= MOST_ROWS)
        return list(terms[: max(kept, 1)])

    def save(self, folder: Path) -> None:
        """Copy the files, where there are any; waits for those that are being merged."""
        if self._folder:
            self._writer.wait_merging_threads()
            self._writer = self._index.writer(_WRITER_BYTES, 1)
            shutil.copytree(self._folder, folder, ignore=shutil.ignore_patterns("*.lock"))

    @classmethod
    def load(cls, names: Sequence[str], saved: Path, folder: Path) -> Keywords:
        """Go on in `folder` with a copy of what was saved. Raises OSError or ValueError."""
        if not (saved / "meta.json").is_file():
            raise FileNotFoundError(f"{saved} has no index")
        shutil.copytree(saved, folder)
        return cls(names, folder)


def _analyzer() -> tantivy.TextAnalyzer:
    build = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for one in (
        tantivy.Filter.remove_long(40),
        tantivy.Filter.lowercase(),
        tantivy.Filter.stopword("english"),
        tantivy.Filter.stemmer("english"),
    ):
        build = build.filter(one)
    return build.build()


def _commonness(explained: dict[str, Any]) -> Commonness:
    """Read off the engine's own account of a score."""
    told = {one["description"]: one for one in _leaves(explained)}
    values = {name.partition(",")[0]: one["value"] for name, one in told.items()}
    return Commonness(values["n"], values["N"], values["avgdl"])


def _leaves(explained: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for one in explained.get("details", ()):
        yield one
        yield from _leaves(one)


def _schema(names: Sequence[str]) -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in _ROW:
        builder.add_integer_field(name, fast=True, indexed=name == "owner")
    for name in names:
        builder.add_text_field(name, tokenizer_name=STEMMED)
    return builder.build()
