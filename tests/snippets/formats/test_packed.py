"""Zips and folders of exports: what is refused before anything of it is unpacked."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path

import pytest

from snippets import formats
from snippets.errors import FileInvalid
from snippets.formats import packed, xml

PAGE = "# A\n\nWords."


def zipped(path: Path, *members: tuple[str | zipfile.ZipInfo, bytes | str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path


def names(path: Path) -> list[str]:
    with packed.opened(path) as members:
        return [str(one.name) for one in members]


def test_members_are_sorted_and_folders_are_none(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", ("b.md", PAGE), ("a/", ""), ("a/c.md", PAGE))
    assert names(path) == ["a/c.md", "b.md"]


@pytest.mark.parametrize("name", ["../a.md", "/a.md", "a/../../b.md", "C:/a.md", "..\\a.md"])
def test_paths_outside_are_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(FileInvalid, match="names a place outside"):
        names(zipped(tmp_path / "a.zip", (name, PAGE)))


def test_a_link_within_is_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("a.md")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with pytest.raises(FileInvalid, match="is a link"):
        names(zipped(tmp_path / "a.zip", (link, "/etc/hosts")))


def test_a_link_out_of_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x")
    (tmp_path / "export").mkdir()
    (tmp_path / "export" / "a.md").symlink_to(tmp_path / "secret")
    with pytest.raises(FileInvalid, match="link to a place outside"):
        names(tmp_path / "export")


def test_what_unpacks_to_far_too_much_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileInvalid, match="unpacks to more than 200 times its size"):
        names(zipped(tmp_path / "a.zip", ("a.md", b"0" * (4 << 20))))


@pytest.mark.parametrize(("limit", "words"), [("MOST_MEMBERS", "files"), ("MOST_BYTES", "GB")])
def test_limits_of_the_whole(
    limit: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packed, limit, 1)
    with pytest.raises(FileInvalid, match=rf"holds more than .* {words}"):
        names(zipped(tmp_path / "a.zip", ("a.md", PAGE), ("b.md", PAGE)))


def test_a_page_that_is_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packed, "MOST_PAGE_BYTES", 3)
    with pytest.raises(FileInvalid, match="is larger than"):
        formats.read("notion", zipped(tmp_path / "a.zip", ("a.md", PAGE)))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_stands_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileInvalid, match="twice under one name"):
        names(zipped(tmp_path / "a.zip", ("a.md", PAGE), ("a.md", PAGE)))


@pytest.mark.parametrize(("name", "plain"), [("./a.md", "a.md"), ("d//a.md", "d/a.md")])
def test_names_in_another_form_are_read(name: str, plain: str, tmp_path: Path) -> None:
    with packed.opened(zipped(tmp_path / "a.zip", (name, PAGE))) as (member,):
        assert (str(member.name), member.text()) == (plain, PAGE)


def test_one_name_in_two_forms_stands_twice(tmp_path: Path) -> None:
    with pytest.raises(FileInvalid, match="twice under one name"):
        names(zipped(tmp_path / "a.zip", ("a.md", PAGE), ("./a.md", PAGE)))


@pytest.mark.parametrize("name", [".", "./."])
def test_a_member_without_a_name_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(FileInvalid, match="is no name of a file"):
        names(zipped(tmp_path / "a.zip", (name, PAGE)))


@pytest.mark.parametrize("name", ["notion", "confluence"])
def test_an_export_of_nothing_but_an_archive_says_what_to_do(name: str, tmp_path: Path) -> None:
    inner = zipped(tmp_path / "Part-1.zip", ("a.md", PAGE)).read_bytes()
    path = zipped(tmp_path / "a.zip", ("Part-1.zip", inner))
    with pytest.raises(FileInvalid, match=r"Part-1\.zip is packed: unpack it, and give its folder"):
        formats.read(name, path)


def test_an_archive_beside_pages_is_a_loss(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", ("a.md", PAGE), ("b/plans.ZIP", b"PK"))
    taken = formats.take("notion", path)
    assert len(taken.entries) == 1
    assert taken.losses[0].what == "an archive within the export (left out)"


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04 cut"])
def test_what_is_no_zip_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(content)
    with pytest.raises(FileInvalid, match="not a zip, or it was cut short"):
        formats.read("notion", tmp_path / "a.zip")


@pytest.mark.parametrize("name", ["a.md", "entities.xml"])
def test_changed_bytes_are_refused(name: str, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, "<a>" + "words " * 100 + "</a>")
    path.write_bytes(path.read_bytes().replace(b"words words", b"words w0rds", 1))
    with pytest.raises(FileInvalid, match="not a zip, or it was cut short"):
        formats.read("notion" if name == "a.md" else "confluence", path)


def test_bytes_that_are_no_utf_8_are_named(tmp_path: Path) -> None:
    with pytest.raises(FileInvalid, match=r"a\.zip: a\.md: this is not UTF-8"):
        formats.read("notion", zipped(tmp_path / "a.zip", ("a.md", b"\xff\xfe\xfa")))


BOMB = """<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><a><object>&b;</object></a>"""
OUTSIDE = """<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a><object>&x;</object></a>"""


@pytest.mark.parametrize("source", [BOMB, OUTSIDE, "<!DOCTYPE a SYSTEM 'a.dtd'><a><object/></a>"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_with_entities_of_its_own_is_refused(
    source: str, encoding: str, tmp_path: Path
) -> None:
    (tmp_path / "a.xml").write_bytes(source.encode(encoding))
    with pytest.raises(FileInvalid, match="document type of its own"):
        list(xml.elements(tmp_path / "a.xml", "object"))


@pytest.mark.parametrize("source", ["", "<a><object>", "words", "<a><b></a>", "<a>&nbsp;</a>"])
def test_broken_xml_is_named(source: str, tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(source)
    with pytest.raises(FileInvalid, match=r"a\.xml:\d+: this is not XML, or it was cut short"):
        list(xml.elements(tmp_path / "a.xml", "object"))
