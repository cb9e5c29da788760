"""What a rewrite may do to a meaning although it keeps every word: told, and never done.

The grid puts orders, blame, refusals, asides and tasks of others together with what may follow
them, and looks at the rewrites' letters alone.
"""

import re
from itertools import product

import pytest

from models.checks.meaning import changed, drops_an_outcome
from models.checks.rules import ToneChecker, load_rules
from models.checks.trust import Flaw, flaw, flaw_of_new
from models.protocols import CheckContext
from models.text import SLOT, apply_fixes

CHECKER = ToneChecker(load_rules())


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("moved", "As I told you on Monday, it is free.", "On Monday, it is free."),
        ("moved", "As I told it to your husband, it is free.", "To your husband, it is free."),
        ("moved", "You must log in to see it on Friday.", "To see it on Friday, please log in."),
        ("outcome", "You have to pay, or we close it.", "Could you please pay, or we close it?"),
        ("outcome", "You must sign so it ships.", "Could you please sign so it ships?"),
        ("enough", "We can't pay it without a slip.", "With a slip, we can pay it."),
        ("enough", "You must sign before we refund it.", "Once you sign, we refund it."),
        ("enough", "We won't release it unless you sign.", "We will release it once you sign."),
        ("danger", "You must take the pills.", "Could you please take the pills?"),
        ("past", "You should have called on Monday.", "For next time, it helps to call on Monday."),
        ("past", "You never lock it when you go.", "Could you please lock it when you go?"),
        ("somebody", "A technician will call you at 5.", "I'll call you at 5."),
        ("admitted", "Sorry if this hurt you.", "Sorry that this hurt you."),
        ("any", "You must sign before we do anything.", "Once you sign, we do anything."),
    ],
)  # fmt: skip
def test_what_changes_is_named(name: str, before: str, after: str) -> None:
    assert changed(before, after) == name
    assert isinstance(flaw(before, after), Flaw)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("On Monday, as I said, it is free.", "On Monday, it is free."),
        ("Unfortunately on Monday it is shut.", "On Monday it is shut."),
        ("You have to choose A or B.", "Could you please choose A or B?"),
        ("You must send the lid and the box.", "Could you please send the lid and the box?"),
        ("You have to pay, or we close it.", "Please pay, or we close it."),
        ("We can't start without a key.", "With a key, we can start."),
        ("You can't get a refund without a slip.", "To get a refund, you need a slip."),
        ("You must close the lid.", "Could you please close the lid?"),
        ("You should have saved it first.", "For next time, it helps to save it first."),
        ("A technician will call you at 5.", "⟦who⟧ will call you at 5."),
        ("You'll have to ask the sales team.", "I'll ask the sales team."),
        ("We don't have any lids.", "We don't have any lids; I can offer ⟦what there is⟧."),
        ("It’s not here yet.", "It isn’t here yet."),
    ],
)
def test_what_stays_is_seen(before: str, after: str) -> None:
    assert changed(before, after) == ""


def test_an_outcome_is_not_left_to_a_slot() -> None:
    before = "You have to reply, otherwise we close the case."
    assert drops_an_outcome(before, "Could you ⟦what you ask for⟧?")
    assert flaw_of_new(before, "Could you ⟦what you ask for⟧?") is Flaw.GRAVE
    assert flaw_of_new("You have to reply.", "Could you ⟦what you ask for⟧?") is None


SAID = [
    "You have to {do}", "You must {do}", "You need to {do}", "It is mandatory to {do}",
    "We need you to {do}", "You forgot to {do}", "You failed to {do}", "You didn't {do}",
    "All you have to do is {do}", "Just a gentle reminder to {do}", "You must not {do}",
    "Obviously you need to {do}", "As I said, you need to {do}", "Why didn't you {do}",
    "A representative will {do}", "A member of our team will {do}", "We can't {do}",
    "You can't {do} without a form", "We won't {do} unless you sign",
]  # fmt: skip
DONE = ["send the lid", "pay the deposit", "confirm the address", "return the box"]
FOLLOWS = [
    ", or we close the case", " or the seat goes to somebody else", ", otherwise it expires",
    ", so we keep the place", " because the shop is full", ", and it takes a week",
    ", it's very easy", " or you'll get a shock", ", as we need it for the file",
]  # fmt: skip
TIMES = [" on Monday", " by 5 pm", " before 3 May", " last week", " yesterday", " until noon"]
"""None of them stands at the beginning of what is said."""


def rewrites(text: str) -> list[str]:
    findings = CHECKER.check(text, CheckContext())
    return [apply_fixes(text, [fix]) for finding in findings for fix in finding.fixes]


def spoken(text: str) -> str:
    return SLOT.sub("", text)


@pytest.mark.parametrize(("said", "follows"), product(SAID, FOLLOWS))
def test_what_follows_is_kept_and_not_asked(said: str, follows: str) -> None:
    for do in DONE:
        text = f"{said.format(do=do)}{follows}."
        for after in rewrites(text):
            clause = follows.strip(", ").removeprefix("it's very easy")
            orders = said.startswith(("You have", "You must", "You need", "We need", "All"))
            if orders or clause in after:
                assert clause in after, after
            assert not (follows.strip(", ") in after and "?" in after), after
            assert not re.search(rf"{re.escape(clause)} (?:should|lets|will help)", after), after


@pytest.mark.parametrize(("said", "time"), product(SAID, TIMES))
def test_a_time_stays_where_it_is(said: str, time: str) -> None:
    for do in DONE:
        text = f"{said.format(do=do)}{time}."
        for after in rewrites(text):
            bare = spoken(after)
            assert time in bare or time.strip().split(" ")[-1] in after, after
            assert not bare.lower().startswith(time.strip().lower()), after
            assert f"{time}, " not in bare, after


@pytest.mark.parametrize("time", TIMES)
@pytest.mark.parametrize("said", ["As I told you", "As I wrote to you", "Like I said"])
def test_the_time_of_an_aside_is_not_the_fact_s(said: str, time: str) -> None:
    for after in rewrites(f"{said}{time}, the office is closed."):
        assert not spoken(after).casefold().startswith(time.strip().casefold()), after


@pytest.mark.parametrize(
    "text",
    [
        "We can't {do} without a {thing}.", "We won't {do} unless you send a {thing}.",
        "You must send a {thing} before we can {do}.", "We can't {do} until you send a {thing}.",
        "You need to have a {thing} to get us to {do}.",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "do", ["refund the fee", "approve the loan", "accept the claim", "pay you", "waive the fee"]
)
def test_what_is_needed_is_not_promised_to_be_enough(text: str, do: str) -> None:
    for after in rewrites(text.format(do=do, thing="slip")):
        assert not re.search(r"\b(?:once|with|after|when)\b", spoken(after), re.I), after


@pytest.mark.parametrize("who", ["A technician", "One of our agents", "A member of our team"])
@pytest.mark.parametrize("do", ["call you at 5", "reply by Friday", "visit you on Monday"])
def test_nobody_else_s_task_becomes_the_agent_s(who: str, do: str) -> None:
    for after in rewrites(f"{who} will {do}."):
        assert not re.search(r"\b(?:I|we)'ll\b", after), after
