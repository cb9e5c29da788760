"""The documents hold: their commands print what they say, and nothing is left out.

Uses the real default engines.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from api.cli import app
from api.settings import Settings
from tests.docs.console import ROOT, commands, run

README = (ROOT / "README.md").read_text("utf-8")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


@pytest.mark.xdist_group("readme")
def test_the_commands_of_the_readme_print_what_it_says(tmp_path: Path) -> None:
    """One after the other on one library, as a reader would."""
    for command in commands(README):
        if not command.is_make:
            printed = run(command, tmp_path)
            assert command.matches(printed), f"$ {command.line}\n{printed}"


def test_the_readme_checks_the_two_sentences_of_the_promise() -> None:
    checked = "\n".join(
        one.output for one in commands(README) if one.line.startswith("tactful check")
    )
    assert "will be available next month" in checked
    assert "Could you please log out first?" in checked


@pytest.mark.parametrize("target", sorted(set(re.findall(r"`make ([a-z]+)`", README))))
def test_every_make_target_that_the_readme_names_exists(target: str) -> None:
    subprocess.run(["make", "-n", target], cwd=ROOT, check=True, capture_output=True)


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_every_setting_is_documented(name: str) -> None:
    assert f"`TACTFUL_{name.upper()}`" in (ROOT / "docs" / "settings.md").read_text("utf-8")


@pytest.mark.parametrize(
    "name",
    [
        one.name or one.callback.__name__.strip("_")
        for one in app.registered_commands
        if one.callback
    ],
)
def test_every_command_is_in_the_readme(name: str) -> None:
    assert f"tactful {name}" in README


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_between_documents_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", document.read_text("utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_every_dependency_has_its_reason() -> None:
    project = (ROOT / "pyproject.toml").read_text("utf-8").split("[project.scripts]")[0]
    reasons = (ROOT / "docs" / "dependencies.md").read_text("utf-8").lower()
    named = re.findall(r'^\s+"([a-z][\w-]+)[\w.=<>]*",?$', project, re.MULTILINE | re.IGNORECASE)
    assert [name for name in named if name.lower() not in reasons and "types-" not in name] == []
