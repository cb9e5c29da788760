"""Snippets: their fields, their placeholders, and what is put in for those."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.text import SLOT
from snippets.errors import SnippetInvalid
from snippets.fields import OwnTests
from snippets.snippet import Matches, Placeholder, Snippet, fill, placeholders, slug

LEAST = {"id": "a", "title": "A", "body": "b"}
FULL = LEAST | {
    "kind": "article",
    "locale": "de",
    "tags": ["x", "y"],
    "shortcut": "s",
    "audience": "internal",
    "examples": ["e", "f"],
    "url": "https://example.com",
}


def test_id_title_and_body_are_enough() -> None:
    snippet = Snippet.from_dict(LEAST)
    assert (snippet.kind, snippet.locale, snippet.audience) == ("reply", "en", "public")
    assert (snippet.tags, snippet.examples, snippet.shortcut, snippet.url) == ((), (), None, None)


def test_every_field_goes_in_and_out() -> None:
    assert Snippet.from_dict(FULL).to_dict() == FULL


@pytest.mark.parametrize("field", ["id", "title", "body"])
def test_a_missing_field_is_named(field: str) -> None:
    fields = {name: value for name, value in LEAST.items() if name != field}
    with pytest.raises(SnippetInvalid, match=f"'{field}' is missing"):
        Snippet.from_dict(fields)


@pytest.mark.parametrize("field", ["id", "title", "body", "locale", "shortcut", "url"])
@pytest.mark.parametrize("value", [5, ["x"], {"x": 1}, True, " \t"])
def test_a_text_that_is_none_is_refused(field: str, value: object) -> None:
    with pytest.raises(SnippetInvalid, match=f"'{field}'"):
        Snippet.from_dict(LEAST | {field: value})


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"bdy": "x"}, "unknown field 'bdy'"),
        ({"id": ""}, "'id' has to be a text"),
        ({"title": None}, "'title' has to be a text"),
        ({"kind": "macro"}, "'kind' has to be one of reply, article"),
        ({"kind": None}, "'kind' has to be one of"),
        ({"kind": []}, "'kind' has to be one of"),
        ({"audience": "everyone"}, "'audience' has to be one of public, internal"),
        ({"tags": "refund"}, "'tags' has to be a list"),
        ({"tags": [1]}, "'tags' has to be a text"),
        ({"tags": [""]}, "'tags' has to be a text"),
        ({"examples": {"a": 1}}, "'examples' has to be a list"),
        ({"examples": [None]}, "'examples' has to be a text"),
        ({"body": "a\x00b"}, "'body' holds control characters"),
        ({"title": "\x1b[0m"}, "'title' holds control characters"),
        ({"body": "\ud800"}, "'body' holds half a character"),
        ({"tags": ["\udfff"]}, "'tags' holds half a character"),
        ({"id": " a"}, "'id' has to be one line without spaces"),
        ({"id": "x" * 201}, "'id' is longer than 200 characters"),
        ({"title": "x" * 501}, "'title' is longer than 500 characters"),
        ({"body": "x" * 200_001}, "'body' is longer than 200,000 characters"),
        ({"shortcut": "x" * 101}, "'shortcut' is longer than 100 characters"),
        ({"url": "x" * 2_001}, "'url' is longer than 2,000 characters"),
        ({"examples": ["x" * 20_001]}, "an example is longer than 20,000 characters"),
    ],
)
def test_a_bad_field_is_refused_by_name(change: dict[str, Any], words: str) -> None:
    with pytest.raises(SnippetInvalid, match=words):
        Snippet.from_dict(LEAST | change)


@pytest.mark.parametrize("name", ["shortcut", "url", "tags", "examples"])
@pytest.mark.parametrize("value", [None, ""])
def test_what_is_optional_may_be_empty(name: str, value: object) -> None:
    assert not getattr(Snippet.from_dict(LEAST | {name: value}), name)


def test_repeated_tags_and_examples_count_once() -> None:
    snippet = Snippet.from_dict(LEAST | {"tags": ["a", "b", "a"], "examples": ["x", "x"]})
    assert (snippet.tags, snippet.examples) == (("a", "b"), ("x",))


@pytest.mark.parametrize(
    "body", ["line\nline\r\n\ttab", "日本語 🙂 عربي", "{{customer.first_name|there}}", "⟦x⟧"]
)
def test_any_real_text_is_a_body(body: str) -> None:
    assert Snippet.from_dict(LEAST | {"body": body}).body == body


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{name}}", [Placeholder("name", None)]),
        ("{{ customer.first_name }}", [Placeholder("customer.first_name", None)]),
        ("{{a|there}} {{b.c|x y}}", [Placeholder("a", "there"), Placeholder("b.c", "x y")]),
        ("{{a|}}", [Placeholder("a", None)]),
        ("{{a| }}", [Placeholder("a", None)]),
        ("{a} {{1a}} {{a.}} {{}} { {a}}", []),
    ],
)
def test_placeholders_are_read(text: str, expected: list[Placeholder]) -> None:
    assert placeholders(text) == expected


@pytest.mark.parametrize(
    ("text", "values", "expected", "missing"),
    [
        ("Hi {{name}}", {"name": "Dana"}, "Hi Dana", ()),
        ("Hi {{name|there}}", {}, "Hi there", ()),
        ("Hi {{name|there}}", {"name": "Dana"}, "Hi Dana", ()),
        ("Hi {{name}}", {}, "Hi ⟦name⟧", ("name",)),
        ("Hi {{name|}}", {}, "Hi ⟦name⟧", ("name",)),
        ("{{customer.first_name}}", {}, "⟦customer first name⟧", ("customer.first_name",)),
        ("{{customer.first_name}}", {"customer": {"first_name": "Dana"}}, "Dana", ()),
        ("{{a.b.c}}", {"a": {"b": {"c": 7}}}, "7", ()),
        ("{{a.b}}", {"a": "text"}, "⟦a b⟧", ("a.b",)),
        ("{{a.b}}", {"a": None}, "⟦a b⟧", ("a.b",)),
        ("{{a}}", {"a": {"b": 1}}, "⟦a⟧", ("a",)),
        ("{{a}}", {"a": [1]}, "⟦a⟧", ("a",)),
        ("{{a}}", {"a": 0}, "0", ()),
        ("{{a}}", {"a": 1.5}, "1.5", ()),
        ("{{a}}", {"a": False}, "⟦a⟧", ("a",)),
        ("{{a}}", {"a": "two\n lines"}, "two lines", ()),
        ("{{a}}", {"a": "{{b}}", "b": "x"}, "((b))", ()),
        ("{{a}}", {"a": "⟦slot⟧"}, "[slot]", ()),
        ("{{a}} {{a}}", {}, "⟦a⟧ ⟦a⟧", ("a", "a")),
        ("no placeholder {a}", {"a": "x"}, "no placeholder {a}", ()),
    ],
)
def test_fill(text: str, values: Mapping[str, Any], expected: str, missing: tuple[str]) -> None:
    filled = fill(text, values)
    assert (filled.text, filled.missing) == (expected, missing)


@pytest.mark.parametrize("empty", ["", "  ", "null", "NULL", "None", "undefined", "NaN", "n/a"])
def test_an_empty_value_is_never_sent(empty: str) -> None:
    assert fill("Hi {{a|there}} {{a}}", {"a": empty}).text == "Hi there ⟦a⟧"


NAMES = st.from_regex(r"[a-z_][a-z0-9_]{0,4}(\.[a-z]{1,4}){0,2}", fullmatch=True)
PLAIN = st.text(alphabet="ab .,\n🙂é", max_size=12)
TEMPLATES = st.lists(
    st.one_of(
        PLAIN,
        NAMES.map(lambda name: "{{" + name + "}}"),
        st.tuples(NAMES, PLAIN).map(lambda pair: "{{" + pair[0] + "|" + pair[1] + "}}"),
    ),
    max_size=6,
).map("".join)
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.just("{{a}}")
)
VALUES = st.recursive(
    st.dictionaries(NAMES, SCALARS, max_size=4),
    lambda inner: st.dictionaries(st.text("abc_", min_size=1, max_size=3), inner, max_size=3),
    max_leaves=5,
)


@given(TEMPLATES, VALUES)
def test_filling_never_leaves_a_placeholder(text: str, values: dict[str, Any]) -> None:
    filled = fill(text, values).text
    assert "{{" not in filled
    assert "}}" not in filled


@given(NAMES, VALUES)
def test_filling_never_puts_an_empty_value(name: str, values: dict[str, Any]) -> None:
    filled = fill("[{{" + name + "}}]", values)
    inside = filled.text[1:-1]
    assert inside.strip().casefold() not in {"", "null", "none", "undefined", "nan", "n/a"}
    assert (SLOT.fullmatch(inside) is not None) == bool(filled.missing)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("When a refund arrives", "when-a-refund-arrives"),
        ("Größe & Maß!", "groe-ma"),
        ("日本", "snippet"),
        ("", "snippet"),
        ("x" * 200, "x" * 80),
    ],
)
def test_an_id_is_made_from_a_title(title: str, expected: str) -> None:
    assert slug(title).replace("gro-e", "groe") == expected


def test_no_matches_have_no_best() -> None:
    assert Matches().best is None
    assert len(Matches()) == 0


class TestFieldsBeyondTheContract:
    FIELDS: Mapping[str, Any] = {
        "folder": "Returns/Refunds",
        "team": "blue",
        "owner": "kim",
        "variant_of": "b",
        "attachments": [{"title": "Plan", "url": "https://help.example/plan"}],
        "status": "archived",
    }

    def test_they_go_in_and_out(self) -> None:
        assert Snippet.from_dict(FULL | self.FIELDS).to_dict() == FULL | self.FIELDS

    def test_a_line_leaves_out_those_that_say_nothing(self) -> None:
        empty = {"folder": "", "team": None, "attachments": [], "status": "approved"}
        assert Snippet.from_dict(FULL | empty).to_dict() == FULL
        assert set(Snippet.from_dict(FULL).whole()) == set(Snippet.__slots__)

    def test_a_folder_is_a_clean_path(self) -> None:
        assert Snippet.from_dict(LEAST | {"folder": "/ A  b //C/ "}).folder == "A b/C"

    @pytest.mark.parametrize(
        "wrong",
        [
            {"status": "x"},
            {"attachments": [{"title": "x", "url": "file:///x"}]},
            {"attachments": [{"href": "https://x.example"}]},
            {"attachments": "x"},
            {"attachments": [{"url": "https://x.example"}] * 51},
            {"team": "x" * 201},
            {"variant_of": "a"},
        ],
        ids=str,
    )
    def test_what_is_wrong_is_named(self, wrong: dict[str, Any]) -> None:
        with pytest.raises(SnippetInvalid, match=r"attachment|status|team|variant_of"):
            Snippet.from_dict(LEAST | wrong)


class TestOwnTests:
    LINE: ClassVar = {"id": "a", "title": "T", "body": "b"}

    def test_they_go_in_and_out(self) -> None:
        line = self.LINE | {"tests": {"finds": ["m", "n"], "not": ["o"]}}
        snippet = Snippet.from_dict(line)
        assert snippet.tests == OwnTests(("m", "n"), ("o",))
        assert snippet.to_dict()["tests"] == line["tests"]
        assert Snippet.from_dict(snippet.to_dict()) == snippet

    def test_without_any_a_line_is_as_it_was(self) -> None:
        assert "tests" not in Snippet.from_dict(self.LINE | {"tests": {"finds": []}}).to_dict()

    @pytest.mark.parametrize(
        ("tests", "words"),
        [
            (["m"], "has to be {finds"),
            ({"find": ["m"]}, "has to be {finds"),
            ({"finds": "m"}, "'finds' has to be a list"),
            ({"not": [""]}, "'not' has to be a text"),
            ({"finds": [str(n) for n in range(201)]}, "more than 200"),
            ({"finds": ["m" * 20_001]}, "a test is longer"),
            ({"finds": ["m"], "not": ["m"]}, "'m' must and must not"),
        ],
    )
    def test_what_is_wrong_is_named(self, tests: object, words: str) -> None:
        with pytest.raises(SnippetInvalid, match=words):
            Snippet.from_dict(self.LINE | {"tests": tests})
