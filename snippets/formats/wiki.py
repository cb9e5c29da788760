"""Pages of wikis, which say neither who may read them nor where their links lead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from snippets.fields import MOST_CHARACTERS
from snippets.formats.bodies import Body
from snippets.formats.entry import Entry, Item, Loss, entry, folder_path

WHO = "who may read a page (it is internal until you make it public)"


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is imported; `folder` is the path of the pages above it."""

    where: str
    id: str
    title: str
    body: Body
    folder: tuple[str, ...] = ()
    tags: Sequence[str] = field(default=())
    url: str | None = None


def imported(page: Page) -> Iterator[Item]:
    """The page as an internal article; an audience that it was given here stays.

    Raises FileInvalid, naming the place.
    """
    most = MOST_CHARACTERS["body"]
    if not page.body.text.strip() or len(page.body.text) > most:
        why = f"of more than {most:,} characters" if page.body.text.strip() else "without text"
        yield Loss(page.where, f"a page {why} (left out)")
        return
    yield from page.body.losses(page.where)
    yield Loss(page.where, WHO)
    fields = {
        "id": page.id,
        "kind": "article",
        "title": " ".join(page.title.split())[: MOST_CHARACTERS["title"]],
        "body": page.body.text,
        "tags": list(page.tags) or None,
        "audience": "internal",
        "url": page.url,
    }
    yield _without_audience(entry(page.where, fields, _fitting(page.folder)))


def _without_audience(read: Entry) -> Entry:
    return replace(read, given=read.given - {"audience"})


def _fitting(folder: tuple[str, ...]) -> tuple[str, ...]:
    """As many names of a path as a folder takes."""
    while len(folder_path(folder)) > MOST_CHARACTERS["folder"]:
        folder = folder[:-1]
    return folder
