"""OpenAI's door before OpenAI's own client and as help desks call it, over a real server.

The service runs "hashing:256" and grammar "off": drafts come from the five entries, and the
rewriting from our rules.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import openai
import pytest
from fastapi.testclient import TestClient

from models.checks.facts import facts
from snippets.store.access import Role

ROOT = Path(__file__).parents[2]
MONEY = "When do I get my money back?"
UNKNOWN = "Do your purple submarines float in soup?"
STEPS = "within 5 working days"
HARSH = "You failed to attach the form. The lid costs €12 and takes 5 days."
DESK = "You are a helpful support agent. Please {} the following response."
JSON_PROMPT = (
    "Answer the customer. Reply with valid JSON only: "
    '{"reasoning": "string", "response": "string", "category": "string"}. '
    'Where you do not know, "response" is conversation_handoff.'
)


@pytest.fixture(scope="module", params=["/v1", ""], ids=["with /v1", "without /v1"])
def official(request: pytest.FixtureRequest, served: str) -> Iterator[openai.OpenAI]:
    """OpenAI's own client."""
    base = f"{served}{request.param}"
    with openai.OpenAI(base_url=base, api_key="tk_plugin", max_retries=0) as client:
        yield client


@pytest.fixture
def ask(api: TestClient, as_role: Callable[[Role], dict[str, str]]) -> Callable[..., Any]:
    """The answer to messages, each a role and a text."""

    def post(*messages: tuple[str, str], **fields: Any) -> Any:
        spoken = [{"role": role, "content": text} for role, text in messages]
        body = {"model": "gpt-4o-mini", "messages": spoken} | fields
        headers = as_role(Role.PLUGIN)
        return api.post("/v1/chat/completions", json=body, headers=headers)

    return post


@pytest.fixture
def content(ask: Callable[..., Any]) -> Callable[..., str]:
    """The text of the answer."""

    def post(*messages: tuple[str, str], **fields: Any) -> str:
        answer = ask(*messages, **fields)
        assert answer.status_code == 200, answer.text
        text: str = answer.json()["choices"][0]["message"]["content"]
        return text

    return post


class TestTheOfficialClient:
    MESSAGES: Any = ({"role": "system", "content": "Be kind."}, {"role": "user", "content": MONEY})

    def test_it_lists_the_models(self, official: openai.OpenAI) -> None:
        assert [model.id for model in official.models.list()] == ["tactful"]
        assert official.models.retrieve("tactful").owned_by == "tactful"
        with pytest.raises(openai.NotFoundError) as refused:
            official.models.retrieve("gpt-4o")
        assert refused.value.code == "model_not_found"

    def test_it_gets_a_draft(self, official: openai.OpenAI) -> None:
        answer = official.chat.completions.create(model="tactful", messages=self.MESSAGES)
        (choice,) = answer.choices
        assert STEPS in (choice.message.content or "")
        assert (choice.message.role, choice.finish_reason) == ("assistant", "stop")
        assert answer.usage
        assert answer.usage.prompt_tokens == 9
        assert answer.usage.completion_tokens == len((choice.message.content or "").split())
        assert answer.tactful["outcome"] == "drafted"  # type: ignore[attr-defined]

    def test_it_gets_a_draft_in_pieces(self, official: openai.OpenAI) -> None:
        stream = official.chat.completions.create(
            model="tactful",
            messages=self.MESSAGES,
            stream=True,
            stream_options={"include_usage": True},
        )
        chunks = list(stream)
        text = "".join(one.choices[0].delta.content or "" for one in chunks if one.choices)
        assert STEPS in text
        assert [one.choices[0].finish_reason for one in chunks if one.choices][-2:] == [
            None,
            "stop",
        ]
        assert chunks[-1].usage
        assert chunks[-1].usage.completion_tokens == len(text.split())
        assert chunks[-2].tactful["sentences"]  # type: ignore[attr-defined]

    def test_it_knows_our_errors(self, official: openai.OpenAI, served: str) -> None:
        with pytest.raises(openai.BadRequestError) as refused:
            official.chat.completions.create(model="x", messages=[])
        assert (refused.value.param, refused.value.code) == ("messages", "invalid_value")
        with openai.OpenAI(base_url=f"{served}/v1", api_key="wrong", max_retries=0) as stranger:
            with pytest.raises(openai.AuthenticationError) as unknown:
                stranger.chat.completions.create(model="x", messages=self.MESSAGES)
            assert unknown.value.code == "invalid_api_key"
            assert unknown.value.request_id

    def test_all_that_it_may_send_is_taken(self, official: openai.OpenAI) -> None:
        tool: Any = {"type": "function", "function": {"name": "search", "parameters": {}}}
        answer = official.chat.completions.create(
            model="gpt-4o-mini",
            messages=self.MESSAGES,
            n=1,
            stop=["\n\nHuman:"],
            max_tokens=1024,
            temperature=0.1,
            top_p=0.9,
            presence_penalty=0.5,
            seed=7,
            user="agent-1",
            logprobs=False,
            tools=[tool],
            tool_choice="auto",
            parallel_tool_calls=True,
            reasoning_effort="low",
            response_format={"type": "text"},
            metadata={"desk": "a"},
        )
        assert STEPS in (answer.choices[0].message.content or "")
        assert answer.choices[0].message.tool_calls is None

    def test_it_parses_structured_answers(self, official: openai.OpenAI) -> None:
        from pydantic import BaseModel

        class Wanted(BaseModel):
            reply: str
            sources: list[str]

        answer = official.chat.completions.parse(
            model="tactful", messages=self.MESSAGES, response_format=Wanted
        )
        parsed = answer.choices[0].message.parsed
        assert parsed
        assert STEPS in parsed.reply
        assert parsed.sources == ["refund-time"]


