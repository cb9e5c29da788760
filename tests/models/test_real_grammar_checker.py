"""What the grammar checker passes on of its engine's remarks."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field

import pytest

from models.checks.grammar import GrammarChecker, known
from models.checks.lingotweaker import LingoTweaker
from models.checks.policy import Remark
from models.errors import EngineDown
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
        ("éß日本👩‍👩‍👧 I recieved it this morning.", 12),
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
    text = "Your parcle is here."
    assert marked(real_checker, text) == ["parcle"]
    assert marked(real_checker, text, CheckContext(known_words=known(["Parcle Two"]))) == []


@pytest.mark.parametrize("text", ["Your parcles are here.", "See the parcle's label."])
def test_other_forms_of_known_words_are_known(real_checker: GrammarChecker, text: str) -> None:
    assert marked(real_checker, text, CheckContext(known_words=known(["Parcle"]))) == []


def test_words_of_the_customer_are_never_misspelt(real_checker: GrammarChecker) -> None:
    text = "Your parcle is here."
    assert marked(real_checker, text, CheckContext(message="where is my PARCLE")) == []


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


@pytest.mark.parametrize(
    "text",
    [
        "Hi Juerg,\n\nYour parcel is here.",
        "It is on its way.\n\nBest wishes,\nMery Versian",
        "Open Versian and then close Versian.",
        "Set mailnews.headers.recieved in the Config Editor.",
        "It is in Mail/Locl Folders, in parent.lock.",
        "Use imap, smtp and oauth with the addon.",
        "The useMinimalUserAgnt of PDFs and IDs.",
        "Select “Kontoeinstelungen” in the menu.",
        "Please open the menu, and tell us what it says there.\nWählen Sie Einstellungen.",
    ],
)
def test_names_terms_and_code_are_never_misspelt(real_checker: GrammarChecker, text: str) -> None:
    assert [
        f.text for f in real_checker.check(text, CONTEXT) if f.category is Category.SPELLING
    ] == []


@pytest.mark.parametrize(
    "text",
    [
        "Please right click the drafts folder and check your anti-virus software.",
        "You may need a full reinstall in Windows.",
        "However the pdf is fine and we can take a look at it.",
        "You can sign into the server, it will work and you will see the new folder.",
    ],
)
def test_the_way_support_writes_is_fine(real_checker: GrammarChecker, text: str) -> None:
    assert marked(real_checker, text) == []


def test_a_rule_that_fires_all_over_a_sentence_is_not_heard(real_checker: GrammarChecker) -> None:
    assert marked(real_checker, "We have have seen it.") == ["have have"]
    assert marked(real_checker, "We We have have seen seen it it for for you you now now.") == []


def test_many_misspelt_words_are_all_heard(real_checker: GrammarChecker) -> None:
    text = "We recieved teh adress and it occured seperate, wich we definately saw."
    assert len(marked(real_checker, text)) == 7


@pytest.mark.parametrize(
    ("locale", "expected"), [("en", []), ("en-GB", ["color"]), ("en-US", ["colour"])]
)
def test_the_other_english_is_a_suggestion_where_a_region_is_named(
    real_checker: GrammarChecker, locale: str, expected: list[str]
) -> None:
    text = "The color is nice. The colour is nice."
    found = real_checker.check(text, CheckContext(locale=locale))
    assert [finding.text for finding in found] == expected
    assert all(finding.severity is Severity.SUGGESTION for finding in found)
    assert all(finding.rule == "spelling.other-english" for finding in found)


def test_a_language_without_rules_is_said(real_checker: GrammarChecker) -> None:
    with pytest.raises(EngineDown, match="no rules for 'ja'"):
        real_checker.check("お問い合わせありがとうございます。", CONTEXT)


def test_a_language_that_is_not_installed_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lingotweaker_data_de", None)
    with pytest.raises(EngineDown, match=r"pip install 'tactful\[languages\]'"):
        LingoTweaker().remarks("Wo ist mein Paket?", "de")


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


def test_what_the_policy_turns_off_is_not_passed_on() -> None:
    for said in (remark(category="STYLE"), remark("EN_COMPOUNDS_TOOL_BAR")):
        assert GrammarChecker(Scripted((said,))).check("One two.", CONTEXT) == []


def test_known_words_excuse_spelling_only(real_checker: GrammarChecker) -> None:
    library = frozenset({"the", "its", "a", "great", "gizmoe"})
    text = "Its a great gizmoe, and the the lid fits."
    assert marked(real_checker, text, CheckContext(known_words=library)) == ["Its", "the the"]
