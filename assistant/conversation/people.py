"""Names of people: whom a greeting addresses, and who the customer is."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from assistant.conversation.conversation import Conversation
from assistant.conversation.reply import Reply
from assistant.names import inline_signature
from models.text import Span
from snippets.snippet import lookup

NICKNAMES = Path(__file__).parent / "nicknames.yaml"
LEAST_PREFIX = 3

TITLE = re.compile(
    r"(?:mr|mrs|ms|miss|mx|dr|prof|professor|doctor|sir|dame|herr|frau|madame|monsieur|rev|fr)\.?",
    re.I,
)
_ACADEMIC = re.compile(
    r"(?:^|(?<=[\s,]))(?:Prof(?:essor)?\b\.?(?:\s+Dr\b\.?)?|Dr\b\.?|Doctor)(?=\s+[A-Z])"
    r"|(?<=[a-z.,])\s+(?:Ph\.?\s?D|M\.?D|D\.?Phil|Esq)\b\.?"
)
_WORD = re.compile(r"[^\W\d_][\w'’-]*\.?")
_NOBODY = re.compile(
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
    plain = all(word[0][0].isupper() and not _NOBODY.fullmatch(word[0]) for word in names)
    if not names or not plain or len(names) > 3 or re.search(r"[^\w\s'’.-]", rest):
        return None
    span = Span(start + names[0].start(), start + len(rest.rstrip(" .")))
    return Addressed(span, tuple(word[0].rstrip(".") for word in names), bool(titles))


@dataclass(frozen=True, slots=True)
class Person:
    """The customer: every word of their names, and the first name where that is certain."""

    words: frozenset[str]
    first: str | None


def customer_of(conversation: Conversation) -> Person:
    """Who the customer is, from their values, the sender and what they sign with."""
    values = {"customer": conversation.customer}
    given = [lookup(values, f"customer.{name}") for name in ("first_name", "name", "full_name")]
    names = [*given, lookup(values, "customer.last_name"), conversation.context.sender_name]
    names += [conversation.understanding.customer_name or ""]
    names += [conversation.understanding.salutation or ""]
    certain = next((name for name in (given[0], *given[1:], names[4]) if _is_person(name)), "")
    signed = conversation.understanding.customer_name
    words = [word for name in names if _is_person(name) for word in name_words(name)]
    first = next(iter(name_words(certain)), None) if certain else signed
    return Person(frozenset(folded(word) for word in words), first)


def academic_title(conversation: Conversation) -> str | None:
    """ "Dr Osei" where the customer goes by an academic title."""
    mail = conversation.read.mail
    lines = [conversation.context.sender_name, *mail.signature, inline_signature(mail.body)]
    titled = next((line for line in lines if _ACADEMIC.search(line)), None)
    if titled is None:
        return None
    words = name_words(_ACADEMIC.sub(" ", titled.partition(",")[0]))
    title = "Prof." if re.search(r"\bProf", titled) else "Dr"
    is_esquire = re.search(r"\bEsq", titled) and not re.search(r"\b(?:Prof|Dr|Ph)", titled)
    return f"{title} {words[-1]}" if words and not is_esquire else ""


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
    words = (word[0].rstrip(".") for word in _WORD.finditer(name))
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
