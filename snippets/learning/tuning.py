"""What an encoder can be tuned on: messages beside what answered them."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from models.tuning import Pair
from snippets.learning.lessons import Lesson
from snippets.snippet import Snippet, plain


def pairs(lessons: Sequence[Lesson], snippets: Iterable[Snippet]) -> list[Pair]:
    """Each message with the text of each answer, and with another message of that answer.

    The same lessons give the same pairs.
    """
    texts = {one.id: f"{one.title}\n{plain(one.body)}" for one in snippets}
    known: dict[str, list[str]] = defaultdict(list)
    for lesson in lessons:
        for owner in sorted(lesson.owners & texts.keys()):
            known[owner].append(lesson.text)
    return list(_pairs(known, texts))


def _pairs(known: Mapping[str, Sequence[str]], texts: Mapping[str, str]) -> Iterator[Pair]:
    chance = random.Random(0)
    for owner, messages in known.items():
        for message in messages:
            yield Pair(message, texts[owner], owner)
            if len(messages) > 1:
                other = chance.choice([one for one in messages if one is not message])
                yield Pair(message, other, owner)
