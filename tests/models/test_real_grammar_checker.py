"""What the grammar checker passes on of its engine's remarks."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from models.checks.grammar import GrammarChecker, Policy, Remark, known
from models.checks.lingotweaker import LingoTweaker
from models.protocols import CheckContext
from models.text import Category, Severity, Span

CONTEXT = CheckContext()


@pytest.fixture(scope="module")
def real_checker() -> GrammarChecker:
    return GrammarChecker(LingoTweaker("en-GB"))


def marked(checker: GrammarChecker, text: str, context: CheckContext = CONTEXT) -> list[str]:
    return [finding.text for finding in checker.check(text, context)]


@dataclass
class Scripted:
    """An engine that says the same of every sentence, and counts how often it was asked."""

    said: tuple[Remark, ...] = ()
    asked: list[str] = field(default_factory=list)
    id: str = "scripted"

    def remarks(self, sentence: str, locale: str) -> tuple[Remark, ...]:
        self.asked.append(sentence)
        return self.said


def remark(rule: str = "RULE_ID", category: str = "GRAMMAR", issue: str = "grammar") -> Remark:
    return Remark(rule, category, issue, Span(0, 3), "Message.", ("a", "b", "c", "d"))


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("I recieved it.", 2),
        ("🙂 I recieved it.", 4),
        ("🙂🙂🙂 Fine. I recieved it.", 12),
        ("Hi Dana,\n\n🙂 I recieved it.", 14),
        ("- One.\n- I recieved it.", 11),
        ("éß日本👩‍👩‍👧 I recieved it.", 12),
    ],
)
def test_offsets_count_code_points(real_checker: GrammarChecker, text: str, start: int) -> None:
    (found,) = [f for f in real_checker.check(text, CONTEXT) if f.text == "recieved"]
    assert found.span == Span(start, start + 8)
    assert found.category is Category.SPELLING
    assert found.fixes[0].text == "received"


@pytest.mark.parametrize(
    "text",
    [
        "See https://exampel.com/recieved for it.",
        "Write to teh.recieved@exampel.com for it.",
        pytest.param("Hi {{custmer.frist_name}}, thank you."),
        pytest.param("Hi {{customer.first_name|ther}}, thank you."),
        "The code is `recieved`.",
        "The order RCV-12345 left.",
        "You wrote “recieved” to us.",
        pytest.param("It comes ⟦by whenn⟧."),
        "> I recieved it",
    ],
)
def test_what_is_not_the_writers_words_is_never_misspelt(
    real_checker: GrammarChecker, text: str
) -> None:
    assert [
        f.text for f in real_checker.check(text, CONTEXT) if f.category is Category.SPELLING
    ] == []


def test_known_words_are_never_misspelt(real_checker: GrammarChecker) -> None:
    text = "Your Xyrklon is here."
    assert marked(real_checker, text) == ["Xyrklon"]
    assert marked(real_checker, text, CheckContext(known_words=known(["Xyrklon Two"]))) == []


def test_words_of_the_customer_are_never_misspelt(real_checker: GrammarChecker) -> None:
    text = "Your Xyrklon is here."
    assert marked(real_checker, text, CheckContext(message="where is my xyrklon")) == []


@pytest.mark.parametrize(
    "text",
    [
        "The colour of the catalogue is grey.",
        "The color of the catalog is gray.",
        "We apologise and have organised it at the centre.",
        "We apologize and have organized it at the center.",
        "The jewellery was cancelled.",
    ],
)
def test_british_and_american_spelling_both_pass(real_checker: GrammarChecker, text: str) -> None:
    assert marked(real_checker, text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He have sent the parcel.", "have"),
        ("I could of sent it.", "could of"),
        ("We has an new lid for you.", "has"),
    ],
)
def test_grammar_mistakes_are_found(real_checker: GrammarChecker, text: str, words: str) -> None:
    found = real_checker.check(text, CONTEXT)
    assert any(words in one.text or one.text in words for one in found)


def test_another_language_is_left_alone(real_checker: GrammarChecker) -> None:
    assert marked(real_checker, "Wo ist mein Paket?", CheckContext(locale="de")) == []


def test_a_sentence_is_asked_about_once() -> None:
    engine = Scripted()
    checker = GrammarChecker(engine)
    checker.check("One. Two.", CONTEXT)
    checker.check("One. Three. Two.", CONTEXT)
    assert engine.asked == ["One.", "Two.", "Three."]


def test_a_sentence_that_is_remembered_is_found_where_it_now_stands() -> None:
    checker = GrammarChecker(Scripted((remark(),)))
    spans = [checker.check(text, CONTEXT)[-1].span for text in ("One two.", "🙂 then. One two.")]
    assert spans == [Span(0, 3), Span(8, 11)]


def test_findings_carry_at_most_three_fixes() -> None:
    (found,) = GrammarChecker(Scripted((remark(),))).check("One two.", CONTEXT)
    assert [fix.text for fix in found.fixes] == ["a", "b", "c"]


def test_rule_ids_are_ours() -> None:
    (found,) = GrammarChecker(Scripted((remark("HE_VERB_AGR"),))).check("One two.", CONTEXT)
    assert (found.rule, found.severity) == ("grammar.he-verb-agr", Severity.WARNING)


@pytest.mark.parametrize("category", sorted(Policy.load().categories_off))
def test_what_the_policy_turns_off_is_not_passed_on(category: str) -> None:
    checker = GrammarChecker(Scripted((remark(category=category),)))
    assert checker.check("One two.", CONTEXT) == []


@pytest.mark.parametrize("rule", sorted(Policy.load().rules_off))
def test_rules_that_the_policy_turns_off_are_not_passed_on(rule: str) -> None:
    assert GrammarChecker(Scripted((remark(rule),))).check("One two.", CONTEXT) == []
