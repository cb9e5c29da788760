"""The console's pages without a browser: who may open them, what they write, what comes back."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from snippets.snippet import Snippet
from snippets.store.access import Holder, Purpose, Role
from snippets.store.database import now
from snippets.store.messages import KeptMessage
from snippets.versions import Signed

SAME_SITE = {"Sec-Fetch-Site": "same-origin"}
OPEN_TO_AGENTS = (
    "/library",
    "/library/new",
    "/library/snippet/refund-time",
    "/library/edit/refund-time",
    "/library/version/1/refund-time",
)
FOR_LEADS = ("/review", "/health", "/gaps", "/analytics", "/import")
ZENDESK = Path(__file__).parents[1] / "snippets" / "formats" / "fixtures" / "zendesk" / "export"
PATIENCE_SECONDS = 60


@pytest.fixture
def signed_in(client: TestClient) -> Callable[[Role], TestClient]:
    """Gives the browser of somebody with a role; each forgets who was there before."""

    def browser(role: Role) -> TestClient:
        client.headers.pop("Authorization", None)
        access = client.app.state.services.access  # type: ignore[attr-defined]
        session = access.issue(Purpose.SESSION, Holder("default", role, f"Sam the {role}"))
        client.cookies.clear()
        client.cookies.set("tactful_session", session)
        client.headers.update(SAME_SITE)
        client.follow_redirects = False
        return client

    return browser


@pytest.fixture
def lead(signed_in: Callable[[Role], TestClient]) -> TestClient:
    return signed_in(Role.LEAD)


def library_of(browser: TestClient):  # type: ignore[no-untyped-def]
    return browser.app.state.services.library()  # type: ignore[attr-defined]


def typed(**changed: object) -> dict[str, object]:
    """The editor's form as a browser sends it."""
    return {"title": "A title", "body": "A text.", "kind": "reply", "locale": "en"} | changed


