"""Replies taken apart into paragraphs, without quotes, greetings and signatures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from snippets.snippet import plain

SHINGLE = 3
"""Words in a row; so few that a word that was changed leaves most of a sentence alike."""
MOST_COURTESY_WORDS = 20
"""A longer sentence that begins politely goes on to say something."""

URL = re.compile(r"https?://[^\s<>\"')\]]*[^\s<>\"')\].,:;!?/]", re.IGNORECASE)
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_BLOCK = re.compile(r"\n\s*\n")
_BULLET = r"[ \t]*(?:[-*+•–]|\d{1,2}[.)])[ \t]+\S"
_ITEM = re.compile(_BULLET)
_BEFORE_ITEM = re.compile(rf"\n(?={_BULLET})")
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_TOKEN = re.compile(rf"{URL.pattern}|{_WORD.pattern}")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")
_QUOTE = re.compile(
    r"\s*(?:>|\(?(?:on|am|le|el|op|il|em)\b.{5,200}\b(?:wrote|schrieb|écrit|escribió|schreef|"
    r"scritto|escreveu)\b.{0,80}:\s*$|\S.{0,80}\b(?:said|wrote)\b.{0,40}[):]\s*$|re\s?:\s*\S)",
    re.IGNORECASE,
)
_QUOTED_REST = re.compile(
    r"^\s*(?:-{2,}\s?(?:original|forwarded) message\b|_{10,}\s*$|(?:from|von|de):\s.{1,200}@).*",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)
_HAIL = re.compile(
    r"\W*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day))\b"
    r"(?:(?: |, ?)[\w{}|.'’@-]+){0,4}[ ,.!:]*(?:$|(?<=[,.!:])\s+|(?= we\b| i\b))",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:(?:many|kind|best|warm|with|yours|thanks|thank you|and|regards|wishes|cheers|greetings|"
    r"sincerely|faithfully|truly|thx)\b[ ,]*){1,5}(?:from .{1,30}|(?<=, )\w+(?: \w+)?)?[\s.,!:]*$|"
    r"greetings? .{1,30}$|sent from my \w+\W*$",
    re.IGNORECASE,
)
_OFFER = re.compile(
    r"(?:please )?(?:let (?:me|us) know (?:if|how|whether|should|in case)|feel free|"
    r"do(?:n't|n’t| not) hesitate|get back to (?:me|us)|report back|keep (?:me|us) posted|"
    r"(?:post|report)\b.{0,20} (?:results?|update))|"
    r"if you (?:have|need) (?:any|further|more|other)|if\b.{0,80}(?:let (?:me|us) know|"
    r"(?:post|write|reply|get|come|report) (?:\w+ )?(?:back|again|update)\b)|"
    r"(?:i|we) (?:look forward|(?:will )?(?:try|do our best) to help|"
    r"(?:have )?(?:read|received|got) (?:the|your) \w+)|looking forward",
    re.IGNORECASE,
)
_FEELING = re.compile(
    r"(?:many thanks|thanks?\b|thank you|thx|you(?:'re|’re| are) (?:very |most )?welcome|"
    r"no problem|my pleasure|cheers|(?:i(?:'m|’m| am) )?(?:very |so |really )?(?:glad|happy|"
    r"pleased|sorry|apologies)\b|(?:i |we )?hope (?:this|that|it|these|you)|good luck|have a |"
    r"enjoy\b|welcome\b|great\b|(?:does|did) (?:this|that) help|"
    r"(?:with )?(?:kind|best|warm) (?:regards|wishes)|sincerely|yours\b|regards\b)"
    r"(?!.*(?:\b(?:please|(?:can|could) you|you (?:can|could|need|should|may|will))\b|https?:|\d))",
    re.IGNORECASE,
)
_NAME = re.compile(r"\W*[^\W\d_a-z][\w'’-]*(?: [^\W\d_a-z][\w'’.-]*){0,2}[\s.,]*")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph or an item of a list; two with the same words are the same."""

    text: str

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words in lower case, without marks of Markdown; an address is one word."""
        return tuple(_TOKEN.findall(plain(self.text).lower()))

    @property
    def is_item(self) -> bool:
        """Whether it is an item of a list."""
        return bool(_ITEM.match(self.text))

    @property
    def is_lead_in(self) -> bool:
        """Whether it only announces what follows it."""
        return self.text.endswith(":")


def paragraphs(reply: str) -> list[Paragraph]:
    """What a reply says, in order; each item of a list is a paragraph of its own.

    Quoted lines, greetings and sign-offs are left out.
    """
    own = _QUOTED_REST.sub("", printable(reply))
    lines = [line.rstrip() for line in own.split("\n")]
    kept = "\n".join("" if _QUOTE.match(line) else line for line in lines)
    blocks = (_trimmed(block) for block in _BLOCK.split(kept))
    found = (
        Paragraph(text.strip().removesuffix(" -"))
        for block in blocks
        for text in _BEFORE_ITEM.split(block)
    )
    return [paragraph for paragraph in found if paragraph.words]


def printable(text: str) -> str:
    """A text without control characters and halves of characters; lines end with "\\n"."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def is_courtesy(text: str) -> bool:
    """Whether a text greets, thanks, wishes or signs, and says nothing else."""
    sentences = [one for one in _SENTENCE.split(text) if one.strip()]
    return all(map(_is_polite, sentences)) or bool(_NAME.fullmatch(text))


def shingles(words: tuple[str, ...]) -> frozenset[int]:
    """The hashes of every three words in a row; of all words where there are fewer."""
    size = min(SHINGLE, len(words))
    return frozenset(hash(words[at : at + size]) for at in range(len(words) - size + 1))


def _is_polite(sentence: str) -> bool:
    rest = _HAIL.sub("", sentence, count=1).strip(" \t-–—…")
    short = len(_WORD.findall(rest)) <= MOST_COURTESY_WORDS
    return not rest or (short and any(form.match(rest) for form in (_CLOSING, _OFFER, _FEELING)))


def _trimmed(block: str) -> str:
    """A block without courtesies in its first and last lines."""
    lines = [line for line in block.split("\n") if line.strip()]
    while lines and is_courtesy(lines[0]):
        del lines[0]
    while lines and is_courtesy(lines[-1]):
        del lines[-1]
    if lines:
        lines[0] = _without_hail(lines[0])
    return "\n".join(lines)


def _without_hail(line: str) -> str:
    """A line that begins "Hi Dana, we …" without the greeting."""
    hail = _HAIL.match(line)
    rest = line[hail.end() :].lstrip() if hail else ""
    return rest[:1].upper() + rest[1:] if rest else line