class TestZammad:
    """The custom provider: a URL that "/models" and "/chat/completions" are put behind."""

    @pytest.fixture
    def post(self, served: str) -> Callable[[str, str], str]:
        def call(system: str, user: str) -> str:
            messages = [{"role": "system", "content": system}, {"role": "user", "content": user}]
            body = {"model": "any", "messages": messages, "stream": False, "temperature": 0.1}
            answer = httpx.post(f"{served}/v1/chat/completions", json=body, headers=self.headers)
            assert answer.status_code == 200, answer.text
            assert {"prompt_tokens", "completion_tokens", "total_tokens"} <= set(
                answer.json()["usage"]
            )
            text: str = answer.json()["choices"][0]["message"]["content"]
            return text

        return call

    headers = {"Authorization": "Bearer tk_plugin"}  # noqa: RUF012

    def test_its_ping_and_its_probe(self, served: str) -> None:
        assert httpx.get(f"{served}/v1/models", headers=self.headers).status_code == 200
        body = {"model": "any", "messages": [{"role": "user", "content": "Hello"}]}
        probe = body | {"temperature": 0.1, "stream": False}
        url = f"{served}/v1/chat/completions"
        assert httpx.post(url, json=probe, headers=self.headers).status_code == 200

    def test_a_text_tool_gets_its_html_back(self, post: Callable[[str, str], str]) -> None:
        html = (
            '<p>You failed to attach <b>the form</b>.</p><p>It is <a href="https://a.example/x">'
            'here</a> &amp; costs €12.</p><div data-signature="true">You failed, Sam<br></div>'
        )
        system = "Simplify the text and make it more polite. Output only the modified text."
        text = post(system, html)
        assert "<b>the form</b>" in text
        assert '<a href="https://a.example/x">here</a> &amp; costs €12.' in text
        assert '<div data-signature="true">You failed, Sam<br></div>' in text

    def test_a_summary_is_the_json_it_asks_for(self, post: Callable[[str, str], str]) -> None:
        system = (
            "Your job is to summarize ticket conversations. You must respond only with a plain "
            'JSON object. {"language": "string", "customer_request": "string", '
            '"conversation_summary": "string", "open_questions": ["array"], '
            '"upcoming_events": ["array"], "customer_mood": "string", "customer_emotion": "string"}'
        )
        article = "<article><sender_type>{}</sender_type><text>{}</text></article>\n"
        user = "<title>Lamp</title>\n" + "".join(
            article.format(*one)
            for one in [
                ("Customer", "My lamp is broken. Can I get a new one?"),
                ("Agent", "Please send us a photo."),
                ("Customer", "This is so annoying! Where do I send it?"),
            ]
        )
        summary = json.loads(post(system, user))
        assert summary["customer_request"] == "Can I get a new one?"
        assert "Please send us a photo." in summary["conversation_summary"]
        assert summary["open_questions"] == ["Where do I send it?"]
        assert (summary["language"], summary["upcoming_events"]) == ("en", [])
        assert (summary["customer_mood"], summary["customer_emotion"]) == ("frustrated", "😣")


