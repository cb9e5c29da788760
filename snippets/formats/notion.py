"""Notion: the export as Markdown & CSV, in a zip or unpacked.

Files and folders are named `Title 0123…cdef` with 32 hex digits, which are the page's id and
leave its title. A row of a database is a page that begins with its properties.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from snippets.formats import bodies, packed, wiki
from snippets.formats.bodies import Body
from snippets.formats.entry import Item, Loss
from snippets.formats.placeholders import outside_code
from snippets.snippet import slug

DIALECT = "notion"
ADDRESS = "https://www.notion.so/"
_HEX = re.compile(r"(?:^|[ \-/])([0-9a-f]{32})(?=$|[._?#])")
_EXPORT = re.compile(r"Export-[0-9a-f-]{36}|Part-\d{1,4}|[0-9a-f]{32}")
_LINK = re.compile(r"(!?)\[([^\[\]\n]{0,1000})\]\(((?:[^()\n]|\([^()\n]{0,300}\)){1,2000})\)")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{1,20}:", re.IGNORECASE)
_PROPERTY = re.compile(r"([^:\n]{1,200}): (.*)")
_ASIDE = re.compile(r"^</?aside>[^\S\n]*\n?", re.MULTILINE)
_BLANK = re.compile(r"\n{3,}")
_UNFINISHED = {
    "status": ("draft", "archived", "not started", "in progress"),
    "state": ("draft", "archived"),
    "archived": ("yes", "true"),
    "draft": ("yes", "true"),
}
_TAGS = ("tags", "labels", "keywords")
Columns = Mapping[PurePosixPath, frozenset[str]]
"""The names of a database's columns by the folder that its rows lie in."""


def read(path: Path) -> Iterator[Item]:
    """The pages of an export that are in use. Raises FileInvalid."""
    with packed.opened(path) as members:
        pages = [one for one in members if one.name.suffix == ".md"]
        packed.check_any(bool(pages), path, "page that ends in .md", members)
        yield from packed.archives(members)
        known = {found[1] for one in pages if (found := _HEX.search(one.name.stem))}
        columns = {_folder(one.name): _columns(one.text()) for one in members if _is_table(one)}
        for page in pages:
            yield from _page(page, known, columns)


def _is_table(member: packed.Member) -> bool:
    return member.name.suffix == ".csv"


def _folder(table: PurePosixPath) -> PurePosixPath:
    """The folder of the rows of a table, without the id, as it may be written or not."""
    return table.parent / _plain(table.stem.removesuffix("_all"))


def _columns(text: str) -> frozenset[str]:
    try:
        return frozenset(name.strip() for name in next(csv.reader(io.StringIO(text)), []))
    except csv.Error:
        return frozenset()


def _page(member: packed.Member, known: set[str], columns: Columns) -> Iterator[Item]:
    title, text = _headed(member.text(), _plain(member.name.stem))
    above = member.name.parent
    row = columns.get(above.parent / _plain(above.name), frozenset())
    properties, text = _properties(text, row)
    unfinished = next(_unfinished(properties), None)
    if unfinished:
        yield Loss(member.where, f"a page with the status {unfinished!r} (left out)")
        return
    for name in properties if text else ():
        if name.lower() not in _TAGS:
            yield Loss(member.where, f"the property {name!r}")
    found = _HEX.search(member.name.stem)
    key = found[1] if found else ""
    page = wiki.Page(
        member.where,
        f"notion-{key or slug(str(member.name.with_suffix('')))}",
        title,
        _body(text, known),
        tuple(_plain(part) for part in above.parts if not _EXPORT.fullmatch(part)),
        _tags(properties),
        ADDRESS + key if key else None,
    )
    yield from wiki.imported(page)


def _plain(name: str) -> str:
    """A name without the id at its end."""
    return re.sub(r" ?[0-9a-f]{32}$", "", name) or name


def _headed(text: str, name: str) -> tuple[str, str]:
    """The title and what follows it; the file's name where the page has no heading."""
    first, _, rest = text.lstrip().partition("\n")
    if first.startswith("# ") and first[2:].strip():
        return first[2:].strip(), rest.strip("\n")
    return name, text.strip("\n")


def _properties(text: str, columns: frozenset[str]) -> tuple[dict[str, str], str]:
    """What a row of a database begins with, and the rest."""
    block, _, rest = text.partition("\n\n")
    lines = [_PROPERTY.fullmatch(line) for line in block.splitlines()]
    pairs = {line[1]: line[2].strip() for line in lines if line and line[1] in columns}
    return (pairs, rest.strip("\n")) if pairs and len(pairs) == len(lines) else ({}, text)


def _unfinished(properties: Mapping[str, str]) -> Iterator[str]:
    for name, value in properties.items():
        if value.lower() in _UNFINISHED.get(name.lower(), ()):
            yield value.lower() if name.lower() in ("status", "state") else name.lower()


def _tags(properties: Mapping[str, str]) -> list[str]:
    values = [value for name, value in properties.items() if name.lower() in _TAGS]
    return [tag.strip() for value in values for tag in value.split(",") if tag.strip()]


def _body(text: str, known: set[str]) -> Body:
    lost: dict[str, None] = {}

    def linked(found: re.Match[str]) -> str:
        image, words, target = found.groups()
        page = _HEX.search(unquote(target))
        if page and page[1] in known and not image:
            return f"[{words}]({ADDRESS}{page[1]})"
        if _SCHEME.match(target):
            return f"[{words or 'image'}]({target})"
        what = f"a link to {words!r} (its words are kept)"
        lost["an image or file that is attached" if image else what] = None
        return words

    if _ASIDE.search(text):
        lost["the look of callouts (their words are kept)"] = None
    plain = outside_code(_ASIDE.sub("", text), lambda part: _LINK.sub(linked, part))
    body = bodies.from_text(_BLANK.sub("\n\n", plain), DIALECT)
    return Body(body.text, (*lost, *body.lost))
