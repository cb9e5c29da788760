"""Masking of private details before a customer's text is kept or shown."""

from __future__ import annotations

from collections.abc import Sequence

from models.private.details import mask

NONE: frozenset[str] = frozenset()


def masked(texts: Sequence[str], known: frozenset[str] = NONE) -> list[str]:
    """The texts with private details masked by patterns alone, which takes no model.

    `known` are words in lower case that are no names: products, the library's terms.
    """
    from models.private.patterns import PatternFinder  # 0.1 s; drafting needs none of it

    return mask(PatternFinder(), texts, known)
