"""Evaluation: figures that can be worked out by hand.

Uses "hashing:256"; most tests give the results themselves and need no search.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from models.embedders.hashing import HashingEmbedder
from snippets.errors import FileInvalid
from snippets.learning.evaluate import Case, Result, evaluate, evaluate_own, read_examples, report
from snippets.learning.history import Conversation
from snippets.library import Library
from snippets.snippet import Snippet
from snippets.store.database import Database
from snippets.store.examples import Learned


def result(
    rank: int | None, sure: float, answerable: bool = True, milliseconds: float = 1.0
) -> Result:
    expected = frozenset({"a"}) if answerable else frozenset()
    return Result(Case("c", "", "text", expected), rank, sure, milliseconds)


def test_recall_and_mrr() -> None:
    figures = report([result(1, 0.9), result(2, 0.5), result(4, 0.5), result(None, 0.1)])
    assert figures["recall@1"] == 0.25
    assert figures["recall@3"] == 0.5
    assert figures["recall@5"] == figures["recall@10"] == 0.75
    assert figures["mrr"] == pytest.approx((1 + 1 / 2 + 1 / 4) / 4, abs=1e-4)


def test_unanswerable_messages_count_for_auroc_only() -> None:
    figures = report([result(1, 0.9), result(None, 0.2, answerable=False)])
    assert (figures["messages"], figures["unanswerable"]) == (2, 1)
    assert figures["recall@1"] == 1.0


@pytest.mark.parametrize(
    ("yes", "no", "expected"),
    [
        ([0.9, 0.8], [0.1, 0.2], 1.0),
        ([0.1], [0.9], 0.0),
        ([0.5], [0.5], 0.5),
        ([0.9, 0.3], [0.5, 0.1], 0.75),
    ],
)
def test_auroc_is_the_share_of_pairs_in_order(
    yes: list[float], no: list[float], expected: float
) -> None:
    results = [result(1, sure) for sure in yes] + [result(None, s, answerable=False) for s in no]
    assert report(results)["auroc_unanswerable"] == expected


@pytest.mark.parametrize("answerable", [True, False])
def test_auroc_needs_both_kinds(answerable: bool) -> None:
    assert report([result(None, 0.5, answerable)])["auroc_unanswerable"] is None


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ([result(1, 0.95), result(1, 0.95)], 0.05),
        ([result(2, 0.95)], 0.95),
        ([result(1, 0.75), result(2, 0.75)], 0.25),
        ([result(1, 0.95), result(2, 0.15)], (0.05 + 0.15) / 2),
        pytest.param([result(2, 1.0)], 1.0),
        pytest.param([result(2, 0.6)], 0.6),
        ([result(2, 0.3)], 0.3),
    ],
)
def test_calibration_error(results: list[Result], expected: float) -> None:
    assert report(results)["calibration_error"] == pytest.approx(expected, abs=1e-4)


def test_latencies_are_quantiles() -> None:
    figures = report([result(1, 0.5, milliseconds=float(n)) for n in range(1, 101)])
    assert figures["milliseconds"] == {"p50": 50.0, "p95": 95.0}


def test_no_messages_give_figures_without_error() -> None:
    figures = report([])
    assert (figures["messages"], figures["recall@1"], figures["mrr"]) == (0, 0.0, 0.0)


def test_a_library_is_measured(library: Library) -> None:
    cases = [
        Case("1", "", "When do I get my money back?", frozenset({"refund-time"})),
        Case("2", "", "How long does delivery take?", frozenset({"refund-time"})),
        Case("3", "", "zebra", frozenset()),
    ]
    told: list[int] = []
    figures = evaluate(library, cases, progress=lambda done, total: told.append(done))
    assert figures["recall@1"] == 0.5
    assert figures["auroc_unanswerable"] == 1.0
    assert told == [1, 2, 3]


@pytest.mark.parametrize(
    ("text", "day", "known"),
    [
        ("gimme cash pronto", "2026-01-01", True),
        ("gimme cash pronto", "2026-03-01", False),
        ("gimme cash pronto please", "2026-01-01", False),
    ],
)
def test_a_replay_learns_only_what_came_before_and_not_the_conversation_itself(
    library: Library, text: str, day: str, known: bool
) -> None:
    library.add(Snippet("manners", "article", "Manners", "Say please, and say it pronto."))
    case = Case("t1", "2026-02-01", "gimme cash pronto please", frozenset({"invoice-copy"}))
    past = Conversation("h1", day, "", text, "…", snippet_ids=("invoice-copy",))
    figures = evaluate(library, [case], [past])
    assert (figures["recall@1"] == 1.0) is known


@pytest.mark.parametrize(
    "line",
    [{"message": "m", "expected": []}, {"id": "1", "expected": []}, {"id": "1", "message": "m"}],
)
def test_a_missing_field_is_named_with_its_line(tmp_path: Path, line: dict[str, object]) -> None:
    path = tmp_path / "examples.jsonl"
    path.write_text(json.dumps(line), "utf-8")
    with pytest.raises(FileInvalid, match=r"examples\.jsonl:1: field"):
        read_examples(path)


def test_expected_has_to_be_a_list(tmp_path: Path) -> None:
    path = tmp_path / "examples.jsonl"
    path.write_text('{"id": "1", "message": "m", "expected": "refund"}', "utf-8")
    with pytest.raises(FileInvalid, match=r"examples\.jsonl:1"):
        read_examples(path)


def found(*ids: str, sure: float = 0.5, expected: str = "a", day: str = "") -> Result:
    case = Case("c", day, "text", frozenset({expected}))
    rank = ids.index(expected) + 1 if expected in ids else None
    return Result(case, rank, sure, 1.0, ids)


def test_coverage_is_the_largest_share_that_is_right_often_enough() -> None:
    results = [found("a", sure=0.9), found("a", sure=0.8), found("b", sure=0.7)]
    assert report(results, 0.9)["coverage"] == {
        "precision": 0.9,
        "share": pytest.approx(2 / 3, abs=1e-4),
        "threshold": 0.8,
    }
    assert report([found("b")], 0.9)["coverage"]["threshold"] is None


def test_misses_come_surest_first_and_confusions_most_often_first() -> None:
    figures = report(
        [found("b", sure=0.6), found("c", "a", sure=0.9), found("b", sure=0.1), found("a")]
    )
    assert [miss["found"][0] for miss in figures["misses"]] == ["c", "b", "b"]
    assert figures["misses"][0]["rank"] == 2
    assert figures["confusions"][0] == {"expected": "a", "found": "b", "messages": 2}


def test_the_trend_goes_by_month() -> None:
    results = [found("a", day="2026-01-05"), found("b", day="2026-02-01"), found("b", "a")]
    assert [(one["month"], one["recall@1"]) for one in report(results)["trend"]] == [
        ("2026-01", 1.0),
        ("2026-02", 0.0),
    ]


def test_a_kind_leaves_the_other_one_out(library: Library) -> None:
    case = Case("1", "", "Where can I find my invoice?", frozenset({"invoice-copy"}))
    assert evaluate(library, [case], kind="article")["recall@1"] == 1.0
    assert evaluate(library, [case], kind="reply")["recall@1"] == 0.0


@pytest.mark.parametrize(
    ("expected", "kind"),
    [
        ([["invoice-copy"]], "article"),
        ([["refund-time"], ["delivery-time"]], "reply"),
        ([["refund-time"], []], "reply"),
        ([["refund-time"], ["invoice-copy"]], None),
        ([["refund-time", "invoice-copy"]], None),
        ([["gone"]], None),
        ([[]], None),
        ([], None),
    ],
    ids=str,
)
def test_the_kind_is_that_of_what_is_expected(
    library: Library, expected: list[list[str]], kind: str | None
) -> None:
    cases = [Case(str(n), "", "the order", frozenset(ids)) for n, ids in enumerate(expected)]
    figures = evaluate(library, cases)
    assert figures["kind"] == kind
    if kind == "article":
        assert figures["misses"] == []


def test_a_named_kind_wins_over_what_is_expected(library: Library) -> None:
    case = Case("1", "", "my refund", frozenset({"refund-time"}))
    assert evaluate(library, [case], kind="article")["kind"] == "article"


class TestOwn:
    """A library measured on its own examples."""

    def test_each_example_is_asked_once(self, library: Library) -> None:
        told: list[tuple[int, int]] = []
        figures = evaluate_own(library, lambda done, total: told.append((done, total)))
        count = sum(len(one.examples) for one in library.all())
        assert told == [(n, count) for n in range(1, count + 1)]
        assert (figures["messages"], figures["unanswerable"]) == (count, 0)
        assert figures["kind"] is None

    def test_like_examples_find_each_other(self, library: Library) -> None:
        asked = ("the cat sat on the mat", "a cat sat on that mat", "cats sit on a mat")
        library.put([Snippet("mats", "reply", "Floors", "About rugs.", examples=asked)])
        missed = evaluate_own(library)["misses"]
        assert "mats" not in {one for miss in missed for one in miss["expected"]}

    def test_an_example_does_not_find_itself(self, library: Library) -> None:
        library.put(
            [
                Snippet("odd", "reply", "Rugs", "Rugs.", examples=("zebra quagga",)),
                Snippet("even", "reply", "Zebra", "The zebra grazes."),
            ]
        )
        missed = {tuple(miss["expected"]) for miss in evaluate_own(library)["misses"]}
        assert ("odd",) in missed

    def test_nothing_of_it_stays(self, library: Library) -> None:
        before = library.search("my refund")
        evaluate_own(library)
        assert library.search("my refund") == before

    def test_a_library_without_examples_has_no_messages(
        self, database: Database, embedder: HashingEmbedder
    ) -> None:
        library = Library(database, embedder)
        library.put([Snippet("a", "reply", "Rugs", "Rugs.")])
        assert evaluate_own(library)["messages"] == 0

    def test_past_messages_are_not_asked(self, library: Library) -> None:
        count = evaluate_own(library)["messages"]
        library.learn([Learned("refund-time", "c1", "gimme cash pronto")])
        assert evaluate_own(library)["messages"] == count
