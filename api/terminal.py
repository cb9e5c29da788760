"""What commands share: their settings, their parts, what comes in and what goes out."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.settings import Settings

if TYPE_CHECKING:
    from snippets.progress import Progress

DataDir = Annotated[
    Path | None,
    typer.Option("--data-dir", help="The folder of the library (or TACTFUL_DATA_DIR)."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def settings(data_dir: Path | None, **given: Any) -> Settings:
    """The settings, what the command line says first. Raises LibraryError, naming one."""
    from pydantic import ValidationError

    from snippets.errors import LibraryError

    chosen = {name: value for name, value in given.items() if value is not None}
    if data_dir is not None:
        chosen["data_dir"] = data_dir
    try:
        return Settings(**chosen)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"]).upper()
        raise LibraryError(f"setting TACTFUL_{name}: {first['msg']}") from error


@contextmanager
def services(data_dir: Path | None, **given: Any) -> Iterator[Any]:
    """The parts on this data folder, with these settings, given back at the end."""
    from api.wiring import Services

    parts = Services(settings(data_dir, **given))
    try:
        yield parts
    finally:
        parts.close()


@contextmanager
def copied(data_dir: Path | None, **given: Any) -> Iterator[Any]:
    """The same on a copy of the library, so that what is learned there changes nothing."""
    from tempfile import TemporaryDirectory

    with services(data_dir) as parts, TemporaryDirectory(prefix="tactful-") as folder:
        parts.database.copy_to(Path(folder) / parts.settings.database.name)
        with services(Path(folder), **given) as copy:
            yield copy


def read_text(argument: str | None) -> str:
    """The argument, or standard input for "-" or nothing."""
    if argument not in (None, "-"):
        return str(argument)
    if argument is None and sys.stdin.isatty():
        print("reading the text from the terminal; end it with Ctrl-D", file=sys.stderr)
    return sys.stdin.buffer.read().decode("utf-8", "replace")


def objects(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """All objects of a file, read before the first is worked on: a broken line stops all."""
    from snippets.formats.jsonl import objects

    return iter(list(objects(path)))


def print_lines(
    answers: Iterator[dict[str, Any]], flag: Callable[[dict[str, Any]], bool] = lambda _: False
) -> bool:
    """Print an answer a line; whether `flag` held for any of them."""
    flagged = False
    for answer in answers:
        print(json.dumps(answer, ensure_ascii=False))
        flagged = flag(answer) or flagged
    return flagged


def as_json_text(answer: Any) -> str:
    """An answer as JSON that people can read."""
    return json.dumps(answer, ensure_ascii=False, indent=2)


def print_formats() -> None:
    """List the formats."""
    from snippets.formats import FORMATS

    for name, format_ in FORMATS.items():
        print(f"{name:10} {format_.about}")


@contextmanager
def progress(what: str, unit: str) -> Iterator[Progress]:
    """A bar on a terminal, nothing in a pipe."""
    from tqdm import tqdm

    with tqdm(desc=what, unit=f" {unit}", disable=None, leave=False) as bar:

        def show(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield show
