"""Whether a message tells of danger: to people, or to a customer's money or identity."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml

from assistant.message import Urgency
from models.text import sentences

Kind = Literal[
    "self_harm",
    "gas",
    "fire",
    "electric",
    "allergy",
    "allergic",
    "poisoning",
    "injury",
    "account",
    "fraud",
    "card",
    "phishing",
    "unsafe",
]

DANGER = Path(__file__).parent / "danger.yaml"
READ_CHARACTERS = 20_000
MOST_SENTENCE_CHARACTERS = 600
"""A longer sentence is read in pieces of so many characters."""
MOST_BEFORE = 60
"""How many characters before a frame may hold what makes it unsaid."""
REMEMBERED = 256
_SLIP = re.compile(r"\b(?:(i)(ve|m)|(do|did|does|was|is|are|have|has|had|could|would|ca|wo)(nt))\b")
"""Contractions as people type them in haste."""
_ADDRESS_MARK = re.compile(r"(?<=\w)[.@](?=\w)")
"""What ends no sentence, in addresses and numbers."""


@dataclass(frozen=True, slots=True)
class Danger:
    """What a message tells of; `sentence` is where, in lower case.

    `needs_agent` is whether a person has to take over even where the library has an answer.
    The sentence that may stand first is `safety.<kind>` of assistant/drafting/phrases.yaml.
    """

    kind: Kind
    sentence: str
    needs_agent: bool
    urgency: Urgency = "high"


@lru_cache(maxsize=REMEMBERED)
def danger_of(text: str) -> Danger | None:
    """The gravest danger that a message tells of; None where it tells of none."""
    told = list(_sentences(text))
    for kind in _dangers().kinds:
        for at, sentence in enumerate(told):
            around = " ".join(told[max(0, at - 1) : at + 2])
            if any(_tells(frame, sentence, around) for frame in kind.frames):
                return Danger(kind.name, sentence, kind.needs_agent)
    return None


@dataclass(frozen=True, slots=True)
class _Frame:
    """`denies` is whether what it looks for holds a negation itself."""

    match: re.Pattern[str]
    near: re.Pattern[str] | None
    denies: bool


@dataclass(frozen=True, slots=True)
class _Kind:
    name: Kind
    needs_agent: bool
    frames: tuple[_Frame, ...]


@dataclass(frozen=True, slots=True)
class _Dangers:
    silent: tuple[re.Pattern[str], ...]
    unsaid: re.Pattern[str]
    denied: re.Pattern[str]
    kinds: tuple[_Kind, ...]


def _tells(frame: _Frame, sentence: str, around: str) -> bool:
    """Whether a sentence says what the frame looks for, with what has to stand beside it."""
    said = any(_is_said(sentence, one, frame) for one in frame.match.finditer(sentence))
    return said and (frame.near is None or frame.near.search(around) is not None)


def _is_said(sentence: str, found: re.Match[str], frame: _Frame) -> bool:
    before = sentence[max(0, found.start() - MOST_BEFORE) : found.start()]
    if _dangers().unsaid.search(before):
        return False
    return frame.denies or not _dangers().denied.search(found[0])


def _sentences(text: str) -> Iterator[str]:
    """Each sentence in lower case, without what only sounds like danger."""
    plain = _SLIP.sub(_mended, text[:READ_CHARACTERS].replace("’", "'").lower())
    plain = _ADDRESS_MARK.sub("", plain)
    for sentence in sentences(plain):
        for at in range(0, len(sentence), MOST_SENTENCE_CHARACTERS):
            piece = " ".join(sentence[at : at + MOST_SENTENCE_CHARACTERS].split())
            yield _without_silent(piece)


def _mended(found: re.Match[str]) -> str:
    return f"i'{found[2]}" if found[1] else f"{found[3]}n't"


def _without_silent(sentence: str) -> str:
    for pattern in _dangers().silent:
        sentence = pattern.sub("…", sentence)
    return sentence


@cache
def _dangers() -> _Dangers:
    raw: dict[str, Any] = yaml.load(DANGER.read_text("utf-8"), Loader=yaml.CSafeLoader)
    parts: dict[str, str] = raw["parts"]
    return _Dangers(
        silent=tuple(_pattern(one, parts) for one in raw["silent"]),
        unsaid=_pattern(raw["unsaid"], parts),
        denied=_pattern(raw["denied"], parts),
        kinds=tuple(
            _Kind(name, kind["needs_agent"], tuple(_frames(kind, parts)))
            for name, kind in raw["kinds"].items()
        ),
    )


def _frames(kind: Mapping[str, Any], parts: Mapping[str, str]) -> Iterator[_Frame]:
    for one in kind["frames"]:
        raw = {"match": one} if isinstance(one, str) else one
        near = _pattern(raw["near"], parts) if "near" in raw else None
        yield _Frame(_pattern(raw["match"], parts), near, kind.get("denies", False))


def _pattern(source: str, parts: Mapping[str, str]) -> re.Pattern[str]:
    """A pattern with its parts put in."""
    for name, part in parts.items():
        source = source.replace(f"<{name}>", part)
    return re.compile(source)
