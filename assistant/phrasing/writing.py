"""The part of the pipeline that only runs with a language model: phrase, ground, review, weigh.

Whatever goes wrong on the way, the composed draft stands, and a note says why.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from assistant.errors import GeneratorUnknown
from assistant.ground import Grounded, ground_written
from assistant.message import Request, Understanding
from assistant.phrasing.phrase import Budget, chat_for, phrase, sentences_so_far
from assistant.phrasing.standing import objection
from assistant.phrasing.veil import Veil, veil
from assistant.review import Review
from models.errors import ModelError
from models.protocols import DetailFinder, Generator

OFF = "off"
USUAL = Budget()
Told = Callable[[str], None]
"""Is given each sentence of a written draft as soon as it is whole and supported."""


def _no_generator(name: str | None) -> Generator | None:
    """What a request gets where none is set up. Raises GeneratorUnknown."""
    if name in (None, OFF):
        return None
    raise GeneratorUnknown(
        f"no language model is set up as {name!r}; leave options.generator out for a draft "
        "from the library"
    )


def _no_finder() -> DetailFinder:
    raise RuntimeError("a generator needs a finder of private details; give Writers one")


@dataclass(frozen=True, slots=True)
class Writers:
    """The language models that a request may choose from, and what they need.

    `generator` gives one by the request's name for it (None: the setting's), or None for "off";
    it raises GeneratorUnknown. `finder` gives what finds private details.
    """

    generator: Callable[[str | None], Generator | None] = _no_generator
    finder: Callable[[], DetailFinder] = _no_finder
    budget: Budget = USUAL


@dataclass(frozen=True, slots=True)
class Reply:
    """A grounded text with its review, and notes on how it came about."""

    grounded: Grounded
    review: Review
    notes: tuple[str, ...] = ()


def write(
    writers: Writers,
    generator: Generator,
    request: Request,
    understanding: Understanding,
    composed: Reply,
    vocabulary: frozenset[str],
    read: Callable[[str], Review],
    told: Told | None = None,
) -> Reply:
    """The composed reply written again, where that may stand; else the composed one with a note.

    `read` reviews a text, `vocabulary` are the library's words, which are never private.
    """
    grounded = composed.grounded
    try:
        hidden = veil(request, understanding, writers.finder(), vocabulary, grounded.text)
        chat = chat_for(request, understanding, grounded, hidden)
        tell = _telling(grounded, hidden, told) if told else _untold
        phrased = phrase(generator, chat, hidden, writers.budget, tell)
    except ModelError as error:
        return _standing(composed, str(error))
    if phrased.leaked:
        return _standing(composed, "it repeated its instructions")
    return _weighed(composed, ground_written(phrased.text, grounded.sentences), read)


def _telling(composed: Grounded, hidden: Veil, told: Told) -> Told:
    """Takes the pieces as they come, and tells the sentences in them."""
    fresh = sentences_so_far(composed.sentences, hidden)

    def tell(piece: str) -> None:
        for sentence in fresh(piece):
            told(sentence)

    return tell


def _untold(_: str) -> None:
    """Nobody listens."""


def _weighed(composed: Reply, grounded: Grounded, read: Callable[[str], Review]) -> Reply:
    if not grounded.sentences:
        return _standing(composed, "nothing of it was supported")
    review = read(grounded.text)
    reason = objection(grounded, composed.grounded, review, composed.review)
    if reason:
        return _standing(composed, reason)
    notes = (*composed.grounded.notes, *grounded.notes)
    return Reply(replace(grounded, notes=notes), review, composed.notes)


def _standing(composed: Reply, reason: str) -> Reply:
    note = f"the composed draft stands, not what the language model wrote: {reason}"
    return replace(composed, notes=(*composed.notes, note))
