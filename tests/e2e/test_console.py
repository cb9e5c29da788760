"""The console as an agent meets it: by mouse, by keyboard, on a desk and on a phone."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Route, expect

if TYPE_CHECKING:
    from tests.e2e.conftest import Service

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("service")]

SELECTED = "words => getSelection().toString() === words"
REFUND = "Hi, I sent my grinder back two weeks ago. When will I get my refund?"
OFF_TOPIC = "How do I fix the brakes on my bicycle?"
TWO = f"{REFUND} And can I pause my Club deliveries in August?"
OPEN = f"{REFUND} And do you have parking for bicycles?"
ORDER = "You have to log out first."
ASKED = "Could you please log out first?"


def reply(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Your reply")


def bar(page: Page) -> Locator:
    return page.locator("tactful-check .state")


def card(page: Page) -> Locator:
    return page.get_by_role("group", name="Remark")


def text_of(page: Page) -> str:
    return str(page.evaluate("document.getElementById('editor').value"))


def marked(page: Page, name: str) -> list[str]:
    """The words under the highlights whose names begin like this."""
    script = """(name) => [...CSS.highlights].filter(([key]) => key.startsWith(name))
        .flatMap(([, ranges]) => [...ranges].map(String))"""
    return list(page.evaluate(script, f"tactful-{name}"))


def draft(page: Page, message: str) -> None:
    page.get_by_role("textbox", name="Message").fill(message)
    page.get_by_label("Sender").fill("Dana Reyes")
    page.get_by_role("button", name="Draft a reply").click()
    expect(page.locator("#outcome")).not_to_be_empty()
    expect(bar(page)).to_contain_text(re.compile("Ready|Not ready"))


def write(page: Page, text: str) -> None:
    """Types a reply and waits for what the checks say."""
    reply(page).click()
    page.keyboard.type(text)
    expect(page.get_by_role("button", name="Next remark")).to_be_visible()


def sent_outcomes(page: Page) -> list[dict[str, str]]:
    """What the page tells of drafts from now on."""
    told: list[dict[str, str]] = []

    def note(route: Route) -> None:
        told.append(json.loads(route.request.post_data or "{}"))
        route.continue_()

    page.route("**/v1/drafts/*/outcome", note)
    return told


def test_signs_in_by_link(console: Page) -> None:
    expect(console.get_by_role("heading", name="Your reply")).to_be_visible()


def test_link_works_once(stranger: Page, service: Service, session: dict[str, object]) -> None:
    stranger.goto(service.link)
    expect(stranger.get_by_role("alert")).to_contain_text("has been used")


def test_signs_in_and_out_by_key(stranger: Page, service: Service) -> None:
    stranger.goto("/")
    stranger.get_by_label("API key").fill("tk_wrong")
    stranger.get_by_role("button", name="Sign in").click()
    expect(stranger.get_by_role("alert")).to_contain_text("not valid")
    stranger.get_by_label("API key").fill(service.key)
    stranger.keyboard.press("Enter")
    expect(reply(stranger)).to_be_visible()
    stranger.get_by_role("button", name="Sign out").click()
    expect(stranger.get_by_label("API key")).to_be_visible()


def test_drafts_with_sources(console: Page) -> None:
    draft(console, REFUND)
    expect(reply(console)).to_have_value(re.compile("Hi Dana,"))
    expect(console.locator("#outcome")).to_contain_text("Drafted from 1 snippet")
    sources = console.get_by_role("complementary", name="Sources")
    sentence = sources.locator("[data-origin=snippet] .pointer").first
    sentence.hover()
    [shown] = marked(console, "shown")
    assert shown == sentence.locator("span").text_content()
    assert shown in text_of(console)
    console.get_by_role("heading", name="Sources").hover()
    assert marked(console, "shown") == []


def test_source_shows_its_sentence_on_focus(console: Page) -> None:
    draft(console, REFUND)
    console.locator("source-list .pointer").first.focus()
    assert marked(console, "shown") == ["Hi Dana,"]


def test_shows_understanding_and_asks(console: Page) -> None:
    draft(console, REFUND)
    section = console.get_by_role("region", name="What was understood")
    expect(section).to_contain_text("Dana")
    expect(section.get_by_label("When will I get my refund?")).to_be_checked()
    section.get_by_role("button", name=re.compile("Answered by sentences")).hover()
    assert marked(console, "shown")


def test_example_drafts_at_once(console: Page) -> None:
    console.get_by_role("button", name="Try an example").click()
    expect(reply(console)).to_have_value(re.compile("Hi Dana,"))


def test_underlines_while_typing_and_fixes_by_click(console: Page) -> None:
    write(console, ORDER)
    assert marked(console, "finding-tone") == ["You have to"]
    console.keyboard.press("Home")
    expect(card(console)).to_contain_text("reads like an order")
    card(console).get_by_role("button", name=ASKED).click()
    expect(reply(console)).to_have_value(ASKED)
    expect(card(console)).to_be_hidden()
    expect(bar(console)).to_contain_text("Ready to send")
    assert marked(console, "finding-") == []


@pytest.mark.parametrize("choose", ["1", "Enter"])
@pytest.mark.parametrize("step", ["F8", "Alt+n"])
def test_fixes_by_keyboard(console: Page, step: str, choose: str) -> None:
    write(console, ORDER)
    console.keyboard.press(step)
    expect(card(console)).to_be_visible()
    console.keyboard.press(choose)
    expect(reply(console)).to_have_value(ASKED)
    expect(reply(console)).to_be_focused()
    console.keyboard.press("Control+z")
    expect(reply(console)).to_have_value(ORDER)


def test_a_fix_of_one_letter_is_shown_with_what_follows(console: Page) -> None:
    write(console, "As I said, it ships today.")
    console.keyboard.press("F8")
    expect(card(console).get_by_role("button", name="It ships today …")).to_be_focused()
    console.keyboard.press("Enter")
    assert text_of(console) == "It ships today."


def test_escape_closes_the_card_and_keeps_the_text(console: Page) -> None:
    write(console, ORDER)
    console.keyboard.press("F8")
    console.keyboard.press("Escape")
    expect(card(console)).to_be_hidden()
    expect(reply(console)).to_be_focused()
    assert text_of(console) == ORDER


def test_digits_are_text_while_the_caret_is_in_the_reply(console: Page) -> None:
    write(console, ORDER)
    console.keyboard.press("Home")
    expect(card(console)).to_be_visible()
    console.keyboard.type("1")
    assert text_of(console) == f"1{ORDER}"


def test_steps_through_remarks_both_ways(console: Page) -> None:
    write(console, f"As I said, it ships today. {ORDER}")
    expect(bar(console)).to_contain_text("2 remarks")
    console.keyboard.press("Control+Home")
    for key, words in [("F8", "As I said"), ("F8", "You have to"), ("F8", "As I said")]:
        console.keyboard.press(key)
        assert marked(console, "active") == [words]
    console.keyboard.press("Shift+F8")
    assert marked(console, "active") == ["You have to"]


def test_remarks_stay_on_their_words_after_emoji_and_edits(console: Page) -> None:
    write(console, f"🙂🙂 Thanks! {ORDER}")
    assert marked(console, "finding-tone") == ["You have to"]
    console.keyboard.press("Control+Home")
    console.keyboard.type("So, 🙂 ")
    assert marked(console, "finding-tone") == ["You have to"]


def test_fixes_all_that_is_safe(console: Page) -> None:
    write(console, f"Hello Dana,\n\n{ORDER}")
    console.get_by_role("button", name="Fix all safe").click()
    expect(bar(console)).to_contain_text("Ready to send")
    assert text_of(console) == f"Hello Dana,\n\n{ASKED}"


def test_pasted_lines_stay_lines(console: Page) -> None:
    lines = "First line\n\nSecond line\n"
    console.evaluate("(text) => navigator.clipboard.writeText(text)", lines)
    reply(console).click()
    console.keyboard.press("Control+v")
    assert text_of(console) == lines
    console.keyboard.type("x")
    assert text_of(console) == f"{lines}x"


def test_goes_from_slot_to_slot(console: Page) -> None:
    reply(console).click()
    console.keyboard.type("It ships ⟦day⟧ and arrives ⟦when⟧.")
    expect(bar(console)).to_contain_text("2 slots to fill in")
    console.keyboard.press("Control+Home")
    console.keyboard.press("Tab")
    console.keyboard.type("today")
    console.keyboard.press("Tab")
    console.keyboard.type("tomorrow")
    assert text_of(console) == "It ships today and arrives tomorrow."
    console.keyboard.press("Tab")
    expect(reply(console)).not_to_be_focused()


def test_next_slot_button(console: Page) -> None:
    draft(console, OFF_TOPIC)
    console.get_by_role("button", name="Next slot").click()
    console.wait_for_function(SELECTED, arg="⟦by when⟧")


def test_copies_and_tells_sent(console: Page) -> None:
    told = sent_outcomes(console)
    draft(console, REFUND)
    text = text_of(console)
    with console.expect_response("**/outcome") as answer:
        console.get_by_role("button", name="Copy reply").click()
    expect(console.locator("#notice")).to_contain_text("Copied")
    assert console.evaluate("navigator.clipboard.readText()") == text
    assert (answer.value.status, told) == (204, [{"action": "sent"}])


def test_copies_and_tells_edited(console: Page) -> None:
    told = sent_outcomes(console)
    draft(console, REFUND)
    text = text_of(console)
    console.keyboard.press("Control+End")
    console.keyboard.type(" Bye!")
    with console.expect_response("**/outcome"):
        console.get_by_role("button", name="Copy reply").click()
    final = f"{text} Bye!"
    assert told == [{"action": "edited", "final_text": final, "draft_text": text}]


def test_warns_of_what_is_left_before_copying(console: Page) -> None:
    told = sent_outcomes(console)
    draft(console, OFF_TOPIC)
    console.get_by_role("button", name="Copy reply").click()
    warning = console.get_by_role("dialog", name="Not ready to send")
    expect(warning).to_contain_text("One slot is not filled in.")
    warning.get_by_role("button", name="Take me there").click()
    console.wait_for_function(SELECTED, arg="⟦by when⟧")
    assert told == []
    console.get_by_role("button", name="Copy reply").click()
    with console.expect_response("**/outcome"):
        warning.get_by_role("button", name="Copy all the same").click()
    assert console.evaluate("navigator.clipboard.readText()") == text_of(console)


def test_discards_and_brings_back(console: Page) -> None:
    told = sent_outcomes(console)
    draft(console, REFUND)
    text = text_of(console)
    with console.expect_response("**/outcome"):
        console.get_by_role("button", name="Discard").click()
    assert (text_of(console), told) == ("", [{"action": "discarded"}])
    console.get_by_role("button", name="Bring my text back").click()
    assert text_of(console) == text


def test_says_that_nothing_answers_and_offers_what_is_near(console: Page) -> None:
    draft(console, OFF_TOPIC)
    expect(console.locator("#outcome")).to_contain_text("Nothing in the library answers this")
    expect(console.get_by_role("heading", name="Nearest in the library")).to_be_visible()
    console.locator("source-list summary").first.click()
    offered = console.locator("source-list blockquote").first.text_content()
    console.get_by_role("button", name="Insert into the reply").click()
    assert offered
    assert offered in text_of(console)


def test_inserts_in_place_of_the_chosen_slot(console: Page) -> None:
    draft(console, OFF_TOPIC)
    console.get_by_role("button", name="Next slot").click()
    console.locator("source-list summary").first.click()
    console.get_by_role("button", name="Insert into the reply").click()
    offered = console.locator("source-list blockquote").first.text_content()
    assert f"will write back {offered}." in text_of(console)
    console.keyboard.press("Control+z")
    assert "will write back ⟦by when⟧." in text_of(console)


def test_fix_with_a_slot_selects_it(console: Page) -> None:
    write(console, ORDER)
    console.keyboard.press("F8")
    console.keyboard.press("2")
    console.keyboard.type("help")
    assert text_of(console) == "Logging out first should help."


def test_tone_drafts_afresh_and_gives_back_own_words(console: Page) -> None:
    draft(console, REFUND)
    console.keyboard.type("My own words. ")
    own = text_of(console)
    console.get_by_text("Formal", exact=True).click()
    expect(reply(console)).to_have_value(re.compile("Dear Dana,"))
    console.get_by_role("button", name="Bring my text back").click()
    assert text_of(console) == own


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [
        (401, "unauthorized", "Your session has ended. What you typed is still here."),
        (429, "overloaded", "hands full right now. Try again in a moment. What you typed"),
        (0, "", "can't be reached. Check your connection, then try again. What you typed"),
    ],
)
def test_says_what_went_wrong_and_loses_nothing(
    console: Page, complaints: list[str], status: int, code: str, words: str
) -> None:
    def fail(route: Route) -> None:
        problem = json.dumps({"code": code, "detail": "…"})
        route.fulfill(status=status, body=problem) if status else route.abort()

    console.route("**/v1/drafts?**", fail)
    reply(console).click()
    console.keyboard.type("Begun already")
    console.get_by_role("textbox", name="Message").fill(REFUND)
    console.get_by_role("button", name="Draft a reply").click()
    expect(console.get_by_role("alert")).to_contain_text(words)
    assert text_of(console) == "Begun already"
    console.reload()
    expect(console.get_by_role("textbox", name="Message")).to_have_value(REFUND)
    expect(reply(console)).to_have_value("Begun already")
    assert all("Failed to load resource" in complaint for complaint in complaints)
    complaints.clear()


def test_says_when_the_checks_cannot_be_reached(console: Page, complaints: list[str]) -> None:
    console.route("**/v1/checks?**", lambda route: route.abort())
    reply(console).click()
    console.keyboard.type(ORDER)
    expect(bar(console)).to_contain_text("Not checked. Tactful can't be reached.")
    assert text_of(console) == ORDER
    complaints.clear()


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_nothing_sticks_out(console: Page, width: int) -> None:
    console.set_viewport_size({"width": width, "height": 740})
    draft(console, REFUND)
    reply(console).click()
    console.keyboard.press("Control+End")
    console.keyboard.type(f"\n\n{ORDER} {'W' * 80}")
    expect(bar(console)).to_contain_text("remark")
    console.keyboard.press("F8")
    console.locator("source-list summary").first.click()
    assert console.evaluate("document.documentElement.scrollWidth") == width


def test_the_whole_way_by_keyboard(console: Page) -> None:
    keys = console.keyboard
    message = console.get_by_role("textbox", name="Message")
    for _ in range(20):
        if message.evaluate("(field) => field === document.activeElement"):
            break
        keys.press("Tab")
    keys.insert_text(OFF_TOPIC)
    keys.press("Control+Enter")
    expect(reply(console)).to_be_focused()
    keys.press("Tab")
    keys.type("today")
    keys.press("Control+End")
    keys.type(f" {ORDER}")
    expect(bar(console)).to_contain_text("Ready to send · ")
    keys.press("F8")
    keys.press("1")
    expect(bar(console)).to_contain_text("Ready to send")
    copy = console.get_by_role("button", name="Copy reply")
    for _ in range(10):
        if copy.evaluate("(button) => button === document.activeElement"):
            break
        keys.press("Tab")
    with console.expect_response("**/outcome"):
        keys.press("Enter")
    copied = console.evaluate("navigator.clipboard.readText()")
    assert copied.endswith(f"will write back today. {ASKED}")


def at_sentence(page: Page, number: int) -> tuple[float, float]:
    """A point on the first words of a sentence of the draft, on the screen."""
    script = """(number) => {
        const field = document.getElementById('editor');
        const words = document.querySelector(`[data-sentence="${number}"] span`).textContent;
        const start = field.value.indexOf(words);
        const [box] = document.getElementById('check').boxesOf({ start, end: start + 5 });
        return [box.left + 4, box.top + box.height / 2];
    }"""
    x, y = page.evaluate(script, number)
    return x, y


def tip(page: Page) -> Locator:
    return page.locator("source-tip")


def test_a_sentence_under_the_mouse_tells_its_source(console: Page) -> None:
    draft(console, REFUND)
    console.mouse.move(*at_sentence(console, 2))
    expect(tip(console)).to_contain_text("From How refunds are made")
    console.get_by_role("heading", name="Sources").hover()
    expect(tip(console)).to_be_hidden()
    console.mouse.move(*at_sentence(console, 0))
    expect(tip(console)).to_have_text("Courtesy, no facts")
    console.keyboard.press("Escape")
    expect(tip(console)).to_be_hidden()


def test_an_articles_link_is_offered(console: Page) -> None:
    address = "https://help.larkspur.example/x"

    def with_address(route: Route) -> None:
        answer = route.fetch().json()
        route.fulfill(json=answer | {"url": address})

    console.route("**/v1/snippets/*", with_address)
    with console.expect_response("**/v1/snippets/*"):
        draft(console, REFUND)
    expect(console.locator("#trace")).to_have_text(re.compile("Sentence 1"))
    console.mouse.click(*at_sentence(console, 2))
    expect(tip(console).get_by_role("link")).to_have_attribute("href", address)
    expect(console.locator("#trace").get_by_role("link")).to_have_attribute("href", address)


def test_the_sentence_with_the_caret_points_at_its_source_and_its_ask(console: Page) -> None:
    draft(console, REFUND)
    console.mouse.click(*at_sentence(console, 2))
    expect(console.locator("#trace")).to_contain_text("Sentence 3: From How refunds are made")
    expect(console.locator("source-list .current")).to_have_attribute("data-sentence", "2")
    expect(console.locator("ask-list .current")).to_contain_text("When will I get my refund?")
    console.keyboard.press("Control+Home")
    expect(console.locator("#trace")).to_contain_text("Sentence 1: Courtesy")
    expect(console.locator("ask-list .current")).to_have_count(0)


def test_an_ask_that_is_clicked_keeps_its_sentences_highlighted(console: Page) -> None:
    draft(console, REFUND)
    ask = console.locator("ask-list").get_by_role("button")
    ask.click()
    console.get_by_role("heading", name="Sources").hover()
    assert marked(console, "shown")
    ask.click()
    console.get_by_role("heading", name="Sources").hover()
    assert marked(console, "shown") == []
    ask.focus()
    console.keyboard.press("Enter")
    console.keyboard.press("Escape")
    assert marked(console, "shown") == []


def test_an_open_ask_leads_to_its_slot(console: Page) -> None:
    draft(console, OPEN)
    asks = console.locator("ask-list")
    asks.get_by_role("button", name=re.compile("bicycles.*Open")).click()
    expect(reply(console)).to_be_focused()
    console.wait_for_function("() => getSelection().toString().startsWith('⟦')")


def test_another_draft_may_be_chosen_and_is_told_by_its_own_id(console: Page) -> None:
    draft(console, TWO)
    first = text_of(console)
    console.locator("draft-choice summary").click()
    other = console.locator("draft-choice").get_by_role("radio", name=re.compile("^Draft 2"))
    expect(console.locator("draft-choice label").nth(1)).to_contain_text("“")
    other.check()
    expect(reply(console)).not_to_have_value(first)
    expect(other).to_be_focused()
    expect(other).to_be_checked()
    with console.expect_request("**/outcome") as told:
        console.get_by_role("button", name="Copy reply").click()
        if console.get_by_role("dialog").is_visible():
            console.get_by_role("button", name="Copy all the same").click()
    assert ".alternative-1/outcome" in told.value.url
    assert told.value.post_data_json == {"action": "sent"}


def test_choosing_another_draft_gives_back_own_words(console: Page) -> None:
    draft(console, TWO)
    console.keyboard.type("My own words. ")
    own = text_of(console)
    console.locator("draft-choice summary").click()
    radios = console.locator("draft-choice").get_by_role("radio")
    radios.nth(1).check()
    expect(reply(console)).not_to_have_value(own)
    radios.nth(0).check()
    console.get_by_role("button", name="Bring my text back").click()
    assert text_of(console) == own


def test_own_words_survive_several_changes_of_tone_and_a_slow_answer(console: Page) -> None:
    draft(console, REFUND)
    console.get_by_text("Formal", exact=True).click()
    expect(reply(console)).to_have_value(re.compile("Dear Dana,"))
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    console.route("**/v1/drafts?**", hold_the_first)
    console.get_by_text("Neutral", exact=True).click()
    reply(console).click()
    console.keyboard.press("Control+Home")
    console.keyboard.type("Typed meanwhile. ")
    own = text_of(console)
    held[0].continue_()
    expect(reply(console)).not_to_have_value(own)
    with console.expect_response("**/v1/drafts?**"):
        console.get_by_text("Short", exact=True).click()
    console.get_by_role("button", name="Bring my text back").click()
    assert text_of(console) == own


def test_shows_what_a_model_writes_as_it_comes(console: Page) -> None:
    seen = """() => {
        window.told = [];
        const view = document.getElementById('writing');
        new MutationObserver(() => view.hidden || window.told.push(view.textContent))
            .observe(view, { childList: true, subtree: true, attributes: true });
    }"""

    def written(route: Route) -> None:
        body = json.loads(route.request.post_data or "{}")
        body["options"]["generator"] = "echo"
        route.continue_(post_data=json.dumps(body))

    console.evaluate(seen)
    console.route("**/v1/drafts?**", written)
    draft(console, REFUND)
    told = console.evaluate("window.told")
    assert told
    assert "Hi Dana," in told[0]
    assert len(told[-1]) > len(told[0])
    expect(console.locator("#writing")).to_be_hidden()
    expect(reply(console)).to_have_value(re.compile("^Hi Dana,"))
    expect(reply(console)).to_be_editable()


def test_an_answer_that_breaks_off_loses_nothing(console: Page) -> None:
    event = 'event: writing\ndata: {"text": "Hi"}\n\n'
    headers = {"Content-Type": "text/event-stream"}
    console.route("**/v1/drafts?**", lambda route: route.fulfill(body=event, headers=headers))
    reply(console).click()
    console.keyboard.type("Begun already")
    console.get_by_role("textbox", name="Message").fill(REFUND)
    console.get_by_role("button", name="Draft a reply").click()
    expect(console.get_by_role("alert")).to_contain_text("The answer broke off.")
    assert text_of(console) == "Begun already"
    expect(reply(console)).to_be_editable()


def test_notes_are_shown(console: Page) -> None:
    draft(console, "Kiedy dotrze moje zamówienie i czy mogę je jeszcze zwrócić? Dziękuję bardzo!")
    expect(console.get_by_role("list", name="Notes")).to_contain_text("The customer writes in pl")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_nobody_is_shut_out(console: Page, scheme: str, width: int) -> None:
    console.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    console.set_viewport_size({"width": width, "height": 844})
    draft(console, TWO)
    console.locator("draft-choice summary").click()
    console.locator("source-list summary").first.click()
    console.locator("source-list blockquote").first.wait_for()
    console.mouse.click(*at_sentence(console, 2))
    assert grave(console) == []
    console.keyboard.press("F8")
    assert grave(console) == []
    assert console.evaluate("document.documentElement.scrollWidth") == width


def grave(page: Page) -> list[str]:
    """What axe-core finds that is serious or critical."""
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html']}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]
