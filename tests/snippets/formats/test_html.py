"""HTML to Markdown and back: what survives, what never does, what is said of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snippets.errors import SnippetInvalid
from snippets.formats.html import to_html, to_markdown

STABLE = [
    "Hi **Ann**,\n\nline one\nline two\n\nbye",
    "- one\n  - within\n- two\n\nafter",
    "1. first\n2. second",
    "3. third\n4. fourth",
    "[a link](https://lamps.example/a_b?c=d&e=f) and <https://lamps.example>",
    "| A | B |\n| --- | --- |\n| 1 | 2\\|3 |",
    "## Title\n\n> quoted\n\n---\n\n~~gone~~ *soft* `x_y`",
    "```\ncode  {{ticket.id}}\n\n\n  more\n```",
    "Hi {{customer.first_name|there}}, see [it](https://x.example/{{ticket.id}})",
    "| A |\n| --- |\n| {{customer.first_name|there}} |",
    "snake_case, 2 < 3 & 4 > 1, 🙂",
]


@pytest.mark.parametrize("text", STABLE)
def test_markdown_survives_a_round_trip(text: str) -> None:
    assert to_markdown(to_html(text)) == (text, ())


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("a<br>b<br/><br />c", "a\nb\n\nc"),
        ("a<br><br><br><br>b", "a\n\nb"),
        ("<p>a</p><p>&nbsp;</p><p>b</p>", "a\n\nb"),
        ("<p>wrapped\nline</p>", "wrapped line"),
        ("<div>Hi,</div><div><br></div><div>one</div><div>two</div>", "Hi,\n\none\ntwo"),
        ("text<br>- a<br>- b", "text\n\n- a\n- b"),
        ("<b>a</b><strong> b</strong>", "**a** **b**"),
        ("<table><tr><td>A</td><td>B</td></tr></table>", "| A | B |\n| --- | --- |"),
        ('<img src="https://x.example/a.png" alt="Plan">', "[Plan](https://x.example/a.png)"),
        ("&lt;b&gt; &amp; &quot;", '<b> & "'),
        ("a\x00b\x1bc", "abc"),
        ("", ""),
        ("<<<>>> < p", None),
    ],
)
def test_html_is_read_as_people_see_it(source: str, text: str | None) -> None:
    read, _ = to_markdown(source)
    assert text is None or read == text


@pytest.mark.parametrize(
    ("source", "lost"),
    [
        ("<script>x()</script>", "<script> and what it holds"),
        ("<style>p {}</style>", "<style> and what it holds"),
        ('<iframe src="//x.example"></iframe>', "<iframe> and what it holds"),
        ('<p onclick="x()">a</p>', "scripts in attributes (onclick and the like)"),
        ('<p style="color: red">a</p>', "styles (colours, sizes, fonts)"),
        ("<u>a</u>", "the look of <u> (its words are kept)"),
        ('<img src="https://x.example/a">', "an image (kept as a link)"),
        ('<table><tr><td colspan="2">a</td></tr></table>', "merged table cells"),
        ('<a href="javascript:x()">a</a>', "a link of the kind javascript:"),
    ],
)
def test_what_is_lost_is_said_once(source: str, lost: str) -> None:
    text, losses = to_markdown(source * 2)
    assert losses == (lost,)
    assert "x()" not in text


@pytest.mark.parametrize(
    "text",
    [
        "<script>x()</script>",
        "<img src=x onerror=x()>",
        "[a](javascript:x())",
        '{{a|<script>x()</script>}} {{b|"><script>}}',
        "[a]({{a|javascript:x()}})",
        "![a](javascript:x())",
    ],
)
def test_nothing_that_acts_is_written(text: str) -> None:
    written = to_html(text)
    assert not any(sign in written for sign in ("<script", "<img", 'href="javascript'))


def test_html_that_is_nested_without_end_is_refused() -> None:
    with pytest.raises(SnippetInvalid, match="nested too deeply"):
        to_markdown("<div>" * 5_000)


@given(st.text())
def test_any_text_can_be_read_and_written(text: str) -> None:
    read, _ = to_markdown(text)
    assert "<script" not in to_html(read)
