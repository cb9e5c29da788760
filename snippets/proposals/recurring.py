"""Paragraphs that replies have in common, alone or in a row.

Paragraphs are of one group when they share half of their shingles with its first one, which
is its most frequent wording. Groups that stand side by side in half of the places of one of
them are joined into a run, again and again, as byte-pair encoding joins letters (Gage, "A New
Algorithm for Data Compression", 1994).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from snippets.proposals.likeness import shared
from snippets.proposals.paragraphs import Paragraph, shingles

ALIKE = 0.5
"""The share of shingles (Jaccard) that makes two paragraphs one."""
TOGETHER = 0.5
"""The share of the rarer paragraph's places in which another one stands beside it."""

Words = tuple[str, ...]
Groups = tuple[int, ...]
Reply = Sequence[Paragraph]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a run stands: the paragraphs from `start` to before `end` of a reply."""

    reply: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a reply; without groups it belongs to no run."""

    groups: Groups
    start: int
    end: int


def recurring(
    replies: Sequence[Reply],
    threads: Sequence[Hashable],
    least: int,
    is_edge: Callable[[Paragraph, bool], bool],
) -> list[list[Place]]:
    """The places of each run that stands in at least `least` threads.

    `threads` has one key a reply. A run begins with a paragraph for which `is_edge(it, True)`
    holds, and ends with one for which `is_edge(it, False)` holds.
    """
    groups = _grouped(replies, least)
    rows = [_pieces(reply, groups) for reply in replies]
    while pairs := _pairs(rows, threads, least):
        rows = [_joined(row, pairs) for row in rows]
    found: dict[Groups, list[Place]] = defaultdict(list)
    for at, (reply, row) in enumerate(zip(replies, rows, strict=True)):
        for piece in row:
            start, end = _trimmed(reply, piece, is_edge)
            inner = piece.groups[start - piece.start : end - piece.start]
            if inner:
                found[inner].append(Place(at, start, end))
    return [one for one in found.values() if len({threads[at.reply] for at in one}) >= least]


def _grouped(replies: Sequence[Reply], least: int) -> dict[Words, int]:
    """The group of each wording that may recur; the others are left out."""
    counts = Counter(paragraph.words for reply in replies for paragraph in reply)
    known = {words: shingles(words) for words in counts}
    frequency = Counter(
        shingle
        for reply in replies
        for shingle in frozenset().union(*(known[paragraph.words] for paragraph in reply))
    )
    groups: dict[Words, int] = {}
    sizes: list[int] = []
    owners: dict[int, list[int]] = defaultdict(list)
    for words in sorted(counts, key=lambda words: (-counts[words], words)):
        own = known[words]
        if 2 * sum(frequency[shingle] >= least for shingle in own) < len(own):
            continue
        likeness = {
            group: count / (len(own) + sizes[group] - count)
            for group, count in shared(own, owners).items()
        }
        group = max(likeness, key=lambda group: (likeness[group], -group), default=-1)
        if likeness.get(group, 0.0) < ALIKE:
            group = len(sizes)
            sizes.append(len(own))
            for shingle in own:
                owners[shingle].append(group)
        groups[words] = group
    return groups


def _pieces(reply: Reply, groups: Mapping[Words, int]) -> list[_Piece]:
    found = (groups.get(paragraph.words) for paragraph in reply)
    return [_Piece(() if group is None else (group,), at, at + 1) for at, group in enumerate(found)]


def _pairs(
    rows: Sequence[Sequence[_Piece]], threads: Sequence[Hashable], least: int
) -> set[tuple[Groups, Groups]]:
    """The neighbours that belong together."""
    single: dict[Groups, set[Hashable]] = defaultdict(set)
    pairs: dict[tuple[Groups, Groups], set[Hashable]] = defaultdict(set)
    for row, thread in zip(rows, threads, strict=True):
        for piece in row:
            single[piece.groups].add(thread)
        for one, other in pairwise(row):
            if one.groups and other.groups:
                pairs[one.groups, other.groups].add(thread)
    return {
        (one, other)
        for (one, other), both in pairs.items()
        if len(both) >= max(least, TOGETHER * min(len(single[one]), len(single[other])))
    }


def _joined(row: Sequence[_Piece], pairs: set[tuple[Groups, Groups]]) -> list[_Piece]:
    joined: list[_Piece] = []
    for piece in row:
        last = joined[-1] if joined else None
        if last and (last.groups, piece.groups) in pairs:
            joined[-1] = _Piece(last.groups + piece.groups, last.start, piece.end)
        else:
            joined.append(piece)
    return joined


def _trimmed(
    reply: Reply, piece: _Piece, is_edge: Callable[[Paragraph, bool], bool]
) -> tuple[int, int]:
    start, end = piece.start, piece.end
    while start < end and not is_edge(reply[start], True):
        start += 1
    while start < end and not is_edge(reply[end - 1], False):
        end -= 1
    return start, end
