"""How long work tells how far it is."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Is told how much of a long piece of work is done."""

    def __call__(self, done: int, total: int) -> None:
        """`done` of `total`."""
