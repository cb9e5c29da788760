"""The table of checks, and reading a reply with all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from assistant.conversation.asks_for_known import asks_for_known
from assistant.conversation.contradicts_library import contradicts_library
from assistant.conversation.contradicts_message import contradicts_message
from assistant.conversation.conversation import Conversation, Nearest, Remark
from assistant.conversation.conversed import Conversed, Strength
from assistant.conversation.evidence import Meaning
from assistant.conversation.frame import no_closing, no_greeting
from assistant.conversation.jargon import jargon
from assistant.conversation.length import too_long, too_short
from assistant.conversation.mood_unmet import mood_unmet
from assistant.conversation.no_next_step import no_next_step
from assistant.conversation.repeats_earlier import repeats_earlier
from assistant.conversation.strengths import strengths
from assistant.conversation.too_familiar import too_familiar
from assistant.conversation.too_stiff import too_stiff
from assistant.conversation.unanswered_ask import unanswered_asks
from assistant.conversation.wrong_name import wrong_name
from models.protocols import CheckContext
from models.text import Category, Finding, Severity, by_position


@dataclass(frozen=True, slots=True)
class Check:
    """One check: how grave what it finds is, why it matters, and how it looks."""

    rule: str
    severity: Severity
    why: str
    look: Callable[[Conversation], Iterable[Remark]]

    def findings(self, conversation: Conversation) -> Iterator[Finding]:
        """What it finds, in the reply's offsets."""
        for remark in self.look(conversation):
            yield Finding(
                rule=self.rule,
                category=Category(self.rule.partition(".")[0]),
                severity=remark.severity or self.severity,
                span=remark.span,
                text=remark.span.of(conversation.reply.text),
                message=remark.message,
                why=self.why,
                fixes=remark.fixes,
            )


CHECKS = (
    Check(
        "coverage.unanswered-ask",
        Severity.SUGGESTION,
        "Who gets half an answer has to write again.",
        unanswered_asks,
    ),
    Check(
        "coverage.no-next-step",
        Severity.SUGGESTION,
        "Who knows what happens next, and who does it, can stop worrying.",
        no_next_step,
    ),
    Check(
        "coverage.asks-for-known",
        Severity.WARNING,
        "Being asked again shows that nobody has read what was written.",
        asks_for_known,
    ),
    Check(
        "facts.wrong-name",
        Severity.WARNING,
        "A wrong name is read before anything else.",
        wrong_name,
    ),
    Check(
        "facts.contradicts-message",
        Severity.WARNING,
        "What the customer knows better makes all the rest doubtful.",
        contradicts_message,
    ),
    Check(
        "facts.contradicts-library",
        Severity.WARNING,
        "Two answers to one question cost trust, and often money.",
        contradicts_library,
    ),
    Check(
        "tone.too-familiar",
        Severity.SUGGESTION,
        "Who writes formally may take familiarity for carelessness.",
        too_familiar,
    ),
    Check(
        "tone.too-stiff",
        Severity.INFO,
        "Office language sounds cold to somebody who writes as to a friend.",
        too_stiff,
    ),
    Check(
        "tone.mood-unmet",
        Severity.SUGGESTION,
        "Upset people take in an answer once they feel heard.",
        mood_unmet,
    ),
    Check(
        "tone.no-greeting",
        Severity.INFO,
        "Without a greeting a first e-mail looks like a form.",
        no_greeting,
    ),
    Check(
        "tone.no-closing",
        Severity.INFO,
        "Without a closing a first e-mail seems to break off.",
        no_closing,
    ),
    Check(
        "clarity.jargon",
        Severity.SUGGESTION,
        "A term that the customer does not know stops them reading.",
        jargon,
    ),
    Check(
        "clarity.too-long",
        Severity.INFO,
        "What is long for its channel is skimmed, and the answer missed.",
        too_long,
    ),
    Check(
        "clarity.too-short",
        Severity.SUGGESTION,
        "A few words to a long message look like indifference.",
        too_short,
    ),
    Check(
        "clarity.repeats-earlier",
        Severity.SUGGESTION,
        "The same words again say that nothing has changed; say it another way.",
        repeats_earlier,
    ),
)
"""Every check by which a reply is read; their order does not matter."""


def converse(
    text: str, context: CheckContext, nearest: Nearest, meaning: Meaning | None = None
) -> Conversed:
    """Read a reply against its conversation; nothing without a message or in other languages.

    With `meaning`, asks and answers are compared by what they mean, else by their words.
    """
    if not text.strip() or not (context.message.strip() or context.thread):
        return Conversed()
    conversation = Conversation(text, context, nearest, meaning)
    if not conversation.is_english:
        return Conversed()
    found = [finding for check in CHECKS for finding in check.findings(conversation)]
    well = [one for one in strengths(conversation) if not _is_belied(one, found)]
    return Conversed(tuple(by_position(found)), conversation.asks, tuple(well))


def _is_belied(strength: Strength, found: Iterable[Finding]) -> bool:
    """Whether asks are met with what the customer or the library says otherwise."""
    is_wrong = any(finding.category is Category.FACTS for finding in found)
    return strength is Strength.ALL_ASKS_COVERED and is_wrong
