"""Texts with mark-up that come back with it: HTML fragments, quoted lines, signatures.

What is improved is the plain text. Each change is put where it belongs in the text as it was
sent; one that reaches over mark-up is left out, and noted. Quotes, code, images and signatures
stay as they are.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from api.compat.annotated import AnnotatedText, Piece
from api.compat.openai.changes import SIGNATURE_LINE, Edit, edits
from models.text import Fix, Span, apply_fixes

ITEM = "- "
MOST_NOTES = 20
NOTED_CHARACTERS = 80
LEFT_OUT = "a change was left out because mark-up stands in its way: {}"
LEFT_OUT_TOO = "{} more changes were left out because mark-up stands in their way"
_PARAGRAPHS = frozenset(
    {"p", "div", "section", "article", "table", "ul", "ol", "dl", "pre", "blockquote"}
    | {"h1", "h2", "h3", "h4", "h5", "h6"}
)
_SILENT = frozenset({"blockquote", "style", "script"})
"""What stands in these is not read."""
_KEPT = frozenset({"pre", "code"})
"""What stands in these is read, and stays as it is."""
_INLINE = frozenset(
    {"a", "b", "i", "u", "s", "em", "strong", "span", "font", "small", "mark", "label"}
    | {"sub", "sup", "del", "ins"}
)
_OTHERS = frozenset({"br", "hr", "img", "li", "tr", "td"})
_NAMES = "|".join(sorted(_PARAGRAPHS | _SILENT | _KEPT | _INLINE | _OTHERS))
_HTML = re.compile(rf"<!--|<(?:{_NAMES})(?:\s[^<>]*)?/?>", re.I)
_TOKEN = re.compile(r"<!--.{0,300}?-->|<[^<>]{1,2000}>|&[#\w]{1,32};|[^<&]+|.", re.DOTALL)
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-z][a-z\d]*)", re.I)
_CLOSING = re.compile(
    rf"(?:</(?:{'|'.join(sorted(_INLINE))})\s?>)*"
    r"(?:\s{0,20}</(?:li|ul|ol|td|th|tr|tbody|table|dd|dl)\s?>)*",
    re.I,
)
_SIGNATURE = re.compile(r"data-signature\s*=\s*[\"']?true", re.I)
_EMPTY = re.compile(r"\A(?:<br\s?/?>)+|<(p|li)(?:\s[^<>]{0,500})?>(?:<br\s?/?>|\s)*</\1>")


@dataclass(frozen=True, slots=True)
class Changed:
    """A text with its mark-up, and notes on the changes that it did not take."""

    text: str
    notes: tuple[str, ...] = ()


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

    def with_changes(self, after: str) -> Changed:
        """The text as it was sent, with what `after` changes of the plain text."""
        sent, plain = self._text.sent, self._text.plain
        if sent == plain:
            return Changed(after)
        fixes: list[Fix] = []
        left: list[str] = []
        for edit in edits(plain, after):
            placed = self._placed(edit)
            fixes += placed or []
            left += [edit.about] if placed is None else []
        changed = apply_fixes(sent, fixes)
        had_empty = _EMPTY.search(sent)
        text = changed if had_empty or not self.is_html else _EMPTY.sub("", changed)
        return Changed(text, tuple(_notes(left)))

    def _placed(self, edit: Edit) -> list[Fix] | None:
        """Changes where they belong in what was sent; None if one of them can't stand there."""
        places = [self._place(fix) for fix in edit.fixes]
        return (
            None
            if None in places
            else [
                Fix(place, self._as_sent(fix.text))
                for place, fix in zip(places, edit.fixes, strict=True)
                if place
            ]
        )

    def _as_sent(self, words: str) -> str:
        return html.escape(words, quote=False).replace("\n", "<br>") if self.is_html else words

    def _place(self, fix: Fix) -> Span | None:
        span, text = fix.span, self._text
        if span.start == span.end:
            return self._between(span.start, is_behind=fix.text[:1].isspace())
        if self._is_bare(span):
            return text.place(span)
        covered = span.of(self.plain)
        if fix.text:
            return None
        if covered.strip() in ("", ITEM.strip()):
            return Span(0, 0)
        start = span.start + len(covered) - len(covered.lstrip())
        inner = Span(start, start + len(covered.strip()))
        return text.place(inner) if self._is_bare(inner) else None

    def _is_bare(self, span: Span) -> bool:
        """Whether a span of the plain text was sent without tags in it."""
        place = self._text.place(span)
        if place is None:
            return False
        sent = place.of(self._text.sent)
        read = _read(sent) if self.is_html else sent
        return read == span.of(self.plain) and not (self.is_html and "<" in sent)

    def _between(self, at: int, *, is_behind: bool) -> Span:
        """The place between two characters, outside the mark-up of the words beside it.

        A list or table is not written into: what comes before or after it stands outside.
        """
        sent = self._text.sent
        before = self._text.place(Span(at - 1, at)) if at else None
        behind = self._text.place(Span(at, at + 1)) if at < len(self.plain) else None
        if before:
            closing = _CLOSING.match(sent, before.end) if self.is_html and is_behind else None
            place = closing.end() if closing else before.end
        elif behind:
            place = _outside(sent, behind.start)
        else:
            gap = self._text.place(Span(at, at))
            place = gap.start if gap and at else 0
        return Span(place, place)


