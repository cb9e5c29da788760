"""Learning from past conversations; uses "hashing:256", since only words are compared."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from models.embedders.hashing import HashingEmbedder
from snippets.errors import FileInvalid
from snippets.learning.history import Conversation, UseDetector, learned, read_history
from snippets.library import Library
from snippets.search.index import Index
from snippets.search.passages import texts_of
from snippets.snippet import Known, Past, Snippet
from snippets.store.examples import Learned

BODY = (
    "Your refund leaves us within three working days of the parcel reaching our roastery, "
    "and the bank then needs a few more days to show it."
)


def conversation(reply: str, ids: tuple[str, ...] | None = None, **fields: str) -> Conversation:
    given = {"id": "c1", "created_at": "2026-01-01", "subject": "", "message": "my money?"}
    return Conversation(**given | fields, reply=reply, snippet_ids=ids)


@pytest.fixture
def shelf() -> list[Snippet]:
    return [
        Snippet("refund", "reply", "Refund", f"Hi {{{{name|there}}}},\n\n{BODY}"),
        Snippet("invoice", "article", "Invoice", "Look there.", url="https://www.x.example/a/b/"),
        Snippet("tiny", "reply", "Tiny", "Yes, we do."),
    ]


@pytest.mark.parametrize(
    ("reply", "used"),
    [
        (f"Hi Dana,\n\n{BODY}\n\nBest, Sam", ("refund",)),
        (f"**{BODY}**".replace("three", "four"), ("refund",)),
        (BODY.upper(), ("refund",)),
        (BODY[:60], ()),
        ("Your refund is on its way.", ()),
        ("See https://www.x.example/a/b.", ("invoice",)),
        ("See http://x.example/a/b?utm=1#top for it", ("invoice",)),
        ("See https://x.example/a/c", ()),
        ("Yes, we do.", ("tiny",)),
        ("Yes, they do.", ()),
        ("", ()),
        (f"{BODY} See https://www.x.example/a/b", ("refund", "invoice")),
    ],
)
def test_a_reply_shows_which_snippets_it_used(
    shelf: list[Snippet], reply: str, used: tuple[str, ...]
) -> None:
    assert UseDetector(shelf).used(reply) == used


def test_given_ids_win_over_what_the_reply_says(shelf: list[Snippet]) -> None:
    assert [one.snippet_id for one in learned([conversation(BODY, ("tiny",))], shelf)] == ["tiny"]


def test_given_ids_that_the_library_does_not_have_are_passed_over(shelf: list[Snippet]) -> None:
    assert learned([conversation(BODY, ("gone",))], shelf) == []


def test_no_ids_teach_nothing(shelf: list[Snippet]) -> None:
    assert learned([conversation(BODY, ())], shelf) == []


def test_a_conversation_without_words_teaches_nothing(shelf: list[Snippet]) -> None:
    assert learned([conversation(BODY, message="  ")], shelf) == []


def test_the_subject_is_learned_too(shelf: list[Snippet]) -> None:
    (one,) = learned([conversation(BODY, subject="Money")], shelf)
    assert one.text == "Money\nmy money?"


def test_a_long_message_is_cut(shelf: list[Snippet]) -> None:
    (one,) = learned([conversation(BODY, message="word " * 2_000)], shelf)
    assert len(one.text) == 2_000


def test_private_details_are_masked_before_they_are_kept(shelf: list[Snippet]) -> None:
    message = "I'm at dana@example.com, order 123456789.\n\nThanks,\nDana Reyes"
    (one,) = learned([conversation(BODY, message=message)], shelf)
    assert "dana@" not in one.text
    assert "123456789" not in one.text
    assert "Reyes" not in one.text


def test_learning_again_doubles_nothing(library: Library) -> None:
    history = [conversation("", ("refund-time",), id=str(n)) for n in range(3)]
    examples = learned(history, library.all())
    assert [library.learn(examples), library.learn(examples)] == [3, 0]


class TestReading:
    LINE = {"id": "c1", "message": "m", "reply": "r"}  # noqa: RUF012

    def read(self, folder: Path, *lines: object) -> list[Conversation]:
        path = folder / "history.jsonl"
        path.write_text("\n".join(map(json.dumps, lines)), "utf-8")
        return read_history(path)

    def test_unknown_ids_are_none(self, tmp_path: Path) -> None:
        one, other = self.read(tmp_path, self.LINE, self.LINE | {"snippet_ids": ["a"]})
        assert (one.snippet_ids, other.snippet_ids) == (None, ("a",))

    @pytest.mark.parametrize("field", ["id", "message", "reply"])
    def test_a_missing_field_is_named_with_its_line(self, tmp_path: Path, field: str) -> None:
        broken = {name: value for name, value in self.LINE.items() if name != field}
        with pytest.raises(FileInvalid, match=rf"history\.jsonl:2: field '{field}'"):
            self.read(tmp_path, self.LINE, broken)

    def test_a_line_that_is_no_object_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(FileInvalid, match=r"history\.jsonl:2: this is not a JSON object"):
            self.read(tmp_path, self.LINE, [])

    @pytest.mark.parametrize(
        "change",
        [
            {"snippet_ids": 5},
            pytest.param(
                {"snippet_ids": "refund"},
            ),
            pytest.param(
                {"message": None},
            ),
        ],
        ids=str,
    )
    def test_a_field_of_the_wrong_kind_is_refused(
        self, tmp_path: Path, change: dict[str, object]
    ) -> None:
        with pytest.raises(FileInvalid, match=r"history\.jsonl:1"):
            self.read(tmp_path, self.LINE | change)


def long_past(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any past is long enough to vote."""
    monkeypatch.setattr("snippets.search.index.LONG_PAST", 1)
    monkeypatch.setattr("snippets.search.index.LONG_EACH", 0)