class TestChatwoot:
    """A system prompt of one sentence and the agent's text; or the conversation as messages."""

    LANGUAGE = "Ensure that the reply should be in user language."

    @pytest.mark.parametrize("path", ["/v1/chat/completions", "/chat/completions"])
    def test_a_reply_is_suggested(self, served: str, path: str) -> None:
        messages = [
            {"role": "system", "content": "Please suggest a reply to the following conversation."},
            {"role": "user", "content": "Hello"},
            {"role": "assistant", "content": "Hi there, thank you for writing to us."},
            {"role": "user", "content": MONEY},
        ]
        headers = {"Authorization": "Bearer tk_plugin"}
        body = {"model": "gpt-4o-mini", "messages": messages}
        answer = httpx.post(f"{served}{path}", json=body, headers=headers).json()
        assert STEPS in answer["choices"][0]["message"]["content"]

    def test_a_conversation_in_one_message_is_answered(self, content: Callable[..., str]) -> None:
        told = f"User: Hello\nSupport Agent: Hi, how can I help?\nUser: {MONEY}"
        system = "You help an agent draft their next reply. This is a CHAT conversation."
        assert STEPS in content(("system", system), ("user", told))

    @pytest.mark.parametrize(
        ("what", "there", "gone"),
        [
            ("rephrase", "€12", "You failed"),
            ("make more friendly", "Hi there,", "You failed"),
            ("make more formal", "Kind regards", "You failed"),
            ("shorten", "€12", "Thank you"),
            ("expand", "Best wishes", "You failed"),
            ("simplify", "€12", "xyz"),
            ("translate", "You failed", "xyz"),
        ],
    )
    def test_each_button_does_what_can_be_done(
        self, ask: Callable[..., Any], what: str, there: str, gone: str
    ) -> None:
        text = f"{HARSH} Thank you for your patience."
        system = f"{DESK.format(what)} {self.LANGUAGE}"
        answer = ask(("system", system), ("user", text)).json()
        rewritten = answer["choices"][0]["message"]["content"]
        assert there in rewritten
        assert gone not in rewritten
        assert facts(rewritten).keys() == facts(text).keys()
        assert answer["tactful"]["changed"] is (rewritten != text)

    def test_a_word_on_the_result_is_heard(self, content: Callable[..., str]) -> None:
        system = "You just rewrote a text. Help to refine the result based on their feedback."
        chat = [("system", system), ("user", HARSH), ("assistant", f"{HARSH} Have a nice day!")]
        assert content(*chat, ("user", "shorter, please")) == HARSH
        assert content(*chat, ("user", "mention Bob")) == f"{HARSH} Have a nice day!"

    def test_labels_are_the_offered_ones(self, content: Callable[..., str]) -> None:
        user = f"Messages:\nCustomer: {MONEY}\nLabels:\nmoney, spam"
        system = "Select the labels from the list that fit the conversation."
        assert content(("system", system), ("user", user)) == "money"


