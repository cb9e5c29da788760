"""What goes wrong with one checker, which leaves the others their rows."""

from __future__ import annotations


class CheckerFailed(Exception):
    """A checker is not installed, or ended badly; the message stands in its row."""