@pytest.fixture
def index(embedder: HashingEmbedder) -> Index:
    """One snippet with two past messages."""
    known = Known(Snippet("a", "reply", "A", "A."), (Past("umbrella", 1), Past("kettle", 2)))
    index = Index(embedder.dimension)
    index.put([known], [embedder.embed(texts_of(known).all)])
    return index


class TestVotes:
    def test_like_messages_of_the_past_bring_their_snippet_up(self, library: Library) -> None:
        asked = "the thing went bang last night"
        before = [match.snippet.id for match in library.search(asked)]
        library.learn([Learned("invoice-copy", f"c{n}", f"{asked} {n}") for n in range(3)])
        found = library.search(asked)
        assert found.best is not None
        assert found.best.snippet.id == "invoice-copy"
        assert before[:1] != ["invoice-copy"]
        assert found.best.why.examples[0].startswith(asked)

    def test_older_votes_count_less(
        self, library: Library, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        long_past(monkeypatch)
        asked = "the thing went bang last night"
        library.learn(
            [
                Learned("invoice-copy", "old", asked, datetime(2020, 1, 1)),
                Learned("refund-time", "new", asked, datetime(2026, 1, 1)),
            ]
        )
        found = library.search(asked)
        ranks = [match.snippet.id for match in found]
        assert ranks.index("refund-time") < ranks.index("invoice-copy")

    def test_a_given_example_votes_beside_a_long_past(
        self, library: Library, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        long_past(monkeypatch)
        library.learn([Learned("refund-time", f"c{n}", f"umbrella {n}") for n in range(3)])
        given = replace(library.get("invoice-copy"), examples=("the zebra ate my quagga",))
        library.put([given])
        found = library.search("the zebra ate my quagga again")
        assert found.best is not None
        assert found.best.snippet.id == "invoice-copy"

    def test_few_past_messages_for_many_snippets_speak_like_examples(
        self, index: Index, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("snippets.search.index.LONG_PAST", 2)
        assert index.has_long_past
        monkeypatch.setattr("snippets.search.index.LONG_EACH", 3)
        assert not index.has_long_past

    def test_a_deleted_snippet_takes_its_votes_along(self, library: Library) -> None:
        library.learn([Learned("invoice-copy", "c", "the thing went bang")])
        library.delete(["invoice-copy"])
        assert "invoice-copy" not in [one.snippet.id for one in library.search("it went bang")]
