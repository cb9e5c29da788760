"""A snippet told to this customer: filled, fitted to thread, channel and wished length."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.choose import Answer
from assistant.conversation.words import keys
from assistant.drafting.courtesy import Manner, phrases
from assistant.drafting.overlap import Said, is_said, repeated
from assistant.drafting.passages import passages, without
from assistant.drafting.public import for_all_eyes
from assistant.drafting.render import plain_text, without_courtesy
from assistant.drafting.shortening import key_sentences
from assistant.drafting.steps import passage, steps_of
from assistant.drafting.thread import Earlier
from assistant.message import Ask, Block
from snippets.snippet import Snippet, fill


def answer_text(snippet: Snippet, values: Mapping[str, Any]) -> str:
    """All that a snippet can say to this customer: filled, as plain text, courtesy left off."""
    text = plain_text(fill(snippet.body, values).text)
    return text if snippet.kind == "article" else without_courtesy(text)


def is_sent(before: Earlier, values: Mapping[str, Any], snippet: Snippet) -> bool:
    """Whether this conversation has had what a snippet says; in other words too, if in vain."""
    if not before.sent:
        return False
    text = answer_text(snippet, values)
    return before.has_sent(text) or (before.is_stuck and before.has_shown(text))


@dataclass(frozen=True, slots=True)
class Telling:
    """What it takes to tell a snippet to this customer."""

    manner: Manner
    asks: Sequence[Ask]
    values: Mapping[str, Any]

    def of(self, answer: Answer, said: Said) -> list[Block]:
        """A snippet's part of the draft, without what has been said, sent or tried."""
        snippet = answer.match.snippet
        asked = [self.asks[n].query for n in answer.asks if n < len(self.asks)]
        whole = self._text(snippet, asked)
        if self.manner.earlier.has_sent(whole) and not self._has_news(whole, asked):
            return [Block(_pointed(whole), "snippet", (snippet.id,))]
        text = self._new(self._fitted(self._new(whole, said), snippet, asked), said)
        told = [Block(text, "snippet", (snippet.id,))] if text else []
        return [*told, *self._link(snippet, text, said)]

    def _text(self, snippet: Snippet, asked: Sequence[str]) -> str:
        if snippet.kind == "reply":
            return answer_text(snippet, self.values)
        text = passage(fill(snippet.body, self.values).text, asked)
        return text or ("" if snippet.url else answer_text(snippet, self.values))

    def _new(self, text: str, said: Said) -> str:
        """What is new in a text; where nothing is, all of it, so that each ask has its answer."""
        before = self.manner.earlier
        text = before.without_tried_steps(text)
        gone = [*repeated(text, said), *repeated(text, Said(before.sent)), *before.tried_in(text)]
        return without(text, gone) or text

    def _has_news(self, whole: str, asked: Sequence[str]) -> bool:
        """Whether a sentence that was not sent is as much about the asks as any that was."""
        about = keys(" ".join(asked))
        found = [one.text for one in passages(whole) if not one.is_pointer]
        best = max((len(keys(one) & about) for one in found), default=0)
        answers = [one for one in found if best and len(keys(one) & about) == best]
        return not all(is_said(one, self.manner.earlier.sent) for one in answers)

    def _fitted(self, text: str, snippet: Snippet, asked: Sequence[str]) -> str:
        """The text as the channel and the wished length want it."""
        before = self.manner.earlier
        if self.manner.is_public:
            text = for_all_eyes(text, snippet.body, before.theirs)
        if self.manner.wants_key_sentences:
            text = self._shortened(text, asked)
        return before.without_known(text)

    def _shortened(self, text: str, asked: Sequence[str]) -> str:
        short = key_sentences(text, asked)
        pointers = (one.text for one in passages(text) if one.is_pointer)
        kept = [one for one in pointers if self.manner.wants_links and one not in short]
        return (" " if _is_prose(short) else "\n\n").join(filter(None, (short, " ".join(kept))))

    def _link(self, snippet: Snippet, text: str, said: Said) -> list[Block]:
        url = snippet.url or ""
        wanted = not text or self.manner.wants_links
        if snippet.kind == "reply" or not url or not wanted or url in said.urls or url in text:
            return []
        link = phrases()["article_link"].format(title=snippet.title, url=url)
        separator = " " if _is_prose(text) else "\n\n"
        return [Block(link, "snippet", (snippet.id,), separator=separator)]


def _pointed(whole: str) -> str:
    """For what was sent: where it stands, the page on it, and help with its steps."""
    pointers = [one.text for one in passages(whole) if one.is_pointer]
    steps = [phrases()["sent_step"]] if steps_of(whole) else []
    return " ".join([phrases()["sent_before"], *pointers[:1], *steps])


def _is_prose(text: str) -> bool:
    """Whether a text ends with a sentence that another can follow in its line."""
    found = passages(text)
    return bool(found) and found[-1].span.end == len(text.rstrip())
