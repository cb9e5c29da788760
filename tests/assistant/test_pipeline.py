"""Whole drafts; uses "hashing:256" and no grammar engine, since structure is what matters."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.errors import NothingToAnswer, TextTooLong
from assistant.message import MOST_CHARACTERS, Draft, Message, Request, Turn
from assistant.pipeline import Assistant
from models.checks.facts import facts
from models.checks.rules import ToneChecker
from models.errors import EngineDown
from models.protocols import CheckContext
from models.text import SLOT
from snippets.errors import StoreError
from snippets.library import Library
from snippets.snippet import Snippet

MONEY = "When do I get my money back?"
PARCEL = "How long does delivery take?"


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    return Assistant([ToneChecker()], 0.5)


def asked(text: str, **fields: object) -> Request:
    return Request(Message(text), **fields)  # type: ignore[arg-type]


def assert_whole(draft: Draft) -> None:
    for sentence in draft.sentences:
        assert sentence.span.of(draft.text) == sentence.text
    for slot in draft.slots:
        assert slot.span.of(draft.text) == f"⟦{slot.name}⟧"
    assert len(draft.slots) == len(SLOT.findall(draft.text))
    for ask in draft.asks:
        assert all(0 <= at < len(draft.sentences) for at in ask.sentences)
        assert bool(ask.sentences) == ask.answered
    assert 0 <= draft.confidence <= 1
    assert "{{" not in draft.text


def test_a_known_question_is_drafted_from_its_snippet(
    assistant: Assistant, library: Library
) -> None:
    draft = assistant.draft(asked(MONEY), library)
    assert draft.outcome == "drafted"
    assert "within 5 working days" in draft.text
    assert draft.asks[0].text == MONEY
    assert [draft.sentences[at].sources for at in draft.asks[0].sentences] == [("refund-time",)]
    assert_whole(draft)


def test_two_questions_get_two_answers_in_their_order(
    assistant: Assistant, library: Library
) -> None:
    draft = assistant.draft(asked(f"{PARCEL} {MONEY}"), library)
    assert draft.text.index("3 days") < draft.text.index("5 working days")
    assert [ask.answered for ask in draft.asks] == [True, True]


def test_what_nothing_answers_is_left_to_the_agent(assistant: Assistant, library: Library) -> None:
    draft = assistant.draft(asked("Do zebras like quantum chess?"), library)
    assert draft.outcome == "needs_agent"
    assert [one for one in draft.sentences if one.origin == "snippet"] == []
    assert [slot.name for slot in draft.slots] == ["by when"]


def test_an_internal_snippet_is_never_quoted(assistant: Assistant, library: Library) -> None:
    draft = assistant.draft(asked("Somebody has stolen my account"), library)
    assert "security desk" not in draft.text
    assert draft.matches[0].snippet.id == "fraud-steps"


def test_an_article_is_quoted_with_its_link(assistant: Assistant, library: Library) -> None:
    draft = assistant.draft(asked("Where can I find my invoice?"), library)
    assert "Invoices are under Account > Orders." in draft.text
    assert "https://help.example/invoices" in draft.text
    assert draft.notes == ()


def test_a_name_in_mid_sentence_is_supported(assistant: Assistant, library: Library) -> None:
    library.add(
        Snippet(
            "pause",
            "reply",
            "Pausing",
            "The pause is set, {{customer.first_name|friend}}.",
            examples=("Please pause my club",),
        )
    )
    message = Message("Please pause my club", sender_name="Dana Reyes")
    draft = assistant.draft(Request(message), library)
    assert "The pause is set, Dana." in draft.text
    assert draft.notes == ("you are asked to act: “Please pause my club”",)


@pytest.mark.parametrize("name", ["{{a}}", "⟦b⟧"])
def test_a_senders_name_makes_neither_placeholder_nor_slot(
    assistant: Assistant, library: Library, name: str
) -> None:
    draft = assistant.draft(Request(Message(MONEY, sender_name=name)), library)
    assert draft.text.startswith("Hi")
    assert not {"{{a}}", "⟦b⟧"} & set(draft.text.replace(",", " ").split())


def test_a_value_that_is_missing_becomes_a_slot(assistant: Assistant, library: Library) -> None:
    text = "Please change the address of my order"
    draft = assistant.draft(asked(text), library)
    assert "order number" in [slot.name for slot in draft.slots]
    given = assistant.draft(asked(text, values={"order": {"number": "LC-7"}}), library)
    assert "For LC-7 I have put in the address that you gave." in given.text


def test_the_drafts_own_words_pass_our_checks(assistant: Assistant, library: Library) -> None:
    draft = assistant.draft(asked(MONEY), library)
    assert draft.findings == ()


def test_no_opening_comes_twice_in_a_thread(assistant: Assistant, library: Library) -> None:
    first = assistant.draft(asked(MONEY), library)
    thread = (Turn("customer", MONEY), Turn("agent", first.text))
    second = assistant.draft(asked(MONEY, thread=thread), library)
    assert second.sentences[1].text != first.sentences[1].text


def test_the_requests_id_is_the_drafts(assistant: Assistant, library: Library) -> None:
    assert assistant.draft(asked(MONEY, id="t-1"), library).id == "t-1"
    library.record_use("t-1", "sent")


def test_drafts_without_an_id_get_one_each(assistant: Assistant, library: Library) -> None:
    ids = {assistant.draft(asked(MONEY), library).id for _ in range(3)}
    assert len(ids) == 3


def test_the_subject_alone_can_ask(assistant: Assistant, library: Library) -> None:
    draft = assistant.draft(Request(Message("", subject=MONEY)), library)
    assert draft.outcome == "drafted"


def test_the_subject_asks_where_the_text_is_white_space(
    assistant: Assistant, library: Library
) -> None:
    assert assistant.draft(Request(Message(" \n", subject=MONEY)), library).outcome == "drafted"


@pytest.mark.parametrize("text", ["", " ", "\n\t\n"])
def test_a_message_without_text_is_refused(
    assistant: Assistant, library: Library, text: str
) -> None:
    with pytest.raises(NothingToAnswer, match="put what the customer wrote there"):
        assistant.draft(asked(text), library)


def test_a_text_that_is_too_long_is_refused(assistant: Assistant, library: Library) -> None:
    text = "a " * MOST_CHARACTERS
    with pytest.raises(TextTooLong, match="up to 100,000 are worked on"):
        assistant.draft(asked(text), library)
    with pytest.raises(TextTooLong):
        assistant.check(text, CheckContext(), library)


def test_an_empty_library_needs_the_agent(assistant: Assistant, library: Library) -> None:
    library.delete([one.id for one in library.all()])
    draft = assistant.draft(asked(MONEY), library)
    assert (draft.outcome, draft.matches) == ("needs_agent", ())


class Down:
    """A checker whose engine does not answer."""

    id = "grammar"

    def check(self, text: str, context: CheckContext) -> list[object]:
        raise EngineDown("nobody answers")


def test_an_engine_that_is_down_degrades_a_draft(library: Library) -> None:
    draft = Assistant([Down()], 0.5).draft(asked(MONEY), library)  # type: ignore[list-item]
    assert draft.outcome == "drafted"
    assert draft.notes == ("not checked by grammar: nobody answers",)


@pytest.mark.parametrize(
    "text",
    [
        "🙂",
        "?",
        "أين طردي؟ متى يصل؟",
        "Wo bleibt mein Geld? Ich warte seit Wochen.",
        "\u202eWhere is it?",
        "<p>When do I get my <b>money</b> back?</p>",
        "{{customer.first_name}} ⟦x⟧ %s {name} {0}",
        "a\x00b",
        "word " * 15_000,
        "Why? " * 500,
    ],
)
def test_odd_messages_give_whole_drafts(assistant: Assistant, library: Library, text: str) -> None:
    assert_whole(assistant.draft(asked(text), library))


WORDS = st.sampled_from(
    [MONEY, PARCEL, "Where can I find my invoice?", "🙂", "{{x}}", "⟦y⟧", "Thanks,\nDana", "No!",
     "Please change the address of my order", "It's broken.", "\n\n", "> quoted", "- item"]
)  # fmt: skip
MESSAGES = st.one_of(
    st.lists(WORDS, min_size=1, max_size=5).map(" ".join),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60),
).filter(str.strip)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(text=MESSAGES, name=st.sampled_from(["", "Dana Reyes", "Dr. Osei", "🙂"]))
def test_any_message_gives_a_whole_draft_with_sources_for_every_fact(
    assistant: Assistant, library: Library, text: str, name: str
) -> None:
    draft = assistant.draft(Request(Message(text, sender_name=name)), library)
    assert_whole(draft)
    for sentence in draft.sentences:
        if sentence.origin in ("snippet", "generated"):
            assert sentence.sources
        if sentence.origin == "courtesy" and not name and "Dana" not in text:
            assert not facts(sentence.text)


def test_a_store_that_fails_fails_the_draft_in_our_words(
    assistant: Assistant, library: Library
) -> None:
    library.search("refund")
    with library._entries.database.write() as connection:
        connection.exec_driver_sql("DROP TABLE uses")
        connection.exec_driver_sql("DROP TABLE drafts")
    with pytest.raises(StoreError):
        assistant.draft(asked(MONEY), library)


def test_an_article_without_a_whole_sentence_is_told_by_its_link_alone(
    assistant: Assistant, library: Library
) -> None:
    text, url = "Where is the umbrella page?", "https://help.example/umbrellas"
    library.add(
        Snippet("umbrellas", "article", "Umbrellas", "the page is", examples=(text,), url=url)
    )
    draft = assistant.draft(asked(text), library)
    assert "the page is" not in draft.text.lower()
    assert url in draft.text
    assert draft.asks[0].answered
