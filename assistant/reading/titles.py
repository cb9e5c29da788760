"""Academic titles: "Prof. Dr. med. Ama Osei", "Ama Osei, PhD"."""

from __future__ import annotations

import re

_ABBREVIATIONS = r"(?:\s+(?:[a-z]{1,7}\.){1,3}(?=\s)){0,4}"
"""What follows a title: "rer. nat.", "h.c.", "med. habil."."""
_RANK = (
    r"(?:(?:Assoc(?:iate\b|\.)|Ass(?:istant\b|t\.)|Adj(?:unct\b|\.)|Visiting|Emerit(?:us|a)"
    r"|Univ\.-?|PD\b|Priv\.-Doz\.)\s*)?(?:Prof(?:essor)?\b\.?|Dr\b\.?(?:-Ing\b\.?)?|Doctor\b)"
)
TITLES = rf"(?:{_RANK}{_ABBREVIATIONS}(?:\s+|(?<=\.))){{1,3}}"
"""Titles before a name, with the white space after them."""
DEGREES = (
    r"(?:,?\s+\(?(?:Ph\.?\s?D|M\.?D|D\.?Phil|Ed\.?D|D\.?Sc|Sc\.?D|Psy\.?D|Pharm\.?D|D\.?[DV]\.?[SM]"
    r"|Dr\.\s?(?:h\.\s?c|[a-z]{2,6}))\b\.?\)?){1,3}"
)
"""A doctor's degrees after a name."""
_CIVIL = r"(?:(?:Mr|Mrs|Ms|Mx|Herr|Frau)\b\.?\s+)?"
_NAME = r"[^\W\d_a-z][\w'’.-]*"
_NAMES = rf"{_NAME}(?:\s+(?:(?:van|von|der|den|de|di|la)\s+){{0,2}}{_NAME}){{0,3}}"
_BEFORE = re.compile(rf"{_CIVIL}(?P<titles>{TITLES})(?P<name>{_NAMES})")
_AFTER = re.compile(rf"(?P<name>{_NAMES})(?P<titles>{DEGREES})")
_PLACE = re.compile(r"[^,]+,?\s+MD")
"""May be a town in Maryland as well."""
_REST = re.compile(rf"(?:{DEGREES})?\s*(?:[,|(–-].*)?")
MOST_CHARACTERS = 100


def titled(line: str) -> tuple[str, str] | None:
    """ "Prof" or "Dr", and the name without titles; None where a line is no titled name."""
    line = line.strip()
    if len(line) > MOST_CHARACTERS:
        return None
    found = _BEFORE.match(line) or _AFTER.match(line)
    if not found or not _REST.fullmatch(line, found.end()):
        return None
    return ("Prof" if "Prof" in found["titles"] else "Dr"), found["name"].rstrip(".")


def may_be_place(line: str) -> bool:
    """Whether a line such as "Rockville, MD" need not name a physician."""
    return _PLACE.fullmatch(line.strip()) is not None


def without_titles(name: str) -> str:
    """A name without the academic titles around it."""
    found = titled(name)
    return found[1] if found else name
