"""The words that the finders of private details know, from words.yaml."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files

import yaml

from models.lexicon import is_everyday

_CAMEL = re.compile(r"[a-zß-ÿ][A-Z]")
_NAME_PREFIX = re.compile(r"(?:Mc|Mac|De|Di|Du|La|Le|Van|Fitz|O')[A-Z]")


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of words.yaml, each explained there."""

    harmless: frozenset[str]
    greeted: frozenset[str]
    calendar: frozenset[str]
    first_names: frozenset[str]
    countries: frozenset[str]
    street_suffixes: frozenset[str]
    street_prefixes: frozenset[str]
    street_ends: frozenset[str]
    address_parts: frozenset[str]
    us_states: frozenset[str]
    top_level: frozenset[str]
    nobody: frozenset[str]


@cache
def words() -> Words:
    """The lists, read once."""
    lists = yaml.safe_load(files(__package__).joinpath("words.yaml").read_text("utf-8"))
    return Words(**{field.name: frozenset(lists[field.name].split()) for field in fields(Words)})


@cache
def fillers() -> frozenset[str]:
    """Words with a capital beside names that are none: greetings, titles, days, months."""
    lists = words()
    return lists.greeted | lists.calendar - lists.first_names


@cache
def places() -> frozenset[str]:
    """Words of the names of countries and of states of the United States, in lower case."""
    names = words().countries | words().us_states
    return frozenset(part.lower() for name in names for part in re.split(r"[\W_]+", name))


@cache
def first_names() -> frozenset[str]:
    """First names of the United States' census of 1990, in lower case, as `names` ships them."""
    lists = (files("names").joinpath(f"dist.{sex}.first") for sex in ("male", "female"))
    return frozenset(
        line.split()[0].lower() for one in lists for line in one.read_text("utf-8").splitlines()
    )


@dataclass(frozen=True, slots=True)
class Spared:
    """Tells names from products and everyday words; `known` are the library's, in lower case."""

    known: frozenset[str] = frozenset()

    def __contains__(self, word: str) -> bool:
        """Whether this is a product, a provider or a term of the library."""
        lower = word.lower().removesuffix("'s").removesuffix("’s")
        return lower in self.known or lower in words().harmless

    def product(self, word: str) -> bool:
        """The same for a place where people put names: a first name is one there."""
        return word in self and word.lower() not in first_names()

    def unusual(self, word: str) -> bool:
        """Whether the word is neither one of those nor an everyday or small one."""
        return word not in self and not is_everyday(word) and word.lower() not in fillers()

    def is_first_name(self, word: str) -> bool:
        """Whether the word is a first name and nothing else."""
        decomposed = unicodedata.normalize("NFKD", word.lower())
        lower = "".join(char for char in decomposed if not unicodedata.combining(char))
        lists = words()
        return (
            len(word) > 2
            and lower in first_names()
            and lower not in lists.calendar
            and self.like_a_name(word)
        )

    def like_a_name(self, word: str) -> bool:
        """Whether the word, by itself, may be part of a person's name."""
        camel = _CAMEL.search(word) and not _NAME_PREFIX.match(word)
        parts = word.split("-")
        joined = len(parts) > 1 and any(
            not self.unusual(part) and part.lower() not in words().first_names for part in parts
        )
        country = word in words().countries
        return not camel and not joined and not country and self.unusual(word)
