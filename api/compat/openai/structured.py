"""Answers as JSON objects, for desks that want them: what is known goes in, the rest is empty."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from api.compat.openai.failures import Refused
from api.compat.openai.prompts import READ_CHARACTERS, allowed
from api.compat.openai.schema import Field, Schema

DATA = Path(__file__).parent / "structured.yaml"
MOST_TRIES = 20
"""Places of a prompt where an example object is looked for."""
MOST_NAMED = 20
"""Fields in a note."""
_FIELD = re.compile(
    r"(?<!\w)[\"']?([A-Za-z]\w{0,60})[\"']?\s{0,3}:\s{0,3}([\"'\[{]|null|true|false|\d)"
)
_KINDS: dict[type, str] = {str: "string", list: "array", dict: "object"}
FORMATS = frozenset({None, "text", "json_object", "json_schema"})
TEXT = Field("string")


@dataclass(frozen=True, slots=True)
class Form:
    """The object that is wanted, and notes on what of it was not understood."""

    fields: Mapping[str, Field]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filled:
    """A JSON object, and notes: on the form, and on the fields that had to stay empty."""

    content: str
    notes: tuple[str, ...]


def form(response_format: Mapping[str, Any] | None, prompt: str) -> Form | None:
    """The object that is wanted; None for a text. Raises Refused.

    Its fields come from a JSON schema, else from the example in the prompt, else there is the
    one field "response".
    """
    kind = (response_format or {}).get("type")
    if not isinstance(kind, str | None) or kind not in FORMATS:
        raise Refused("response_format", "the type of a format is text, json_object or json_schema")
    read = prompt[:READ_CHARACTERS]
    if kind == "json_schema":
        return _of_schema(response_format or {})
    if kind == "json_object" or re.search(_data()["wanted"], allowed(read), re.I):
        return Form(_of_example(read) or {"response": TEXT})
    return None


def fill(wanted: Form, known: Mapping[str, Any]) -> Filled:
    """The object: `known` are values by the names of `structured.yaml`."""
    empty: list[str] = []
    content = json.dumps(_filled(wanted.fields, known, "", empty), ensure_ascii=False)
    notes = [_data()["unfilled"].format(names=_listed(empty))] if empty else []
    return Filled(content, (*wanted.notes, *notes))


def emotion(mood: str) -> str:
    """One sign for a mood."""
    sign: str = _data()["emotions"][mood]
    return sign


def _filled(
    fields: Mapping[str, Field], known: Mapping[str, Any], path: str, empty: list[str]
) -> dict[str, Any]:
    """The fields with what they may take of what is known; the names of others go to `empty`."""
    filled: dict[str, Any] = {}
    for name, field in fields.items():
        if field.inner:
            filled[name] = _filled(field.inner, known, f"{path}{name}.", empty)
            continue
        value = field.taking(known.get(_sources().get(name.casefold(), "")))
        if value is None:
            empty.append(path + name)
            value = _neutral(field)
        filled[name] = value
    return filled


def _neutral(field: Field) -> Any:
    """What a field is when empty: of its options the one that says nothing, such as "unknown"."""
    saying_nothing = (one for one in field.options if str(one).casefold() in _data()["neutral"])
    return field.empty if field.is_nullable else next(saying_nothing, field.empty)


def _of_schema(response_format: Mapping[str, Any]) -> Form:
    described = response_format.get("json_schema")
    schema = Schema(described.get("schema") if isinstance(described, Mapping) else None)
    if not schema.fields:
        return Form({"response": TEXT}, (_data()["no_fields"],))
    unread = _data()["unread"].format(names=_listed(schema.unread))
    return Form(schema.fields, (unread,) if schema.unread else ())


def _of_example(prompt: str) -> dict[str, Field]:
    """The fields of the first object in a prompt, be it proper JSON or not."""
    starts = [found.start() for found in re.finditer(r"\{", prompt)][:MOST_TRIES]
    for start in starts:
        example = _object_at(prompt, start)
        if example:
            return {name: Field(_KINDS.get(type(value), "")) for name, value in example.items()}
    loose = _FIELD.findall(prompt, starts[0] if starts else len(prompt))
    return {name: Field("array" if mark == "[" else "string") for name, mark in loose}


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more


def _object_at(prompt: str, start: int) -> dict[str, Any]:
    try:
        found, _ = json.JSONDecoder().raw_decode(prompt, start)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


@cache
def _sources() -> Mapping[str, str]:
    """For a field's name what of the known goes there."""
    return {name: source for source, names in _data()["fields"].items() for name in names}


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(DATA.read_text("utf-8"))
    return data
