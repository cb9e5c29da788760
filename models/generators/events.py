"""Server-sent events with chunks of a chat completion: what of them is text.

Servers differ: some send pings as comments, chunks without choices, a delta that is null. What
holds no text is passed over; what is no chunk at all is an error of the server.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable, Iterator
from typing import Any

MOST_OF_A_LINE = 1_000_000
"""Characters; no chunk of a few tokens is as long."""


def lines(chunks: Iterable[bytes]) -> Iterator[str]:
    """The lines of a stream, and an empty one for each chunk of bytes that ends none.

    So whoever reads them can look at the clock whatever a server sends. Raises ValueError.
    """
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    rest = ""
    for chunk in chunks:
        *whole, rest = (rest + decoder.decode(chunk)).replace("\r\n", "\n").split("\n")
        if len(rest) > MOST_OF_A_LINE:
            raise ValueError("a line without an end")
        yield from whole or [""]
    yield rest


def text_of(line: str) -> str:
    """The text that a line of the stream brings, or "". Raises ValueError where it is no chunk."""
    field, _, data = line.partition(":")
    if field != "data" or not data.strip() or data.strip() == "[DONE]":
        return ""
    chunk = json.loads(data)
    if isinstance(chunk, dict) and chunk.get("error"):
        raise ValueError("an error within the stream")
    text = _at(_at(_at(_at(chunk, "choices"), 0), "delta"), "content")
    if text is not None and not isinstance(text, str):
        raise ValueError("a content that is no text")
    return text or ""


def _at(value: Any, key: str | int) -> Any:
    """What stands there, or None."""
    if isinstance(key, int):
        return value[key] if isinstance(value, list) and len(value) > key else None
    return value.get(key) if isinstance(value, dict) else None
