"""What the tests share.

Most fixtures use the fakes that ship ("hashing:256", grammar "off", opinion "off"): they are
quick, and all that matters there is which words a text has. Fixtures whose name begins with `real_`
use the default engines; tests that ask for one stand in files named `test_real_….py`, which
all go to one worker, so that the engines are loaded once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

# Before the folder `tests`, where folders have the names of the floors.
sys.path.insert(0, str(Path(__file__).parents[1]))

import hypothesis
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from xdist.scheduler import LoadScopeScheduling

from api import wiring
from api.app import create_app
from api.settings import Settings
from api.wiring import Services
from models.checks.rule import Rule
from models.checks.rules import ToneChecker, load_rules
from models.embedders.hashing import HashingEmbedder
from models.protocols import CheckContext, Checker
from models.text import Severity
from snippets.library import DEFAULT_WORKSPACE, Library
from snippets.snippet import Snippet
from snippets.starter import starter
from snippets.store.access import Holder, Purpose, Role
from snippets.store.database import Database

KEYS = {role: f"tk_{role}" for role in Role}


def pytest_configure() -> None:
    """No setting of this machine reaches a test, but for where models are kept; no deadlines."""
    hypothesis.settings.register_profile("tests", deadline=None)
    hypothesis.settings.load_profile("tests")
    for name in list(os.environ):
        if name.startswith("TACTFUL_") and name != "TACTFUL_MODELS_DIR":
            del os.environ[name]


class ByFile(LoadScopeScheduling):
    """A file goes to one worker whole; all that use real engines go to the same one."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return "real" if "/test_real_" in file else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    return ByFile(config, log)


def make_settings(folder: Path, **given: object) -> Settings:
    """Settings of the fakes, with a data folder of their own."""
    fakes = {"embedder": "hashing:256", "grammar": "off", "privacy": "patterns", "opinion": "off"}
    chosen = {"data_dir": folder} | fakes | given
    return Settings(_env_file=None, **chosen)  # type: ignore[arg-type]


ENTRIES = (
    Snippet(
        "refund-time",
        "reply",
        "When a refund arrives",
        "Your refund of the order arrives within 5 working days.",
        tags=("refund", "money"),
        shortcut="refund",
        examples=("When do I get my money back?", "My refund has not arrived"),
    ),
    Snippet(
        "delivery-time",
        "reply",
        "Delivery time",
        "Hi {{customer.first_name|there}},\n\nParcels take 3 days.\n\nBest wishes,\nThe team",
        tags=("delivery",),
        examples=("How long does delivery take?", "When will my parcel be here?"),
    ),
    Snippet(
        "invoice-copy",
        "article",
        "Copies of invoices",
        "Invoices are under Account > Orders.\n\nThey have VAT on them.",
        tags=("invoice",),
        examples=("Where can I find my invoice?",),
        url="https://help.example/invoices",
    ),
    Snippet(
        "address-change",
        "reply",
        "Changing the address",
        "For {{order.number}} I have put in the address {{order.address|that you gave}}.",
        examples=("Please change the address of my order",),
    ),
    Snippet(
        "fraud-steps",
        "reply",
        "Suspected fraud",
        "Lock the account and tell the security desk.",
        audience="internal",
        examples=("Somebody has stolen my account",),
    ),
)


@pytest.fixture
def entries() -> list[Snippet]:
    """Five snippets: replies, an article with an address, placeholders, an internal one."""
    return list(ENTRIES)


@pytest.fixture
def embedder() -> HashingEmbedder:
    return HashingEmbedder(256)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "tactful.db")
    yield database
    database.close()


@pytest.fixture
def library(database: Database, embedder: HashingEmbedder, entries: list[Snippet]) -> Library:
    """A library with the five entries."""
    library = Library(database, embedder)
    library.put(entries)
    return library


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return make_settings(tmp_path)


def issue_keys(parts: Services) -> None:
    """A key for each role: `tk_plugin`, `tk_agent`, …"""
    parts.entries()
    for role, key in KEYS.items():
        parts.access.issue(Purpose.KEY, Holder(DEFAULT_WORKSPACE, role, "tests"), key)


def started(settings: Settings, entries: list[Snippet]) -> TestClient:
    """A client of a new service that holds these entries; use it as a context."""
    app = create_app(settings)
    app.state.services.checkers = rules_alone()
    issue_keys(app.state.services)
    app.state.services.library().put(entries)
    return TestClient(app, raise_server_exceptions=False)


@cache
def rules_alone() -> tuple[Checker, ...]:
    """The checkers of a service without a grammar engine; the rules are read once."""
    return (ToneChecker(rules()),)


@cache
def rules() -> tuple[Rule, ...]:
    """The rules that come with Tactful; reading them takes a second."""
    return load_rules()


@pytest.fixture
def quick_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Services that this test makes do not read the rules again."""
    monkeypatch.setattr(wiring, "load_rules", rules)


@pytest.fixture(scope="session")
def flagged() -> str:
    """A sentence that a rule warns of, with a fix: an example of its own."""
    (checker,) = rules_alone()
    for rule in checker.rules:  # type: ignore[attr-defined]
        for example in rule.fire:
            found = checker.check(example.text, CheckContext())
            if len(found) == 1 and found[0].severity is Severity.WARNING and found[0].fixes:
                return str(example.text)
    raise AssertionError("no rule warns of its own example")


@pytest.fixture(scope="session")
def prepared() -> Callable[..., FastAPI]:
    """Makes an application with a key for each role, and the five entries."""

    def make(folder: Path, **given: object) -> FastAPI:
        app = create_app(make_settings(folder, **given))
        app.state.services.checkers = rules_alone()
        issue_keys(app.state.services)
        app.state.services.library().put(list(ENTRIES))
        return app

    return make


@pytest.fixture(scope="session")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client without a key of a service that tests only read."""
    with started(make_settings(tmp_path_factory.mktemp("api")), list(ENTRIES)) as client:
        yield client


@pytest.fixture
def client(tmp_path: Path, entries: list[Snippet]) -> Iterator[TestClient]:
    """An administrator's client of a service of the test's own."""
    with started(make_settings(tmp_path), entries) as client:
        client.headers["Authorization"] = f"Bearer {KEYS[Role.ADMINISTRATOR]}"
        yield client


@pytest.fixture(scope="session")
def as_role() -> Callable[[Role], dict[str, str]]:
    """The header that speaks for a role."""
    return lambda role: {"Authorization": f"Bearer {KEYS[role]}"}


@pytest.fixture(scope="session")
def admin() -> dict[str, str]:
    return {"Authorization": f"Bearer {KEYS[Role.ADMINISTRATOR]}"}


@pytest.fixture(scope="session")
def starter_entries() -> list[Snippet]:
    return starter()


@pytest.fixture(scope="session")
def real_parts(
    tmp_path_factory: pytest.TempPathFactory, starter_entries: list[Snippet]
) -> Iterator[Services]:
    """The default engines over the starter library."""
    folder = tmp_path_factory.mktemp("real")
    parts = Services(Settings(_env_file=None, data_dir=folder))  # type: ignore[call-arg]
    parts.library().put(starter_entries)
    parts.warm()
    yield parts
    parts.close()
