"""The starter library: an invented shop's replies and articles, to begin with."""

from __future__ import annotations

from pathlib import Path

from snippets import formats
from snippets.snippet import Snippet


def starter() -> list[Snippet]:
    """The replies and articles of Larkspur Coffee."""
    return formats.read("markdown", Path(__file__).parent)
