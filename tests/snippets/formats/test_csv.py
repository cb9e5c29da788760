"""Tables: delimiters, encodings, columns, and those that are broken."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from snippets import formats
from snippets.errors import FileInvalid
from snippets.snippet import Snippet


def table(folder: Path, content: str | bytes, encoding: str = "utf-8") -> Path:
    path = folder / "t.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_seen(delimiter: str, tmp_path: Path) -> None:
    rows = [["Title", " BODY ", "tags"], ["T", '"a, b; c | d\te"', '"x, y"']]
    path = table(tmp_path, "\r\n".join(delimiter.join(row) for row in rows))
    (read,) = formats.read("csv", path)
    assert (read.id, read.body, read.tags) == ("t", "a, b; c | d\te", ("x", "y"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_are_told_apart(encoding: str, tmp_path: Path) -> None:
    path = table(tmp_path, "title,body\nGrüße,ça va 🙂\n", encoding)
    taken = formats.take("csv", path)
    assert (taken.entries[0].snippet.body, taken.losses) == ("ça va 🙂", ())


def test_windows_letters_are_read_and_said(tmp_path: Path) -> None:
    taken = formats.take("csv", table(tmp_path, "title,body\nGrüße,5 €\n", "cp1252"))
    assert taken.entries[0].snippet.title == "Grüße"
    assert "Windows-1252" in taken.losses[0].what


def test_a_column_that_we_do_not_know_is_a_loss(tmp_path: Path) -> None:
    taken = formats.take("csv", table(tmp_path, "title,body,color\nT,b,red\n"))
    assert [loss.what for loss in taken.losses] == ["the column 'color'"]


def test_only_the_columns_that_there_are_are_spoken_of(tmp_path: Path) -> None:
    (entry,) = formats.take("csv", table(tmp_path, "title,body\nT,b\n")).entries
    assert entry.given == {"id", "title", "body"}


def test_empty_rows_are_passed_over_and_places_are_those_of_the_file(tmp_path: Path) -> None:
    path = table(tmp_path, 'title,body\nA,"one\ntwo"\n,\nB,b\n')
    places = [entry.where for entry in formats.take("csv", path).entries]
    assert places == [f"{path}:2", f"{path}:5"]


def test_a_long_body_fits_a_cell(tmp_path: Path) -> None:
    snippet = Snippet("a", "reply", "A", "x" * 200_000)
    formats.write("csv", tmp_path / "out.csv", [snippet])
    assert formats.read("csv", tmp_path / "out.csv") == [snippet]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", r":1: there is no column 'title'"),
        ("title,text\nA,b\n", r":1: there is no column 'body'"),
        ("title,body,body\nA,b,c\n", r":1: there are two columns"),
        ("title,body\nA,b\nB\n", r":3: 1 cells, where the first row has 2"),
        ("title,body\nA,b,c\n", r":2: 3 cells, where the first row has 2"),
        ('title,body\nA,"cut sh', r":2: this is no table, or it was cut short"),
        ("title,body\n,b\n", r":2: field 'title' "),
        ("title,body,kind\nA,b,x\n", r":2: field 'kind' has to be"),
        ('title,body,tags\nA,b,"[1"\n', r":2: 'tags' has to be a JSON list"),
        ("title,body,tags\nA,b,[1]\n", r":2: field 'tags' has to be a text"),
        ("id,title,body\na,A,b\na,B,b\n", r":3: id 'a' stands at .*:2 already"),
        ("title,body,shortcut\nA,b,s\nB,b,s\n", r":3: shortcut 's' stands at .*:2 already"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", r"this is not utf-8 or cp1252"),
        (codecs.BOM_UTF16_LE + b"t\x00i", r"this is not utf-16"),
        (codecs.BOM_UTF8 + b"title,body\nA,\xff\n", r"this is not utf-8-sig"),
    ],
)
def test_a_broken_table_is_named(content: str | bytes, words: str, tmp_path: Path) -> None:
    path = table(tmp_path, content)
    with pytest.raises(FileInvalid, match=words) as error:
        formats.read("csv", path)
    assert str(error.value).startswith(str(path))


def test_a_folder_is_no_table(tmp_path: Path) -> None:
    with pytest.raises(FileInvalid, match="can't be read"):
        formats.read("csv", tmp_path)


def test_many_rows_are_read(tmp_path: Path) -> None:
    path = table(tmp_path, "id,title,body\n" + "".join(f"{n},T{n},b\n" for n in range(100_000)))
    assert len(formats.read("csv", path)) == 100_000
