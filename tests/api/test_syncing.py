"""`tactful sync`: what goes in and out, what is deleted, and that no text is ever lost."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api import syncing
from api.cli import app
from api.settings import Settings
from api.wiring import Services
from snippets import formats
from snippets.errors import FileInvalid, LibraryError, SnippetNotFound
from snippets.formats.synced import NAME
from snippets.library import Library
from snippets.snippet import Snippet

REFUND = Snippet("refund", "reply", "Refund", "It takes 5 days.", shortcut="rf")
HOURS = Snippet("hours", "article", "Opening hours", "From 9 to 5.", folder="About/Us")
LATE = Snippet("late", "reply", "Late parcel", "Sorry for the wait.")


@pytest.fixture(autouse=True)
def _fakes(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"EMBEDDER": "hashing:256", "GRAMMAR": "off", "PRIVACY": "patterns"}.items():
        monkeypatch.setenv(f"TACTFUL_{name}", value)


class Desk:
    """A folder, a library and the command between them."""

    def __init__(self, at: Path) -> None:
        self.folder, self.data = at / "folder", at / "data"

    @contextmanager
    def library(self) -> Iterator[Library]:
        parts = Services(Settings(_env_file=None, data_dir=self.data))
        try:
            yield parts.library()
        finally:
            parts.close()

    def put(self, *entries: Snippet) -> None:
        with self.library() as library:
            library.put(entries)

    def delete(self, *ids: str) -> None:
        with self.library() as library:
            library.delete(ids)

    def body(self, snippet_id: str) -> str:
        with self.library() as library:
            return library.get(snippet_id).body

    def file(self, snippet_id: str) -> Path:
        return next(self.folder.rglob(f"{snippet_id}.md"))

    def edit(self, snippet_id: str, before: str, after: str) -> None:
        file = self.file(snippet_id)
        file.write_text(file.read_text("utf-8").replace(before, after), "utf-8")

    def sync(self, *options: str, folder: Path | None = None, expect: int = 0) -> str:
        arguments = ["sync", str(folder or self.folder), "--data-dir", str(self.data), *options]
        result = CliRunner().invoke(app, arguments)
        if isinstance(result.exception, LibraryError):
            raise result.exception
        assert result.exit_code == expect, result.output
        return result.stdout


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Three snippets, in step."""
    made = Desk(tmp_path)
    made.put(REFUND, HOURS, LATE)
    made.sync()
    return made


