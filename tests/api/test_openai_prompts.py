"""What desks' prompts want, how they write conversations down, and texts with mark-up."""

from __future__ import annotations

import json

import pytest

import api.routes  # noqa: F401  (the routes are read before what they are made of)
from api.compat.openai.chat import ChatIn
from api.compat.openai.labels import labels
from api.compat.openai.markup import Marked
from api.compat.openai.prompts import Other, Wanted, hints, instructed, on_feedback, wanted
from api.compat.openai.reading import Reading, read
from api.compat.openai.structured import fields, fill
from api.compat.openai.transcript import turns_of
from assistant.editing.improve import Wish
from assistant.message import Turn

AGENT = "You are a helpful support agent. Please {} the following response."
TONE = "Rewrite the agent's message in this tone.\n<tone_instruction>\n{}\n</tone_instruction>"


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        (AGENT.format("rephrase"), Wish.IMPROVE),
        (AGENT.format("fix the spelling and grammar of"), Wish.GRAMMAR),
        (AGENT.format("shorten"), Wish.SHORTEN),
        (AGENT.format("expand"), Wish.EXPAND),
        (AGENT.format("simplify"), Wish.SIMPLIFY),
        ("Please make the following response more friendly.", Wish.FRIENDLY),
        ("Please make the following response more formal.", Wish.FORMAL),
        ("Please rephrase the following response to a more casual tone.", Wish.CASUAL),
        (TONE.format("Warm and personal. Keep it concise."), Wish.FRIENDLY),
        (TONE.format("Formal and polished. Avoid casual words."), Wish.FORMAL),
        (TONE.format("Relaxed. Less formal than a letter."), Wish.CASUAL),
        (TONE.format("Clear, direct, no fluff."), Wish.SHORTEN),
        (TONE.format("Assertive. No hedging."), Wish.IMPROVE),
        ("You correct texts: fix grammar. Do not shorten, translate or simplify.", Wish.GRAMMAR),
        ("You simplify texts. Never translate them. Fix small grammar slips.", Wish.SIMPLIFY),
        ("You are a text translation assistant for German.", Wish.TRANSLATE),
        ("Please summarize the key points of this conversation.", Wish.SUMMARISE),
        ("You are a summarization tool that condenses long tickets.", Wish.SUMMARISE),
        ("Please suggest a reply to the following conversation.", Other.REPLY),
        ("Write a friendly, professional reply to the customer.", Other.REPLY),
        ("You are a friendly bot. Answer the customer's question in short, formal words.",
         Other.REPLY),
        ("Act like a support agent of a lamp shop.", Other.REPLY),
        ("You help agents refine the result based on their feedback.", Other.REFINE),
        ("Select the two labels that fit the conversation.", Other.LABELS),
        ("Translate what you must; say conversation_handoff if unsure.", Other.REPLY),
        (f"You are a helpful assistant. {'Rules follow. ' * 100}You may summarize.", None),
        ("You are a helpful assistant.", None),
        ("", None),
    ],
    ids=str,
)  # fmt: skip
def test_what_a_prompt_wants(prompt: str, expected: Wanted | None) -> None:
    assert wanted(prompt) == expected


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Make this text shorter: It is red.", (Wish.SHORTEN, "It is red.")),
        ("Please fix the grammar of this message:\n\nIt are red.", (Wish.GRAMMAR, "It are red.")),
        ('Rewrite the following reply: "It is red."', (Wish.IMPROVE, "It is red.")),
        ("Translate the following text into German\nIt is red.", (Wish.TRANSLATE, "It is red.")),
        ("Please translate the invoice into German.", None),
        ("Please fix my lamp: it is broken.", None),
        ("Can you make my parcel come sooner?\nIt is late.", None),
        ("Please expand my plan: I need more room.", None),
        ("Make this text shorter", None),
    ],
    ids=str,
)
def test_an_instruction_and_its_text(message: str, expected: tuple[Wish, str] | None) -> None:
    found = instructed(message)
    assert (found and (found.wish, found.text)) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("a bit shorter, please", Wish.SHORTEN),
        ("more formal", Wish.FORMAL),
        ("can you do it in German?", Wish.TRANSLATE),
        ("mention the lamp", None),
    ],
)
def test_an_agents_word_on_a_text(words: str, expected: Wish | None) -> None:
    assert on_feedback(words) == expected


def test_a_prompt_tells_about_the_message() -> None:
    told = hints(
        'Conversation subject is "Lamp", customer name is "Dana Reyes", customer email is '
        '"dana@shop.example". This is a CHAT conversation. Use a neutral tone, be very brief.'
    )
    assert told == {
        "subject": "Lamp", "sender_name": "Dana Reyes", "sender_email": "dana@shop.example",
        "channel": "CHAT", "tone": "neutral", "length": "very brief",
    }  # fmt: skip


