"""A formal reply writes words out: "you'd like" is "you would like"."""

from __future__ import annotations

import re

_WHOLE = {
    "can't": "cannot",
    "won't": "will not",
    "shan't": "shall not",
    "let's": "let us",
    "it's": "it is",
    "that's": "that is",
    "there's": "there is",
    "here's": "here is",
    "what's": "what is",
}
_ENDS = {"n't": " not", "'ll": " will", "'re": " are", "'ve": " have", "'m": " am"}
_SHORT = re.compile(r"(?<![\w'’-])[A-Za-z]+['’][a-z]+(?![\w'’-])")
_WOULD = re.compile(r"\b(I|you|we|they)['’]d(?= (?:like|love|prefer|rather|be)\b)", re.I)
_HAS = re.compile(r" (?:\w+ly |not |just |already )*(?:been|got|had|\w+ed|taken|gone|come)\b")


def written_out(text: str) -> str:
    """The text without contractions; one that may stand for two things stays."""
    text = _WOULD.sub(r"\1 would", text)
    return _SHORT.sub(lambda found: _long(found, text), text)


def _long(found: re.Match[str], text: str) -> str:
    word = found[0].replace("’", "'")
    whole = _WHOLE.get(word.lower())
    if whole and not (word.lower().endswith("'s") and _HAS.match(text, found.end())):
        return whole[0].upper() + whole[1:] if word[0].isupper() else whole
    for end, long in _ENDS.items():
        if word.endswith(end) and word.lower() not in _WHOLE:
            return word.removesuffix(end) + long
    return found[0]
