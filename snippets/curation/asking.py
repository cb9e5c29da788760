"""What known messages tell: replies that their examples or tests miss, and confusable pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from snippets.curation.finding import Evidence, HealthFinding, Sort, finding
from snippets.finder import Rehearsed
from snippets.rehearsal.outcome import Outcome
from snippets.snippet import Snippet

FEWEST = 6
"""Examples of a snippet from which the share of those that miss it tells something."""
MISSED = 0.5
"""The share of examples that find another snippet first and this one not among the next."""
DEPTH = 3
CONFUSED = 4
"""Messages of either of two snippets, at least, that find the other one first, ..."""
CONFUSED_SHARE = 0.2
"""... and the share of all messages of the two that they have to be."""
MOST_SHOWN = 3


def tested(
    snippets: Mapping[str, Snippet], rehearsed: Iterable[Rehearsed]
) -> Iterator[HealthFinding]:
    """Findings over messages that were asked as if they were not known, each by itself."""
    asked: dict[str, list[Rehearsed]] = defaultdict(list)
    for one in rehearsed:
        for owner in one.lesson.owners:
            if owner in snippets:
                asked[owner].append(one)
    for owner, of_one in asked.items():
        missed = [one for one in of_one if owner not in _of_kind(snippets, owner, one.ids)[:DEPTH]]
        if len(of_one) >= FEWEST and len(missed) >= MISSED * len(of_one):
            yield _unfound(snippets[owner], missed, len(of_one))
    yield from _confusable(snippets, asked)


def _unfound(snippet: Snippet, missed: Sequence[Rehearsed], total: int) -> HealthFinding:
    return finding(
        Sort.UNFOUND,
        [snippet],
        [Evidence(snippet.id, one.lesson.text) for one in missed[:MOST_SHOWN]],
        0.3 + 0.4 * len(missed) / total,
        f"{len(missed)} of {total} messages that “{snippet.title}” answers do not find it.",
        "Give it a title and examples in the customers' words, or merge it with what is found.",
    )


def failing_own_tests(
    snippets: Mapping[str, Snippet], outcomes: Iterable[Outcome]
) -> Iterator[HealthFinding]:
    """A finding for each snippet of which a test fails: one that a lead has written."""
    of_each: dict[str, list[Outcome]] = defaultdict(list)
    for one in outcomes:
        of_each[one.case.snippet.id].append(one)
    for owner, of_one in of_each.items():
        failed = [one for one in of_one if not one.passes]
        if failed and owner in snippets:
            yield _failing(snippets[owner], failed, len(of_one))


def _failing(snippet: Snippet, failed: Sequence[Outcome], total: int) -> HealthFinding:
    winners = dict.fromkeys(one.found.title for one in failed if one.found)
    instead = f"; found instead: {', '.join(f'“{one}”' for one in winners)}"
    tells = instead if any(one.case.must == "find" for one in failed) and winners else ""
    return finding(
        Sort.UNFOUND,
        [snippet],
        [Evidence(snippet.id, one.case.message) for one in failed[:MOST_SHOWN]],
        0.5 + 0.3 * len(failed) / total,
        f"{len(failed)} of {total} tests of “{snippet.title}” fail{tells}.",
        "Change title, text or examples until they pass, or the tests if they are wrong.",
        about="tests",
    )


def _confusable(
    snippets: Mapping[str, Snippet], asked: Mapping[str, Sequence[Rehearsed]]
) -> Iterator[HealthFinding]:
    """Pairs of one kind: a reply that is found in its article's place confuses nobody."""
    taken: dict[tuple[str, str], list[Rehearsed]] = defaultdict(list)
    for owner, of_one in asked.items():
        for one in of_one:
            first = next(iter(_of_kind(snippets, owner, one.ids)), owner)
            if first not in one.lesson.owners:
                taken[min(owner, first), max(owner, first)].append(one)
    for (ours, theirs), messages in taken.items():
        total = len(asked.get(ours, ())) + len(asked.get(theirs, ()))
        if len(messages) >= max(CONFUSED, CONFUSED_SHARE * total):
            yield _pair(snippets[ours], snippets[theirs], messages)


def _of_kind(snippets: Mapping[str, Snippet], owner: str, ids: Sequence[str]) -> list[str]:
    """The ids of snippets of the same kind: an article is not rivalled by its replies."""
    kind = snippets[owner].kind
    return [key for key in ids if key in snippets and snippets[key].kind == kind]


def _pair(one: Snippet, other: Snippet, messages: Sequence[Rehearsed]) -> HealthFinding:
    shown = [
        Evidence(one.id if one.id in each.lesson.owners else other.id, each.lesson.text)
        for each in messages[:MOST_SHOWN]
    ]
    return finding(
        Sort.CONFUSABLE,
        [one, other],
        shown,
        0.25 + min(0.4, 0.02 * len(messages)),
        f"{len(messages)} messages of “{one.title}” or “{other.title}” find the other one.",
        "Merge the two, or make titles and examples say what tells them apart.",
    )
