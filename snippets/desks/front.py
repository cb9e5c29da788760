"""Front: message templates of the company and of teams, their folders, and articles."""

from __future__ import annotations

from collections.abc import Iterator

from snippets.desks.desk import Desk, bearer
from snippets.desks.paging import by_cursor
from snippets.desks.reader import Listing, Reader, filled, id_of
from snippets.formats import front
from snippets.formats.documents import Record
from snippets.formats.entry import Loss

_PAGES = by_cursor("page_token", "_pagination", "next")
_WITHIN = ("_results",)
FOLDERS = Listing("/message_template_folders", "folder", _WITHIN, _PAGES, changed="")
TEMPLATES = Listing("/message_templates", "template", _WITHIN, _PAGES)
TEAMS = Listing("/teams", "team", _WITHIN, _PAGES, changed="")
OF_TEAM = Listing("/teams/{}/message_templates", "template", _WITHIN, _PAGES)
BASES = Listing("/knowledge_bases", "knowledge base", _WITHIN, _PAGES, changed="")
ARTICLES = Listing(
    "/knowledge_bases/{}/articles", "article", _WITHIN, _PAGES, changed="last_edited_at"
)
CONTENT = "/knowledge_base_articles/{}/content"


def _templates(reader: Reader) -> Iterator[Record]:
    yield from reader.records(FOLDERS)
    yield from reader.records(TEMPLATES)


def _of_teams(reader: Reader) -> Iterator[Record]:
    for team in reader.records(TEAMS):
        yield from reader.records(OF_TEAM.of(id_of(team)))


def _articles(reader: Reader) -> Iterator[Record]:
    for base in reader.records(BASES):
        for one in reader.records(ARTICLES.of(id_of(base))):
            if len(one.fields.get("locales") or ()) > 1:
                reader.losses.append(Loss(one.where, "translations of an article"))
            yield from reader.whole(one, filled(CONTENT, id_of(one)))


DESK = Desk(
    "an API token",
    bearer,
    {
        "message templates": _templates,
        "templates of teams": _of_teams,
        "knowledge base articles": _articles,
    },
    front.items,
)
