"""Past conversations that no snippet of the library was used in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

from snippets.learning.history import Conversation
from snippets.proposals.paragraphs import paragraphs
from snippets.proposals.wording import Mask
from snippets.store.messages import MOST_LEARNED, KeptMessage

MOST_CHARACTERS = 1_000
"""Of a message, and of a reply to it, that are kept."""


def unanswered(
    history: Sequence[Conversation],
    answered: Collection[str],
    known: Collection[str],
    mask: Mask,
) -> list[KeptMessage]:
    """The newest messages whose replies used no snippet, private details masked.

    `answered` are the ids of conversations that used one, `known` those of messages that are
    kept already. Several replies to the same message are one. What has no day can't be told
    to be old or new, and is left out.
    """
    done = {past.text for past in history if past.id in answered}
    asked: dict[str, list[Conversation]] = defaultdict(list)
    for past in history:
        if past.text and past.reply.strip() and past.text not in done and _moment(past):
            asked[past.text].append(past)
    newest = sorted(asked.values(), key=lambda of_one: (_first(of_one), of_one[0].id))
    new = [of_one for of_one in newest[-MOST_LEARNED:] if of_one[0].id not in known]
    texts = mask([of_one[0].text[: 2 * MOST_CHARACTERS] for of_one in new])
    replies = mask([_said(of_one) for of_one in new])
    return [
        KeptMessage(
            id=of_one[0].id,
            text=text[:MOST_CHARACTERS],
            created_at=_first(of_one),
            outcome="unanswered",
            reply=reply[:MOST_CHARACTERS],
        )
        for of_one, text, reply in zip(new, texts, replies, strict=True)
    ]


def _said(replies: Sequence[Conversation]) -> str:
    """All that was answered to one message, without greetings and signatures."""
    found = [one.text for past in replies for one in paragraphs(past.reply)]
    return "\n\n".join(found)[: 2 * MOST_CHARACTERS]


def _first(replies: Sequence[Conversation]) -> datetime:
    return min(moment for past in replies if (moment := _moment(past)))


def _moment(past: Conversation) -> datetime | None:
    """When a conversation was, in UTC; None where it does not say."""
    try:
        moment = datetime.fromisoformat(past.created_at)
    except ValueError:
        return None
    offset = moment.utcoffset()
    return (moment - offset if offset else moment).replace(tzinfo=None)
