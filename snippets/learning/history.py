"""Learning from past conversations which snippets answered which messages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from snippets.errors import FileInvalid
from snippets.formats.jsonl import objects, text_of, texts_of
from snippets.learning.privacy import masked
from snippets.proposals.wording import Mask
from snippets.snippet import Snippet, plain
from snippets.store.examples import Learned

SHINGLE = 6
"""Words in a row that two texts have to share."""
USED_SHARE = 0.6
"""The share of a snippet's shingles that shows that a reply used it."""
MOST_EXAMPLE_CHARACTERS = 2_000

_TOKEN = re.compile(r"\w+")
_LANGUAGE_PART = re.compile(r"/[a-z]{2}(?:-[a-z]{2})?(?=/)")
_URL = re.compile(r"https?://[^\s<>\"')\]]+|(?<=\()/[^\s<>\"')\]]+(?=\))")


@dataclass(frozen=True, slots=True)
class Conversation:
    """A past message and what was answered; `snippet_ids` is None where not known."""

    id: str
    created_at: str
    subject: str
    message: str
    reply: str
    snippet_ids: tuple[str, ...] | None = None
    agent: str = ""

    @property
    def text(self) -> str:
        """Subject and message."""
        return f"{self.subject}\n{self.message}".strip()


def read_history(path: Path) -> list[Conversation]:
    """All conversations of a history file. Raises FileInvalid, naming the line."""
    return [_conversation(where, fields) for where, fields in objects(path)]


def learned(
    history: Iterable[Conversation], library: Sequence[Snippet], mask: Mask = masked
) -> list[Learned]:
    """An example for each snippet that a reply used, its private details masked."""
    detector = UseDetector(library)
    known = {snippet.id for snippet in library}
    shown = []
    for past in history:
        used = detector.used(past.reply) if past.snippet_ids is None else past.snippet_ids
        shown += [(past, one) for one in used if one in known and past.text]
    texts = list(dict.fromkeys(_beginning(past) for past, _ in shown))
    by_text = dict(zip(texts, mask(texts), strict=True))
    return [
        Learned(
            snippet_id=one,
            conversation_id=past.id,
            text=by_text[_beginning(past)][:MOST_EXAMPLE_CHARACTERS],
            created_at=_day(past.created_at),
        )
        for past, one in shown
    ]


def _beginning(past: Conversation) -> str:
    """More than is kept, so that no private detail is cut before it is masked."""
    return past.text[: 2 * MOST_EXAMPLE_CHARACTERS]


class UseDetector:
    """Works out from a reply which snippets were used in it.

    A snippet was used when most of its six-word shingles stand in the reply (the same
    paragraph with small edits), or when the reply links to its address.
    """

    def __init__(self, library: Sequence[Snippet]) -> None:
        self._owners: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self._sizes: dict[str, int] = {}
        self._urls = {_address(one.url): one.id for one in library if one.url}
        self._urls |= {_path(url): snippet_id for url, snippet_id in self._urls.items()}
        for snippet in library:
            shingles = _shingles(plain(snippet.body))
            self._sizes[snippet.id] = len(shingles)
            for shingle in shingles:
                self._owners[shingle].add(snippet.id)

    def used(self, reply: str) -> tuple[str, ...]:
        """The ids of the snippets that a reply used, in the library's order."""
        shared = Counter(
            owner for shingle in _shingles(plain(reply)) for owner in self._owners.get(shingle, ())
        )
        linked = {self._urls.get(_address(url)) for url in _URL.findall(reply)}
        return tuple(
            snippet_id
            for snippet_id, size in self._sizes.items()
            if snippet_id in linked or (size and shared[snippet_id] >= USED_SHARE * size)
        )


def _day(created_at: str) -> datetime | None:
    """The date of a conversation; None where it is not one."""
    try:
        return datetime.fromisoformat(created_at).replace(tzinfo=None)
    except ValueError:
        return None


def _shingles(text: str) -> set[tuple[str, ...]]:
    found = _TOKEN.findall(text.lower())
    size = min(SHINGLE, max(3, len(found)))
    return {tuple(found[at : at + size]) for at in range(len(found) - size + 1)}


def _address(url: str) -> str:
    """An address without what does not tell pages apart: scheme, language, query, anchor."""
    plain_url = url.split("#")[0].split("?")[0].rstrip("/.,").lower()
    return _LANGUAGE_PART.sub("", re.sub(r"^https?://(?:www\.)?", "", plain_url))


def _path(address: str) -> str:
    """What follows the host: how pages of the same site link to each other."""
    return "/" + address.partition("/")[2]


def _conversation(where: str, fields: dict[str, Any]) -> Conversation:
    try:
        ids = texts_of(fields, "snippet_ids")
        return Conversation(
            id=str(fields["id"]),
            created_at=str(fields.get("created_at") or ""),
            subject=str(fields.get("subject") or ""),
            message=text_of(fields, "message"),
            reply=text_of(fields, "reply"),
            snippet_ids=ids,
            agent=str(fields.get("agent") or ""),
        )
    except (KeyError, TypeError) as error:
        raise FileInvalid(f"{where}: field {error} is missing or of the wrong kind") from error
