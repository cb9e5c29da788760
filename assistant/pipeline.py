"""The order of the steps, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from assistant.choose import Choice, choose
from assistant.compose import compose, values_of
from assistant.conversation.checks import converse
from assistant.conversation.meanings import Meanings
from assistant.conversation.nearest import NearestSnippets
from assistant.drafting.chased import is_chased
from assistant.drafting.telling import is_sent
from assistant.drafting.thread import earlier
from assistant.errors import NothingToAnswer, TextTooLong
from assistant.message import (
    MOST_CHARACTERS,
    Draft,
    Request,
    Understanding,
)
from assistant.phrasing.writing import Reply, Told, Writers, write
from assistant.queries import queries
from assistant.recording import record
from assistant.result import grounded_in, other_choices, result
from assistant.review import Review, review
from assistant.timings import Timings
from assistant.understand import understand
from models.checks.grammar import known
from models.protocols import CheckContext, Checker
from snippets.library import Library
from snippets.profiles import DEFAULT_PROFILE

CANDIDATES = 10
THRESHOLD = 0.35
"""The confidence that a draft needs where no desk has said otherwise."""
NO_WRITERS = Writers()


@dataclass(frozen=True, slots=True)
class Checked:
    """A review, and how long it took."""

    review: Review
    timings_ms: dict[str, float]


class Assistant:
    """Drafts and checks; one for all workspaces, safe to use from several threads."""

    def __init__(
        self,
        checkers: Sequence[Checker],
        threshold: float | None = None,
        writers: Writers = NO_WRITERS,
    ) -> None:
        """With a `threshold` every library drafts from this confidence on.

        Without one, each drafts from the one that its desk has learned, or from THRESHOLD.
        `writers` are the language models that may phrase a draft.
        """
        self._writers = writers
        self._checkers = tuple(checkers)
        self._threshold = threshold
        self._nearest = NearestSnippets()
        self._meanings = Meanings()

    def draft(self, request: Request, library: Library, told: Told | None = None) -> Draft:
        """Draft a reply.

        Where a language model writes, `told` is given each supported sentence as it comes.
        Raises NothingToAnswer, TextTooLong, GeneratorUnknown and ProfileNotFound.
        """
        timings = Timings()
        require_text(f"{request.message.text}{request.message.subject}")
        generator = self._writers.generator(request.options.generator)
        with timings.step("understand"):
            understanding = understand(request.message, library.vocabulary)
        with timings.step("search"):
            choice = self._choose(request, understanding, library)
        with timings.step("compose"):
            blocks = compose(request, understanding, choice)
        with timings.step("ground"):
            grounded = grounded_in(blocks, request, understanding, choice)
        with timings.step("review"):
            reviewed = self._review(grounded.text, request, understanding, library)
        reply = Reply(grounded, reviewed)
        if generator and choice.answers:
            read = partial(
                self._review, request=request, understanding=understanding, library=library
            )
            words = library.vocabulary
            with timings.step("write"):
                reply = write(
                    self._writers, generator, request, understanding, reply, words, read, told
                )
        others = other_choices(request, understanding, choice)
        draft = result(request, understanding, choice, reply, others, timings)
        record(library, request, draft, [choice, *(one.choice for one in others)])
        return draft

    def check(
        self,
        text: str,
        context: CheckContext,
        library: Library,
        profile: str = DEFAULT_PROFILE,
        contested: frozenset[str] = frozenset(),
    ) -> Checked:
        """Check a reply, against its conversation where there is one.

        `contested` are rules that speak this time although no profile has them on.
        Raises TextTooLong and ProfileNotFound.
        """
        timings = Timings()
        require_length(text)
        shape = library.profiles.shape(profile).speaking(contested)
        words = context.known_words | library.vocabulary | shape.profile.known_words
        context = replace(context, known_words=words)
        nearest = partial(self._nearest.search, library)
        meaning = partial(self._meanings.of, library)
        conversed = converse(text, context, nearest, meaning)
        return Checked(review(text, context, self._checkers, conversed, shape), timings.total())

    def _choose(self, request: Request, understanding: Understanding, library: Library) -> Choice:
        asked = queries(request, understanding)
        most = request.options.max_matches
        whole, *found = library.search_many(
            asked.texts, max(CANDIDATES, most), scope=request.scope, locale=understanding.locale
        )
        asks = len(asked.asks)
        before = earlier(request.thread, request.message)
        choice = choose(
            understanding.asks,
            whole,
            found[:asks],
            self._threshold or library.threshold or THRESHOLD,
            most,
            around=found[asks:] or None,
            sent=partial(is_sent, before, values_of(request, understanding)),
            stuck=before.is_stuck,
        )
        left = is_chased(before) or understanding.needs_person
        return choice.left() if left else choice

    def _review(
        self, text: str, request: Request, understanding: Understanding, library: Library
    ) -> Review:
        shape = library.profiles.shape(request.options.profile)
        names = [understanding.customer_name or "", understanding.salutation or ""]
        names += [str(name) for name in request.values.get("agent", {}).values()]
        context = CheckContext(
            channel=request.message.channel,
            message=understanding.text,
            first_reply=not any(turn.role == "agent" for turn in request.thread),
            known_words=library.vocabulary | known(names) | shape.profile.known_words,
        )
        return review(text, context, self._checkers, shape=shape)


def require_text(text: str) -> None:
    """Refuse what there is nothing to do with, or too much."""
    if not text.strip():
        raise NothingToAnswer("the message has no text; put what the customer wrote there")
    require_length(text)


def require_length(text: str) -> None:
    """Refuse a text that is longer than we work on."""
    if len(text) > MOST_CHARACTERS:
        raise TextTooLong(
            f"the text has {len(text):,} characters; up to {MOST_CHARACTERS:,} are worked on, "
            "so send the part that matters"
        )
