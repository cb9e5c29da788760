"""Looks at a library's health in the background: a look takes seconds, a page may not."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import structlog

from api.health import options
from api.wiring import Services
from snippets.curation.finding import HealthFinding, Sort
from snippets.curation.health import health, shared, untold
from snippets.library import Library

CHECKED, ASKED = (Sort.CHECKS,), (Sort.UNFOUND, Sort.CONFUSABLE)
QUICK = tuple(kind for kind in Sort if kind not in (*CHECKED, *ASKED, Sort.DEAD_LINK))
STEPS = (QUICK, CHECKED, ASKED)
"""What is looked for, the quick kinds first: then all texts are checked, and in the end the
library is asked all its own messages. No address is asked from here."""
_log = structlog.get_logger()

Texts = Mapping[str, tuple[str, str]]
"""Title and body by id."""
OfEach = dict[Sort, list[HealthFinding]]
"""Findings by kind, the worst first."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look found, dismissed findings too, the worst first; `whole` once all was looked at.

    `texts` are the library's as they were when it began, at this revision: what was changed while
    it went on is looked at anew.
    """

    findings: tuple[HealthFinding, ...]
    note: str
    at: datetime
    revision: int
    texts: Texts
    whole: bool


class Looks:
    """The last look at each workspace's library; one is under way at most for each."""

    def __init__(self, parts: Services) -> None:
        self._parts = parts
        self._seen: dict[str, Seen] = {}
        self._under_way: set[str] = set()
        self._lock = threading.Lock()

    def seen(self, workspace: str) -> Seen | None:
        """What is still true of the last look, None before the first has found anything.

        A new look begins where the library has changed since, or the day.
        """
        last = self._seen.get(workspace)
        revision = self._parts.entries(workspace).revision()
        is_old = last is None or (last.revision, last.at.date()) != (revision, _now().date())
        if is_old:
            self._begin(workspace)
        return self._still_true(workspace, last) if last and is_old else last

    def last(self, workspace: str) -> Seen | None:
        """The same, but nothing is begun."""
        last = self._seen.get(workspace)
        return self._still_true(workspace, last) if last else None

    def is_looking(self, workspace: str) -> bool:
        """Whether a look is under way."""
        return workspace in self._under_way

    def _begin(self, workspace: str) -> None:
        with self._lock:
            if workspace in self._under_way:
                return
            self._under_way.add(workspace)
        threading.Thread(target=self._look, args=[workspace], name="look", daemon=True).start()

    def _look(self, workspace: str) -> None:
        try:
            library = self._parts.library(workspace)
            revision = self._parts.entries(workspace).revision()
            texts = _texts(library)
            found: OfEach = {kind: [] for kind in Sort} | self._before(workspace)
            for kinds in STEPS:
                found |= self._found(library, kinds)
                every = tuple(one for kind in Sort for one in found[kind])
                is_whole = kinds == STEPS[-1]
                note = untold(library)
                self._seen[workspace] = Seen(every, note, _now(), revision, texts, is_whole)
        except Exception as error:
            _log.error("look at health failed", error=type(error).__name__)
        finally:
            self._under_way.discard(workspace)

    def _found(self, library: Library, kinds: tuple[Sort, ...]) -> OfEach:
        chosen = options(self._parts, library, kinds, with_dismissed=True)
        return _of_each(health(library, chosen), kinds)

    def _before(self, workspace: str) -> OfEach:
        """What the last look found, until this one comes to it."""
        last = self._seen.get(workspace)
        return _of_each(self._still_true(workspace, last).findings, Sort) if last else {}

    def _still_true(self, workspace: str, last: Seen) -> Seen:
        """Without what is about texts that have changed since."""
        now = _texts(self._parts.library(workspace))
        same = (
            one
            for one in last.findings
            if all(last.texts.get(name) == now.get(name) for name in one.snippet_ids)
        )
        return replace(last, findings=tuple(same))


def _of_each(found: Iterable[HealthFinding], kinds: Iterable[Sort]) -> OfEach:
    every = list(found)
    return {kind: [one for one in every if one.kind is kind] for kind in kinds}


def _texts(library: Library) -> Texts:
    return {one.id: (one.title, one.body) for one in shared(library)}


def _now() -> datetime:
    return datetime.now(UTC)
