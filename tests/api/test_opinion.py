"""How the second opinion is put in: its setting, its rules, and what happens without it."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.doctor import examine
from api.rulebook import listed
from api.wiring import Services
from assistant.review import review
from models import opinion
from models.checks.profile import Profile
from models.checks.rules import ToneChecker
from models.errors import ModelError, ModelUnknown
from models.opinion.readings import readings
from models.protocols import CheckContext
from tests.conftest import make_settings

pytestmark = pytest.mark.usefixtures("quick_rules")


@pytest.fixture
def missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Services:
    """A service that could not export the model."""

    def export(what: str, module: str, *arguments: str) -> None:
        raise ModelError(f"exporting {what} to ONNX failed (no room); run `make setup`")

    monkeypatch.setattr(opinion, "export_apart", export)
    return Services(make_settings(tmp_path, opinion="minilm", models_dir=tmp_path / "models"))


def test_an_unknown_opinion_is_refused_with_those_that_there_are(tmp_path: Path) -> None:
    with pytest.raises(ModelUnknown, match="set TACTFUL_OPINION to minilm or off"):
        _ = Services(make_settings(tmp_path, opinion="gut")).checkers


def test_off_leaves_the_rules_alone(tmp_path: Path) -> None:
    (tone,) = Services(make_settings(tmp_path)).checkers
    assert isinstance(tone, ToneChecker)
    assert tone.opinion is None


def test_profiles_may_name_its_rules_even_where_it_is_off() -> None:
    rules = listed(())
    assert {one.rule for one in readings().values()} <= rules.keys()
    Profile.of({"off": ["tone.reads-badly"]}).check(rules)


def test_where_it_is_missing_checks_go_on_and_say_so(missing: Services) -> None:
    checked = review("You failed to attach it.", CheckContext(), missing.checkers)
    assert "tone.blaming-you" in [one.rule for one in checked.findings]
    assert checked.notes == (
        "not checked by opinion: exporting the second opinion to ONNX failed (no room);"
        " run `make setup`",
    )


def test_where_it_is_missing_the_service_starts_and_the_doctor_says_so(missing: Services) -> None:
    missing.warm()
    report = examine(missing)
    assert report["parts"]["opinion"] == "failed"
    assert any(one.startswith("opinion: exporting") for one in report["problems"])
    missing.close()
