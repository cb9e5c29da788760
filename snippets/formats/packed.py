"""Exports that come as a zip, or as the folder that it was unpacked to.

Nothing is ever written to disk. Zips that would unpack to too much, that name paths outside
of themselves or hide what they hold are refused; archives within are never opened.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from snippets.errors import FileInvalid
from snippets.formats.entry import Loss

MOST_MEMBERS = 100_000
MOST_BYTES = 1 << 30
"""Unpacked, all together."""
MOST_PAGE_BYTES = 64 << 20
"""Unpacked, of what is read as a whole."""
MOST_RATIO = 200
"""Unpacked bytes for a packed one, in a member of more than a megabyte."""
_SMALL = 1 << 20
_ARCHIVES = (".zip", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".7z", ".rar")
_LINK, _KIND = 0o120000, 0o170000
_ENCRYPTED = 1


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an export: its path within, and how large it is."""

    name: PurePosixPath
    where: str
    size: int
    source: zipfile.ZipFile | Path
    info: zipfile.ZipInfo | None = None

    def open(self) -> IO[bytes]:
        """Its bytes as a stream. Raises FileInvalid."""
        try:
            if isinstance(self.source, Path):
                return self.source.open("rb")
            return self.source.open(self.info or str(self.name))
        except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
            raise FileInvalid(f"{self.where} can't be unpacked ({error})") from error

    def text(self) -> str:
        """All of it, in UTF-8. Raises FileInvalid."""
        if self.size > MOST_PAGE_BYTES:
            raise FileInvalid(f"{self.where} is larger than {MOST_PAGE_BYTES >> 20} MB")
        try:
            with self.open() as stream:
                return stream.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise FileInvalid(f"{self.where}: this is not UTF-8 ({error.reason})") from error
        except OSError as error:
            raise FileInvalid(f"{self.where} can't be read: {error.strerror}") from error


@contextmanager
def opened(path: Path) -> Iterator[list[Member]]:
    """The files of a zip or a folder by name, or the one file. Raises FileInvalid."""
    if path.is_dir():
        yield sorted(_files(path), key=_by_name)
        return
    if path.suffix.lower() != ".zip":
        yield [Member(PurePosixPath(path.name), str(path), path.stat().st_size, path)]
        return
    try:
        with zipfile.ZipFile(path) as archive:
            yield sorted(_members(archive, path), key=_by_name)
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise FileInvalid(f"{path}: this is not a zip, or it was cut short ({error})") from error
    except OSError as error:
        raise FileInvalid(f"{path} can't be read: {error}") from error


def archives(members: list[Member]) -> Iterator[Loss]:
    """A loss for each archive within."""
    for one in members:
        if one.name.suffix.lower() in _ARCHIVES:
            yield Loss(one.where, "an archive within the export (left out)")


def check_any(found: bool, path: Path, what: str, members: list[Member]) -> None:
    """Refuse an export with nothing to read. Raises FileInvalid."""
    if found:
        return
    packed = next(archives(members), None)
    hint = f"; {packed.where} is packed: unpack it, and give its folder" if packed else ""
    raise FileInvalid(f"{path} holds no {what}{hint}")


def _by_name(member: Member) -> str:
    return str(member.name)


def _files(path: Path) -> Iterator[Member]:
    top = path.resolve()
    for file in path.rglob("*"):
        if not file.is_file():
            continue
        if not file.resolve().is_relative_to(top):
            raise FileInvalid(f"{file} is a link to a place outside of {path}")
        name = PurePosixPath(file.relative_to(path).as_posix())
        yield Member(name, str(file), file.stat().st_size, file)


def _members(archive: zipfile.ZipFile, path: Path) -> Iterator[Member]:
    infos = [one for one in archive.infolist() if not one.filename.endswith("/")]
    if len(infos) > MOST_MEMBERS:
        raise FileInvalid(f"{path} holds more than {MOST_MEMBERS:,} files")
    if sum(one.file_size for one in infos) > MOST_BYTES:
        raise FileInvalid(f"{path} holds more than {MOST_BYTES >> 30} GB when unpacked")
    names = [PurePosixPath(one.filename) for one in infos]
    if len(set(names)) < len(names):
        raise FileInvalid(f"{path} holds a file twice under one name")
    for name, one in zip(names, infos, strict=True):
        _check(one, path)
        where = f"{path}: {one.filename}"
        yield Member(name, where, one.file_size, archive, one)


def _check(info: zipfile.ZipInfo, path: Path) -> None:
    name, parts = info.filename, PurePosixPath(info.filename).parts
    if not parts:
        raise FileInvalid(f"{path}: {name!r} is no name of a file")
    if name.startswith("/") or ".." in parts or "\\" in name or ":" in parts[0]:
        raise FileInvalid(f"{path}: {name!r} names a place outside of the zip")
    if (info.external_attr >> 16) & _KIND == _LINK:
        raise FileInvalid(f"{path}: {name!r} is a link; unpack it and give the folder")
    if info.flag_bits & _ENCRYPTED:
        raise FileInvalid(f"{path} has a password; unpack it and give the folder")
    if info.file_size > max(_SMALL, MOST_RATIO * info.compress_size):
        raise FileInvalid(f"{path}: {name!r} unpacks to more than {MOST_RATIO} times its size")
