"""What a message names that an agent looks up: numbers of orders, dates, amounts, products."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from assistant.message import Entity
from assistant.reading.givens import givens
from models.checks.facts import found_facts

READ_CHARACTERS = 20_000
MOST = 30
"""A message that names more is a list or a log."""
LOOKED_UP = frozenset(
    (
        "order number",
        "invoice number",
        "booking reference",
        "tracking number",
        "serial number",
        "customer number",
        "ticket number",
    )
)
FACTS = frozenset(("amount", "date"))

_ERROR_CODE = re.compile(
    r"\b(?:error|fault|code|status|fehler)\W{0,3}(?:(?:code|no|number|message|is|says)\W{0,3}){0,2}"
    r"(?P<value>(?=[\w-]*\d)[A-Z0-9][\w-]{1,20})\b"
    r"|(?<![\w-])(?P<bare>0x[0-9A-Fa-f]{4,16}|[A-Z]{1,5}_?ERR\w{0,20}|ERR[-_]\w{2,20}|E[-]?\d{2,4})\b",
)


def entities(text: str, names: Collection[str] = frozenset()) -> tuple[Entity, ...]:
    """Each once, as the customer wrote it, by kind and then in order.

    `names` are the words of product names that the library knows.
    """
    read = text[:READ_CHARACTERS]
    return tuple(dict.fromkeys(_named(read, names)))[:MOST]


def _named(text: str, names: Collection[str]) -> Iterator[Entity]:
    numbers = [one for one in givens() if one.thing in LOOKED_UP]
    yield from (Entity(one.thing, value) for one in numbers for value in one.values(text))
    for found in _ERROR_CODE.finditer(text):
        yield Entity("error code", found["value"] or found["bare"])
    for fact, span in found_facts(text):
        kind = fact.partition(":")[0]
        if kind in FACTS:
            yield Entity(kind, span.of(text).rstrip("."))
        elif kind == "name" and all(word in names for word in span.of(text).split()):
            yield Entity("product", span.of(text))
