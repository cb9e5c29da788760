"""What an import changes: new, changed, unchanged, and what it leaves alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from snippets.errors import FileInvalid
from snippets.formats.entry import Entry, entry, folder_of, folder_path, locale_of, their_id
from snippets.formats.plan import merged, plan
from snippets.snippet import Snippet

HERE = Snippet(
    *("desk-1", "reply", "Refund", "5 days."),
    locale="de",
    tags=("mine",),
    folder="Old",
    shortcut="rf",
    examples=("Where is my refund?",),
)


def from_desk(**fields: object) -> Entry:
    return entry(
        "page: [0]", {"id": "desk-1", "title": "Refund", "body": "5 days."} | fields, ["New"]
    )


def test_what_a_source_does_not_speak_of_stays() -> None:
    after = merged(HERE, from_desk(body="7 days."))
    assert after == replace(HERE, body="7 days.", folder="New")


def test_what_it_speaks_of_is_taken() -> None:
    after = merged(HERE, from_desk(tags=["theirs"], locale="en", shortcut="s"))
    assert (after.tags, after.folder, after.locale, after.shortcut) == (
        ("theirs",),
        "New",
        "en",
        "s",
    )


def test_examples_given_here_stay_in_any_case() -> None:
    whole = Entry("file:1", replace(HERE, examples=("Money back",)))
    assert merged(HERE, whole).examples == ("Where is my refund?", "Money back")
    assert merged(HERE, Entry("file:1", replace(HERE, examples=()))).examples == HERE.examples


def test_counts_and_only_what_changes_is_written() -> None:
    same = Entry("file:1", HERE)
    changed = Entry("file:2", Snippet("b", "reply", "B", "new"))
    new = Entry("file:3", Snippet("c", "reply", "C", "c"))
    made = plan([HERE, Snippet("b", "reply", "B", "old")], [same, changed, new])
    assert str(made) == "1 new, 1 changed, 1 unchanged"
    assert [one.id for one in made.to_write] == ["c", "b"]


def test_a_shortcut_of_another_snippet_is_refused_with_its_place() -> None:
    one = Entry("file:9", Snippet("new", "reply", "New", "x", shortcut="rf"))
    with pytest.raises(FileInvalid, match="file:9: the shortcut 'rf' is that of 'desk-1' already"):
        plan([HERE], [one])


def test_shortcuts_may_be_swapped() -> None:
    other = Snippet("b", "reply", "B", "b", shortcut="bb")
    swapped = [Entry("1", replace(HERE, shortcut="bb")), Entry("2", replace(other, shortcut="rf"))]
    assert len(plan([HERE, other], swapped).changed) == 2


@pytest.mark.parametrize("path", [("A",), ("A", "B"), ("A/B", "C")])
def test_a_slash_in_a_folders_name_is_no_folder(path: tuple[str, ...]) -> None:
    assert folder_of(replace(HERE, folder=folder_path(path))) == path


def test_a_folder_given_here_stays_where_the_source_knows_none() -> None:
    plain = entry("page: [0]", {"id": "desk-1", "title": "Refund", "body": "7 days."})
    assert merged(HERE, plain).folder == "Old"


@pytest.mark.parametrize(
    ("code", "ours"),
    [("en-us", "en-US"), ("pt_BR", "pt-BR"), ("DE", "de"), ("", None), (None, None)],
)
def test_languages_are_written_as_ours_are(code: str | None, ours: str | None) -> None:
    assert locale_of(code) == ours


@pytest.mark.parametrize(
    ("snippet_id", "theirs"),
    [("desk-12", "12"), ("desk-12-en-US", "12"), ("desk-a", None), ("other-12", None)],
)
def test_their_number_is_found_in_our_id(snippet_id: str, theirs: str | None) -> None:
    assert their_id(replace(HERE, id=snippet_id), "desk") == theirs
