"""What a look at a library's health finds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from models.text import Span
from snippets.snippet import Snippet


class Sort(StrEnum):
    """What is wrong, the gravest first."""

    CONTRADICTION = "contradiction"
    EXPIRED = "expired"
    PLACEHOLDER = "placeholder"
    DUPLICATE = "duplicate"
    ARTICLE_CHANGED = "article_changed"
    DEAD_LINK = "dead_link"
    CHECKS = "checks"
    UNFOUND = "unfound"
    OFTEN_EDITED = "often_edited"
    UNWELCOME = "unwelcome"
    CONFUSABLE = "confusable"
    UNUSED = "unused"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A part of a snippet's body (`span`), and the parts of it that matter (`marks`).

    All spans are in the body. A title or an example has no span of the body: then both are
    empty and `text` says it.
    """

    snippet_id: str
    text: str
    span: Span | None = None
    marks: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class HealthFinding:
    """One thing that a lead should look at.

    `score` is from 0 to 1: how grave and how sure. `key` is the same as long as the finding is;
    `content` changes with the texts that it is about.
    """

    kind: Sort
    snippet_ids: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    score: float
    message: str
    remedy: str
    key: str
    content: str
    dismissed: bool = False


def finding(
    kind: Sort,
    snippets: Iterable[Snippet],
    evidence: Iterable[Evidence],
    score: float,
    message: str,
    remedy: str,
    about: str = "",
) -> HealthFinding:
    """A finding about these snippets; `about` tells several of one kind apart."""
    of = list(snippets)
    ids = tuple(one.id for one in of)
    texts = sorted(f"{one.id}\n{one.title}\n{one.body}" for one in of)
    return HealthFinding(
        kind,
        ids,
        tuple(evidence),
        round(min(1.0, max(0.0, score)), 3),
        message,
        remedy,
        key=_hash(kind, about, *sorted(ids)),
        content=_hash(*texts),
    )


def _hash(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]
