"""JSON documents as help desks give them: one file or a folder of pages, and their objects.

`listed` takes the objects out of one parsed page, from wherever it came; `records` reads
the pages from files, one after the other.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from snippets.errors import FileInvalid
from snippets.formats import jsonl
from snippets.formats.entry import Item, Loss
from snippets.snippet import slug

SUFFIXES = (".json", ".jsonl", ".ndjson")
_INNER = ("items", "data", "payload", "results")


@dataclass(frozen=True, slots=True)
class Record:
    """An object of a page, where it stands, and what it is: "" where the page doesn't say."""

    where: str
    name: str
    fields: dict[str, Any]

    def text(self, name: str) -> str:
        """A field that has to be a text. Raises FileInvalid."""
        value = self.fields.get(name)
        if not isinstance(value, str) or not value.strip():
            raise FileInvalid(f"{self.where}: {name!r} has to be a text that is not empty")
        return value

    def line(self, name: str) -> str:
        """A text as one line. Raises FileInvalid."""
        return " ".join(self.text(name).split())

    def maybe(self, name: str) -> str | None:
        """A text, or None where there is none. Raises FileInvalid for anything else."""
        value = self.fields.get(name)
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        return self.text(name)

    def texts(self, name: str) -> list[str]:
        """A list of texts, empty ones left out. Raises FileInvalid for anything else."""
        values = self.fields.get(name) or []
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise FileInvalid(f"{self.where}: {name!r} has to be a list of texts")
        return [value.strip() for value in values if value.strip()]

    def objects(self, name: str) -> list[dict[str, Any]]:
        """A list of objects. Raises FileInvalid for anything else."""
        values = self.fields.get(name) or []
        if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
            raise FileInvalid(f"{self.where}: {name!r} has to be a list of objects")
        return values

    def unread(self, names: Mapping[str, str]) -> Iterator[Loss]:
        """A loss for each of these fields that holds something; `names` has the words for it."""
        return (Loss(self.where, what) for name, what in names.items() if self.fields.get(name))

    def key(self, title: str) -> str:
        """Its id over there as a text, or, where it has none yet, one made from its title."""
        value = self.fields.get("id")
        if value is None:
            return slug(title)
        if isinstance(value, bool) or not isinstance(value, str | int) or not str(value).strip():
            raise FileInvalid(f"{self.where}: 'id' has to be a number or a text")
        return str(value).strip()


def records(path: Path, names: Mapping[str, str]) -> Iterator[Record]:
    """The objects of a file, or of all JSON files of a folder in the order of their pages.

    `names` says which keys hold objects, and what these are ("macros": "macro"). Raises
    FileInvalid.
    """
    for file in files(path, SUFFIXES):
        if file.suffix == ".json":
            yield from listed(document(file), str(file), names)
        else:
            for where, value in jsonl.objects(file):
                yield from listed(value, where, names)


def listed(value: Any, where: str, names: Mapping[str, str]) -> Iterator[Record]:
    """The objects of one page: a bare list, an envelope, or one object. Raises FileInvalid."""
    keys = [key for key in names if isinstance(value, dict) and key in value]
    if not keys:
        yield from _each(value, where, "", "")
    for key in keys:
        yield from _each(_inner(value[key]), where, key, names[key])


def kinds(
    found: Iterable[Record | Loss],
    readers: Mapping[str, Callable[[Record], Iterable[Item]]],
    signs: Mapping[str, str],
) -> Iterator[Item]:
    """What each object's reader makes of it.

    `signs` tells what an object is by a field it has, where its page doesn't say. Losses
    pass through. Raises FileInvalid where it is none of these.
    """
    for record in found:
        if isinstance(record, Loss):
            yield record
            continue
        name = kind_of(record, signs)
        if name not in readers:
            known = " nor ".join(f"a {one}" for one in readers)
            raise FileInvalid(f"{record.where}: this is neither {known}")
        yield from readers[name](record)


def kind_of(record: Record, signs: Mapping[str, str]) -> str:
    """What an object is, "" where nothing tells."""
    return record.name or next((signs[key] for key in signs if key in record.fields), "")


def document(file: Path) -> Any:
    """What a JSON file holds, in UTF-8, UTF-16 or UTF-32. Raises FileInvalid."""
    try:
        return json.loads(file.read_bytes())
    except OSError as error:
        raise FileInvalid(f"{file} can't be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise FileInvalid(f"{file}: this is not UTF-8 ({error.reason})") from error
    except json.JSONDecodeError as error:
        raise FileInvalid(
            f"{file}:{error.lineno}: this is not JSON, or it was cut short ({error.msg}, "
            f"column {error.colno})"
        ) from error
    except (ValueError, RecursionError) as error:
        raise FileInvalid(f"{file}: this is not JSON ({error})") from error


def files(path: Path, suffixes: tuple[str, ...]) -> list[Path]:
    """The file, or those of a folder with these endings, "page2" before "page10"."""
    if not path.is_dir():
        return [path]
    found = [one for one in path.rglob("*") if one.is_file() and one.suffix in suffixes]
    if not found:
        raise FileInvalid(f"{path} holds no file that ends in {' or '.join(suffixes)}")
    return sorted(found, key=lambda one: [_number(part) for part in re.split(r"(\d+)", str(one))])


def write_documents(path: Path, pages: Mapping[str, list[dict[str, Any]]]) -> None:
    """Write lists of objects under their names.

    One file for all where the path ends in .json, else a folder with a file for each name.
    """
    if path.suffix == ".json":
        jsonl.replace(path, _dumped(pages))
        return
    path.mkdir(parents=True, exist_ok=True)
    for name, objects in pages.items():
        jsonl.replace(path / f"{name}.json", _dumped({name: objects}))


def _dumped(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _inner(value: Any) -> Any:
    """The list within an envelope's envelope, as {"articles": {"items": […]}}."""
    if isinstance(value, dict):
        return next((value[key] for key in _INNER if isinstance(value.get(key), list)), value)
    return value


def _each(value: Any, where: str, key: str, name: str) -> Iterator[Record]:
    values = value if isinstance(value, list) else [value]
    for number, one in enumerate(values):
        place = f"{where}: {key}[{number}]" if isinstance(value, list) else where
        if not isinstance(one, dict):
            raise FileInvalid(f"{place}: this is not a JSON object")
        yield Record(place, name, one)


def _number(part: str) -> tuple[int, str]:
    return (int(part), "") if part.isdecimal() and len(part) < 19 else (-1, part)
