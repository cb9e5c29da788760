"""What an import has fetched so far, page by page, so that it can go on after a break.

A folder for each desk, address and `since`. It holds answers, never the key; of the key a salted
mark tells whether it is the same one, for another may see other things.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from snippets.desks.fetching import Page, Request
from snippets.errors import DeskFailed
from snippets.formats import jsonl

LONGEST_SECONDS = 24 * 3600
"""Pages that are older than this are fetched anew: cursors expire and texts change."""
_ABOUT = "about.json"


class KeptPages:
    """The pages of one import. Holds its folder alone, from `held` on."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def begin(self, key: str) -> bool:
        """Make ready to go on; whether pages are there. What is old or another key's goes."""
        if self._is_same(key):
            return self._has_pages()
        self.clear()
        _make(self._folder)
        salt = secrets.token_hex(16)
        about = {"began": time.time(), "salt": salt, "mark": _mark(key, salt)}
        jsonl.replace(self._folder / _ABOUT, json.dumps(about))
        return False

    def page(self, request: Request) -> Page | None:
        """The answer to a request, None where it has not been kept."""
        try:
            kept = json.loads(self._file(request).read_bytes())
            return Page(kept["value"], kept["more"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, request: Request, page: Page) -> None:
        """Keep an answer; it is there whole or not at all. Raises DeskFailed."""
        kept = {"request": str(request), "more": page.more, "value": page.value}
        try:
            jsonl.replace(self._file(request), json.dumps(kept))
        except OSError as error:
            raise DeskFailed(f"{self._folder} can't be written: {error.strerror}") from error

    def end(self) -> None:
        """Leave pages to go on with, or nothing."""
        if not self._has_pages():
            self.clear()

    def clear(self) -> None:
        """Forget all pages."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _has_pages(self) -> bool:
        return any(self._folder.glob("*.page"))

    def _is_same(self, key: str) -> bool:
        try:
            about = json.loads((self._folder / _ABOUT).read_bytes())
            is_young = 0 <= time.time() - about["began"] < LONGEST_SECONDS
            return is_young and hmac.compare_digest(about["mark"], _mark(key, about["salt"]))
        except (OSError, ValueError, KeyError, TypeError):
            return False

    def _file(self, request: Request) -> Path:
        return self._folder / f"{_digest(str(request))}.page"


@contextmanager
def held(imports: Path, desk: str, *about: str) -> Iterator[KeptPages]:
    """The kept pages of an import, for one process at a time. Raises DeskFailed."""
    folder = imports / f"{desk}-{_digest(' '.join(about))}"
    lock = folder.with_suffix(".lock")
    try:
        _make(imports)
        with FileLock(lock, timeout=0):
            _tidy(imports)
            kept = KeptPages(folder)
            try:
                yield kept
            finally:
                kept.end()
                lock.unlink(missing_ok=True)
    except Timeout as error:
        raise DeskFailed(f"another import from {desk} is running; wait until it is done") from error
    finally:
        with suppress(OSError):
            imports.rmdir()


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise DeskFailed(f"{folder} can't be made: {error.strerror}") from error


def _tidy(imports: Path) -> None:
    """Take away what nobody has gone on with."""
    for about in imports.glob(f"*/{_ABOUT}"):
        if time.time() - about.stat().st_mtime > LONGEST_SECONDS:
            shutil.rmtree(about.parent, ignore_errors=True)


def _mark(key: str, salt: str) -> str:
    return hmac.new(salt.encode(), key.encode(), "sha256").hexdigest()[:8]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
