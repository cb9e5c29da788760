"""Which groups of messages are gaps that are known already."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence

from snippets.gaps.gap import Found

SAME_SHARE = 0.5
"""The share of the smaller of two groups that says that they are the same gap."""
ID_CHARACTERS = 12


def same_gaps(found: Sequence[Found], members: Mapping[str, str]) -> dict[int, str]:
    """The known gap that each group is, by its place, where most of one are in the other."""
    sizes = Counter(members.values())
    votes = {
        (at, gap_id): count
        for at, one in enumerate(found)
        for gap_id, count in Counter(members[key] for key in one.nearness if key in members).items()
    }
    same: dict[int, str] = {}
    for (at, gap_id), count in sorted(votes.items(), key=lambda pair: (-pair[1], pair[0])):
        smaller = min(sizes[gap_id], len(found[at].nearness))
        if count >= SAME_SHARE * smaller and at not in same and gap_id not in same.values():
            same[at] = gap_id
    return same


def new_id(one: Found) -> str:
    """The id of a group that is no known gap."""
    return hashlib.sha256("\n".join(sorted(one.nearness)).encode()).hexdigest()[:ID_CHARACTERS]
