"""Conversations that a desk has written into one message, back to turns.

Lines such as "Customer Dana : …" and "Support Agent: …", or `<article>` elements with
`<sender_type>` and `<text>`. Each line is looked at once. A customer's message may have lines
that look like it ("User name: …"): it is taken apart only if nothing of it could be lost.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from api.compat.openai.prompts import prompts, says, wanted
from assistant.message import Turn

MOST_WORDS_OF_A_NAME = 4
LEAD_CHARACTERS = 2_000
"""What stands before a conversation and is longer is no mere instruction."""
_ARTICLE = re.compile(r"<article>|</article>")
_SENDER = re.compile(r"<sender_type>\s*([^<]{1,60})</sender_type>")
_HANDLE = re.compile(r"[\d@_.-]")
_MARKS = " .,#*|'\"–—-"
Role = Literal["customer", "agent"]


@dataclass(frozen=True, slots=True)
class _Label:
    """The label of a line, and what is said behind it.

    One whose `name` need not be a name, such as "customer dana", counts if it comes again.
    """

    word: str
    name: str
    said: str
    is_sure: bool


def turns_of(text: str) -> list[Turn]:
    """The turns that are written down in a text, none where it is no conversation."""
    return _articles(text) if "<article>" in text else _labelled(text)


def _articles(text: str) -> list[Turn]:
    """Turns from elements; each part between two marks is searched by itself."""
    turns = []
    for part in _ARTICLE.split(text):
        sender = _SENDER.search(part)
        said = html.unescape(part.partition("<text>")[2].rpartition("</text>")[0]).strip()
        if sender and said:
            turns.append(Turn(_roles().get(sender[1].strip().casefold(), "agent"), said))
    return turns


def _labelled(text: str) -> list[Turn]:
    """Turns from lines with a label, before which nothing but a desk's instruction stands."""
    lines = _within(text).splitlines()
    labels = _labels(lines)
    first = next((at for at, label in enumerate(labels) if label), len(lines))
    if not _is_lead("\n".join(lines[:first])) or not _is_talk({one.word for one in labels if one}):
        return []
    turns: list[tuple[Role, list[str]]] = []
    for line, label in zip(lines[first:], labels[first:], strict=True):
        if label:
            turns.append((_roles()[label.word], [label.said]))
        else:
            turns[-1][1].append(line)
    said = [(role, "\n".join(words).strip()) for role, words in turns]
    return [Turn(role, words) for role, words in said if words]


def _labels(lines: Sequence[str]) -> list[_Label | None]:
    """For each line its label, where it has one."""
    found = [_label_of(line) for line in lines]
    times = Counter((one.word, one.name) for one in found if one)
    return [
        one if one and (one.is_sure or times[one.word, one.name] > 1) else None for one in found
    ]


def _label_of(line: str) -> _Label | None:
    match = _label().match(line)
    if not match:
        return None
    words = [word for word in (part.strip(_MARKS) for part in match["name"].split()) if word]
    folded = [word.casefold() for word in words]
    if len(words) > MOST_WORDS_OF_A_NAME or set(folded) & _words("no_names"):
        return None
    is_sure = not words or (any(map(_is_proper, words)) and all(map(_is_part_of_name, words)))
    if not is_sure and len(words) > 1:
        return None
    return _Label(match["role"].casefold(), " ".join(folded), line[match.end() :], is_sure)


def _is_part_of_name(word: str) -> bool:
    return _is_proper(word) or word in _words("particles")


def _is_proper(word: str) -> bool:
    return not word[0].islower() or _HANDLE.search(word) is not None


def _is_talk(words: set[str]) -> bool:
    """Whether a customer speaks, and is called by one word, as a form's fields are not."""
    customers = [word for word in words if _roles()[word] == "customer"]
    return bool(customers) and (len(customers) == 1 or len(customers) < len(words))


def _is_lead(text: str) -> bool:
    """Whether what stands before a conversation is a desk's, such as "Message history:"."""
    lead = text.strip()
    if not lead:
        return True
    if len(lead) > LEAD_CHARACTERS or says("first_person", lead):
        return False
    return says("heading", lead.rpartition("\n")[2]) or wanted(lead) is not None


def _within(text: str) -> str:
    """A text without the instruction that may follow the conversation."""
    ends: Sequence[str] = _data()["ends"]
    found = [text.rfind(end) for end in ends if end in text]
    return text[: min(found)] if found else text


def _data() -> Mapping[str, Any]:
    data: Mapping[str, Any] = prompts()["transcript"]
    return data


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(_data()[name])


@cache
def _roles() -> Mapping[str, Role]:
    customers: dict[str, Role] = dict.fromkeys(_data()["customer"], "customer")
    agents: dict[str, Role] = dict.fromkeys(_data()["agent"], "agent")
    return customers | agents


@cache
def _label() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, _roles()), key=len, reverse=True))
    return re.compile(
        rf"\s{{0,8}}(?P<role>{names})\b(?P<name>[^:\n(\[]{{0,60}})"
        r"(?:[(\[][^()\[\]\n]{0,60}[)\]]\s{0,3})?:\s?",
        re.I,
    )
