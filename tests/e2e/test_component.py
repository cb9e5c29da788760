"""The element `<tactful-check>` on the page of an invented help desk, which has a strict policy.

The answers of the checks are made up here, so that each category and failure can be shown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from api.app import SECURITY_HEADERS

if TYPE_CHECKING:
    from tests.e2e.conftest import Service

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("service")]

Answer = dict[str, Any]

SELECTED = "words => getSelection().toString() === words"
TEXT = "Hi, you failed to atach it. 🙂 As I said, it ships ⟦day⟧."
BLAME, MISSPELT, SLOT = "you failed to", "atach", "⟦day⟧"
REWRITTEN = "Hi, I don't see that you attach it. 🙂 As I said, it ships ⟦day⟧."
DESK = """<!doctype html><html lang="en"><title>Help desk</title>
<script type="module" src="/static/tactful-check.js"></script>
<form action="/sent"><label for="reply">Reply</label>
<textarea id="reply" name="reply" rows="4" cols="40"></textarea>
<tactful-check for="reply" api-key="tk_desk" message="Where is it?" channel="chat" locale="en-US"
  profile="desk"></tactful-check><button>Send</button><button type="reset">Empty</button>
</form>"""


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def finding(text: str, words: str, category: str, *fixes: str, severity: str = "warning") -> Answer:
    start = utf16(text[: text.index(words)])
    span = {"start": start, "end": start + utf16(words)}
    told = {"message": f"About {words}", "why": f"A reason to do with {category}."}
    about = {"rule": f"{category}.x", "category": category, "severity": severity, "text": words}
    return {**about, **told, "span": span, "fixes": [{"span": span, "text": fix} for fix in fixes]}


def review(text: str, **more: Any) -> Answer:
    """The answer to a text: what is wrong with those words of `TEXT` that are in it."""
    known = [
        (BLAME, "tone", ("I don't see that you", "Could you please"), "warning"),
        (MISSPELT, "spelling", ("attach",), "warning"),
        (SLOT, "placeholder", (), "error"),
    ]
    found = [
        finding(text, words, category, *fixes, severity=severity)
        for words, category, fixes, severity in known
        if words in text
    ]
    rewritten = REWRITTEN if text == TEXT else None
    answer = {"ready": not found, "score": 100 - 14 * len(found), "notes": [], "timings_ms": {}}
    return {**answer, "findings": found, "rewritten": rewritten, **more}


class Desk:
    """The page, what it has asked so far, and how it is answered."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.asked: list[Answer] = []
        self.headers: list[dict[str, str]] = []
        self.respond: Callable[[Route, Answer], None] = lambda route, body: route.fulfill(
            json=review(body["text"])
        )
        policy = {"Content-Security-Policy": SECURITY_HEADERS["Content-Security-Policy"]}
        html = {"content_type": "text/html; charset=utf-8", "headers": policy, "body": DESK}
        page.route("**/desk", lambda route: route.fulfill(**html))
        page.route("**/v1/checks?offsets=utf16", self._answer)

    def open(self) -> None:
        self.page.goto("/desk")
        expect(self.state).to_have_text("Checked as you write")

    def write(self, text: str = TEXT) -> None:
        """Puts a text in as if it were pasted, and waits for what the checks say."""
        self.field.fill(text)
        expect(self.page.locator(".bar[data-waiting]")).to_have_count(0)
        expect(self.state).to_contain_text("eady")

    @property
    def field(self) -> Locator:
        return self.page.get_by_role("textbox", name="Reply")

    @property
    def state(self) -> Locator:
        return self.page.locator("tactful-check .state")

    @property
    def card(self) -> Locator:
        return self.page.get_by_role("group", name="Remark")

    def marked(self, name: str) -> list[str]:
        script = "(name) => [...(CSS.highlights.get(`tactful-${name}`) ?? [])].map(String)"
        return list(self.page.evaluate(script, name))

    def told(self, event: str) -> list[Answer]:
        """The details of the element's events of this kind, from now on."""
        details: list[Answer] = []
        self.page.expose_function(f"told_{event}", lambda detail: details.append(detail))
        self.page.evaluate(
            """(event) => document.addEventListener(
                `tactful-${event}`, ({detail}) => window[`told_${event}`](detail))""",
            event,
        )
        return details

    def point_at(self, words: str) -> tuple[float, float]:
        """Where these words are on the screen."""
        script = """(words) => {
            const mirror = document.querySelector("tactful-check").shadowRoot
                .querySelector(".mirror");
            const range = new Range(), text = mirror.firstChild;
            range.setStart(text, text.data.indexOf(words));
            range.setEnd(text, text.data.indexOf(words) + words.length);
            const {x, y, width, height} = range.getBoundingClientRect();
            return [x + width / 2, y + height / 2];
        }"""
        x, y = self.page.evaluate(script, words)
        return x, y

    def _answer(self, route: Route) -> None:
        body = json.loads(route.request.post_data or "{}")
        self.asked.append(body)
        self.headers.append(route.request.headers)
        self.respond(route, body)


