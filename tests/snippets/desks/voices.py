"""How each help desk speaks, two objects a page, with the records of the format's fixtures."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.snippets.desks.upstream import Answer, Asked, Voice

FIXTURES = Path(__file__).parents[1] / "formats" / "fixtures"
SIZE = 2
KEY = "sesame"
DAY = "2026-01-05T09:00:00Z"
LONG_AGO = datetime(2001, 1, 1, tzinfo=UTC)
Objects = list[dict[str, Any]]


def page(desk: str, name: str) -> Any:
    return json.loads((FIXTURES / desk / "export" / f"{name}.json").read_text("utf-8"))


def basic(user: str, password: str) -> str:
    return "Basic " + b64encode(f"{user}:{password}".encode()).decode()


def without(one: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in one.items() if name not in names}


def by_id(found: Sequence[dict[str, Any]], key: str, envelope: str = "") -> Answer:
    for one in found:
        if str(one["id"]) == key:
            return Answer({envelope: one} if envelope else one)
    return Answer({"error": "RecordNotFound"}, 404)


def numbered(asked: Asked, found: Objects) -> tuple[int, Objects, int]:
    """The number of the page that is asked for, its objects, and how many pages there are."""
    number = int(asked.query.get("page", "1"))
    pages = -(-len(found) // SIZE)
    return number, found[(number - 1) * SIZE : number * SIZE], pages


def after(asked: Asked, parameter: str, found: Objects) -> tuple[Objects, str | None]:
    """The objects after a cursor, and the next one."""
    start = int(asked.query.get(parameter, "c0")[1:])
    end = start + SIZE
    return found[start:end], f"c{end}" if end < len(found) else None


# Zendesk: cursors; a link to a next page even on the last one.

ZD_MACROS: Objects = (
    page("zendesk", "macros-page1")["macros"] + page("zendesk", "macros-page2")["macros"]
)
ZD_ARTICLES: Objects = page("zendesk", "articles")["articles"]


def zd_page(asked: Asked, name: str, found: Objects) -> Answer:
    objects, cursor = after(asked, "page[after]", found)
    link = f"{asked.origin}{asked.path}?page[size]={SIZE}&page[after]={cursor or 'c99'}"
    meta = {"has_more": bool(cursor), "after_cursor": cursor, "before_cursor": None}
    return Answer({name: objects, "meta": meta, "links": {"prev": None, "next": link}})


def zd_in(asked: Asked, locale: str) -> Answer:
    return zd_page(asked, "articles", [one for one in ZD_ARTICLES if one["locale"] == locale])


ZENDESK = Voice(
    f"ann@lamps.example:{KEY}",
    "Authorization",
    basic("ann@lamps.example/token", KEY),
    {
        r"/api/v2/macros(?:\.json)?": lambda asked: zd_page(asked, "macros", ZD_MACROS),
        r"/api/v2/help_center/locales": lambda _: Answer(
            {"locales": ["en-us", "de"], "default_locale": "en-us"}
        ),
        r"/api/v2/help_center/articles(?:\.json)?": lambda asked: zd_page(
            asked, "articles", ZD_ARTICLES
        ),
        r"/api/v2/help_center/([\w-]+)/articles": zd_in,
    },
)


# Freshdesk: numbers, and a Link header for as long as there is more.

FD_RESPONSES: Objects = page("freshdesk", "canned_responses")
FD_FOLDERS: Objects = page("freshdesk", "solution_folders")["folders"]
FD_ARTICLES: Objects = page("freshdesk", "solution_articles")["articles"]


def fd_page(asked: Asked, found: Objects) -> Answer:
    number, objects, pages = numbered(asked, found)
    link = f'<{asked.origin}{asked.path}?page={number + 1}>; rel="next"'
    dated = [{"created_at": DAY, "updated_at": DAY} | one for one in objects]
    return Answer(dated, headers={"Link": link} if number < pages else {})


def fd_of(asked: Asked, found: Objects, folder: str) -> Answer:
    return fd_page(asked, [one for one in found if str(one["folder_id"]) == folder])


FD_HIDDEN = {"id": 73, "name": "Within", "visibility": 2, "category_id": 3, "description": "Deep"}
FRESHDESK = Voice(
    KEY,
    "Authorization",
    basic(KEY, "X"),
    {
        r"/api/v2/canned_response_folders": lambda asked: fd_page(
            asked, page("freshdesk", "canned_response_folders")
        ),
        r"/api/v2/canned_response_folders/(\d+)/responses": lambda asked, key: fd_of(
            asked, [without(one, "content", "content_html") for one in FD_RESPONSES], key
        ),
        r"/api/v2/canned_responses/(\d+)": lambda _, key: by_id(FD_RESPONSES, key),
        r"/api/v2/solutions/categories": lambda asked: fd_page(asked, [{"id": 3, "name": "All"}]),
        r"/api/v2/solutions/categories/3/folders": lambda asked: fd_page(
            asked, [FD_FOLDERS[0], FD_FOLDERS[1] | {"sub_folders_count": 1}]
        ),
        r"/api/v2/solutions/folders/72/subfolders": lambda asked: fd_page(asked, [FD_HIDDEN]),
        r"/api/v2/solutions/folders/(\d+)/articles": lambda asked, key: fd_of(
            asked, FD_ARTICLES, key
        ),
    },
)


# Help Scout: previews in bare lists, and Docs with envelopes.

HS_REPLIES: Objects = page("helpscout", "replies")
HS_ARTICLES: Objects = page("helpscout", "articles")["articles"]["items"]
HS_COLLECTION = {"id": "5f0c1a2b3c4d5e6f70819200", "name": "Lamps", "visibility": "public"}


def hs_inboxes(asked: Asked) -> Answer:
    number, objects, pages = numbered(asked, [{"id": 9}, {"id": 10}, {"id": 11}])
    told = {"size": SIZE, "totalElements": 3, "totalPages": pages, "number": number}
    return Answer({"_embedded": {"mailboxes": objects}, "page": told})


def hs_replies(_: Asked, inbox: str) -> Answer:
    found = HS_REPLIES if inbox == "10" else []
    return Answer([without(one, "text", "chatText") for one in found])


def hs_token(asked: Asked) -> Answer:
    wanted = {"grant_type": "client_credentials", "client_id": "app", "client_secret": "secret"}
    return Answer({"access_token": KEY}) if asked.form == wanted else Answer({}, 401)


def hs_docs(asked: Asked, name: str, found: Objects) -> Answer:
    number, objects, pages = numbered(asked, found)
    return Answer({name: {"page": number, "pages": pages, "count": len(found), "items": objects}})


HELPSCOUT = Voice(
    "app:secret",
    "Authorization",
    f"Bearer {KEY}",
    {
        r"/v2/oauth2/token": hs_token,
        r"/v2/mailboxes": hs_inboxes,
        r"/v2/mailboxes/(\d+)/saved-replies": hs_replies,
        r"/v2/mailboxes/10/saved-replies/(\d+)": lambda _, key: by_id(HS_REPLIES, key),
    },
    open=("/v2/oauth2/token",),
)
HELPSCOUT_DOCS = Voice(
    KEY,
    "Authorization",
    basic(KEY, "X"),
    {
        r"/v1/collections": lambda asked: hs_docs(asked, "collections", [HS_COLLECTION]),
        r"/v1/collections/\w+/articles": lambda asked: hs_docs(
            asked, "articles", [without(one, "text", "keywords") for one in HS_ARTICLES]
        ),
        r"/v1/articles/(\w+)": lambda _, key: by_id(HS_ARTICLES, key, "article"),
    },
)


# Intercom: a cursor within a cursor for macros, numbers for articles.

IC_MACROS: Objects = page("intercom", "macros")["data"]
IC_ARTICLES: Objects = page("intercom", "articles")["data"]


def ic_macros(asked: Asked) -> Answer:
    bare = [one | {"body": None, "body_text": None} for one in IC_MACROS]
    objects, cursor = after(asked, "starting_after", bare)
    following = {"starting_after": cursor} if cursor else None
    return Answer({"type": "list", "data": objects, "pages": {"next": following}})


def ic_articles(asked: Asked) -> Answer:
    number, objects, pages = numbered(asked, [*IC_ARTICLES, IC_ARTICLES[0]])
    return Answer(
        {"type": "list", "data": objects, "pages": {"page": number, "total_pages": pages}}
    )


INTERCOM = Voice(
    KEY,
    "Authorization",
    f"Bearer {KEY}",
    {
        r"/macros": ic_macros,
        r"/macros/(\d+)": lambda _, key: by_id(IC_MACROS, key),
        r"/articles": ic_articles,
    },
)


# Front: the next page as an address, at a host of the company's.

FR_FOLDERS: Objects = page("front", "message_template_folders")["_results"]
FR_TEMPLATES: Objects = page("front", "message_templates")["_results"]
FR_ARTICLES: Objects = page("front", "articles")["articles"]


def fr_page(asked: Asked, found: Objects) -> Answer:
    objects, cursor = after(asked, "page_token", found)
    link = f"https://lamps.api.front.example{asked.path}?page_token={cursor}"
    return Answer({"_pagination": {"next": link if cursor else None}, "_results": objects})


FRONT = Voice(
    KEY,
    "Authorization",
    f"Bearer {KEY}",
    {
        r"/message_template_folders": lambda asked: fr_page(asked, FR_FOLDERS),
        r"/message_templates": lambda asked: fr_page(asked, FR_TEMPLATES),
        r"/teams": lambda asked: fr_page(asked, [{"id": "tim_1"}]),
        r"/teams/tim_1/message_templates": lambda asked: fr_page(asked, FR_TEMPLATES[:1]),
        r"/knowledge_bases": lambda asked: fr_page(asked, [{"id": "knb_1"}]),
        r"/knowledge_bases/knb_1/articles": lambda asked: fr_page(
            asked, [{"id": one["id"], "slug": "s", "locales": ["en"]} for one in FR_ARTICLES]
        ),
        r"/knowledge_base_articles/(\w+)/content": lambda _, key: Answer(
            without(by_id(FR_ARTICLES, key).value, "id")
        ),
    },
)


# Gorgias: a cursor, and the calls made of those allowed.

GG_MACROS: Objects = page("gorgias", "macros")["data"]


def gg_macros(asked: Asked) -> Answer:
    objects, cursor = after(asked, "cursor", GG_MACROS)
    meta = {"prev_cursor": None, "next_cursor": cursor}
    headers = {"X-Gorgias-Account-Api-Call-Limit": "3/40"}
    return Answer({"data": objects, "object": "list", "meta": meta}, headers=headers)


GORGIAS = Voice(
    f"ann@lamps.example:{KEY}",
    "Authorization",
    basic("ann@lamps.example", KEY),
    {r"/api/macros": gg_macros},
)


# Chatwoot: a bare list, and numbered pages without a number of pages.

CW_RESPONSES: Objects = page("chatwoot", "canned_responses")
CW_ARTICLES: Objects = page("chatwoot", "articles-page1")["payload"]


def cw_articles(asked: Asked) -> Answer:
    number, objects, _ = numbered(asked, CW_ARTICLES)
    meta = {"articles_count": len(CW_ARTICLES), "current_page": number}
    return Answer({"payload": objects, "meta": meta})


CHATWOOT = Voice(
    KEY,
    "Api_Access_Token",
    KEY,
    {
        r"/api/v1/profile": lambda _: Answer({"id": 1, "accounts": [{"id": 7, "name": "Lamps"}]}),
        r"/api/v1/accounts/7/canned_responses": lambda _: Answer(CW_RESPONSES),
        r"/api/v1/accounts/7/portals": lambda _: Answer({"payload": [{"id": 1, "slug": "help"}]}),
        r"/api/v1/accounts/7/portals/help/articles": cw_articles,
    },
)


# Zammad: numbers without a total; an overview of the knowledge base, and each answer by itself.

ZM_MODULES: Objects = page("zammad", "text_modules")
ZM_ANSWERS = {key: page("zammad", f"answer-{key}") for key in ("1", "2", "3")}


def zm_overview(_: Asked) -> Answer:
    merged: dict[str, dict[str, Any]] = {"KnowledgeBase": {"1": {"id": 1}}}
    for answer in ZM_ANSWERS.values():
        for kind, objects in answer["assets"].items():
            merged.setdefault(kind, {}).update(objects)
    merged.pop("KnowledgeBaseAnswerTranslationContent")
    return Answer(merged)


def zm_answer(asked: Asked, key: str) -> Answer:
    assets = dict(ZM_ANSWERS[key]["assets"])
    kind = "KnowledgeBaseAnswerTranslationContent"
    wanted = asked.query.get("include_contents", "").split(",")
    assets[kind] = {key: one for key, one in assets[kind].items() if key in wanted}
    return Answer({"id": int(key), "assets": assets})


ZAMMAD = Voice(
    KEY,
    "Authorization",
    f"Token token={KEY}",
    {
        r"/api/v1/text_modules": lambda asked: Answer(numbered(asked, ZM_MODULES)[1]),
        r"/api/v1/knowledge_bases/init": zm_overview,
        r"/api/v1/knowledge_bases/1/answers/(\d)": zm_answer,
    },
)


# LibreDesk: one envelope.

LIBREDESK = Voice(
    f"name:{KEY}",
    "Authorization",
    f"token name:{KEY}",
    {r"/api/v1/macros": lambda _: Answer(page("libredesk", "macros"))},
)

VOICES = {
    "zendesk": ZENDESK,
    "helpscout": HELPSCOUT,
    "freshdesk": FRESHDESK,
    "intercom": INTERCOM,
    "front": FRONT,
    "gorgias": GORGIAS,
    "chatwoot": CHATWOOT,
    "zammad": ZAMMAD,
    "libredesk": LIBREDESK,
}
