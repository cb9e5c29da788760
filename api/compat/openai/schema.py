"""What a JSON schema lets the fields of an object be.

Read are `type`, `enum`, `const`, `anyOf`, `oneOf`, an `allOf` of one, `properties`, `items`, and
references within the schema; the rest of it says nothing about what we put into a field.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from api.compat.openai.failures import Refused

MOST_SHAPES = 5_000
"""Of a schema, so that one whose parts refer to each other comes to an end."""
DEEPEST = 6
_EMPTY: Mapping[str, Any] = {"string": "", "number": 0, "integer": 0, "boolean": False}
_KINDS = frozenset({*_EMPTY, "array", "object"})


class NotUnderstood(Exception):
    """A part of a schema that can't be read."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an object; one without a kind takes any value.

    `options` are the only values that it takes, if there are any; `items` is what its list
    holds, `inner` are the fields of its object.
    """

    kind: str = ""
    is_nullable: bool = False
    options: tuple[Any, ...] = ()
    items: Field | None = None
    inner: Mapping[str, Field] = field(default_factory=dict)

    @property
    def empty(self) -> Any:
        """What stands where nothing is known; null too where any option would be a guess."""
        if self.is_nullable or self.options or not self.kind:
            return None
        if self.kind == "object":
            return {name: one.empty for name, one in self.inner.items()}
        return [] if self.kind == "array" else _EMPTY[self.kind]

    def taking(self, value: Any) -> Any:
        """A value as it may stand in this field; None where it may not."""
        if value is None or self.kind == "array":
            return None if value is None else self._list(value)
        if self.options:
            folded = str(value).casefold()
            return next((one for one in self.options if str(one).casefold() == folded), None)
        if self.kind == "string":
            return "\n".join(value) if isinstance(value, list) else str(value)
        if self.kind == "number":
            return value if isinstance(value, int | float) else None
        return value if not self.kind else None

    def _list(self, value: Any) -> list[Any] | None:
        values = value if isinstance(value, list) else [value]
        items = self.items or Field()
        return [one for one in map(items.taking, values) if one is not None] or None


class Schema:
    """The fields of a schema, and the names of those that are `unread`."""

    def __init__(self, schema: Any) -> None:
        """Raises Refused where the schema is too large."""
        self._root = schema
        self._seen = 0
        self.unread: list[str] = []
        self.fields: Mapping[str, Field] = self._field(schema, "", 0).inner

    def _field(self, schema: Any, name: str, depth: int) -> Field:
        try:
            return self._read(schema, name, depth)
        except NotUnderstood:
            self.unread.append(name)
            return Field()

    def _read(self, schema: Any, name: str, depth: int) -> Field:
        """What a part of the schema says. Raises NotUnderstood."""
        shapes = [(shape, _kinds(shape)) for shape in self._shapes(schema, depth)]
        spoken = [(shape, kinds) for shape, kinds in shapes if kinds != ["null"]]
        shape, kinds = spoken[0] if spoken else ({}, [])
        kind = next((one for one in kinds if one != "null"), "")
        options = [_options(one) for one, _ in spoken]
        known = [one for some in options for one in some] if all(options) else []
        return Field(
            kind,
            any("null" in some for _, some in shapes) or None in known,
            tuple(one for one in known if one is not None),
            self._field(shape["items"], f"{name}[]", depth + 1) if "items" in shape else None,
            self._inner(shape, name, depth) if kind == "object" else {},
        )

    def _inner(self, shape: Mapping[str, Any], name: str, depth: int) -> dict[str, Field]:
        properties = shape.get("properties", {})
        if not isinstance(properties, Mapping):
            raise NotUnderstood(name)
        before = f"{name}." if name else ""
        return {
            inner: self._field(one, before + inner, depth + 1) for inner, one in properties.items()
        }

    def _shapes(self, schema: Any, depth: int) -> Iterator[Mapping[str, Any]]:
        """The alternatives of a part, references followed. Raises NotUnderstood and Refused."""
        self._seen += 1
        if self._seen > MOST_SHAPES:
            raise Refused(
                "response_format", f"the schema has over {MOST_SHAPES:,} parts; use fewer"
            )
        if schema is True:
            schema = {}
        if not isinstance(schema, Mapping) or depth > DEEPEST:
            raise NotUnderstood(str(schema)[:60])
        others = _others(schema)
        if "$ref" in schema:
            others = [self._at(schema["$ref"])]
        if not others:
            yield schema
        for other in others:
            yield from self._shapes(other, depth + 1)

    def _at(self, reference: Any) -> Any:
        """The part that a reference names, such as "#/$defs/Mood"."""
        if not isinstance(reference, str) or not reference.startswith("#"):
            raise NotUnderstood(str(reference)[:60])
        found = self._root
        for part in reference[1:].split("/")[1:]:
            if not isinstance(found, Mapping) or part not in found:
                raise NotUnderstood(reference[:60])
            found = found[part]
        return found


def _others(schema: Mapping[str, Any]) -> Sequence[Any]:
    """What stands in a schema's stead, any of it."""
    for name in ("anyOf", "oneOf", "allOf"):
        others = schema.get(name, [])
        if not isinstance(others, list) or (name == "allOf" and len(others) > 1):
            raise NotUnderstood(name)
        if others:
            return others
    return []


def _kinds(shape: Mapping[str, Any]) -> list[str]:
    """The types of a schema; what it does not say is told from what it has."""
    types = shape.get("type", [])
    kinds = types if isinstance(types, list) else [types]
    if not kinds and "properties" in shape:
        return ["object"]
    if not all(isinstance(one, str) and one in _KINDS | {"null"} for one in kinds):
        raise NotUnderstood(str(types)[:60])
    return kinds


def _options(shape: Mapping[str, Any]) -> list[Any]:
    options = [shape["const"]] if "const" in shape else shape.get("enum", [])
    if not isinstance(options, list):
        raise NotUnderstood("enum")
    return options
