"""Dates of birth; other dates say nothing about a person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.private.details import Detail, Kind
from models.private.words import Spared
from models.text import Span

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATES = (
    r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}",
    rf"{_DAY}(?: of)?[ .-]{{0,2}}{_MONTH},?[ .-]{{0,2}}\d{{2,4}}",
    rf"{_MONTH}[ .]{{0,2}}{_DAY},?[ ]{{0,2}}\d{{2,4}}",
    rf"\d{{4}}[ -]{_MONTH}[ -]\d{{1,2}}",
    r"\d{6}(?:\d\d)?\b",
    r"(?:19|20)\d\d\b",
)
_BIRTH = re.compile(
    r"\b(?:born|birth|birthday|birthdate|d\.?o\.?b\b\.?)"
    r"(?:\W{1,3}(?:is|was|in|on|the|date|my|day)\b|\W{1,3}\([^)\n]{1,20}\)){0,5}"
    rf"\W{{1,3}}({'|'.join(_DATES)})",
    re.IGNORECASE,
)


def dates(text: str, _spared: Spared) -> Iterator[Detail]:
    """What follows "born on", "date of birth" or the like."""
    for found in _BIRTH.finditer(text):
        yield Detail(Span(*found.span(1)), Kind.DATE)
