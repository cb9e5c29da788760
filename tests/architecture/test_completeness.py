"""Completeness: what is begun is whole. Uses the fakes; nothing here depends on meaning."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from pathlib import Path

import pytest
from fastapi import APIRouter
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

import api.compat
import api.routes
from api import errors as api_errors
from api.cli import app as commands
from api.routers import ROUTERS
from api.settings import Settings
from assistant import errors as assistant_errors
from models import embedders
from models import errors as models_errors
from snippets import errors as snippets_errors
from snippets import formats

ERRORS = [
    kind
    for module in (models_errors, snippets_errors, assistant_errors, api_errors)
    for _, kind in inspect.getmembers(module, inspect.isclass)
    if issubclass(kind, Exception) and kind.__module__ == module.__name__
]
ROUTES = [route for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)]
OPEN = {
    "/healthz",
    "/readyz",
    "/v2/languages",
    "/k/{key}/v2/languages",
    "/k/{key}/p/{profile}/v2/languages",
    "/",
    "/proposals",
    "/sign-in",
    "/sign-out",
}
"""Paths that want no key, and so declare none of its errors."""


def route_id(route: APIRoute) -> str:
    return f"{'|'.join(sorted(route.methods))} {route.path}"


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.__qualname__)
def test_every_error_has_a_status_or_its_base_has(error: type[Exception]) -> None:
    assert set(error.__mro__) & set(api_errors.STATUS)


@pytest.mark.parametrize(
    "module",
    [models_errors, snippets_errors, assistant_errors],
    ids=lambda module: module.__name__,
)
def test_the_tree_of_errors_draws_each_one(module: object) -> None:
    own = [kind for kind in ERRORS if kind.__module__ == module.__name__]  # type: ignore[attr-defined]
    assert [kind.__name__ for kind in own if kind.__name__ not in (module.__doc__ or "")] == []


def test_every_status_has_a_code_of_its_own_words() -> None:
    assert all(code.replace("_", "").isalpha() for _, code in api_errors.STATUS.values())
    assert all(400 <= status < 600 for status, _ in api_errors.STATUS.values())


@pytest.mark.parametrize("route", ROUTES, ids=route_id)
def test_every_route_has_a_summary_and_a_description(route: APIRoute) -> None:
    assert route.summary
    assert route.description


@pytest.mark.parametrize("route", ROUTES, ids=route_id)
def test_every_route_that_wants_a_key_declares_its_errors(route: APIRoute) -> None:
    assert route.path in OPEN or {401, 403, 429} <= set(route.responses)


@pytest.mark.parametrize("route", ROUTES, ids=route_id)
def test_every_route_with_a_body_declares_that_it_may_be_wrong_or_too_large(
    route: APIRoute,
) -> None:
    if route.body_field is not None and route.path not in OPEN:
        assert 413 in route.responses
        assert {400, 422} & set(route.responses)


@pytest.mark.parametrize("package", [api.routes, api.compat], ids=lambda package: package.__name__)
def test_every_router_is_registered(package: object) -> None:
    names = [info.name for info in pkgutil.iter_modules(package.__path__)]  # type: ignore[attr-defined]
    for name in names:
        module = importlib.import_module(f"{package.__name__}.{name}")  # type: ignore[attr-defined]
        router = getattr(module, "router", None)
        assert router is None or (isinstance(router, APIRouter) and router in ROUTERS)


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_has_a_description_and_a_default(name: str) -> None:
    field = Settings.model_fields[name]
    assert field.description
    assert not field.is_required()


@pytest.mark.parametrize("command", commands.registered_commands, ids=lambda c: c.callback.__name__)
def test_every_command_says_what_it_does(command: object) -> None:
    assert command.callback.__doc__.strip().endswith(".")  # type: ignore[attr-defined]


def test_every_module_with_read_and_write_is_a_format() -> None:
    registered = {format_.read for format_ in formats.FORMATS.values()}
    for info in pkgutil.iter_modules(formats.__path__):
        module = importlib.import_module(f"snippets.formats.{info.name}")
        assert not hasattr(module, "read") or module.read in registered


def test_every_embedder_stands_in_the_table_of_engines() -> None:
    documented = embedders.__doc__ or ""
    classes = [
        info.name
        for info in pkgutil.iter_modules(embedders.__path__)
        if "class" in (Path(embedders.__path__[0]) / f"{info.name}.py").read_text("utf-8")
        and info.name not in ("manifest", "export")
    ]
    assert [name for name in classes if name.replace("_", "-") not in documented] == []


def test_the_description_shows_every_route_of_the_contract(
    api: TestClient, admin: dict[str, str]
) -> None:
    paths = api.get("/openapi.json", headers=admin).json()["paths"]
    assert {
        ("/v1/drafts", "post"),
        ("/v1/drafts/{draft_id}/outcome", "post"),
        ("/v1/checks", "post"),
        ("/v1/search", "post"),
        ("/v1/snippets", "get"),
        ("/v1/snippets", "post"),
        ("/v1/snippets/{snippet_id}", "get"),
        ("/v1/snippets/{snippet_id}", "put"),
        ("/v1/snippets/{snippet_id}", "delete"),
        ("/healthz", "get"),
        ("/readyz", "get"),
        ("/metrics", "get"),
        ("/openapi.json", "get"),
        ("/docs", "get"),
        ("/v2/languages", "get"),
        ("/v2/check", "post"),
        ("/k/{key}/v2/check", "post"),
        ("/v1/models", "get"),
        ("/v1/chat/completions", "post"),
    } <= {(path, method) for path, methods in paths.items() for method in methods}
