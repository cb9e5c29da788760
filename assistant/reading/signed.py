"""A name alone on a line: "Greg", "Aoife x", "xx Jess", "Ruth Abel"."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

import yaml

from models.lexicon import is_everyday
from models.private.words import Spared, first_names, words

NAMES = Path(__file__).parent / "first_names.yaml"
MOST_CHARACTERS = 60

_KISS = r"(?:x{1,6}|(?:xo){1,4}x?|o?xo)"
_DASH = re.compile(r"[-–—~*/]{1,3}\s*")
_DRESSED = re.compile(
    rf"(?:{_KISS}[\s,.]+)?(?P<name>[^\W\d_][^\n]{{0,50}}?)(?P<end>[\s,.]+{_KISS}|[\s.,!]*)[^\w\s.,!?)]*\s*",
    re.I,
)
_WORDS = re.compile(r"[^\W\d_](?:[\w'’-]{0,30}\.?)(?: [^\W\d_](?:[\w'’-]{0,30}\.?)){0,2}")


def bare_name(line: str) -> str:
    """A line without dashes, kisses and marks around it: "Aoife x" is "Aoife", "tim" is "Tim"."""
    line = line.strip()
    if len(line) > MOST_CHARACTERS:
        return line
    dash = _DASH.match(line)
    found = _DRESSED.fullmatch(line, dash.end() if dash else 0)
    name = found["name"].strip() if found else line
    return name.capitalize() if _is_plain_first_name(name) else name


def is_signed(line: str, above: str) -> bool:
    """Whether a line that says nothing else is a person's name, after the text above it."""
    line = line.strip()
    name = bare_name(line)
    if len(line) > MOST_CHARACTERS or not _WORDS.fullmatch(name):
        return False
    parts = name.split()
    if _is_first_name(parts[0]):
        return all(part[0].isupper() for part in parts)
    spared = Spared(frozenset(above.lower().split()))
    strange = all(part[0].isupper() and spared.like_a_name(part.rstrip(".")) for part in parts)
    is_dressed = line != name and line.rstrip(".!,") != name
    return strange and (is_dressed or len(parts) > 1)


def _is_first_name(word: str) -> bool:
    lower = _folded(word.strip(".'’")).partition("-")[0]
    if len(lower) < 2 or word in words().countries or lower in words().harmless:
        return False
    return lower in words().first_names or (
        lower in first_names() | _more() and (not is_everyday(lower) or lower in _more())
    )


def _is_plain_first_name(name: str) -> bool:
    """Whether a name that is written small is one, and no everyday word."""
    return name.islower() and " " not in name and _is_first_name(name) and not is_everyday(name)


def _folded(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.lower())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@cache
def _more() -> frozenset[str]:
    """First names that the census of the United States has not."""
    raw: str = yaml.safe_load(NAMES.read_text("utf-8"))["names"]
    return frozenset(raw.split())
