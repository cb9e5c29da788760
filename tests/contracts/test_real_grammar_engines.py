"""What any grammar engine has to do.

The LanguageTool engine is tried against Tactful's own LanguageTool door (tests/api), since
a LanguageTool server needs Java; here stands the one that needs none, in this process and apart.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from models.checks.apart import Apart
from models.checks.grammar import GrammarEngine
from models.checks.lingotweaker import OTHER_ENGLISH, VARIANTS, LingoTweaker
from models.errors import EngineDown


@pytest.fixture(scope="module", params=["en-GB", "en-US", "apart"])
def engine(request: pytest.FixtureRequest) -> Iterator[GrammarEngine]:
    if request.param == "apart":
        apart = Apart("en-GB")
        yield apart
        apart.close()
    else:
        engine = LingoTweaker(request.param)
        engine.load()
        yield engine


def marked(engine: GrammarEngine, sentence: str) -> list[str]:
    return [remark.span.of(sentence) for remark in engine.remarks(sentence, "en")]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("I recieved the parcel.", "recieved"),
        ("🙂 I recieved it.", "recieved"),
        ("🙂👩‍👩‍👧🙂 é ß I recieved it.", "recieved"),
        ("He have a lid.", "have"),
        ("I could of sent it.", "could of"),
    ],
)
def test_spans_are_code_points(engine: GrammarEngine, sentence: str, words: str) -> None:
    assert words in " | ".join(marked(engine, sentence))
    assert any(found in words or words in found for found in marked(engine, sentence))


def test_a_misspelt_word_has_a_replacement(engine: GrammarEngine) -> None:
    (remark,) = engine.remarks("I recieved the parcel.", "en")
    assert "received" in remark.replacements
    assert remark.issue_type == "misspelling"


@pytest.mark.parametrize("sentence", ["", " ", "🙂", "…", "\u200b", "a\x00b"])
def test_odd_sentences_are_no_error(engine: GrammarEngine, sentence: str) -> None:
    engine.remarks(sentence, "en")


@pytest.mark.parametrize("locale", ["ja", "xx", "pl-PL"])
def test_a_language_without_rules_is_named(engine: GrammarEngine, locale: str) -> None:
    with pytest.raises(EngineDown, match=locale):
        engine.remarks("Das ist nicht recieved.", locale)


@pytest.mark.parametrize(
    ("locale", "word", "other"),
    [("en-GB", "color", "colour"), ("en-US", "colour", "color"), ("en_us", "centre", "center")],
)
def test_a_region_has_its_own_spelling(
    engine: GrammarEngine, locale: str, word: str, other: str
) -> None:
    (remark,) = engine.remarks(f"We can see the {word} of it.", locale)
    assert (remark.rule, remark.replacements[0]) == (OTHER_ENGLISH, other)


@pytest.mark.parametrize("locale", ["en-IE", "en-XX"])
def test_a_region_without_rules_takes_both(engine: GrammarEngine, locale: str) -> None:
    assert engine.remarks("The color and the colour.", locale) == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "I like the colour.",
        "I like the color.",
        "We can organise it.",
        "We can organize it.",
        "They cancelled it.",
        "They canceled it.",
        "We apologise for it.",
        "We apologize for it.",
        "The centre is near.",
        "The center is near.",
    ],
)
def test_british_and_american_words_are_both_spelt_well(
    engine: GrammarEngine, sentence: str
) -> None:
    assert [r for r in engine.remarks(sentence, "en") if r.issue_type == "misspelling"] == []


def test_an_unknown_variant_falls_back_to_the_first() -> None:
    assert LingoTweaker("en-XX").variant == VARIANTS[0]
