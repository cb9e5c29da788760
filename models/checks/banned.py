"""Finds the terms that a team does not write, and puts those that it prefers.

A term in lower case is found in any case; one with capitals only as it is written. Forms of
single words go along ("utilises" for "utilise"), and so does "a" or "an" before a term. Where
the preferred word would not fit ("your purchase", "your buy"), it is not put in.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.checks.fitting import unfit
from models.checks.masks import mask, straighten
from models.checks.phrases import upper_first
from models.checks.profile import BANNED_TERM, WORD, Banned
from models.lexicon import inflections, word_classes
from models.protocols import CheckContext
from models.text import Category, Finding, Fix, Severity, Span, sentence_spans

_ARTICLE = re.compile(r"(?<!\w)(an?) \Z", re.IGNORECASE)
_SHARED_FORMS = ("NNS", "VBZ")
_VERB_FORMS = ("VBZ", "VBD", "VBN", "VBG")
_VOWELS = "aeiou"
_MISSING = "“{}” may not fit here, where a {} is wanted; only you can say it another way."


class BannedTerms:
    """A checker of one profile's banned terms."""

    id = "banned terms"

    def __init__(self, banned: Sequence[Banned]) -> None:
        forms = {form: (one, prefer) for one in banned for form, prefer in _forms(one)}
        kept = {straighten(one.prefer): None for one in banned if one.prefer}
        self._by_word: dict[str, list[_Entry]] = defaultdict(list)
        for form, meaning in sorted({**kept, **forms}.items(), key=lambda item: -len(item[0])):
            word = WORD.search(form)
            if word:
                entry = _Entry(form, word.start(), meaning)
                self._by_word[word[0].casefold()].append(entry)

    def check(self, text: str, context: CheckContext) -> list[Finding]:
        """Findings in reading order, not in quotes, code and addresses."""
        seen = straighten(mask(text))
        found = list(self._found(seen))
        starts = {one.start for one in sentence_spans(text, context.locale)} if found else set()
        return [
            _finding(text, span, one, prefer, unfit(seen, span, one.term, one.prefer), starts)
            for span, one, prefer in found
        ]

    def _found(self, seen: str) -> Iterator[tuple[Span, Banned, str]]:
        """Terms that nothing longer covers; what is preferred covers, too."""
        end = 0
        for word in WORD.finditer(seen):
            for entry in self._by_word.get(word[0].casefold(), ()):
                span = entry.at(seen, word.start())
                if span and span.start >= end:
                    end = span.end
                    if entry.meaning:
                        yield span, *entry.meaning
                    break


@dataclass(frozen=True, slots=True)
class _Entry:
    """A form of a term; `lead` characters stand before its first word.

    `meaning` is what it is a form of, and what is written instead; None for what is preferred.
    """

    form: str
    lead: int
    meaning: tuple[Banned, str] | None

    def at(self, seen: str, word: int) -> Span | None:
        """Where it stands, if its first word is at `word`."""
        start = word - self.lead
        span = Span(start, start + len(self.form))
        words = span.of(seen) if start >= 0 else ""
        same = words.casefold() == self.form if self.form.islower() else words == self.form
        around = seen[max(0, start - 1) : start] + seen[span.end : span.end + 1]
        return span if same and not re.search(r"\w", around) else None


def _forms(one: Banned) -> Iterator[tuple[str, str]]:
    """The term and its other forms, each with the form of what is preferred."""
    term = straighten(one.term)
    yield term, one.prefer
    if not (term.isalpha() and term.islower()):
        return
    single = one.prefer.isalpha()
    for tag in _SHARED_FORMS if "NOUN" in word_classes(term) else _VERB_FORMS:
        preferred = next(iter(inflections(one.prefer, tag)), "") if single else ""
        for form in inflections(term, tag):
            if form != term and (preferred or not one.prefer):
                yield form, preferred


def _finding(
    text: str, span: Span, one: Banned, prefer: str, lacking: str, starts: set[int]
) -> Finding:
    instead = f" Write “{prefer}” instead." if prefer else ""
    return Finding(
        rule=BANNED_TERM,
        category=Category.CLARITY,
        severity=Severity.WARNING,
        span=span,
        text=span.of(text),
        message=f"Your team does not write “{one.term}”.{instead}",
        why=one.why,
        fixes=(_fix(text, span, one, prefer, starts),) if prefer and not lacking else (),
        missing=_MISSING.format(prefer, lacking) if lacking else "",
    )


def _fix(text: str, span: Span, one: Banned, prefer: str, starts: set[int]) -> Fix:
    words = span.of(text)
    if len(words) > 1 and words.isupper() and one.term.islower():
        new = prefer.upper()
    elif span.start in starts or (words[0].isupper() and one.term[0].islower()):
        new = upper_first(prefer)
    else:
        new = prefer
    article = _ARTICLE.search(text, max(0, span.start - 4), span.start)
    if article and (article[1].lower() == "an") != (prefer[0].lower() in _VOWELS):
        return Fix(Span(article.start(1), span.end), f"{_other(article[1])} {new}")
    return Fix(span, new)


def _other(article: str) -> str:
    """The other indefinite article, in the same case."""
    return {"a": "an", "an": "a", "A": "An"}.get(article, "A")
