"""What rules do not see: quotes, code, addresses and ids.

A masked text is as long as the original, so that spans found in one hold in the other.
"""

from __future__ import annotations

import re
from functools import lru_cache

from models.text import TEXTS_KEPT

MASK = "￼"
"""Stands for one hidden character (U+FFFC, the object replacement character)."""

_CODE = r"""
    ^[ \t]*(?P<fence>```|~~~)[^\n]*\n (?:.*\n){0,500}? [ \t]*(?P=fence)[ \t]*$   # fenced block
  | (?P<ticks>`{1,2})(?!`) [^`\n]{1,200} (?P=ticks)(?!`)                   # `inline`
  | </?(?:code|pre)>
"""
_REST = r"""
    ^[ \t]*>[^\n]*$                                                        # block quote
  | (?<=\]\() [^)\s]{1,400} (?=\))                                         # Markdown link target
  | \b(?:https?|ftp|mailto|tel)://?[^\s<>"”]+[^\s<>"”.,;:!?)\]}'’]
  | \bwww\.[^\s<>"”]+[^\s<>"”.,;:!?)\]}'’]
  | \b[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}\b
  | \b(?:[\w-]{1,40}\.){1,3}(?:com|org|net|io|example|co\.uk|de|eu|app|dev)(?:/[^\s<>"”]*[\w/])?\b
  | “[^”\n]{1,300}”
  | «[^»\n]{1,300}»
  | (?<![\w"])"(?=\S)[^"\n]{1,300}"(?!\w)
  | (?<!\w)‘(?=\S)(?:[^’\n]|’(?=\w)){1,300}’(?!\w)
  | (?<![\w'])'(?=\S)(?:[^'\n]|(?<=\w)'(?=\w)){1,120}(?<=\S)'(?!\w)
  | (?<!\w)\#\d{1,12}\b
  | \b[A-Z]{1,6}-\d{2,12}\b
  | \b[A-Z]{2,5}\d{3,12}\b
  | \b(?=[A-Z\d-]{6,40}\b)(?:[A-Z\d]{3,8}-){1,6}[A-Z\d]{3,8}\b
"""

_FLAGS = re.VERBOSE | re.MULTILINE
_code = re.compile(_CODE, _FLAGS)
_all = re.compile(f"{_CODE}|{_REST}", _FLAGS)


def _hide(match: re.Match[str]) -> str:
    return "".join(char if char == "\n" else MASK for char in match[0])


@lru_cache(TEXTS_KEPT)
def mask(text: str) -> str:
    """The text without quotes, code, addresses and ids; same length, line breaks as "\\n"."""
    return _all.sub(_hide, level(text))


@lru_cache(TEXTS_KEPT)
def mask_code(text: str) -> str:
    """The text without code only, for rules that look for unfilled placeholders."""
    return _code.sub(_hide, level(text))


def level(text: str) -> str:
    """The text with "\\n" for all line breaks, a space before it for "\\r\\n"; same length."""
    return text.replace("\r\n", " \n").replace("\r", "\n") if "\r" in text else text


def straighten(text: str) -> str:
    """The text with straight apostrophes, so that rules know one kind only; same length."""
    return text.replace("’", "'").replace("ʼ", "'").replace("\u00a0", " ")
