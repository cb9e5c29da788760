"""What desks' prompts want, how they write conversations down, and which labels they offer."""

from __future__ import annotations

import pytest

from api.compat.openai.chat import ChatIn
from api.compat.openai.labels import labels
from api.compat.openai.prompts import Other, Wanted, hints, instructed, on_feedback, wanted
from api.compat.openai.reading import Reading, read
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
    "part",
    ["a", "! ", "do not ", "make ", "<text>", "{", "fix a ", "Customer ", "User: a\n", "user (",
     "user dana:\n", "you are a ", "act as a ", "messages ", "your task is ", "a\n"],
)  # fmt: skip
def test_hostile_prompts_are_read(part: str) -> None:
    text = part * (20_000 // len(part))
    wanted(text), instructed(text), hints(text), turns_of(f"<article>{text}"), labels(text)
    reading(("system", "Answer the customer."), ("user", text))
    reading(("user", text), ("user", text))


def test_lines_with_labels_are_turns() -> None:
    assert turns_of("Customer Dana : Hi\nwhere is it?\nAgent Sam : It is red.\n") == [
        Turn("customer", "Hi\nwhere is it?"),
        Turn("agent", "It is red."),
    ]
    assert turns_of("History:\nUser: Hi\nSupport Agent: Hello") == [
        Turn("customer", "Hi"),
        Turn("agent", "Hello"),
    ]
    assert turns_of("Customer dana : Hi\nAgent Sam : Hello\nCustomer dana : Where?") == [
        Turn("customer", "Hi"),
        Turn("agent", "Hello"),
        Turn("customer", "Where?"),
    ]


@pytest.mark.parametrize(
    "label",
    ["User", "Client Dana Reyes", "Visitor van Dyk-7", "Customer Ana de la Cruz", "User (10:32)",
     "Contact red-fox-12", "customer Dr. O'Neil", "User [dana@shop.example]", "Client 小林"],
)  # fmt: skip
def test_a_label_is_a_role_and_perhaps_a_name(label: str) -> None:
    (turn,) = turns_of(f"{label}: Where is it?")
    assert turn == Turn("customer", "Where is it?")


@pytest.mark.parametrize(
    "lead",
    ["", "Messages:", "Here is the conversation so far:", "<history>", "Ticket: 7\nChat history:",
     "Please suggest a reply to the following conversation.", "\n\n"],
    ids=repr,
)  # fmt: skip
def test_a_desks_instruction_may_stand_before_the_first_label(lead: str) -> None:
    told = f"{lead}\nUser: Hi\nSupport Team: Hello\nUser: Where is it?"
    assert [turn.text for turn in turns_of(told)] == ["Hi", "Hello", "Where is it?"]


@pytest.mark.parametrize(
    "message",
    [
        "Where is it? I use: a lamp",
        "Where is my lamp?\nUser name: reyes",
        "Where is my lamp?\nClient number: 4711\nContact me at: dana@shop.example",
        "User name: reyes\nUser password: red\nWhere is my lamp?",
        "User Name: Reyes\nClient Number: 4711\nWhere is my lamp?",
        "Where is my lamp?\n\nContact: Dana Reyes",
        "Where is my lamp?\nCustomer: Dana Reyes\nAgent: Sam",
        "This is the chat that I had with your bot:\nBot: Hello\nUser: Where is my lamp?",
        "Client: Reyes Ltd\nContact: Dana\nWhere is my lamp?",
        "Agent: I don't know.",
        "User Agent: Browser 5\nWhere is my lamp?",
    ],
    ids=repr,
)
def test_a_message_with_a_line_like_a_label_is_no_conversation(message: str) -> None:
    assert turns_of(message) == []
    found = reading(("system", "Suggest a reply to the customer."), ("user", message))
    assert (found.text, found.turns) == (message, ())


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


def test_what_was_said_since_the_agents_last_turn_is_answered() -> None:
    found = reading(
        ("system", "Suggest a reply to this conversation."),
        ("user", "User: Hi\nAgent: Hello\nUser: I bought a lamp.\nUser: Where is it?"),
    )
    assert found.text == "I bought a lamp.\nWhere is it?"
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


@pytest.mark.parametrize(
    "prompt",
    ["You are a helpful support agent.", "You are the AI assistant of a lamp shop.",
     "Act as our e-mail writer.", "You're an expert in customer care.",
     "Your task is to answer customers of a lamp shop."],
)  # fmt: skip
def test_a_first_message_with_a_role_is_a_prompt(prompt: str) -> None:
    found = reading(("user", prompt), ("user", "Where is it?"))
    assert (found.prompt, found.turns) == (prompt, ())


SAID = [
    "You are the second shop that I ask to translate a manual.",
    "You are the worst support agent. Please summarize what you did.",
    "You are an agent that I had to ask twice. Do translate it.",
    "You are a joke. Summarize that.",
    "Your job is to translate the manual that I bought.",
    'My customer name is "Dana Reyes". Translate it.',
    'Conversation subject is "Lamp", customer name is "Dana Reyes"',
]


@pytest.mark.parametrize("said", SAID)
def test_a_customers_first_words_are_no_prompt(said: str) -> None:
    found = reading(("user", said), ("user", "Where is it?"))
    assert (found.wish, found.prompt) == (Other.REPLY, "")
    assert found.turns == (Turn("customer", said),)
    assert found.to_request(tight=False).message.sender_name == ""


@pytest.mark.parametrize(
    "around",
    [[("system", "Be kind.")], [("assistant", "Hello")]],
    ids=["beside a system message", "before the assistant spoke"],
)
def test_where_a_prompt_or_the_assistant_speaks_the_user_is_the_customer(
    around: list[tuple[str, str]],
) -> None:
    said = "You are a support agent. Translate it."
    found = reading(("user", said), *around, ("user", "Where is it?"))
    assert found.wish is Other.REPLY
    assert found.turns[0] == Turn("customer", said)


def test_turns_without_words_are_no_turns() -> None:
    found = reading(("user", "Hi"), ("assistant", ""), ("tool", "5"), ("user", "Where is it?"))
    assert found.turns == (Turn("customer", "Hi"),)


def test_a_customer_does_not_instruct_in_a_conversation() -> None:
    found = reading(
        ("user", "Hi"), ("assistant", "Hello"), ("user", "Make this text shorter: It is red.")
    )
    assert found.wish is Other.REPLY


def test_labels_are_those_that_the_conversation_names() -> None:
    text = (
        "Messages:\nCustomer: My refund for the lamp is late.\nLabels:\nbilling, refund, lamp, late"
    )
    assert labels(text) == ["refund", "lamp"]
    assert labels("My refund is late") == []
