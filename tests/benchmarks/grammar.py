"""How well grammar and spelling tell good words from bad ones, and how often they cry wolf.

    python -m tests.benchmarks.grammar [DATA] [--rules]

DATA is the folder of measuring data (default ../shared/data). Of REALEC the words that a
finding touches count against the labels (F0.5 as in MultiGED 2023, Volodina et al.); of JFLEG
a sentence needs a finding if all four corrections change it, and none if none does. The policy
was chosen on one half of the sentences, "half 0" by the hash of the text. Of good sentences of
support replies only counts are printed, never the sentences.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from models.checks.grammar import GrammarChecker
from models.checks.lingotweaker import LingoTweaker
from models.errors import EngineDown
from models.protocols import CheckContext
from models.text import Span
from tests.benchmarks.tone import agreed, read

GLUED_LEFT = frozenset(".,;:!?%)]}…") | {"n't", "'s", "'re", "'ve", "'ll", "'d", "'m", "''"}
GLUED_RIGHT = frozenset("([{$£") | {"``"}

Check = Callable[[str], Sequence[tuple[str, Span]]]
"""The rules that fire in a text, and where."""


@dataclass(frozen=True)
class Text:
    """A sentence put together from its words; `wrong` tells which of them are."""

    text: str
    words: tuple[Span, ...]
    wrong: tuple[bool, ...]

    @property
    def half(self) -> int:
        """0 or 1: the policy was chosen on 0."""
        return hashlib.sha256(self.text.encode()).digest()[0] % 2


@dataclass
class Count:
    """Words, or findings, that are right, wrong or missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """The share that is right."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """The share that was found."""
        return self.right / max(1, self.right + self.missed)

    @property
    def f05(self) -> float:
        """The weighted mean in which precision counts twice."""
        both = 0.25 * self.precision + self.recall
        return 1.25 * self.precision * self.recall / both if both else 0.0

    def line(self, name: str) -> str:
        """Precision, recall and F0.5."""
        return f"{name:32} P {self.precision:.3f}  R {self.recall:.3f}  F0.5 {self.f05:.3f}"


def joined(tokens: Sequence[str], wrong: Sequence[bool]) -> Text:
    """The tokens with spaces where English has them."""
    text, spans, glue, inside = "", [], True, False
    for token in (one.replace('\\"', '"') for one in tokens):
        quote = token in ('"', "''", "``")
        glued = glue or token.lower() in GLUED_LEFT or (quote and inside)
        inside ^= quote
        text += token if glued else f" {token}"
        spans.append(Span(len(text) - len(token), len(text)))
        glue = token in GLUED_RIGHT or (quote and inside)
    return Text(text, tuple(spans), tuple(wrong))


def realec(data: Path) -> list[Text]:
    """Learners' sentences with labels for each word."""
    rows: Any = read(data / "grammar/realec.jsonl")
    return [joined(row["tokens"], [label != "c" for label in row["labels"]]) for row in rows]


def jfleg(data: Path) -> tuple[list[Text], list[Text]]:
    """Learners' sentences that all four corrections change, and those that none does."""
    rows: Any = read(data / "grammar/jfleg.jsonl")
    texts = [
        (joined(row["src"].split(), ()), [ref == row["src"] for ref in row["refs"]]) for row in rows
    ]
    changed = [text for text, same in texts if not any(same)]
    return changed, [text for text, same in texts if all(same)]


def words(check: Check, texts: Iterable[Text]) -> Count:
    """Words that findings touch, against their labels."""
    count = Count()
    for text in texts:
        spans = [span for _, span in check(text.text)]
        for word, wrong in zip(text.words, text.wrong, strict=True):
            found = any(word.overlaps(span) for span in spans)
            count.right += found and wrong
            count.wrong += found and not wrong
            count.missed += wrong and not found
    return count


def found_in(check: Check, texts: Sequence[Text]) -> float:
    """The share of sentences that have a finding."""
    return sum(bool(check(one.text)) for one in texts) / max(1, len(texts))


