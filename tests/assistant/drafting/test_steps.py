"""The steps one by one: choose, compose, ground, review, render. No embedder is used."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from assistant.choose import Answer, Choice, choose
from assistant.compose import compose
from assistant.drafting.courtesy import PHRASES
from assistant.drafting.render import lead, plain_text, without_courtesy
from assistant.drafting.telling import answer_text
from assistant.ground import ground
from assistant.message import Ask, Block, Message, Options, Request, Turn, Understanding
from assistant.review import review
from models.checks.rules import ToneChecker
from models.errors import EngineDown
from models.protocols import CheckContext
from models.text import Category, Finding, Fix, Severity, Span
from snippets.snippet import Match, Matches, Snippet, Why

REFUND = Snippet("refund", "reply", "Refund", "It takes 5 days.")
PARCEL = Snippet("parcel", "reply", "Parcel", "It takes 3 days.")
SECRET = Snippet("secret", "reply", "Secret", "Lock it.", audience="internal")
ARTICLE = Snippet(
    "article", "article", "All about it", "First.\n\nSecond.", url="https://help.example/a"
)


def match(snippet: Snippet, score: float = 0.9) -> Match:
    return Match(snippet, score, Why())


def found(sure: float, *snippets: Snippet) -> Matches:
    scores = (match(one, 0.9 - 0.3 * n) for n, one in enumerate(snippets))
    return Matches(sure, tuple(scores))


def chosen(choice: Choice) -> dict[str, tuple[int, ...]]:
    return {answer.match.snippet.id: answer.asks for answer in choice.answers}


ONE, TWO = (Ask("One?", True),), (Ask("One?", True), Ask("Two?", True))


class TestChoose:
    def test_the_best_match_answers_the_only_ask(self) -> None:
        choice = choose(ONE, found(0.9, REFUND), [found(0.9, REFUND)], 0.5, 5)
        assert chosen(choice) == {"refund": (0,)}

    def test_each_ask_gets_its_own_answer(self) -> None:
        by_ask = [found(0.9, REFUND, PARCEL), found(0.9, PARCEL, REFUND)]
        choice = choose(TWO, found(0.4, REFUND, PARCEL), by_ask, 0.5, 5)
        assert chosen(choice) == {"refund": (0,), "parcel": (1,)}

    def test_one_snippet_may_answer_two_asks(self) -> None:
        choice = choose(TWO, found(0.4, REFUND), [found(0.9, REFUND), found(0.9, REFUND)], 0.5, 5)
        assert chosen(choice) == {"refund": (0, 1)}

    def test_below_the_threshold_nothing_is_chosen(self) -> None:
        choice = choose(ONE, found(0.4, REFUND), [found(0.4, REFUND)], 0.5, 5)
        assert choice.answers == ()
        assert [one.snippet.id for one in choice.matches] == ["refund"]

    def test_an_internal_snippet_is_matched_but_never_chosen(self) -> None:
        choice = choose(ONE, found(0.9, SECRET), [found(0.9, SECRET)], 0.5, 5)
        assert choice.answers == ()
        assert choice.matches[0].snippet.id == "secret"

    def test_nothing_found_is_no_error(self) -> None:
        choice = choose((), Matches(), [], 0.5, 5)
        assert (choice.answers, choice.matches, choice.confidence) == ((), (), 0.0)

    @pytest.mark.parametrize("most", [1, 2, 9])
    def test_matches_are_cut_and_each_stands_once(self, most: int) -> None:
        choice = choose(
            ONE, found(0.9, REFUND, PARCEL, ARTICLE), [found(0.9, REFUND, PARCEL)], 0.5, most
        )
        ids = [one.snippet.id for one in choice.matches]
        assert len(ids) == len(set(ids)) == min(most, 3)
        assert ids[0] == "refund"


def request(message: str = "Where is it?", **fields: Any) -> Request:
    channel = fields.pop("channel", "email")
    return Request(Message(message, channel=channel), **fields)


def understanding(**fields: Any) -> Understanding:
    return Understanding(**{"text": "Where is it?", "asks": ONE} | fields)


def drafted(request_: Request, understood: Understanding, *snippets: Snippet) -> list[Block]:
    answers = tuple(Answer(match(one), (n,)) for n, one in enumerate(snippets))
    left = tuple(range(len(snippets), len(understood.asks)))
    return compose(request_, understood, Choice(answers, 0.9, (), left if answers else ()))


def texts(blocks: list[Block], origin: str | None = None) -> list[str]:
    return [block.text for block in blocks if origin in (None, block.origin)]


class TestCompose:
    @pytest.mark.parametrize(
        ("tone", "name", "salutation", "formality", "greeting"),
        [
            ("friendly", "Dana", None, "neutral", "Hi Dana,"),
            ("friendly", None, None, "neutral", "Hi there,"),
            ("neutral", "Dana", None, "neutral", "Hello Dana,"),
            ("neutral", None, None, "neutral", "Hello,"),
            ("formal", "Dana", None, "neutral", "Dear Dana,"),
            ("formal", None, None, "neutral", "Hello,"),
            ("friendly", "Ama", "Dr Osei", "neutral", "Dear Dr Osei,"),
            ("friendly", "Dana", None, "formal", "Hello Dana,"),
            ("friendly", "Dana", None, "casual", "Hi Dana,"),
        ],
    )
    def test_greeting(
        self, tone: Any, name: str, salutation: str, formality: Any, greeting: str
    ) -> None:
        blocks = drafted(
            request(options=Options(tone=tone)),
            understanding(customer_name=name, salutation=salutation, formality=formality),
            REFUND,
        )
        assert blocks[0].text == greeting

    @pytest.mark.parametrize(
        ("values", "thread", "greeting"),
        [
            ({"first_name": "MARA"}, (), "Hi Mara,"),
            ({"first_name": "Support team"}, (), "Hi Kim,"),
            ({}, (Turn("customer", "Where is it?\n\nBest,\nTobias"),), "Hi Kim,"),
        ],
    )
    def test_the_requests_name_comes_before_the_messages(
        self, values: Any, thread: Any, greeting: str
    ) -> None:
        asked = request(values={"customer": values}, thread=thread)
        assert drafted(asked, understanding(customer_name="Kim"), REFUND)[0].text == greeting

    def test_a_name_of_an_earlier_turn_is_used(self) -> None:
        thread = (Turn("customer", "Where is it?\n\nBest,\nTobias"), Turn("agent", "Hello, soon."))
        assert drafted(request(thread=thread), understanding(), REFUND)[0].text == "Hi Tobias,"

    @pytest.mark.parametrize(
        "mood", ["angry", "frustrated", "worried", "confused", "neutral", "pleased"]
    )
    @pytest.mark.parametrize("tone", ["friendly", "neutral", "formal"])
    def test_no_opening_comes_twice_in_a_thread(self, mood: Any, tone: Any) -> None:
        phrases = yaml.safe_load(PHRASES.read_text("utf-8"))["openings"][tone][mood]
        thread: tuple[Turn, ...] = ()
        seen = []
        for _ in range(len(phrases) + 2):
            asked = request(thread=thread, options=Options(tone=tone))
            blocks = drafted(asked, understanding(mood=mood), REFUND)
            seen.append(blocks[1].text if blocks[1].origin == "courtesy" else "")
            thread += (Turn("agent", "\n\n".join(texts(blocks))),)
        said = [one for one in seen if one]
        assert len(said) == len(set(said)) >= 2

    def test_the_same_message_gets_the_same_draft(self) -> None:
        assert drafted(request(), understanding(), REFUND) == drafted(
            request(), understanding(), REFUND
        )

    @pytest.mark.parametrize("channel", ["chat", "sms", "social", "whatsapp"])
    def test_brief_channels_have_no_closing_and_no_sign_off(self, channel: str) -> None:
        asked = request(channel=channel, values={"agent": {"name": "Sam"}})
        blocks = drafted(asked, understanding(), REFUND)
        assert texts(blocks)[1:] == ["It takes 5 days."]

    def test_a_short_mail_keeps_its_sign_off(self) -> None:
        asked = request(options=Options(length="short"), values={"agent": {"name": "Sam"}})
        assert texts(drafted(asked, understanding(), REFUND)) == [
            "Hi there,",
            "It takes 5 days.",
            "Best wishes,\nSam",
        ]

    def test_brief_channels_still_answer_a_mood(self) -> None:
        blocks = drafted(request(channel="chat"), understanding(mood="angry"), REFUND)
        assert len(texts(blocks, "courtesy")) == 2

    def test_an_article_gives_its_first_paragraph_and_a_link(self) -> None:
        blocks = drafted(request(), understanding(), ARTICLE)
        assert texts(blocks, "snippet") == [
            "First.",
            "You can read more in “All about it”: https://help.example/a",
        ]

    def test_an_open_question_gets_a_slot(self) -> None:
        blocks = drafted(request(), understanding(asks=TWO), REFUND)
        assert texts(blocks, "slot") == ["On “Two?”: ⟦your answer⟧"]

    def test_a_long_open_question_is_shortened(self) -> None:
        asks = (ONE[0], Ask("Is it " + "very " * 50 + "good?", True))
        (slot,) = texts(drafted(request(), understanding(asks=asks), REFUND), "slot")
        assert len(slot) < 130
        assert " …”: ⟦your answer⟧" in slot

    @pytest.mark.parametrize("tone", ["friendly", "neutral", "formal"])
    def test_without_an_answer_the_draft_hands_over(self, tone: Any) -> None:
        blocks = drafted(request(options=Options(tone=tone)), understanding())
        (slot,) = texts(blocks, "slot")
        assert "⟦by when⟧" in slot
        assert texts(blocks, "snippet") == []

    def test_placeholders_take_the_requests_values(self) -> None:
        snippet = Snippet("a", "reply", "A", "The order {{order.number}} is {{x.y|on its way}}.")
        text = answer_text(snippet, {"order": {"number": "LC-1"}})
        assert text == "The order LC-1 is on its way."

    def test_the_name_that_was_understood_fills_the_first_name(self) -> None:
        snippet = Snippet("a", "reply", "A", "Thank you, {{customer.first_name|friend}}.")
        blocks = drafted(request(), understanding(customer_name="Dana"), snippet)
        assert "Thank you, Dana." in texts(blocks)

    def test_a_replys_own_courtesy_is_left_off(self) -> None:
        snippet = Snippet("a", "reply", "A", "Hi {{name|there}},\n\nIt is blue.\n\nBest,\nTeam")
        assert answer_text(snippet, {}) == "It is blue."


class TestGround:
    def sources(self) -> dict[str, str]:
        return {"refund": "Refund\n\nIt takes 5 days. See https://help.example/a."}

    def test_a_sentence_that_its_source_supports_stays(self) -> None:
        grounded = ground([Block("It takes 5 days.", "snippet", ("refund",))], self.sources())
        assert (grounded.text, grounded.notes) == ("It takes 5 days.", ())

    @pytest.mark.parametrize(
        "invented",
        ["It takes 6 days.", "It costs £5.", "It comes on Monday.", "Ask Ana about it."],
    )
    @pytest.mark.parametrize("origin", ["generated", "snippet"])
    def test_an_unsupported_sentence_goes_with_a_note(self, invented: str, origin: Any) -> None:
        block = Block(f"It takes 5 days. {invented} It works.", origin, ("refund",))
        grounded = ground([block], self.sources())
        assert grounded.text == "It takes 5 days. It works."
        assert grounded.notes == (f"removed, since no source supports it: {invented}",)

    def test_a_sentence_without_sources_can_state_nothing(self) -> None:
        grounded = ground([Block("It takes 5 days.", "generated")], self.sources())
        assert (grounded.text, len(grounded.notes)) == ("", 1)

    def test_courtesy_and_slots_are_not_held_against_sources(self) -> None:
        blocks = [Block("Hi Dana,", "courtesy"), Block("On “5?”: ⟦your answer⟧", "slot")]
        assert ground(blocks, {}).notes == ()

    def test_sentences_index_the_text(self) -> None:
        blocks = [
            Block("Hi Dana,", "courtesy"),
            Block("It takes 5 days. Really.\n\n1. Wait.\n2. 🙂 Go.", "snippet", ("refund",)),
            Block("More: https://help.example/a", "snippet", ("refund",), separator=" "),
        ]
        grounded = ground(
            blocks, self.sources() | {"refund": "1 2 It takes 5 days https://help.example/a"}
        )
        assert all(one.span.of(grounded.text) == one.text for one in grounded.sentences)
        assert [one.text for one in grounded.sentences][-3:] == [
            "Wait.",
            "🙂 Go.",
            "More: https://help.example/a",
        ]


def finding(
    start: int, end: int, fix: str | None, severity: Severity = Severity.WARNING
) -> Finding:
    span = Span(start, end)
    fixes = () if fix is None else (Fix(span, fix),)
    text = "You owe 5 coins now."[start:end]
    return Finding("tone.x", Category.TONE, severity, span, text, "M.", "", fixes)


class Says:
    """A checker that says what it was given."""

    id = "says"

    def __init__(self, *findings: Finding) -> None:
        self.findings = list(findings)

    def check(self, text: str, context: CheckContext) -> list[Finding]:
        return [one for one in self.findings if one.span.of(text) == one.text]


class Down:
    """A checker whose engine does not answer."""

    id = "broken"

    def check(self, text: str, context: CheckContext) -> list[Finding]:
        raise EngineDown("the server does not answer")


TEXT = "You owe 5 coins now."


class TestReview:
    def of(self, *findings: Finding) -> Any:
        return review(TEXT, CheckContext(), [Says(*findings)])

    def test_a_clean_text_is_ready_with_a_full_score(self) -> None:
        clean = self.of()
        assert (clean.ready, clean.score, clean.rewritten) == (True, 100, None)

    def test_the_score_is_made_of_its_parts(self) -> None:
        rude = self.of(finding(0, 3, None, Severity.WARNING))
        assert rude.score == 100 - sum(part.lost for part in rude.score_parts) < 100

    @pytest.mark.parametrize("severity", Severity)
    def test_only_an_error_is_not_ready(self, severity: Severity) -> None:
        assert self.of(finding(0, 3, None, severity)).ready is (severity is not Severity.ERROR)

    @pytest.mark.parametrize("text", ["", " \n"])
    def test_an_empty_text_is_not_ready(self, text: str) -> None:
        nothing = review(text, CheckContext(), [])
        assert (nothing.ready, nothing.score) == (False, 0)

    def test_safe_fixes_are_applied(self) -> None:
        assert self.of(finding(0, 3, "We"), finding(16, 19, "soon")).rewritten == (
            "We owe 5 coins soon."
        )

    def test_a_fix_with_a_slot_is_not_applied(self) -> None:
        assert self.of(finding(16, 19, "⟦by when⟧")).rewritten is None

    @pytest.mark.parametrize("fix", ["6", "several", "5 or 6"])
    def test_a_fix_that_changes_a_fact_is_not_applied(self, fix: str) -> None:
        assert self.of(finding(8, 9, fix)).rewritten is None

    def test_of_fixes_that_touch_the_gravest_wins(self) -> None:
        both = finding(0, 7, "Please pay"), finding(4, 7, "get", Severity.ERROR)
        assert self.of(*both).rewritten == "You get 5 coins now."

    def test_a_sentence_may_go_on_in_the_next_line(self) -> None:
        text = "We are glad to say that this afternoon, you\nhave to log out first."
        checked = review(text, CheckContext(), [ToneChecker()])
        assert [one.text for one in checked.findings] == ["you\nhave to"]

    def test_findings_come_in_reading_order(self) -> None:
        found = self.of(finding(16, 19, None), finding(0, 3, None)).findings
        assert [one.span.start for one in found] == [0, 16]

    def test_an_engine_that_is_down_becomes_a_note(self) -> None:
        reviewed = review(TEXT, CheckContext(), [Down(), Says(finding(0, 3, None))])
        assert reviewed.notes == ("not checked by broken: the server does not answer",)
        assert len(reviewed.findings) == 1


class TestRender:
    @pytest.mark.parametrize(
        ("markdown", "text"),
        [
            ("See [the page](https://x.example/a).", "See the page (https://x.example/a)."),
            ("<https://x.example>", "<https://x.example>"),
            ("[https://x.example](https://x.example)", "https://x.example"),
            ("![a photo](https://x.example/p.png)", "a photo (https://x.example/p.png)"),
            ("It is **very** *good*.", "It is very good."),
            ("2 * 3 * 4 and snake_case_word", "2 * 3 * 4 and snake_case_word"),
            ("## Title\n\nText", "Title\n\nText"),
            ("- a\n- b", "- a\n- b"),
            ("a\r\n\r\n\r\n\r\nb", "a\n\nb"),
        ],
    )
    def test_markdown_becomes_text(self, markdown: str, text: str) -> None:
        assert plain_text(markdown) == text

    @pytest.mark.parametrize(
        ("text", "rest"),
        [
            ("Hi Dana,\n\nIt is blue.\n\nBest wishes,\nSam", "It is blue."),
            ("It is blue.", "It is blue."),
            ("Hi Dana,", "Hi Dana,"),
            pytest.param(
                "Hi there, it is blue.\nReally.",
                "Hi there, it is blue.\nReally.",
            ),
            ("Thanks,\nSam", "Thanks,\nSam"),
        ],
    )
    def test_courtesy_is_left_off(self, text: str, rest: str) -> None:
        assert without_courtesy(text) == rest

    @pytest.mark.parametrize(
        ("text", "answer"),
        [
            ("One.\nStill.\n\nTwo.", "One.\nStill."),
            ("Heading\n\nText.", "Text."),
            ("the generic document is", ""),
            ("A whole sentence. And a half", "A whole sentence."),
            ("it is small.", "It is small."),
            ("eBay orders ship too.", "eBay orders ship too."),
            ("iPhones pay as well.", "iPhones pay as well."),
        ],
    )
    def test_an_article_is_led_by_its_first_whole_sentences(self, text: str, answer: str) -> None:
        assert lead(text) == answer
