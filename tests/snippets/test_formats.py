"""Formats: round trips, and files that are broken in every way we could think of."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snippets import formats
from snippets.errors import FileInvalid, FormatUnknown
from snippets.fields import OwnTests
from snippets.formats.jsonl import objects
from snippets.formats.plan import plan
from snippets.snippet import Snippet

WHOLE = [name for name, format_ in formats.FORMATS.items() if format_.whole]
GOOD = {"id": "a", "title": "A", "body": "b"}


def line(**fields: Any) -> str:
    return json.dumps(GOOD | fields)


def written(folder: Path, content: bytes | str, name: str = "library.jsonl") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("name", WHOLE)
def test_what_is_written_is_read_again(
    name: str, tmp_path: Path, starter_entries: list[Snippet]
) -> None:
    formats.write(name, tmp_path / "out", starter_entries)
    read = formats.read(name, tmp_path / "out")
    assert sorted(read, key=lambda one: one.id) == sorted(starter_entries, key=lambda one: one.id)


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize(
    "change",
    [
        {"title": "null"},
        {"title": "2024-01-01"},
        {"title": "yes: no # maybe"},
        {"title": "'quoted' \"twice\""},
        {"id": "123"},
        {"id": "größe/mit Leerzeichen"},
        {"id": "../../etc/passwd"},
        {"body": "---\n\nbegins with a rule"},
        {"body": "text\n\n---\n\nmore"},
        {"body": "🙂 日本語\n\nعربي"},
        {"body": "{{a|b}} ⟦c⟧ <b>&amp;</b>"},
        {"tags": ("1", "true", "null", "a: b")},
        {"tests": OwnTests(("two\nlines", "yes: no"), ("null", 'a "b", c'))},
        {"examples": ("two\nlines", " leading", "trailing ", "tab\there", "a\u2028b")},
        {"shortcut": "on", "audience": "internal", "url": "https://example.com/?a=b#c"},
    ],
    ids=str,
)
def test_odd_values_survive_a_round_trip(name: str, change: dict[str, Any], tmp_path: Path) -> None:
    snippet = Snippet(**{"id": "a", "kind": "article", "title": "A", "body": "b"} | change)
    formats.write(name, tmp_path / "out", [snippet])
    assert formats.read(name, tmp_path / "out") == [snippet]
    assert [path for path in tmp_path.iterdir() if path.name != "out"] == []


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_any_text_survives_in_json_lines(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.mktemp("lines") / "out"
    snippet = Snippet("a", "reply", text[:500], text, examples=(text,))
    formats.write("jsonl", path, [snippet])
    assert formats.read("jsonl", path) == [snippet]


def test_markdown_keeps_ids_apart_that_differ_in_case(tmp_path: Path) -> None:
    entries = [Snippet(one, "reply", one, "text") for one in ("refund", "Refund")]
    formats.write("markdown", tmp_path / "out", entries)
    assert len(formats.read("markdown", tmp_path / "out")) == 2


def test_an_unknown_format_is_refused_with_those_that_there_are(tmp_path: Path) -> None:
    with pytest.raises(FormatUnknown, match="'desk'; there are jsonl, markdown"):
        formats.read("desk", tmp_path)


@pytest.mark.parametrize("name", formats.FORMATS)
def test_a_path_that_is_not_there_is_named(name: str, tmp_path: Path) -> None:
    with pytest.raises(FileInvalid, match="none does not exist"):
        formats.read(name, tmp_path / "none")


def test_a_byte_order_mark_and_windows_line_ends_are_fine(tmp_path: Path) -> None:
    text = "\ufeff" + line() + "\r\n\r\n  \r\n" + line(id="b") + "\r\n"
    assert [one.id for one in formats.read("jsonl", written(tmp_path, text))] == ["a", "b"]


def test_a_last_line_without_an_end_is_read(tmp_path: Path) -> None:
    assert len(formats.read("jsonl", written(tmp_path, line() + "\n" + line(id="b")))) == 2


def test_an_empty_file_holds_nothing(tmp_path: Path) -> None:
    assert formats.read("jsonl", written(tmp_path, b"")) == []


def test_a_packed_file_is_unpacked(tmp_path: Path) -> None:
    path = written(tmp_path, gzip.compress(line().encode()), "library.jsonl.gz")
    assert [one.id for one in formats.read("jsonl", path)] == ["a"]


@pytest.mark.parametrize(
    ("content", "at", "words"),
    [
        (line() + "\n{", 2, "not JSON"),
        (line() + "\n\n" + line(id="b")[:-1], 3, "not JSON"),
        ("[1]", 1, "not a JSON object"),
        ("null", 1, "not a JSON object"),
        (line() + "\n" + "[" * 100_000, 2, "not JSON"),
        (b"\x89PNG\r\n\x1a\n\x00", 1, "not UTF-8"),
        (b"\x00\x01\x02", 1, "not JSON"),
        (line().encode() + b'\n{"id": "\xff"}', 2, "not UTF-8"),
        (line().encode("utf-16"), 1, "not UTF-8"),
        (line() + "\n" + line(id="b", kind="x"), 2, "'kind' has to be"),
        (line() + "\n" + line(id="b", color="x"), 2, "unknown field 'color'"),
        (line(body="\x00"), 1, "control characters"),
        ('{"id": "a", "title": "\\ud800", "body": "b"}', 1, "half a character"),
        (line() + "\n" + line(), 2, "id 'a' stands at .*:1 already"),
        (line(shortcut="s") + "\n" + line(id="b", shortcut="s"), 2, "shortcut 's' stands at"),
        ('{"n": ' + "9" * 5_000 + "}", 1, "not JSON"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, content: bytes | str, at: int, words: str) -> None:
    path = written(tmp_path, content)
    with pytest.raises(FileInvalid, match=rf"^{path}:{at}: .*{words}"):
        formats.read("jsonl", path)


@pytest.mark.parametrize("kept", [0, 5, 30])
def test_a_packed_file_cut_short_is_refused(tmp_path: Path, kept: int) -> None:
    packed = gzip.compress("".join(line(id=str(n)) + "\n" for n in range(50)).encode())
    path = written(tmp_path, packed[:kept] or b"no gzip", "library.jsonl.gz")
    with pytest.raises(FileInvalid, match=r"library\.jsonl\.gz"):
        formats.read("jsonl", path)


def test_a_packed_file_with_changed_bytes_is_refused(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(line().encode() * 50))
    packed[len(packed) // 2] ^= 0xFF
    path = written(tmp_path, bytes(packed), "library.jsonl.gz")
    with pytest.raises(FileInvalid, match=r"library\.jsonl\.gz"):
        formats.read("jsonl", path)


def test_a_folder_is_no_json_lines_file(tmp_path: Path) -> None:
    with pytest.raises(FileInvalid, match="can't be read"):
        formats.read("jsonl", tmp_path)


def test_objects_name_their_place(tmp_path: Path) -> None:
    path = written(tmp_path, '{"a": 1}\n\n{"b": 2}\n')
    assert list(objects(path)) == [(f"{path}:1", {"a": 1}), (f"{path}:3", {"b": 2})]


class TestMarkdown:
    def test_the_file_name_is_the_id_where_none_is_given(self, tmp_path: Path) -> None:
        written(tmp_path, "---\ntitle: T\n---\nbody\n", "my-reply.md")
        (snippet,) = formats.read("markdown", tmp_path)
        assert (snippet.id, snippet.kind, snippet.body) == ("my-reply", "reply", "body")

    def test_files_without_front_matter_are_passed_over(self, tmp_path: Path) -> None:
        written(tmp_path, "# Read me\n", "README.md")
        assert formats.read("markdown", tmp_path) == []

    def test_subfolders_are_read(self, tmp_path: Path) -> None:
        (tmp_path / "a" / "b").mkdir(parents=True)
        written(tmp_path / "a" / "b", "---\ntitle: T\n---\nbody\n", "deep.md")
        assert [one.id for one in formats.read("markdown", tmp_path)] == ["deep"]

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"---\ntitle: [T\n---\nbody\n", r"x\.md:\d+: the front matter is not YAML"),
            (b"---\ntitle: T\n---\n", r"x\.md: field 'body'"),
            (b"---\nkind: reply\n---\nbody\n", r"x\.md: field 'title' is missing"),
            (b"---\ntitle: T\ncolor: x\n---\nbody\n", r"x\.md: unknown field 'color'"),
            (b"---\ntitle: 5\n---\nbody\n", r"x\.md: field 'title' has to be a text"),
            (b"\xff\xfe\x00", r"x\.md: this is not UTF-8"),
            (b"---\ntitle: T\n---\na\x00b\n", r"x\.md: field 'body' holds control"),
        ],
    )
    def test_a_broken_file_is_named(self, tmp_path: Path, content: bytes, words: str) -> None:
        written(tmp_path, content, "x.md")
        with pytest.raises(FileInvalid, match=words):
            formats.read("markdown", tmp_path)

    def test_two_files_with_one_id_are_refused(self, tmp_path: Path) -> None:
        for name in ("a.md", "b.md"):
            written(tmp_path, "---\nid: same\ntitle: T\n---\nbody\n", name)
        with pytest.raises(FileInvalid, match=r"b\.md: id 'same' stands at .*a\.md already"):
            formats.read("markdown", tmp_path)


@pytest.mark.parametrize("name", [name for name, one in formats.FORMATS.items() if one.write])
def test_a_place_that_cannot_be_written_is_named(name: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FileInvalid, match="can't be written"):
        formats.write(name, tmp_path / "file" / "out", [Snippet("a", "reply", "A", "b")])


def test_writing_replaces_a_file_whole(tmp_path: Path) -> None:
    path = written(tmp_path, "old")
    formats.write("jsonl", path, [Snippet("a", "reply", "A", "b")])
    assert [one.id for one in formats.read("jsonl", path)] == ["a"]
    assert list(tmp_path.iterdir()) == [path]


def test_a_line_of_before_leaves_new_fields_alone(tmp_path: Path) -> None:
    file = tmp_path / "library.jsonl"
    file.write_text('{"id": "a", "title": "A", "body": "x"}\n', "utf-8")
    before = Snippet("a", "reply", "A", "old", team="blue", folder="Hall", owner="kim", tags=("t",))
    taken = formats.take("jsonl", file)
    (after,) = plan([before], taken.entries).changed
    assert (after.body, after.team, after.folder, after.owner) == ("x", "blue", "Hall", "kim")