@pytest.mark.parametrize(
    "part", ["a", "! ", "do not ", "make ", "<text>", "{", "fix a ", "Customer "]
)
def test_hostile_prompts_are_read(part: str) -> None:
    text = part * (20_000 // len(part))
    wanted(text), instructed(text), hints(text), turns_of(f"<article>{text}"), labels(text)
    assert fields({"type": "json_object"}, text) is not None


def test_lines_with_labels_are_turns() -> None:
    assert turns_of("Customer Dana : Hi\nwhere is it?\nAgent Sam : It is red.\n") == [
        Turn("customer", "Hi\nwhere is it?"),
        Turn("agent", "It is red."),
    ]
    assert turns_of("History:\nUser: Hi\nSupport Agent: Hello") == [
        Turn("customer", "Hi"),
        Turn("agent", "Hello"),
    ]
    assert turns_of("Where is it? I use: a lamp") == []


def test_elements_are_turns() -> None:
    article = "<article><sender_type>{}</sender_type><text>{}</text></article>"
    text = article.format("Customer", "A &amp; B?") + article.format("Agent", "Yes.")
    assert turns_of(text) == [Turn("customer", "A & B?"), Turn("agent", "Yes.")]


def reading(*messages: tuple[str, str]) -> Reading:
    spoken = [{"role": role, "content": content} for role, content in messages]
    return read(ChatIn.model_validate({"messages": spoken}))


def test_a_conversation_in_one_message_is_answered_at_its_last_question() -> None:
    found = reading(
        ("system", "Suggest a reply to this conversation."),
        ("user", "User: Hi\nAgent: Hello\nUser: Where is it?\nDraft the reply now."),
    )
    assert found.text == "Where is it?"
    assert [turn.text for turn in found.turns] == ["Hi", "Hello"]


def test_without_a_prompt_a_message_is_what_it_is() -> None:
    assert reading(("user", "User: dana\nPassword: red")).text == "User: dana\nPassword: red"


def test_prompts_with_the_role_user_are_prompts() -> None:
    found = reading(
        ("user", "Act like a support agent."),
        ("user", 'Conversation subject is "Lamp", customer name is "Dana Reyes"'),
        ("user", "Where is it?"),
    )
    request = found.to_request(tight=True)
    assert request.thread == ()
    assert (request.message.subject, request.message.sender_name) == ("Lamp", "Dana Reyes")
    assert request.options.length == "short"


def test_a_customer_does_not_instruct_in_a_conversation() -> None:
    found = reading(
        ("user", "Hi"), ("assistant", "Hello"), ("user", "Make this text shorter: It is red.")
    )
    assert found.wish is Other.REPLY


@pytest.mark.parametrize(
    ("sent", "after", "expected"),
    [
        ("<p>It are red.</p>", "It is red.", "<p>It is red.</p>"),
        ("<p>A &amp; <b>it are</b> red</p>", "A & it is red", "<p>A &amp; <b>it is</b> red</p>"),
        ("<p>It is.</p>", "Hi,\n\nIt is.", "<p>Hi,<br><br>It is.</p>"),
        ("<p>It is.</p>", "It is.\n\nBest", "<p>It is.<br><br>Best</p>"),
        ("<p>Thanks!</p><p>It is.</p>", "It is.", "<p>It is.</p>"),
        ("<ul><li>One</li></ul>", "Hi,\n\n- One", "Hi,<br><br><ul><li>One</li></ul>"),
        ("<p>1 <i>or</i> 2.</p>", "1 and 2 < 3.", "<p>1 <i>and</i> 2 &lt; 3.</p>"),
        ("> It are.\nIt are.\n--\nIt are", "It is.\n--", "> It are.\nIt is.\n--\nIt are"),
        ("It are.", "It is.", "It is."),
    ],
)
def test_changes_are_put_into_what_was_sent(sent: str, after: str, expected: str) -> None:
    assert Marked(sent).with_changes(after) == expected


def test_signatures_quotes_and_code_stay() -> None:
    sent = (
        "<p>It are.</p><blockquote>It are.</blockquote><p>Say <code>it are</code>.</p>"
        '<div data-signature="true">It are<br>Sam</div>'
    )
    marked = Marked(sent)
    assert marked.plain.endswith("\n--")
    assert marked.with_changes(marked.plain.replace("are", "is")) == sent.replace("are", "is", 1)


@pytest.mark.parametrize("part", ["<p>", "<", "&", "<!--", "<blockquote>", "> a\n", "<p>a</p>"])
def test_hostile_mark_up_is_read(part: str) -> None:
    sent = part * (20_000 // len(part))
    marked = Marked(sent)
    assert marked.with_changes(marked.plain) == sent


SCHEMA = {
    "type": "json_schema",
    "json_schema": {
        "schema": {"properties": {"reply": {"type": "string"}, "ok": {"type": "boolean"}}}
    },
}


@pytest.mark.parametrize(
    ("response_format", "prompt", "expected"),
    [
        (None, "Answer the customer.", None),
        ({"type": "text"}, "", None),
        ({"type": "json_object"}, "", {"response": ""}),
        (SCHEMA, "", {"reply": "", "ok": None}),
        ({"type": "json_schema"}, "", {"response": ""}),
        (None, 'Return only JSON: {"answer": "string", "tags": ["a"]}', {"answer": "", "tags": []}),
        (None, "Reply with valid JSON\n{ reasoning: '', response: '' }",
         {"reasoning": "", "response": ""}),
        (None, "Do not answer in JSON", None),
    ],
    ids=str,
)  # fmt: skip
def test_the_object_that_is_wanted(
    response_format: dict[str, object] | None, prompt: str, expected: dict[str, object] | None
) -> None:
    assert fields(response_format, prompt) == expected


def test_what_is_not_known_stays_empty() -> None:
    filled = fill({"reply": "", "tags": [], "ok": None}, {"text": "It is red."})
    assert json.loads(filled.content) == {"reply": "It is red.", "tags": [], "ok": None}
    assert filled.empty == ("tags", "ok")


def test_labels_are_those_that_the_conversation_names() -> None:
    text = (
        "Messages:\nCustomer: My refund for the lamp is late.\nLabels:\nbilling, refund, lamp, late"
    )
    assert labels(text) == ["refund", "lamp"]
    assert labels("My refund is late") == []
