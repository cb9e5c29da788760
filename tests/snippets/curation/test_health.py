"""Findings, their evidence, and "not a problem". The fake embedder: words are all that matters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.text import Category, Finding, Severity, Span
from snippets.curation.finding import HealthFinding, Sort
from snippets.curation.health import Options, health, untold
from snippets.fields import OwnTests
from snippets.library import Library
from snippets.snippet import Snippet

TODAY = date(2026, 6, 1)
POOL = Snippet(
    "pool", "reply", "Pool hours", "The hotel pool is open from 7:00 to 21:00 every day."
)
SWIM = Snippet("swim", "reply", "Swimming", "The hotel pool is open from 9:00 to 21:00 every day.")
PETS = Snippet("pets", "reply", "Pets", "Dogs can be brought to the breakfast room of the hotel.")
DOGS = Snippet("dogs", "reply", "Dogs", "Dogs can't be brought to the breakfast room of the hotel.")


def found(library: Library, kind: Sort, **chosen: object) -> list[HealthFinding]:
    return health(library, Options(today=TODAY, kinds={kind}, **chosen))  # type: ignore[arg-type]


def texts(library: Library, one: HealthFinding) -> set[str]:
    """The marked parts of a finding."""
    bodies = {key: library.get(key).body for key in one.snippet_ids}
    return {mark.of(bodies[said.snippet_id]) for said in one.evidence for mark in said.marks}


class TestContradictions:
    def test_two_values_are_shown_side_by_side(self, library: Library) -> None:
        library.put([POOL, SWIM])
        (one,) = found(library, Sort.CONTRADICTION)
        assert set(one.snippet_ids) == {"pool", "swim"}
        assert texts(library, one) == {"7:00 to 21:00", "9:00 to 21:00"}
        for said in one.evidence:
            assert said.span is not None
            assert said.span.of(library.get(said.snippet_id).body) == said.text

    def test_so_are_yes_and_no(self, library: Library) -> None:
        library.put([PETS, DOGS])
        (one,) = found(library, Sort.CONTRADICTION)
        assert set(one.snippet_ids) == {"pets", "dogs"}
        assert "can't" in texts(library, one)

    @pytest.mark.parametrize(
        "body",
        [
            "The hotel pool is open from 7:00 to 21:00 every day.",
            "The hotel sauna of the annex is open from 16:00 to 23:00 for adults.",
            "Der Pool ist von 9:00 bis 21:00 offen.",
        ],
    )
    def test_what_agrees_or_is_of_another_thing_is_none(self, library: Library, body: str) -> None:
        library.put([POOL, replace(SWIM, body=body)])
        assert found(library, Sort.CONTRADICTION) == []

    def test_texts_in_two_languages_are_not_compared(self, library: Library) -> None:
        library.put([POOL, replace(SWIM, locale="de")])
        assert found(library, Sort.CONTRADICTION) == []


class TestDismissals:
    def test_a_dismissed_one_is_gone_until_a_text_changes(self, library: Library) -> None:
        library.put([POOL, SWIM])
        (one,) = found(library, Sort.CONTRADICTION)
        library.curation.dismiss(one.key, one.content, "lead")
        assert found(library, Sort.CONTRADICTION) == []
        (shown,) = found(library, Sort.CONTRADICTION, with_dismissed=True)
        assert (shown.key, shown.dismissed) == (one.key, True)
        library.put([replace(SWIM, body=f"{SWIM.body} Towels are free.")])
        (again,) = found(library, Sort.CONTRADICTION)
        assert not again.dismissed

    def test_it_can_be_taken_back(self, library: Library) -> None:
        library.put([POOL, SWIM])
        (one,) = found(library, Sort.CONTRADICTION)
        library.curation.dismiss(one.key, one.content)
        assert library.curation.restore(one.key)
        assert not library.curation.restore(one.key)
        assert found(library, Sort.CONTRADICTION) == [one]


class TestDuplicates:
    def test_two_replies_that_say_the_same(self, library: Library) -> None:
        body = "Please leave the key at the front desk when you check out. The desk never closes."
        library.put(
            [Snippet("key", "reply", "Key", body), Snippet("k2", "reply", "Room key", body)]
        )
        (one,) = found(library, Sort.DUPLICATE)
        assert set(one.snippet_ids) == {"key", "k2"}

    def test_a_reply_and_the_article_that_it_links_to_are_none(self, library: Library) -> None:
        body = "Please leave the key at the front desk when you check out. The desk never closes."
        url = "https://hotel.example/key"
        article = Snippet("key", "article", "Key", body, url=url)
        library.put([article, Snippet("k2", "reply", "Key", f"{body} More is [here]({url}).")])
        assert found(library, Sort.DUPLICATE) == []


class TestStale:
    ARTICLE = Snippet(
        "wifi-page",
        "article",
        "Wi-Fi",
        "The Wi-Fi is free in all rooms. The password is on the key card.",
        url="https://hotel.example/wifi",
    )
    REPLY = Snippet(
        "wifi",
        "reply",
        "Wi-Fi",
        "The Wi-Fi is free in all rooms. See [Wi-Fi](https://hotel.example/wifi).",
    )

    def test_an_article_that_has_changed_since(self, library: Library) -> None:
        library.put([self.ARTICLE, self.REPLY])
        assert found(library, Sort.ARTICLE_CHANGED) == []
        library.put([replace(self.ARTICLE, body="The Wi-Fi is free in the lobby.")])
        (one,) = found(library, Sort.ARTICLE_CHANGED)
        assert one.snippet_ids == ("wifi", "wifi-page")
        library.put(
            [replace(self.REPLY, body="It is free in the lobby: https://hotel.example/wifi")]
        )
        assert found(library, Sort.ARTICLE_CHANGED) == []

    def test_an_article_that_is_only_put_again_has_not_changed(self, library: Library) -> None:
        library.put([self.ARTICLE, self.REPLY])
        library.put([replace(self.ARTICLE, tags=("internet",))])
        assert found(library, Sort.ARTICLE_CHANGED) == []

    def test_links_are_asked_only_where_that_is_allowed(self, library: Library) -> None:
        library.put([self.REPLY])
        asked: list[str] = []

        def reach(url: str) -> bool:
            asked.append(url)
            return False

        assert found(library, Sort.DEAD_LINK) == []
        (one,) = found(library, Sort.DEAD_LINK, reach=reach)
        assert (one.snippet_ids, asked) == (("wifi",), ["https://hotel.example/wifi"])

    def test_a_link_that_is_not_asked_is_not_dead(self, library: Library) -> None:
        library.put([self.REPLY])
        assert found(library, Sort.DEAD_LINK, reach=lambda _: None) == []

    def test_drafts_that_agents_discard(self, library: Library) -> None:
        for number in range(5):
            library.record_draft(str(number), "drafted", 0.9, ["refund-time"])
            library.record_use(str(number), "discarded")
        (one,) = found(library, Sort.UNWELCOME)
        assert one.snippet_ids == ("refund-time",)
        assert "5 of 5" in one.message
        assert "there are 5" in untold(library)
        assert found(library, Sort.UNUSED) == []

    def test_a_reply_that_is_never_used(self, library: Library) -> None:
        for number in range(100):
            library.record_draft(str(number), "drafted", 0.9, ["refund-time"])
        ids = {one.snippet_ids for one in found(library, Sort.UNUSED)}
        assert ids == {("delivery-time",), ("address-change",), ("fraud-steps",)}
        assert untold(library) == ""


class TestFaults:
    def test_a_placeholder_that_no_desk_fills(self, library: Library) -> None:
        library.put([Snippet("room", "reply", "Room", "Room {{room.nr}} is {{customer.name}}'s.")])
        marks = [texts(library, one) for one in found(library, Sort.PLACEHOLDER)]
        assert {"{{room.nr}}"} in marks
        filled = found(library, Sort.PLACEHOLDER, placeholders=["room.nr", "order.number"])
        assert filled == []

    def test_what_our_own_checks_say(self, library: Library) -> None:
        library.put([POOL])

        def check(snippet: Snippet) -> list[Finding]:
            rest = (Category.TONE, Severity.WARNING, Span(0, 3), "The", "Say it kindly.")
            return [Finding("tone.x", *rest)] if snippet.id == "pool" else []

        assert found(library, Sort.CHECKS) == []
        (one,) = found(library, Sort.CHECKS, check=check)
        assert (one.message, texts(library, one)) == ("Say it kindly.", {"The"})


def test_the_worst_come_first(library: Library) -> None:
    library.put([POOL, SWIM, Snippet("late", "reply", "Late", "Closed until 2 May 2026.")])
    kinds = [one.kind for one in health(library, Options(today=TODAY))]
    assert kinds[0] in (Sort.CONTRADICTION, Sort.EXPIRED)
    assert kinds.index(Sort.CONTRADICTION) < len(kinds)


def test_an_empty_library_is_well(library: Library) -> None:
    library.delete([one.id for one in library.all()])
    assert health(library) == []


class TestOwnTests:
    def test_a_snippet_that_fails_its_own_is_shown(self, library: Library) -> None:
        tests = OwnTests(("How long does delivery take, the parcel?", "My refund, please"))
        library.put([replace(library.get("refund-time"), tests=tests)])
        (one,) = [one for one in found(library, Sort.UNFOUND) if "tests of" in one.message]
        assert one.message == (
            "1 of 2 tests of “When a refund arrives” fail; found instead: “Delivery time”."
        )
        assert [said.text for said in one.evidence] == [tests.finds[0]]

    def test_one_that_passes_is_not(self, library: Library) -> None:
        library.put([replace(library.get("refund-time"), tests=OwnTests(("My refund, please",)))])
        assert [one for one in found(library, Sort.UNFOUND) if "tests of" in one.message] == []
