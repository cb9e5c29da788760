"""What makes one text of another: paragraphs put in or taken out, and words changed in sentences.

A sentence is changed as a whole or not at all: half of a rewritten one is no sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from api.compat.openai.alignment import Pair, aligned
from models.text import Fix, Span, sentence_spans

MOST_LOOKS = 60_000
"""At two paragraphs or sentences, to find which belong together."""
MOST_LOOKS_AT_WORDS = 10_000
ALIKE_LETTERS = 0.6
"""The share of letters that a word keeps when its spelling is mended."""
LETTERS_READ = 50
SIGNATURE_LINE = "--"
_WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Edit:
    """Changes that go together, and the words that they are about."""

    fixes: tuple[Fix, ...]
    about: str


@dataclass(frozen=True, slots=True)
class _Parts:
    """The paragraphs of two texts, the sentences of a paragraph, or the words of a sentence."""

    before: str
    old: Sequence[Span]
    after: str
    new: Sequence[Span]

    def pairs(self, most_looks: int = MOST_LOOKS) -> list[Pair] | None:
        old = [one.of(self.before) for one in self.old]
        return aligned(old, [one.of(self.after) for one in self.new], most_looks)

    def is_same(self, i: int, j: int) -> bool:
        return self.old[i].of(self.before) == self.new[j].of(self.after)

    def whole(self) -> Iterator[Edit]:
        """One change of everything."""
        if self.old and self.new:
            span = _from_to(self.old)
            yield Edit((Fix(span, _from_to(self.new).of(self.after)),), span.of(self.before))

    def one_sided(self, i: range, j: range) -> Edit:
        """Parts that one of the texts does not have."""
        return self._put_in(i.start, j) if j else self._taken_out(i)

    def _taken_out(self, i: range) -> Edit:
        """Line by line, since mark-up may stand between lines."""
        span = said = _from_to(self.old[i.start : i.stop])
        if i.stop < len(self.old):
            span = Span(span.start, self.old[i.stop].start)
        elif i.start:
            span = Span(self.old[i.start - 1].end, span.end)
        fixes = tuple(Fix(line, "") for line in _lines(span, self.before))
        return Edit(fixes, said.of(self.before))

    def _put_in(self, i: int, j: range) -> Edit:
        """Behind the part that stands before it, else before the first."""
        text = _from_to(self.new[j.start : j.stop]).of(self.after)
        if i:
            at = self.old[i - 1].end
            gap = self.after[self.new[j.start - 1].end : self.new[j.start].start]
            return Edit((Fix(Span(at, at), gap + text),), text)
        at = self.old[0].start if self.old else 0
        is_last = j.stop == len(self.new)
        gap = "" if is_last else self.after[self.new[j.stop - 1].end : self.new[j.stop].start]
        return Edit((Fix(Span(at, at), text + gap),), text)


def edits(before: str, after: str) -> Iterator[Edit]:
    """What makes `after` of `before`; white space between sentences does not matter."""
    parts = _Parts(before, _paragraphs(before), after, _paragraphs(after))
    pairs = parts.pairs()
    if pairs is None:
        yield from parts.whole()
    for i, j in pairs or ():
        if not i or not j:
            yield parts.one_sided(i, j)
        elif not parts.is_same(i.start, j.start):
            yield from _in_paragraph(before, parts.old[i.start], after, parts.new[j.start])


def _in_paragraph(before: str, old: Span, after: str, new: Span) -> Iterator[Edit]:
    """An edit for each sentence; one for all those beside a sentence put in or taken out."""
    parts = _Parts(before, _sentences(before, old), after, _sentences(after, new))
    pairs = parts.pairs()
    if pairs is None:
        yield from parts.whole()
    for is_same, run in groupby(pairs or (), lambda pair: _is_same(parts, pair)):
        found = [] if is_same else list(run)
        changed = [_of_sentence(parts, i, j) for i, j in found]
        if all(i and j for i, j in found):
            yield from changed
        else:
            fixes = tuple(fix for edit in changed for fix in edit.fixes)
            yield Edit(fixes, " ".join(edit.about for edit in changed))


def _is_same(parts: _Parts, pair: Pair) -> bool:
    i, j = pair
    return bool(i and j) and parts.is_same(i.start, j.start)


def _of_sentence(parts: _Parts, i: range, j: range) -> Edit:
    if not i or not j:
        return parts.one_sided(i, j)
    old, new = parts.old[i.start], parts.new[j.start]
    before, after = parts.before, parts.after
    words = _Parts(before, _words(before, old), after, _words(after, new))
    return Edit(tuple(_of_words(words)), old.of(before))


def _paragraphs(text: str) -> list[Span]:
    """Runs of lines without a blank one between them; a signature's first line is in none."""
    spans: list[Span] = []
    at, goes_on = 0, False
    for line in text.splitlines(keepends=True):
        start = at + len(line) - len(line.lstrip())
        end = at + len(line.rstrip())
        at += len(line)
        is_text = bool(line.strip()) and line.strip() != SIGNATURE_LINE
        if is_text and goes_on:
            spans[-1] = Span(spans[-1].start, end)
        elif is_text:
            spans.append(Span(start, end))
        goes_on = is_text
    return spans


