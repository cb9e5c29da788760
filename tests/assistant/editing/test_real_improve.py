"""Rewriting with the default engines: spelling and grammar are mended, facts stay."""

from __future__ import annotations

import pytest

from api.compat.openai.chat import ChatIn
from api.compat.openai.serving import serve
from api.wiring import Services
from models.checks.facts import facts

DESK = "You are a helpful support agent. Please {} the following response."


def rewritten(parts: Services, what: str, text: str) -> str:
    prompt = {"role": "system", "content": DESK.format(what)}
    chat = ChatIn.model_validate({"messages": [prompt, {"role": "user", "content": text}]})
    content = serve(chat, parts.assistant, parts.library()).content
    assert facts(content).keys() == facts(text).keys()
    return content


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "We recieved your lamp, order A-4711. You get an lid on Monday.",
            "We received your lamp, order A-4711. You get a lid on Monday.",
        ),
        (
            '<p>We <b>recieved</b> your lamp &amp; the <a href="https://a.example/">lid</a>.</p>',
            '<p>We <b>received</b> your lamp &amp; the <a href="https://a.example/">lid</a>.</p>',
        ),
        (
            "> We recieved it\n\nWe recieved it.\n--\nSam, who recieved it",
            "> We recieved it\n\nWe received it.\n--\nSam, who recieved it",
        ),
    ],
)
def test_spelling_and_grammar_alone_are_mended(
    real_parts: Services, text: str, expected: str
) -> None:
    assert rewritten(real_parts, "fix the spelling and grammar of", text) == expected


def test_friendlier_is_mended_too(real_parts: Services) -> None:
    text = "You have to send the form again. We recieved a blank page on 3 May."
    friendly = rewritten(real_parts, "make more friendly", text)
    assert friendly.startswith("Hi there,\n\n")
    assert "You have to" not in friendly
    assert "We received a blank page on 3 May." in friendly
    assert friendly.endswith("\n\nBest wishes")
