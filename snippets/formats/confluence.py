"""Confluence: the export of a space as XML or as HTML, in a zip or unpacked.

Which of them it is is seen from `entities.xml`. Neither has the addresses of pages, so that
links between them keep only their words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from snippets.errors import FileInvalid, SnippetInvalid
from snippets.formats import bodies, folders, packed, storage, wiki, xml
from snippets.formats.bodies import Body
from snippets.formats.documents import Record
from snippets.formats.entry import Item, Loss
from snippets.snippet import slug

DIALECT = "confluence"
_ENTITIES = "entities.xml"
_KEPT = ("Page", "BlogPost", "BodyContent", "Space", "Label", "Labelling")
_WIKI_MARKUP = "0"
_NUMBER = re.compile(r"(?:^|_)(\d{1,20})$")
Fields = dict[str, str]


def read(path: Path) -> Iterator[Item]:
    """The pages of an export that are in use. Raises FileInvalid."""
    with packed.opened(path) as members:
        entities = [one for one in members if one.name.name == _ENTITIES]
        pages = [one for one in members if one.name.suffix.lower() in (".html", ".htm")]
        what = "entities.xml and no page that ends in .html"
        packed.check_any(bool(entities or pages), path, what, members)
        yield from packed.archives(members)
        for one in entities:
            yield from _xml(one)
        for one in [] if entities else pages:
            if one.name.stem != "index":
                yield from _html(one)


@dataclass(slots=True)
class _Export:
    """The objects of entities.xml: their fields by class and id, and bodies by their page."""

    where: str
    objects: dict[str, dict[str, Fields]] = field(default_factory=dict)

    def of(self, name: str) -> dict[str, Fields]:
        return self.objects.get(name, {})

    def bodies(self) -> dict[str, Fields]:
        return {one["content"]: one for one in self.of("BodyContent").values() if "content" in one}

    def tags(self) -> dict[str, list[str]]:
        """The names of labels by the page that has them."""
        names = {key: one.get("name", "") for key, one in self.of("Label").items()}
        tags: dict[str, list[str]] = {}
        for one in self.of("Labelling").values():
            name = names.get(one.get("label", ""))
            if name:
                tags.setdefault(one.get("content", ""), []).append(name)
        return tags

    def paths(self) -> dict[str, folders.Path]:
        """The titles from the top to each page."""
        records = [
            Record(self.where, "", {"id": key, "name": one["title"], "parent": one.get("parent")})
            for key, one in self.of("Page").items()
            if one.get("title", "").strip()
        ]
        return folders.paths(records, "parent")


def _xml(member: packed.Member) -> Iterator[Item]:
    export = _Export(member.where)
    with member.open() as stream:
        for element in xml.streamed(stream, "object", member.where):
            name, key = element.get("class"), (element.findtext("id") or "").strip()
            if name in _KEPT and key:
                export.objects.setdefault(name, {})[key] = _fields(element)
    found, tags, paths = export.bodies(), export.tags(), export.paths()
    for key in export.of("BlogPost"):
        yield Loss(f"{member.where}: BlogPost {key}", "a blog post (left out)")
    for key, page in export.of("Page").items():
        where = f"{member.where}: Page {key}"
        why = _left_out(page, found.get(key))
        if why:
            yield Loss(where, f"{why} (left out)")
            continue
        space = export.of("Space").get(page.get("space", ""), {}).get("name", "")
        body = _body(found[key]["body"], where)
        folder = (*([space] if space else []), *paths.get(page.get("parent", ""), ()))
        read = wiki.Page(where, f"confluence-{key}", page["title"], body, folder, tags.get(key, ()))
        yield from wiki.imported(read)


def _fields(element: Any) -> Fields:
    """The properties of an object; of one that is another object its id."""
    found = {}
    for one in element.iterfind("property"):
        inner = one.find("id")
        found[one.get("name")] = (one.text if inner is None else inner.text) or ""
    return {name: value.strip() for name, value in found.items() if value.strip()}


def _left_out(page: Fields, body: Fields | None) -> str:
    """Why a page is no page to import, "" where it is one."""
    if page.get("originalVersion") or page.get("originalVersionId"):
        return "an older version of a page"
    status = page.get("contentStatus", "current")
    if status != "current":
        return f"a page with the status {status!r}"
    if body is None or "body" not in body or "title" not in page:
        return "a page without text"
    if body.get("bodyType") == _WIKI_MARKUP:
        return "a page in the wiki markup of old: edit it once in Confluence"
    return ""


def _body(source: str, where: str) -> Body:
    try:
        clean, lost = storage.to_html(source)
    except SnippetInvalid as error:
        raise FileInvalid(f"{where}: {error}") from error
    body = bodies.from_html(clean, DIALECT, where)
    return Body(body.text, (*lost, *body.lost))


def _html(member: packed.Member) -> Iterator[Item]:
    from bs4 import BeautifulSoup

    try:
        soup = BeautifulSoup(member.text(), "lxml")
        content = soup.find(id="main-content")
        if content is None:
            yield Loss(member.where, "a file that is no page (left out)")
            return
        above = [one.get_text(" ", strip=True) for one in soup.select("#breadcrumbs a")]
        lost = tuple(dict.fromkeys(_unlinked(content)))
        body = bodies.from_html(content.decode_contents(), DIALECT, member.where)
    except RecursionError as error:
        raise FileInvalid(f"{member.where}: the HTML is nested too deeply to be read") from error
    number = _NUMBER.search(member.name.stem)
    title = _title(soup, above[0] if above else "") or member.name.stem
    read = wiki.Page(
        member.where,
        f"confluence-{number[1] if number else slug(member.name.stem)}",
        title,
        Body(body.text, (*lost, *body.lost)),
        tuple(one for one in above if one),
    )
    yield from wiki.imported(read)


def _title(soup: Any, space: str) -> str:
    """The title of an exported page, which begins with that of its space."""
    shown = soup.find(id="title-text") or soup.title
    text = " ".join(shown.get_text().split()) if shown else ""
    return text.removeprefix(f"{space} : ") if space else text.partition(" : ")[2] or text


def _unlinked(content: Any) -> Iterator[str]:
    """Take away what leads only within the export; what that was."""
    for link in content.find_all("a", href=True):
        if not re.match(r"[a-z][a-z0-9+.-]{0,20}:", str(link["href"]), re.IGNORECASE):
            if not str(link["href"]).startswith("#"):
                yield f"a link to the page {link.get_text(' ', strip=True)!r} (its words are kept)"
            link.unwrap()
    for image in content.find_all("img"):
        if not re.match(r"https?:", str(image.get("src") or ""), re.IGNORECASE):
            yield "an image or file that is attached"
            image.replace_with(str(image.get("alt") or ""))
    for table in content.find_all(class_="toc-macro"):
        yield "the macro 'toc'"
        table.decompose()
