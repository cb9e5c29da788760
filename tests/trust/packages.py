"""The packages that run in a user's process: those of pyproject.toml, and what these bring."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.trust.measure import ROOT

OPTIONAL = ("languages",)
"""Extras that are for running; the others are for developers, or bring what these do."""
COPYLEFT = re.compile(r"\b[AL]?GPL|MPL|EPL|CC-BY-SA|EUPL", re.IGNORECASE)
_SAID = {
    "3-clause bsd license": "BSD-3-Clause",
    "apache 2.0": "Apache-2.0",
    "apache 2.0 license": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "bsd": "BSD-3-Clause",
    "bsd license": "BSD-3-Clause",
    "isc license": "ISC",
    "isc license (iscl)": "ISC",
    "mit license": "MIT",
}
"""What old metadata says, as SPDX does."""
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Package:
    """An installed package and its licence, as its metadata says it."""

    name: str
    version: str
    licence: str
    direct: bool

    @property
    def is_copyleft(self) -> bool:
        """Whether its licence asks something of those who hand it on."""
        return bool(COPYLEFT.search(self.licence))


def running() -> list[Package]:
    """All packages that run, by name. Raises PackageNotFoundError where one is missing."""
    roots = [Requirement(one) for one in _wanted()]
    direct = {canonicalize_name(one.name) for one in roots}
    return [
        Package(name, found.version, licence(found), name in direct)
        for name, found in sorted(_closure(roots).items())
    ]


def licence(found: Distribution) -> str:
    """The licence of a package: its expression, its field, or its classifiers."""
    meta = found.metadata
    field = (meta.get("License") or "").strip()
    classed = [one.split(" :: ")[-1] for one in meta.get_all("Classifier") or () if "Lic" in one]
    short = field if "\n" not in field and 0 < len(field) < _LONGEST else ""
    said = meta.get("License-Expression") or (short if short != "UNKNOWN" else "")
    said = said or " OR ".join(classed)
    return _SAID.get(said.lower(), said) or "unknown"


def _wanted() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    return [*project["dependencies"], *(one for name in OPTIONAL for one in extras[name])]


def _closure(roots: Iterable[Requirement]) -> dict[str, Distribution]:
    found: dict[str, Distribution] = {}
    seen: set[tuple[str, str]] = set()
    waiting = [(one, extra) for one in roots for extra in ("", *one.extras)]
    while waiting:
        wanted, extra = waiting.pop()
        name = canonicalize_name(wanted.name)
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        found[name] = _installed(name)
        for text in found[name].requires or ():
            one = Requirement(text)
            if one.marker is None or one.marker.evaluate({"extra": extra}):
                waiting += [(one, further) for further in ("", *one.extras)]
    return found


def _installed(name: str) -> Distribution:
    try:
        return distribution(name)
    except PackageNotFoundError as error:
        raise PackageNotFoundError(f"{name} is not installed; run `make setup`") from error
