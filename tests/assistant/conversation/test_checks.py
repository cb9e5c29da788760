"""Every check on conversations made up for it: cases/<rule>.yaml has those that fire and not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.conversation.checks import CHECKS, converse
from assistant.conversation.conversed import Conversed
from models.protocols import CheckContext
from models.text import Finding, Severity, apply_fixes
from snippets.snippet import Snippet

CASES = Path(__file__).parent / "cases"
LEAST_CASES = 6


def cases(sort: str) -> list[Any]:
    return [
        pytest.param(path.stem, case, id=f"{path.stem}: {case['reply'][:40]!r}")
        for path in sorted(CASES.glob("*.yaml"))
        for case in yaml.safe_load(path.read_text("utf-8"))[sort]
    ]


def read(case: dict[str, Any]) -> Conversed:
    context = CheckContext(
        channel=case.get("channel", "email"),
        message=case["message"],
        known_words=frozenset(case.get("known", ())),
        sender_name=case.get("sender", ""),
        sender_email=case.get("email", ""),
        customer=case.get("customer", {}),
        thread=tuple((role, text) for role, text in case.get("thread", ())),
    )
    bodies = case.get("library", ())
    found = [Snippet(f"s{n}", "article", f"Title {n}", body) for n, body in enumerate(bodies)]
    return converse(reply_of(case), context, lambda texts: found)


def reply_of(case: dict[str, Any]) -> str:
    reply: str = case["reply"] * case.get("times", 1)
    return reply


def found(rule: str, case: dict[str, Any]) -> list[Finding]:
    return [finding for finding in read(case).findings if finding.rule == rule]


@pytest.mark.parametrize(("rule", "case"), cases("fire"))
def test_it_fires(rule: str, case: dict[str, Any]) -> None:
    findings = found(rule, case)
    assert findings
    for finding in findings:
        assert finding.text == finding.span.of(reply_of(case))
        assert finding.text
        assert finding.message


@pytest.mark.parametrize(("rule", "case"), cases("silent"))
def test_it_stays_silent(rule: str, case: dict[str, Any]) -> None:
    assert found(rule, case) == []


@pytest.mark.parametrize(
    ("rule", "case"), [one for one in cases("fire") if "text" in one.values[1]]
)
def test_its_fix_reads_well(rule: str, case: dict[str, Any]) -> None:
    fixes = [finding.fixes[0] for finding in found(rule, case)[:1]]
    assert apply_fixes(case["reply"], fixes) == case["text"]


@pytest.mark.parametrize("rule", [check.rule for check in CHECKS])
@pytest.mark.parametrize("sort", ["fire", "silent"])
def test_every_check_has_cases(rule: str, sort: str) -> None:
    told = yaml.safe_load((CASES / f"{rule}.yaml").read_text("utf-8"))
    assert len(told[sort]) >= LEAST_CASES


def test_every_rule_is_there_once() -> None:
    rules = [check.rule for check in CHECKS]
    assert len(set(rules)) == len(rules) == len(list(CASES.glob("*.yaml")))


def test_nothing_is_said_without_a_message() -> None:
    assert converse("Done.", CheckContext(), lambda texts: ()) == Conversed()


@pytest.mark.parametrize(
    "context",
    [
        CheckContext(locale="de", message="Where is it?"),
        CheckContext(message="Wo ist mein Paket? Ich warte schon seit drei Wochen darauf."),
    ],
)
def test_other_languages_are_left_alone(context: CheckContext) -> None:
    assert converse("Sarah, done.", context, lambda texts: ()) == Conversed()


@pytest.mark.parametrize(
    "reply",
    [
        "Ihr Paket ist da.",
        "Votre colis est parti lundi.",
        "Su pedido salió hoy.",
        "Uw pakket is onderweg.",
        "Merci beaucoup !",
        "您的包裹已经发出。",
    ],
)
@pytest.mark.parametrize("message", ["re: order 5512", "Where is it?"])
def test_replies_in_other_languages_are_left_alone(message: str, reply: str) -> None:
    assert converse(reply, CheckContext(message=message), lambda texts: ()) == Conversed()


@pytest.mark.parametrize("reply", ["Done.", "Restart Thunderbird.", "Sent via DHL to Düsseldorf."])
def test_few_words_and_names_are_english(reply: str) -> None:
    assert converse(reply, CheckContext(message="Where is it?"), lambda texts: ()).findings


@pytest.mark.parametrize(
    ("rule", "channel", "severity"),
    [
        ("clarity.too-long", "chat", Severity.SUGGESTION),
        ("clarity.too-long", "email", Severity.INFO),
        ("tone.too-stiff", "chat", Severity.SUGGESTION),
        ("tone.too-stiff", "email", Severity.INFO),
    ],
)
def test_a_live_channel_makes_it_graver(rule: str, channel: str, severity: Severity) -> None:
    reply = "Your parcel is in Lyon now, please be advised. " * 60
    (one,) = found(rule, {"channel": channel, "message": "yo where is it", "reply": reply})
    assert one.severity is severity


@pytest.mark.parametrize(
    "text",
    ["", " ", "🙂", "Hi", "Hi Dana,", ">", "⟦x⟧", "\n\n--\n", "Dear", "a" * 50_000, "- " * 99],
)
@pytest.mark.parametrize("message", ["?", "🙂", "> a", "Where is it?\n\nDr", "<p>Is it?</p>"])
def test_odd_texts_are_read(text: str, message: str) -> None:
    thread = (("customer", "?"), ("agent", "⟦x⟧"))
    for finding in converse(
        text, CheckContext(message=message, thread=thread), lambda texts: ()
    ).findings:
        assert finding.span.of(text) == finding.text
