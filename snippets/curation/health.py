"""Everything that is wrong with a library, the worst first, with the evidence side by side."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from snippets.curation.asking import failing_own_tests, tested
from snippets.curation.changed import changed
from snippets.curation.contradictions import contradictions
from snippets.curation.duplicates import duplicates
from snippets.curation.expired import expired
from snippets.curation.faults import Check, failing, unknown_placeholders
from snippets.curation.finding import HealthFinding, Sort
from snippets.curation.links import Reach, dead_links
from snippets.curation.negations import negations
from snippets.curation.shelf import Shelf
from snippets.curation.use import too_little_known, unused, unwelcome
from snippets.formats.placeholders import dialects
from snippets.progress import Progress
from snippets.snippet import Snippet

if TYPE_CHECKING:
    from snippets.library import Library

NEAREST = 20
"""Passages that each passage is compared with."""
_WEIGHT = {kind: (len(Sort) - place) / len(Sort) for place, kind in enumerate(Sort)}
"""The gravity of each kind, by its place in `Sort`."""


@dataclass(frozen=True, slots=True)
class Options:
    """What to look for, and with what.

    `check` and `reach` are given from outside: without them our own checks are not run, and no
    address is asked. `placeholders` are names that this desk fills beside those that every
    known desk does. `kinds` is empty for all kinds. `threshold` is the confidence from which
    drafts are made, by which own tests are judged.
    """

    today: date = field(default_factory=lambda: datetime.now(UTC).date())
    kinds: Collection[Sort] = ()
    check: Check | None = None
    reach: Reach | None = None
    placeholders: Collection[str] = ()
    with_dismissed: bool = False
    progress: Progress | None = None
    threshold: float = 0.5


Look = Callable[["_Room"], Iterable[HealthFinding]]


def health(library: Library, options: Options | None = None) -> list[HealthFinding]:
    """The findings, worst first; those that were dismissed only where they are asked for."""
    chosen = options or Options()
    room = _Room(library, chosen)
    wanted = [look for kinds, look in _LOOKS if not chosen.kinds or kinds & set(chosen.kinds)]
    found: dict[str, HealthFinding] = {}
    for done, look in enumerate(wanted, start=1):
        for one in look(room):
            if not chosen.kinds or one.kind in chosen.kinds:
                found.setdefault(one.key, one)
        if chosen.progress:
            chosen.progress(done, len(wanted))
    return _in_order(found.values(), library.curation.dismissed(), chosen.with_dismissed)


def untold(library: Library) -> str:
    """What can't be told yet for want of data, "" where there is enough."""
    replies = sum(one.kind == "reply" for one in shared(library))
    return too_little_known(library.curation.usage(), replies)


def _in_order(
    found: Iterable[HealthFinding], dismissed: Mapping[str, str], with_dismissed: bool
) -> list[HealthFinding]:
    marked = [replace(one, dismissed=dismissed.get(one.key) == one.content) for one in found]
    shown = [one for one in marked if with_dismissed or not one.dismissed]
    return sorted(shown, key=lambda one: (-one.score * (1 + _WEIGHT[one.kind]), one.key))


class _Room:
    """What the looks share, made once."""

    def __init__(self, library: Library, options: Options) -> None:
        self.library, self.options = library, options
        self.snippets = {one.id: one for one in shared(library)}
        self._shelf: Shelf | None = None

    @property
    def shelf(self) -> Shelf:
        """The library laid out to be compared with itself."""
        if self._shelf is None:
            alike = self.library.alike(NEAREST)
            self._shelf = Shelf(self.snippets, alike, self.library.kept_vectors)
        return self._shelf

    def each(self, look: Callable[[Snippet], HealthFinding | None]) -> Iterator[HealthFinding]:
        """What a look at each text by itself finds."""
        return (found for one in self.snippets.values() if (found := look(one)) is not None)


def _contradictions(room: _Room) -> Iterable[HealthFinding]:
    return [*contradictions(room.shelf), *negations(room.shelf)]


def _duplicates(room: _Room) -> Iterable[HealthFinding]:
    return duplicates(room.shelf)


def _expired(room: _Room) -> Iterable[HealthFinding]:
    return room.each(lambda one: expired(one, room.options.today))


def _changed(room: _Room) -> Iterable[HealthFinding]:
    return changed(room.shelf, room.library.curation.written())


def _placeholders(room: _Room) -> Iterable[HealthFinding]:
    known = {name for desk in dialects().values() for name in desk.ours.values()}
    known |= set(room.options.placeholders)
    return room.each(lambda one: unknown_placeholders(one, known))


def _checks(room: _Room) -> Iterable[HealthFinding]:
    check = room.options.check
    return room.each(lambda one: failing(one, check)) if check else ()


def _links(room: _Room) -> Iterable[HealthFinding]:
    reach = room.options.reach
    return dead_links(room.snippets.values(), reach) if reach else ()


def _tested(room: _Room) -> Iterable[HealthFinding]:
    lessons = [one for one in room.library.lessons() if one.given]
    return tested(room.snippets, room.library.rehearse(lessons)) if lessons else ()


def _own_tests(room: _Room) -> Iterable[HealthFinding]:
    outcomes = room.library.rehearsal.test(room.options.threshold)
    return failing_own_tests(room.snippets, outcomes)


def _used(room: _Room) -> Iterable[HealthFinding]:
    usage, rows = room.library.curation.usage(), room.library.curation.written()
    edits = room.library.edits.all()
    return [*unwelcome(room.snippets, usage, edits), *unused(room.snippets, usage, rows)]


_LOOKS: tuple[tuple[set[Sort], Look], ...] = (
    ({Sort.CONTRADICTION}, _contradictions),
    ({Sort.DUPLICATE}, _duplicates),
    ({Sort.EXPIRED}, _expired),
    ({Sort.ARTICLE_CHANGED}, _changed),
    ({Sort.PLACEHOLDER}, _placeholders),
    ({Sort.CHECKS}, _checks),
    ({Sort.DEAD_LINK}, _links),
    ({Sort.UNFOUND}, _own_tests),
    ({Sort.UNFOUND, Sort.CONFUSABLE}, _tested),
    ({Sort.OFTEN_EDITED, Sort.UNWELCOME, Sort.UNUSED}, _used),
)


def shared(library: Library) -> list[Snippet]:
    """What is in use, fragments put in, without the snippets that are somebody's own."""
    return [one for one in library.in_use() if one.owner is None]
