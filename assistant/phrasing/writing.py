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
from assistant.phrasing.veil import veil
from assistant.review import Review
from models.errors import EngineDown
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
    hidden = veil(request, understanding, writers.finder(), vocabulary)
    chat = chat_for(request, understanding, composed.grounded, hidden)
    fresh = sentences_so_far(composed.grounded.sentences)

    def tell(text: str) -> None:
        for sentence in fresh(text) if told else ():
            told(sentence)  # type: ignore[misc]

    try:
        phrased = phrase(generator, chat, hidden, writers.budget, tell)
    except EngineDown as error:
        return _standing(composed, str(error))
    if phrased.leaked:
        return _standing(composed, "it repeated its instructions")
    return _weighed(composed, ground_written(phrased.text, composed.grounded.sentences), read)


def _weighed(composed: Reply, grounded: Grounded, read: Callable[[str], Review]) -> Reply:
    if not grounded.sentences:
        return _standing(composed, "nothing of it was supported")
    review = read(grounded.text)
    reason = objection(grounded, composed.grounded, review, composed.review)
    return _standing(composed, reason) if reason else Reply(grounded, review)


def _standing(composed: Reply, reason: str) -> Reply:
    note = f"the composed draft stands, not what the language model wrote: {reason}"
    return replace(composed, notes=(*composed.notes, note))
