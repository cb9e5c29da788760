"""How the sentences that the second opinion calls could be put, as far as that can be proven.

A rewording keeps the facts, and what the sentence refuses, promises or warns of; what only the
agent knows is a slot, so that none is put in unseen. It is shown where the model itself finds
it plainly better, slots taken for the words in them. Whether a rule has something against it is
for the checker to find out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from models.checks.masks import straighten
from models.checks.proposing import asked_anew
from models.checks.trust import flaw_of_new
from models.opinion.readings import Reading
from models.opinion.shape import shape_of
from models.opinion.verdicts import Verdicts
from models.text import SLOT, Fix, Span, apply_fixes, sentences

REMEMBERED = 2_000
"""Sentences whose rewordings are remembered."""
MOST_FIXES = 2
BETTER = 0.0
"""The logit that a rewording may have at most: more likely fine than not."""
FEWEST_WORDS = 3
"""Shorter sentences are judged by nobody."""
MOST_WORDS = 25
"""Longer sentences are not made longer."""
_CUT = re.compile(r"[;:–—]| - ")


class Rewordings:
    """Rewordings of sentences, best first."""

    def __init__(self, verdicts: Verdicts) -> None:
        self._verdicts = verdicts
        self._kept = lru_cache(REMEMBERED)(self._found)

    def of(self, text: str, span: Span, words: Span, reading: Reading) -> tuple[Fix, ...]:
        """Fixes of a sentence of the text; `words` is the part of it that is put anew."""
        within = words.shifted(-span.start)
        found = self._kept(span.of(text), within, reading)
        return tuple(Fix(fix.span.shifted(span.start), fix.text) for fix in found)

    def _found(self, sentence: str, words: Span, reading: Reading) -> tuple[Fix, ...]:
        held = (fix for fix in _proposed(sentence, words, reading) if self._holds(sentence, fix))
        return tuple(islice(held, MOST_FIXES))

    def _holds(self, sentence: str, fix: Fix) -> bool:
        after = apply_fixes(sentence, [fix])
        return not flaw_of_new(sentence, after) and self._logit(after) <= BETTER

    def _logit(self, text: str) -> float:
        """That of the worst sentence; a slot stands for its words, but for facts to keep."""
        said = SLOT.sub(lambda slot: slot[1].partition(";")[0], straighten(text))
        asked = [one for one in sentences(said) if len(one.split()) >= FEWEST_WORDS]
        return max((verdict.logit for verdict in self._verdicts.of(asked)), default=0.0)


def _proposed(sentence: str, words: Span, reading: Reading) -> Iterator[Fix]:
    """Rewordings that nobody has looked at yet."""
    said = words.of(sentence)
    templates = reading.templates(shape_of(said))
    if not _can_go_on(said):
        templates = tuple(one for one in templates if not one.groups)
    return asked_anew(sentence, words, templates)


def _can_go_on(said: str) -> bool:
    """Whether words can be put before or after it, and it still reads well."""
    return not _CUT.search(said) and len(said.split()) <= MOST_WORDS
