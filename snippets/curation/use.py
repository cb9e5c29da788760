"""What agents did with drafts: replies that are often changed, often discarded, or never used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from snippets.curation.finding import Evidence, HealthFinding, Sort, finding
from snippets.snippet import Snippet
from snippets.store.curation import Usage, Written
from snippets.store.edits import Edit

FEWEST = 5
"""Outcomes of a snippet's drafts from which a share tells something."""
OFTEN = 0.6
"""The share of sent drafts that agents changed first."""
MOSTLY = 0.5
"""The share of drafts that agents discarded."""
FEWEST_IN_ALL, FEWEST_EACH = 100, 3
"""Drafts in all, and for each reply on average, from which never being used tells something."""
MOST_EDITS = 3


def unwelcome(
    snippets: Mapping[str, Snippet], usage: Usage, edits: Sequence[Edit]
) -> Iterator[HealthFinding]:
    """A finding for each snippet whose drafts are mostly discarded, or else mostly changed."""
    for key, actions in usage.actions.items():
        total, sent = sum(actions.values()), actions["sent"] + actions["edited"]
        if key not in snippets or total < FEWEST:
            continue
        if actions["discarded"] >= MOSTLY * total:
            yield _discarded(snippets[key], actions["discarded"], total)
        elif sent >= FEWEST and actions["edited"] >= OFTEN * sent:
            yield _edited(snippets[key], actions["edited"], sent, edits)


def unused(
    snippets: Mapping[str, Snippet], usage: Usage, written: Mapping[str, Written]
) -> Iterator[HealthFinding]:
    """A finding for each reply of which no draft was made, where there are enough to tell."""
    replies = [one for one in snippets.values() if one.kind == "reply"]
    drafted = sum(usage.drafted.values())
    if usage.since is None or drafted < max(FEWEST_IN_ALL, FEWEST_EACH * len(replies)):
        return
    for one in replies:
        there = one.id in written and written[one.id].created_at <= usage.since
        if there and not usage.drafted[one.id]:
            yield finding(
                Sort.UNUSED,
                [one],
                [Evidence(one.id, one.title)],
                0.3,
                f"“{one.title}” is in none of {drafted} drafts since {usage.since:%d %B %Y}.",
                "Archive it, or give it examples of the messages that it is meant for.",
            )


def too_little_known(usage: Usage, replies: int) -> str:
    """What can't be told yet about use, "" where there is enough."""
    wanted = max(FEWEST_IN_ALL, FEWEST_EACH * replies)
    drafted = sum(usage.drafted.values())
    if drafted >= wanted:
        return ""
    return f"which replies are never used can be told from {wanted} drafts on; there are {drafted}"


def _discarded(snippet: Snippet, times: int, total: int) -> HealthFinding:
    return finding(
        Sort.UNWELCOME,
        [snippet],
        [Evidence(snippet.id, snippet.title)],
        0.4 + 0.3 * times / total,
        f"Agents discarded {times} of {total} drafts with “{snippet.title}”.",
        "Ask the agents what is wrong with it, then rewrite it or give it clearer examples.",
    )


def _edited(snippet: Snippet, times: int, sent: int, edits: Sequence[Edit]) -> HealthFinding:
    changes = Counter(
        (one.change.before, one.change.after)
        for one in edits
        if one.change.snippet_id == snippet.id
    )
    said = [
        Evidence(snippet.id, f"{before} → {after}")
        for (before, after), _ in changes.most_common(MOST_EDITS)
    ]
    return finding(
        Sort.OFTEN_EDITED,
        [snippet],
        said or [Evidence(snippet.id, snippet.title)],
        0.35 + 0.25 * times / sent,
        f"Agents changed {times} of {sent} drafts with “{snippet.title}” before sending.",
        "Take what the agents change over into the text.",
    )
