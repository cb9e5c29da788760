"""Patterns that no text makes slow."""

from __future__ import annotations

import re

import pytest

from models.checks.linear import MOST_MATCHES, compile_linear


def test_it_finds_what_re_finds() -> None:
    pattern = compile_linear(r"(?P<who>we|i) (?P<flag>won't) (?P<gone>x)?")
    found = pattern.search("Aha 🙂, WE WON'T do")
    assert found is not None
    assert (found[0], found["flag"], found.span(), found.span("flag")) == (
        "WE WON'T ", "WON'T", (7, 16), (10, 15),
    )  # fmt: skip
    assert found.groupdict() == {"who": "WE", "flag": "WON'T", "gone": None}
    assert dict(pattern.groupindex) == {"who": 1, "flag": 2, "gone": 3}


def test_it_anchors_as_re_does() -> None:
    pattern = compile_linear("ab")
    assert pattern.match("abc")
    assert not pattern.match("cab")
    assert pattern.fullmatch("ab")
    assert not pattern.fullmatch("abc")
    assert [one.span() for one in pattern.finditer("ab ab")] == [(0, 2), (3, 5)]


@pytest.mark.parametrize("pattern", [r"(a+)+$", r"(a|aa)+c", r"a*c|a", r"(x+x+)+y"])
def test_patterns_that_hang_re_come_back(pattern: str) -> None:
    found = list(compile_linear(pattern).finditer("a" * 20_000 + "!"))
    assert len(found) <= MOST_MATCHES


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"(?<!a)b", "no look-around"),
        (r"(?=a)b", "no look-around"),
        (r"(a)\1", "no back-references"),
        (r"[a", "missing ]"),
        (r"(?:[^,;]{0,600}a)[^,;]{0,600}b", "too large"),
        (r"((a{100}){100}){100}", "repetition"),
    ],
)
def test_others_are_refused(pattern: str, words: str) -> None:
    with pytest.raises(re.error, match=re.escape(words)):
        compile_linear(pattern)
