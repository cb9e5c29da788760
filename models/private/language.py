"""Whether a text is English: other languages write capitals where English has only names."""

from __future__ import annotations

LEAD = 25.0
"""How much more likely (in log odds) than English another language has to be."""
_READ_CHARACTERS = 600


def is_english(text: str) -> bool:
    """Whether no other language is much likelier."""
    import py3langid

    scores = dict(py3langid.rank(text[:_READ_CHARACTERS]))
    best = max(scores, key=lambda language: scores[language])
    return bool(scores[best] - scores["en"] < LEAD) or len(best) > 2
