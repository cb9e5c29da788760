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

import numpy as np
import tantivy
from numpy.typing import NDArray

from snippets.neighbours import Neighbours, Row
from snippets.snippet import PLACEHOLDER, Known, Snippet

PASSAGE_CHARACTERS = 900
"""About as much as all-MiniLM-L6-v2 reads at once (256 tokens)."""
NEIGHBOURS = 200
VOTERS = 30
HALF_LIFE_DAYS = 365
"""A desk drifts: after a year a past message has half its vote."""
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
    votes: float = 0.0
    nearest: dict[str, float] = field(default_factory=dict)
    voters: dict[str, float] = field(default_factory=dict)


def texts_of(snippet: Snippet) -> list[str]:
    """What of a snippet is embedded: its passages under its title, then its examples."""
    return [*_passages(snippet), *snippet.examples]


def _own_rows(snippet: Snippet) -> list[Row]:
    texts = texts_of(snippet)
    first_example = len(texts) - len(snippet.examples)
    return [Row(snippet.id, text, at >= first_example) for at, text in enumerate(texts)]


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
        self._own = Neighbours(dimension)
        self._past = Neighbours(dimension)
        self._frequency: Counter[str] = Counter()
        self._vocabulary: dict[str, frozenset[str]] = {}
        self._keywords = tantivy.Index(_schema())
        self._writer = self._keywords.writer(_WRITER_BYTES, 1)

    def __len__(self) -> int:
        return len(self._own) + len(self._past)

    @property
    def has_past(self) -> bool:
        """Whether past messages can vote."""
        return len(self._past) > 0

    def put(self, entries: Sequence[Known], vectors: Sequence[NDArray[np.float32]]) -> None:
        """Add or replace snippets; `vectors` has one array a snippet, a row a text.

        The rows are in the order of `texts_of`, then of the past messages.
        """
        self.remove(entry.snippet.id for entry in entries)
        for entry, rows in zip(entries, vectors, strict=True):
            self.snippets[entry.snippet.id] = entry.snippet
            own = _own_rows(entry.snippet)
            self._own.add(own, rows[: len(own)])
            past = [Row(entry.snippet.id, one.text, day=one.day) for one in entry.past]
            self._past.add(past, rows[len(own) :])
            self._add_words(entry.snippet)
        self._commit()

    def remove(self, ids: Iterable[str]) -> None:
        """Forget snippets; ids that are not here are ignored."""
        gone = [snippet_id for snippet_id in ids if self.snippets.pop(snippet_id, None)]
        self._own.remove(gone)
        self._past.remove(gone)
        for snippet_id in gone:
            self._frequency -= Counter(self._vocabulary.pop(snippet_id))
            self._writer.delete_documents_by_term("id", snippet_id)
        if gone:
            self._commit()

    def search(self, text: str, vector: NDArray[np.float32]) -> dict[str, Evidence]:
        """What speaks for which snippet; one that nothing speaks for is left out."""
        evidence: dict[str, Evidence] = defaultdict(Evidence)
        for row, score in self._own.nearest(vector, NEIGHBOURS):
            found = evidence[row.snippet_id]
            if row.is_example:
                found.example = max(found.example, score)
                found.nearest[row.text] = score
            else:
                found.text = max(found.text, score)
        for snippet_id, bm25 in self._keyword_hits(text):
            evidence[snippet_id].keywords = bm25
        self._count_votes(vector, evidence)
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

    def _count_votes(self, vector: NDArray[np.float32], evidence: dict[str, Evidence]) -> None:
        """The nearest past messages vote for what answered them, older ones more softly."""
        near = self._past.nearest(vector, NEIGHBOURS)
        voters = set(list(dict.fromkeys(row.text for row, _ in near))[:VOTERS])
        newest = max((row.day for row, _ in near), default=0)
        weights: dict[str, float] = {}
        for row, score in near:
            if row.text in voters:
                age = (newest - row.day) / HALF_LIFE_DAYS
                weight = max(score, 0.0) ** 2 * 0.5**age
                weights[row.text] = max(weight, weights.get(row.text, 0.0))
                evidence[row.snippet_id].votes += weight
                evidence[row.snippet_id].voters[row.text] = score
        total = sum(weights.values()) or 1.0
        for found in evidence.values():
            found.votes /= total

    def _keyword_hits(self, text: str) -> list[tuple[str, float]]:
        known = {word for word in words(text) if word in self._frequency}
        chosen = sorted(known, key=lambda word: (self._frequency[word], word))[:MOST_KEYWORDS]
        if not chosen:
            return []
        query = self._keywords.parse_query(" ".join(chosen), ["title", "body", "examples"])
        searcher = self._keywords.searcher()
        hits = searcher.search(query, NEIGHBOURS).hits
        return [(searcher.doc(address)["id"][0], score) for score, address in hits]

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
