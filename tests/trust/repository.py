"""Whether the repository, or any commit of it, holds weights or secrets."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator

from tests.trust.measure import ROOT, Line

MOST_BYTES = 400_000
ALLOWED = {"models/opinion/weights.npz"}
"""Taught by this project, 0.6 MB (docs/decisions/0009-second-opinion.md)."""
PICTURES = (".png", ".svg")
SECRETS = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----"
    r"|\bt[kls]_[A-Za-z0-9_-]{32,}"
    r"|\bsk-[A-Za-z0-9_-]{24,}"
    r"|\bgh[pousr]_[A-Za-z0-9]{30,}"
    r"|\bgithub_pat_[A-Za-z0-9_]{30,}"
    r"|\bxox[abprs]-[A-Za-z0-9-]{20,}"
    r"|\bAKIA[0-9A-Z]{16}\b"
    r"|\bAIza[0-9A-Za-z_-]{35}"
    r"|\beyJ[A-Za-z0-9_-]{20,}\.eyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}"
)
"""What keys of Tactful, of language models, forges, chats and clouds look like."""


def files() -> list[str]:
    """What git tracks. Raises CalledProcessError outside of a checkout."""
    return [name for name in _git("ls-files", "-z").split("\0") if name]


def large() -> list[str]:
    """Tracked binary files that are larger than any should be, and not known."""
    return [
        name
        for name in files()
        if (ROOT / name).is_file() and _is_large(name, (ROOT / name).read_bytes())
    ]


def secret() -> list[str]:
    """Tracked files with something in them that looks like a key."""
    return [
        name
        for name in files()
        if (ROOT / name).is_file()
        and SECRETS.search((ROOT / name).read_text("utf-8", errors="replace"))
    ]


def large_ever() -> list[str]:
    """The same of every commit."""
    objects = _git("rev-list", "--objects", "--all")
    asked = "--batch-check=%(objecttype) %(objectsize) %(objectname) %(rest)"
    found = set()
    for line in _git("cat-file", asked, given=objects).splitlines():
        kind, size, blob, name = line.split(" ", 3)
        if kind == "blob" and int(size) > MOST_BYTES and _is_large(name, _content(blob)):
            found.add(name)
    return sorted(found)


def measure() -> Iterator[Line]:
    """One line about the files, one about their past."""
    count, big, secrets = len(files()), large(), secret()
    figure = (
        f"{count} files; keys: {len(secrets)}, weights but for {', '.join(ALLOWED)}: {len(big)}"
    )
    yield Line("the repository", "; ".join([figure, *secrets, *big]), not big + secrets)
    past = large_ever()
    yield Line("every commit", "; ".join([f"weights but for these: {len(past)}", *past]), not past)


def _is_large(name: str, content: bytes) -> bool:
    """Whether this may be weights: large, and no text."""
    if name in ALLOWED or name.endswith(PICTURES):
        return False
    return len(content) > MOST_BYTES and b"\0" in content[:8_000]


def _content(blob: str) -> bytes:
    command = ["git", "cat-file", "blob", blob]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout


def _git(*arguments: str, given: str | None = None) -> str:
    command = ["git", *arguments]
    done = subprocess.run(
        command, cwd=ROOT, input=given, capture_output=True, text=True, check=True
    )
    return done.stdout
