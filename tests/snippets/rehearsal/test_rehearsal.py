"""Own tests of snippets, and what a change would do before it is made."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from models.embedders.hashing import HashingEmbedder
from snippets.errors import FragmentInvalid, OthersWouldFail, SnippetNotFound
from snippets.fields import OwnTests
from snippets.library import Library
from snippets.rehearsal.stage import Asked, Stage
from snippets.scope import EVERYONE, Scope
from snippets.snippet import Snippet
from snippets.store.database import Database, now
from snippets.store.examples import Learned
from snippets.store.messages import KeptMessage

LOW = 0.2
"""A threshold at which the fake engine's drafts are made."""
REFUND = "Is my refund money coming today?"
DELIVERY = "Does the parcel delivery come today?"
ENTRIES = (
    Snippet(
        "refund",
        "reply",
        "Refund money",
        "Your refund money is coming within 5 days.",
        examples=("When is my refund money coming?", "Refund money missing", "My refund money"),
    ),
    Snippet(
        "delivery",
        "reply",
        "Parcel delivery",
        "The parcel delivery does come within 3 days.",
        examples=("When does the parcel delivery come?", "Parcel delivery late", "Parcel delivery"),
    ),
    Snippet(
        "invoice",
        "article",
        "Copies of an invoice",
        "Find the invoice copies under Account.",
        examples=("Invoice copies please", "Where are the invoice copies?"),
    ),
    Snippet("address", "reply", "Changing addresses", "I have put in the new address."),
)


@pytest.fixture
def library(database: Database, embedder: HashingEmbedder) -> Library:
    """Four entries that share few words, so that their own messages find them."""
    library = Library(database, embedder, keeps_days=30)
    library.put(ENTRIES)
    return library


def changed(library: Library, snippet_id: str, **fields: object) -> Snippet:
    return replace(library.get(snippet_id), **fields)  # type: ignore[arg-type]


def taking_over(library: Library) -> Snippet:
    """The reply about deliveries with all that the one about refunds says, and more of it."""
    refund = library.get("refund")
    more = ("Is the refund money coming today?", "Is my refund money coming soon?")
    return changed(
        library,
        "delivery",
        title="Refund money coming",
        body=f"{refund.body} Today.",
        examples=(*refund.examples, *more, "When is the refund money coming?"),
    )


@pytest.fixture
def tested(library: Library) -> Library:
    """The same, two of them with tests."""
    library.put(
        [
            changed(library, "refund", tests=OwnTests((REFUND,), (DELIVERY,))),
            changed(library, "delivery", tests=OwnTests((DELIVERY,), (REFUND,))),
        ]
    )
    return library


