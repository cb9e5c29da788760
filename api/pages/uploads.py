"""Files that were uploaded to be imported, kept until that is confirmed or called off."""

from __future__ import annotations

import re
import secrets
import shutil
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from snippets.errors import FileInvalid

KEPT_SECONDS = 24 * 3600
"""How long an upload waits for its confirmation."""
_TOKEN = re.compile(r"[\w-]{20,40}")
_UNSAFE = re.compile(r"[^\w. ()+-]")


@dataclass(frozen=True, slots=True)
class Upload:
    """What was uploaded: of which format, and where it lies, one file or a folder of them."""

    token: str
    format: str
    path: Path

    @property
    def names(self) -> list[str]:
        """The names of the files."""
        return sorted(one.name for one in _folder(self.path).iterdir())

    def plain(self, text: str) -> str:
        """A message about it without the place where it lies."""
        return text.replace(f"{_folder(self.path)}/", "").replace(str(self.path), "the upload")


class Uploads:
    """The uploads below one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, format_: str, files: Iterable[tuple[str, bytes]]) -> Upload:
        """Keep these files, by name and content. Raises FileInvalid."""
        self._clear()
        token = secrets.token_urlsafe(24)
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder = self._folder / token / format_
        folder.mkdir(parents=True)
        for name, content in files:
            path = folder / _safe(name)
            if path.exists():
                raise FileInvalid(f"two of the files are named {path.name}; rename one")
            path.write_bytes(content)
        return self.get(token)

    def get(self, token: str) -> Upload:
        """Raises FileInvalid where it is not there any more."""
        place = self._folder / token
        if not _TOKEN.fullmatch(token) or not place.is_dir():
            raise FileInvalid("this upload is not here any more; choose the file once more")
        folder = next(place.iterdir())
        files = list(folder.iterdir())
        return Upload(token, folder.name, files[0] if len(files) == 1 else folder)

    def drop(self, upload: Upload) -> None:
        """Forget it."""
        shutil.rmtree(self._folder / upload.token, ignore_errors=True)

    def _clear(self) -> None:
        """Forget what nobody has confirmed."""
        oldest = time.time() - KEPT_SECONDS
        for place in self._folder.glob("*"):
            if place.stat().st_mtime < oldest:
                shutil.rmtree(place, ignore_errors=True)


def _folder(path: Path) -> Path:
    return path if path.is_dir() else path.parent


def _safe(name: str) -> str:
    """A file's name that leads nowhere else."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return _UNSAFE.sub("_", last).lstrip(".")[-120:] or "export"