def waited(browser: TestClient, path: str, words: str) -> str:
    """The page once it has these words."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        text = browser.get(path).text
        if words in text:
            return text
        time.sleep(0.05)
    raise AssertionError(f"{path} never said {words!r}")


class TestWhoMayOpenThem:
    @pytest.mark.parametrize("path", [*OPEN_TO_AGENTS, *FOR_LEADS])
    def test_who_is_not_signed_in_is_sent_to_sign_in(self, api: TestClient, path: str) -> None:
        answer = api.get(path, headers={"Accept": "text/html"}, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, "/")

    @pytest.mark.parametrize("path", [*OPEN_TO_AGENTS, *FOR_LEADS])
    def test_a_plugin_opens_none(self, signed_in: Callable[[Role], TestClient], path: str) -> None:
        assert signed_in(Role.PLUGIN).get(path).status_code == 403

    @pytest.mark.parametrize("path", OPEN_TO_AGENTS)
    def test_an_agent_reads_the_library(
        self, signed_in: Callable[[Role], TestClient], path: str
    ) -> None:
        answer = signed_in(Role.AGENT).get(path)
        assert answer.status_code == 200
        assert 'href="/review"' not in answer.text

    @pytest.mark.parametrize("path", FOR_LEADS)
    def test_an_agent_opens_no_page_of_leads(
        self, signed_in: Callable[[Role], TestClient], path: str
    ) -> None:
        answer = signed_in(Role.AGENT).get(path)
        assert answer.status_code == 403
        assert "This page is for leads" in answer.text

    @pytest.mark.parametrize("path", [*OPEN_TO_AGENTS, *FOR_LEADS])
    def test_a_lead_opens_all(self, lead: TestClient, path: str) -> None:
        answer = lead.get(path)
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "no-store"
        assert "style=" not in answer.text

    def test_another_site_writes_nothing(self, lead: TestClient) -> None:
        lead.headers["Sec-Fetch-Site"] = "cross-site"
        assert lead.post("/library/new", data=typed()).status_code == 403
        assert len(library_of(lead)) == 5

    def test_an_agent_changes_nothing_at_once(
        self, signed_in: Callable[[Role], TestClient]
    ) -> None:
        agent = signed_in(Role.AGENT)
        form = {"id": "refund-time", "action": "delete"}
        assert agent.post("/library/bulk", data=form).status_code == 403
        assert agent.post("/review/approve/1/refund-time").status_code == 403


class TestLibrary:
    def test_a_search_and_filters_are_kept_in_the_links(self, lead: TestClient) -> None:
        text = lead.get("/library?search=refund&kind=reply").text
        assert "When a refund arrives" in text
        assert "Copies of invoices" not in text
        assert "search=refund&amp;tag=money&amp;kind=reply" in text

    def test_what_fits_nothing_says_what_to_do(self, lead: TestClient) -> None:
        assert "Nothing fits" in lead.get("/library?search=zeppelin").text

    def test_pages_go_on(self, lead: TestClient) -> None:
        many = [Snippet(f"n{at:03}", "reply", f"Title {at:03}", "Text.") for at in range(120)]
        library_of(lead).put(many)
        text = lead.get("/library?search=title&page=2").text
        assert "51–100 of 120" in text
        assert "Title 050" in text

    def test_titles_are_escaped(self, lead: TestClient) -> None:
        library_of(lead).put([Snippet("x", "reply", "<img src=x onerror=1>", "<script>1</script>")])
        for path in ("/library", "/library/snippet/x", "/library/edit/x"):
            text = lead.get(path).text
            assert "<img src=x" not in text
            assert "<script>1" not in text

    def test_an_id_may_hold_anything(self, lead: TestClient) -> None:
        library_of(lead).put([Snippet("a/b?c#d/edit", "reply", "Odd id", "Text.")])
        text = lead.get("/library/snippet/a%2Fb%3Fc%23d%2Fedit").text
        assert "Odd id" in text
        assert "/library/edit/a%2Fb%3Fc%23d%2Fedit" in text


class TestManyAtOnce:
    def test_a_change_is_shown_before_it_is_made(self, lead: TestClient) -> None:
        form = {"action": "folder", "value": "Money", "id": ["refund-time", "invoice-copy"]}
        text = lead.post("/library/bulk/look", data=form).text
        assert "2 snippets will change" in text
        assert library_of(lead).get("refund-time").folder == ""
        form |= {"ids": "refund-time\ninvoice-copy", "id": [], "reason": "tidying up"}
        answer = lead.post("/library/bulk", data=form)
        assert answer.headers["location"] == "/library?did=changed"
        assert library_of(lead).get("refund-time").folder == "Money"
        assert library_of(lead).review.history("refund-time")[0].reason == "tidying up"

    def test_all_that_fit_the_filters(self, lead: TestClient) -> None:
        form = {
            "action": "add_tags",
            "value": "seen",
            "everything": "true",
            "filters": "/library?kind=reply",
        }
        assert "4 snippets will change" in lead.post("/library/bulk/look", data=form).text

    def test_deleting_asks_first(self, lead: TestClient) -> None:
        form = {"action": "delete", "id": "invoice-copy"}
        assert "Delete 1 snippet?" in lead.post("/library/bulk/look", data=form).text
        lead.post("/library/bulk", data={"action": "delete", "ids": "invoice-copy"})
        text = lead.get("/library/snippet/invoice-copy").text
        assert "This was deleted" in text

    def test_part_of_another_is_not_deleted(self, lead: TestClient) -> None:
        library_of(lead).put(
            [
                Snippet("hours", "reply", "Hours", "From 8 to 6."),
                Snippet("visit", "reply", "Visits", "We are open {{> hours}}"),
            ]
        )
        form = {"action": "delete", "id": "hours"}
        text = lead.post("/library/bulk/look", data=form).text
        assert "part of other snippets" in text
        assert 'name="reason"' not in text

    @pytest.mark.parametrize(
        ("form", "words"),
        [
            ({"action": "add_tags", "value": "x"}, "o snippet is ticked"),
            ({"action": "add_tags", "value": "", "id": "refund-time"}, "othing is to be changed"),
            ({"action": "status", "value": "lost", "id": "refund-time"}, "has to be one of"),
            ({"action": "dance", "value": "x", "id": "refund-time"}, "no action"),
        ],
    )
    def test_what_can_not_be_done_is_said(
        self, lead: TestClient, form: dict[str, str], words: str
    ) -> None:
        answer = lead.post("/library/bulk/look", data=form)
        assert answer.status_code == 422
        assert words in answer.text


class TestEditor:
    def test_a_new_snippet_is_kept(self, lead: TestClient) -> None:
        form = typed(example=["One?", "", " Two?\r\nThree "], tags="a, b,", finds=["Where?"])
        answer = lead.post("/library/new", data=form)
        assert answer.status_code == 303
        (made,) = [one for one in library_of(lead).all() if one.title == "A title"]
        assert made.examples == ("One?", "Two?\nThree")
        assert (made.tags, made.tests.finds) == (("a", "b"), ("Where?",))

    def test_a_change_keeps_what_the_form_does_not_have(self, lead: TestClient) -> None:
        library_of(lead).put([Snippet("mine", "reply", "Mine", "Old.", owner="Sam the lead")])
        lead.post("/library/edit/mine", data=typed(title="Mine", version=1))
        assert library_of(lead).get("mine").owner == "Sam the lead"

    def test_what_is_refused_comes_back(self, lead: TestClient) -> None:
        form = typed(body="Open {{> nowhere}} <b>", title="Opening", example=["When?"])
        answer = lead.post("/library/new", data=form)
        assert answer.status_code == 422
        assert "Not saved" in answer.text
        assert "Open {{&gt; nowhere}} &lt;b&gt;" in answer.text
        assert "When?" in answer.text

    def test_two_leads_at_once_lose_nothing(self, lead: TestClient) -> None:
        library = library_of(lead)
        library.put([replace(library.get("refund-time"), body="Theirs: 7 days.")])
        form = typed(title="When a refund arrives", body="Yours: 9 days.", version=1)
        answer = lead.post("/library/edit/refund-time", data=form)
        assert answer.status_code == 409
        assert "Somebody else has saved this meanwhile" in answer.text
        assert "Theirs, in use now" in answer.text
        assert "\nYours: 9 days.</textarea>" in answer.text
        assert 'name="version" value="2"' in answer.text
        assert library.get("refund-time").body == "Theirs: 7 days."
        assert lead.post("/library/edit/refund-time", data=form | {"version": 2}).status_code == 303
        assert library.get("refund-time").body == "Yours: 9 days."

    def test_an_agent_takes_no_shared_snippet_for_their_own(
        self, signed_in: Callable[[Role], TestClient]
    ) -> None:
        agent = signed_in(Role.AGENT)
        form = typed(title="Mine now", body="Mine.", version=1, private="true", reason="x")
        answer = agent.post("/library/edit/refund-time", data=form)
        assert answer.headers["location"].endswith("did=proposed")
        assert library_of(agent).get("refund-time").owner is None

    def test_what_was_deleted_meanwhile_does_not_come_back_by_itself(
        self, lead: TestClient
    ) -> None:
        library_of(lead).delete(["refund-time"])
        answer = lead.post("/library/edit/refund-time", data=typed(body="Typed.", version=1))
        assert answer.status_code == 409
        assert "Typed.</textarea>" in answer.text
        assert len(library_of(lead)) == 4

    def test_an_agent_proposes(self, signed_in: Callable[[Role], TestClient]) -> None:
        agent = signed_in(Role.AGENT)
        assert "Propose a change" in agent.get("/library/edit/refund-time").text
        form = typed(title="When a refund arrives", body="Within 9 days.", version=1, reason="new")
        answer = agent.post("/library/edit/refund-time", data=form)
        assert answer.headers["location"].endswith("did=proposed")
        assert library_of(agent).get("refund-time").body.endswith("5 working days.")
        (waiting,) = library_of(agent).review.queue()
        assert (waiting.author, waiting.reason) == ("Sam the agent", "new")

    def test_an_agent_keeps_what_is_their_own(
        self, signed_in: Callable[[Role], TestClient]
    ) -> None:
        agent = signed_in(Role.AGENT)
        agent.post("/library/new", data=typed(private="true"))
        (made,) = [one for one in library_of(agent).all() if one.owner]
        assert (made.owner, made.status) == ("Sam the agent", "approved")

    def test_the_preview_says_what_would_change(self, lead: TestClient) -> None:
        form = typed(title="Parcels", body="Parcels **take** {{days}}", example=["Where is it?"])
        part = lead.post("/library/preview", data=form, headers={"Tactful-Part": "effect"}).text
        assert '<strong>take</strong> <span class="placeholder">{{days}}</span>' in part
        assert "Looked at" in part
        assert "<html" not in part
        assert "<html" in lead.post("/library/preview", data=form).text

    def test_the_preview_says_what_can_not_be_kept(self, lead: TestClient) -> None:
        form = typed(body="{{> nowhere}}")
        part = lead.post("/library/preview", data=form, headers={"Tactful-Part": "effect"}).text
        assert "This can&#39;t be kept" in part


class TestVersions:
    def test_two_are_shown_side_by_side_and_one_comes_back(self, lead: TestClient) -> None:
        form = typed(title="When a refund arrives", body="Within 9 days.", version=1)
        lead.post("/library/edit/refund-time", data=form)
        text = lead.get("/library/version/2/refund-time").text
        assert "<ins>" in text
        assert "<del>" in text
        lead.post("/library/restore/1/refund-time", data={"reason": "wrong"})
        assert library_of(lead).get("refund-time").body.endswith("5 working days.")

    def test_one_that_never_was(self, lead: TestClient) -> None:
        assert lead.get("/library/version/9/refund-time").status_code == 404


class TestReview:
    @pytest.fixture
    def waiting(self, lead: TestClient) -> TestClient:
        """A lead with a change and a new snippet to decide about."""
        library = library_of(lead)
        slower = replace(library.get("refund-time"), body="Your refund arrives within 9 days.")
        library.review.propose(slower, Signed("Kim", "It is slower now"))
        library.review.propose(Snippet("new-one", "reply", "New one", "Say *this*."), Signed("Kim"))
        return lead

    def test_the_oldest_comes_first(self, waiting: TestClient) -> None:
        text = waiting.get("/review").text
        assert text.index("When a refund arrives") < text.index("New one")
        assert "Kim" in text
        assert "Changes text" in text

    def test_approving_goes_on_to_the_next(self, waiting: TestClient) -> None:
        text = waiting.get("/review/2/refund-time").text
        assert "What approving would do" in text
        answer = waiting.post("/review/approve/2/refund-time", data={"seen": 1, "word": "Right"})
        assert answer.headers["location"] == "/review/1/new-one?did=approved"
        assert library_of(waiting).get("refund-time").body.endswith("9 days.")

    def test_rejecting_keeps_the_word(self, waiting: TestClient) -> None:
        waiting.post("/review/reject/1/new-one", data={"word": "We say that already"})
        history = library_of(waiting).review.history("new-one")
        assert (history[0].state, history[0].word) == ("rejected", "We say that already")
        assert waiting.get("/review/1/new-one").text.count("This is decided") == 1

    def test_nothing_waits(self, lead: TestClient) -> None:
        assert "Nothing waits" in lead.get("/review").text


class TestHealth:
    @pytest.fixture
    def doubled(self, lead: TestClient) -> TestClient:
        """A lead with a duplicate and a day gone by."""
        text = "Your refund arrives within 5 working days, on the card that you paid with."
        library_of(lead).put(
            [
                Snippet("one", "reply", "Refund by card", text, examples=("my money",)),
                Snippet("two", "reply", "Refund to card", text, examples=("my refund",)),
                Snippet("gone", "reply", "Offer", "The offer runs until 30 April 2024."),
            ]
        )
        return lead

    def test_findings_come_with_their_evidence(self, doubled: TestClient) -> None:
        text = waited(doubled, "/health", "Duplicates")
        assert "Days gone by" in text
        assert "<mark>" in text

    def test_a_finding_is_called_no_problem_and_back(self, doubled: TestClient) -> None:
        text = waited(doubled, "/health?kind=expired", "30 April 2024")
        key = text.partition('action="/health/dismissal/')[2].partition('"')[0]
        assert doubled.post(f"/health/dismissal/{key}").status_code == 303
        assert "30 April 2024" not in doubled.get("/health?kind=expired").text
        assert "30 April 2024" in doubled.get("/health?dismissed=true").text
        doubled.post(f"/health/restoral/{key}")
        assert "30 April 2024" in doubled.get("/health?kind=expired").text

    def test_one_of_two_is_kept_with_both_examples(self, doubled: TestClient) -> None:
        text = waited(doubled, "/health?kind=duplicate", "Keep this one")
        key = text.partition('form="merge-')[2].partition('"')[0]
        assert doubled.post(f"/health/merge/{key}", data={"kept": "one"}).status_code == 303
        library = library_of(doubled)
        assert library.get("two").status == "archived"
        assert {"my money", "my refund"} <= set(library.get("one").examples)
        assert "Keep this one" not in doubled.get("/health?kind=duplicate").text

    def test_the_editor_opens_at_the_words(self, doubled: TestClient) -> None:
        text = waited(doubled, "/health?kind=expired", "30 April 2024")
        key = text.partition("?finding=")[2].partition('"')[0]
        text = doubled.get(f"/library/edit/gone?finding={key}").text
        assert "data-from=" in text
        assert 'name="back" value="/health"' in text

    def test_one_that_is_gone_says_so(self, doubled: TestClient) -> None:
        answer = doubled.post("/health/dismissal/nothing")
        assert (answer.status_code, "look at the list anew" in answer.text) == (404, True)


class TestImport:
    def files(self) -> list[tuple[str, tuple[str, bytes, str]]]:
        return [
            ("files", (path.name, path.read_bytes(), "application/json"))
            for path in sorted(ZENDESK.iterdir())
        ]

    def test_a_zendesk_export_shows_what_is_lost_and_is_imported_once_confirmed(
        self, lead: TestClient
    ) -> None:
        answer = lead.post("/import", data={"format": "zendesk"}, files=self.files())
        assert answer.status_code == 303
        path = answer.headers["location"]
        text = lead.get(path).text
        assert "What can’t be carried" in text
        assert "the action &#39;status&#39;" in text
        assert str(lead.app.state.services.settings.data_dir) not in text  # type: ignore[attr-defined]
        assert len(library_of(lead)) == 5
        assert lead.post(path, data={"total": 8}).status_code == 303
        waited(lead, path, "<h1>Imported")
        assert len(library_of(lead)) > 5
        assert (
            library_of(lead)
            .review.history(
                next(one.id for one in library_of(lead).all() if one.id.startswith("zendesk"))
            )[0]
            .author
            == "Sam the lead"
        )

    def test_private_snippets_of_others_are_left_as_they_are(self, lead: TestClient) -> None:
        library_of(lead).put([Snippet("mine", "reply", "Mine", "Sam's.", owner="Sam the agent")])
        line = b'{"id": "mine", "kind": "reply", "title": "Mine", "body": "Taken."}'
        files = [("files", ("l.jsonl", line, "application/json"))]
        path = lead.post("/import", data={"format": "jsonl"}, files=files).headers["location"]
        assert "a private snippet of somebody else" in lead.get(path).text
        assert lead.post(path, data={"total": 1}).status_code == 303
        waited(lead, path, "<h1>Imported")
        assert library_of(lead).get("mine").body == "Sam's."

    def test_a_second_import_changes_nothing(self, lead: TestClient) -> None:
        for words in ("Import ", "Everything is here already"):
            answer = lead.post("/import", data={"format": "zendesk"}, files=self.files())
            path = answer.headers["location"]
            assert words in lead.get(path).text
            lead.post(path, data={"total": 8})
            waited(lead, path, "<h1>Imported")

    def test_it_can_be_called_off(self, lead: TestClient) -> None:
        answer = lead.post("/import", data={"format": "zendesk"}, files=self.files())
        path = answer.headers["location"]
        answer = lead.post(path, data={"cancel": "true"})
        assert answer.headers["location"] == "/import?did=cancelled"
        assert lead.get(path).status_code == 422
        assert len(library_of(lead)) == 5

    @pytest.mark.parametrize(
        ("format_", "name", "content", "words"),
        [
            ("zendesk", "cut.json", b'{"macros": [', "cut.json"),
            ("jsonl", "one.jsonl", b'{"id": 5}', "one.jsonl"),
            ("none", "one.jsonl", b"", "choose which format"),
            ("csv", "../../../etc/x.csv", b"\x00\x01", "x.csv"),
        ],
    )
    def test_a_broken_file_is_named(
        self, lead: TestClient, format_: str, name: str, content: bytes, words: str
    ) -> None:
        answer = lead.post("/import", data={"format": format_}, files=[("files", (name, content))])
        if answer.status_code == 303:
            answer = lead.get(answer.headers["location"])
        assert answer.status_code == 422
        assert words in answer.text
        assert str(lead.app.state.services.settings.data_dir) not in answer.text  # type: ignore[attr-defined]

    def test_without_a_file(self, lead: TestClient) -> None:
        assert "no file was chosen" in lead.post("/import", data={"format": "csv"}).text


class TestGaps:
    @pytest.fixture
    def asked(self, lead: TestClient) -> TestClient:
        """A lead whose customers ask for a boat."""
        messages = [
            KeptMessage(
                f"m{at}", f"Can I rent the canal boat {when}?", now(), "unanswered", None, (), ""
            )
            for at, when in enumerate(["today", "on Monday", "in June", "at night", "for ten"])
        ]
        library_of(lead).messages.learn(messages, None)
        return lead

    def test_a_gap_is_answered(self, asked: TestClient) -> None:
        text = waited(asked, "/gaps", "Typical messages")
        gap = text.partition('action="/gaps/')[2].partition("/")[0]
        refused = asked.post(f"/gaps/{gap}/accept", data={"title": "Boats", "body": ""})
        assert refused.status_code == 422
        assert 'value="Boats"' in refused.text
        form = {"title": "Boats", "body": "We rent no boats."}
        answer = asked.post(f"/gaps/{gap}/accept", data=form)
        assert answer.status_code == 303
        (made,) = [one for one in library_of(asked).all() if one.title == "Boats"]
        assert len(made.examples) >= 3

    def test_a_gap_is_called_none_and_back(self, asked: TestClient) -> None:
        text = waited(asked, "/gaps", "Typical messages")
        gap = text.partition('action="/gaps/')[2].partition("/")[0]
        asked.post(f"/gaps/{gap}/dismissal")
        assert "No gaps" in asked.get("/gaps").text
        assert "Typical messages" in asked.get("/gaps?dismissed=true").text
        asked.post(f"/gaps/{gap}/restoral")
        assert "Typical messages" in asked.get("/gaps").text

    def test_without_messages_it_says_where_they_come_from(self, lead: TestClient) -> None:
        assert "TACTFUL_KEEP_MESSAGES_DAYS" in lead.get("/gaps").text


class TestAnalytics:
    def test_drafts_are_counted(self, lead: TestClient) -> None:
        library_of(lead).record_draft("d1", "drafted", 0.9, ["refund-time"])
        text = lead.get("/analytics").text
        assert "What changed" in text
        assert "too few" in text
        assert 'class="plot"' in text

    def test_nobody_is_ranked(self, lead: TestClient) -> None:
        assert lead.get("/analytics?by=agent").status_code == 403
        assert 'value="agent"' not in lead.get("/analytics").text
