"""Help desks that can be read live, through their APIs, by name.

To add one: a module with a `Desk`, a line in `DESKS`, what its API answers in
tests/snippets/desks, and a row in docs/formats.md.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from snippets import formats
from snippets.desks import (
    chatwoot,
    freshdesk,
    front,
    gorgias,
    helpscout,
    intercom,
    libredesk,
    zammad,
    zendesk,
)
from snippets.desks.address import Address, parsed
from snippets.desks.desk import Desk
from snippets.desks.fetching import Fetcher, NotTaken
from snippets.desks.kept import held
from snippets.desks.reader import Reader
from snippets.errors import DeskFailed, DeskRefused, FileInvalid, FormatUnknown
from snippets.formats.documents import Record
from snippets.formats.entry import Entry, Item, Loss, Taken
from snippets.progress import Progress

Showing = Callable[[], AbstractContextManager[Progress | None]]
DESKS = {
    "zendesk": zendesk.DESK,
    "helpscout": helpscout.INBOX,
    "freshdesk": freshdesk.DESK,
    "intercom": intercom.DESK,
    "front": front.DESK,
    "gorgias": gorgias.DESK,
    "chatwoot": chatwoot.DESK,
    "zammad": zammad.DESK,
    "libredesk": libredesk.DESK,
}


@dataclass(frozen=True, slots=True)
class Live:
    """A desk to be read: with which key, and only what has changed since then, if that is set.

    `folder` is where unfinished imports are kept, `sleep` waits so many seconds.
    """

    name: str
    address: str
    key: str = field(repr=False)
    folder: Path
    since: datetime | None = None
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was read; whether it went on where another try had stopped; what had not changed."""

    taken: Taken
    went_on: bool
    passed_over: int


@contextmanager
def fetched(live: Live, showing: Showing = nullcontext) -> Iterator[Fetched]:
    """All that a desk holds. What has been fetched is kept if this, or what is done with it, fails.

    `showing` shows how far it is while it is fetched.
    Raises FormatUnknown, DeskFailed, or FileInvalid for an object that can't be read; after that
    all is fetched anew.
    """
    address = parsed(live.address)
    desk = _desk(live.name, address)
    key = _checked(live.key, desk)
    since = live.since.isoformat() if live.since else ""
    with held(live.folder, live.name, address.origin, address.path, since) as kept:
        went_on = kept.begin(key)
        try:
            with closing(_fetcher(desk, address, key, live.sleep)) as fetcher, showing() as show:
                reader = Reader(address, fetcher, kept, live.since, show)
                items = [*desk.items(_records(desk, reader)), *reader.losses]
            taken = formats.gathered(_once(items))
            yield Fetched(taken, went_on, reader.passed_over)
        except NotTaken:
            kept.clear()
            raise
        except FileInvalid as error:
            kept.clear()
            raise FileInvalid(
                f"{error}; put it right at {address.host}, and run the same command again"
            ) from error
        kept.clear()


def _desk(name: str, address: Address) -> Desk:
    if name not in DESKS:
        known = ", ".join(DESKS)
        raise FormatUnknown(f"{name} is read from files; these are read live: {known}")
    is_docs = name == "helpscout" and helpscout.at_docs(address)
    return helpscout.DOCS if is_docs else DESKS[name]


def _fetcher(desk: Desk, address: Address, key: str, sleep: Callable[[float], None]) -> Fetcher:
    return Fetcher(address, desk.sign_in(key, address), desk.key, sleep)


def _checked(key: str, desk: Desk) -> str:
    """The key, if a header can hold it."""
    plain = key.strip()
    if not plain or not plain.isascii() or not plain.isprintable() or " " in plain:
        raise DeskFailed(
            f"a key is needed, one line in --key-file or TACTFUL_IMPORT_KEY: {desk.key}"
        )
    return plain


def _records(desk: Desk, reader: Reader) -> Sequence[Record]:
    """The records of all parts; one that the key may not see is a loss if another may be seen."""
    records: list[Record] = []
    refused: list[DeskRefused] = []
    for words, part in desk.parts.items():
        try:
            records += list(part(reader))
        except DeskRefused as error:
            refused.append(error)
            reader.losses.append(Loss(reader.address.host, f"{words}: {error} (left out)"))
    if len(refused) == len(desk.parts):
        raise DeskFailed(f"{refused[0]}; what it takes is {desk.key}")
    return records


def _once(items: Sequence[Item]) -> Iterator[Item]:
    """Each snippet the first time it comes: a list may move on while its pages are read."""
    seen: set[str] = set()
    for item in items:
        if isinstance(item, Loss) or item.snippet.id not in seen:
            yield item
        if isinstance(item, Entry):
            seen.add(item.snippet.id)
