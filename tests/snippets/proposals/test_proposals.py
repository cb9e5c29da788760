"""Proposals of new snippets from conversations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from snippets.learning.history import Conversation
from snippets.learning.privacy import masked
from snippets.proposals.proposing import Proposal, proposed
from snippets.snippet import Snippet

REFUND = "Your refund leaves us within three working days of the parcel reaching our roastery."
BANK = "The bank then needs a few more days until you see it on your statement."
GRIND = "A medium grind suits filter machines, while a coarse one suits the French press."
STEPS = (
    "To descale it:\n\n- Fill the tank with the solution\n- Hold the steam key\n- Rinse it twice"
)


def conversation(number: int, reply: str, **given: str) -> Conversation:
    fields: dict[str, Any] = {
        "id": f"c{number}",
        "created_at": f"2026-{number // 28 + 1:02}-{number % 28 + 1:02}",
        "subject": f"Question {number}",
        "message": f"What about number {number}?",
        "agent": f"agent-{number % 2}",
    }
    return Conversation(**fields | given, reply=reply)


def found(*replies: str, library: Sequence[Snippet] = (), **given: str) -> list[Proposal]:
    history = [conversation(number, reply, **given) for number, reply in enumerate(replies)]
    return proposed(history, library, masked)


def bodies(*replies: str, library: Sequence[Snippet] = (), **given: str) -> list[str]:
    return [one.body for one in found(*replies, library=library, **given)]


def mails(text: str) -> list[str]:
    """Four replies around a text, each with words of its own."""
    return [
        f"Hi Dana,\n\nI had a look at your first order.\n\n{text}\n\nBest wishes,\nSam",
        f"Dear Lee,\n\n{text}\n\nKind regards\nKim",
        f"{text}\n\nYour grinder is a rare old model.",
        f"Hello!\n\nThanks for the photos.\n\n{text}",
    ]


class TestWhatIsFound:
    def test_a_paragraph_that_agents_write_again_and_again(self) -> None:
        (one,) = found(*mails(REFUND))
        assert one.body == REFUND
        assert one.title == REFUND.split(" of the")[0] + " of the parcel …"
        assert (one.count, one.lately, one.agents) == (4, 4, 2)
        assert (one.first_seen, one.last_seen) == (date(2026, 1, 1), date(2026, 1, 4))
        assert one.examples[0] == "Question 3\nWhat about number 3?"
        assert len(one.examples) == 4

    def test_three_conversations_are_too_few(self) -> None:
        assert bodies(*mails(REFUND)[:3]) == []

    def test_small_edits_are_the_same_paragraph(self) -> None:
        edited = [
            *mails(REFUND)[:3],
            REFUND.replace("three", "four"),
            f"{REFUND} Really.",
            REFUND.upper(),
        ]
        assert bodies(*edited) == [REFUND]

    def test_paragraphs_that_stand_together_are_one_proposal(self) -> None:
        assert bodies(*mails(f"{REFUND}\n\n{BANK}")) == [f"{REFUND}\n\n{BANK}"]

    def test_paragraphs_that_stand_apart_are_two(self) -> None:
        apart = [f"{one}\n\nOrder {n} is rare." for n, one in enumerate([REFUND, GRIND] * 4)]
        assert sorted(bodies(*apart)) == sorted([REFUND, GRIND])

    def test_a_list_comes_with_what_announces_it(self) -> None:
        assert bodies(*mails(STEPS)) == [STEPS]

    def test_a_step_alone_is_no_proposal(self) -> None:
        step = "- Hold the steam key until the lamp beside it goes out"
        replies = [f"Number {n} needs this:\n\n- Open lid {n}\n\n{step}" for n in range(5)]
        assert bodies(*replies) == []

    @pytest.mark.parametrize(
        "text",
        [
            "Thank you so much for writing to us today, we are always happy to hear from you.",
            "Please let me know if there is anything else that I can do for you.",
            "Yes, we do.",
            "It ships today.",
        ],
    )
    def test_courtesies_and_very_short_texts_are_none(self, text: str) -> None:
        assert bodies(*mails(text)) == []

    def test_the_customers_own_words_are_none(self) -> None:
        assert bodies(*mails(REFUND), message=REFUND) == []

    def test_replies_in_one_thread_count_once(self) -> None:
        assert bodies(*mails(REFUND), message="Where is it?", subject="Refund") == []

    def test_one_agent_on_one_day_has_no_habit_yet(self) -> None:
        assert bodies(*mails(REFUND), agent="a", created_at="2026-01-01") == []

    def test_one_agent_on_several_days_has(self) -> None:
        assert bodies(*mails(REFUND), agent="a") == [REFUND]

    def test_agents_and_days_may_be_unknown(self) -> None:
        (one,) = found(*mails(REFUND), agent="", created_at="")
        assert (one.agents, one.first_seen, one.lately, one.count) == (0, None, 0, 4)

    def test_no_history_is_no_proposals(self) -> None:
        assert found() == []

    def test_the_first_proposal_is_the_one_most_used_lately(self) -> None:
        old, new = [REFUND] * 6, [GRIND] * 4
        between = [f"Number {n} is on its way." for n in range(200)]
        history = [*old, *between, *new]
        assert [(one.body, one.lately, one.count) for one in found(*history)] == [
            (GRIND, 4, 4),
            (REFUND, 0, 6),
        ]

    def test_proposals_say_different_things(self) -> None:
        other = "Within three working days of the parcel reaching our roastery the refund leaves us"
        apart = [f"{one}\n\nOrder {n} is rare." for n, one in enumerate([REFUND, other] * 4)]
        assert len(bodies(*apart)) == 1

    def test_the_same_history_gives_the_same_proposals(self) -> None:
        replies = [*mails(REFUND), *mails(GRIND), *mails(STEPS)]
        assert found(*replies) == found(*replies)

    def test_progress_is_told(self) -> None:
        told: list[tuple[int, int]] = []
        history = [conversation(n, REFUND) for n in range(3)]
        proposed(history, [], masked, lambda done, total: told.append((done, total)))
        assert told == [(3, 3)]


class TestLibrary:
    @pytest.mark.parametrize(
        "body",
        [
            REFUND,
            f"Hi {{{{customer.first_name|there}}}},\n\n{REFUND}\n\n{BANK}",
            REFUND.replace("three", "four"),
        ],
    )
    def test_what_the_library_has_is_not_proposed(self, body: str) -> None:
        assert bodies(*mails(REFUND), library=[Snippet("a", "reply", "T", body)]) == []

    def test_what_is_new_beside_it_is(self) -> None:
        shelf = [Snippet("a", "reply", "T", REFUND)]
        assert bodies(*mails(f"{REFUND}\n\n{BANK}"), library=shelf) == [BANK]

    def test_a_list_with_one_known_step_is_proposed_whole(self) -> None:
        shelf = [Snippet("a", "reply", "T", "Fill the tank with the solution")]
        assert bodies(*mails(STEPS), library=shelf) == [STEPS]

    def test_what_announces_a_known_list_is_none(self) -> None:
        steps = "- Fill the tank with the solution\n- Hold the steam key\n- Rinse it twice or more"
        lead_in = "These are the three steps of cleaning the tank of the machine:"
        shelf = [Snippet("a", "reply", "T", steps)]
        assert bodies(*mails(f"{lead_in}\n\n{steps}"), library=shelf) == []

    def test_an_article_that_it_links_to_does_not_make_it_known(self) -> None:
        shelf = [Snippet("a", "article", "T", "All on refunds.", url="https://x.example/refunds")]
        text = f"{REFUND} See https://x.example/refunds for all of it."
        assert bodies(*mails(text), library=shelf) == [text]


class TestPrivacy:
    def test_examples_are_masked(self) -> None:
        (one,) = found(*mails(REFUND), subject="From dana@example.com")
        assert all(example.startswith("From [email]\n") for example in one.examples)

    def test_a_private_detail_in_the_text_becomes_a_slot(self) -> None:
        text = f"{REFUND} Write to kim@larkspur.example about it."
        assert bodies(*mails(text)) == [f"{REFUND} Write to ⟦email⟧ about it."]

    def test_a_text_that_is_all_private_details_is_not_proposed(self) -> None:
        numbers = "We sent the four parcels 11223344, 22334455, 33445566 and 44556677 to your shop."
        assert bodies(*mails(numbers)) == []

    def test_links_stay(self) -> None:
        text = f"{REFUND} See https://help.larkspur.example/a/12345678?lang=en for it."
        assert bodies(*mails(text)) == [text]

    @pytest.mark.parametrize(
        "link",
        [
            "https://x.example/reset?token=abcdef",
            "https://x.example/track?lang=en&order_id=7",
            "https://dana@x.example/me",
        ],
    )
    def test_links_that_tell_who_follows_them_do_not(self, link: str) -> None:
        assert bodies(*mails(f"{REFUND} See {link} for it.")) == [f"{REFUND} See ⟦link⟧ for it."]

    def test_a_word_of_one_conversation_is_in_no_proposal(self) -> None:
        names = ("Reyes", "Okoro", "Lind", "Marsh")
        texts = [f"For {name}: {REFUND}" for name in names]
        assert bodies(*texts) == []
        assert bodies(*texts, *mails(REFUND)) == [REFUND]

    def test_half_characters_reach_neither_text_nor_examples(self) -> None:
        (one,) = found(*mails(f"{REFUND}\ud800"), subject="x\ud800")
        assert one.body == REFUND
        assert "".join(one.examples).encode()
