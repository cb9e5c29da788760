"""Every format on its fixture: an export as the other side gives it, and what becomes of it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from snippets import formats
from snippets.errors import FileInvalid
from snippets.formats.entry import Loss
from snippets.formats.plan import plan
from snippets.snippet import Snippet

FIXTURES = Path(__file__).parent / "fixtures"
DOCUMENT = Path(__file__).parents[3] / "docs" / "formats.md"
WRITTEN = [name for name, format_ in formats.FORMATS.items() if format_.write]
DESKS = [name for name, one in formats.FORMATS.items() if one.write and not one.whole]
SHORTCUTS = ("chatwoot",)
"""Desks that have them too."""


def export(name: str) -> Path:
    folder = FIXTURES / name / "export"
    files = list(folder.iterdir())
    return files[0] if len(files) == 1 and files[0].is_file() else folder


def expected(name: str) -> list[Snippet]:
    return formats.read("jsonl", FIXTURES / name / "library.jsonl")


def left_out(losses: tuple[Loss, ...]) -> set[str]:
    return {loss.where for loss in losses if "left out" in loss.what}


@pytest.mark.parametrize("name", formats.FORMATS)
def test_every_format_has_its_fixtures_and_its_section(name: str) -> None:
    assert any((FIXTURES / name / "export").iterdir())
    assert re.search(rf"^## .*`{name}`", DOCUMENT.read_text("utf-8"), re.MULTILINE)


def test_every_fixture_is_of_a_format() -> None:
    assert {one.name for one in FIXTURES.iterdir()} == set(formats.FORMATS)


@pytest.mark.parametrize("name", formats.FORMATS)
def test_an_export_becomes_these_snippets(name: str) -> None:
    assert formats.read(name, export(name)) == expected(name)


@pytest.mark.parametrize("name", formats.FORMATS)
def test_what_is_lost_is_said_with_its_place(name: str) -> None:
    losses = formats.take(name, export(name)).losses
    folder = f"{FIXTURES / name / 'export'}/"
    said = "".join(f"{loss.where.replace(folder, '')}: {loss.what}\n" for loss in losses)
    wanted = FIXTURES / name / "losses.txt"
    assert said == (wanted.read_text("utf-8") if wanted.exists() else "")


@pytest.mark.parametrize("name", WRITTEN)
@pytest.mark.parametrize("ending", ["", ".json"])
def test_what_is_written_is_read_again(name: str, ending: str, tmp_path: Path) -> None:
    out = tmp_path / f"out{ending}"
    losses = formats.write(name, out, expected(name))
    kept = {one.id: one for one in expected(name) if one.id not in left_out(losses)}
    assert {one.id: one for one in formats.read(name, out)} == kept


@pytest.mark.parametrize("name", formats.FORMATS)
def test_a_second_import_changes_nothing(name: str) -> None:
    entries = formats.take(name, export(name)).entries
    again = plan(expected(name), entries)
    assert (again.to_write, again.unchanged) == ([], len(entries))


@pytest.mark.parametrize("name", DESKS)
def test_an_internal_snippet_never_becomes_public_on_the_way(name: str, tmp_path: Path) -> None:
    entries = [
        Snippet("a", "reply", "A reply", "Text.", audience="internal"),
        Snippet("b", "article", "An article", "Text.", audience="internal"),
    ]
    losses = formats.write(name, tmp_path / "out", entries)
    assert {"a", "b"} >= {loss.where for loss in losses} >= {"a"}
    assert {one.audience for one in formats.read(name, tmp_path / "out")} <= {"internal"}


@pytest.mark.parametrize("name", DESKS)
def test_what_only_this_library_keeps_apart_never_leaves_it(name: str, tmp_path: Path) -> None:
    entries = [
        Snippet("a", "reply", "A", "Text of a draft.", status="proposed"),
        Snippet("b", "reply", "B", "Shared words.", tags=("fragment",)),
        Snippet("c", "reply", "C", "Now: {{> b}}"),
        Snippet("d", "reply", "D", "For one team.", team="night"),
    ]
    losses = formats.write(name, tmp_path / "out", entries)
    read = {one.body: one.audience for one in formats.read(name, tmp_path / "out")}
    assert read in (
        {"Now: Shared words.": "public"},
        {"Now: Shared words.": "public", "For one team.": "internal"},
    )
    assert {loss.where for loss in losses} >= {"a", "b", "c", "d"}


@pytest.mark.parametrize("name", DESKS)
def test_what_a_desk_has_no_place_for_is_a_loss(name: str, tmp_path: Path) -> None:
    entry = Snippet(
        *("a", "reply", "A reply", "See {{order.number}}."),
        locale="de",
        shortcut="s",
        examples=("Where?",),
    )
    said = {loss.what for loss in formats.write(name, tmp_path / "out", [entry])}
    assert "examples (they stay in this library)" in said
    assert name in SHORTCUTS or "a shortcut" in said
    assert any("{{order.number}}" in what for what in said)
    (read,) = formats.read(name, tmp_path / "out")
    assert read.body == "See ⟦order number⟧."


@pytest.mark.parametrize("name", DESKS)
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", r"bad\.json:1: this is not JSON, or it was cut short"),
        (b'{"articles": [{"id": 1,', r"bad\.json:1: this is not JSON, or it was cut short"),
        (b'{"articles": [\n{"id": 1},\n{"title', r"bad\.json:3: .*cut short"),
        (b'{"a": "\xff"}', r"bad\.json: this is not UTF-8"),
        (b"[1]", r"bad\.json: \[0\]: this is not a JSON object"),
        (b'{"error": "RecordNotFound"}', r"bad\.json: this is neither a "),
        (b"[" * 100_000, r"bad\.json: this is not JSON"),
    ],
)
def test_a_broken_page_is_named(name: str, content: bytes, words: str, tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_bytes(content)
    with pytest.raises(FileInvalid, match=words):
        formats.read(name, tmp_path)


@pytest.mark.parametrize("name", DESKS)
def test_a_folder_without_pages_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(FileInvalid, match=r"holds no file that ends in \.json"):
        formats.read(name, tmp_path)


def macro(number: int, text: str = "Text.", **fields: object) -> dict[str, object]:
    said = [{"field": "comment_value", "value": text}]
    return {"id": number, "title": f"Macro {number}", "actions": said} | fields


def zendesk(path: Path, *macros: dict[str, object], encoding: str = "utf-8") -> list[Snippet]:
    path.write_text(json.dumps({"macros": macros}, ensure_ascii=False), encoding)
    return formats.read("zendesk", path)


def test_a_number_that_stands_twice_is_named_with_both_places(tmp_path: Path) -> None:
    words = r"page2\.json: macros\[0\]: id 'zendesk-1' stands at .*page1\.json: macros\[0\] already"
    zendesk(tmp_path / "page1.json", macro(1))
    zendesk(tmp_path / "page2.json", macro(1))
    with pytest.raises(FileInvalid, match=words):
        formats.read("zendesk", tmp_path)


def test_pages_are_read_in_their_order(tmp_path: Path) -> None:
    for number in (10, 2, 1):
        zendesk(tmp_path / f"page{number}.json", macro(number))
    read = formats.read("zendesk", tmp_path)
    assert [one.id for one in read] == ["zendesk-1", "zendesk-2", "zendesk-10"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_of_json_are_told_apart(encoding: str, tmp_path: Path) -> None:
    (read,) = zendesk(tmp_path / "page.json", macro(1, "Grüße 🙂"), encoding=encoding)
    assert read.body == "Grüße 🙂"


def test_many_rows_are_read(tmp_path: Path) -> None:
    many = [macro(number) for number in range(20_000)]
    assert len(zendesk(tmp_path / "page.json", *many)) == 20_000


def test_a_field_of_the_wrong_kind_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileInvalid, match=r"macros\[0\]: 'title' has to be a text"):
        zendesk(tmp_path / "page.json", macro(1, title=5))


def test_a_macro_with_html_that_acts_is_harmless(tmp_path: Path) -> None:
    said = "<p onclick='x()'>Hi<script>x()</script><a href='javascript:x()'>you</a></p>"
    actions = [{"field": "comment_value_html", "value": said}]
    (read,) = zendesk(tmp_path / "page.json", macro(1, actions=actions))
    assert read.body == "Hiyou"
