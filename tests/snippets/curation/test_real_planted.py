"""What is planted in the starter library is found, and hardly anything else is shown."""

from __future__ import annotations

import pytest

from api.settings import Settings
from api.wiring import Services
from snippets.curation.health import Options, health
from snippets.snippet import Snippet
from tests.benchmarks.health import Figures, figures, look, planted_library
from tests.snippets.curation.planted import TODAY, plan


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory, starter_entries: list[Snippet]) -> Figures:
    settings = Settings(_env_file=None, data_dir=tmp_path_factory.mktemp("planted"))  # type: ignore[call-arg]
    parts = Services(settings)
    written = plan(starter_entries)
    planted_library(parts.library(), written)
    found = figures(look(parts.library()), written)
    parts.close()
    return found


def test_a_hundred_faults_are_planted(starter_entries: list[Snippet]) -> None:
    kinds = [one.kind for one in plan(starter_entries).key]
    assert [kinds.count(kind) for kind in ("duplicate", "contradiction", "stale")] == [40, 30, 30]


def test_real_most_of_what_is_planted_is_found(measured: Figures) -> None:
    assert measured.recall() >= 0.9
    assert measured.recall(held=True) >= 0.85


def test_real_most_of_what_is_shown_is_real(measured: Figures) -> None:
    assert measured.precision >= 0.95


def test_real_the_starter_library_is_well(real_parts: Services) -> None:
    shown = health(real_parts.library(), Options(today=TODAY))
    assert [(one.kind, one.snippet_ids) for one in shown] == []
