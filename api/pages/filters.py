"""What the list of the library is filtered and sorted by, as its address says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from pydantic import BaseModel, Field

from api.pages.addresses import query
from snippets.listing import Order, Sort, Wanted
from snippets.scope import Scope
from snippets.snippet import AUDIENCES, KINDS, STATUSES

PER_PAGE = 50
SORTS = ("title", "-title", "-updated", "updated", "-used", "used", "id")


class Filters(BaseModel):
    """The parameters of the list; what is empty or unknown filters nothing."""

    search: str = Field("", max_length=1_000)
    folder: str = ""
    tag: str = ""
    team: str = ""
    status: str = ""
    kind: str = ""
    audience: str = ""
    locale: str = ""
    sort: str = "title"
    page: int = Field(1, ge=1, le=10**6)

    def wanted(self, scope: Scope) -> Wanted:
        """What the store is asked for."""
        return Wanted(
            self.search,
            self.folder,
            self.tag or None,
            self.team or None,
            None,
            _one_of(self.status, STATUSES),
            _one_of(self.kind, KINDS),
            _one_of(self.audience, AUDIENCES),
            self.locale or None,
            None,
            scope,
        )

    def order(self) -> Order:
        """By what, and which part."""
        chosen = self.sort if self.sort in SORTS else "title"
        by = cast(Sort, chosen.removeprefix("-"))
        return Order(by, chosen.startswith("-"), PER_PAGE, (self.page - 1) * PER_PAGE)

    def address(self, **changed: Any) -> str:
        """The list with some of this changed, from its first page unless that is named."""
        given = self.model_dump() | {"page": 1} | changed
        return query(
            "/library", given | {name: "" for name, said in _SILENT.items() if given[name] == said}
        )

    @property
    def said(self) -> dict[str, str]:
        """The filters that are set, by name."""
        return {name: value for name in NAMES if (value := getattr(self, name))}


NAMES = ("search", "folder", "tag", "team", "status", "kind", "audience", "locale")
_SILENT: Mapping[str, Any] = {"sort": "title", "page": 1}


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of the tree: its path, its name, how deep it lies, and how many are in it."""

    path: str
    name: str
    depth: int
    count: int


def tree(counts: Mapping[str, int]) -> list[Folder]:
    """The folders with those above them; each counts what lies in its subfolders, too."""
    sums: dict[str, int] = {}
    for path, count in counts.items():
        parts = path.split("/")
        for end in range(1, len(parts) + 1):
            above = "/".join(parts[:end])
            sums[above] = sums.get(above, 0) + count
    ordered = sorted(sums, key=lambda path: [part.casefold() for part in path.split("/")])
    return [
        Folder(path, path.rpartition("/")[2].replace("%2F", "/"), path.count("/"), sums[path])
        for path in ordered
    ]


def _one_of(value: str, choices: tuple[str, ...]) -> Any:
    return value if value in choices else None
