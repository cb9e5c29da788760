"""Grammar and spelling: one checker over interchangeable engines.

The engines speak LanguageTool's rules. What of theirs an agent gets to see is for the policy
(`models/rules/grammar.yaml`) and, for words that the dictionary lacks, `spelling.py`; names,
ids, URLs, placeholders and the customer's own words are never misspelt.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from models.checks.language import is_foreign, locale_of
from models.checks.masks import MASK, mask
from models.checks.policy import Policy, Remark
from models.checks.spelling import is_code, verdict
from models.protocols import CheckContext
from models.text import Finding, Fix, Severity, Span, sentence_spans

SENTENCES_KEPT = 20_000
"""Sentences whose result is remembered; an edit re-checks only what it changed."""
MOST_FIXES = 3
MOST_OF_A_RULE = 4
"""A rule of grammar that fires more often in one sentence has met a log or a broken paste."""

_FIELD = re.compile(r"\{\{[^{}\n]*\}\}|⟦[^⟦⟧\n]*⟧")
_TAG = re.compile(r"</?\w+>")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ENDINGS = ("", "'s", "’s", "s", "es", "ed", "ing")
_NAMES_ALONE = re.compile(
    r"^[ \t]*(?:(?:hi|hello|hey|dear)\b[ \t]*)?(?:[A-Z][\w.'’-]*[ \t]*){1,3}[,!]?[ \t]*$"
    r"|^[ \t]*(?:[Hh]i|[Hh]ello|[Hh]ey|[Dd]ear)\b(?:[ \t]+[A-Z][\w.'’-]*){1,3}",
    re.MULTILINE,
)
"""A greeting with its name, and lines that are nothing but names: signatures, mostly."""


class GrammarEngine(Protocol):
    """Something that knows LanguageTool's rules. Raises EngineDown."""

    @property
    def id(self) -> str:
        """The engine's name."""

    def remarks(self, sentence: str, locale: str) -> tuple[Remark, ...]:
        """All it has to say of one sentence. Raises EngineDown where it lacks the language."""


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A remark that may be shown, and how much it matters."""

    remark: Remark
    severity: Severity
    unknown_word: bool


class GrammarChecker:
    """Checks sentence by sentence and remembers what it has seen."""

    def __init__(self, engine: GrammarEngine, policy: Policy | None = None) -> None:
        self.engine = engine
        self._policy = policy or Policy.load()
        self._weighed = lru_cache(maxsize=SENTENCES_KEPT)(self._weigh)

    @property
    def id(self) -> str:
        """The engine's name."""
        return self.engine.id

    def check(self, text: str, context: CheckContext) -> list[Finding]:
        """Findings in reading order, spans in code points of `text`. Raises EngineDown.

        A text that is plainly in another language than the context says is checked in its own.
        """
        page = _Page(text, context)
        locale = locale_of(page.masked, context.locale)
        return [
            self._finding(weighed, text, sentence.start)
            for sentence in sentence_spans(text, locale)
            for weighed in self._weighed(sentence.of(text), locale)
            if not page.excuses(weighed, weighed.remark.span.shifted(sentence.start))
        ]

    def _weigh(self, sentence: str, locale: str) -> tuple[_Weighed, ...]:
        """What may be shown of an engine's remarks, whatever stands around the sentence."""
        if not _WORD.search(sentence):
            return ()
        said = self.engine.remarks(sentence, locale)
        times = Counter(remark.rule for remark in said)
        wanted = [one for one in said if self._policy.allows(one)]
        unknown = sum(self._policy.looks_words_up(remark) for remark in wanted)
        mostly_unknown = unknown > 1 and 2 * unknown >= len(_WORD.findall(sentence))
        if mostly_unknown and is_foreign(sentence, locale):
            return ()
        return tuple(
            _Weighed(one, severity, self._policy.looks_words_up(one))
            for one in wanted
            if (severity := self._severity(one, sentence, times[one.rule]))
        )

    def _severity(self, remark: Remark, sentence: str, times: int) -> Severity | None:
        """How much a remark matters; None if it is likely wrong."""
        if is_code(sentence, remark.span) or self._policy.is_harmless(remark, sentence):
            return None
        if self._policy.looks_words_up(remark):
            return verdict(sentence, remark.span, remark.replacements)
        return self._policy.severity(remark) if times <= MOST_OF_A_RULE else None

    def _finding(self, weighed: _Weighed, text: str, start: int) -> Finding:
        remark = weighed.remark
        category = self._policy.category(remark)
        span = remark.span.shifted(start)
        return Finding(
            rule=f"{category}.{remark.rule.lower().replace('_', '-')}",
            category=category,
            severity=weighed.severity,
            span=span,
            text=span.of(text),
            message=_TAG.sub("", remark.message),
            fixes=tuple(Fix(span, words) for words in remark.replacements[:MOST_FIXES]),
        )


class _Page:
    """A text with all that excuses a word in it."""

    def __init__(self, text: str, context: CheckContext) -> None:
        self._text = text
        self.masked = _FIELD.sub(lambda found: MASK * len(found[0]), mask(text))
        self._known = context.known_words | _words(context.message)
        self._names = [Span(*found.span()) for found in _NAMES_ALONE.finditer(text)]

    def excuses(self, weighed: _Weighed, span: Span) -> bool:
        """Whether the remark is about words that are not the writer's, or that are known."""
        words = span.of(self._text)
        if words != span.of(self.masked):
            return True
        if not weighed.unknown_word:
            return False
        found = _WORD.findall(words)
        if found and all(is_known(word, self._known) for word in found):
            return True
        return words[:1].isupper() and self._is_name(words, span)

    def _is_name(self, word: str, span: Span) -> bool:
        """Whether it stands where names stand, or again and again."""
        if any(name.contains(span) for name in self._names):
            return True
        return len(re.findall(rf"\b{re.escape(word)}\b", self._text)) > 1


def is_known(word: str, known_words: frozenset[str]) -> bool:
    """Whether a word, or what is left without its ending, is one of the known ones."""
    return any(word.casefold().removesuffix(ending) in known_words for ending in _ENDINGS)


@lru_cache(maxsize=256)
def _words(text: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _WORD.findall(text))


def known(words: Iterable[str]) -> frozenset[str]:
    """The words of names and phrases, in the form that CheckContext.known_words has."""
    return frozenset(part for words_ in words for part in _words(words_))
