"""Writes docs/licences.md from what is installed: `python -m tests.trust.licences`."""

from __future__ import annotations

from collections.abc import Iterator

from tests.trust.measure import ROOT, Line
from tests.trust.packages import Package, running

PAGE = ROOT / "docs" / "licences.md"
ALLOWED = {
    "certifi": "a list of certificates, unchanged",
    "language-tool-python": "loaded only where TACTFUL_GRAMMAR names a server; may be left out",
    "lingotweaker": "a package of its own that may be replaced; off with TACTFUL_GRAMMAR=off",
    "lingotweaker-data-de": "data of lingotweaker, of the extra `languages`",
    "lingotweaker-data-en": "data of lingotweaker",
    "lingotweaker-data-es": "data of lingotweaker, of the extra `languages`",
    "lingotweaker-data-fr": "data of lingotweaker, of the extra `languages`",
    "lingotweaker-data-nl": "data of lingotweaker, of the extra `languages`",
    "lingotweaker-data-pt": "data of lingotweaker, of the extra `languages`",
    "nameparser": "a package of its own that may be replaced",
    "tqdm": "unchanged",
}
"""Packages under licences that ask something of those who hand them on, and why they may run."""
HEAD = """# Licences

Every package that runs with Tactful, the extra `languages` included, and its licence as its own
metadata says it. Written by `python -m tests.trust.licences` from what is installed; a test
compares. Why each is there: [dependencies](dependencies.md). `make sbom` writes the same with
versions as CycloneDX into build/. Packages for tests, zenpy (GPL-3.0) among them, are
not part of what runs.

## Those that ask something of whoever hands them on

None of their code is in this repository or in Tactful's wheel; pip installs them beside it.

| package | licence | why it may run |
| --- | --- | --- |
"""
REST = """
## All

| package | licence |
| --- | --- |
"""


def page() -> str:
    """The page, as it should be."""
    packages = running()
    flagged = [
        f"| {one.name} | {one.licence} | {ALLOWED[one.name]} |\n"
        for one in packages
        if one.name in ALLOWED
    ]
    rows = [f"| {one.name} | {one.licence} |\n" for one in packages]
    return HEAD + "".join(flagged) + REST + "".join(rows)


def unexpected() -> list[Package]:
    """Packages of unknown licences, or of such as nobody has thought about."""
    return [
        one
        for one in running()
        if one.licence == "unknown" or (one.is_copyleft and one.name not in ALLOWED)
    ]


def measure() -> Iterator[Line]:
    """One line: how many packages run, and whether all may."""
    strange = [f"{one.name} ({one.licence})" for one in unexpected()]
    figure = f"{len(running())} packages run; {len(ALLOWED)} under copyleft, each with its reason"
    if strange:
        figure += f"; not thought about: {', '.join(strange)}"
    yield Line("licences", figure, not strange)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
