"""Rules of a team's own, from a folder and sent."""

from __future__ import annotations

from contextlib import suppress
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from models.checks.own import kept, read_folder, sent
from models.checks.rules import ToneChecker
from models.errors import OwnRuleInvalid, RuleInvalid
from models.protocols import CheckContext

BLUE: dict[str, Any] = {
    "id": "tone.being-blue",
    "catalogue": "OWN",
    "kind": "pattern",
    "category": "tone",
    "severity": "warning",
    "message": "Blue is sad.",
    "why": "Everybody says so.",
    "patterns": [{"match": r"\bblue (?P<thing>{word})", "fixes": ["green {thing}"]}],
    "examples": {
        "fire": [{"text": "A blue lamp.", "rewrite": "A green lamp."}],
        "silent": ["A red lamp."],
    },
}


def blue(**changes: Any) -> dict[str, Any]:
    return deepcopy(BLUE) | changes


def examples(fire: list[Any], silent: list[Any]) -> dict[str, Any]:
    return blue(examples={"fire": fire, "silent": silent})


@pytest.mark.parametrize("read", [sent, kept])
def test_a_sent_rule_works(read: Any) -> None:
    checker = ToneChecker([read(BLUE)])
    (one,) = checker.check("Take a blue chair 🙂.", CheckContext())
    assert (one.text, one.fixes[0].text) == ("blue chair", "green chair")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (blue(severity="grave"), "severity: severity has to be one of"),
        (blue(patterns=["(?<!a)blue"]), "patterns.0.match: not a regular expression"),
        (blue(patterns=["{np} blue"]), "no look-around"),
        (blue(unless=[r"(a)\1"]), "unless.0: not a regular expression"),
        (blue(taste=1), "taste: unknown key taste"),
        ({"id": "tone.blue"}, "catalogue is missing"),
        (examples(["A lamp."], ["x"]), "examples.fire.0: the rule does not fire on 'A lamp.'"),
        (
            examples([{"text": "A blue lamp.", "rewrite": "A lamp."}], ["x"]),
            "examples.fire.0: the first fix makes 'A green lamp.' of it, not 'A lamp.'",
        ),
        (examples([{"text": 5}], ["x"]), "examples.fire.0: text and rewrite have to be texts"),
        (blue(when={"channel": []}), "examples.fire.0: the rule does not fire"),
        (blue(when={"channel": [["chat"]]}), "when.channel: when has lists of values for"),
        (blue(turns=[["a"]]), "turns.0: no turn is called ['a']"),
        (examples(["A blue lamp."], ["x", "A blue sky."]), "examples.silent.1: the rule fires on"),
    ],
)
def test_what_is_not_valid_names_the_key(fields: dict[str, Any], words: str) -> None:
    with pytest.raises(OwnRuleInvalid) as caught:
        sent(fields)
    assert words in str(caught.value)


@pytest.mark.parametrize("key", [*BLUE, "unless", "when", "turns", "otherwise", "cues"])
@pytest.mark.parametrize("junk", [None, -1, "x", [], {}, [["a"]], [{"a": []}], {"a": [{}]}, [5]])
def test_no_value_is_too_odd_for_a_clear_answer(key: str, junk: Any) -> None:
    with suppress(OwnRuleInvalid):
        sent(blue(**{key: junk}))


def test_it_may_not_take_an_id_that_there_is() -> None:
    with pytest.raises(OwnRuleInvalid, match=r"there is a rule tone\.being-blue already"):
        sent(BLUE, ["tone.being-blue"])


def test_examples_are_tried_where_the_rule_applies() -> None:
    assert sent(blue(when={"channel": ["chat"]})).when == {"channel": ("chat",)}


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("Your Gizmo left us.", ["device"]),
        ("The GIZMO left.", ["device"]),
        ("Gizmo left us.", ["Device"]),
    ],
)
def test_the_capital_of_a_word_that_the_rule_looks_for_is_no_names(
    text: str, fixed: list[str]
) -> None:
    patterns = [{"match": r"\bgizmo\b", "fixes": ["device"]}]
    rule = sent(blue(patterns=patterns, examples={"fire": ["A gizmo."], "silent": ["A lamp."]}))
    (one,) = ToneChecker([rule]).check(text, CheckContext())
    assert [fix.text for fix in one.fixes] == fixed


def test_a_name_that_the_rule_does_not_look_for_is_kept() -> None:
    rule = sent(blue(patterns=[{"match": r"\bblue {word}", "fixes": ["green one"]}],
                     examples={"fire": ["A blue lamp."], "silent": ["A lamp."]}))  # fmt: skip
    (one,) = ToneChecker([rule]).check("Take the blue Acme.", CheckContext())
    assert one.fixes == ()


def test_a_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "tone").mkdir()
    (tmp_path / "tone" / "being-blue.yaml").write_text(yaml.safe_dump(BLUE), "utf-8")
    (tmp_path / "being-grey.yml").write_text(yaml.safe_dump(blue(id="tone.being-grey")), "utf-8")
    assert {rule.id for rule in read_folder(tmp_path)} == {"tone.being-blue", "tone.being-grey"}


def test_errors_of_a_folder_name_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "blue.yaml"
    path.write_text(yaml.safe_dump(examples(["A lamp."], ["x"]), sort_keys=False), "utf-8")
    with pytest.raises(RuleInvalid, match=r"blue\.yaml:\d+: the rule does not fire"):
        read_folder(tmp_path)
    with pytest.raises(RuleInvalid, match="there is no such folder; set TACTFUL_RULES"):
        read_folder(tmp_path / "none")