class TestOwnTests:
    def test_each_message_tells_what_came_first(self, tested: Library) -> None:
        found = tested.rehearsal.test(LOW)
        assert [(one.case.snippet.id, one.case.must, one.passes) for one in found] == [
            ("delivery", "find", True),
            ("delivery", "not", True),
            ("refund", "find", True),
            ("refund", "not", True),
        ]
        assert found[0].found == tested.get("delivery")

    def test_a_failing_one_names_the_winner(self, library: Library) -> None:
        library.put([changed(library, "refund", tests=OwnTests((DELIVERY,), (REFUND,)))])
        wrong, unwanted = library.rehearsal.test(LOW)
        assert (wrong.passes, wrong.to_dict()["found"]["id"]) == (False, "delivery")
        assert (unwanted.passes, unwanted.to_dict()["found"]["id"]) == (False, "refund")

    def test_what_no_draft_would_use_may_be_first(self, library: Library) -> None:
        library.put([changed(library, "refund", tests=OwnTests(avoids=(REFUND,)))])
        (found,) = library.rehearsal.test(threshold=1.0)
        assert (found.passes, found.sure) == (True, False)

    def test_an_example_is_asked_as_if_it_were_not_known(self, library: Library) -> None:
        message = "gloxinia wombat"
        library.put([changed(library, "refund", examples=(message,))])
        known = library.search(message).confidence
        library.put([changed(library, "refund", tests=OwnTests((message,)))])
        (found,) = library.rehearsal.test(LOW)
        assert found.confidence < known

    def test_a_test_is_never_learned_from(self, tested: Library) -> None:
        assert {REFUND, DELIVERY} & {one.text for one in tested.lessons()} == set()

    def test_a_variant_of_the_snippet_passes(self, tested: Library) -> None:
        same = changed(tested, "refund", id="refund-de", shortcut=None)
        tested.put([replace(same, variant_of="refund", locale="de")])
        assert all(one.passes for one in tested.rehearsal.test(LOW, ["refund-de", "refund"]))

    def test_an_article_is_rivalled_by_articles_alone(self, library: Library) -> None:
        library.put([changed(library, "invoice", tests=OwnTests((REFUND,)))])
        (found,) = library.rehearsal.test(LOW)
        assert found.passes

    def test_it_is_asked_for_those_whom_the_snippet_is_for(self, tested: Library) -> None:
        tested.put([changed(tested, "refund", team="blue")])
        assert all(one.passes for one in tested.rehearsal.test(LOW))
        seen = {one.case.snippet.id for one in tested.rehearsal.test(LOW, viewer=EVERYONE)}
        assert seen == {"delivery"}

    def test_what_is_not_in_use_is_named(self, tested: Library) -> None:
        tested.put([changed(tested, "refund", status="archived")])
        with pytest.raises(SnippetNotFound, match="no snippet in use has the id 'refund'"):
            tested.rehearsal.test(LOW, ["refund"])
        assert len(tested.rehearsal.test(LOW)) == 2


