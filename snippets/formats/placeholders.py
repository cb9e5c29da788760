"""Placeholders of the help desks' dialects, to the library's and back; see placeholders.yaml.

A name that stands for nothing of ours is kept under the desk's own name, as
`{{zendesk.ticket.organization.name}}`: it can be read, it can be written back to that desk, and
nothing fills it by mistake. What stands in code is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml

from snippets.snippet import PLACEHOLDER, Placeholder, placeholders

CUSTOM = "custom."
"""What the canonical name of a custom field begins with."""
_NAME = re.compile(r"[A-Za-z_]\w*(?:\.\w+)*")
_FALLBACK = re.compile(r"(?:default|fallback)\s{0,20}:\s{0,20}([\"'])(?P<text>.*?)\1")
_FILTER = re.compile(r"\s*(?:(?:default|fallback)\s{0,20}:\s{0,20}([\"']).*?\1)?\s*")
_NUMBER = re.compile(r"\[(\d{1,6})\]")
_PART = re.compile(r"\.(\d{1,6})(?=\.|$)")
"""`orders[0].name` over there is `orders.0.name` here."""
_MARKS = re.compile(r"(`+|~{3,}|\n[^\S\n]*\n|</?(?:pre|code)\b[^<>]{0,500}>)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a help desk writes placeholders."""

    name: str
    find: re.Pattern[str]
    write: str
    write_fallback: str | None
    logic: re.Pattern[str] | None
    custom: str | None
    theirs: dict[str, str]
    ours: dict[str, str]


@dataclass(frozen=True, slots=True)
class Translated:
    """A text with its placeholders translated, and what could not be carried, each said once.

    `logic` tells whether the text holds logic, so that it can't be sent as it is.
    """

    text: str
    lost: tuple[str, ...] = field(default=())
    logic: bool = False


@cache
def dialects() -> dict[str, Dialect]:
    """All dialects by name."""
    source = (Path(__file__).parent / "placeholders.yaml").read_text("utf-8")
    return {name: _dialect(name, row) for name, row in yaml.safe_load(source)["dialects"].items()}


def canonical(text: str, dialect: str) -> Translated:
    """A text of a desk with the library's placeholders."""
    desk, lost = dialects()[dialect], dict[str, None]()

    def theirs(found: re.Match[str]) -> str:
        read, losses = _read(found, desk)
        lost.update(dict.fromkeys(losses))
        return read

    logic = list(desk.logic.finditer(text)) if desk.logic else []
    lost.update({f"logic, kept as text: {_short(one[0])}": None for one in logic})
    changed = outside_code(text, lambda part: desk.find.sub(theirs, part))
    return Translated(changed, tuple(lost), bool(logic))


def dialectal(text: str, dialect: str) -> Translated:
    """A text of the library with a desk's placeholders.

    One that the desk has no name for gives way to its fallback, and where it has none to a
    slot that agents can see: nobody else would fill it.
    """
    desk, lost = dialects()[dialect], dict[str, None]()

    def ours(found: re.Match[str]) -> str:
        written, losses = _written(placeholders(found[0])[0], desk)
        lost.update(dict.fromkeys(losses))
        return written

    changed = outside_code(text, lambda part: PLACEHOLDER.sub(ours, part))
    return Translated(changed, tuple(lost))


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """A Markdown or HTML text with a change made to all of it but code."""
    parts = _MARKS.split(text)
    changed = []
    at = 0
    for opening, closing in _code(parts):
        changed += [change("".join(parts[at:opening])), "".join(parts[opening : closing + 1])]
        at = closing + 1
    return "".join([*changed, change("".join(parts[at:]))])


def _code(parts: list[str]) -> Iterator[tuple[int, int]]:
    """The first and last part of each piece of code; a mark that nothing closes is none."""
    last = {_closing(part): at for at, part in enumerate(parts) if at % 2}
    at = 1
    while at < len(parts):
        wanted = _closer(parts[at])
        closing = _found(parts, at, wanted) if wanted and last.get(wanted, 0) > at else None
        if closing:
            yield at, closing
        at = (closing or at) + 2


