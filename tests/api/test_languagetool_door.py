"""The LanguageTool door before LanguageTool's own clients, over a real server.

The service runs "hashing:256" and grammar "off": the findings are those of our rules.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.compat.selection import Selection
from models.checks.grammar import GrammarChecker
from models.checks.languagetool import LanguageToolServer
from models.errors import EngineDown
from models.protocols import CheckContext
from models.text import Category, Finding, Severity, Span
from snippets.store.access import Role

OPENING = "Thank you 🙂👍.\n\n"


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@pytest.fixture
def plugin(as_role: Callable[[Role], dict[str, str]]) -> dict[str, str]:
    return as_role(Role.PLUGIN)


def test_languages_are_open(api: TestClient) -> None:
    codes = {one["longCode"] for one in api.get("/v2/languages").json()}
    assert {"en", "en-US", "en-GB", "de", "de-AT", "fr", "es", "pt-BR", "nl"} <= codes


def test_each_language_is_listed_once_with_its_name(api: TestClient) -> None:
    listed = api.get("/v2/languages").json()
    assert len({one["longCode"] for one in listed}) == len(listed)
    assert {"name": "German (AT)", "code": "de", "longCode": "de-AT"} in listed


def test_the_language_is_recognised(api: TestClient, plugin: dict[str, str]) -> None:
    form = {"text": "Vielen Dank für Ihre Nachricht, wir melden uns.", "language": "auto"}
    answer = api.post("/v2/check", data=form, headers=plugin).json()
    assert answer["language"]["detectedLanguage"]["code"] == "de"


@pytest.mark.parametrize("how", ["header", "field", "path"])
def test_a_key_is_taken_in_three_ways(api: TestClient, plugin: dict[str, str], how: str) -> None:
    form = {"text": "Thank you.", "language": "en-US"}
    path = "/k/tk_plugin/v2/check" if how == "path" else "/v2/check"
    headers = plugin if how == "header" else {}
    if how == "field":
        form["apiKey"] = "tk_plugin"
    answer = api.post(path, data=form, headers=headers)
    assert answer.status_code == 200
    assert answer.json()["language"]["code"] == "en-US"


def test_matches_have_languagetools_fields(
    api: TestClient, plugin: dict[str, str], flagged: str
) -> None:
    text = OPENING + flagged
    answer = api.post("/v2/check", data={"text": text, "language": "en"}, headers=plugin).json()
    (match,) = answer["matches"]
    encoded = text.encode("utf-16-le")
    marked = encoded[match["offset"] * 2 : (match["offset"] + match["length"]) * 2]
    assert marked.decode("utf-16-le") in flagged
    assert match["offset"] >= units(OPENING)
    context = match["context"]
    around = context["text"].encode("utf-16-le")
    start, end = context["offset"], context["offset"] + context["length"]
    assert around[start * 2 : end * 2] == marked
    assert match["rule"]["id"].startswith("TONE_")
    assert {"issueType", "category", "description"} <= set(match["rule"])
    assert {"software", "warnings", "language", "matches"} <= set(answer)


@pytest.mark.parametrize(
    "markup",
    [
        "<b>",
        "<p>\n",
        pytest.param(
            "<img alt='🙂'>",
        ),
    ],
)
def test_offsets_of_annotations_count_the_markup(
    api: TestClient, plugin: dict[str, str], markup: str, flagged: str
) -> None:
    def first(*parts: dict[str, str]) -> int:
        form = {"data": json.dumps({"annotation": parts}), "language": "en"}
        answer = api.post("/v2/check", data=form, headers=plugin).json()
        return int(answer["matches"][0]["offset"])

    mark = {"markup": markup, "interpretAs": ""}
    bare = first({"text": OPENING}, {"text": flagged})
    assert first({"text": OPENING}, mark, {"text": flagged}) == bare + units(markup)


@pytest.mark.parametrize(
    "form",
    [
        {"language": "en"},
        {"data": "{", "language": "en"},
        {"data": "[]", "language": "en"},
        {"data": '{"annotation": "text"}', "language": "en"},
        {"data": '{"annotation": [{"markup": 5}]}', "language": "en"},
        {"data": '{"annotation": [{"text": null}]}', "language": "en"},
        pytest.param(
            {"data": "[" * 100_000, "language": "en"},
            id="deep",
        ),
        pytest.param(
            {"data": r'{"annotation": [{"text": "\ud800 You have to go."}]}'},
            id="half-a-character",
        ),
    ],
    ids=lambda form: str(form)[:40],
)
def test_what_is_not_valid_is_refused(
    api: TestClient, plugin: dict[str, str], form: dict[str, str]
) -> None:
    answer = api.post("/v2/check", data=form, headers=plugin)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request")


def test_another_language_is_no_error(api: TestClient, plugin: dict[str, str]) -> None:
    form = {"text": "Wo ist mein Paket?", "language": "de-DE"}
    assert api.post("/v2/check", data=form, headers=plugin).json()["matches"] == []


class TestLanguages:
    @pytest.mark.parametrize("asked", ["xx", "klingon", ""])
    def test_an_unknown_language_is_refused_as_languagetool_does(
        self, api: TestClient, plugin: dict[str, str], asked: str
    ) -> None:
        form = {"text": "Hello.", "language": asked or "?"}
        answer = api.post("/v2/check", data=form, headers=plugin)
        assert (answer.status_code, answer.json()["code"]) == (400, "language_unknown")

    @pytest.mark.parametrize(
        ("asked", "told"),
        [("EN-us", "en-US"), ("de_AT", "de-AT"), ("en-IE", "en"), ("it", "it"), ("it-IT", "it")],
    )
    def test_what_was_checked_is_told(
        self, api: TestClient, plugin: dict[str, str], asked: str, told: str
    ) -> None:
        form = {"text": "OK.", "language": asked}
        answer = api.post("/v2/check", data=form, headers=plugin).json()
        assert answer["language"]["code"] == told

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("Vielen Dank für Ihre Nachricht.", "de-AT"),
            ("Thank you for your message.", "en-GB"),
            ("Merci pour votre message.", "fr"),
        ],
    )
    def test_preferred_variants_are_for_auto(
        self, api: TestClient, plugin: dict[str, str], text: str, code: str
    ) -> None:
        form = {"text": text, "language": "auto", "preferredVariants": "en-GB,de-AT,en-US"}
        answer = api.post("/v2/check", data=form, headers=plugin).json()
        assert answer["language"]["code"] == code

    def test_the_language_of_the_text_is_told_beside_the_one_asked_for(
        self, api: TestClient, plugin: dict[str, str]
    ) -> None:
        form = {"text": "Vielen Dank für Ihre Nachricht.", "language": "en-US"}
        told = api.post("/v2/check", data=form, headers=plugin).json()["language"]
        assert (told["code"], told["detectedLanguage"]["code"]) == ("en-US", "de")


class TestSelection:
    """What a client switches on and off."""

    CONTESTED = "I understand your frustration."

    @pytest.fixture
    def rules(self, api: TestClient, plugin: dict[str, str]) -> Callable[..., list[str]]:
        def found(text: str, **form: str) -> list[str]:
            data = {"text": text, "language": "en"} | form
            matches = api.post("/v2/check", data=data, headers=plugin).json()["matches"]
            return [match["rule"]["id"] for match in matches]

        return found

    def test_rules_and_categories_are_switched_off_by_the_ids_that_matches_have(
        self, rules: Callable[..., list[str]], flagged: str
    ) -> None:
        (rule,) = rules(flagged)
        own = rule.lower().replace("_", ".", 1).replace("_", "-")
        for name in (rule, rule.lower(), own, f"NOTHING, {rule}"):
            assert rules(flagged, disabledRules=name) == []
        assert rules(flagged, disabledRules="NOTHING") == [rule]
        assert rules(flagged, disabledCategories="TONE") == []
        assert rules(flagged, disabledCategories="tone", enabledRules=rule) == [rule]

    def test_enabled_only_leaves_out_all_that_is_not_named(
        self, rules: Callable[..., list[str]], flagged: str
    ) -> None:
        (rule,) = rules(flagged)
        assert rules(flagged, enabledOnly="true", enabledRules=rule) == [rule]
        assert rules(flagged, enabledOnly="true", enabledCategories="TONE") == [rule]
        assert rules(flagged, enabledOnly="true", enabledRules="OTHER") == []

    def test_contested_rules_are_for_the_picky_and_those_who_name_them(
        self, rules: Callable[..., list[str]]
    ) -> None:
        assert rules(self.CONTESTED) == []
        assert rules(self.CONTESTED, level="picky") == ["TONE_STOCK_EMPATHY"]
        named = rules(self.CONTESTED, enabledRules="TONE_STOCK_EMPATHY")
        assert named == ["TONE_STOCK_EMPATHY"]

    @pytest.mark.parametrize("form", [{"enabledOnly": "true"}, {"level": "wild"}])
    def test_what_makes_no_sense_is_refused(
        self, api: TestClient, plugin: dict[str, str], form: dict[str, str]
    ) -> None:
        answer = api.post("/v2/check", data={"text": "A."} | form, headers=plugin)
        assert answer.status_code == 422

    def test_mere_information_is_for_the_picky(self) -> None:
        found = Finding("tone.x", Category.TONE, Severity.INFO, Span(0, 1), "x", "m")
        assert not Selection().wants(found)
        assert Selection(picky=True).wants(found)
        assert Selection(enabled_rules=frozenset({"X"})).wants(found)

    def test_languagetools_name_for_spelling_is_known(self) -> None:
        found = Finding("spelling.en-x", Category.SPELLING, Severity.WARNING, Span(0, 1), "x", "m")
        assert not Selection(disabled_categories=frozenset({"TYPOS"})).wants(found)
        assert not Selection(disabled_rules=frozenset({"EN_X"})).wants(found)


@pytest.mark.parametrize("language", ["auto", "en-US"])
def test_an_empty_text_has_no_matches(
    api: TestClient, plugin: dict[str, str], language: str
) -> None:
    answer = api.post("/v2/check", data={"text": "", "language": language}, headers=plugin)
    assert (answer.status_code, answer.json()["matches"]) == (200, [])


class TestReplacements:
    @pytest.fixture
    def matches(
        self, api: TestClient, plugin: dict[str, str]
    ) -> Callable[..., list[dict[str, Any]]]:
        def found(*parts: str) -> list[dict[str, Any]]:
            kinds = ("markup" if part.startswith("<") else "text" for part in parts)
            pieces = [{kind: part} for kind, part in zip(kinds, parts, strict=True)]
            form = {"data": json.dumps({"annotation": pieces}), "language": "en"}
            answer = api.post("/v2/check", data=form, headers=plugin).json()["matches"]
            return list(answer)

        return found

    def test_a_fix_that_is_wider_than_the_finding_widens_the_match(
        self, matches: Callable[..., list[dict[str, Any]]]
    ) -> None:
        (match,) = matches("Obviously, the lid is open.")
        assert (match["offset"], match["length"]) == (0, len("Obviously, the"))
        assert match["replacements"][0] == {"value": "The"}

    def test_mark_up_at_the_edge_is_not_replaced(
        self, matches: Callable[..., list[dict[str, Any]]]
    ) -> None:
        (match,) = matches("<b>", "You failed to attach the receipt", "</b>", ".")
        assert (match["offset"], match["length"]) == (3, len("You failed to attach the receipt"))
        assert match["replacements"] == [{"value": "I don't see the receipt yet"}]

    def test_over_mark_up_there_is_no_replacement(
        self, matches: Callable[..., list[dict[str, Any]]]
    ) -> None:
        (match,) = matches("You failed to ", "<i>", "attach", "</i>", " the receipt.")
        assert match["length"] == len("You failed to <i>attach</i> the receipt")
        assert match["replacements"] == []


class TestClients:
    def test_language_tool_python_shows_our_findings(self, served: str, flagged: str) -> None:
        import language_tool_python

        text = OPENING + flagged
        tool = language_tool_python.LanguageTool("en-US", remote_server=f"{served}/k/tk_plugin/")
        (match,) = tool.check(text)
        assert text[match.offset : match.offset + match.error_length] in flagged
        assert match.offset >= len(OPENING)

    def test_language_tool_python_switches_rules_off(self, served: str, flagged: str) -> None:
        import language_tool_python

        tool = language_tool_python.LanguageTool("en-US", remote_server=f"{served}/k/tk_plugin/")
        (match,) = tool.check(flagged)
        tool.disabled_rules = {match.rule_id}
        assert tool.check(flagged) == []
        tool.disabled_rules = set()
        tool.enabled_rules_only = True
        tool.enabled_rules = {match.rule_id}
        assert [one.rule_id for one in tool.check(flagged)] == [match.rule_id]
        assert tool.check("") == []

    def test_pylanguagetool_switches_categories_off(self, served: str, flagged: str) -> None:
        api = pytest.importorskip("pylanguagetool.api")
        address = f"{served}/k/tk_plugin/v2/"
        assert api.check(flagged, address, "en-US", disabled_categories="TONE")["matches"] == []
        with pytest.raises(ValueError, match="not a language code"):
            api.check(flagged, address, "xx")

    def test_pylanguagetool_shows_our_findings(self, served: str, flagged: str) -> None:
        api = pytest.importorskip("pylanguagetool.api")
        answer = api.check(OPENING + flagged, f"{served}/k/tk_plugin/v2/", "en-US")
        (match,) = answer["matches"]
        assert match["offset"] >= units(OPENING)

    def test_our_own_engine_for_languagetool_servers_speaks_to_it(
        self, served: str, flagged: str
    ) -> None:
        text = OPENING + flagged
        (remark,) = LanguageToolServer(f"{served}/k/tk_plugin/").remarks(text, "en")
        assert remark.span.of(text) in flagged
        assert remark.span.start >= len(OPENING)

    def test_our_own_engine_passes_through_the_grammar_checker(
        self, served: str, flagged: str
    ) -> None:
        checker = GrammarChecker(LanguageToolServer(f"{served}/k/tk_plugin/"))
        (finding,) = checker.check(OPENING + flagged, CheckContext())
        assert finding.text in flagged

    @pytest.mark.parametrize("path", ["/k/tk_none/", "/nothing/"])
    def test_our_own_engine_says_when_it_gets_no_answer(self, served: str, path: str) -> None:
        with pytest.raises(EngineDown, match="does not answer"):
            LanguageToolServer(served + path).remarks("Some text.", "en")

    def test_a_server_that_is_not_there_is_down(self) -> None:
        with pytest.raises(EngineDown, match="does not answer"):
            LanguageToolServer("http://127.0.0.1:9/").remarks("Some text.", "en")

    @pytest.mark.parametrize("stream", [False, True])
    def test_openais_own_client_is_answered(self, served: str, stream: bool) -> None:
        openai = pytest.importorskip("openai")
        client = openai.OpenAI(base_url=f"{served}/v1", api_key="tk_plugin")
        answer = client.chat.completions.create(
            model="tactful",
            messages=[{"role": "user", "content": "When do I get my money back?"}],
            stream=stream,
        )
        if stream:
            text = "".join(chunk.choices[0].delta.content or "" for chunk in answer)
        else:
            text = answer.choices[0].message.content
        assert "within 5 working days" in text

    def test_a_large_body_is_refused_by_a_real_server_too(self, served: str) -> None:
        import httpx

        def pieces() -> Iterator[bytes]:
            for _ in range(30):
                yield b" " * 100_000

        answer = httpx.post(
            f"{served}/v1/drafts",
            content=pieces(),
            headers={"Authorization": "Bearer tk_plugin", "Content-Type": "application/json"},
        )
        assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


def test_a_profile_is_named_in_the_query_or_the_path(client: TestClient) -> None:
    client.put("/v1/profiles/billing", json={"banned": {"lamp": "light"}})
    form = {"text": "A blue lamp.", "language": "en"}

    def ids(path: str) -> list[str]:
        return [one["rule"]["id"] for one in client.post(path, data=form).json()["matches"]]

    assert ids("/v2/check") == []
    in_path = ids("/k/tk_plugin/p/billing/v2/check")
    assert len(in_path) == 1
    assert ids("/v2/check?profile=billing") == in_path
    assert client.get("/k/tk_plugin/p/billing/v2/languages").status_code == 200


def test_a_profile_that_is_none_is_a_problem(client: TestClient) -> None:
    answer = client.post("/k/tk_plugin/p/nosuch/v2/check", data={"text": "A lamp."})
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
