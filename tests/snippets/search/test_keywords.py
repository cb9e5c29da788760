"""Texts by words: stems, rare words, removal, files."""

from __future__ import annotations

from pathlib import Path

import pytest

from snippets.search import keywords
from snippets.search.keywords import Keywords
from snippets.search.neighbours import Rows

NAMES = ("title", "body")
TEXTS = (
    {"title": "Refunds", "body": "The refund of an order arrives soon."},
    {"title": "Parcels", "body": "An order is sent as a parcel."},
    {"title": "Invoices", "body": "Each order has an invoice."},
    {"title": "Umbrellas", "body": "Umbrellas for rain."},
)


def fill(words: Keywords) -> Keywords:
    words.add(Rows.of((owner, 0, 0) for owner in range(len(TEXTS))), TEXTS)
    words.commit()
    return words


def owners(words: Keywords, text: str, count: int = 10) -> list[int]:
    return [int(one) for one in words.best(text, count).rows.owner]


@pytest.fixture
def words() -> Keywords:
    return fill(Keywords(NAMES))


@pytest.mark.parametrize("text", ["refunding", "REFUNDS", "they refunded it"])
def test_words_are_compared_by_their_stems(words: Keywords, text: str) -> None:
    assert owners(words, text) == [0]


def test_words_that_say_nothing_alone_are_no_stems(words: Keywords) -> None:
    assert words.stems("The refunds of an order") == {"refund", "order"}


@pytest.mark.parametrize("text", ["", "zebra", "the of", "日本語", 'title:x AND "'])
def test_a_text_without_known_words_finds_nothing(words: Keywords, text: str) -> None:
    assert owners(words, text) == []


def test_every_field_counts_and_the_best_come_first(words: Keywords) -> None:
    found = words.best("order parcel", 10)
    assert found.rows.owner[0] == 1
    assert sorted(found.likeness.tolist(), reverse=True) == found.likeness.tolist()
    assert len(words.best("order", 2).rows) == 2
    assert len(words.best("order", 0).rows) == 0


def test_rare_words_come_first(words: Keywords) -> None:
    assert words.rare({"order", "rain", "zebra"}) == ["rain", "order"]
    assert words.rare({"order", "rain"}, fewer_than=3) == ["rain"]


def test_only_the_rarest_words_are_looked_for(
    words: Keywords, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keywords, "MOST_TERMS", 1)
    assert owners(words, "order order rain") == [3]


def test_a_row_keeps_its_mark_and_its_day() -> None:
    words = Keywords(("text",))
    words.add(Rows.of([(5, 2**62, 738_000)]), [{"text": "rain"}])
    words.commit()
    found = words.best("rain", 1).rows
    assert (found.owner[0], found.mark[0], found.day[0]) == (5, 2**62, 738_000)


def test_what_is_removed_is_never_found(words: Keywords) -> None:
    words.remove([0, 2, 77])
    words.commit()
    assert owners(words, "order refund invoice") == [1]


@pytest.mark.parametrize("text", ["order refund", "rain"])
def test_what_is_loaded_finds_the_same_and_can_change(tmp_path: Path, text: str) -> None:
    words = fill(Keywords(NAMES, tmp_path / "own"))
    words.save(tmp_path / "saved")
    loaded = Keywords.load(NAMES, tmp_path / "saved", tmp_path / "other")
    assert owners(loaded, text) == owners(words, text)
    loaded.remove([0, 3])
    loaded.add(Rows.of([(9, 0, 0)]), [{"title": "Rain", "body": "refund"}])
    loaded.commit()
    assert owners(loaded, text)[0] == 9
    assert 9 not in owners(words, text)


def test_words_in_memory_leave_no_files(words: Keywords, tmp_path: Path) -> None:
    words.save(tmp_path / "saved")
    assert not (tmp_path / "saved").exists()


def test_saving_waits_for_files_that_are_being_merged(tmp_path: Path) -> None:
    words = Keywords(NAMES, tmp_path / "own")
    for owner in range(60):
        words.add(Rows.of([(owner, 0, 0)]), [{"title": "Order", "body": f"number {owner}"}])
        words.commit()
    words.save(tmp_path / "saved")
    words.add(Rows.of([(60, 0, 0)]), [{"title": "Order", "body": "after it was saved"}])
    words.commit()
    again = Keywords.load(NAMES, tmp_path / "saved", tmp_path / "again")
    assert sorted(owners(again, "order", 100)) == list(range(60))
    assert len(owners(words, "order", 100)) == 61


def test_common_words_are_left_out_where_rare_ones_are_enough(
    words: Keywords, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sorted(owners(words, "the order of umbrellas")) == [0, 1, 2, 3]
    monkeypatch.setattr(keywords, "MOST_ROWS", 2)
    assert owners(words, "the order of umbrellas") == [3]
    assert len(owners(words, "order")) == 3