def _outside(sent: str, place: int) -> int:
    """The place before the inline tags that open right before this one."""
    while place and sent[place - 1] == ">":
        start = sent.rfind("<", 0, place)
        tag = _TAG.match(sent, max(start, 0))
        if not tag or tag["end"] or tag["name"].lower() not in _INLINE:
            break
        place = start
    return place


def _notes(left: list[str]) -> Iterator[str]:
    """One for each change that was left out, up to so many."""
    for about in left[:MOST_NOTES]:
        line = " ".join(about.split())
        short = line if len(line) <= NOTED_CHARACTERS else f"{line[:NOTED_CHARACTERS]}…"
        yield LEFT_OUT.format(f"“{short}”")
    if len(left) > MOST_NOTES:
        yield LEFT_OUT_TOO.format(len(left) - MOST_NOTES)


def _html_pieces(sent: str) -> Iterator[Piece]:
    """Tags are read as the breaks that they make; a signature ends what is read."""
    silent = kept = 0
    breaks = 2
    for token in _TOKEN.finditer(sent):
        part = token[0]
        tag = _TAG.match(part)
        if tag and _SIGNATURE.search(part):
            yield Piece(sent[token.start() :], f"\n{SIGNATURE_LINE}", is_markup=True)
            return
        if tag:
            silent = max(0, silent + _deeper(tag, _SILENT))
            kept = max(0, kept + _deeper(tag, _KEPT))
            read = _break(tag, breaks)
        else:
            read = "" if silent or part.startswith("<!--") else _read(part)
        breaks = _breaks(read, breaks)
        yield Piece(part, read, is_markup=bool(tag or silent or kept or part[0] in "<&"))


def _breaks(read: str, before: int) -> int:
    """How many line breaks stand at the end of what is read; an item's mark stands behind two."""
    if read.endswith(ITEM):
        return 2
    return len(read) - len(read.rstrip("\n")) if read.strip() else before + read.count("\n")


def _read(part: str) -> str:
    """What is read of a part without tags."""
    return re.sub(r"[\r\n\t\xa0]", " ", html.unescape(part))


def _deeper(tag: re.Match[str], names: frozenset[str]) -> int:
    """How much deeper it goes into what is so named."""
    if tag["name"].lower() not in names:
        return 0
    return -1 if tag["end"] else 1


def _break(tag: re.Match[str], before: int) -> str:
    """What a tag is read as, where so many line breaks stand before it."""
    name = tag["name"].lower()
    if name == "br":
        return "\n"
    if name == "li" and not tag["end"]:
        return ITEM if before else f"\n{ITEM}"
    if name in ("td", "th"):
        return " " if tag["end"] else ""
    wanted = 2 if name in _PARAGRAPHS else 1 if name in ("li", "tr") else 0
    return "\n" * (wanted - before)


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
