"""Postal addresses: runs of names, numbers and commas with a street or a post code in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from models.private.details import Detail, Kind
from models.private.words import Spared, words
from models.text import Span

_PIECE = re.compile(r"\n[ \t]*|,|[^\s,]+")
_NUMBER = re.compile(
    r"#?\d{1,6}(?:[-/]\d{1,5})?[A-Za-z]?(?:[/-]\d{0,4}[A-Za-z]?)?|\d{1,3}[ªº]|\d{2,6}-\d{2,4}|\d{8}"
    r"|\d{4}[A-Z]{2}"
)
_CODE_PART = re.compile(r"(?=\D*\d)[A-Z\d]{2,4}")
_STRONG_POST_CODE = re.compile(
    r"\b[A-PR-UWYZ][A-Z]?\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}\b"
    r"|\b[A-PR-UWYZ][A-Z]\d[A-Z\d]?\d[ABD-HJLNP-UW-Z]{2}\b|\b[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d\b"
    r"|\b\d{5}-\d{3} [A-Z]|\b(?:P\.? ?O\.? ?)?Box \d{1,6}\b"
)
"""Of Britain, Canada and Brazil, and a post box."""
_STATE_ZIP = re.compile(r"\b([A-Z]{2}) \d{5}(?:-\d{4})?\b")
_POST_CODE = re.compile(
    r"(?:^|\s|[a-z]-(?=\d{6}))"
    r"(?:(?:[A-Z]{1,2}-)?\d{4,8}(?:-\d{3})?|\d{3} \d{2}|\d{2}-\d{3}|\d{4} ?[A-Z]{2})(?:\s|$)"
)
_CONTEXT = re.compile(
    r"(?:address|\bliv(?:e|es|ed|ing)(?: at| in)?|\bresid\w+ (?:at|in)|\bmov\w+ (?:from|to)"
    r"|\bdeliver\w*(?: it| them)? to|\bship\w*(?: it| them)? to|\bsen[dt](?: \w+){0,3} to)"
    r"(?: is| to|:|=|\s){0,3}$",
    re.IGNORECASE,
)
_ADDRESS_WORD = re.compile(r"[\w.'&°º#/-]+")
_AROUND = "().!?*\"'"
_SENTENCE_END = re.compile(r"[.!?][\"')\]]*$")
_MOST_NEIGHBOURS = 4
_MOST_WORDS = 8


@dataclass(slots=True)
class _Segment:
    """What stands between two commas or line ends."""

    start: int
    end: int
    words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(self.words)

    @property
    def has_number(self) -> bool:
        return any(_NUMBER.fullmatch(word) for word in self.words)


def addresses(text: str, spared: Spared) -> Iterator[Detail]:
    """Each address whole, from the house to the country."""
    for run in _runs(text, spared):
        anchors = [at for at in range(len(run)) if _is_street(run, at)]
        anchors += [at for at in range(len(run)) if _has_post_code(run, at)]
        if not anchors and _is_told(text, run):
            anchors = list(range(len(run)))
        if anchors:
            first, last = _extended(run, min(anchors), max(anchors), spared)
            yield Detail(Span(run[first].start, run[last].end), Kind.ADDRESS)


def _runs(text: str, spared: Spared) -> Iterator[list[_Segment]]:
    """Stretches of words that may stand in an address, cut in segments."""
    run: list[_Segment] = []
    fresh, breaks = True, 0
    for piece in _PIECE.finditer(text):
        breaks = breaks + 1 if piece[0][0] == "\n" else 0
        over = breaks > 1
        if piece[0][0] in ",\n":
            fresh = True
        elif _fits(piece[0], not run, spared):
            if fresh:
                run.append(_Segment(piece.start(), piece.end()))
            _add(run[-1], piece)
            fresh, over = False, _ends_sentence(piece[0])
        else:
            over = True
        if over and run:
            yield run
            run, fresh = [], True
    if run:
        yield run


def _add(segment: _Segment, piece: re.Match[str]) -> None:
    segment.words.append(piece[0].strip(_AROUND))
    segment.end = piece.end() - (len(piece[0]) - len(piece[0].rstrip(".!?*\"'")))


def _ends_sentence(word: str) -> bool:
    """Whether a full stop or the like ends it, and not an abbreviation such as "St."."""
    core = word.strip(_AROUND)
    short = len(core) == 1 or core.lower() in words().address_parts | words().street_suffixes
    prefix = core in words().street_prefixes
    return bool(_SENTENCE_END.search(word)) and not short and not prefix


def _fits(word: str, is_first: bool, spared: Spared) -> bool:
    """Whether a word may stand in an address; small words not at its beginning."""
    core = word.strip(_AROUND)
    if not core or word.endswith((":", ";")) or not _ADDRESS_WORD.fullmatch(core):
        return False
    lower = core.lower()
    if core in spared and lower not in words().street_suffixes:
        return False
    if lower in words().calendar or core == "I":
        return False
    number = _NUMBER.fullmatch(core) or _CODE_PART.fullmatch(core)
    if number or core[0].isupper() or core in words().street_prefixes:
        return True
    return not is_first and (lower in words().address_parts or _is_compound(lower))


def _is_compound(lower: str) -> bool:
    return len(lower) > 5 and lower.endswith(tuple(words().street_ends))


def _is_street(run: list[_Segment], at: int) -> bool:
    """A number, a name and "Street"; or "Rue" and a name; or "…straße" with a number."""
    lone = at and len(run[at - 1].words) == 1 and run[at - 1].has_number
    parts = run[at - 1].words + run[at].words if lone else run[at].words
    if len(parts) > _MOST_WORDS:
        return False
    number = next((place for place, word in enumerate(parts) if _NUMBER.fullmatch(word)), None)
    return any(_makes_street(parts, place, number) for place in range(len(parts)))


def _makes_street(parts: list[str], at: int, number: int | None) -> bool:
    """Whether this word says that it is a street, with the number and the name beside it."""
    word = parts[at]
    if word in words().street_prefixes:
        named = any(part[0].isupper() for part in (*parts[:at], *parts[at + 1 :]))
        return named and (number is not None or len(parts) > 2)
    if number is None:
        return False
    suffix = word.lower() in words().street_suffixes and word[0].isupper()
    return (suffix and at - number > 1 and parts[at - 1].isalpha()) or _is_compound(word.lower())


def _has_post_code(run: list[_Segment], at: int) -> bool:
    """Whether there is one beyond doubt, or one beside a segment that has a house number."""
    text = run[at].text
    state = _STATE_ZIP.search(text)
    if _STRONG_POST_CODE.search(text) or (state and state[1] in words().us_states):
        return True
    around = run[max(0, at - 1) : at + 2]
    town = text if len(run[at].words) > 1 else " ".join(one.text for one in around)
    if not _POST_CODE.search(town) or not any(word[0].isupper() for word in town.split()):
        return False
    beside = run[max(0, at - 3) : at] + run[at + 1 : at + 2]
    named = any(word[0].isalpha() for one in beside for word in one.words)
    return named and any(one.has_number for one in beside)


def _is_told(text: str, run: list[_Segment]) -> bool:
    """Whether "my address is" or the like stands before a run with a name and a number."""
    before = text[max(0, run[0].start - 40) : run[0].start]
    numbered = any(segment.has_number for segment in run)
    named = any(word[0].isupper() for segment in run for word in segment.words)
    return numbered and named and bool(_CONTEXT.search(before))


def _extended(run: list[_Segment], first: int, last: int, spared: Spared) -> tuple[int, int]:
    """With the segments around that belong to it: house, town, country."""
    earlier = range(max(0, first - _MOST_NEIGHBOURS), first)
    first = next((at for at in earlier if _belongs(run[at], spared)), first)
    for later in range(last + 1, min(len(run), last + 1 + _MOST_NEIGHBOURS)):
        if not _belongs(run[later], spared):
            break
        last = later
    return first, last


def _belongs(segment: _Segment, spared: Spared) -> bool:
    """Whether it has a number, or is no everyday word."""
    return len(segment.words) <= _MOST_WORDS and (
        segment.has_number
        or any(spared.like_a_name(word) or word in words().countries for word in segment.words)
    )
