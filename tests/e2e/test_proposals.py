"""The page of proposals as a lead meets it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from snippets.proposals.proposing import Proposal
from snippets.store.database import Database
from snippets.store.entries import Entries
from snippets.store.proposals import Proposals

if TYPE_CHECKING:
    from tests.e2e.conftest import Service

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("service")]

TEXTS = {
    "Umbrellas": "Umbrellas stand in the hall beside the door; anybody may borrow one for a day.",
    "Lost gloves": "Gloves that were left behind lie in the green basket under the coats.",
    "Piano": "Our piano is tuned each spring, and visitors are welcome to play it until noon.",
}


@pytest.fixture
def rows(service: Service) -> Iterator[Proposals]:
    """The proposals of the service, at first the three texts; afterwards all is as it was."""
    with closing(Database(service.data / "tactful.db")) as database:
        entries = Entries(database, "default")
        rows = Proposals(database, entries)
        rows.keep(
            [
                Proposal(str(at), title, text, (f"Where? {at}",), 9 - at, 5 - at, 2, None, None)
                for at, (title, text) in enumerate(TEXTS.items())
            ]
        )
        yield rows
        entries.delete([one.snippet_id or "" for one in rows.all("accepted")])
        with database.write() as connection:
            connection.exec_driver_sql("DELETE FROM proposals")


@pytest.fixture
def page(
    rows: Proposals, context: BrowserContext, stranger: Page, session: dict[str, object]
) -> Page:
    """The page with the three proposals."""
    context.add_cookies(session["cookies"])  # type: ignore[arg-type]
    stranger.goto("/")
    stranger.get_by_role("link", name="Review").click()
    stranger.get_by_role("link", name="3 texts that agents write again and again").click()
    expect(stranger.get_by_role("status").last).to_contain_text("3 proposals")
    return stranger


def card(page: Page, title: str) -> Locator:
    return page.locator("proposal-card").filter(has_text=title)


def notice(page: Page) -> Locator:
    return page.locator("#notice")


def test_shows_the_most_used_lately_first(page: Page) -> None:
    assert page.locator("proposal-card h3").all_text_contents() == list(TEXTS)
    first = card(page, "Umbrellas")
    expect(first).to_contain_text("5 times in the last 90 days · 9 times in all · by 2 agents")
    expect(first.locator("blockquote")).to_have_text(TEXTS["Umbrellas"])


def test_shows_what_it_answered(page: Page) -> None:
    expect(page.get_by_text("Where? 0")).to_be_hidden()
    card(page, "Umbrellas").get_by_text("1 message it answered").click()
    expect(page.get_by_text("Where? 0")).to_be_visible()


def test_accepts(page: Page, rows: Proposals) -> None:
    card(page, "Umbrellas").get_by_role("button", name="Accept").click()
    expect(notice(page)).to_contain_text("Added to the library: Umbrellas")
    expect(page.get_by_role("status").last).to_contain_text("2 proposals")
    expect(page.get_by_role("heading", name="Lost gloves")).to_be_focused()
    assert [one.title for one in rows.all("accepted")] == ["Umbrellas"]


def test_accepts_what_was_edited(page: Page, rows: Proposals, service: Service) -> None:
    card(page, "Piano").get_by_role("button", name="Edit").click()
    expect(page.get_by_role("textbox", name="Title")).to_be_focused()
    page.get_by_role("textbox", name="Title").fill("Playing the piano")
    page.get_by_role("textbox", name="Text").fill("Play it until noon.")
    page.locator("form:has(textarea)").get_by_role("button", name="Accept").click()
    expect(notice(page)).to_contain_text("Added to the library: Playing the piano")
    (decided,) = rows.all("accepted")
    with closing(Database(service.data / "tactful.db")) as database:
        snippet = Entries(database, "default").get(decided.snippet_id or "")
    assert (snippet.title, snippet.body) == ("Playing the piano", "Play it until noon.")
    assert snippet.examples == ("Where? 2",)


@pytest.mark.parametrize("leave", ["Escape", "Cancel"])
def test_editing_may_be_left(page: Page, rows: Proposals, leave: str) -> None:
    card(page, "Piano").get_by_role("button", name="Edit").click()
    page.get_by_role("textbox", name="Title").fill("Something")
    if leave == "Escape":
        page.keyboard.press(leave)
    else:
        page.get_by_role("button", name=leave).click()
    expect(page.get_by_role("heading", name="Piano")).to_be_focused()
    assert len(rows.all("open")) == 3


def test_says_that_one_is_not_needed(page: Page, rows: Proposals) -> None:
    card(page, "Lost gloves").get_by_role("button", name="Not needed").click()
    expect(notice(page)).to_contain_text("Not proposed again: Lost gloves")
    expect(page.get_by_role("heading", name="Piano")).to_be_focused()
    assert [one.title for one in rows.all("rejected")] == ["Lost gloves"]


def test_the_whole_way_by_keyboard(page: Page) -> None:
    for title in TEXTS:
        button = page.get_by_role("button", name=f"Not needed: {title}")
        for _ in range(24):
            if button.evaluate("(button) => button === document.activeElement"):
                break
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(notice(page)).to_contain_text(f"Not proposed again: {title}")
    expect(page.get_by_role("status").last).to_contain_text("No proposals.")
    expect(page.get_by_role("heading", name="Proposals")).to_be_focused()


def test_a_failure_keeps_the_proposal(page: Page, complaints: list[str]) -> None:
    def fail(route: Route) -> None:
        route.fulfill(status=409, body=json.dumps({"code": "x", "detail": "It is one already"}))

    page.route("**/accept", fail)
    accept = card(page, "Umbrellas").get_by_role("button", name="Accept")
    accept.click()
    expect(page.get_by_role("alert")).to_contain_text("It is one already")
    expect(accept).to_be_enabled()
    complaints.clear()


def test_says_when_the_list_cannot_be_reached(page: Page, complaints: list[str]) -> None:
    page.route("**/v1/proposals", lambda route: route.abort())
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("Tactful can't be reached.")
    page.unroute("**/v1/proposals")
    page.get_by_role("button", name="Try again").click()
    expect(card(page, "Umbrellas")).to_be_visible()
    complaints.clear()


def test_who_may_not_decide_only_reads(page: Page) -> None:
    def only_read(route: Route) -> None:
        answer = route.fetch().json() | {"may_decide": False}
        route.fulfill(body=json.dumps(answer))

    page.route("**/v1/proposals", only_read)
    page.reload()
    expect(card(page, "Umbrellas")).to_contain_text(TEXTS["Umbrellas"])
    expect(page.get_by_role("button", name="Accept")).to_have_count(0)


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_nothing_sticks_out(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    card(page, "Umbrellas").get_by_role("button", name="Edit").click()
    page.get_by_role("textbox", name="Text").fill("W" * 200)
    card(page, "Piano").locator("summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_way_back(page: Page) -> None:
    page.get_by_role("link", name="Desk").click()
    expect(page.get_by_role("heading", name="Your reply")).to_be_visible()
