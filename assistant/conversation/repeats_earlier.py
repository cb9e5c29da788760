"""Sentences that we have sent in this conversation before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from assistant.conversation.conversation import Conversation, Remark
from assistant.conversation.words import tokens
from models.text import sentences

LEAST_WORDS = 8
LEAST_SHARED = 0.85
"""The share of word pairs in common from which two sentences are the same."""

Pairs = frozenset[tuple[str, str]]


def repeats_earlier(conversation: Conversation) -> Iterator[Remark]:
    """A remark for each sentence of eight words or more; courtesy may come again."""
    earlier = [pairs for turn in conversation.ours for pairs in _pairs_of(turn)]
    if not earlier:
        return
    for said in conversation.reply.statements:
        words = tokens(said.text)
        if len(words) >= LEAST_WORDS and any(_is_same(_pairs(words), one) for one in earlier):
            yield Remark(said.span, "We have written this earlier in this conversation.")


@lru_cache(256)
def _pairs_of(turn: str) -> tuple[Pairs, ...]:
    written = (tokens(one) for one in sentences(turn))
    return tuple(_pairs(words) for words in written if len(words) >= LEAST_WORDS - 1)


def _pairs(words: Sequence[str]) -> Pairs:
    return frozenset(pairwise(words))


def _is_same(one: Pairs, other: Pairs) -> bool:
    return len(one & other) >= LEAST_SHARED * max(len(one), len(other))
