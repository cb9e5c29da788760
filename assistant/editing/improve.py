"""A reply made friendlier, shorter, more correct …, without a language model.

What a wish is served with stands in `improve.yaml`: steps of the checker and of our own
phrases. No step states a fact, drops one or changes one: a step that would is left out, and
said to be. What only a language model can do (translating, say) is not pretended; a note tells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from assistant.conversation.reply import Reply, is_courtesy
from assistant.editing.rewrite import rewrite
from assistant.review import Review
from models.checks.facts import facts
from models.checks.masks import mask
from models.text import Category, Finding, Fix, Severity, Span, apply_fixes

DATA = Path(__file__).parent / "improve.yaml"
FEWEST_SENTENCES = 2
"""A text with fewer is taken for a part of a reply, which gets no greeting and no closing."""
_LANGUAGE = frozenset({Category.GRAMMAR, Category.SPELLING})
_ENDING = re.compile(r"[.!?\s]*\Z")
_WORD = re.compile(r"\w+")
_ITEM = re.compile(r"\s*(?:[-*+•]|\d{1,2}[.)])\s+\Z")

Reviewer = Callable[[str], Review]
"""Asks the checkers about a text."""


class Wish(StrEnum):
    """What somebody wants done with a text."""

    IMPROVE = "improve"
    FRIENDLY = "friendly"
    CASUAL = "casual"
    NEUTRAL = "neutral"
    FORMAL = "formal"
    GRAMMAR = "grammar"
    SHORTEN = "shorten"
    SIMPLIFY = "simplify"
    EXPAND = "expand"
    SUMMARISE = "summarise"
    TRANSLATE = "translate"


@dataclass(frozen=True, slots=True)
class Improved:
    """The text as far as the wish could be met, and what there is to say about that."""

    text: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Work:
    """What the steps need: the checkers, the tone, and which ends of a reply may be added."""

    review: Reviewer
    tone: str
    greets: bool
    closes: bool


def improve(
    text: str, wish: Wish, review: Reviewer, *, greets: bool = True, closes: bool = True
) -> Improved:
    """The text with the wish met as well as that can be done truthfully.

    With `greets` and `closes` a missing greeting and closing may be added to a whole reply.
    """
    plan = _data()["wishes"][wish]
    work = _Work(review, plan.get("tone", "neutral"), greets, closes)
    notes = [plan["note"]] if plan.get("note") else []
    if not Reply(text).is_english and set(plan["steps"]) & _ENGLISH_STEPS:
        notes.append(_data()["foreign"])
    after = text
    for name in plan["steps"]:
        better = _STEPS[name](after, work)
        if _same_facts(after, better):
            after = better
        else:
            notes.append(_data()["facts"])
    if after == text and plan["steps"]:
        notes.append(_data()["unchanged"])
    return Improved(after, tuple(dict.fromkeys(notes)))


def _same_facts(before: str, after: str) -> bool:
    """Whether the one states what the other does; how often does not matter."""
    return before == after or facts(before).keys() == facts(after).keys()


def _mend(text: str, work: _Work) -> str:
    """All safe fixes."""
    return work.review(text).rewritten or text


def _correct(text: str, work: _Work) -> str:
    """Spelling and grammar alone."""
    return _fixed(text, work, lambda finding: finding.category in _LANGUAGE)


def _plainer(text: str, work: _Work) -> str:
    """Stiff and long-winded phrases by shorter ones, be they merely worth knowing."""

    def shortens(finding: Finding) -> bool:
        fixes = finding.fixes[:1]
        shorter = any(len(fix.text) < fix.span.end - fix.span.start for fix in fixes)
        return finding.category is Category.CLARITY and shorter

    return _fixed(text, work, shortens)


def _fixed(text: str, work: _Work, wanted: Callable[[Finding], bool]) -> str:
    """The safe fixes of the findings that are wanted."""

    def check(new: str) -> Sequence[Finding]:
        return [_to_be_fixed(one) for one in work.review(new).findings if wanted(one)]

    return rewrite(text, check(text), check) or text


def _to_be_fixed(finding: Finding) -> Finding:
    """What is mere information, such as a stiff word, is left to the writer else."""
    is_info = finding.severity is Severity.INFO and finding.category is Category.CLARITY
    return replace(finding, severity=Severity.SUGGESTION) if is_info else finding


def _drop(text: str, _: _Work) -> str:
    """The text without sentences of mere courtesy, and without what it says twice."""
    reply = Reply(text)
    if not reply.is_english:
        return text
    said: set[str] = set()
    idle: list[Span] = []
    for sentence in reply.sentences:
        words = _WORD.findall(sentence.text.casefold())
        repeats = len(words) >= _data()["fewest_words_of_a_repetition"] and " ".join(words) in said
        said.add(" ".join(words))
        if (repeats or _is_idle(sentence.text)) and not _is_item(text, sentence.span):
            idle.append(sentence.span)
    if len(idle) == len(reply.sentences):
        return text
    return _without(text, idle)


def _is_idle(sentence: str) -> bool:
    """Whether a sentence is courtesy from its first word to its last, without a fact in it."""
    bare = _ENDING.sub("", sentence.strip())
    return _courtesy().fullmatch(bare) is not None and not facts(sentence)


def _is_item(text: str, span: Span) -> bool:
    """Whether a sentence is an item of a list, whose mark would be left behind."""
    return _ITEM.match(text[text.rfind("\n", 0, span.start) + 1 : span.start]) is not None


def _without(text: str, spans: Sequence[Span]) -> str:
    """A text without these sentences, nor the gaps that they leave."""
    kept, at = "", 0
    for span in spans:
        kept += text[at : span.start]
        rest = text[span.end :]
        at = span.end + len(rest) - len(rest.lstrip(" " if _ends_in_words(kept) else None))
        if rest.startswith("\n"):
            kept = kept.rstrip(" ")
    return (kept + text[at:]).rstrip("\n ")


def _ends_in_words(text: str) -> bool:
    """Whether the last line has something on it that is to stay."""
    return bool(text.rpartition("\n")[2].strip())


def _spell_out(text: str, _: _Work) -> str:
    """Contractions written out; in questions such as "Don't you …" they stay."""
    if not Reply(text).is_english:
        return text
    seen = mask(text)
    found = [
        Fix(Span(*match.span()), match.expand(words))
        for pattern, words in _contractions()
        for match in pattern.finditer(seen)
    ]
    return apply_fixes(text, found)


def _frame(text: str, work: _Work) -> str:
    """Greeting and closing of the tone: put in where they are missing, else brought to it."""
    reply = Reply(text)
    if not reply.is_english:
        return text
    is_whole = len(reply.sentences) >= FEWEST_SENTENCES
    fixes = _greeting(reply, work, is_whole) + _closing(reply, work, is_whole)
    return apply_fixes(text, fixes)


def _greeting(reply: Reply, work: _Work, is_whole: bool) -> list[Fix]:
    if reply.greeting:
        return _regreeting(reply.greeting, work.tone)
    opens = bool(reply.sentences) and is_courtesy(reply.sentences[0].text)
    if not work.greets or not is_whole or opens:
        return []
    at = Span(reply.body.start, reply.body.start)
    return [Fix(at, f"{_data()['greetings'][work.tone]}\n\n")]


def _regreeting(greeting: re.Match[str], tone: str) -> list[Fix]:
    """ "Hi Dana," as "Dear Dana," where the tone asks for it; "Hi there," as "Hello,"."""
    word = _data()["regreet"].get(tone, {}).get(greeting["word"].casefold())
    if not word:
        return []
    if greeting["rest"].strip().casefold() in _data()["nobody"]:
        return [Fix(Span(greeting.start("word"), greeting.end("rest")), _data()["unnamed"])]
    return [Fix(Span(*greeting.span("word")), word)]


def _closing(reply: Reply, work: _Work, is_whole: bool) -> list[Fix]:
    words = _data()["closings"][work.tone]
    if not reply.has_closing:
        end = Span(reply.body.end, len(reply.text))
        return [Fix(end, f"\n\n{words}")] if work.closes and is_whole else []
    after = reply.text[reply.body.end :]
    start = reply.body.end + len(after) - len(after.lstrip())
    line = after.lstrip().split("\n", 1)[0].rstrip(" ,.!")
    loose = _data()["reclose"].get(work.tone, ())
    return [Fix(Span(start, start + len(line)), words)] if line.casefold() in loose else []


_STEPS: Mapping[str, Callable[[str, _Work], str]] = {
    "mend": _mend,
    "correct": _correct,
    "plainer": _plainer,
    "drop": _drop,
    "spell_out": _spell_out,
    "frame": _frame,
}
_ENGLISH_STEPS = frozenset({"drop", "spell_out", "frame"})


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(DATA.read_text("utf-8"))
    return data


@cache
def _courtesy() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in _data()["courtesy"]), re.I)


@cache
def _contractions() -> tuple[tuple[re.Pattern[str], str], ...]:
    inverted = _data()["inverted"]
    return tuple(
        (re.compile(f"{match}(?!{inverted})" if "n['" in match else match, re.I), words)
        for match, words in _data()["spelled_out"]
    )