class TestEffect:
    def test_what_is_tried_out_comes_true(self, library: Library) -> None:
        wanted = taking_over(library)
        texts = [REFUND, DELIVERY, "Where is my invoice?", "new address", "xyz"]
        vectors = library.vectors(texts)
        stage = Stage(library._finder, [wanted])
        asked = [
            Asked(text, vector, Scope(approved=True))
            for text, vector in zip(texts, vectors, strict=True)
        ]
        would = [stage.both(one)[1] for one in asked]
        library.put([wanted])
        does = [Stage(library._finder).before(one) for one in asked]
        assert [one.snippet for one in would] == [one.snippet for one in does]
        assert [one.confidence for one in would] == pytest.approx(
            [one.confidence for one in does], abs=0.05
        )

    def test_a_new_snippet_is_found_as_if_it_were_there(self, library: Library) -> None:
        new = Snippet(
            "boats",
            "reply",
            "Sailing boats",
            "We sell no sailing boats.",
            examples=("Do you sell sailing boats?",),
            tests=OwnTests(("Can I buy a sailing boat from you?",)),
        )
        found = library.rehearsal.effect(new, LOW)
        assert [(one.passes, one.case.must) for one in found.turned] == [(True, "find")]
        assert (found.failing, found.touched, len(library)) == ((), ("boats",), 4)
        assert "boats" not in library.rehearsal._finder._index.snippets

    def test_it_turns_the_tests_of_others(self, tested: Library) -> None:
        found = tested.rehearsal.effect(taking_over(tested), LOW)
        failing = [one.case.snippet.id for one in found.others_failing]
        assert failing == ["refund"]
        assert [one.case.message for one in found.failing] == [REFUND]
        told = found.to_dict()["tests"]
        assert {one["snippet_id"] for one in told["newly_failing"]} == {
            "delivery",
            "refund",
        }

    def test_it_moves_messages_from_one_to_another(self, library: Library) -> None:
        found = library.rehearsal.effect(taking_over(library), LOW).to_dict(samples=1)
        (moved,) = [one for one in found["moved"] if one["from"]["id"] == "refund"]
        assert (moved["to"]["id"], moved["count"], moved["known"]) == ("delivery", 1, 1)
        assert moved["samples"] == ["When is my refund money coming?"]
        assert (
            library.rehearsal.effect(taking_over(library), LOW).to_dict(0)["moved"][0]["samples"]
            == []
        )
        assert found["looked_at"] == 8

    def test_what_lies_above_the_threshold_now_is_newly_answered(self, library: Library) -> None:
        message = "My refund money"
        gone = changed(library, "refund", status="archived")
        before = library.rehearsal.effect(gone, LOW).to_dict()
        library.put([gone])
        after = library.rehearsal.effect(replace(gone, status="approved"), LOW).to_dict()
        lost = [*before["moved"], *before["no_longer_answered"]]
        won = [*after["moved"], *after["newly_answered"]]
        assert {one["from"]["id"] for one in lost} == {"refund"}
        assert {one["to"]["id"] for one in won} <= {"refund"}
        assert message in [text for one in lost for text in one["samples"]]

    def test_the_same_text_moves_nothing(self, tested: Library) -> None:
        found = tested.rehearsal.effect(changed(tested, "refund", tags=("new",)), LOW)
        assert (found.turned, found.moves, found.looked_at, found.tested) == ((), (), 0, 2)

    def test_a_fragment_changes_what_holds_it(self, tested: Library) -> None:
        tested.put([Snippet("hours", "reply", "Hours", "We are here on Mondays.")])
        tested.put([changed(tested, "address", body="Done. {{> hours}}")])
        fragment = Snippet("hours", "reply", "Hours", "Parcels. Delivery of the parcel in 3 days.")
        found = tested.rehearsal.effect(fragment, LOW)
        assert found.touched == ("address", "hours")

    def test_what_could_not_be_saved_is_refused(self, library: Library) -> None:
        with pytest.raises(FragmentInvalid, match="does not exist"):
            library.rehearsal.effect(changed(library, "refund", body="{{> nowhere}}"), LOW)

    def test_learned_messages_stay_with_what_answered_them(self, library: Library) -> None:
        past = "Is there news of my refund, it is late"
        library.learn([Learned("refund", "c1", past, datetime(2026, 1, 1))])
        found = library.rehearsal.effect(taking_over(library), LOW)
        assert found.looked_at == 9

    def test_messages_of_others_alone_are_not_shown(self, library: Library) -> None:
        library.put([changed(library, "refund", owner="dana")])
        found = library.rehearsal.effect(changed(library, "delivery", body="My refund money"), LOW)
        texts = [text for one in found.moves for text in one.messages]
        assert (found.looked_at, "My refund money" in texts) == (5, False)

    def test_messages_that_came_in_lately_are_asked(self, library: Library) -> None:
        library.delete(["refund"])
        text = "refund money is not coming"
        library.messages.keep(KeptMessage("m1", text, now(), "needs_agent"))
        found = library.rehearsal.effect(ENTRIES[0], LOW)
        assert found.recent == 1
        assert text in [one for move in found.moves for one in move.messages]

    def test_the_index_answers_as_before(self, tested: Library) -> None:
        before = tested.search(REFUND)
        tested.rehearsal.effect(taking_over(tested), LOW)
        assert tested.search(REFUND) == before


class TestGate:
    def test_a_change_that_fails_tests_of_others_is_refused(self, tested: Library) -> None:
        with pytest.raises(OthersWouldFail, match="1 tests of other snippets would fail") as error:
            tested.rehearsal.require_harmless(taking_over(tested), LOW, EVERYONE)
        assert [one["snippet_id"] for one in error.value.tests] == ["refund"]

    def test_own_failing_tests_refuse_nothing(self, tested: Library) -> None:
        wanted = changed(tested, "refund", tests=OwnTests(("gloxinia",), (REFUND,)))
        tested.rehearsal.require_harmless(wanted, LOW, EVERYONE)