@pytest.fixture
def closed(stranger: Page) -> Desk:
    """A desk whose page is not open yet."""
    return Desk(stranger)


@pytest.fixture
def desk(closed: Desk) -> Desk:
    closed.open()
    return closed


@pytest.fixture
def slow(closed: Desk) -> Desk:
    """A desk at which time stands still until the test moves it."""
    closed.page.clock.install()
    closed.open()
    return closed


def test_sends_the_text_and_what_its_attributes_say(desk: Desk) -> None:
    desk.write()
    context = {"message": "Where is it?", "channel": "chat", "locale": "en-US", "profile": "desk"}
    assert desk.asked == [{"text": TEXT, **context}]
    assert desk.headers[0]["authorization"] == "Bearer tk_desk"


def test_the_key_may_come_from_a_callback(desk: Desk) -> None:
    desk.page.evaluate("document.querySelector('tactful-check').token = async () => 'tk_fresh'")
    desk.write()
    assert desk.headers[0]["authorization"] == "Bearer tk_fresh"


def test_context_goes_along(desk: Desk) -> None:
    script = "(given) => { document.querySelector('tactful-check').context = given; }"
    desk.page.evaluate(script, {"customer": {"name": "Dana"}, "message": "Hello?"})
    desk.write()
    [body] = desk.asked
    assert (body["customer"], body["message"]) == ({"name": "Dana"}, "Hello?")


def test_sends_once_when_the_typing_rests(slow: Desk) -> None:
    slow.field.click()
    for letter in "Thanks":
        slow.page.keyboard.type(letter)
        slow.page.clock.run_for(100)
    assert slow.asked == []
    slow.page.clock.run_for(250)
    expect(slow.state).to_have_text("Ready to send")
    assert [body["text"] for body in slow.asked] == ["Thanks"]


def test_sends_nothing_when_the_text_is_as_it_was(slow: Desk) -> None:
    slow.field.fill("Thanks")
    slow.page.clock.run_for(250)
    expect(slow.state).to_have_text("Ready to send")
    slow.page.keyboard.type("x")
    slow.page.keyboard.press("Backspace")
    slow.page.clock.run_for(1000)
    expect(slow.state).to_have_text("Ready to send")
    assert len(slow.asked) == 1


def test_only_the_answer_to_the_latest_text_counts(desk: Desk) -> None:
    held: list[Route] = []

    def respond(route: Route, body: Answer) -> None:
        if body["text"] == TEXT:
            held.append(route)
        else:
            route.fulfill(json=review(body["text"]))

    desk.respond = respond
    with desk.page.expect_request("**/v1/checks**"):
        desk.field.fill(TEXT)
    with desk.page.expect_event("requestfailed"):
        desk.field.fill("Thanks")
    expect(desk.state).to_have_text("Ready to send")
    assert len(held) == 1


def test_marks_each_category_in_its_own_way(desk: Desk) -> None:
    names = ["placeholder", "tone", "clarity", "grammar", "spelling", "coverage", "facts"]
    names.append("inclusion")
    text = " ".join(names)
    found = [finding(text, name, name) for name in names]
    desk.respond = lambda route, _: route.fulfill(json=review(text, findings=found, ready=False))
    desk.write(text)
    assert [desk.marked(f"finding-{name}") for name in names] == [[name] for name in names]
    script = """(names) => names.map((name) => {
        const style = getComputedStyle(document.querySelector("tactful-check").shadowRoot
            .querySelector(".mirror"), `::highlight(tactful-finding-${name})`);
        return style.textDecorationStyle + style.textDecorationThickness;
    })"""
    assert len(set(desk.page.evaluate(script, names))) == len(names)


