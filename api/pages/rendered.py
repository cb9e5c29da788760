"""A snippet's Markdown as the pages show it: sanitised, its placeholders and slots as chips."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from markupsafe import Markup

from snippets.formats.html import to_html

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

_CHIPS = re.compile(r"(\{\{[^{}]*\}\}|⟦[^⟦⟧\n]*⟧)")
"""Placeholders, fragments and slots."""


def rendered(markdown: str) -> Markup:
    """Sanitised HTML; links lead into a window of their own."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(to_html(markdown), "html.parser")
    for text in soup.find_all(string=_CHIPS):
        text.replace_with(*_parts(soup, str(text)))
    for link in soup.find_all("a"):
        link.attrs |= {"target": "_blank", "rel": "noopener noreferrer"}
    for image in soup.find_all("img"):
        image.replace_with(_linked(soup, image))
    return Markup(soup.decode(formatter="minimal"))


def _parts(soup: BeautifulSoup, text: str) -> Iterator[str | Tag]:
    for part in filter(None, _CHIPS.split(text)):
        if not _CHIPS.fullmatch(part):
            yield part
            continue
        chip = soup.new_tag("span", attrs={"class": "slot" if part[0] == "⟦" else "placeholder"})
        chip.string = part
        yield chip


def _linked(soup: BeautifulSoup, image: Tag) -> Tag:
    """A link in an image's place: the page asks no other host for anything."""
    link = soup.new_tag("a", attrs={"href": str(image.get("src") or ""), "target": "_blank"})
    link.attrs["rel"] = "noopener noreferrer"
    link.string = str(image.get("alt") or "") or "image"
    return link
