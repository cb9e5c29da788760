"""Notion: titles and links without ids, databases, zips."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from snippets import formats

FIXTURE = Path(__file__).parent / "fixtures" / "notion" / "export"
ID = "00112233445566778899aabbccddeeff"


def body(text: str, folder: Path, name: str = f"Page {ID}.md") -> str:
    (folder / name).write_text(f"# Page\n\n{text}", "utf-8")
    (page,) = formats.read("notion", folder)
    return page.body


def test_a_zip_is_read_like_its_folder(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "Export.zip", "w") as archive:
        for file in FIXTURE.rglob("*.*"):
            archive.write(file, f"Export-{ID[:8]}-{ID[8:12]}/{file.relative_to(FIXTURE)}")
    assert {one.id for one in formats.read("notion", tmp_path / "Export.zip")} == {
        one.id for one in formats.read("notion", FIXTURE)
    }


def test_the_folder_of_the_export_itself_is_none(tmp_path: Path) -> None:
    top = tmp_path / "Export-00112233-4455-6677-8899-aabbccddeeff" / "Part-1"
    (top / f"Care {ID}").mkdir(parents=True)
    (top / f"Care {ID}" / "Bulbs.md").write_text("# Bulbs\n\nWords.", "utf-8")
    (page,) = formats.read("notion", tmp_path)
    assert (page.title, page.folder) == ("Bulbs", "Care")


def test_a_page_without_heading_is_named_by_its_file(tmp_path: Path) -> None:
    (tmp_path / f"Two words {ID}.md").write_text("Words.", "utf-8")
    (page,) = formats.read("notion", tmp_path)
    assert (page.title, page.id, page.body) == ("Two words", f"notion-{ID}", "Words.")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (f"[a](Page%20{ID}.md)", f"[a](https://www.notion.so/{ID})"),
        (f"[a](https://www.notion.so/Page-{ID}?pvs=4)", f"[a](https://www.notion.so/{ID})"),
        (f"[a](Other%20{ID[::-1]}.md)", "a"),
        ("[a](https://x.example/b_(c))", "[a](https://x.example/b_(c))"),
        ("![a](https://x.example/b.png)", "[a](https://x.example/b.png)"),
        ("![a](files/b.png)", "a"),
        ("[a](mailto:ann@x.example)", "[a](mailto:ann@x.example)"),
        ("`[a](b.md)`", "`[a](b.md)`"),
        ("Note: these are words.\n\nMore.", "Note: these are words.\n\nMore."),
    ],
)
def test_links_lead_to_pages_or_are_words(text: str, read: str, tmp_path: Path) -> None:
    assert body(text, tmp_path) == read


@pytest.mark.parametrize("part", ["[", "](", "[a](", "(", "![]("])
def test_odd_markup_without_end_is_read(part: str, tmp_path: Path) -> None:
    assert body(part * 4_000, tmp_path).startswith(part)


def test_properties_are_those_of_the_table_only(tmp_path: Path) -> None:
    rows = tmp_path / "Board"
    rows.mkdir()
    (tmp_path / f"Board {ID}.csv").write_text("Name,State\nA,Archived\n", "utf-8")
    (rows / "A.md").write_text("# A\n\nState: Archived\n\nWords.", "utf-8")
    (rows / "B.md").write_text("# B\n\nHint: Archived\n\nWords.", "utf-8")
    taken = formats.take("notion", tmp_path)
    assert [one.snippet.title for one in taken.entries] == ["B"]
    assert taken.losses[0].what == "a page with the status 'archived' (left out)"
