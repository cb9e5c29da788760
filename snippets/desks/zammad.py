"""Zammad: text modules, and the answers of its knowledge base, each shown by itself.

A list has no total and the server may give fewer than asked for, so that it is read until a
page is empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from snippets.desks.address import Address
from snippets.desks.desk import Desk, Headers
from snippets.desks.paging import at, until_empty
from snippets.desks.reader import Listing, Reader, filled
from snippets.errors import DeskRefused
from snippets.formats import zammad
from snippets.formats.documents import Record

MODULES = Listing(
    "/api/v1/text_modules",
    "text module",
    paging=until_empty,
    query={"page": "1", "per_page": "100"},
)
OVERVIEW = "/api/v1/knowledge_bases/init"
ANSWER = "/api/v1/knowledge_bases/{}/answers/{}"


def _sign_in(key: str, _: Address) -> Headers:
    return {"Authorization": f"Token token={key}"}


def _modules(reader: Reader) -> Iterator[Record]:
    return reader.records(MODULES)


def _answers(reader: Reader) -> Iterator[Record]:
    """Each answer of the overview, with the texts of all its translations."""
    overview = reader.value(OVERVIEW, method="POST")
    if overview and at(overview, "KnowledgeBase") is None:
        raise DeskRefused(f"{reader.address.host} does not show its knowledge base to this key")
    translations = _objects(overview, "KnowledgeBaseAnswerTranslation").values()
    first = next(iter(_objects(overview, "KnowledgeBase")), None)
    for key, answer in _objects(overview, "KnowledgeBaseAnswer").items():
        category = at(overview, "KnowledgeBaseCategory", str(answer.get("category_id")))
        base = at(category, "knowledge_base_id") or first
        contents = [one.get("content_id") for one in translations if _is_of(one, key)]
        path = filled(ANSWER, base, key)
        shown = Record(path, "shown answer", {})
        if reader.is_wanted(answer):
            yield from reader.whole(
                shown, path, full="1", include_contents=",".join(map(str, contents))
            )


def _is_of(translation: Mapping[str, Any], key: str) -> bool:
    return str(translation.get("answer_id")) == key


def _objects(overview: Any, name: str) -> dict[str, dict[str, Any]]:
    """The objects of a kind by their numbers; none where nothing may be seen."""
    found = at(overview, name)
    every = found.items() if isinstance(found, dict) else ()
    return {key: one for key, one in every if isinstance(one, dict)}


DESK = Desk(
    "an access token with the right to read both",
    _sign_in,
    {"text modules": _modules, "knowledge base answers": _answers},
    zammad.items,
)