def _found(parts: list[str], at: int, wanted: str) -> int | None:
    for place in range(at + 2, len(parts), 2):
        if _closing(parts[place]) == wanted:
            return place
        if wanted in ("`", "``") and not parts[place].strip():
            return None
    return None


def _closer(mark: str) -> str | None:
    """What closes the code that a mark opens."""
    if mark[0] in "`~":
        return mark
    tag = re.match(r"<(pre|code)", mark, re.IGNORECASE)
    return f"</{tag[1].lower()}>" if tag else None


def _closing(mark: str) -> str:
    return re.sub(r"\s", "", mark).lower()


def _read(found: re.Match[str], desk: Dialect) -> tuple[str, list[str]]:
    parts = found.groupdict()
    name, rest = parts["name"], parts.get("rest") or ""
    lost = []
    if any(not _FILTER.fullmatch(one) for one in rest.split("|")):
        lost.append(f"what a placeholder does with its value: {_short(found[0])}")
    ours = desk.ours.get(name)
    if ours is None and desk.custom and name.startswith(desk.custom):
        ours = CUSTOM + name.removeprefix(desk.custom)
    if ours is None:
        ours = f"{desk.name}." + _NUMBER.sub(r".\1", name)
        lost.append(f"a placeholder that nothing fills here: {_short(found[0])}")
    if not _NAME.fullmatch(ours):
        return found[0], [f"a placeholder that can't be read: {_short(found[0])}"]
    quoted = _FALLBACK.search(rest)
    fallback = quoted["text"] if quoted else parts.get("fallback") or ""
    fallback = re.sub(r"[{}|]", "", fallback).strip()
    return f"{{{{{ours}|{fallback}}}}}" if fallback else f"{{{{{ours}}}}}", lost


def _written(ours: Placeholder, desk: Dialect) -> tuple[str, list[str]]:
    shown = f"{{{{{ours.name}}}}}"
    name = _their_name(ours.name, desk)
    if name is None:
        instead = ours.fallback or ours.slot
        return instead, [f"a placeholder that {desk.name} has none for: {shown}, as {instead!r}"]
    lost = []
    if ours.name.startswith(CUSTOM):
        lost.append(f"a custom field that has to exist in {desk.name}: {name}")
    if ours.fallback and desk.write_fallback is None:
        lost.append(f"the fallback {ours.fallback!r} of {shown}")
    if ours.fallback and desk.write_fallback:
        fallback = re.sub(r"[\"{}%]", "'", ours.fallback)
        return desk.write_fallback.format(name=name, fallback=fallback), lost
    return desk.write.format(name=name), lost


def _their_name(name: str, desk: Dialect) -> str | None:
    if name in desk.theirs:
        return desk.theirs[name]
    if name.startswith(f"{desk.name}."):
        return _PART.sub(r"[\1]", name.removeprefix(f"{desk.name}."))
    if desk.custom and name.startswith(CUSTOM):
        return desk.custom + name.removeprefix(CUSTOM)
    return None


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:79]}…"


def _dialect(name: str, row: dict[str, object]) -> Dialect:
    names: dict[str, list[str]] = row["names"]  # type: ignore[assignment]
    logic, fallback, custom = (row.get(key) for key in ("logic", "write_fallback", "custom"))
    return Dialect(
        name=name,
        find=re.compile(str(row["find"])),
        write=str(row["write"]),
        write_fallback=str(fallback) if fallback else None,
        logic=re.compile(str(logic)) if logic else None,
        custom=str(custom) if custom else None,
        theirs={ours: theirs[0] for ours, theirs in names.items()},
        ours={their: ours for ours, theirs in names.items() for their in theirs},
    )
