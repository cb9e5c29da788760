"""Words of the pages: days as people say them, numbers, what was done."""

from __future__ import annotations

from datetime import UTC, date, datetime

from fastapi import Request

STATUSES = {
    "approved": "In use",
    "proposed": "Proposed",
    "draft": "Draft",
    "archived": "Archived",
    "rejected": "Not accepted",
    "replaced": "Replaced",
    "deleted": "Deleted",
}
"""The states of snippets and versions."""

KINDS = {
    "contradiction": "Contradictions",
    "expired": "Days gone by",
    "placeholder": "Placeholders nothing fills",
    "duplicate": "Duplicates",
    "article_changed": "Article changed since",
    "dead_link": "Dead links",
    "checks": "Fails a check",
    "unfound": "Not found by its own messages",
    "often_edited": "Often edited away",
    "unwelcome": "Often discarded",
    "confusable": "Easily confused",
    "unused": "Never used",
}
"""What a look at the library's health finds."""

DONE = {
    "saved": "Saved.",
    "added": "Added to the library.",
    "draft": "Kept as a draft.",
    "proposed": "Proposed. A lead will look at it; until then nothing changes.",
    "approved": "Approved. It is in use from now on.",
    "rejected": "Not accepted. The word is kept with it.",
    "restored": "Rolled back. This is a new version; the one before is in the history.",
    "dismissed": "Called no problem. It comes back if one of the texts changes.",
    "undismissed": "It is shown again.",
    "merged": "Merged. The one that was kept has the other's examples, too.",
    "changed": "Changed.",
    "deleted": "Deleted. The history is kept, so that it can be brought back.",
    "cancelled": "Nothing was imported.",
    "accepted": "Added to the library, with its messages as examples.",
    "unneeded": "Not shown again.",
}
"""What a page says after something was done, by the `did` of its address."""

_LATELY = 7


def did(request: Request) -> str:
    """What was just done, as the address says it; "" for nothing."""
    return DONE.get(request.query_params.get("did", ""), "")


def status(name: str) -> str:
    """A status or state in a word or two."""
    return STATUSES.get(name, name)


def kind(name: str) -> str:
    """A kind of finding as a heading."""
    return KINDS.get(name, name.replace("_", " ").capitalize())


def moment(value: datetime | str) -> datetime:
    """A moment in UTC, also from its ISO text; one without a zone is in UTC already."""
    read = datetime.fromisoformat(value) if isinstance(value, str) else value
    return read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)


def iso(value: datetime | str) -> str:
    """A moment as machines read it."""
    return moment(value).isoformat(timespec="seconds")


def day(value: datetime | date | str) -> str:
    """`23 November 2026`."""
    read = value if isinstance(value, date) else moment(value)
    return f"{read.day} {read:%B %Y}"


def ago(value: datetime | str, now: datetime | None = None) -> str:
    """`today, 14:05`, `yesterday`, `3 days ago`, else the day; in UTC."""
    then, today = moment(value), now or datetime.now(UTC)
    days = (today.date() - then.date()).days
    if days <= 0:
        return f"today, {then:%H:%M}"
    if days == 1:
        return "yesterday"
    return f"{days} days ago" if days < _LATELY else f"{then.day} {then:%b %Y}"


def number(value: float) -> str:
    """`12,345`."""
    return f"{value:,}"


def count(value: int, one: str, many: str = "") -> str:
    """`1 snippet`, `1,200 snippets`."""
    return f"{value:,} {one if value == 1 else many or f'{one}s'}"


def cut(text: str, most: int = 140) -> str:
    """The beginning of a text in one line."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
