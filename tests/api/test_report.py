"""The report of an evaluation: one page that needs nothing else and escapes what it shows."""

from __future__ import annotations

import re

from api.report import page
from snippets.learning.figures import Case, Result, report

RESULTS = [
    Result(Case("<b>1</b>", "2026-01-01", "text", frozenset({"a"})), None, 0.8, 1.0, ("<i>b</i>",)),
    Result(Case("2", "2026-01-02", "text", frozenset({"a"})), 1, 0.9, 1.0, ("a",)),
]


def test_a_page_fetches_nothing() -> None:
    assert re.findall(r"(?:src|href)=|url\(|<script", page(report(RESULTS), "Title")) == []


def test_a_page_escapes_ids_and_title() -> None:
    shown = page(report(RESULTS), "<Title>")
    assert "<i>b</i>" not in shown
    assert "<b>1</b>" not in shown
    assert "&lt;Title&gt;" in shown


def test_a_page_has_a_dot_for_each_tenth_of_confidence() -> None:
    assert page(report(RESULTS), "Title").count("<circle") == 2


def test_an_empty_report_is_a_page_too() -> None:
    assert "None." in page(report([]), "Title")