class TestOtherDesks:
    def test_a_prompt_with_the_customers_name_greets_by_it(
        self, content: Callable[..., str]
    ) -> None:
        about = 'Conversation subject is "Refund", customer name is "Dana Reyes"'
        chat = [("developer", "Act like a support agent."), ("developer", about), ("user", MONEY)]
        assert "Dana," in content(*chat, max_output_tokens=1024).split("\n")[0]

    def test_json_is_filled_with_what_is_known(self, ask: Callable[..., Any]) -> None:
        answer = ask(("system", JSON_PROMPT), ("user", MONEY)).json()
        filled = json.loads(answer["choices"][0]["message"]["content"])
        assert STEPS in filled["response"]
        assert filled["reasoning"] == "from the library: refund-time"
        assert filled["category"] == ""
        assert "category" in answer["tactful"]["notes"][-1]

    def test_a_bot_hands_over_where_nothing_is_known(self, content: Callable[..., str]) -> None:
        filled = json.loads(content(("system", JSON_PROMPT), ("user", UNKNOWN)))
        assert filled["response"] == "conversation_handoff"
        assert "conversation_handoff" not in content(("user", UNKNOWN))

    def test_an_instruction_in_the_users_message_is_served(
        self, content: Callable[..., str]
    ) -> None:
        text = content(("user", f"Make this text more friendly: {HARSH}"))
        assert text.startswith("Hi there,")
        assert "Make this text" not in text

    def test_a_rewritten_text_can_be_streamed_and_put_into_json(
        self, ask: Callable[..., Any], content: Callable[..., str]
    ) -> None:
        chat = [("system", DESK.format("shorten")), ("user", f"{HARSH} Have a nice day!")]
        lines = ask(*chat, stream=True).text.strip().split("\n\n")
        chunks = [json.loads(line.removeprefix("data: ")) for line in lines[:-1]]
        parts = [chunk["choices"][0]["delta"].get("content", "") for chunk in chunks]
        assert "".join(parts) == HARSH
        assert chunks[-1]["tactful"]["wish"] == "shorten"
        filled = json.loads(content(*chat, response_format={"type": "json_object"}))
        assert filled == {"response": HARSH}

    def test_a_line_like_a_label_takes_nothing_from_a_message(
        self, content: Callable[..., str]
    ) -> None:
        assert STEPS in content(("system", "Be kind."), ("user", f"{MONEY}\nUser name: reyes"))

    def test_a_customers_first_words_do_not_instruct(self, ask: Callable[..., Any]) -> None:
        said = "You are the second shop that I ask to translate a manual."
        told = ask(("user", said), ("assistant", "Hello."), ("user", MONEY)).json()["tactful"]
        assert told["wish"] == "reply"

    def test_a_sentence_with_a_link_in_its_way_stays_and_is_noted(
        self, ask: Callable[..., Any]
    ) -> None:
        html = "<p>You <a href='x'>have to</a> log out. You failed to attach the form. Hm.</p>"
        answer = ask(("system", DESK.format("make more friendly")), ("user", html)).json()
        text = answer["choices"][0]["message"]["content"]
        assert text.startswith("<p>Hi there,<br><br>You <a href='x'>have to</a> log out. I don't")
        assert text.endswith("Hm.<br><br>Best wishes</p>")
        assert "You have to log out." in answer["tactful"]["notes"][-1]

    def test_a_schema_is_kept_to(self, ask: Callable[..., Any]) -> None:
        properties = {
            "reply": {"type": ["string", "null"]},
            "kind": {"type": "string", "enum": ["bill", "other"]},
            "urgent": {"type": "boolean"},
        }
        wanted = {"type": "json_schema", "json_schema": {"schema": {"properties": properties}}}
        answer = ask(("user", MONEY), response_format=wanted).json()
        filled = json.loads(answer["choices"][0]["message"]["content"])
        assert STEPS in filled.pop("reply")
        assert filled == {"kind": "other", "urgent": False}
        assert answer["tactful"]["notes"][-1].endswith(": kind, urgent")


def test_each_part_of_the_doors_can_be_imported_first() -> None:
    code = """
import importlib, sys
for door in ("openai.chat", "openai.serving", "openai.routes", "languagetool"):
    for name in [name for name in sys.modules if name.partition(".")[0] == "api"]:
        del sys.modules[name]
    importlib.import_module(f"api.compat.{door}")
"""
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


