"""Texts with mark-up that come back with it: HTML fragments, quoted lines, signatures.

What is improved is the plain text. Each change is put where it belongs in the text as it was
sent; one that reaches over mark-up is left out. Quotes, code and signatures stay as they are.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from api.compat.annotated import AnnotatedText, Piece
from models.text import Fix, Span, apply_fixes

_HTML = re.compile(
    r"<(?:p|div|br|span|ul|ol|li|b|i|u|em|strong|a|h[1-6]|table)(?:\s[^<>]*)?/?>", re.I
)
_TOKEN = re.compile(r"<!--.{0,300}?-->|<[^<>]{1,2000}>|&[#\w]{1,32};|[^<&]+|.", re.DOTALL)
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-z][a-z\d]*)", re.I)
_SIGNATURE = re.compile(r"data-signature\s*=\s*[\"']?true", re.I)
_PARAGRAPHS = frozenset({"p", "div", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6"})
_KEPT = frozenset({"blockquote", "pre", "code"})
_EMPTY = re.compile(r"\A(?:<br\s?/?>)+|<(p|li)(?:\s[^<>]{0,500})?>(?:<br\s?/?>|\s)*</\1>")
_ENDS_WITH_LIST = re.compile(r"</(?:[uo]l|table)>\s*\Z", re.I)
_WORDS = re.compile(r"\w+|\s|[^\w\s]")
MOST_WORDS = 2_000
"""Where more words have changed, they are taken for one change."""
SIGNATURE_LINE = "--"


class Marked:
    """A text as it was sent, and its plain text for the checkers."""

    def __init__(self, sent: str) -> None:
        self.is_html = _HTML.search(sent) is not None
        pieces = list(_html_pieces(sent) if self.is_html else _text_pieces(sent))
        self._text = AnnotatedText(_without_end(pieces))

    @property
    def plain(self) -> str:
        """What is read of it."""
        return self._text.plain

    def with_changes(self, after: str) -> str:
        """The text as it was sent, with what `after` changes of the plain text."""
        sent, plain = self._text.sent, self._text.plain
        if sent == plain:
            return after
        fixes = [fix for change in _changes(plain, after) for fix in self._placed(change)]
        changed = apply_fixes(sent, fixes)
        had_empty = _EMPTY.search(sent)
        return changed if had_empty or not self.is_html else _EMPTY.sub("", changed)

    def _placed(self, change: Fix) -> list[Fix]:
        """A change of the plain text where it stands in what was sent, if it can stand there."""
        words = html.escape(change.text, quote=False) if self.is_html else change.text
        words = words.replace("\n", "<br>") if self.is_html else words
        span = change.span
        if span.start == span.end:
            return [Fix(self._between(span.start), words)]
        covered = span.of(self.plain)
        left = len(covered) - len(covered.lstrip())
        inner = Span(span.start + left, span.start + max(left, len(covered.rstrip())))
        if change.text:
            inner = span
        place = self._text.place(inner)
        if place is None or inner.start == inner.end or not self._text.is_bare(inner):
            return []
        return [Fix(place, words)]

    def _between(self, at: int) -> Span:
        """The place right behind the character before, or before the first one.

        A list or table is not written into: what comes before or after it stands outside.
        """
        sent = self._text.sent
        around = self._text.place(Span(at - 1, at) if at else Span(0, 1))
        if around is None or (at == len(self.plain) and _ENDS_WITH_LIST.search(sent)):
            return Span(len(sent), len(sent)) if at else Span(0, 0)
        place = around.end if at else around.start
        return Span(place, place)


def _html_pieces(sent: str) -> Iterator[Piece]:
    """Tags are read as the breaks that they make; a signature ends what is read."""
    kept = 0
    for token in _TOKEN.finditer(sent):
        part = token[0]
        tag = _TAG.match(part)
        if tag and _SIGNATURE.search(part):
            yield Piece(sent[token.start() :], f"\n{SIGNATURE_LINE}", is_markup=True)
            return
        if tag:
            kept += _kept(tag)
            yield Piece(part, _break(tag), is_markup=True)
        elif kept or part.startswith(("<", "&")):
            yield Piece(part, html.unescape(part).replace("\xa0", " "), is_markup=True)
        else:
            yield Piece(part, re.sub(r"[\r\n\t]", " ", part))


def _kept(tag: re.Match[str]) -> int:
    """How much deeper it goes into what stays as it is."""
    if tag["name"].lower() not in _KEPT:
        return 0
    return -1 if tag["end"] else 1


def _break(tag: re.Match[str]) -> str:
    name = tag["name"].lower()
    if name == "br":
        return "\n"
    if name == "li":
        return "\n" if tag["end"] else "- "
    return "\n\n" if name in _PARAGRAPHS and tag["end"] else ""


def _text_pieces(sent: str) -> Iterator[Piece]:
    """Lines; quoted ones are not read, and a signature ends what is."""
    at = 0
    for line in sent.splitlines(keepends=True):
        if line.strip() == SIGNATURE_LINE:
            yield Piece(sent[at:], SIGNATURE_LINE, is_markup=True)
            return
        yield Piece(line, "", is_markup=True) if line.startswith(">") else Piece(line, line)
        at += len(line)


def _without_end(pieces: list[Piece]) -> list[Piece]:
    """The pieces, with nothing read for the breaks after the last word."""
    for at in range(len(pieces) - 1, -1, -1):
        if pieces[at].read.strip():
            break
        if pieces[at].is_markup:
            pieces[at] = replace(pieces[at], read="")
    return pieces


def _changes(before: str, after: str) -> list[Fix]:
    """What has to be put where to make one text the other, by words."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    same = 0
    while same < min(len(old), len(new)) and old[same] == new[same]:
        same += 1
    start = len("".join(old[:same]))
    if max(len(old), len(new)) - same > MOST_WORDS:
        return [Fix(Span(start, len(before)), after[start:])]
    places = [start]
    for word in old[same:]:
        places.append(places[-1] + len(word))
    matcher = SequenceMatcher(None, old[same:], new[same:], autojunk=False)
    return [
        Fix(span, "".join(new[same + c : same + d]))
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal"
        for span in _lines(Span(places[a], places[b]), before, whole=c < d)
    ]


def _lines(span: Span, text: str, *, whole: bool) -> Iterator[Span]:
    """A span as it is if it is to stay `whole`, else line by line."""
    at = span.start
    if not whole:
        for line in span.of(text).splitlines(keepends=True)[:-1]:
            yield Span(at, at + len(line))
            at += len(line)
    yield Span(at, span.end)
