"""Texts with mark-up, as LanguageTool's `data` parameter has them.

What is checked is the plain text: mark-up is left out, or what it stands for put in its place.
What is found there is then told in places of the text as it was sent.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from api.errors import InvalidRequest
from models.text import Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text as it was sent, and what is read in its place."""

    sent: str
    read: str
    is_markup: bool = False


class AnnotatedText:
    """A text as it was `sent`, its `plain` text, and the way from the one to the other."""

    def __init__(self, pieces: Iterable[Piece]) -> None:
        pieces = list(pieces)
        self.sent = "".join(piece.sent for piece in pieces)
        self.plain = "".join(piece.read for piece in pieces)
        self._places: list[Span] = []
        self._is_markup: list[bool] = []
        at = 0
        for piece in pieces:
            self._places += _places(piece, at)
            self._is_markup += [piece.is_markup] * len(piece.read)
            at += len(piece.sent)

    @classmethod
    def of_text(cls, text: str) -> AnnotatedText:
        """A text without mark-up."""
        return cls([Piece(text, text)])

    @classmethod
    def of_json(cls, data: str) -> AnnotatedText:
        """A text out of `{"annotation": [{"text": "…"}, {"markup": "<b>"}]}`.

        Raises InvalidRequest.
        """
        try:
            annotated = cls(map(_piece, json.loads(data)["annotation"]))
            annotated.sent.encode("utf-8")
            annotated.plain.encode("utf-8")
            return annotated
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise InvalidRequest(
                "field `data` has to be JSON like "
                '{"annotation": [{"text": "…"}, {"markup": "<b>", "interpretAs": ""}]}'
            ) from error

    def place(self, span: Span) -> Span | None:
        """Where a span of the plain text was sent, without mark-up at its edges.

        None where it covers nothing but mark-up.
        """
        if span.start >= span.end:
            return self._gap(span.start)
        written = [at for at in range(span.start, span.end) if not self._is_markup[at]]
        if not written:
            return None
        return Span(self._places[written[0]].start, self._places[written[-1]].end)

    def is_bare(self, span: Span) -> bool:
        """Whether a span of the plain text was sent just so, without mark-up in it."""
        place = self.place(span)
        return place is not None and place.of(self.sent) == span.of(self.plain)

    def _gap(self, at: int) -> Span:
        """The place between two characters of the plain text."""
        start = self._places[at].start if at < len(self._places) else len(self.sent)
        return Span(start, start)


def _places(piece: Piece, start: int) -> list[Span]:
    """For each character that is read, the place of what was sent for it."""
    if piece.is_markup:
        return [Span(start, start + len(piece.sent))] * len(piece.read)
    return [Span(at, at + 1) for at in range(start, start + len(piece.sent))]


def _piece(part: dict[str, str | None]) -> Piece:
    """One annotation. Raises KeyError or TypeError."""
    is_markup = "text" not in part
    sent = part["markup" if is_markup else "text"]
    read = (part.get("interpretAs") or "") if is_markup else sent
    if not isinstance(sent, str) or not isinstance(read, str):
        raise TypeError("text, markup and interpretAs have to be texts")
    return Piece(sent, read, is_markup)
