"""What counts as a fact, and that no fix ever loses or adds one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.checks.facts import added_facts, facts, lost_facts, to_keep
from models.checks.rules import ToneChecker, load_rules
from models.protocols import CheckContext
from models.text import apply_fixes

CHECKER = ToneChecker(load_rules())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It costs €12.50 or 30 dollars.", {"amount:€12.50", "amount:30 dollars"}),
        ("20 % off until Friday", {"percent:20 %", "weekday:friday"}),
        ("on the 12th of June at 3 pm", {"date:12 jun", "time:3pm"}),
        ("May 3, 2026 or the 30th", {"date:3 may 2026", "number:30"}),
        ("twenty euros or $1.2k", {"amount:twenty euros", "amount:$1.2k"}),
        ("3-5 business days, -4 °C", {"quantity:3-5 business day", "quantity:-4 °c"}),
        ("call +49 30 1234567", {"phone:+49 30 1234567"}),
        ("v2.1 says 0x80004005", {"version:v2.1", "version:0x80004005"}),
        ("open C:\\tmp\\a.txt or /etc/hosts", {"path:C:\\tmp\\a.txt", "path:/etc/hosts"}),
        ("to DE89 3704 0044 0532 0130 00", {"iban:DE89 3704 0044 0532 0130 00"}),
        ("key a8f3b2c9 for eBay", {"id:a8f3b2c9", "name:eBay"}),
        ("choose “Save as”", {"quote:“Save as”"}),
        ("Priya wrote. Obviously not.", {"name:Priya"}),
        ("at 15:30 on 2026-05-04", {"time:15:30", "date:2026-05-04"}),
        ("next month, not tomorrow", {"relative:next month", "relative:tomorrow"}),
        ("see https://example.com/a.", {"url:https://example.com/a"}),
        ("Ask Ana about the Pro plan", {"name:Ana", "name:Pro"}),
        ("ticket AB-123, order #5520", {"id:AB-123", "id:#5520"}),
        ("Hi {{name}}, run `ls -l`", {"placeholder:{{name}}", "code:`ls -l`"}),
        ("We may ship in May.", {"month:may"}),
        ("I'll ask ⟦Ana on Monday⟧", set()),
        ("Please wait. The lid is open.", set()),
        ("two weeks", {"quantity:2 week"}),
    ],
)
def test_facts(text: str, expected: set[str]) -> None:
    assert set(facts(text)) == expected


def test_counts() -> None:
    assert facts("5 and 5")["number:5"] == 2


def test_lost_and_added() -> None:
    before = "The parcel comes on Monday for €5."
    assert lost_facts(before, "The parcel comes.") == {"weekday:monday": 1, "amount:€5": 1}
    assert added_facts(before, before + " Or on 3 May.") == {"date:3 may": 1}
    assert not lost_facts(before, before) | added_facts(before, before)


def test_a_name_may_begin_the_sentence() -> None:
    assert not added_facts("Exports need Pro.", "Pro has exports.")
    assert not lost_facts("The Linux app is gone.", "Linux has no app.")
    assert lost_facts("Ask Ana.", "Ask us.") == {"name:Ana": 1}


def test_shouting_is_not_a_name() -> None:
    assert not lost_facts("Do NOT reset.", "Do not reset.")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("in two weeks", "in 2 weeks"),
        ("on 12 June", "on June 12th"),
        ("at 3 p.m.", "at 3 pm"),
        ("a 5-day trial", "a trial of 5 days"),
    ],
)
def test_the_same_fact_in_other_words(one: str, other: str) -> None:
    assert facts(one) == facts(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("in 3 days", "in 3 weeks"),
        ("in 3-5 days", "in 5 days"),
        ("-3 degrees", "3 degrees"),
        ("5 pm CET", "5 pm"),
        ("version 2.1.3", "version 2.1"),
        ("10 MB", "10 GB"),
        ("$1.2k", "$1.2"),
        ("3 May", "3 June"),
    ],
)
def test_another_fact(one: str, other: str) -> None:
    assert lost_facts(one, other)
    assert added_facts(one, other)


def test_a_slot_may_ask_for_a_fact_but_states_none() -> None:
    assert not lost_facts("It ships on 3 May.", "It ships ⟦when; keep 3 May⟧.")
    assert not added_facts("It ships.", "It ships ⟦when, 3 May?⟧.")


def test_to_keep() -> None:
    text = "Ask Priya Raman within 3 days, “Save as” first."
    assert to_keep(text, "⟦…⟧") == ("Priya Raman", "within 3 days", "“Save as”")
    assert to_keep(text, text) == ()


frames = st.sampled_from(
    [
        "{thing} is out of stock until {when}{cause}.",
        "{thing} won’t be available before {when}{cause}.",
        "Unfortunately, {thing} isn't available until {when}{cause}.",
        "We can't ship {thing} until {when}{cause}.",
        "We can't replace {thing} after 14 days.",
        "You have to {act} {thing} by {when}.",
        "You need to {act} {thing} to get {amount} back.",
        "You must {act} {thing} before we can refund {amount}.",
        "If you want to keep {amount}, you have to {act} {thing}.",
        "You failed to attach {thing} for {name}.",
        "You should have returned {thing} to {name} by {when}.",
        "Per our policy, {thing} costs {amount}.",
        "Simply {act} {thing} and write to {name}.",
        "As I said, {thing} leaves on {when}.",
        "You'll have to call {name} about {thing}.",
        "We'll send {thing} to {name} soon.",
        "{thing} was cancelled by our system.",
        "I don't know when {thing} reaches {name}.",
        "I'm sorry about {thing}, but {name} asks for {amount}.",
        "Please be advised that {thing} costs {amount} prior to {when}.",
        "PLEASE READ the note about {thing} from {name}!!",
        "There's nothing we can do about {thing}.",
        "Please don't hesitate to write to {name} about {thing}.",
    ]
)
fillers = st.fixed_dictionaries(
    {
        "thing": st.sampled_from(
            ["the blue lamp", "your order AB-123", "the Pro plan", "two filters", "that lid"]
        ),
        "when": st.sampled_from(
            ["Monday", "3 May", "next week", "the 12th of June", "July", "5 pm", "tomorrow"]
        ),
        "cause": st.sampled_from(
            ["", " due to a strike", " because Ana is away", ", because of 3 late trucks"]
        ),
        "act": st.sampled_from(["send", "return", "check", "download", "confirm"]),
        "amount": st.sampled_from(["€12.50", "30 %", "$5", "100 points"]),
        "name": st.sampled_from(["Ana", "the Berlin office", "help@example.com"]),
    }
)
openings = st.sampled_from(["", "Hi Dana,\n\n", "Thank you for the photos. "])


@settings(max_examples=400, deadline=None)
@given(openings, frames, fillers)
def test_no_fix_loses_or_adds_a_fact(opening: str, frame: str, words: dict[str, str]) -> None:
    text = opening + frame.format(**words)
    text = text[: len(opening)] + text[len(opening)].upper() + text[len(opening) + 1 :]
    for finding in CHECKER.check(text, CheckContext()):
        for fix in finding.fixes:
            after = apply_fixes(text, [fix])
            assert not lost_facts(text, after), after
            assert not added_facts(text, after), after
            first = after[len(opening) :]
            assert first[0].isupper() or first.startswith(("⟦", "help@"))
            assert "  " not in after
            assert "{" not in after
