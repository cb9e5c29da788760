"""Replies whose article has changed since they were written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from models.text import Span
from snippets.curation.finding import Evidence, HealthFinding, Sort, finding
from snippets.curation.shelf import Shelf
from snippets.curation.statements import Statement, links, statements
from snippets.snippet import Snippet
from snippets.store.curation import Written

DRAWN_ALIKE, DRAWN_OVERLAP, DRAWN_SHARE = 0.45, 0.4, 0.4
"""A reply that links to no article is drawn from one whose passages are so much alike, if the
article has a sentence with so many of the same words for such a share of the reply's."""
CONCERNED = 0.3
"""Overlap of words with a changed sentence which tells that the reply tells of it."""
MOST_SENTENCES = 3


def changed(shelf: Shelf, written: Mapping[str, Written]) -> Iterator[HealthFinding]:
    """A finding for each reply and article that was changed after the reply."""
    articles = {
        one.url.rstrip("/"): one
        for one in shelf.snippets.values()
        if one.kind == "article" and one.url
    }
    near: dict[str, list[str]] = defaultdict(list)
    for (one, other), likeness in shelf.alike.items():
        if likeness >= DRAWN_ALIKE:
            near[one].append(other)
            near[other].append(one)
    for reply in shelf.snippets.values():
        if reply.kind == "reply":
            for article in _sources(shelf, reply, articles, near[reply.id]):
                if _is_newer(written, article.id, reply.id):
                    before = written[article.id].body_at(written[reply.id].updated_at)
                    yield _finding(shelf, reply, article, before)


def _sources(
    shelf: Shelf, reply: Snippet, articles: Mapping[str, Snippet], near: list[str]
) -> list[Snippet]:
    """The articles that a reply links to; where there are none, those it is drawn from."""
    addresses = (link.partition("#")[0].rstrip("/") for link in links(reply.body))
    linked = [articles[one] for one in dict.fromkeys(addresses) if one in articles]
    if linked:
        return linked
    there = [shelf.snippets[one] for one in near if one in shelf.snippets]
    return [one for one in there if one.kind == "article" and _is_drawn(shelf, reply, one)]


def _is_drawn(shelf: Shelf, reply: Snippet, article: Snippet) -> bool:
    ours = shelf.statements[reply.id]
    told = [best[0] >= DRAWN_OVERLAP for best in (_best(shelf, one, article) for one in ours)]
    return bool(ours) and sum(told) >= DRAWN_SHARE * len(ours)


def _is_newer(written: Mapping[str, Written], article: str, reply: str) -> bool:
    """Whether an article that was there was changed after the reply was."""
    one, other = written.get(article), written.get(reply)
    return bool(one and other and one.created_at < one.updated_at > other.updated_at)


def _best(shelf: Shelf, one: Statement, article: Snippet) -> tuple[float, Statement | None]:
    theirs = shelf.statements[article.id]
    best = max(theirs, key=lambda each: shelf.overlap(one.words, each.words), default=None)
    return (shelf.overlap(one.words, best.words), best) if best else (0.0, None)


def _finding(shelf: Shelf, reply: Snippet, article: Snippet, before: str) -> HealthFinding:
    evidence, unsaid = _evidence(shelf, reply, article)
    known = f"; it does not say “{unsaid}” any more" if unsaid else ""
    return finding(
        Sort.ARTICLE_CHANGED,
        [reply, article],
        evidence,
        0.75 if unsaid else 0.35 + 0.2 * _concerns(shelf, reply, article, before),
        f"“{article.title}” has changed since “{reply.title}” was written{known}.",
        "Read the reply beside the article; change what is no longer so, or call this no problem.",
    )


def _concerns(shelf: Shelf, reply: Snippet, article: Snippet, before: str) -> bool:
    """Whether what has changed in an article is told in the reply; yes where nobody knows."""
    if not before:
        return True
    old, now = statements(replace(article, body=before)), shelf.statements[article.id]
    same = {one.text for one in old} & {one.text for one in now}
    altered = [one for one in (*old, *now) if one.text not in same]
    return any(
        shelf.overlap(ours.words, one.words) >= CONCERNED
        for ours in shelf.statements[reply.id]
        for one in altered
    )


def _evidence(shelf: Shelf, reply: Snippet, article: Snippet) -> tuple[list[Evidence], str]:
    """Sentences side by side, those first whose values the article lacks; and one such value."""
    told = [value for one in shelf.statements[article.id] for value in one.values]
    rows: list[tuple[bool, float, Statement, Statement | None, tuple[Span, ...]]] = []
    for one in shelf.statements[reply.id]:
        overlap, best = _best(shelf, one, article)
        marks = tuple(
            value.span
            for value in one.values
            if not any(value.comparable(each) and value.agrees(each) for each in told)
        )
        rows.append((bool(marks), overlap, one, best, marks))
    rows.sort(key=lambda row: (row[0], row[1]), reverse=True)
    found: list[Evidence] = []
    for _, overlap, one, best, marks in rows[:MOST_SENTENCES]:
        found.append(Evidence(reply.id, one.text, one.span, marks))
        if best and overlap:
            found.append(Evidence(article.id, best.text, best.span))
    unsaid = next((marks[0].of(reply.body) for *_, marks in rows if marks), "")
    return found, unsaid