@pytest.mark.parametrize("native", [True, False], ids=["highlights", "mirror"])
def test_marks_lie_on_their_words(closed: Desk, native: bool) -> None:
    if not native:
        closed.page.add_init_script("delete CSS.highlights")
    closed.open()
    closed.write("Line\n" * 6 + TEXT)
    field = closed.field.bounding_box()
    assert closed.page.locator(".mirror").bounding_box() == field
    scrolled = "(box) => [box.scrollTop, box.scrollHeight]"
    closed.field.evaluate("(field) => field.scrollTo(0, 40)")
    closed.page.wait_for_function("() => document.querySelector('textarea').scrollTop === 40")
    mirror = closed.page.locator(".mirror")
    expect(mirror).to_have_js_property("scrollTop", 40)
    assert mirror.evaluate(scrolled) == closed.field.evaluate(scrolled)


def test_marks_without_custom_highlights(closed: Desk) -> None:
    closed.page.add_init_script("delete CSS.highlights")
    closed.open()
    closed.write()
    expect(closed.page.locator(".mirror .finding-tone")).to_have_text(BLAME)
    expect(closed.page.locator(".mirror .finding-placeholder.grave")).to_have_text(SLOT)
    expect(closed.field).to_have_value(TEXT)
    closed.page.keyboard.press("Control+Home")
    closed.page.keyboard.press("F8")
    expect(closed.page.locator(".mirror .active")).to_have_text(BLAME)


@pytest.mark.parametrize("click", [False, True], ids=["hover", "click"])
def test_opens_a_card_under_the_mouse(desk: Desk, click: bool) -> None:
    desk.write()
    desk.page.mouse.move(*desk.point_at(MISSPELT))
    if click:
        desk.page.mouse.click(*desk.point_at(MISSPELT))
    expect(desk.card).to_contain_text("Spelling · Better changed")
    expect(desk.card).to_contain_text("About atach")
    expect(desk.card).to_contain_text("A reason to do with spelling.")
    desk.card.get_by_role("button", name="attach").click()
    expect(desk.field).to_have_value(TEXT.replace(MISSPELT, "attach"))


def test_a_card_goes_when_the_mouse_goes(desk: Desk) -> None:
    desk.write()
    desk.page.mouse.move(*desk.point_at(MISSPELT))
    expect(desk.card).to_be_visible()
    desk.page.mouse.move(1, 1)
    expect(desk.card).to_be_hidden()


def test_opens_a_card_where_the_caret_is_and_says_so(desk: Desk) -> None:
    desk.write()
    desk.page.keyboard.press("Control+Home")
    for _ in "Hi, y":
        desk.page.keyboard.press("ArrowRight")
    expect(desk.card).to_contain_text(BLAME)
    spoken = desk.page.get_by_role("status").filter(has_text="F8 leads to the fixes")
    expect(spoken).to_contain_text(f"About {BLAME}")
    expect(desk.field).to_be_focused()


@pytest.mark.parametrize(("on", "back"), [("F8", "Shift+F8"), ("Alt+ArrowDown", "Alt+ArrowUp")])
def test_steps_through_findings_and_slots(desk: Desk, on: str, back: str) -> None:
    desk.write()
    desk.page.keyboard.press("Control+Home")
    for words in (BLAME, MISSPELT, SLOT, BLAME):
        desk.page.keyboard.press(on)
        assert desk.marked("active") == [words]
    desk.page.keyboard.press(back)
    assert desk.marked("active") == [SLOT]
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_function(SELECTED, arg=SLOT)


@pytest.mark.parametrize(
    ("key", "fixed"), [("Enter", "I don't see that you"), ("2", "Could you please")]
)
def test_fixes_by_keyboard_and_undoes(desk: Desk, key: str, fixed: str) -> None:
    told = desk.told("fixed")
    desk.write()
    desk.page.keyboard.press("Control+Home")
    desk.page.keyboard.press("F8")
    desk.page.keyboard.press(key)
    expect(desk.field).to_have_value(TEXT.replace(BLAME, fixed))
    expect(desk.field).to_be_focused()
    assert [(one["finding"]["rule"], one["fix"]["text"]) for one in told] == [("tone.x", fixed)]
    desk.page.keyboard.press("Control+z")
    expect(desk.field).to_have_value(TEXT)


def test_escape_goes_back_to_the_text(desk: Desk) -> None:
    desk.write()
    desk.page.keyboard.press("F8")
    desk.page.keyboard.press("Escape")
    expect(desk.card).to_be_hidden()
    expect(desk.field).to_be_focused()
    expect(desk.field).to_have_value(TEXT)


