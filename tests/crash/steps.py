"""What a process does that will be killed, and what has to be there after each step.

The steps of a seed are always the same, so that whoever reads the database afterwards can
tell what was promised.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

from api.backing import backup
from api.importing import take_in
from api.learning import learn
from api.wiring import Services
from snippets.bulk import Change
from snippets.snippet import Snippet

BATCH = 30
TAUGHT = 20
CHANGED = 10
KINDS = ("import", "learn", "learn", "edit", "bulk", "delete", "outcome", "outcome", "backup")


@dataclass
class Shelf:
    """What a library has to hold; `saved` are backups with the snippets in each."""

    bodies: dict[str, str] = field(default_factory=dict)
    folders: dict[str, str] = field(default_factory=dict)
    learned: dict[str, str] = field(default_factory=dict)
    outcomes: dict[str, str] = field(default_factory=dict)
    saved: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its number, its kind, and the chance by which it chooses."""

    seed: int
    number: int

    @property
    def kind(self) -> str:
        """What it does; a library begins with an import."""
        return "import" if self.number == 0 else self._chance().choice(KINDS)

    @property
    def name(self) -> str:
        """What it marks its texts with: letters, since numbers are masked as private."""
        return _letters(self.number)

    def some(self, shelf: Shelf, most: int) -> list[str]:
        """Ids that are there."""
        ids = sorted(shelf.bodies)
        return self._chance().sample(ids, min(most, len(ids)))

    def _chance(self) -> Random:
        return Random(f"{self.seed} {self.number}")


def entries(step: Step) -> list[Snippet]:
    """The snippets that an import brings; each has a word that no other has."""
    words = [f"zq{step.name}{_letters(n)}k" for n in range(BATCH)]
    return [
        Snippet(word, "reply", word, f"All about {word}.", examples=(f"What is {word}?",))
        for word in words
    ]


def act(step: Step, shelf: Shelf, parts: Services, scratch: Path) -> None:
    """Do it, by the code of the commands where there is a command."""
    _ACTS[step.kind](step, shelf, parts, scratch)


def expect(step: Step, shelf: Shelf, scratch: Path) -> None:
    """Note in the shelf what has to be there after the step."""
    some = step.some(shelf, CHANGED)
    match step.kind:
        case "import":
            shelf.bodies |= {one.id: one.body for one in entries(step)}
        case "learn":
            shelf.learned |= {f"{step.name}-{one}": one for one in step.some(shelf, TAUGHT)}
        case "edit":
            shelf.bodies[some[0]] += f" Edited by {step.name}."
        case "bulk":
            shelf.folders |= dict.fromkeys(some, step.name)
        case "delete":
            _forget(shelf, some[0])
        case "outcome":
            shelf.outcomes[step.name] = "edited"
        case "backup":
            shelf.saved[str(scratch / f"{step.name}.db")] = len(shelf.bodies)


def _forget(shelf: Shelf, snippet_id: str) -> None:
    del shelf.bodies[snippet_id]
    shelf.folders.pop(snippet_id, None)
    shelf.learned = {key: one for key, one in shelf.learned.items() if one != snippet_id}


def _import(step: Step, _shelf: Shelf, parts: Services, scratch: Path) -> None:
    file = scratch / f"{step.name}.jsonl"
    file.write_text("".join(json.dumps(one.to_dict()) + "\n" for one in entries(step)))
    take_in("jsonl", file, parts.settings.data_dir, False)


def _learn(step: Step, shelf: Shelf, parts: Services, scratch: Path) -> None:
    file = scratch / f"{step.name}.jsonl"
    lines = [
        {
            "id": f"{step.name}-{one}",
            "created_at": "2026-01-01",
            "subject": "",
            "message": f"please tell me about {one} and {step.name}",
            "reply": "",
            "snippet_ids": [one],
        }
        for one in step.some(shelf, TAUGHT)
    ]
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))
    learn(file, data_dir=parts.settings.data_dir)


def _edit(step: Step, shelf: Shelf, parts: Services, _scratch: Path) -> None:
    library, name = parts.library(), step.some(shelf, CHANGED)[0]
    entry = library.get(name)
    library.put([replace(entry, body=f"{entry.body} Edited by {step.name}.")])


def _bulk(step: Step, shelf: Shelf, parts: Services, _scratch: Path) -> None:
    parts.library().change(step.some(shelf, CHANGED), Change.from_dict({"folder": step.name}))


def _delete(step: Step, shelf: Shelf, parts: Services, _scratch: Path) -> None:
    parts.library().delete([step.some(shelf, CHANGED)[0]])


def _outcome(step: Step, shelf: Shelf, parts: Services, _scratch: Path) -> None:
    library, name = parts.library(), step.some(shelf, CHANGED)[0]
    drafted = shelf.bodies[name]
    library.record_draft(step.name, "drafted", 0.9, [name])
    library.record_use(step.name, "edited", f"{drafted} Warmly, us.", drafted)


def _backup(step: Step, _shelf: Shelf, parts: Services, scratch: Path) -> None:
    backup(scratch / f"{step.name}.db", data_dir=parts.settings.data_dir)


_ACTS: dict[str, Callable[[Step, Shelf, Services, Path], None]] = {
    "import": _import,
    "learn": _learn,
    "edit": _edit,
    "bulk": _bulk,
    "delete": _delete,
    "outcome": _outcome,
    "backup": _backup,
}


def _letters(number: int) -> str:
    """A number as two letters."""
    first, second = divmod(number, 26)
    return chr(97 + first % 26) + chr(97 + second)
