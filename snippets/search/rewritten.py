"""An index as if some snippets said something else, while the index itself stays as it is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from snippets.search.bm25 import Unindexed
from snippets.search.index import EXAMPLES, HITS, PASSAGES, TITLES, Index, middle, rows_of
from snippets.search.neighbours import NOTHING, Near, Numbers, Rows, Vectors
from snippets.search.passages import texts_of
from snippets.search.signals import Found
from snippets.snippet import Known, Snippet, plain


@dataclass(frozen=True, slots=True)
class Said:
    """What a snippet would say; `vectors` has a row for each of its `Texts.all`, without a past."""

    snippet: Snippet
    vectors: Vectors


class Rewritten(Index):
    """Searches as an index would if some snippets said this, and others were gone.

    It shares all that is large with the index, and holds as long as that one does not change.
    Past messages stay with the snippets that answered them.
    """

    def __init__(self, index: Index, said: Sequence[Said], gone: Collection[str]) -> None:
        self.__dict__.update(index.__dict__)
        self.snippets = dict(index.snippets)
        self._ids, self._articles = [*index._ids], [*index._articles]
        self._numbers, self._texts = {**index._numbers}, {**index._texts}
        self._taught = {**index._taught}
        self._matrix = self._is_article = None
        self._gone = self.numbers_of(gone)
        for number in self._gone.tolist():
            self.snippets.pop(self._ids[number], None)
            self._taught.pop(number, None)
        parts = [self._say(one) for one in said]
        self._changed = np.array([number for number, _ in parts], np.int64)
        self._new = {sort: _joined([one[sort] for _, one in parts]) for sort in _SORTS}
        self._words = self._unindexed(said)
        self._teach(self._changed.tolist())

    def near(self, vector: Vectors, text: str, wide: int = 1) -> Found:
        """The nearest rows as they would be."""
        return self.over(super().near(vector, text, wide), vector, text)

    def over(self, found: Found, vector: Vectors, text: str) -> Found:
        """The same, from what is nearest in the index."""
        near = {
            sort: self._with(getattr(found, sort), self._likeness(sort, vector), most)
            for sort, most in _SORTS.items()
        }
        words = self._with(found.keywords, self._words.best(text), HITS)
        left = {name: _without(getattr(found, name), self._gone) for name in ("past", "words")}
        learned = self._taught_nearest(vector)
        return replace(found, keywords=words, learned=learned, **near, **left)

    def _say(self, said: Said) -> tuple[int, Mapping[str, tuple[Rows, Vectors]]]:
        """Take in what a snippet would say; its number, and its rows with their vectors."""
        snippet = said.snippet
        number = self._numbers.setdefault(snippet.id, len(self._ids))
        if number == len(self._ids):
            self._ids.append(snippet.id)
            self._articles.append(False)
        self.snippets[snippet.id] = snippet
        self._articles[number] = snippet.kind == "article"
        texts = texts_of(Known(snippet))
        title, passages, examples, _ = np.split(said.vectors, texts.borders)
        self._texts[number] = middle(title, passages)
        return number, {
            "titles": (rows_of(number, texts.title), title),
            "passages": (rows_of(number, *texts.passages), passages),
            "examples": (rows_of(number, *texts.examples), examples),
        }

    def _unindexed(self, said: Sequence[Said]) -> Unindexed:
        rows, fields = [Rows.of(())], list[Mapping[str, str]]()
        for one in said:
            snippet = one.snippet
            number = self._numbers[snippet.id]
            rows += [Rows.of([(number, 0, 0)]), rows_of(number, *snippet.examples)]
            fields.append({"title": snippet.title, "body": plain(snippet.body)})
            fields += [{"examples": text} for text in snippet.examples]
        return Unindexed(self._keywords["texts"], Rows.joined(rows), fields)

    def _likeness(self, sort: str, vector: Vectors) -> Near:
        rows, vectors = self._new[sort]
        return Near(rows, (vectors @ vector).astype(np.float32)) if len(rows) else NOTHING

    def _with(self, before: Near, new: Near, most: int) -> Near:
        """The rows of what was not rewritten, and the new ones; at most so many."""
        kept = _without(before, np.concatenate([self._changed, self._gone]))
        return kept.merged(new).first(most) if len(new.rows) else kept


_SORTS = {"passages": PASSAGES, "titles": TITLES, "examples": EXAMPLES}


def _without(near: Near, owners: Numbers) -> Near:
    return near.only(~np.isin(near.rows.owner, owners))


def _joined(parts: Sequence[tuple[Rows, Vectors]]) -> tuple[Rows, Vectors]:
    if not parts:
        return Rows.of(()), np.zeros((0, 0), np.float32)
    return Rows.joined([rows for rows, _ in parts]), np.concatenate([one for _, one in parts])
