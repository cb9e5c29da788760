"""What is right and wrong with a draft, against what its message's case expects.

Facts are told by models.checks.facts; whether an ask is the expected one, by shared words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assistant.drafting.render import plain_text
from assistant.drafting.tongues import TONGUES
from assistant.message import AnsweredAsk, Draft
from models.checks.facts import added_facts
from models.protocols import CheckContext
from models.text import SLOT, Finding, Severity
from snippets.snippet import Snippet, fill
from tests.assistant.drafting.set import AGENT, Case

SHARED = 0.6
"""Of the words of the shorter of two asks: with more of them in both, they are the same."""
SERIOUS = frozenset({Severity.WARNING, Severity.ERROR})
SLOT_RULE = "placeholder.slot"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one message.

    `answerable` are the asks that snippets answer, `facts` those a right answer states; both
    are empty where the draft leaves the message to the agent, and may. All that follow them
    list what isn't as expected; `merged_asks` are recognised, but only within another one.
    """

    case: Case
    draft: Draft
    answerable: tuple[str, ...]
    facts: tuple[str, ...]
    missed_asks: tuple[str, ...]
    merged_asks: tuple[str, ...]
    wrong_asks: tuple[str, ...]
    unserved: tuple[str, ...]
    wrong_claims: tuple[str, ...]
    missed_facts: tuple[str, ...]
    unsupported: tuple[str, ...]
    forbidden: tuple[str, ...]
    serious: tuple[str, ...]

    @property
    def claims(self) -> int:
        """How many asks are said to be answered."""
        return sum(ask.answered for ask in self.draft.asks)

    @property
    def mood_right(self) -> bool:
        """Whether a reader would agree on the mood."""
        return self.draft.understanding.mood in self.case.mood

    @property
    def formality_right(self) -> bool:
        """Whether a reader would agree on the formality."""
        return self.draft.understanding.formality in self.case.formality

    @property
    def outcome_right(self) -> bool:
        """Whether it was drafted, or left to the agent, as it should be."""
        return self.draft.outcome in self.case.outcome

    @property
    def name_right(self) -> bool:
        """Whether the greeting has the name, or none where nobody is named."""
        read = self.draft.understanding
        if not self.case.names:
            return not (read.customer_name or read.salutation)
        greeting = self.draft.text.partition("\n")[0]
        return any(name in greeting for name in self.case.names)

    @property
    def placeholders(self) -> bool:
        """Whether a placeholder is open."""
        return "{{" in self.draft.text


def judge(
    case: Case, draft: Draft, findings: Iterable[Finding], library: Mapping[str, Snippet]
) -> Verdict:
    """Compare; `findings` are those of all checks on the draft, `library` has snippets by id."""
    left = draft.outcome == "needs_agent" and "needs_agent" in case.outcome
    answerable = () if left else tuple(ask for ask, ids in case.asks.items() if ids)
    facts = () if left else case.facts
    used = {source for sentence in draft.sentences for source in sentence.sources}
    said = SLOT.sub(" ", draft.text)
    claimed = [ask for ask in draft.asks if ask.answered]
    recognised = [ask.text for ask in draft.asks]
    alone = _alone(recognised, case)
    missed = [ask for ask in case.asks if not any(same_ask(ask, one) for one in recognised)]
    return Verdict(
        case=case,
        draft=draft,
        answerable=answerable,
        facts=facts,
        missed_asks=tuple(missed),
        merged_asks=tuple(ask for ask in case.asks if ask not in missed and ask not in alone),
        wrong_asks=tuple(ask for ask in recognised if not _expected(ask, case)),
        unserved=tuple(ask for ask in answerable if not case.asks[ask] & used),
        wrong_claims=tuple(ask.text for ask in claimed if not _claim_right(ask, draft, case)),
        missed_facts=tuple(fact for fact in facts if not _states(said, fact)),
        unsupported=tuple(_unsupported(case, draft, library)),
        forbidden=tuple(words for words in case.never if words.casefold() in said.casefold()),
        serious=tuple(_serious(findings)),
    )


def context(case: Case) -> CheckContext:
    """What the checks may know of the conversation."""
    message = case.request.message
    return CheckContext(
        channel=message.channel,
        message=message.text,
        subject=message.subject,
        sender_name=message.sender_name,
        first_reply=not case.request.thread,
        known_words=frozenset({AGENT}),
        thread=tuple((turn.role, turn.text) for turn in case.request.thread),
    )


def same_ask(one: str, other: str) -> float:
    """How far two asks are the same, 0 to 1: the words of both against all of theirs.

    0 where they share less than SHARED of the shorter.
    """
    ours, theirs = _words(one), _words(other)
    shared = sum((ours & theirs).values())
    if shared < SHARED * min(ours.total(), theirs.total()):
        return 0.0
    return 2 * shared / (ours.total() + theirs.total())


def _alone(recognised: list[str], case: Case) -> set[str]:
    """Expected asks with a recognised one of their own, the likest paired first."""
    pairs = [
        (same_ask(ask, one), ask, at) for ask in case.asks for at, one in enumerate(recognised)
    ]
    met: set[str] = set()
    taken: set[int] = set()
    for likeness, ask, at in sorted(pairs, reverse=True):
        if likeness and ask not in met and at not in taken:
            met.add(ask)
            taken.add(at)
    return met


def _expected(recognised: str, case: Case) -> bool:
    return any(same_ask(recognised, known) for known in (*case.asks, *case.may))


def _claim_right(ask: AnsweredAsk, draft: Draft, case: Case) -> bool:
    """Whether what is said to answer an ask comes from snippets that do."""
    meant = [ids for known, ids in case.asks.items() if same_ask(ask.text, known)]
    right = frozenset().union(*meant) if meant else case.answers
    return all(right & set(draft.sentences[at].sources) for at in ask.sentences)


def _states(text: str, fact: str) -> bool:
    words = " ".join(text.split()).casefold()
    return any(one.casefold() in words for one in fact.split(" | "))


def _unsupported(case: Case, draft: Draft, library: Mapping[str, Snippet]) -> Iterable[str]:
    """Sentences with facts that neither their snippets nor, in courtesies, the customer states."""
    for sentence in draft.sentences:
        if sentence.origin == "slot":
            continue
        known = [_text(library[source], case) for source in sentence.sources]
        if sentence.origin == "courtesy":
            known += [case.said, case.said.title(), AGENT, TONGUES.read_text("utf-8")]
        if added := added_facts("\n".join(known), sentence.text):
            yield f"{sentence.text} ({', '.join(added)})"


def _text(snippet: Snippet, case: Case) -> str:
    body = fill(snippet.body, case.request.values).text
    return f"{snippet.title}\n{snippet.url or ''}\n{body}\n{plain_text(body)}"


def _serious(findings: Iterable[Finding]) -> list[str]:
    return [
        f"{one.rule}: {one.text}"
        for one in findings
        if one.severity in SERIOUS and one.rule != SLOT_RULE
    ]


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[\w']+", text.casefold()))
