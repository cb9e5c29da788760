"""Every page for leads: nothing shuts anybody out, in light and dark, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from snippets.snippet import Snippet
from snippets.store.database import Database, now
from snippets.store.entries import Entries
from snippets.store.messages import KeptMessage, Messages
from snippets.store.review import Review
from snippets.store.schema import kept_messages
from snippets.store.uses import Uses
from snippets.versions import Signed

if TYPE_CHECKING:
    from tests.e2e.conftest import Service

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("service")]

SIZES = {"desk": {"width": 1280, "height": 860}, "phone": {"width": 390, "height": 844}}
SEEN_WITHIN_MS = 180_000
"""What is found in the background, on a machine that is busy."""
PAGES = {
    "/library": ".rows",
    "/library?search=zeppelin": ".empty",
    "/library/snippet/account-locked": ".history",
    "/library/new": "#body",
    "/library/edit/account-locked": "[part=score][aria-label]",
    "/library/version/1/account-locked": ".text",
    "/review": ".queue",
    "/review/1/e2e-umbrella": ".decide",
    "/health": ".finding",
    "/gaps": ".gap",
    "/analytics": ".plot",
    "/import": "input[type=file]",
    "/proposals": "#state",
}
"""Each with what it shows once it is whole."""
MESSAGES = ("today", "on Monday", "in June", "at night", "for ten", "with a dog")


@pytest.fixture(scope="module")
def furnished(service: Service) -> Iterator[Service]:
    """The service with something on every page; afterwards it is as it was."""
    with closing(Database(service.data / "tactful.db")) as database:
        entries = Entries(database, "default")
        gone_by = Snippet("e2e-offer", "reply", "Offer", "The offer runs until 30 April 2024.")
        entries.write([gone_by])
        umbrella = Snippet("e2e-umbrella", "reply", "Umbrella", "They stand in the hall.")
        Review(entries).propose(umbrella, Signed("Kim", "Asked often"))
        Messages(database, "default").learn(
            [
                KeptMessage(f"e2e-{at}", f"Can I rent the canal boat {one}?", now(), "unanswered")
                for at, one in enumerate(MESSAGES)
            ],
            None,
        )
        Uses(database, "default").drafted("e2e-draft", "drafted", 0.9, ["account-locked"])
        yield service
        entries.delete(["e2e-offer", "e2e-umbrella"])
        with database.write() as connection:
            connection.execute(kept_messages.delete())


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=list(SIZES))
def page(
    browser: Browser,
    furnished: Service,
    session: dict[str, object],
    scheme: str,
    request: pytest.FixtureRequest,
) -> Iterator[Page]:
    """A page of a lead, in light or dark, on a desk or a phone."""
    size = SIZES[request.param]
    context = browser.new_context(
        viewport=size,  # type: ignore[arg-type]
        base_url=furnished.url,
        color_scheme=scheme,  # type: ignore[arg-type]
        storage_state=session,  # type: ignore[arg-type]
    )
    with closing(context):
        yield context.new_page()


def test_every_page_is_open_to_all(page: Page) -> None:
    found = {}
    for path, whole in PAGES.items():
        page.goto(path)
        expect(page.locator(whole).first).to_be_attached(timeout=SEEN_WITHIN_MS)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        told = [*grave(page), *([f"{wide} px too wide"] if wide > 0 else [])]
        if told:
            found[path] = told
    assert found == {}


def grave(page: Page) -> list[str]:
    """What axe-core finds that is serious or critical."""
    violations = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html']}"
        for one in violations
        if one["impact"] in ("serious", "critical")
    ]
