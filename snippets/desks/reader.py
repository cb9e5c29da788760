"""Lists and single objects of a help desk's API, as records that the formats read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from snippets.desks.address import Address
from snippets.desks.fetching import AGAIN, Fetcher, Page, Request
from snippets.desks.kept import KeptPages
from snippets.desks.paging import Paging, Unclear, at, none
from snippets.errors import DeskFailed, DeskRefused, FileInvalid
from snippets.formats.documents import Record
from snippets.formats.entry import Loss
from snippets.progress import Progress

_UNKNOWN = 0
"""How many pages there are in all."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list call.

    `name` is what the format calls its objects, `within` the keys that lead to them in a page.
    `changed` is the field with the time of the last change, "" where objects are wanted
    whatever it is; `since` the parameter that asks for later ones only, where there is one.
    """

    path: str
    name: str
    within: tuple[str, ...] = ()
    paging: Paging = none
    query: Mapping[str, str] = field(default_factory=dict)
    changed: str = "updated_at"
    since: str = ""

    def of(self, *ids: object) -> Listing:
        """The same with these ids in its path."""
        return replace(self, path=filled(self.path, *ids))


def filled(path: str, *ids: object) -> str:
    """A path with ids where it has `{}`; no id leads to another path."""
    quoted = (quote(str(one), safe="", errors="replace") for one in ids)
    return path.format(*(one.replace(".", "%2E") for one in quoted))


def id_of(record: Record) -> str:
    """The id of an object, for a path. Raises FileInvalid where it has none."""
    if record.fields.get("id") is None:
        raise FileInvalid(f"{record.where}: 'id' is missing")
    return record.key("")


class Reader:
    """Reads one desk; what has been kept of an earlier try is not asked for again.

    `losses` is what could not be had, `passed_over` counts what has not changed.
    """

    def __init__(
        self,
        address: Address,
        fetcher: Fetcher,
        kept: KeptPages,
        since: datetime | None = None,
        progress: Progress | None = None,
    ) -> None:
        self.address = address
        self.losses: list[Loss] = []
        self.passed_over = 0
        self._fetcher = fetcher
        self._kept = kept
        self._since = since
        self._progress = progress
        self._pages = 0

    def records(self, listing: Listing) -> Iterator[Record]:
        """The objects of all pages of a list that have changed. Raises DeskFailed."""
        query: Mapping[str, str] | None = self._first(listing)
        asked: list[Mapping[str, str]] = []
        before: list[dict[str, Any]] = []
        while query is not None:
            request, page = self._page(listing.path, query)
            found = self._objects(page, listing, request)
            following = self._following(page, listing, query, request)
            asked.append(query)
            if following in asked or (found and found == before):
                raise DeskFailed(
                    f"{self.address.host} gives the same page again ({request}); {AGAIN}"
                )
            self._kept.keep(request, page)
            for number, one in enumerate(found):
                if not listing.changed or self.is_wanted(one, listing.changed):
                    yield Record(_place(listing.path, one, number), listing.name, one)
            query, before = following, found

    def value(self, path: str, *within: str, method: str = "GET", **query: str) -> Any:
        """The object or list that a call answers with, or that stands there at a path of keys.

        Raises DeskFailed.
        """
        request, page = self._page(path, query, method)
        value = at(page.value, *within)
        if not isinstance(value, dict | list):
            raise DeskFailed(
                f"{self.address.host} answers without what was asked for ({request}); {AGAIN}"
            )
        self._kept.keep(request, page)
        return value

    def whole(self, record: Record, path: str, *within: str, **query: str) -> Iterator[Record]:
        """A record with what the call says that shows one; none, and a loss, if it may not be seen.

        Raises DeskFailed.
        """
        try:
            fields = self.value(path, *within, **query)
        except DeskRefused:
            self.losses.append(Loss(record.where, "what the key may not see (left out)"))
            return
        yield replace(record, fields=record.fields | (fields if isinstance(fields, dict) else {}))

    def is_wanted(self, fields: Mapping[str, Any], changed: str = "updated_at") -> bool:
        """Whether an object has changed since then, by the field `changed`; counts those not."""
        moment = _moment(fields.get(changed))
        is_old = self._since is not None and moment is not None and moment < self._since
        self.passed_over += is_old
        return not is_old

    def _first(self, listing: Listing) -> dict[str, str]:
        asks = self._since is not None and listing.since
        since = {listing.since: str(int(self._since.timestamp()))} if asks and self._since else {}
        return {**listing.query, **since}

    def _page(
        self, path: str, query: Mapping[str, str], method: str = "GET"
    ) -> tuple[Request, Page]:
        request = Request(path, tuple(query.items()), method)
        page = self._kept.page(request) or self._fetcher.page(request)
        self._pages += 1
        if self._progress:
            self._progress(self._pages, _UNKNOWN)
        return request, page

    def _following(
        self, page: Page, listing: Listing, query: Mapping[str, str], request: Request
    ) -> Mapping[str, str] | None:
        try:
            return listing.paging(page, query)
        except Unclear as error:
            raise DeskFailed(
                f"{self.address.host} does not say whether there is more ({request}); {AGAIN}"
            ) from error

    def _objects(self, page: Page, listing: Listing, request: Request) -> list[dict[str, Any]]:
        found = at(page.value, *listing.within)
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            wanted = f"a list at {'.'.join(listing.within)!r}" if listing.within else "a list"
            raise DeskFailed(
                f"{self.address.host} answers without {wanted} ({request}); if the address is "
                f"that of the desk, {AGAIN}"
            )
        return found


def _place(path: str, one: Mapping[str, Any], number: int) -> str:
    return f"{path}: {one.get('id', f'[{number}]')}"


def _moment(value: Any) -> datetime | None:
    """A time in ISO 8601 or seconds since 1970, None where it is neither."""
    try:
        if isinstance(value, int | float):
            return datetime.fromtimestamp(value, UTC)
        moment = datetime.fromisoformat(str(value))
    except (ValueError, OverflowError, OSError):
        return None
    return moment.replace(tzinfo=moment.tzinfo or UTC)
