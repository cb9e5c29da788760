"""Rules of a team's own: the same files as those that come with Tactful, on RE2."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from models.checks.linear import compile_linear
from models.checks.located import Sent, Source, YamlFile
from models.checks.rule import Example, Rule
from models.checks.rulefile import read_fragments, rule_of
from models.checks.rules import RULES, ToneChecker
from models.errors import RuleInvalid
from models.protocols import CheckContext
from models.text import apply_fixes


def read_folder(folder: Path, taken: Collection[str] = ()) -> tuple[Rule, ...]:
    """The rules of all YAML files below a folder. Raises RuleInvalid with file and line."""
    if not folder.is_dir():
        raise RuleInvalid(f"{folder}: there is no such folder; set TACTFUL_RULES to one with rules")
    rules: dict[str, Rule] = {}
    for path in sorted([*folder.rglob("*.yaml"), *folder.rglob("*.yml")]):
        rule = proven(YamlFile(path), [*taken, *rules])
        rules[rule.id] = rule
    return tuple(rules.values())


def sent(fields: Mapping[str, Any], taken: Collection[str] = ()) -> Rule:
    """A rule that somebody has sent. Raises OwnRuleInvalid, which names the key."""
    return proven(Sent(dict(fields)), taken)


def kept(fields: Mapping[str, Any]) -> Rule:
    """A rule that was proven when it was sent."""
    return rule_of(Sent(dict(fields)), _fragments(), compile_linear)


def proven(source: Source, taken: Collection[str]) -> Rule:
    """A rule with a new id, whose examples hold. Raises RuleInvalid."""
    rule = rule_of(source, _fragments(), compile_linear)
    if rule.id in taken:
        raise source.error(("id",), f"there is a rule {rule.id} already; choose another id")
    checker = ToneChecker([rule], on=[rule.id])
    context = CheckContext(**{name: allowed[0] for name, allowed in rule.when.items() if allowed})  # type: ignore[arg-type]
    for number, example in enumerate(rule.fire):
        for complaint in _unlike(checker, example, context):
            raise source.error(("examples", "fire", number), complaint)
    for number, text in enumerate(rule.silent):
        if checker.check(text, context):
            raise source.error(("examples", "silent", number), f"the rule fires on {text!r}")
    return rule


def _unlike(checker: ToneChecker, example: Example, context: CheckContext) -> Iterator[str]:
    """What an example says that is not so."""
    findings = checker.check(example.text, context)
    if not findings:
        yield f"the rule does not fire on {example.text!r}"
    fixes = [fix for finding in findings for fix in finding.fixes[:1]]
    rewritten = apply_fixes(example.text, fixes)
    if example.rewrite is not None and rewritten != example.rewrite:
        yield f"the first fix makes {rewritten!r} of it, not {example.rewrite!r}"


@cache
def _fragments() -> dict[str, str]:
    return read_fragments(RULES / "fragments.yaml")
