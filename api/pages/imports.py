"""Imports that the console has started: in the background, with how far they are."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from api.learning import told
from api.pages.uploads import Upload, Uploads
from api.wiring import Services
from snippets import formats
from snippets.errors import LibraryError
from snippets.formats.entry import Entry, Loss
from snippets.formats.plan import Plan, plan
from snippets.library import Library
from snippets.versions import Signed

_log = structlog.get_logger()
PRIVATE = "a private snippet of somebody else's; it is left as it is"


@dataclass(frozen=True, slots=True)
class Lost:
    """A kind of thing that could not be carried, and the places where it stood."""

    what: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DryRun:
    """What an import would do, before anything is written."""

    plan: Plan
    lost: tuple[Lost, ...]
    total: int


@dataclass(slots=True)
class Running:
    """An import under way, or what came of it: `failure` is "" as long as nothing went wrong."""

    names: list[str]
    total: int
    done: int = 0
    is_over: bool = False
    outcome: str = ""
    learned: str = ""
    failure: str = ""


class Imports:
    """The uploads that wait, and the imports that were started since the service was."""

    def __init__(self, parts: Services) -> None:
        self._parts = parts
        self.uploads = Uploads(parts.settings.data_dir / "uploads")
        self._running: dict[str, Running] = {}

    def dry_run(self, library: Library, upload: Upload, by: str) -> DryRun:
        """What would be new or changed, and lost. Raises FileInvalid or FormatUnknown.

        What is private to others than `by`, here or in the file, is left as it is.
        """
        taken = formats.take(upload.format, upload.path)
        present = library.all()
        owners = {one.id: one.owner for one in present}

        def is_free(entry: Entry) -> bool:
            return {owners.get(entry.snippet.id), entry.snippet.owner} <= {None, by}

        made = plan(present, [one for one in taken.entries if is_free(one)])
        kept = [Loss(one.where, PRIVATE) for one in taken.entries if not is_free(one)]
        return DryRun(made, _grouped([*taken.losses, *kept], upload), len(taken.entries))

    def begin(self, workspace: str, upload: Upload, signed: Signed, total: int) -> Running:
        """Start an import; one that was started already goes on."""
        if upload.token not in self._running:
            running = self._running[upload.token] = Running(upload.names, total)
            work = (workspace, upload, signed, running)
            threading.Thread(target=self._work, args=work, name="import", daemon=True).start()
        return self._running[upload.token]

    def running(self, token: str) -> Running | None:
        """The import that was started with an upload."""
        return self._running.get(token)

    def _work(self, workspace: str, upload: Upload, signed: Signed, running: Running) -> None:
        try:
            library = self._parts.library(workspace)
            made = self.dry_run(library, upload, signed.author).plan
            if made.to_write:
                _write(library, made, signed, running)
            running.outcome = str(made)
            self.uploads.drop(upload)
        except LibraryError as error:
            running.failure = upload.plain(str(error))
        except Exception as error:
            _log.error("import failed", error=type(error).__name__)
            running.failure = "something went wrong here; nothing more was imported"
        finally:
            running.is_over = True


def _write(library: Library, made: Plan, signed: Signed, running: Running) -> None:
    def show(done: int, total: int) -> None:
        running.done, running.total = done, total

    library.put(made.to_write, show, signed)
    if any(snippet.examples for snippet in made.to_write):
        running.learned = told(library.adapt(library.begin_lesson()))


def _grouped(losses: Sequence[Loss], upload: Upload) -> tuple[Lost, ...]:
    """Losses by what they are, the most frequent first."""
    places: dict[str, list[str]] = defaultdict(list)
    for loss in losses:
        places[loss.what].append(upload.plain(loss.where))
    rows = sorted(places.items(), key=lambda row: (-len(row[1]), row[0]))
    return tuple(Lost(what, tuple(where)) for what, where in rows)
