"""Which paragraphs, sentences or words of a text and of its new version belong together.

The pairs are those that have the most words in common in all, in the order of both texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

BAND = 8
"""How far a part may have moved, beside what was put in or taken out as a whole."""
STRANGERS = 0.05
"""What parts without common words are worth as a pair: more than one taken out and one put in."""
_WORD = re.compile(r"\w+")

Pair = tuple[range, range]
"""Numbers of parts in both texts: one of each, or some of the one that the other does not have."""


def aligned(old: Sequence[str], new: Sequence[str], most_looks: int) -> list[Pair] | None:
    """All parts of both texts, paired; None where that takes more looks at two parts."""
    most = min(len(old), len(new))
    start = next((at for at in range(most) if old[at] != new[at]), most)
    rest = most - start
    end = next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)
    stop, new_stop = len(old) - end, len(new) - end
    width = abs(len(old) - len(new)) + BAND
    if (stop - start) * min(new_stop - start, 2 * width + 1) > most_looks:
        return None
    between = _way(old[start:stop], new[start:new_stop], width)
    return [
        *(_pair(at, at) for at in range(start)),
        *((_moved(i, start), _moved(j, start)) for i, j in _side_by_side(between)),
        *(_pair(stop + at, new_stop + at) for at in range(end)),
    ]


def _pair(i: int, j: int) -> Pair:
    return range(i, i + 1), range(j, j + 1)


def _side_by_side(pairs: Sequence[Pair]) -> Iterator[Pair]:
    """The same with parts together that one text does not have."""
    for (has_old, has_new), run in groupby(pairs, lambda pair: (bool(pair[0]), bool(pair[1]))):
        found = list(run)
        if has_old and has_new:
            yield from found
        else:
            (i, j), (last_i, last_j) = found[0], found[-1]
            yield range(i.start, last_i.stop), range(j.start, last_j.stop)


def _moved(numbers: range, by: int) -> range:
    return range(numbers.start + by, numbers.stop + by)


def _way(old: Sequence[str], new: Sequence[str], width: int) -> list[Pair]:
    """The best pairs, told from the end of both texts to their beginning."""
    words, others = [_words(text) for text in old], [_words(text) for text in new]
    likeness: dict[tuple[int, int], float] = {}
    best: dict[tuple[int, int], float] = {}
    for i in range(len(old), -1, -1):
        for j in range(min(len(new), i + width), max(0, i - width) - 1, -1):
            ways = [best[at] for at in ((i + 1, j), (i, j + 1)) if at in best]
            if (i + 1, j + 1) in best:
                likeness[i, j] = _likeness(words[i], others[j])
                ways.append(likeness[i, j] + best[i + 1, j + 1])
            best[i, j] = max(ways, default=0.0)
    return list(_walk(best, likeness))


def _walk(
    best: dict[tuple[int, int], float], likeness: dict[tuple[int, int], float]
) -> Iterator[Pair]:
    i = j = 0
    while True:
        here = best[i, j]
        if (i, j) in likeness and here == likeness[i, j] + best[i + 1, j + 1]:
            yield _pair(i, j)
            i, j = i + 1, j + 1
        elif best.get((i, j + 1), -1.0) == here:
            yield range(i, i), range(j, j + 1)
            j += 1
        elif best.get((i + 1, j), -1.0) == here:
            yield range(i, i + 1), range(j, j)
            i += 1
        else:
            return


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def _likeness(words: frozenset[str], others: frozenset[str]) -> float:
    """The share of common words."""
    if words == others:
        return 1.0
    return max(2 * len(words & others) / (len(words) + len(others)), STRANGERS)
