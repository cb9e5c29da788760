"""The addresses of the pages; ids may hold any character, a slash too."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlencode


def snippet(snippet_id: str) -> str:
    """The page of a snippet."""
    return f"/library/snippet/{_part(snippet_id)}"


def edit(snippet_id: str) -> str:
    """The editor of a snippet."""
    return f"/library/edit/{_part(snippet_id)}"


def version(snippet_id: str, number: int) -> str:
    """What a version changed."""
    return f"/library/version/{number}/{_part(snippet_id)}"


def restore(snippet_id: str, number: int) -> str:
    """Where rolling back is posted to."""
    return f"/library/restore/{number}/{_part(snippet_id)}"


def review(snippet_id: str, number: int) -> str:
    """A version that waits for a decision."""
    return f"/review/{number}/{_part(snippet_id)}"


def query(path: str, given: Mapping[str, object]) -> str:
    """A path with those of the parameters that say something."""
    said = {name: value for name, value in given.items() if value not in ("", None)}
    return f"{path}?{urlencode(said)}" if said else path


def _part(text: str) -> str:
    return quote(text, safe="")