def test_a_new_folder_is_filled_and_then_in_step(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.put(REFUND, HOURS)
    assert "2 went out to the folder: hours, refund" in desk.sync()
    assert formats.read("markdown", desk.folder) == [HOURS, REFUND]
    assert "are in step" in desk.sync()


def test_a_new_library_is_filled(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    formats.write("markdown", desk.folder, [REFUND, HOURS])
    assert "2 went into the library: hours, refund" in desk.sync()
    with desk.library() as library:
        assert library.all() == [HOURS, REFUND]


def test_a_change_goes_to_the_other_side(desk: Desk) -> None:
    desk.edit("refund", "5 days", "7 days")
    desk.put(replace(HOURS, body="From 8 to 4."))
    printed = desk.sync()
    assert "1 went into the library: refund" in printed
    assert "1 went out to the folder: hours" in printed
    assert desk.body("refund") == "It takes 7 days."
    assert "From 8 to 4." in desk.file("hours").read_text("utf-8")


def test_a_version_says_where_it_came_from(desk: Desk) -> None:
    desk.edit("refund", "5 days", "7 days")
    desk.sync()
    with desk.library() as library:
        assert library.review.history("refund")[0].reason == "sync with folder"


def test_deletions_go_to_the_other_side(desk: Desk) -> None:
    desk.file("refund").unlink()
    desk.delete("hours")
    printed = desk.sync()
    assert "1 deleted in the library: refund" in printed
    assert "1 deleted in the folder: hours" in printed
    with desk.library() as library:
        assert [one.id for one in library.all()] == ["late"]
    assert [one.id for one in formats.read("markdown", desk.folder)] == ["late"]


def test_a_change_wins_over_a_deletion(desk: Desk) -> None:
    desk.file("refund").unlink()
    desk.put(replace(REFUND, body="It takes 9 days."))
    desk.delete("hours")
    desk.edit("hours", "9 to 5", "9 to 6")
    assert "2 deleted on one side, changed on the other: kept: hours, refund" in desk.sync()
    assert "9 days" in desk.file("refund").read_text("utf-8")
    assert desk.body("hours") == "From 9 to 6."


class TestConflict:
    @pytest.fixture
    def conflict(self, desk: Desk) -> Desk:
        desk.edit("refund", "5 days", "7 days")
        desk.put(replace(REFUND, body="It takes 9 days."))
        assert "conflict: refund was changed on both sides" in desk.sync(expect=1)
        return desk

    def beside(self, desk: Desk) -> Path:
        return desk.file("refund").with_name("refund.theirs.md")

    def test_nobodys_text_is_lost(self, conflict: Desk) -> None:
        assert "7 days" in conflict.file("refund").read_text("utf-8")
        assert "9 days" in self.beside(conflict).read_text("utf-8")
        assert conflict.body("refund") == "It takes 9 days."

    def test_it_stays_until_the_second_file_is_gone(self, conflict: Desk) -> None:
        conflict.edit("refund", "7 days", "8 days")
        conflict.sync(expect=1)
        assert conflict.body("refund") == "It takes 9 days."
        self.beside(conflict).unlink()
        assert "1 went into the library: refund" in conflict.sync()
        assert conflict.body("refund") == "It takes 8 days."

    def test_a_change_in_the_library_meanwhile_is_a_new_one(self, conflict: Desk) -> None:
        self.beside(conflict).unlink()
        conflict.put(replace(REFUND, body="It takes 10 days."))
        conflict.sync(expect=1)
        assert "10 days" in self.beside(conflict).read_text("utf-8")

    def test_the_same_text_on_both_sides_ends_it(self, conflict: Desk) -> None:
        conflict.edit("refund", "7 days", "9 days")
        assert "are in step" in conflict.sync()
        assert not self.beside(conflict).exists()

    def test_a_snippet_deleted_meanwhile_comes_back(self, conflict: Desk) -> None:
        conflict.delete("refund")
        conflict.sync(expect=1)
        self.beside(conflict).unlink()
        conflict.sync()
        assert conflict.body("refund") == "It takes 7 days."

    def test_a_first_file_that_is_deleted_comes_back_as_the_library_has_it(
        self, conflict: Desk
    ) -> None:
        beside = self.beside(conflict)
        conflict.file("refund").unlink()
        assert "changed on the other: kept: refund" in conflict.sync()
        assert conflict.body("refund") == "It takes 9 days."
        assert "9 days" in conflict.file("refund").read_text("utf-8")
        assert not beside.exists()
        assert "are in step" in conflict.sync()

    def test_a_second_file_that_somebody_has_changed_is_never_deleted(self, conflict: Desk) -> None:
        self.beside(conflict).write_text("Notes of mine.", "utf-8")
        conflict.edit("refund", "7 days", "9 days")
        assert "refund.theirs.md is not what sync has written" in conflict.sync()
        assert self.beside(conflict).read_text("utf-8") == "Notes of mine."

    def test_a_second_file_that_somebody_has_changed_is_never_written_over(
        self, conflict: Desk
    ) -> None:
        self.beside(conflict).write_text("Notes of mine.", "utf-8")
        conflict.put(replace(REFUND, body="It takes 10 days."))
        assert "move refund.theirs.md away" in conflict.sync(expect=1)
        assert self.beside(conflict).read_text("utf-8") == "Notes of mine."
        self.beside(conflict).unlink()
        conflict.sync(expect=1)
        assert "10 days" in self.beside(conflict).read_text("utf-8")
        assert conflict.body("refund") == "It takes 10 days."

    def test_a_second_file_with_other_line_ends_is_ours(self, conflict: Desk) -> None:
        beside = self.beside(conflict)
        beside.write_bytes(beside.read_bytes().replace(b"\n", b"\r\n"))
        conflict.put(replace(REFUND, body="It takes 10 days."))
        conflict.sync(expect=1)
        assert "10 days" in beside.read_text("utf-8")

    def test_the_second_file_is_no_snippet(self, conflict: Desk) -> None:
        assert len(formats.read("markdown", conflict.folder)) == 3

    def test_two_sides_that_never_met(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path)
        desk.put(REFUND)
        formats.write("markdown", desk.folder, [replace(REFUND, body="It takes 7 days.")])
        desk.sync(expect=1)
        assert desk.body("refund") == "It takes 5 days."


def test_a_file_of_that_name_that_was_never_ours_is_kept(desk: Desk) -> None:
    own = desk.file("refund").with_name("refund.theirs.md")
    own.write_text("Notes of mine.", "utf-8")
    assert "refund.theirs.md is not what sync has written" in desk.sync()
    assert own.read_text("utf-8") == "Notes of mine."


def test_a_dry_run_changes_nothing(desk: Desk) -> None:
    desk.edit("refund", "5 days", "7 days")
    desk.file("hours").unlink()
    state = (desk.folder / NAME).read_bytes()
    printed = desk.sync("--dry-run")
    assert "1 would go into the library: refund" in printed
    assert "1 would be deleted in the library: hours" in printed
    assert (desk.body("refund"), desk.body("hours")) == (REFUND.body, HOURS.body)
    assert (desk.folder / NAME).read_bytes() == state


def test_a_dry_run_makes_no_library(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    formats.write("markdown", desk.folder, [REFUND])
    assert "1 would go into the library" in desk.sync("--dry-run")
    assert not desk.data.exists()


def test_a_second_machine_goes_on_from_the_same_state(desk: Desk, tmp_path: Path) -> None:
    second = tmp_path / "second"
    shutil.copytree(desk.folder, second)
    desk.edit("refund", "5 days", "7 days")
    desk.sync()
    assert "1 went out to the folder: refund" in desk.sync(folder=second)
    assert (second / NAME).read_bytes() == (desk.folder / NAME).read_bytes()


def test_a_file_may_move_and_is_written_where_it_lies(desk: Desk) -> None:
    (desk.folder / "money").mkdir()
    desk.file("refund").rename(desk.folder / "money" / "back.md")
    assert "are in step" in desk.sync()
    desk.put(replace(REFUND, body="It takes 9 days."))
    desk.sync()
    assert "9 days" in (desk.folder / "money" / "back.md").read_text("utf-8")


def test_another_file_is_never_written_over(desk: Desk) -> None:
    (desk.folder / "replies" / "new.md").write_text("Notes of ours.", "utf-8")
    desk.put(Snippet("new", "reply", "New", "Text."))
    desk.sync()
    assert (desk.folder / "replies" / "new.md").read_text("utf-8") == "Notes of ours."
    assert len(formats.read("markdown", desk.folder)) == 4


def test_a_new_id_takes_over_the_shortcut(desk: Desk) -> None:
    desk.edit("refund", "id: refund", "id: money-back")
    desk.sync()
    with desk.library() as library:
        assert library.get("money-back").shortcut == "rf"
        with pytest.raises(SnippetNotFound):
            library.get("refund")


def test_line_ends_and_space_around_a_text_are_no_change(desk: Desk) -> None:
    file = desk.file("refund")
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n") + b"\r\n\r\n")
    assert "are in step" in desk.sync()


def test_an_empty_library_does_not_empty_the_folder(desk: Desk) -> None:
    shutil.rmtree(desk.data)
    with pytest.raises(LibraryError, match="would delete 3 of 3 files"):
        desk.sync("--dry-run")
    with pytest.raises(LibraryError, match="would delete 3 of 3 files"):
        desk.sync()
    assert len(formats.read("markdown", desk.folder)) == 3


def test_most_is_deleted_only_by_force(desk: Desk) -> None:
    shutil.rmtree(desk.folder / "replies")
    shutil.rmtree(desk.folder / "articles")
    with pytest.raises(LibraryError, match="would delete 3 of 3 snippets"):
        desk.sync()
    desk.sync("--force")
    with desk.library() as library:
        assert library.all() == []


def test_a_file_without_its_front_matter_is_no_deletion(desk: Desk) -> None:
    desk.file("refund").write_text("It takes 5 days.", "utf-8")
    with pytest.raises(FileInvalid, match="has lost its front matter"):
        desk.sync()
    assert desk.body("refund") == REFUND.body


@pytest.mark.parametrize(
    "content",
    [
        "",
        "<<<<<<< HEAD\n{}",
        "[]",
        '{"version": 9, "snippets": {}}',
        '{"version": 1, "snippets": {"a": 1}}',
    ],
)
def test_a_broken_state_is_named(content: str, desk: Desk) -> None:
    (desk.folder / NAME).write_text(content, "utf-8")
    with pytest.raises(FileInvalid, match=r"\.tactful-sync\.json"):
        desk.sync()


def test_without_a_state_what_is_the_same_is_in_step(desk: Desk) -> None:
    before = (desk.folder / NAME).read_bytes()
    (desk.folder / NAME).unlink()
    assert "are in step" in desk.sync()
    assert (desk.folder / NAME).read_bytes() == before


def test_the_state_has_a_line_for_each_snippet(desk: Desk) -> None:
    text = (desk.folder / NAME).read_text("utf-8")
    assert len(text.splitlines()) == 5
    assert json.loads(text)["snippets"]["hours"][0] == "articles/hours.md"


def test_a_broken_file_changes_nothing(desk: Desk) -> None:
    desk.edit("refund", "5 days", "7 days")
    desk.edit("hours", "kind: article", "kind: poem")
    with pytest.raises(FileInvalid, match=r"hours\.md: field 'kind'"):
        desk.sync()
    assert desk.body("refund") == REFUND.body


def test_a_file_is_no_folder(desk: Desk) -> None:
    with pytest.raises(FileInvalid, match="is no folder"):
        desk.sync(folder=desk.file("refund"))


def test_a_change_made_meanwhile_stops_the_sync(desk: Desk) -> None:
    stale = {"refund": replace(REFUND, body="What was compared.")}
    with desk.library() as library, pytest.raises(LibraryError, match="run the command again"):
        syncing._seen(library, ["refund"], stale)
