"""From a snippet's Markdown to text that can be pasted anywhere."""

from __future__ import annotations

import re

from assistant.reading.mail import is_sign_off
from models.text import sentence_spans

MOST_LEAD_SENTENCES = 3

_LINK = re.compile(r"!?\[([^\[\]\n]{1,300})\]\(<?([^()\s<>]{1,2000})>?(?:\s\"[^\"\n]*\")?\)")
_ADDRESS = re.compile(r"(?:https?|mailto|tel):", re.I)
_RELATIVE = re.compile(r" \((?:/[\w.,#?=&%~-]+){2,}/?\)")
_EMPHASIS = re.compile(r"(?<![\w*])(\*\*|__|\*)(?=\S)([^*_\n]{1,300}?)(?<=\S)\1(?![\w*])")
_HEADING = re.compile(r"^#{1,6}\s+(.*)$", re.MULTILINE)
_GREETING = re.compile(
    r"(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day))(?: [\w{}|.'’-]+){0,5}[,!.:]?",
    re.I,
)
_OWN_CAPITALS = re.compile(r"[^\W_]{1,3}[A-Z]|https?:")
_BLANKS = re.compile(r"\n{3,}")


def plain_text(markdown: str) -> str:
    """Lists as they are, links as "words (address)", no emphasis and no heading marks.

    A link that is relative to a site leads nowhere from a mail: only its words stay.
    """
    text = _RELATIVE.sub("", _LINK.sub(_link, markdown.replace("\r\n", "\n")))
    text = _EMPHASIS.sub(r"\2", _HEADING.sub(r"\1", text))
    return _BLANKS.sub("\n\n", text).strip()


def without_courtesy(text: str) -> str:
    """A reply without its own greeting and sign-off, for the draft has its own."""
    lines = text.split("\n")
    if len(lines) > 1 and _GREETING.fullmatch(lines[0].strip()):
        lines = lines[1:]
    for at in range(max(1, len(lines) - 3), len(lines)):
        if is_sign_off(lines[at]):
            lines = lines[:at]
            break
    return "\n".join(lines).strip() or text


def lead(text: str) -> str:
    """What an article says first: a few whole sentences of a paragraph, or ""."""
    for paragraph in text.split("\n\n"):
        said = paragraph.strip()
        spans = sentence_spans(said)[:MOST_LEAD_SENTENCES]
        whole = [span for span in spans if span.of(said)[-1] in ".!?:)"]
        if whole:
            return _begun(said[: whole[-1].end])
    return ""


def _begun(text: str) -> str:
    """A text with a capital at its beginning, but for a name such as "eBay"."""
    return text if _OWN_CAPITALS.match(text) else text[:1].upper() + text[1:]


def _link(found: re.Match[str]) -> str:
    words, address = found[1].strip(), found[2]
    if not _ADDRESS.match(address):
        return words
    return address if words == address else f"{words} ({address})"