@pytest.mark.parametrize("types", [True, False], ids=["typed", "by hand"])
def test_fixes_all_that_is_safe_and_undoes(closed: Desk, types: bool) -> None:
    if not types:
        closed.page.add_init_script("document.execCommand = () => false")
    closed.open()
    closed.write()
    closed.page.keyboard.press("Control+Alt+f")
    expect(closed.field).to_have_value(REWRITTEN)
    closed.page.keyboard.press("Control+z")
    expect(closed.field).to_have_value(TEXT)


def test_what_is_ignored_is_not_shown_again(desk: Desk) -> None:
    told = desk.told("ignored")
    desk.write()
    desk.page.keyboard.press("Control+Home")
    desk.page.keyboard.press("F8")
    desk.card.get_by_role("button", name="Ignore").click()
    expect(desk.card).to_be_hidden()
    expect(desk.state).to_have_text("Not ready: 1 slot to fill in · 1 remark")
    expect(desk.page.get_by_role("button", name="Fix all safe")).to_be_hidden()
    desk.write(f"{TEXT} Thanks!")
    assert (desk.marked("finding-tone"), desk.marked("finding-spelling")) == ([], [MISSPELT])
    assert [one["finding"]["text"] for one in told] == [BLAME]


def test_shows_score_points_asks_and_strengths(desk: Desk) -> None:
    asks = [{"text": "Where is it?", "answered": True}, {"text": "Why?", "answered": False}]
    costs = {"kindness": 12, "correctness": 5, "facts": 0}
    parts = [{"part": part, "lost": lost, "findings": 1} for part, lost in costs.items()]
    more = {"asks": asks, "strengths": ["feeling-named", "kept short"], "score_parts": parts}
    desk.respond = lambda route, body: route.fulfill(json=review(body["text"], **more))
    told = desk.told("checked")
    desk.write()
    expect(desk.page.get_by_role("img", name="Score 58 of 100")).to_be_visible()
    expect(desk.state).to_have_text("Not ready: 1 slot to fill in · 2 remarks")
    expect(desk.page.get_by_text("1 of 2 asks answered")).to_be_visible()
    lines = desk.page.get_by_role("listitem").all_text_contents()
    assert lines == ["Answered: Where is it?", "Still open: Why?"]
    points = "What cost points: kindness −12 · grammar and spelling −5"
    expect(desk.page.get_by_text(points, exact=True)).to_be_visible()
    ring = desk.page.get_by_role("img", name="Score 58 of 100")
    expect(ring).to_have_attribute("title", f"Score 58 of 100\n{points}")
    expect(desk.page.get_by_text("Well done: names the feeling · kept short")).to_be_visible()
    assert [one["score"] for one in told] == [58]


def test_an_ask_shows_the_sentence_that_answers_it(desk: Desk) -> None:
    span = {"start": TEXT.index("As I said") + 1, "end": len(TEXT) + 1}
    asks = [{"text": "When?", "answered": True, "span": span}]
    desk.respond = lambda route, body: route.fulfill(json=review(body["text"], asks=asks))
    desk.write()
    desk.page.get_by_text("1 of 1 ask answered").click()
    desk.page.get_by_role("button", name="Answered: When?").focus()
    assert desk.marked("shown") == [TEXT[TEXT.index("As I said") :]]
    desk.field.focus()
    assert desk.marked("shown") == []


def test_is_silent_about_asks_where_the_answer_has_none(desk: Desk) -> None:
    desk.write()
    expect(desk.page.locator("tactful-check .more")).to_be_empty()


def test_slots_are_reachable_before_any_answer(desk: Desk, complaints: list[str]) -> None:
    desk.respond = lambda route, _: route.abort()
    desk.field.fill("It ships ⟦day⟧.")
    expect(desk.state).to_have_text("Not checked. Tactful can't be reached.")
    assert desk.marked("finding-placeholder") == [SLOT]
    desk.page.keyboard.press("F8")
    desk.page.keyboard.press("Enter")
    desk.page.keyboard.type("today")
    expect(desk.field).to_have_value("It ships today.")
    complaints.clear()


def test_says_that_the_key_is_not_valid(desk: Desk, complaints: list[str]) -> None:
    desk.respond = lambda route, _: route.fulfill(status=401, json={"code": "unauthorized"})
    desk.field.fill(TEXT)
    expect(desk.state).to_have_text("Not checked. The session has ended, or the key is not valid.")
    complaints.clear()


