"""Names of people: whom a greeting addresses, and who the customer is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from nameparser import HumanName

from assistant.conversation.conversation import Conversation
from assistant.conversation.reply import Reply
from assistant.reading.mail import is_sign_off
from assistant.reading.names import inline_signature
from assistant.reading.titles import may_be_place, titled, without_titles
from models.text import Span
from snippets.snippet import lookup

NICKNAMES = Path(__file__).parent / "nicknames.yaml"
LEAST_PREFIX = 3

TITLE = re.compile(
    r"(?:mr|mrs|ms|miss|mx|dr|prof|professor|doctor|sir|dame|herr|frau|madame|monsieur|rev|fr)\.?",
    re.I,
)
_ESQUIRE = re.compile(r",?\s+Esq\b\.?\s*\Z")
_WORD = re.compile(r"[^\W\d_][\w'’-]*\.?")
_NO_NAME = re.compile(r"[^\w\s.,'’-]|\d")
NOBODY = re.compile(
    r"there|all|team|every(?:one|body)|folks|friends?|customer|client|sir|madam|support|both|guys"
    r"|again|back|user|member|valued|dear|and|colleagues?|the|to|you|from|reader|neighbou?r",
    re.I,
)
_ORGANISATION = re.compile(
    r"\b(?:support|team|ltd|inc|gmbh|llc|company|service|sales|office|info|customer|shop|store"
    r"|group|admin|user|anonymous|accounts?|hello|contact|no-?reply)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Addressed:
    """The name in a greeting: where it stands, its words, and whether a title precedes it."""

    span: Span
    words: tuple[str, ...]
    titled: bool


def addressed(reply: Reply) -> Addressed | None:
    """Whom the greeting names, None where it names nobody or not surely a person."""
    if not reply.greeting:
        return None
    start, rest = reply.greeting.start("rest"), reply.greeting["rest"]
    words = list(_WORD.finditer(rest))
    titles = [word for word in words if TITLE.fullmatch(word[0])]
    names = [word for word in words if not TITLE.fullmatch(word[0])]
    plain = all(word[0][0].isupper() and not NOBODY.fullmatch(word[0]) for word in names)
    if not names or not plain or len(names) > 3 or re.search(r"[^\w\s'’.-]", rest):
        return None
    span = Span(start + names[0].start(), start + len(rest.rstrip(" .")))
    return Addressed(span, tuple(word[0].rstrip(".") for word in names), bool(titles))


@dataclass(frozen=True, slots=True)
class Person:
    """The customer: every word of their names, and first and last name where those are known."""

    words: frozenset[str]
    first: str | None
    last: str | None = None


def customer_of(conversation: Conversation) -> Person:
    """Who the customer is, from their values, the sender and what they sign with."""
    values, understanding = {"customer": conversation.customer}, conversation.understanding
    first, name, full, last = (
        lookup(values, f"customer.{one}")
        for one in ("first_name", "name", "full_name", "last_name")
    )
    sender, signed = conversation.context.sender_name, understanding.customer_name
    whole = f"{first} {last}" if first and last else ""
    complete = [one for one in (name, full, whole, sender, *_signed(conversation)) if one]
    names = [first, last, *complete, signed or "", understanding.salutation or ""]
    certain = next((one for one in (first, name, full, sender) if _is_person(one)), "")
    whole_words = [word for one in names if _is_person(one) for word in name_words(one)]
    words = [part for word in whole_words for part in (word, *word.split("-"))]
    called = next(iter(name_words(certain)), None) if certain else signed
    return Person(frozenset(map(folded, words)), called, _surname(complete))


def _signed(conversation: Conversation) -> list[str]:
    """The lines of the signature that begin with the name that the customer signs with."""
    signed, mail = conversation.understanding.customer_name, conversation.read.mail
    lines = [line.partition(",")[0] for line in (*mail.signature, inline_signature(mail.body))]
    return [line for line in lines if signed and name_words(line)[:1] == [signed]]


def _surname(names: Sequence[str]) -> str | None:
    """The last word of the first full name: words with a capital, the last no initial."""
    found = [name_words(name) for name in names if _is_person(name) and not _NO_NAME.search(name)]
    full = (one for one in found if len(one) > 1 and all(word[0].isupper() for word in one))
    return next((one[-1] for one in full if len(one[-1]) > 1), None)


def academic_title(conversation: Conversation) -> str | None:
    """ "Dr Osei" where the customer goes by an academic title; "" for an esquire."""
    signed = conversation.understanding.customer_name
    for line in _own_names(conversation):
        found = titled(line)
        if found and (not may_be_place(line) or name_words(line)[:1] == [signed]):
            rank, name = found
            return f"{'Prof.' if rank == 'Prof' else rank} {HumanName(name).last or name}"
        if _ESQUIRE.search(line):
            return ""
    return None


def _own_names(conversation: Conversation) -> list[str]:
    """The lines that may hold the customer's name: values, the sender, what they sign with."""
    mail, values = conversation.read.mail, {"customer": conversation.customer}
    parts = [lookup(values, f"customer.{one}") for one in ("title", "first_name", "last_name")]
    names = [lookup(values, f"customer.{one}") for one in ("name", "full_name")]
    names += [" ".join(filter(None, parts)), conversation.context.sender_name]
    signed = [line for line in mail.signature if not is_sign_off(line)]
    return [line for line in (*names, *signed, inline_signature(mail.body)) if line.strip()]


def same_person(one: str, other: str) -> bool:
    """Whether two first names may be one person's: alike, short for another, or an initial."""
    first, second = folded(one), folded(other)
    short, long = sorted((first, second), key=len)
    if first == second or (len(short) == 1 and long.startswith(short)):
        return True
    if len(short) >= LEAST_PREFIX and long.startswith(short):
        return True
    return bool(nicknames().get(first, frozenset()) & nicknames().get(second, frozenset()))


def name_words(name: str) -> list[str]:
    """The words of a name without titles."""
    words = (word[0].rstrip(".") for word in _WORD.finditer(without_titles(name)))
    return [word for word in words if not TITLE.fullmatch(word)]


def folded(word: str) -> str:
    """A name in lower case without accents: "José" is "jose"."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in plain if char.isalpha())


@cache
def nicknames() -> dict[str, frozenset[int]]:
    """The numbers of the groups that a name belongs to."""
    groups = yaml.load(NICKNAMES.read_text("utf-8"), Loader=yaml.CSafeLoader)
    found: dict[str, set[int]] = {}
    for number, group in enumerate(groups):
        for name in group.split():
            found.setdefault(name, set()).add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}


def _is_person(name: str) -> bool:
    return bool(name_words(name)) and "@" not in name and not _ORGANISATION.search(name)
