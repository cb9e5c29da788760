"""Vectors and keywords of one library, in memory: a cache of the store, never more.

Each snippet has one vector a passage and one an example. The vectors themselves are kept
in the store by the hash of their text, so building an index reads them and computes only
what is new. There is no index file that could be stale, half-written or damaged.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import faiss
import numpy as np
import tantivy
from numpy.typing import NDArray

from snippets.snippet import PLACEHOLDER, Snippet

PASSAGE_CHARACTERS = 900
"""About as much as all-MiniLM-L6-v2 reads at once (256 tokens)."""
NEIGHBOURS = 200
MOST_KEYWORDS = 48
SHARED_BY = 3
"""A word that so many snippets use is no slip of the pen."""
_WRITER_BYTES = 15_000_000

_WORD = re.compile(r"[^\W_]{2,}")
_MARKDOWN = re.compile(r"\]\([^)]*\)|[*_`#>\[\]]|^\s*(?:[-+]|\d+[.)])\s+", re.MULTILINE)
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][\w'-]+")
_PARAGRAPH = re.compile(r"\n\s*\n")


@dataclass(slots=True)
class Evidence:
    """What the index knows about one snippet and one query."""

    text: float = 0.0
    example: float = 0.0
    keywords: float = 0.0
    nearest: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """What a vector stands for."""

    snippet_id: str
    text: str
    is_example: bool


def texts_of(snippet: Snippet) -> list[str]:
    """What of a snippet is embedded: its passages under its title, then its examples."""
    return [*_passages(snippet), *snippet.examples]


def _passages(snippet: Snippet) -> list[str]:
    passages = [""]
    for paragraph in _PARAGRAPH.split(plain(snippet.body)):
        if passages[-1] and len(passages[-1]) + len(paragraph) > PASSAGE_CHARACTERS:
            passages.append("")
        passages[-1] = f"{passages[-1]}\n{paragraph}".strip()
    return [f"{snippet.title}\n{passage}" for passage in passages]


def plain(markdown: str) -> str:
    """The words of a Markdown text, placeholders replaced by their fallbacks."""
    words = PLACEHOLDER.sub(lambda found: found["fallback"] or "", markdown)
    return _MARKDOWN.sub("", words)


def words(text: str) -> list[str]:
    """The words of a text in lower case."""
    return [word.lower() for word in _WORD.findall(text)]


class Index:
    """Searches one library by meaning and by words. Not for several threads at once."""

    def __init__(self, dimension: int) -> None:
        self.snippets: dict[str, Snippet] = {}
        self._rows: dict[int, Row] = {}
        self._of_snippet: dict[str, list[int]] = {}
        self._next_row = 0
        self._vectors = faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))
        self._frequency: Counter[str] = Counter()
        self._vocabulary: dict[str, frozenset[str]] = {}
        self._keywords = tantivy.Index(_schema())
        self._writer = self._keywords.writer(_WRITER_BYTES, 1)

    def __len__(self) -> int:
        return len(self._rows)

    def put(self, entries: Sequence[Snippet], vectors: Sequence[NDArray[np.float32]]) -> None:
        """Add or replace snippets; `vectors` has one array a snippet, a row a text."""
        self.remove(entry.id for entry in entries)
        numbers: list[int] = []
        for entry in entries:
            self.snippets[entry.id] = entry
            numbers += self._add_rows(entry)
            self._add_words(entry)
        if numbers:
            self._vectors.add_with_ids(np.vstack(vectors), np.array(numbers, np.int64))
        self._commit()

    def remove(self, ids: Iterable[str]) -> None:
        """Forget snippets; ids that are not here are ignored."""
        gone = [snippet_id for snippet_id in ids if self.snippets.pop(snippet_id, None)]
        numbers = [row for snippet_id in gone for row in self._of_snippet.pop(snippet_id)]
        for number in numbers:
            del self._rows[number]
        if numbers:
            self._vectors.remove_ids(faiss.IDSelectorBatch(np.array(numbers, np.int64)))
        for snippet_id in gone:
            self._frequency -= Counter(self._vocabulary.pop(snippet_id))
            self._writer.delete_documents_by_term("id", snippet_id)
        if gone:
            self._commit()

    def search(self, text: str, vector: NDArray[np.float32]) -> dict[str, Evidence]:
        """What speaks for which snippet; one that nothing speaks for is left out."""
        evidence: dict[str, Evidence] = defaultdict(Evidence)
        for row, score in self._neighbours(vector):
            found = evidence[row.snippet_id]
            if row.is_example:
                found.example = max(found.example, score)
                found.nearest[row.text] = score
            else:
                found.text = max(found.text, score)
        for snippet_id, bm25 in self._keyword_hits(text):
            evidence[snippet_id].keywords = bm25
        return dict(evidence)

    def shared_words(self, text: str, snippet_id: str, most: int = 5) -> tuple[str, ...]:
        """The words of `text` that the snippet has too, the rarest first."""
        own = self._vocabulary[snippet_id]
        shared = {word for word in words(text) if word in own}
        rare = [word for word in shared if self._frequency[word] <= len(self.snippets) * 0.2 + 1]
        return tuple(sorted(rare, key=lambda word: (self._frequency[word], word))[:most])

    def names(self) -> frozenset[str]:
        """Words with a capital inside a sentence, and words of several snippets; lower case."""
        names = {
            word
            for snippet in self.snippets.values()
            for name in _NAME.findall(f"{snippet.title}\n{plain(snippet.body)}")
            for word in words(name)
        }
        written = Counter(
            word
            for snippet in self.snippets.values()
            for word in set(words(f"{snippet.title}\n{plain(snippet.body)}"))
        )
        shared = {word for word, count in written.items() if count >= SHARED_BY}
        return frozenset(names | shared)

    def _neighbours(self, vector: NDArray[np.float32]) -> list[tuple[Row, float]]:
        if not self._rows:
            return []
        count = min(NEIGHBOURS, len(self._rows))
        scores, numbers = self._vectors.search(vector.reshape(1, -1), count)
        pairs = zip(numbers[0], scores[0], strict=True)
        return [(self._rows[int(number)], float(score)) for number, score in pairs]

    def _keyword_hits(self, text: str) -> list[tuple[str, float]]:
        known = {word for word in words(text) if word in self._frequency}
        chosen = sorted(known, key=lambda word: (self._frequency[word], word))[:MOST_KEYWORDS]
        if not chosen:
            return []
        query = self._keywords.parse_query(" ".join(chosen), ["title", "body", "examples"])
        searcher = self._keywords.searcher()
        hits = searcher.search(query, NEIGHBOURS).hits
        return [(searcher.doc(address)["id"][0], score) for score, address in hits]

    def _add_rows(self, entry: Snippet) -> list[int]:
        texts = texts_of(entry)
        first_example = len(texts) - len(entry.examples)
        numbers = list(range(self._next_row, self._next_row + len(texts)))
        for at, (number, text) in enumerate(zip(numbers, texts, strict=True)):
            self._rows[number] = Row(entry.id, text, at >= first_example)
        self._of_snippet[entry.id] = numbers
        self._next_row += len(texts)
        return numbers

    def _add_words(self, entry: Snippet) -> None:
        body, examples = plain(entry.body), "\n".join(entry.examples)
        vocabulary = frozenset(words(f"{entry.title}\n{body}\n{examples}"))
        self._vocabulary[entry.id] = vocabulary
        self._frequency.update(vocabulary)
        self._writer.add_document(
            tantivy.Document(id=entry.id, title=entry.title, body=body, examples=examples)
        )

    def _commit(self) -> None:
        self._writer.commit()
        self._keywords.reload()


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    for name in ("title", "body", "examples"):
        builder.add_text_field(name, tokenizer_name="en_stem")
    return builder.build()