def test_tries_again_when_it_is_told_to(slow: Desk, complaints: list[str]) -> None:
    slow.respond = lambda route, _: route.fulfill(status=429, headers={"Retry-After": "7"})
    slow.field.fill("Thanks")
    slow.page.clock.run_for(250)
    expect(slow.state).to_have_text(
        "Not checked. Tactful has its hands full; the check is tried again."
    )
    slow.respond = lambda route, body: route.fulfill(json=review(body["text"]))
    slow.page.keyboard.type("!")
    slow.page.clock.run_for(6000)
    assert len(slow.asked) == 1
    slow.page.clock.run_for(1500)
    expect(slow.state).to_have_text("Ready to send")
    assert [body["text"] for body in slow.asked] == ["Thanks", "Thanks!"]
    complaints.clear()


def test_tries_at_once_when_the_network_is_back(slow: Desk, complaints: list[str]) -> None:
    slow.respond = lambda route, _: route.abort()
    slow.field.fill("Thanks")
    slow.page.clock.run_for(250)
    expect(slow.state).to_contain_text("can't be reached")
    slow.respond = lambda route, body: route.fulfill(json=review(body["text"]))
    slow.page.evaluate("dispatchEvent(new Event('online'))")
    slow.page.clock.run_for(0)
    expect(slow.state).to_have_text("Ready to send")
    complaints.clear()


def test_words_from_outside_are_never_markup(desk: Desk) -> None:
    evil = "<img src=x onerror=alert(1)>"
    found = finding(TEXT, BLAME, "tone", evil)
    found |= {"message": evil, "why": evil}
    asks = [{"text": evil, "answered": False}]
    answer = review(TEXT, findings=[found], ready=False, asks=asks, strengths=[evil])
    desk.respond = lambda route, _: route.fulfill(json=answer)
    desk.write()
    desk.page.keyboard.press("F8")
    expect(desk.card.locator(".message")).to_have_text(evil)
    expect(desk.page.locator("tactful-check img")).to_have_count(0)


def test_the_form_sends_the_text_alone_and_empties_it(desk: Desk) -> None:
    desk.write()
    desk.page.get_by_role("button", name="Empty").click()
    expect(desk.state).to_have_text("Checked as you write")
    assert desk.marked("finding-tone") == []
    desk.write("Thanks")
    desk.page.route("**/sent**", lambda route: route.fulfill(body="Sent."))
    with desk.page.expect_request("**/sent**") as sent:
        desk.page.get_by_role("button", name="Send").click()
    assert sent.value.url.endswith("/sent?reply=Thanks")


def test_leaves_nothing_behind_when_it_is_removed(desk: Desk) -> None:
    desk.write()
    desk.page.evaluate("document.querySelector('tactful-check').remove()")
    desk.field.fill(f"{TEXT}!")
    assert (desk.marked("finding-tone"), desk.marked("grave")) == ([], [])
    assert len(desk.asked) == 1


def test_nothing_moves_for_those_who_want_no_motion(closed: Desk) -> None:
    closed.page.emulate_media(reduced_motion="reduce")
    closed.open()
    closed.write()
    seconds = "(arc) => getComputedStyle(arc).transitionDuration"
    assert closed.page.locator("tactful-check .arc").evaluate(seconds) == "0s"


def test_says_when_there_is_no_field(desk: Desk) -> None:
    desk.page.evaluate(
        """() => {
            const lost = document.createElement("tactful-check");
            lost.setAttribute("for", "nowhere");
            document.body.append(lost);
        }"""
    )
    lost = desk.page.locator("tactful-check[for=nowhere] .state")
    expect(lost).to_have_text("Not checked. Its `for` names no textarea.")


def test_works_against_the_service(stranger: Page, service: Service) -> None:
    html = DESK.replace("tk_desk", service.key).replace(' profile="desk"', "")
    stranger.route(
        "**/desk", lambda route: route.fulfill(content_type="text/html; charset=utf-8", body=html)
    )
    stranger.goto("/desk")
    stranger.get_by_role("textbox", name="Reply").fill("🙂🙂 Thanks! You have to log out first.")
    expect(stranger.locator("tactful-check .state")).to_contain_text("remark")
    stranger.keyboard.press("Control+Alt+f")
    expect(stranger.get_by_role("textbox", name="Reply")).to_have_value(
        re.compile("🙂🙂 Thanks! Could you please log out first\\?")
    )
