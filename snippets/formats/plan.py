"""What an import changes in a library, before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from snippets.errors import FileInvalid
from snippets.formats.entry import ALL, Entry
from snippets.snippet import Snippet


@dataclass(frozen=True, slots=True)
class Plan:
    """The snippets to keep, new and changed, and how many are in the library as they are."""

    new: tuple[Snippet, ...]
    changed: tuple[Snippet, ...]
    unchanged: int

    @property
    def to_write(self) -> list[Snippet]:
        """All that has to be written."""
        return [*self.new, *self.changed]

    def __str__(self) -> str:
        return f"{len(self.new)} new, {len(self.changed)} changed, {self.unchanged} unchanged"


def plan(present: Iterable[Snippet], entries: Sequence[Entry]) -> Plan:
    """What putting these entries in changes of the snippets that are there.

    Raises FileInvalid where a shortcut is that of another snippet.
    """
    known = {snippet.id: snippet for snippet in present}
    new = [entry.snippet for entry in entries if entry.snippet.id not in known]
    old = [(known[entry.snippet.id], entry) for entry in entries if entry.snippet.id in known]
    pairs = [(before, merged(before, entry)) for before, entry in old]
    changed = [after for before, after in pairs if before != after]
    _check_shortcuts(known, [*new, *(after for _, after in pairs)], entries)
    return Plan(tuple(new), tuple(changed), len(pairs) - len(changed))


def merged(before: Snippet, entry: Entry) -> Snippet:
    """A snippet as an entry has it, with what the entry's source does not speak of.

    Examples that were given here stay in any case.
    """
    kept = {name: getattr(before, name) for name in ALL - entry.given}
    new = entry.snippet
    examples = tuple(dict.fromkeys((*before.examples, *new.examples)))
    return replace(new, **kept | {"examples": examples})


def _check_shortcuts(
    known: dict[str, Snippet], after: Sequence[Snippet], entries: Sequence[Entry]
) -> None:
    places = {entry.snippet.id: entry.where for entry in entries}
    holders = {one.shortcut: one.id for one in known.values() if one.id not in places}
    for one in after:
        holder = holders.setdefault(one.shortcut, one.id) if one.shortcut else one.id
        if holder != one.id:
            raise FileInvalid(
                f"{places[one.id]}: the shortcut {one.shortcut!r} is that of {holder!r} already"
            )
