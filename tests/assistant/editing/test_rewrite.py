"""Which fixes stay, and one text out of the safe ones."""

from dataclasses import replace

import pytest

from assistant.editing.rewrite import grammatical, rewrite
from models.checks.grammar import GrammarChecker, Remark
from models.checks.rules import ToneChecker
from models.checks.trust import Flaw
from models.errors import EngineDown
from models.protocols import CheckContext
from models.text import Category, Finding, Fix, Severity, Span

CONTEXT = CheckContext()
TONE = ToneChecker()


class Disliking:
    """A grammar engine that dislikes one word."""

    id = "disliking"

    def __init__(self, word: str) -> None:
        self.word = word

    def remarks(self, sentence: str, locale: str) -> tuple[Remark, ...]:
        at = sentence.find(self.word)
        span = Span(at, at + len(self.word))
        return (Remark("BAD", "GRAMMAR", "grammar", span, "Bad.", ()),) if at >= 0 else ()


class Down:
    """A grammar engine that does not answer."""

    id = "down"

    def remarks(self, sentence: str, locale: str) -> tuple[Remark, ...]:
        raise EngineDown("no answer")


def finding(start: int, end: int, *texts: str, rule: str = "tone.x", **more: object) -> Finding:
    span = Span(start, end)
    fixes = tuple(Fix(span, text) for text in texts)
    severity = more.get("severity", Severity.WARNING)
    assert isinstance(severity, Severity)
    return Finding(rule, Category.TONE, severity, span, "x" * (end - start), "m", fixes=fixes)


def mend(text: str) -> str | None:
    return rewrite(text, TONE.check(text, CONTEXT), lambda new: TONE.check(new, CONTEXT))


def test_a_fix_with_a_new_mistake_goes_and_the_next_stays() -> None:
    found = finding(0, 3, "bad", "good")
    checkers = [GrammarChecker(Disliking("bad"))]
    (left,) = grammatical("The lid is here.", [found], checkers, CONTEXT)
    assert [fix.text for fix in left.fixes] == ["good"]
    assert left.missing == ""


def test_without_a_grammatical_fix_the_finding_says_so() -> None:
    checkers = [GrammarChecker(Disliking("bad"))]
    (left,) = grammatical("The lid is here.", [finding(0, 3, "bad")], checkers, CONTEXT)
    assert left.fixes == ()
    assert left.missing == Flaw.UNGRAMMATICAL.value


def test_a_mistake_that_was_there_is_not_the_fixes_fault() -> None:
    checkers = [GrammarChecker(Disliking("here"))]
    found = [finding(0, 3, "A")]
    assert grammatical("The lid is here.", found, checkers, CONTEXT) == found


def test_an_engine_that_is_down_takes_nothing_away() -> None:
    found = [finding(0, 3, "A")]
    assert grammatical("The lid is here.", found, [GrammarChecker(Down())], CONTEXT) == found
    assert grammatical("The lid is here.", found, [TONE], CONTEXT) == found


def test_safe_fixes_make_one_text() -> None:
    text = (
        "Obviously you failed to attach the receipt. You have to log out first!! "
        "Please be advised that it costs €12 until Friday. PLEASE READ the steps."
    )
    assert mend(text) == (
        "I don't see the receipt yet; could you please send it? Could you please log out first? "
        "It costs €12 until Friday. Please read the steps."
    )


def test_the_fix_that_mends_most_goes_first() -> None:
    text = "Unfortunately, the jacket is on backorder until early March."
    assert mend(text) == "The jacket will be available in early March."


def test_nothing_to_mend_is_none() -> None:
    assert mend("The jacket is here.") is None
    assert mend("We can't refund the jug.") is None


def test_a_fix_that_is_flagged_anew_is_left_out() -> None:
    found = [finding(0, 3, "One"), finding(4, 7, "two")]

    def check(new: str) -> list[Finding]:
        return [finding(4, 7, rule="tone.y")] if "two" in new else found

    assert rewrite("The lid is here.", found, check) == "One lid is here."


def test_a_fix_that_loses_a_fact_or_leaves_a_seam_is_left_out() -> None:
    assert rewrite("On 3 May it ships.", [finding(3, 8, "soon")], lambda _: []) is None
    assert rewrite("The lid is here.", [finding(4, 7, "the")], lambda _: []) is None


def test_information_and_slots_are_left_to_the_writer() -> None:
    mild = finding(0, 3, "One", severity=Severity.INFO)
    assert rewrite("The lid is here.", [mild], lambda _: []) is None
    assert rewrite("The lid is here.", [finding(0, 3, "⟦which⟧")], lambda _: []) is None


def of_language(text: str, category: Category, *texts: str, whole: str, **more: object) -> Finding:
    start = whole.index(text)
    found = finding(start, start + len(text), *texts, **more)  # type: ignore[arg-type]
    return replace(found, text=text, category=category)


@pytest.mark.parametrize(
    ("word", "fixes", "mended"),
    [
        ("recieved", ("received", "relieved"), True),
        ("happend", ("happened", "happen"), False),
        ("happend", ("happened",), True),
    ],
)
def test_a_misspelt_word_is_mended_where_one_word_is_plainly_meant(
    word: str, fixes: tuple[str, ...], mended: bool
) -> None:
    text = f"It {word} here."
    found = of_language(word, Category.SPELLING, *fixes, whole=text)
    assert rewrite(text, [found], lambda _: []) == (f"It {fixes[0]} here." if mended else None)


def test_a_word_that_may_be_meant_is_mended_by_the_writer() -> None:
    text, mild = "We recieved it.", Severity.SUGGESTION
    found = of_language(
        "recieved", Category.SPELLING, "received", "relieved", whole=text, severity=mild
    )
    assert rewrite(text, [found], lambda _: []) is None


@pytest.mark.parametrize(
    ("words", "fixes", "mended"),
    [
        ("los cajas", ("la caja", "las cajas"), False),
        ("caja", ("cajas", "cojo"), False),
        ("have", ("has", "had"), True),
        ("los cajas", ("las cajas",), True),
    ],
)
def test_of_several_ways_to_agree_the_writer_chooses(
    words: str, fixes: tuple[str, ...], mended: bool
) -> None:
    text = f"Aquí: {words} hoy."
    found = of_language(words, Category.GRAMMAR, *fixes, whole=text)
    assert rewrite(text, [found], lambda _: []) == (f"Aquí: {fixes[0]} hoy." if mended else None)


def test_a_word_that_is_flagged_by_itself_is_no_name() -> None:
    text = "Your Gizmo left us."
    found = replace(finding(5, 10, "device"), text="Gizmo")
    assert rewrite(text, [found], lambda _: []) == "Your device left us."
