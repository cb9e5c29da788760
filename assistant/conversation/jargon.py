"""Terms of the trade that the customer did not use first and the reply does not explain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from assistant.conversation.conversation import Conversation, Remark
from assistant.conversation.words import tokens
from models.text import Fix, Span

JARGON = Path(__file__).parent / "jargon.yaml"
MOST_REMARKS = 3

_EXPLAINED = re.compile(
    r"s?\s*(?:\(|[,–—-]\s*(?:which|that is|i\.e\.|meaning|short for|or|a|an|the)\b"
    r"|(?:is|are|means|stands for) (?:a|an|the|our|how|when|what|where)\b)"
)
_IN_MENU = re.compile(
    r"(?:>|→|»|[“\"'‘]|\b(?:click|choose|select|press|tap|tab|menu|option|button)\b)"
)


@dataclass(frozen=True, slots=True)
class Term:
    """A term, what it means in plain words, and whether those fit in its place."""

    term: str
    plain: str
    fits: bool

    @property
    def is_acronym(self) -> bool:
        """Whether it is written in capitals."""
        return self.term[:2].isupper()


def jargon(conversation: Conversation) -> Iterator[Remark]:
    """A remark at the first use of each term, three at most."""
    reply, theirs = conversation.reply, f" {' '.join(tokens(conversation.customer_words))} "
    ours = " ".join(conversation.ours).lower()
    remarks = 0
    for found in _pattern().finditer(reply.seen):
        term = _terms()[found["term"].casefold()]
        if remarks < MOST_REMARKS and not _is_known(term, found, conversation, theirs, ours):
            theirs += f" {term.term.lower()} "
            remarks += 1
            fix = _fix(term, found, reply.text)
            message = f"Not everybody knows “{found['term']}”; it means: {term.plain}."
            yield Remark(Span(*found.span("term")), message, (fix,) if fix else ())


def _is_known(
    term: Term, found: re.Match[str], conversation: Conversation, theirs: str, ours: str
) -> bool:
    """Whether customer, library or an earlier turn has the term, or the reply explains it."""
    text, lower = conversation.reply.seen, term.term.lower()
    words = " ".join(tokens(lower))
    if f" {words} " in theirs or f" {words}s " in theirs or lower in ours:
        return True
    if lower in conversation.context.known_words or term.plain.lower() in text.lower():
        return True
    before = text[max(0, found.start() - 30) : found.start()].rpartition("\n")[2]
    in_brackets = before.rstrip().endswith("(") or bool(_IN_MENU.search(before))
    return in_brackets or bool(_EXPLAINED.match(text, found.end()))


def _fix(term: Term, found: re.Match[str], text: str) -> Fix | None:
    """The plain words, the article before them fitted, an acronym kept in brackets."""
    if not term.fits or found["plural"]:
        return None
    said = f"{term.plain} ({term.term})" if term.is_acronym else term.plain
    start = found.start("term")
    article = re.search(r"\b(an?) \Z", text[:start], re.I)
    if article:
        right = "an" if term.plain[0] in "aeiou" else "a"
        said = f"{right.capitalize() if article[1][0].isupper() else right} {said}"
        start = article.start()
    elif start == 0 or text[:start].rstrip(" ").endswith((".", "!", "?", "\n")):
        said = said[:1].upper() + said[1:]
    return Fix(Span(start, found.end()), said)


@cache
def _terms() -> dict[str, Term]:
    raw = yaml.load(JARGON.read_text("utf-8"), Loader=yaml.CSafeLoader)
    terms = [Term(one["term"], one["plain"], one["fits"]) for desk in raw.values() for one in desk]
    return {term.term.casefold(): term for term in terms}


@cache
def _pattern() -> re.Pattern[str]:
    """Every term; acronyms as they are written, other terms with or without a capital."""
    ordered = sorted(_terms().values(), key=lambda term: -len(term.term))
    written = [
        re.escape(term.term) if term.is_acronym else _either_case(term.term) for term in ordered
    ]
    return re.compile(rf"(?<![\w/-])(?P<term>{'|'.join(written)})(?P<plural>s?)(?![\w/-])")


def _either_case(term: str) -> str:
    first = term[0]
    return f"[{first.upper()}{first}]{re.escape(term[1:])}" if first.isalpha() else re.escape(term)
