"""Big indexes on disk, so that a restart takes seconds.

A snapshot is a folder named by the revision that it shows, moved into place when it is
whole. It is a cache: one that is missing, damaged, or of another database, model or format
is not used, and the index is built from the store.
"""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from snippets.search.index import Index
from snippets.search.state import DAMAGED
from snippets.snippet import Snippet
from snippets.store.database import Database

FORMAT = 2
_ABOUT = "about.json"
_NEW = "new-"
_LOG = logging.getLogger(__name__)
_DAMAGED = (RuntimeError, *DAMAGED)


def workplace() -> tempfile.TemporaryDirectory[str]:
    """A folder for the files of an index that is to be saved; gone when the index is."""
    return tempfile.TemporaryDirectory(prefix="tactful-index-")


@dataclass(frozen=True, slots=True)
class Snapshots:
    """The snapshots of one library, in `folder`; `about` says whose they are."""

    folder: Path
    about: Mapping[str, Any]

    @classmethod
    def of(cls, database: Database, workspace: str, model: str) -> Snapshots:
        """Those of a workspace and a model, beside its database."""
        name = hashlib.sha256(f"{workspace}\n{model}".encode()).hexdigest()[:16]
        about = {"format": FORMAT, "workspace": workspace, "model": model}
        return cls(database.path.parent / "index" / name, about | {"file": database.identity})

    def load(self, until: Callable[[int], Iterable[Snippet]]) -> tuple[Index, int] | None:
        """The newest index that can be read, and its revision.

        `until` gives the snippets that have not changed since a revision.
        """
        for saved in sorted(self._saved(), key=lambda one: -int(one.name)):
            try:
                if json.loads((saved / _ABOUT).read_text()) == self.about:
                    revision = int(saved.name)
                    return Index.load(saved, workplace(), until(revision)), revision
            except _DAMAGED:
                continue
        return None

    def save(self, index: Index, revision: int) -> None:
        """Keep an index; while another is being saved, or the disk refuses, this is left undone."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self.folder / "saving.lock", timeout=0):
                self._save(index, revision)
        except Timeout:
            return
        except OSError as error:
            _LOG.warning("the index was not saved, the next start builds it anew: %s", error)

    def _save(self, index: Index, revision: int) -> None:
        older = [*self._saved(), *self.folder.glob(f"{_NEW}*")]
        new = Path(tempfile.mkdtemp(dir=self.folder, prefix=_NEW))
        try:
            index.save(new)
            (new / _ABOUT).write_text(json.dumps(self.about))
            target = self.folder / str(revision)
            shutil.rmtree(target, ignore_errors=True)
            new.rename(target)
        finally:
            shutil.rmtree(new, ignore_errors=True)
        for one in older:
            if one.name != str(revision):
                shutil.rmtree(one, ignore_errors=True)

    def _saved(self) -> Iterable[Path]:
        if not self.folder.is_dir():
            return ()
        return (one for one in self.folder.iterdir() if one.name.isdecimal())