class TestLimits:
    def test_parts_of_content_are_read(self, ask: Callable[..., Any]) -> None:
        parts = [{"type": "text", "text": MONEY}, {"type": "image_url", "image_url": {}}]
        told = ask(messages=[{"role": "user", "content": parts}]).json()["tactful"]
        assert told["outcome"] == "drafted"
        assert told["notes"] == ["only texts are read, no parts of the type image_url"]
        chat = [{"role": "system", "content": DESK.format("shorten")}]
        told = ask(messages=[*chat, {"role": "user", "content": parts}]).json()["tactful"]
        assert told["notes"][-1].endswith("image_url")

    def test_tools_and_what_comes_after_the_last_question_are_not_read(
        self, content: Callable[..., str]
    ) -> None:
        after = [("assistant", "I look it up."), ("tool", UNKNOWN), ("function", UNKNOWN)]
        assert STEPS in content(("user", MONEY), *after)
        assert STEPS in content(("tool", UNKNOWN), ("user", MONEY))

    def test_words_are_counted_where_a_stream_is_to_tell_them(
        self, ask: Callable[..., Any]
    ) -> None:
        def usages(**fields: Any) -> list[Any]:
            lines = ask(("user", MONEY), stream=True, **fields).text.strip().split("\n\n")[:-1]
            chunks = [json.loads(line.removeprefix("data: ")) for line in lines]
            return [chunk.get("usage", "none") for chunk in chunks]

        *before, last = usages(stream_options={"include_usage": True})
        assert set(before) == {None}
        assert last["total_tokens"] == last["prompt_tokens"] + last["completion_tokens"]
        assert set(usages(stream_options={})) == set(usages()) == {"none"}

    def test_a_stop_word_ends_the_text(self, content: Callable[..., str]) -> None:
        assert "working" not in content(("user", MONEY), stop="5 ")

    def test_little_room_gets_a_short_draft_never_a_cut_one(
        self, content: Callable[..., str]
    ) -> None:
        short, full = content(("user", MONEY), max_tokens=50), content(("user", MONEY))
        assert STEPS in short
        assert len(short) < len(full)
        assert content(("user", MONEY), max_tokens=5) == short
        assert content(("user", MONEY), max_tokens=-1) == full

    @pytest.mark.parametrize(
        ("fields", "param"),
        [
            ({"n": 2}, "n"),
            ({"response_format": {"type": "regex"}}, "response_format"),
            ({"tool_choice": "required"}, "tool_choice"),
            ({"tool_choice": {"type": "function", "function": {"name": "a"}}}, "tool_choice"),
            ({"function_call": {"name": "a"}}, "function_call"),
        ],
        ids=str,
    )
    def test_what_could_not_be_true_is_refused(
        self, ask: Callable[..., Any], fields: dict[str, Any], param: str
    ) -> None:
        answer = ask(("user", MONEY), **fields)
        error = answer.json()["error"]
        assert answer.status_code == 400
        assert (error["type"], error["param"]) == ("invalid_request_error", param)
        assert error["code"] == "unsupported_value"

    @pytest.mark.parametrize(
        ("messages", "code"),
        [
            ([], "invalid_value"),
            ([("system", "x")], "invalid_request"),
            ([("user", "")], "nothing_to_answer"),
            ([("system", DESK.format("shorten")), ("user", " ")], "nothing_to_answer"),
            ([("robot", "x")], "invalid_value"),
        ],
        ids=str,
    )
    def test_what_is_not_valid_is_refused_in_their_words(
        self, ask: Callable[..., Any], messages: list[tuple[str, str]], code: str
    ) -> None:
        answer = ask(*messages)
        error = answer.json()["error"]
        assert answer.status_code == 400
        assert set(error) == {"message", "type", "param", "code"}
        assert (error["type"], error["code"]) == ("invalid_request_error", code)

    @pytest.mark.parametrize(
        ("fields", "param", "words"),
        [
            ({"messages": []}, "messages", "at least 1"),
            ({"messages": None}, "messages", "list"),
            ({"messages": [{"role": "robot", "content": "x"}]}, "messages[0].role", "'tool'"),
            ({"messages": [{"role": "user", "content": 5}]}, "messages[0].content", "string"),
            ({"messages": [{"role": "user", "content": [{"text": "x"}]}]},
             "messages[0].content[0].type", "required"),
            ({"messages": [{"role": "user", "content": [{"type": "image_url"}]}]},
             "messages", "no text"),
            ({"messages": [{"role": "tool", "content": "x"}]}, "messages", "role user"),
            ({"stop": [5]}, "stop[0]", "string"),
            ({"n": "two"}, "n", "integer"),
        ],
        ids=str,
    )  # fmt: skip
    def test_an_error_names_its_place(
        self, ask: Callable[..., Any], fields: dict[str, Any], param: str, words: str
    ) -> None:
        answer = ask(("user", MONEY), **fields)
        error = answer.json()["error"]
        assert (answer.status_code, error["type"]) == (400, "invalid_request_error")
        assert error["param"] == param
        assert words in error["message"]

    def test_no_json_at_all_is_refused(
        self, api: TestClient, as_role: Callable[[Role], dict[str, str]]
    ) -> None:
        headers = as_role(Role.PLUGIN) | {"Content-Type": "application/json"}
        answer = api.post("/v1/chat/completions", content="{", headers=headers)
        assert (answer.status_code, answer.json()["error"]["code"]) == (400, "invalid_json")

    def test_without_a_key_nothing_is_said(self, api: TestClient) -> None:
        answer = api.get("/v1/models")
        assert (answer.status_code, answer.json()["error"]["code"]) == (401, "invalid_api_key")

    @pytest.mark.parametrize("system", ["", DESK.format("shorten")])
    def test_a_long_text_is_too_large(self, ask: Callable[..., Any], system: str) -> None:
        answer = ask(("system", system), ("user", "a lamp " * 43_000))
        assert (answer.status_code, answer.json()["error"]["code"]) == (413, "text_too_long")
