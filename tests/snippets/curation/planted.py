"""A copy of the starter library with faults whose places are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from snippets.snippet import Snippet, slug

TODAY = date(2026, 6, 1)
FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Planted:
    """A fault: its kind, what of it, the snippet that has it, those that it may be shown with.

    `part` is a text that the evidence has to show; "" where any will do.
    """

    kind: str
    sort: str
    snippet_id: str
    others: frozenset[str] = frozenset()
    part: str = ""
    held: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What goes into the library first, what changes it afterwards, and the key."""

    entries: tuple[Snippet, ...]
    later: tuple[Snippet, ...]
    key: tuple[Planted, ...]


def plan(starter: Sequence[Snippet]) -> Plan:
    """All 100 faults; every other one is `held`, so as not to be looked at while building."""
    entries = {one.id: one for one in starter}
    later: dict[str, Snippet] = {}
    key: list[Planted] = []
    for number, row in enumerate(_rows("duplicates")):
        key.append(_duplicate(entries, row, number % 2 == 1))
    for number, row in enumerate(_rows("contradictions")):
        key.append(_contradiction(entries, row, number % 2 == 1))
    for number, row in enumerate(_rows("stale")):
        key.append(_stale(entries, later, row, number % 2 == 1))
    return Plan(tuple(entries.values()), tuple(later.values()), tuple(key))


def dead(url: str) -> bool:
    """What the planted links say when they are asked; stands for a request."""
    return any(one.get("part") == url for one in _rows("stale") if one["sort"] == "link")


def agents_did(library: Any, key: Sequence[Planted]) -> None:
    """Drafts, and what agents made of them: most snippets are used and welcome."""
    sorts = {one.snippet_id: one.sort for one in key if one.kind == "stale"}
    for snippet in library.all():
        if snippet.kind == "article" or sorts.get(snippet.id) == "unused":
            continue
        actions = {"edited": ["edited"] * 8, "unwelcome": ["discarded"] * 7 + ["sent"]}
        for number, action in enumerate(actions.get(sorts.get(snippet.id, ""), ["sent"] * 6)):
            draft = f"{snippet.id} {number}"
            library.record_draft(draft, "drafted", 0.9, [snippet.id])
            library.record_use(draft, action)


def _duplicate(entries: dict[str, Snippet], row: Mapping[str, Any], held: bool) -> Planted:
    kind = entries[row["of"]].kind
    added = Snippet(f"copy-{slug(row['title'])}", kind, row["title"], row["body"])
    entries[added.id] = added
    return Planted("duplicate", row["how"], added.id, frozenset({row["of"]}), held=held)


def _contradiction(entries: dict[str, Snippet], row: Mapping[str, Any], held: bool) -> Planted:
    if "in" in row:
        old = entries[row["in"]]
        changed = replace(old, body=_with(old.body, row["instead_of"], row["says"]))
    else:
        changed = Snippet(f"new-{slug(row['title'])}", "reply", row["title"], row["body"])
    entries[changed.id] = changed
    return Planted(
        "contradiction", row["sort"], changed.id, frozenset(row["against"]), row["part"], held
    )


def _stale(
    entries: dict[str, Snippet], later: dict[str, Snippet], row: Mapping[str, Any], held: bool
) -> Planted:
    if "title" in row:
        added = Snippet(f"new-{slug(row['title'])}", "reply", row["title"], row["body"])
        entries[added.id] = added
        return Planted("stale", row["sort"], added.id, part=row["part"], held=held)
    if "copy_of" in row:
        copy = entries[row["copy_of"]]
        entries[row["of"]] = replace(copy, id=row["of"], shortcut=None, examples=())
        del entries[row["copy_of"]]
    if row["sort"] == "article":
        article = later.get(row["article"], entries[row["article"]])
        body = _with(article.body, row["instead_of"], row["says"])
        later[article.id] = replace(article, body=body)
        return Planted("stale", "article", row["of"], frozenset({article.id}), held=held)
    return Planted("stale", row["sort"], row["of"], held=held)


def _with(body: str, old: str, new: str) -> str:
    """A sentence in another one's place, or at the end."""
    if not old:
        return f"{body.rstrip()}\n\n{new}\n"
    if old not in body:
        raise ValueError(f"nobody says {old!r}")
    return body.replace(old, new, 1)


def _rows(name: str) -> list[dict[str, Any]]:
    return list(yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8")))
