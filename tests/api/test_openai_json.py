"""The JSON objects that desks want: what of their schemas is read, and what is put into fields."""

from __future__ import annotations

import json
from typing import Any

import pytest

from api.compat.openai.failures import Refused
from api.compat.openai.structured import Filled, fill, form

KNOWN: dict[str, Any] = {
    "text": "It is red.",
    "confidence": 0.8,
    "language": "de",
    "sources": ["a", "b"],
}


def schema(properties: Any, **more: Any) -> dict[str, Any]:
    return {"type": "json_schema", "json_schema": {"schema": {"properties": properties} | more}}


def filled(response_format: Any, prompt: str = "", **known: Any) -> Filled:
    wanted = form(response_format, prompt)
    assert wanted
    return fill(wanted, known)


def value(field: Any, name: str = "response", **more: Any) -> Any:
    """What is put into the one field of a schema."""
    return json.loads(filled(schema({name: field}, **more), **KNOWN).content)[name]


@pytest.mark.parametrize(
    ("response_format", "prompt", "expected"),
    [
        ({"type": "json_object"}, "", {"response": ""}),
        (schema({"reply": {"type": "string"}}), "", {"reply": ""}),
        ({"type": "json_schema"}, "", {"response": ""}),
        (schema([]), "", {"response": ""}),
        (None, 'Return only JSON: {"answer": "string", "tags": ["a"]}', {"answer": "", "tags": []}),
        (None, "Reply with valid JSON\n{ reasoning: '', response: '' }",
         {"reasoning": "", "response": ""}),
    ],
    ids=str,
)  # fmt: skip
def test_the_object_that_is_wanted(response_format: Any, prompt: str, expected: object) -> None:
    assert json.loads(filled(response_format, prompt).content) == expected


@pytest.mark.parametrize("prompt", ["Answer the customer.", "Do not answer in JSON"])
@pytest.mark.parametrize("response_format", [None, {"type": "text"}], ids=str)
def test_a_text_may_be_wanted(response_format: Any, prompt: str) -> None:
    assert form(response_format, prompt) is None


@pytest.mark.parametrize("kind", ["regex", 5, ["json_object"]], ids=str)
def test_a_format_that_we_do_not_know_is_refused(kind: Any) -> None:
    with pytest.raises(Refused, match="json_object") as refused:
        form({"type": kind}, "")
    assert refused.value.param == "response_format"


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ({"type": "string"}, "It is red."),
        ({"type": ["string", "null"]}, "It is red."),
        ({"type": ["null", "string"]}, "It is red."),
        ({"anyOf": [{"type": "null"}, {"type": "string"}]}, "It is red."),
        ({"type": "array", "items": {"type": "string"}}, ["It is red."]),
        ({"type": "array"}, ["It is red."]),
        ({"type": "array", "items": {"type": "number"}}, []),
        ({"type": "array", "items": {"type": "object", "properties": {}}}, []),
        ({"type": "number"}, 0),
        ({"type": "integer"}, 0),
        ({"type": "boolean"}, False),
        ({"type": ["boolean", "null"]}, None),
        ({"type": "object"}, {}),
        ({"type": "object", "properties": {"answer": {"type": "string"}, "n": {"type": "number"}}},
         {"answer": "It is red.", "n": 0}),
        ({}, "It is red."),
        (True, "It is red."),
    ],
    ids=str,
)  # fmt: skip
def test_a_value_is_put_where_its_type_allows_it(field: Any, expected: Any) -> None:
    assert value(field) == expected


@pytest.mark.parametrize(
    ("name", "field", "expected"),
    [
        ("language", {"enum": ["DE", "EN"]}, "DE"),
        ("language", {"type": "string", "enum": ["fr", "other"]}, "other"),
        ("language", {"type": ["string", "null"], "enum": ["fr", "other", None]}, None),
        ("language", {"type": "string", "enum": ["fr", "en"]}, None),
        ("language", {"anyOf": [{"const": "de"}, {"const": "en"}]}, "de"),
        ("language", {"type": "array", "items": {"enum": ["fr"]}}, []),
        ("urgent", {"type": "string", "enum": ["yes", "no"]}, None),
        ("confidence", {"type": "number"}, 0.8),
        ("confidence", {"type": "string"}, "0.8"),
        ("confidence", {"type": "integer"}, 0),
        ("sources", {"type": "string"}, "a\nb"),
    ],
    ids=str,
)
def test_only_the_values_that_a_field_may_have(name: str, field: Any, expected: Any) -> None:
    assert value(field, name) == expected


def test_references_are_followed() -> None:
    tongue: dict[str, Any] = {"enum": ["de", "en"]}
    said: dict[str, Any] = {"properties": {"reply": {}}}
    parts: Any = {"$defs": {"Tongue": tongue, "Said": said}}
    assert value({"$ref": "#/$defs/Tongue"}, "language", **parts) == "de"
    assert value({"allOf": [{"$ref": "#/$defs/Said"}]}, **parts) == {"reply": "It is red."}


@pytest.mark.parametrize(
    "field",
    [{"type": "colour"}, {"type": 5}, {"type": [["string"]]}, {"$ref": "#/$defs/none"},
     {"$ref": "https://a.example/schema"}, "string", None, {"enum": "a"}, {"anyOf": {}},
     {"type": "object", "properties": 5}, {"allOf": [{}, {}]}, {"$ref": "#/properties/broken"},
     {"anyOf": [{"$ref": "#/properties/broken"}] * 50}],
    ids=str,
)  # fmt: skip
def test_what_is_not_understood_is_said_and_harms_no_other_field(field: Any) -> None:
    found = filled(schema({"broken": field, "reply": {"type": ["string", "null"]}}), **KNOWN)
    assert json.loads(found.content) == {"broken": None, "reply": "It is red."}
    assert "not understood" in found.notes[0]
    assert found.notes[0].endswith(": broken")


def test_a_schema_without_fields_is_said_to_be() -> None:
    assert "no fields" in filled(schema({})).notes[0]


def test_what_is_not_known_stays_empty() -> None:
    inner = {"properties": {"score": {"type": "number"}}}
    found = filled(schema({"reply": {}, "tags": {"type": "array"}, "of": inner}), **KNOWN)
    assert json.loads(found.content) == {"reply": "It is red.", "tags": [], "of": {"score": 0}}
    assert found.notes[-1].endswith(": tags, of.score")


def test_a_note_names_so_many_fields() -> None:
    found = filled(schema({f"f{at}": {} for at in range(30)}))
    assert found.notes[-1].endswith("f19 and 10 more")


@pytest.mark.parametrize(
    "properties",
    [
        {name: {"$ref": "#"} for name in "abcdefgh"},
        {f"f{at}": {} for at in range(6_000)},
    ],
    ids=["of itself", "large"],
)
def test_a_schema_without_end_is_refused(properties: Any) -> None:
    with pytest.raises(Refused, match="parts"):
        form(schema(properties), "")


@pytest.mark.parametrize("part", ["a", "{", '{"a":', "a: '", "json "])
def test_hostile_prompts_are_read(part: str) -> None:
    assert form({"type": "json_object"}, part * (20_000 // len(part)))
