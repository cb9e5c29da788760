"""Confluence: storage format, the HTML export, and zips of both."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from snippets import formats
from snippets.errors import FileInvalid, SnippetInvalid
from snippets.formats.plan import plan
from snippets.formats.storage import to_html

FIXTURE = Path(__file__).parent / "fixtures" / "confluence" / "export"
HTML = """<!DOCTYPE html><html><head><title>Lamp care : Dimmers</title></head><body>
<div id="main-header"><div id="breadcrumb-section"><ol id="breadcrumbs">
<li class="first"><span><a href="index.html">Lamp care</a></span></li>
<li><span><a href="Home_100.html">Home</a></span></li></ol></div>
<h1 id="title-heading"><span id="title-text"> Lamp care : Dimmers </span></h1></div>
<div id="content"><div class="page-metadata">Created by Ann</div>
<div id="main-content" class="wiki-content group"><p>Any for <strong>LED</strong>, see
<a href="Sockets_104.html">sockets</a> and <a href="https://lamps.example">us</a>.</p>
<p><img src="attachments/7/8.png" alt="A dimmer"></p><script>x()</script></div></div></body></html>
"""


def test_a_zip_is_read_like_its_folder(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "space.zip", "w") as archive:
        for file in FIXTURE.iterdir():
            archive.write(file, file.name)
    assert formats.read("confluence", tmp_path / "space.zip") == formats.read("confluence", FIXTURE)


def test_pages_of_the_html_export(tmp_path: Path) -> None:
    (tmp_path / "Dimmers_107.html").write_text(HTML, "utf-8")
    (tmp_path / "index.html").write_text("<p>Space</p>", "utf-8")
    taken = formats.take("confluence", tmp_path)
    (page,) = [one.snippet for one in taken.entries]
    assert (page.id, page.title, page.folder) == ("confluence-107", "Dimmers", "Lamp care/Home")
    assert page.audience == "internal"
    assert page.body == (
        "Any for **LED**, see sockets and [us](https://lamps.example).\n\nA dimmer"
    )
    assert {one.what for one in taken.losses} == {
        "a link to the page 'sockets' (its words are kept)",
        "an image or file that is attached",
        "<script> and what it holds",
        "who may read a page (it is internal until you make it public)",
    }


def test_a_file_that_is_no_page_is_a_loss(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>Words.</p>", "utf-8")
    (loss,) = formats.take("confluence", tmp_path).losses
    assert loss.what == "a file that is no page (left out)"


def test_a_page_that_was_made_public_here_stays_so() -> None:
    entries = formats.take("confluence", FIXTURE).entries
    public = [replace(one.snippet, audience="public") for one in entries]
    assert plan(public, entries).to_write == []


@pytest.mark.parametrize("kept", [100, 1_500, 4_000])
def test_an_export_that_was_cut_short_is_refused(kept: int, tmp_path: Path) -> None:
    content = (FIXTURE / "entities.xml").read_bytes()[:kept]
    (tmp_path / "entities.xml").write_bytes(content)
    with pytest.raises(FileInvalid, match=r"entities\.xml:\d+: .*cut short"):
        formats.read("confluence", tmp_path)


@pytest.mark.parametrize("name", ["a.json", "a.txt"])
def test_what_is_no_export_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("{}")
    with pytest.raises(FileInvalid, match=r"holds no entities\.xml and no page"):
        formats.read("confluence", tmp_path / name)


@pytest.mark.parametrize(
    ("source", "clean", "lost"),
    [
        ('<ac:structured-macro ac:name="toc"/>after', "after", "the macro 'toc'"),
        (
            '<ac:macro ac:name="tip"><ac:rich-text-body>a</ac:rich-text-body></ac:macro>',
            "<div>a</div>",
            "the macro 'tip' (its words are kept)",
        ),
        (
            '<ac:link><ri:user ri:userkey="1"/><ac:link-body>Ann</ac:link-body></ac:link>',
            "Ann",
            "who is mentioned",
        ),
        ('<ac:link ac:anchor="x"/>', "", "a link within the wiki (its words are kept)"),
        (
            '<ac:image><ri:url ri:value="https://x.example/a.png"/></ac:image>',
            '<img alt="" src="https://x.example/a.png"/>',
            None,
        ),
        (
            "<ac:layout><ac:layout-section><b>a</b></ac:layout-section></ac:layout>",
            "<b>a</b>",
            None,
        ),
        ("a<![CDATA[<b>]]>c<![CDATA[open", "a&lt;b&gt;copen", None),
    ],
)
def test_elements_of_the_storage_format(source: str, clean: str, lost: str | None) -> None:
    written, losses = to_html(source)
    assert written.replace("<p>", "").replace("</p>", "") == clean
    assert losses == ((lost,) if lost else ())


def macro(name: str, body: str) -> str:
    """A macro with words in it, as the storage format has it."""
    title = f'<ac:parameter ac:name="title">{name.upper()}</ac:parameter>'
    inner = f"{title}<ac:rich-text-body>{body}</ac:rich-text-body>"
    return f'<ac:structured-macro ac:name="{name}">{inner}</ac:structured-macro>'


def test_macros_in_macros_keep_their_words() -> None:
    source = macro("panel", "<p>a</p>" + macro("note", "<p>b</p>"))
    written, losses = to_html(source)
    words = ["PANEL", "<p>a</p>", "NOTE", "<p>b</p>"]
    assert sorted(words, key=written.index) == words
    assert "ac:" not in written
    assert len(losses) == 2


@pytest.mark.parametrize("part", ["<ac:a", "<![CDATA[", "]]>", '<ac:link ac:a="', "<ri:page/>"])
def test_odd_markup_without_end_is_read(part: str) -> None:
    with suppress(SnippetInvalid):
        assert isinstance(to_html(part * 5_000)[0], str)
