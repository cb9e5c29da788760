"""Runs the `console` blocks of a document: each `$ ` line is a command, the rest its output.

`python -m tests.docs.console README.md` writes the real output in. A line of `…` stands for
any lines; what comes behind it is compared again.
"""

from __future__ import annotations

import fnmatch
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
_BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Command:
    """A command of a document and what it is said to print."""

    line: str
    output: str

    @property
    def is_make(self) -> bool:
        """Whether it is a target of the Makefile, which CI runs itself."""
        return self.line.startswith("make")

    def matches(self, printed: str) -> bool:
        """Whether that is what was printed; `…` alone on a line is anything."""
        escaped = re.sub(r"([\[\]*?])", r"[\1]", self.output.strip())
        pattern = "\n".join("*" if line == "…" else line for line in escaped.split("\n"))
        return fnmatch.fnmatchcase(printed.strip(), pattern)


def commands(text: str) -> list[Command]:
    """All commands of a document, in order."""
    return [command for block in _BLOCK.findall(text) for command in _of_block(block)]


def run(command: Command, data: Path) -> str:
    """What a command prints, on a data folder of its own; errors included."""
    environment = os.environ | {
        "TACTFUL_DATA_DIR": str(data),
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    }
    done = subprocess.run(
        command.line,
        shell=True,
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


def _of_block(block: str) -> Iterator[Command]:
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        line, _, output = part.partition("\n")
        yield Command(line, output)


def _update(path: Path) -> None:
    text = path.read_text("utf-8")
    with tempfile.TemporaryDirectory() as folder:
        for command in commands(text):
            if command.is_make or "…" in command.output.split("\n"):
                continue
            before = f"$ {command.line}\n{command.output}"
            text = text.replace(before, f"$ {command.line}\n{run(command, Path(folder))}")
    path.write_text(text, "utf-8")


if __name__ == "__main__":
    _update(Path(sys.argv[1]))
