"""What leads and agents do in the console, from end to end, in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, expect

from snippets.snippet import Snippet
from snippets.store.access import Access, Holder, Purpose, Role
from snippets.store.database import Database
from snippets.store.entries import Entries

if TYPE_CHECKING:
    from tests.e2e.conftest import Service

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("service")]

LOOKED_WITHIN_MS = 180_000
"""A first look at the health of a library, on a machine that is busy."""
EXPORT = Path(__file__).parents[1] / "snippets" / "formats" / "fixtures" / "zendesk" / "export"
WINDOW = Snippet(
    "e2e-window",
    "reply",
    "Return window",
    "Unopened coffee can be returned within 45 days of delivery.",
    examples=("how long may I take to return coffee",),
)


@pytest.fixture
def entries(service: Service) -> Iterator[Entries]:
    """The rows of the service's library, which is afterwards as it was."""
    with closing(Database(service.data / "tactful.db")) as database:
        entries = Entries(database, "default")
        before = {one.id: one for one in entries.all()}
        yield entries
        after = {one.id: one for one in entries.all()}
        entries.delete([name for name in after if name not in before])
        entries.write([one for name, one in before.items() if after.get(name) != one])


@pytest.fixture
def visit(
    browser: Browser, service: Service, entries: Entries, complaints: list[str]
) -> Iterator[Callable[[Role], Page]]:
    """Opens a browser of its own for somebody with a role."""
    contexts = []

    def opened(role: Role) -> Page:
        access = Access(entries.database)
        session = access.issue(Purpose.SESSION, Holder("default", role, f"Kim the {role}"))
        context = browser.new_context(viewport={"width": 1280, "height": 860})
        contexts.append(context)
        cookie = {"name": "tactful_session", "value": session, "url": service.url}
        context.add_cookies([cookie])  # type: ignore[list-item]
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.add_init_script(
            "addEventListener('securitypolicyviolation', (event) =>"
            " { throw new Error(`policy: ${event.violatedDirective}`) })"
        )
        page.goto(f"{service.url}/library")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def goto(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Pages").get_by_role("link", name=name).click()


def test_an_agent_proposes_and_a_lead_approves(visit: Callable[[Role], Page]) -> None:
    agent = visit(Role.AGENT)
    agent.get_by_placeholder("Words in title").fill("account is locked")
    agent.keyboard.press("Enter")
    agent.get_by_role("link", name="Account is locked", exact=True).click()
    agent.get_by_role("link", name="Propose a change").click()
    body = agent.locator("#body")
    body.fill(body.input_value().replace("30 minutes", "20 minutes"))
    agent.get_by_label("Why?").fill("It is 20 minutes since June")
    agent.get_by_role("button", name="Propose").click()
    expect(agent.get_by_role("status").first).to_contain_text("A lead will look at it")
    expect(agent.locator(".text")).to_contain_text("30 minutes")

    lead = visit(Role.LEAD)
    goto(lead, "Review")
    expect(lead.locator(".queue")).to_contain_text("Kim the agent")
    expect(lead.locator(".queue")).to_contain_text("It is 20 minutes since June")
    lead.get_by_role("link", name="Account is locked").click()
    expect(lead.locator("del")).to_have_text("30")
    expect(lead.locator("ins")).to_have_text("20")
    expect(lead.get_by_text("What approving would do")).to_be_visible()
    lead.get_by_label("A word to Kim the agent").fill("Thank you")
    lead.get_by_role("button", name="Approve").click()
    expect(lead.get_by_role("status").first).to_contain_text("It is in use from now on")

    agent.reload()
    expect(agent.locator(".text")).to_contain_text("20 minutes")
    expect(agent.locator(".history")).to_contain_text("“Thank you”, Kim the lead")


def test_a_contradiction_is_found_mended_and_gone(
    visit: Callable[[Role], Page], entries: Entries
) -> None:
    entries.write([WINDOW])
    lead = visit(Role.LEAD)
    goto(lead, "Health")
    finding = lead.locator(".finding").filter(has_text="45 days")
    expect(finding).to_be_visible(timeout=LOOKED_WITHIN_MS)
    expect(finding.locator("mark").filter(has_text="45 days")).to_be_visible()
    expect(finding.locator("mark").filter(has_text="30 days").first).to_be_visible()
    finding.get_by_role("link", name="Edit Return window").click()
    body = lead.locator("#body")
    expect(body).to_be_focused()
    assert body.evaluate("(it) => it.value.slice(it.selectionStart, it.selectionEnd)") == "45 days"
    lead.keyboard.type("30 days")
    lead.get_by_label("What changed").fill("It is 30 days everywhere else")
    lead.keyboard.press("Control+s")
    expect(lead.get_by_role("status").first).to_contain_text("Saved")
    expect(lead.get_by_role("heading", name="Health")).to_be_visible()
    expect(finding).to_have_count(0)
    expect(lead.get_by_text("It looks again by itself")).to_be_visible(timeout=LOOKED_WITHIN_MS)
    expect(finding).to_have_count(0)


def test_a_zendesk_export_is_imported_with_its_losses_told(
    visit: Callable[[Role], Page], entries: Entries
) -> None:
    before = entries.count()
    lead = visit(Role.LEAD)
    goto(lead, "Import")
    lead.get_by_label("From").select_option("zendesk")
    lead.get_by_label("Files", exact=True).set_input_files(sorted(EXPORT.iterdir()))
    lead.get_by_role("button", name="See what it does").click()
    expect(lead.get_by_role("heading", name="What can’t be carried")).to_be_visible()
    lead.get_by_text("the action 'status'").click()
    expect(lead.get_by_text("macros-page1.json: macros[0]").first).to_be_visible()
    assert entries.count() == before
    lead.get_by_role("button", name="Import").click()
    expect(lead.get_by_role("heading", name="Imported")).to_be_visible()
    assert entries.count() > before
    lead.get_by_role("link", name="To the library").click()
    expect(lead.locator("tbody tr").first).to_contain_text("today")


def test_two_leads_edit_at_once_and_no_text_is_lost(
    visit: Callable[[Role], Page], entries: Entries
) -> None:
    mine = replace(WINDOW, id="e2e-two-leads")
    entries.write([mine])
    lead = visit(Role.LEAD)
    lead.goto(lead.url.replace("/library", "/library/edit/e2e-two-leads"))
    entries.write([replace(mine, body="Theirs: 40 days.")])
    lead.locator("#body").fill("Mine: 50 days.")
    lead.get_by_role("button", name="Save").click()
    expect(lead.get_by_role("alert")).to_contain_text("Somebody else has saved this meanwhile")
    expect(lead.locator(".before .said")).to_contain_text("Theirs: 40 days.")
    expect(lead.locator("#body")).to_have_value("Mine: 50 days.")
    lead.get_by_role("button", name="Save").click()
    expect(lead.locator(".text")).to_have_text("Mine: 50 days.")
    lead.get_by_role("link", name="Version 2", exact=True).click()
    expect(lead.locator(".after")).to_contain_text("Theirs: 40 days.")


def test_what_is_typed_outlives_a_reload(visit: Callable[[Role], Page], entries: Entries) -> None:
    entries.write([WINDOW])
    lead = visit(Role.LEAD)
    lead.goto(lead.url.replace("/library", "/library/edit/e2e-window"))
    lead.locator("#body").fill("Half a thought")
    lead.get_by_role("button", name="Another message").click()
    lead.keyboard.type("one more message")
    lead.reload()
    expect(lead.get_by_text("What you had typed is back.")).to_be_visible()
    expect(lead.locator("#body")).to_have_value("Half a thought")
    expect(lead.get_by_label("Message 3")).to_have_value("one more message")
    lead.get_by_role("button", name="Discard it").click()
    expect(lead.locator("#body")).to_have_value(WINDOW.body)


def test_many_are_changed_by_keyboard_alone(visit: Callable[[Role], Page]) -> None:
    lead = visit(Role.LEAD)
    lead.keyboard.press("/")
    lead.keyboard.type("gift card")
    lead.keyboard.press("Enter")
    expect(lead.get_by_text("of what you filter for")).to_be_visible()
    lead.locator("main").press("j")
    lead.keyboard.press("x")
    lead.keyboard.press("j")
    lead.keyboard.press("x")
    expect(lead.get_by_text("2 snippets ticked:")).to_be_visible()
    lead.get_by_label("Which one").fill("gifts for all")
    lead.keyboard.press("Enter")
    expect(lead.get_by_text("2 snippets will change")).to_be_visible()
    lead.get_by_role("button", name="Change 2 snippets").click()
    expect(lead.get_by_role("status").first).to_have_text("Changed.")
    lead.locator("main").press("j")
    lead.keyboard.press("Enter")
    expect(lead.locator(".facts")).to_contain_text("gifts for all")
    lead.keyboard.press("?")
    expect(lead.get_by_role("dialog", name="Keys")).to_be_visible()
    lead.keyboard.press("Escape")
    lead.keyboard.press("g")
    lead.keyboard.press("r")
    expect(lead.get_by_role("heading", name="Review")).to_be_visible()


def test_without_a_script_everything_works(
    browser: Browser, service: Service, entries: Entries
) -> None:
    entries.write([replace(WINDOW, id="e2e-plain")])
    session = Access(entries.database).issue(
        Purpose.SESSION, Holder("default", Role.LEAD, "Kim the lead")
    )
    with closing(browser.new_context(java_script_enabled=False)) as context:
        cookie = {"name": "tactful_session", "value": session, "url": service.url}
        context.add_cookies([cookie])  # type: ignore[list-item]
        page = context.new_page()
        page.goto(f"{service.url}/library?search=return+window")
        page.get_by_role("link", name="Return window", exact=True).click()
        page.get_by_role("link", name="Edit").click()
        page.locator("#body").fill("Say **this**.")
        page.get_by_role("button", name="Save").click()
        expect(page.locator(".text strong")).to_have_text("this")
        page.get_by_role("link", name="Version 1").click()
        page.get_by_role("button", name="Roll back").click()
        expect(page.locator(".text")).to_contain_text("45 days")
