"""Other drafts for the same message, that differ in what they say: each has its reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.choose import Answer, Choice
from assistant.message import Ask
from snippets.snippet import Match

MOST_DRAFTS = 3
"""The draft itself counts."""
LEAST_SCORE = 0.1
MOST_OF_AN_ASK = 60


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another choice of snippets, and why it may be the right one."""

    choice: Choice
    why: str


def alternatives(asks: Sequence[Ask], choice: Choice) -> list[Alternative]:
    """Up to two other choices, the likelier first, each with a snippet that no other has first.

    Either another snippet answers one of the asks, or the message as a whole is read as one
    ask. Where nothing was sure, they are the nearest that there is.
    """
    found = [*_as_a_whole(asks, choice), *_other_snippets(asks, choice)]
    kept: dict[frozenset[str], Alternative] = {}
    for one in sorted(found, key=lambda one: -one.choice.confidence):
        kept.setdefault(_ids(one.choice), one)
    kept.pop(_ids(choice), None)
    return list(kept.values())[: MOST_DRAFTS - 1]


def _as_a_whole(asks: Sequence[Ask], choice: Choice) -> Iterator[Alternative]:
    """The best answer to the whole message, in the place of several."""
    best = choice.found[-1][0] if choice.found and choice.found[-1] else None
    if best and len(choice.answers) > 1:
        why = f"answers the message as a whole with “{best.snippet.title}”{_witness(best)}"
        yield Alternative(_with(choice, (Answer(best, tuple(range(len(asks)))),), best), why)


def _other_snippets(asks: Sequence[Ask], choice: Choice) -> Iterator[Alternative]:
    """For each answer the next best snippets in its place; without answers, the best ones."""
    for at, answer in enumerate(choice.answers):
        others = (choice.found[n] for n in answer.asks if n < len(choice.found) - 1)
        for match in (match for of_ask in others for match in of_ask):
            if _is_new(match, choice):
                new = replace(answer, match=match)
                answers = (*choice.answers[:at], new, *choice.answers[at + 1 :])
                instead = f"instead of “{answer.match.snippet.title}”"
                yield Alternative(_with(choice, answers, match), _why(asks, new, instead))
    for match in choice.found[-1] if choice.found and not choice.answers else ():
        if _is_new(match, choice):
            nearest = Answer(match, tuple(range(len(asks))))
            why = _why(asks, nearest, "the nearest there is, though not a sure answer")
            yield Alternative(_with(choice, (nearest,), match), why)


def _is_new(match: Match, choice: Choice) -> bool:
    return match.score >= LEAST_SCORE and match.snippet.id not in _ids(choice)


def _with(choice: Choice, answers: tuple[Answer, ...], new: Match) -> Choice:
    return replace(choice, answers=answers, confidence=new.score, related=())


def _ids(choice: Choice) -> frozenset[str]:
    return frozenset(answer.match.snippet.id for answer in choice.answers)


def _why(asks: Sequence[Ask], answer: Answer, how: str) -> str:
    asked = [asks[n].text for n in answer.asks if n < len(asks)]
    title = answer.match.snippet.title
    read = f"reads “{_shortened(asked[0])}” as" if asked else "reads the message as"
    return f"{read} “{title}”, {how}{_witness(answer.match)}"


def _witness(match: Match) -> str:
    """What speaks for a match, in a few words."""
    if match.why.examples:
        return f"; a message like “{_shortened(match.why.examples[0])}” was answered so"
    if match.why.keywords:
        return f"; words in common: {', '.join(match.why.keywords[:3])}"
    return ""


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    if len(words) <= MOST_OF_AN_ASK:
        return words
    return f"{words[:MOST_OF_AN_ASK].rsplit(' ', 1)[0]} …"
