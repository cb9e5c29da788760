"""HTML to Markdown and back.

The library's bodies keep a line break as a line break: `<br>` becomes a new line and a new
line becomes `<br>`. Nothing is escaped in the Markdown, for drafts quote it as it is.
Scripts, styles, frames and event handlers never pass, in either direction.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from snippets.errors import SnippetInvalid
from snippets.snippet import PLACEHOLDER

_DROPPED = (
    *("script", "style", "iframe", "object", "embed", "applet", "noscript", "template"),
    *("video", "audio", "form", "input", "button", "select", "textarea", "svg", "math"),
)
"""Elements that go with all that they hold."""
_UNMARKED = ("u", "font", "sub", "sup", "mark", "small", "ins")
"""Elements that Markdown has no mark for: their words stay."""
_TAGS = {
    *("a", "b", "strong", "i", "em", "s", "del", "code", "pre", "kbd", "samp", "br", "hr", "img"),
    *("p", "div", "span", "section", "article", "blockquote", "q", "ul", "ol", "li"),
    *("dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th"),
}
_ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto", "tel", "sms", "ftp", "cid"}
MOST_DEPTH = 200
TOO_DEEP = "the HTML is nested too deeply to be read"
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)")
_VOID = ("br", "hr", "img")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\ufeff]")
_END = re.compile(r"[ \t\xa0]+$", re.MULTILINE)
_LEAD = re.compile(r"^ (?=\S)", re.MULTILINE)
_BLANK = re.compile(r"\n{3,}")
_LISTED = re.compile(r"^(?![-*+] |\d{1,9}[.)] )(\S[^\n]*)\n(?=- |1\. )", re.MULTILINE)
"""A line right before a list, where Markdown wants a blank one between."""
_FENCE = re.compile(r"(^```.*?^```$)", re.MULTILINE | re.DOTALL)
_TOKEN = "xTactfulPlaceholder{}x"  # noqa: S105
_TOKENS = re.compile(r"xTactfulPlaceholder(\d{1,6})x")


def to_markdown(source: str) -> tuple[str, tuple[str, ...]]:
    """The Markdown of an HTML text, and what could not be carried, each said once.

    Raises SnippetInvalid where it can't be read.
    """
    from bs4 import BeautifulSoup

    source = cleaned(source)
    try:
        clean = _checked(_clean(source))
        lost = tuple(dict.fromkeys(_lost(BeautifulSoup(source, "lxml"))))
        text = _converter().convert(clean)
    except RecursionError as error:
        raise SnippetInvalid(TOO_DEEP) from error
    return _tidy(text), lost


def to_html(markdown: str) -> str:
    """The HTML of a Markdown text; placeholders stay as they are, wherever they stand."""
    found: list[str] = []

    def token(match: re.Match[str]) -> str:
        found.append(match[0])
        return _TOKEN.format(len(found) - 1)

    rendered = _renderer().render(PLACEHOLDER.sub(token, markdown))
    return _TOKENS.sub(lambda match: html.escape(found[int(match[1])]), sanitised(rendered)).strip()


def cleaned(source: str) -> str:
    """A text without control characters and with plain line ends."""
    return _CONTROL.sub("", source).replace("\r\n", "\n").replace("\r", "\n")


def sanitised(source: str) -> str:
    """The same HTML with nothing in it that acts."""
    import nh3

    return nh3.clean(
        source,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        clean_content_tags=set(_DROPPED) - {"input", "embed"},
        link_rel=None,
    )


def _clean(source: str) -> str:
    return sanitised(source).replace("&nbsp;", " ").replace("\xa0", " ")


def _checked(clean: str) -> str:
    """The same sanitised HTML. Raises SnippetInvalid where it is nested too deeply."""
    depth = 0
    for tag in _TAG.finditer(clean):
        if tag[2] not in _VOID:
            depth += -1 if tag[1] else 1
        if depth > MOST_DEPTH:
            raise SnippetInvalid(TOO_DEEP)
    return clean


def _lost(soup: Any) -> Iterator[str]:
    for tag in soup.find_all(True):
        if tag.name in _DROPPED:
            yield f"<{tag.name}> and what it holds"
        elif tag.name in _UNMARKED:
            yield f"the look of <{tag.name}> (its words are kept)"
        elif tag.name == "img":
            yield "an image (kept as a link)"
        elif tag.name in ("td", "th") and ({"colspan", "rowspan"} & set(tag.attrs)):
            yield "merged table cells"
        if "style" in tag.attrs:
            yield "styles (colours, sizes, fonts)"
        if any(name.startswith("on") for name in tag.attrs):
            yield "scripts in attributes (onclick and the like)"
        yield from _lost_link(tag)


def _lost_link(tag: Any) -> Iterator[str]:
    address = str(tag.attrs.get("href" if tag.name == "a" else "src") or "").strip().lower()
    scheme = re.match(r"[a-z][a-z0-9+.-]*(?=:)", address)
    if tag.name in ("a", "img") and scheme and scheme[0] not in _SCHEMES:
        yield f"a link of the kind {scheme[0]}:"


def _tidy(text: str) -> str:
    """No spaces at line ends and at most one blank line, code blocks left alone."""
    parts = _FENCE.split(_END.sub("", text))
    for at in range(0, len(parts), 2):
        lines = _BLANK.sub("\n\n", _LEAD.sub("", parts[at]))
        parts[at] = _LISTED.sub(r"\1\n\n", lines)
    return "".join(parts).strip("\n")


@cache
def _renderer() -> Any:
    from markdown_it import MarkdownIt

    options = {"html": False, "breaks": True}
    return MarkdownIt("commonmark", options).enable(["table", "strikethrough"])


@cache
def _converter() -> Any:
    from markdownify import MarkdownConverter

    class Converter(MarkdownConverter):
        """Lines of `<div>` are lines, and an image is a link."""

        def convert_div(self, el: Any, text: str, parent_tags: set[str]) -> str:
            """A line of its own; an empty one is a blank line."""
            if "_inline" in parent_tags:
                return f" {text.strip()} "
            return f"\n{text.strip()}\n" if text.strip() else "\n\n"

        def convert_img(self, el: Any, text: str, parent_tags: set[str]) -> str:
            """A link to the image."""
            about = " ".join(str(el.get("alt") or "").split()).strip("[]") or "image"
            source = el.get("src")
            return f"[{about}]({source})" if source and "a" not in parent_tags else about

        def convert_td(self, el: Any, text: str, parent_tags: set[str]) -> str:
            """A cell; a bar in its text is escaped where it is no placeholder's."""
            bare = text if "{" in text else text.replace("|", "\\|")
            return f" {bare.strip().replace(chr(10), ' ')} |"

        convert_th = convert_td

    return Converter(
        bullets="-",
        heading_style="atx",
        wrap=True,
        wrap_width=None,
        table_infer_header=True,
        escape_asterisks=False,
        escape_underscores=False,
    )
