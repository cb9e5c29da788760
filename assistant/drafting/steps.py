"""The passage of an article that answers an ask: a few sentences, or the steps of one section."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.conversation.words import keys
from assistant.drafting.render import lead, plain_text

MOST_STEPS = 8
LEAST_SHARED = 2
"""Keys that a section's heading shares with the asks to be the one that answers them."""

_HEADING = re.compile(r"^#{1,6}\s+(.*)$", re.MULTILINE)
_STEP = re.compile(r"^[^\S\n]*(?:[-*+•]|\d{1,2}[.)])\s+(\S.*)$", re.MULTILINE)


def passage(markdown: str, asks: Sequence[str]) -> str:
    """What an article says about these asks, in plain text; "" where it has no whole sentence."""
    about = keys(" ".join(asks))
    sections = _sections(markdown)
    shared = [len(keys(heading) & about) for heading, _ in sections]
    best = max(range(len(sections)), key=shared.__getitem__, default=0)
    if sections and shared[best] >= LEAST_SHARED:
        return _told(sections[best][1]) or lead(plain_text(markdown))
    return lead(plain_text(markdown))


def steps_of(text: str) -> list[str]:
    """The items of a text's list, one that has at least two."""
    found: list[str] = _STEP.findall(text)
    return found if len(found) > 1 else []


def without_steps(text: str) -> str:
    """A text without its list and the line that leads up to it."""
    steps = list(_STEP.finditer(text))
    if not steps:
        return text
    before = text[: steps[0].start()].rstrip()
    if before.endswith(":"):
        before = before[: max(before.rfind("\n"), _last_end(before)) + 1]
    return "\n\n".join(filter(None, (before.strip(), text[steps[-1].end() :].strip())))


def _last_end(text: str) -> int:
    """Where the last whole sentence before a lead-in ends; -1 where there is none."""
    return max(text.rfind(f"{mark} ") for mark in ".!?")


def _sections(markdown: str) -> list[tuple[str, str]]:
    """Heading and text of each section that has a heading."""
    parts = _HEADING.split(markdown.replace("\r\n", "\n"))[1:]
    return list(zip(parts[::2], parts[1::2], strict=True))


def _told(section: str) -> str:
    """A section's steps whole, with the line before them; else its first sentences."""
    text = plain_text(section)
    steps = list(_STEP.finditer(text))
    if not steps:
        return lead(text)
    if len(steps) > MOST_STEPS:
        return ""
    before = text[: steps[0].start()].strip().rpartition("\n\n")[2]
    whole = text[steps[0].start() : steps[-1].end()].strip()
    after = text[steps[-1].end() :].strip().partition("\n\n")[0]
    return "\n\n".join(part for part in (before, whole, lead(after)) if part)