def _sentences(text: str, paragraph: Span) -> list[Span]:
    """The sentences of a paragraph, in places of the whole text."""
    found = [one.shifted(paragraph.start) for one in sentence_spans(paragraph.of(text))]
    return found or [paragraph]


def _from_to(spans: Sequence[Span]) -> Span:
    return Span(spans[0].start, spans[-1].end)


def _of_words(parts: _Parts) -> Iterator[Fix]:
    """The changes of a sentence, whose parts are words; words side by side are one change."""
    pairs = parts.pairs(MOST_LOOKS_AT_WORDS)
    if pairs is None:
        yield Fix(_from_to(parts.old), _from_to(parts.new).of(parts.after))
    for is_same, run in groupby(pairs or (), lambda pair: _is_same(parts, pair)):
        found = list(run)
        if is_same:
            continue
        if all(_is_spelling(parts, i, j) for i, j in found):
            yield from (_replaced(parts, i, j) for i, j in found)
        else:
            (i, j), (last_i, last_j) = found[0], found[-1]
            yield _replaced(parts, range(i.start, last_i.stop), range(j.start, last_j.stop))


def _replaced(parts: _Parts, i: range, j: range) -> Fix:
    """Words of the one text for words of the other, and the white space around if it differs."""
    span = _between(parts.old, i)
    old, new = span.of(parts.before), _between(parts.new, j).of(parts.after)
    most = min(len(old), len(new))
    head = _same_space(old[:most], new[:most])
    tail = _same_space(old[head:][::-1], new[head:][::-1])
    return Fix(Span(span.start + head, span.end - tail), new[head : len(new) - tail])


def _between(words: Sequence[Span], some: range) -> Span:
    """From the end of the word before to the start of the one behind."""
    start = words[some.start - 1].end if some.start else words[0].start
    return Span(start, words[some.stop].start if some.stop < len(words) else words[-1].end)


def _same_space(one: str, other: str) -> int:
    """How much white space both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    most = min(len(one), len(other))
    return next((at for at, (a, b) in pairs if a != b or not a.isspace()), most)


def _is_spelling(parts: _Parts, i: range, j: range) -> bool:
    """Whether one word became another that is spelled much like it."""
    if not i or not j:
        return False
    word, other = parts.old[i.start].of(parts.before), parts.new[j.start].of(parts.after)
    alike = SequenceMatcher(None, word[:LETTERS_READ], other[:LETTERS_READ])
    return alike.ratio() >= ALIKE_LETTERS


def _words(text: str, sentence: Span) -> list[Span]:
    return [Span(*one.span()) for one in _WORD.finditer(text, sentence.start, sentence.end)]


def _lines(span: Span, text: str) -> Iterator[Span]:
    at = span.start
    for line in span.of(text).splitlines(keepends=True):
        yield Span(at, at + len(line))
        at += len(line)
