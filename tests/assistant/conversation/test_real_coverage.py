"""Whether asks are told that a reply deals with from others, by the engine that ships."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from api.settings import Settings
from assistant.conversation.checks import converse
from assistant.conversation.conversed import CheckedAsk, Conversed, Strength
from assistant.conversation.evidence import Meaning
from models import embedders
from models.protocols import CheckContext

ASKS = yaml.safe_load((Path(__file__).parent / "asks.yaml").read_text("utf-8"))
KEPT_ASIDE = ASKS["single"][1::2]
NEWS = (
    "Hi Dana,\n\nOur summer sale starts on Monday and runs for two weeks. You can save up to "
    "40 % on all boots.\n\nBest,\nSam"
)


@pytest.fixture(scope="module")
def meaning() -> Meaning:
    models = Settings(_env_file=None).models_dir
    return embedders.create(embedders.DEFAULT, models).embed


def read(message: str, reply: str, meaning: Meaning) -> Conversed:
    return converse(reply, CheckContext(message=message), lambda texts: (), meaning)


def single(case: dict[str, str], reply: str, meaning: Meaning) -> list[CheckedAsk]:
    return list(read(f"{case.get('before', '')} {case['ask']}".strip(), reply, meaning).asks)


def several(meaning: Meaning, sort: str) -> list[CheckedAsk]:
    """The asks of the messages with several that stand under `sort`."""
    return [
        ask
        for case in ASKS["several"]
        for ask in read(case["message"], case["reply"], meaning).asks
        if any(one in ask.text for one in case.get(sort, ()))
    ]


def share(marks: list[bool]) -> float:
    return sum(marks) / len(marks)


def test_asks_are_found(meaning: Meaning) -> None:
    assert share([bool(single(case, "It is.", meaning)) for case in KEPT_ASIDE]) >= 0.95


def test_answers_in_other_words_are_ticked_and_not_alarmed(meaning: Meaning) -> None:
    asks = [ask for case in KEPT_ASIDE for ask in single(case, case["answer"], meaning)]
    assert share([ask.answered for ask in asks]) >= 0.75
    assert share([ask.missed for ask in asks]) <= 0.05


@pytest.mark.parametrize("steps", [4, 10])
def test_answers_to_other_asks_are_seldom_ticked(meaning: Meaning, steps: int) -> None:
    others = [*KEPT_ASIDE[steps:], *KEPT_ASIDE[:steps]]
    pairs = zip(KEPT_ASIDE, others, strict=True)
    asks = [ask for case, other in pairs for ask in single(case, other["answer"], meaning)]
    assert share([ask.answered for ask in asks]) <= 0.2


def test_news_answers_hardly_anything(meaning: Meaning) -> None:
    asks = [ask for case in KEPT_ASIDE for ask in single(case, NEWS, meaning)]
    assert share([ask.answered for ask in asks]) <= 0.1


def test_of_several_asks_the_open_one_is_seen(meaning: Meaning) -> None:
    dealt, left = several(meaning, "dealt"), several(meaning, "open")
    assert share([ask.answered for ask in dealt]) >= 0.65
    assert share([ask.missed for ask in dealt]) <= 0.03
    assert share([ask.answered for ask in left]) <= 0.25


@pytest.mark.parametrize(
    ("message", "reply"),
    [
        ("What does it cost for 10 seats?", "We have volume plans! They are popular with teams."),
        ("Do you ship to Norway?", NEWS),
        ("Is there a student discount?", "The shop was painted blue in spring."),
    ],
)
def test_evasions_are_neither_ticked_nor_praised(
    message: str, reply: str, meaning: Meaning
) -> None:
    read_ = read(message, reply, meaning)
    assert [ask.answered for ask in read_.asks] == [False]
    assert Strength.ALL_ASKS_COVERED not in read_.strengths


@pytest.mark.parametrize(
    ("message", "reply"),
    [
        ("Where is my order?", "It left our warehouse yesterday."),
        ("I can't open the report. How do I open it?", "Which browser do you use for it?"),
        ("Can you unlock my phone?", "I've passed this on to our technicians."),
        ("Could you ship it in two parcels?", "I'm afraid we can't split orders."),
    ],
)
def test_questions_back_refusals_and_handing_over_deal_with_it(
    message: str, reply: str, meaning: Meaning
) -> None:
    assert [ask.answered for ask in read(message, reply, meaning).asks] == [True]
