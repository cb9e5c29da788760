"""Answers as JSON objects, for desks that want them: what is known goes in, the rest is empty."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from api.compat.openai.prompts import READ_CHARACTERS, allowed

DATA = Path(__file__).parent / "structured.yaml"
MOST_TRIES = 20
"""Places of a prompt where an example object is looked for."""
_FIELD = re.compile(
    r"(?<!\w)[\"']?([A-Za-z]\w{0,60})[\"']?\s{0,3}:\s{0,3}([\"'\[{]|null|true|false|\d)"
)
_EMPTY = {"string": "", "array": [], "object": {}}
_KINDS: dict[type, str] = {str: "string", list: "array", dict: "object"}


@dataclass(frozen=True, slots=True)
class Filled:
    """A JSON object, and the fields that had to stay empty."""

    content: str
    empty: tuple[str, ...]


def fields(response_format: Mapping[str, Any] | None, prompt: str) -> dict[str, Any] | None:
    """The fields of the object that is wanted, each with what it is when empty; None for a text.

    They come from a JSON schema, else from the example in the prompt, else there is the one
    field "response".
    """
    kind = (response_format or {}).get("type")
    read = prompt[:READ_CHARACTERS]
    if kind == "json_schema":
        return _of_schema(response_format or {}) or {"response": ""}
    if kind == "json_object" or re.search(_data()["wanted"], allowed(read), re.I):
        return _of_example(read) or {"response": ""}
    return None


def fill(wanted: Mapping[str, Any], known: Mapping[str, Any]) -> Filled:
    """The object: `known` are values by the names of `structured.yaml`."""
    sources = {name: source for source, names in _data()["fields"].items() for name in names}
    filled, empty = {}, []
    for name, nothing in wanted.items():
        value = known.get(sources.get(name.casefold(), ""))
        if value is None:
            empty.append(name)
        filled[name] = nothing if value is None else _as(nothing, value)
    return Filled(json.dumps(filled, ensure_ascii=False), tuple(empty))


def unfilled_note(names: tuple[str, ...]) -> list[str]:
    """Says which fields stayed empty."""
    return [_data()["unfilled"].format(names=", ".join(names))] if names else []


def emotion(mood: str) -> str:
    """One sign for a mood."""
    sign: str = _data()["emotions"][mood]
    return sign


def _as(nothing: Any, value: Any) -> Any:
    """A value as text or list, whichever the field wants."""
    if isinstance(nothing, list):
        return value if isinstance(value, list) else [value]
    return "\n".join(value) if isinstance(value, list) else value


def _of_schema(response_format: Mapping[str, Any]) -> dict[str, Any]:
    try:
        properties = response_format["json_schema"]["schema"]["properties"]
        return {name: _EMPTY.get(field.get("type")) for name, field in properties.items()}
    except (KeyError, TypeError, AttributeError):
        return {}


def _of_example(prompt: str) -> dict[str, Any]:
    """The fields of the first object in a prompt, be it proper JSON or not."""
    starts = [found.start() for found in re.finditer(r"\{", prompt)][:MOST_TRIES]
    for start in starts:
        example = _object_at(prompt, start)
        if example:
            kinds = {name: _KINDS.get(type(value), "") for name, value in example.items()}
            return {name: _EMPTY.get(kind) for name, kind in kinds.items()}
    loose = _FIELD.findall(prompt, starts[0] if starts else len(prompt))
    return {name: [] if mark == "[" else "" for name, mark in loose}


def _object_at(prompt: str, start: int) -> dict[str, Any]:
    try:
        found, _ = json.JSONDecoder().raw_decode(prompt, start)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(DATA.read_text("utf-8"))
    return data
