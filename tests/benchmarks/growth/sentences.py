"""Real sentences with their real vectors: what large libraries are put together from.

Embedding hundreds of thousands of texts would take half an hour, so a pool of sentences is
embedded once and kept in a cache folder.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from models.protocols import Embedder, Vectors
from models.text import sentences
from snippets import formats
from snippets.learning.evaluate import read_examples
from snippets.snippet import plain

FEWEST_CHARACTERS, MOST_CHARACTERS = 20, 200
KNOWLEDGE = Path("knowledge/library.jsonl.gz")
SEED = 7


@dataclass(frozen=True, slots=True)
class Pool:
    """Sentences and their vectors, shape (sentences, dimension)."""

    sentences: tuple[str, ...]
    vectors: Vectors


def saved(data: Path, size: int, embedder: Embedder, cache: Path) -> Path:
    """The folder in `cache` that has `size` sentences of the open sets; made where it is not.

    Which sentences and in which order depends on the data and the size alone.
    """
    chosen = sorted(set(_sentences(data)))
    random.Random(SEED).shuffle(chosen)
    chosen = chosen[:size]
    digest = hashlib.sha256("\n".join([embedder.id, *chosen]).encode()).hexdigest()[:16]
    folder = cache / digest
    if not (folder / "sentences.json").is_file():
        folder.mkdir(parents=True, exist_ok=True)
        np.save(folder / "vectors.npy", embedder.embed(chosen))
        (folder / "sentences.json").write_text(json.dumps(chosen), "utf-8")
    return folder


def load(folder: Path) -> Pool:
    """The pool that was saved there."""
    chosen = json.loads((folder / "sentences.json").read_text("utf-8"))
    return Pool(tuple(chosen), np.load(folder / "vectors.npy"))


def _sentences(data: Path) -> Iterator[str]:
    for text in _texts(data):
        for sentence in sentences(plain(text)):
            words = " ".join(sentence.split())
            if FEWEST_CHARACTERS <= len(words) <= MOST_CHARACTERS and plain(words) == words:
                yield words


def _texts(data: Path) -> Iterator[str]:
    """Bodies of articles, and messages."""
    for snippet in formats.read("jsonl", data / KNOWLEDGE):
        yield snippet.body
    for file in sorted(data.glob("*/examples*.jsonl")):
        for case in read_examples(file):
            yield case.text
