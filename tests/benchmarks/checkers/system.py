"""What a checker has to do to be measured, and which ones there are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from typing import Protocol


class Home(StrEnum):
    """Where a checker's packages are."""

    OURS = "ours"
    """Tactful's own environment."""
    PYTHON = "python"
    """`.venv-bench`."""
    NODE = "node"
    """`.venv-bench/node`; such a checker is a name in `child.mjs`."""


class System(Protocol):
    """Making one loads its rules; the first texts, which are not measured, load the rest."""

    def flags(self, text: str) -> bool:
        """Whether there is any remark on the text."""


@dataclass(frozen=True, slots=True)
class Entry:
    """How the table names a checker, and where it is: "module:Class", or a name of Node.js."""

    title: str
    place: str
    home: Home = Home.PYTHON

    def create(self) -> System:
        """The checker, its packages imported; Python's alone."""
        module, _, name = self.place.partition(":")
        system: System = getattr(import_module(f"{__package__}.{module}"), name)()
        return system


CHECKERS = {
    "tactful": Entry("Tactful", "tactful:Tactful", Home.OURS),
    "tone": Entry("Tactful, its checks of tone alone", "tactful:Tone", Home.OURS),
    "lingotweaker": Entry("lingotweaker, all rules", "lingotweaker:Raw", Home.OURS),
    "harper": Entry("Harper", "harper:Whole"),
    "harper-style": Entry("Harper, without spelling and formatting", "harper:Style"),
    "write-good": Entry("write-good", "write-good", Home.NODE),
    "alex": Entry("alex", "alex", Home.NODE),
    "proselint": Entry("proselint", "proselint:Proselint"),
}
"""In the order of the table."""
