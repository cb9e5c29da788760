"""Other people's clients read the same desks: the mocks speak as the desks do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from freshdesk.v2 import api as freshdesk
from requests.adapters import HTTPAdapter
from zammad_py import ZammadAPI
from zenpy import Zenpy

from tests.snippets.desks import voices
from tests.snippets.desks.upstream import Answer, Upstream, Voice

Serve = Callable[[Voice], Upstream]


class Elsewhere(HTTPAdapter):
    """Sends what is meant for a desk's own host to a mock, and answers as if it came from there."""

    def __init__(self, upstream: Upstream) -> None:
        super().__init__()
        self.upstream = upstream

    def send(self, request: requests.PreparedRequest, *args: Any, **kw: Any) -> requests.Response:
        meant = str(request.url)
        parts = urlsplit(meant)
        request.url = meant.replace(f"{parts.scheme}://{parts.netloc}", self.upstream.address, 1)
        answer = super().send(request, *args, **{**kw, "verify": False})
        answer.url = request.url = meant
        return answer


def elsewhere(upstream: Upstream, session: requests.Session) -> requests.Session:
    session.trust_env = False
    for scheme in ("https://", "http://"):
        session.mount(scheme, Elsewhere(upstream))
    return session


def names(found: list[dict[str, Any]], field: str) -> list[str]:
    return [one[field] for one in found]


@pytest.fixture
def zendesk(serve: Serve) -> tuple[Zenpy, Upstream]:
    upstream = serve(voices.ZENDESK)
    session = elsewhere(upstream, requests.Session())
    client = Zenpy(subdomain="lamps", email="ann@lamps.example", token=voices.KEY, session=session)
    session.auth = ("ann@lamps.example/token", voices.KEY)
    return client, upstream


def test_zenpy_pages_through_macros(zendesk: tuple[Zenpy, Upstream]) -> None:
    client, upstream = zendesk
    assert [one.title for one in client.macros()] == names(voices.ZD_MACROS, "title")
    assert [one.path for one in upstream.asked] == ["/api/v2/macros.json"] * 3


def test_zenpy_pages_through_articles(zendesk: tuple[Zenpy, Upstream]) -> None:
    client, _ = zendesk
    bodies = [one.body for one in client.help_center.articles()]
    assert bodies == names(voices.ZD_ARTICLES, "body")


def test_zenpy_waits_when_it_is_told_to(
    zendesk: tuple[Zenpy, Upstream], monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    monkeypatch.setattr("zenpy.lib.api.sleep", waits.append)
    client, upstream = zendesk
    upstream.faults = {2: Answer({}, 429, {"Retry-After": "2"})}
    assert len(list(client.macros())) == len(voices.ZD_MACROS)
    assert waits == [1, 1]


def test_zammad_py_reads_text_modules_and_answers(serve: Serve) -> None:
    upstream = serve(voices.ZAMMAD)
    client = ZammadAPI(url=f"{upstream.address}/api/v1/", http_token=voices.KEY)
    modules = f"{client.url}text_modules"
    found = [client.session.get(modules, params={"page": page}).json() for page in (1, 2, 3)]
    assert found == [voices.ZM_MODULES[:2], voices.ZM_MODULES[2:], []]
    overview = client.session.post(f"{client.url}knowledge_bases/init").json()
    assert set(overview["KnowledgeBaseAnswer"]) == set(voices.ZM_ANSWERS)


def test_python_freshdesk_reads_solutions(serve: Serve) -> None:
    client = freshdesk.API("lamps.freshdesk.com", voices.KEY)
    elsewhere(serve(voices.FRESHDESK), client._session)
    client._session.auth = (voices.KEY, "X")
    (category,) = client.solutions.categories.list_categories()
    folders = client.solutions.folders.list_from_category(category.id)
    titles = [
        one.title for each in folders for one in client.solutions.articles.list_from_folder(each.id)
    ]
    assert titles == names(voices.FD_ARTICLES[:3], "title")
