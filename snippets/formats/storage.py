"""Confluence's storage format, XHTML with elements of its own, to plain HTML.

Macros with words in them become these words, code stays code, and what can't be carried is
said. Source: Atlassian's page "Confluence Storage Format".
"""

from __future__ import annotations

import html
import re
from typing import Any

from snippets.errors import SnippetInvalid
from snippets.formats.html import TOO_DEEP

_CODE = ("code", "noformat")
_SHOWN = {"status": "title", "jira": "key"}
"""Macros without a body that show one of their parameters."""
_EMPTY = re.compile(r"<((?:ac|ri|at):[\w-]+)(?![\w-])([^<>]*)/>")
_BODIES = ["ac:rich-text-body", "ac:plain-text-body"]
_DROPPED = ("ac:parameter", "ac:placeholder", "ac:task-id", "ac:task-status", "ac:task-uuid")
_LISTS = {"ac:task-list": "ul", "ac:task": "li"}


def to_html(source: str) -> tuple[str, tuple[str, ...]]:
    """The HTML of a page's body, and what could not be carried, each said once.

    Raises SnippetInvalid where it can't be read.
    """
    from bs4 import BeautifulSoup

    lost: dict[str, None] = {}
    try:
        soup = BeautifulSoup(_EMPTY.sub(r"<\1\2></\1>", _without_cdata(source)), "lxml")
        for tag in soup.find_all(_is_theirs):
            _change(soup, tag, lost)
        for tag in soup.find_all("time"):
            tag.string = str(tag.get("datetime") or tag.get_text())
        return (soup.body or soup).decode_contents(), tuple(lost)
    except RecursionError as error:
        raise SnippetInvalid(TOO_DEEP) from error


def _without_cdata(source: str) -> str:
    """The same with literal sections escaped, which HTML has none of."""
    first, *rest = source.split("<![CDATA[")
    parts = [part.partition("]]>") for part in rest]
    return first + "".join(html.escape(text) + after for text, _, after in parts)


def _is_theirs(tag: Any) -> bool:
    return tag.name.partition(":")[0] in ("ac", "ri", "at") and ":" in tag.name


def _change(soup: Any, tag: Any, lost: dict[str, None]) -> None:
    """Put HTML in the place of one element; those within come later, in their turn."""
    if tag.decomposed or tag.parent is None or not _is_theirs(tag):
        return
    name = tag.name
    if name in ("ac:structured-macro", "ac:macro"):
        _change_macro(soup, tag, lost)
    elif name == "ac:link":
        _change_link(tag, lost)
    elif name == "ac:image":
        _change_image(soup, tag, lost)
    elif name in _LISTS:
        _change_task(tag)
    elif name == "ac:emoticon":
        tag.replace_with(str(tag.get("ac:emoji-fallback") or ""))
    elif name in _DROPPED:
        tag.decompose()
    else:
        tag.unwrap()


def _change_macro(soup: Any, tag: Any, lost: dict[str, None]) -> None:
    name = str(tag.get("ac:name") or "")
    body = tag.find(_BODIES, recursive=False)
    if name in _CODE and body:
        tag.replace_with(_code(soup, body.get_text()))
        return
    if name in _SHOWN:
        tag.replace_with(_parameter(tag, _SHOWN[name]))
        return
    lost[f"the macro {name!r}{' (its words are kept)' if body else ''}"] = None
    title = _parameter(tag, "title")
    for one in tag.find_all("ac:parameter", recursive=False):
        one.decompose()
    if body:
        body.name = "div"
        if title:
            body.insert(0, _bold(soup, title))
        tag.unwrap()
    else:
        tag.decompose()


def _code(soup: Any, text: str) -> Any:
    block = soup.new_tag("pre")
    block.string = text
    return block


def _bold(soup: Any, text: str) -> Any:
    line, strong = soup.new_tag("p"), soup.new_tag("strong")
    strong.string = text
    line.append(strong)
    return line


def _parameter(tag: Any, name: str) -> str:
    found = tag.find("ac:parameter", attrs={"ac:name": name}, recursive=False)
    return str(found.get_text()) if found else ""


def _change_link(tag: Any, lost: dict[str, None]) -> None:
    """Its words: an export doesn't say where pages are."""
    page, user = tag.find("ri:page"), tag.find("ri:user")
    title = str(page.get("ri:content-title") or "") if page else ""
    shown = tag.find(["ac:plain-text-link-body", "ac:link-body"])
    what = f"a link to the page {title!r}" if title else "a link within the wiki"
    lost["who is mentioned" if user else f"{what} (its words are kept)"] = None
    tag.replace_with(" ".join(shown.get_text().split()) if shown else title)


def _change_image(soup: Any, tag: Any, lost: dict[str, None]) -> None:
    source, about = tag.find("ri:url"), str(tag.get("ac:alt") or "")
    if source is None:
        lost["an image or file that is attached"] = None
        tag.replace_with(about)
        return
    tag.replace_with(soup.new_tag("img", src=str(source.get("ri:value") or ""), alt=about))


def _change_task(tag: Any) -> None:
    status = tag.find("ac:task-status", recursive=False)
    if status is not None:
        tag.insert(0, "[x] " if status.get_text().strip() == "complete" else "[ ] ")
    tag.name = _LISTS[tag.name]
