"""Drafts as a whole: length, tone, channel, thread, and what no snippet answers."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.choose import Answer, Choice, choose
from assistant.compose import compose
from assistant.message import Ask, Block, Message, Options, Request, Turn, Understanding
from snippets.snippet import Match, Matches, Snippet, Why

PAUSE = Snippet(
    "pause",
    "reply",
    "Pausing",
    "You can pause the plan for up to 3 months, under Account. To end it, choose Resume. "
    "You'll find more in Pausing (https://help.example/pausing).",
)
CANCEL = Snippet(
    "cancel",
    "reply",
    "Cancelling",
    "You can cancel at any time. If you'd like a break, you can pause the plan for up to 3 months.",
)
LOST = Snippet(
    "lost",
    "reply",
    "Lost",
    "A parcel is lost after 7 days. Please reply with the order number and I'll look into it.",
)
GUIDE = Snippet("guide", "article", "All plans", "Plans differ.", url="https://help.example/plans")
HOW = Ask("How do I pause my plan?", True)
END = Ask("How do I cancel it?", True)


def draft(*snippets: Snippet, **fields: Any) -> list[Block]:
    asks = fields.pop("asks", (HOW, END)[: max(1, len(snippets))])
    text = fields.pop("text", " ".join(ask.text for ask in asks))
    understood = {"text": text, "asks": asks} | fields.pop("understood", {})
    related = fields.pop("related", ())
    request = Request(
        Message(text, channel=fields.pop("channel", "email")),
        thread=fields.pop("thread", ()),
        values={"agent": {"name": "Sam"}},
        options=Options(**fields),
    )
    answers = tuple(Answer(Match(one, 0.9, Why()), (n,)) for n, one in enumerate(snippets))
    found = tuple(Match(one, 0.5, Why()) for one in related)
    left = tuple(range(len(answers), len(asks))) if answers else ()
    return compose(request, Understanding(**understood), Choice(answers, 0.9, (), left, found))


def text_of(blocks: list[Block]) -> str:
    return "\n\n".join(block.text for block in blocks)


class TestAnswers:
    def test_what_one_answer_says_another_does_not_say_again(self) -> None:
        text = text_of(draft(PAUSE, CANCEL))
        assert text.count("up to 3 months") == 1
        assert "You can cancel at any time." in text

    def test_an_answer_that_says_nothing_new_is_told_nevertheless(self) -> None:
        twin = Snippet("twin", "reply", "Twin", PAUSE.body)
        blocks = draft(PAUSE, twin)
        assert [block.sources for block in blocks if block.sources] == [("pause",), ("twin",)]

    def test_a_closing_after_several_asks_asks_for_all_of_them(self) -> None:
        blocks = draft(PAUSE, CANCEL)
        assert "question" in blocks[-2].text or "everything" in blocks[-2].text

    def test_an_open_ask_is_told_back_with_a_slot(self) -> None:
        asks = (HOW, Ask("And do you have gift cards?", True))
        blocks = draft(PAUSE, asks=asks)
        assert "You also asked whether we have gift cards: ⟦your answer⟧" in text_of(blocks)
        assert "covers all" not in text_of(blocks)

    def test_thanks_are_for_the_very_ask(self) -> None:
        assert draft(PAUSE)[1].text == "Thanks for asking how to pause your plan."

    def test_in_another_language_there_is_no_english_courtesy(self) -> None:
        german = Snippet("de", "reply", "Pause", "Die Pause dauert 3 Monate.", locale="de")
        assert [block.text for block in draft(german)][1:-1] == ["Die Pause dauert 3 Monate."]


class TestLength:
    def test_short_is_the_key_sentence_alone(self) -> None:
        blocks = draft(PAUSE, length="short")
        assert [block.text for block in blocks][1:] == [
            "You can pause the plan for up to 3 months, under Account.",
            "Best wishes,\nSam",
        ]

    def test_full_names_what_helps_besides_and_the_next_step(self) -> None:
        text = text_of(draft(PAUSE, length="full", related=(GUIDE,)))
        assert "“All plans”, https://help.example/plans" in text
        assert "tell me what you see" in text
        assert "All plans" not in text_of(draft(PAUSE, related=(GUIDE,)))

    def test_full_says_when_we_write_back_after_the_customer_has(self) -> None:
        assert "⟦by when⟧" in text_of(draft(LOST, length="full"))
        assert "⟦" not in text_of(draft(LOST))

    def test_formal_is_written_out(self) -> None:
        text = text_of(draft(PAUSE, tone="formal"))
        assert "You will find more" in text
        assert "'" not in text


class TestChannel:
    def test_chat_keeps_the_key_sentence_and_the_link(self) -> None:
        text = text_of(draft(PAUSE, channel="chat"))
        assert "choose Resume" not in text
        assert "https://help.example/pausing" in text

    def test_in_the_middle_of_a_chat_nobody_is_greeted_again(self) -> None:
        thread = (Turn("agent", "Hi there, one moment."),)
        assert draft(PAUSE, channel="chat", thread=thread)[0].sources == ("pause",)

    def test_in_public_details_go_to_a_private_message(self) -> None:
        text = text_of(draft(LOST, channel="social"))
        assert "order number" not in text
        assert "A parcel is lost after 7 days." in text
        assert "private message" in text

    def test_in_public_what_is_for_everybody_needs_no_private_message(self) -> None:
        assert "private" not in text_of(draft(PAUSE, channel="social"))


class TestFeeling:
    def test_an_apology_for_our_act_with_the_customers_word(self) -> None:
        understood = {"mood": "frustrated"}
        text = "My new kettle arrived broken. I'm so disappointed!"
        opening = draft(PAUSE, text=text, understood=understood)[1].text
        assert opening == (
            "I'm sorry that your new kettle arrived damaged. I can see how disappointing that is."
        )

    def test_no_apology_for_the_weather(self) -> None:
        text = "I'm worried, my parcel hasn't arrived since the storm."
        said = text_of(draft(LOST, text=text, understood={"mood": "worried"}))
        assert "sorry" not in said

    def test_one_apology_in_a_thread(self) -> None:
        text = "My order still hasn't arrived."
        first = text_of(draft(LOST, text=text))
        again = text_of(draft(PAUSE, text=text, thread=(Turn("agent", first),)))
        assert ("sorry" in first, "sorry" in again) == (True, False)

    def test_praise_is_met_with_thanks_and_nothing_to_check(self) -> None:
        asks = (Ask("Your coffee is wonderful."),)
        text = text_of(draft(asks=asks, understood={"mood": "pleased"}))
        assert "⟦" not in text
        assert "thank" in text.lower() or "great to hear" in text


class TestThread:
    SENT = (Turn("agent", text_of(draft(PAUSE))),)

    def test_what_was_sent_is_pointed_at(self) -> None:
        text = text_of(draft(PAUSE, thread=self.SENT))
        assert "earlier message" in text
        assert "https://help.example/pausing" in text
        assert "up to 3 months" not in text

    def test_a_customer_who_is_stuck_gets_an_agent(self) -> None:
        tried = "I tried that but it didn't help."
        text = text_of(draft(asks=(Ask(tried),), thread=self.SENT))
        assert "what you've tried already" in text
        assert "beyond what I wrote earlier" in text

    def test_what_the_customer_gave_is_not_asked_for(self) -> None:
        text = text_of(draft(LOST, text="Where is my order LC-48213?"))
        assert "I'll look into it." in text


class TestHandover:
    @pytest.mark.parametrize(
        ("ask", "told"),
        [
            ("Do you sell boats?", "Thanks for asking whether we sell boats."),
            ("I'd like to rent a boat.", "You'd like to rent a boat."),
            ("The boat leaks when I use it.", "You wrote that the boat leaks when you use it."),
        ],
    )
    def test_one_ask_is_told_back_in_a_sentence(self, ask: str, told: str) -> None:
        asks = (Ask(ask, wants_answer=not ask.startswith("The")),)
        assert told in text_of(draft(asks=asks))

    def test_several_asks_are_listed(self) -> None:
        asks = (Ask("Do you sell boats?", True), Ask("Is the shop open?", True))
        assert "- whether we sell boats\n- “Is the shop open”" in text_of(draft(asks=asks))

    def test_another_language_is_not_told_back(self) -> None:
        asks = (Ask("Wo bleibt mein Paket?", True),)
        text = text_of(draft(asks=asks, understood={"locale": "de"}))
        assert "Paket" not in text
        assert "⟦by when⟧" in text

    def test_in_public_it_moves_to_a_private_message(self) -> None:
        text = text_of(draft(asks=(HOW,), channel="social"))
        assert "private message" in text
        assert "pause" not in text


def found(sure: float, *snippets: Snippet) -> Matches:
    return Matches(sure, tuple(Match(one, 0.9 - 0.2 * n, Why()) for n, one in enumerate(snippets)))


class TestChoice:
    def test_a_bare_label_answers_nothing(self) -> None:
        label = Snippet("label", "reply", "Pillows", "PILLOWS")
        choice = choose((HOW,), found(0.9, label), [found(0.9, label)], 0.5, 5)
        assert (choice.answers, choice.matches[0].snippet) == ((), label)

    @pytest.mark.parametrize(("stuck", "chosen"), [(True, []), (False, ["pause"])])
    def test_what_was_sent_answers_only_who_is_not_stuck(
        self, stuck: bool, chosen: list[str]
    ) -> None:
        only = found(0.9, PAUSE)
        choice = choose((HOW,), only, [only], 0.5, 5, sent=lambda one: one is PAUSE, stuck=stuck)
        assert [answer.match.snippet.id for answer in choice.answers] == chosen

    def test_in_place_of_what_was_sent_stands_the_next_best(self) -> None:
        two = found(0.9, PAUSE, CANCEL)
        choice = choose((HOW,), two, [two], 0.5, 5, sent=lambda one: one is PAUSE, stuck=True)
        assert [answer.match.snippet.id for answer in choice.answers] == ["cancel"]

    def test_praise_is_answered_by_thanks_alone(self) -> None:
        thanks = Snippet("thanks", "reply", "Praise", "Thank you for telling us.")
        praise = (Ask("Your coffee is wonderful."),)
        both = found(0.9, PAUSE, thanks)
        choice = choose(praise, both, [both], 0.5, 5)
        assert [answer.match.snippet.id for answer in choice.answers] == ["thanks"]

    def test_a_related_article_is_one_that_no_answer_links_to(self) -> None:
        both = found(0.9, PAUSE, GUIDE)
        choice = choose((HOW,), both, [both], 0.5, 5)
        assert [match.snippet.id for match in choice.related] == ["guide"]
        linked = Snippet("linked", "reply", "Linked", f"Look at {GUIDE.url}.")
        both = found(0.9, linked, GUIDE)
        assert choose((HOW,), both, [both], 0.5, 5).related == ()