@dataclass
class Good:
    """What was said of good sentences."""

    sentences: int = 0
    flagged: int = 0
    rules: Counter[str] = field(default_factory=Counter)

    def line(self, name: str) -> str:
        """Findings in 100 sentences."""
        each = 100 / max(1, self.sentences)
        findings = sum(self.rules.values()) * each
        return f"{name:32} findings {findings:5.1f}  flagged {self.flagged * each:5.1f}"


def good(check: Check, texts: Iterable[str]) -> Good:
    """What is said of good sentences."""
    result = Good()
    for text in texts:
        rules = [rule for rule, _ in check(text)]
        result.sentences += 1
        result.flagged += bool(rules)
        result.rules.update(rules)
    return result


def good_sets(data: Path) -> dict[str, list[str]]:
    """Published good sentences, and those of real replies that both annotations would leave."""
    return {
        "published": [str(row["text"]) for row in read(data / "tone/clean.jsonl")],
        "real replies": agreed(data, False),
    }


def by_rule(check: Check, texts: Iterable[Text], alarms: Counter[str]) -> list[str]:
    """One line a rule: findings at wrong and at right words, and in good sentences."""
    counts: dict[str, Count] = {}
    for text in texts:
        for rule, span in check(text.text):
            near = Span(span.start - 1, span.end + 1)
            pairs = zip(text.words, text.wrong, strict=True)
            is_right = any(wrong and word.overlaps(near) for word, wrong in pairs)
            count = counts.setdefault(rule, Count())
            count.right += is_right
            count.wrong += not is_right
    rules = {rule: counts.get(rule, Count()) for rule in counts.keys() | alarms}
    ordered = sorted(rules.items(), key=lambda one: (-one[1].wrong - one[1].right, one[0]))
    return [
        f"{rule:56} right {count.right:4}  wrong {count.wrong:4}  good sentences {alarms[rule]:3}"
        for rule, count in ordered
    ]


def shown(checker: GrammarChecker, text: str) -> list[tuple[str, Span]]:
    """What an agent sees; nothing of a text in a language that the engine does not know."""
    try:
        return [(one.rule, one.span) for one in checker.check(text, CheckContext())]
    except EngineDown:
        return []


def checks() -> dict[str, Check]:
    """The engine with all it has to say, and what of that an agent gets to see."""
    engine = LingoTweaker("en-GB")
    checker = GrammarChecker(engine)
    return {
        "all rules": lambda text: [(one.rule, one.span) for one in engine.remarks(text, "en-GB")],
        "tactful": partial(shown, checker),
    }


def measure(name: str, check: Check, data: Path, rules: bool) -> None:
    """Prints one block of the table."""
    learners, (changed, same) = realec(data), jfleg(data)
    for half in (0, 1):
        count = words(check, [one for one in learners if one.half == half])
        print(count.line(f"{name}: realec, half {half}"))
    print(words(check, learners).line(f"{name}: realec"))
    print(f"{name}: jfleg, changed by all: {found_in(check, changed):.1%} of {len(changed)} found")
    print(f"{name}: jfleg, changed by none: {found_in(check, same):.1%} of {len(same)} flagged")
    alarms: Counter[str] = Counter()
    for set_name, texts in good_sets(data).items():
        result = good(check, texts)
        alarms += result.rules
        print(result.line(f"{name}: good, {set_name}") + f"  in 100 of {len(texts)}")
    if rules:
        print("\n".join(by_rule(check, learners, alarms)))


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("data", nargs="?", type=Path, default=Path("../shared/data"))
    parser.add_argument("--rules", action="store_true", help="one line a rule as well")
    given = parser.parse_args()
    if not given.data.is_dir():
        print(f"grammar: not measured, {given.data} does not exist")
        return
    for name, check in checks().items():
        measure(name, check, given.data, given.rules)


if __name__ == "__main__":
    main()
