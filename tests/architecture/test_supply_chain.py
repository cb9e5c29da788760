"""What others put into this project: pinned, licensed, and nothing of it in the repository."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest

from tests.trust import licences, repository
from tests.trust.auditing import told
from tests.trust.measure import ROOT, Line
from tests.trust.packages import running
from tests.trust.pins import pinned
from tests.trust.sbom import restricted
from tests.trust.wheel import FLOORS

in_a_checkout = pytest.mark.skipif(
    shutil.which("git") is None or not (ROOT / ".git").exists(), reason="no git checkout"
)


class TestPins:
    @pytest.mark.parametrize("name", ["requirements.lock", "requirements-trust.lock"])
    def test_every_package_has_its_hashes(self, name: str) -> None:
        """`make lock` writes them; torch's file depends on the machine and is named in setup."""
        assert [name for name, hashed in pinned(ROOT / name).items() if not hashed] == []

    def test_everything_that_runs_is_pinned(self) -> None:
        pins = set(pinned(ROOT / "requirements.lock")) | {"torch"}
        assert [one.name for one in running() if one.name not in pins] == []

    def test_a_line_without_a_version_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "a.lock").write_text("numpy==2.0 \\\n    --hash=sha256:00\nscipy>=1\n")
        with pytest.raises(ValueError, match="scipy>=1 names no one version"):
            pinned(tmp_path / "a.lock")


class TestLicences:
    @pytest.mark.skipif(sys.platform != "linux", reason="other systems run other packages")
    def test_the_page_tells_what_is_installed(self) -> None:
        """`python -m tests.trust.licences` writes it."""
        assert licences.PAGE.read_text("utf-8") == licences.page()

    def test_none_is_unknown_or_copyleft_without_a_reason(self) -> None:
        assert licences.unexpected() == []

    def test_reasons_are_for_what_runs(self) -> None:
        assert set(licences.ALLOWED) <= {one.name for one in running() if one.is_copyleft}

    def test_clients_of_help_desks_are_for_tests_only(self) -> None:
        assert not {"zenpy", "zammad-py", "python-freshdesk"} & {one.name for one in running()}


@in_a_checkout
class TestRepository:
    def test_no_weights_but_those_that_are_known(self) -> None:
        assert repository.large() == []

    def test_no_secrets(self) -> None:
        assert repository.secret() == []

    def test_what_looks_like_a_key_is_seen(self) -> None:
        assert repository.SECRETS.search("key = tk" + "_" + "aB3" * 12)
        assert not repository.SECRETS.search("tk_plugin, sk-test, eyJ0.eyJ1.sig")


def test_every_file_of_the_floors_comes_with_the_wheel() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    patterns = [*project["tool"]["setuptools"]["package-data"]["*"], "*.py"]
    files = (file for floor in FLOORS for file in (ROOT / floor).rglob("*") if file.is_file())
    ours = [file for file in files if "__pycache__" not in file.parts]
    assert [file for file in ours if not any(fnmatch(file.name, one) for one in patterns)] == []


class TestAudit:
    """What was not looked up is never told as well."""

    def test_all_looked_up_and_well(self) -> None:
        line = told([{"name": "a", "version": "1", "vulns": []}])
        assert line.good is True

    def test_some_not_looked_up(self) -> None:
        skipped = {"name": "b", "skip_reason": "not found"}
        line = told([{"name": "a", "version": "1", "vulns": []}, skipped])
        assert (line.good, line.figure) == (None, "1 of 2 packages looked up, 0 with advisories")

    def test_an_advisory(self) -> None:
        line = told([{"name": "a", "version": "1", "vulns": [{"id": "X"}]}])
        assert line.good is False
        assert "a 1" in line.figure


def test_a_bill_of_materials_has_what_runs_and_no_path() -> None:
    path = {"type": "distribution", "url": "file:///somewhere/a.whl"}
    whole = {
        "metadata": {"component": {"bom-ref": "tactful"}},
        "components": [
            {"name": "A_b", "bom-ref": "1", "externalReferences": [path]},
            {"name": "tests-only", "bom-ref": "2"},
        ],
        "dependencies": [{"ref": "tactful", "dependsOn": ["1", "2"]}, {"ref": "2"}],
    }
    assert restricted(whole, {"a-b"}) == whole | {
        "components": [{"name": "A_b", "bom-ref": "1", "externalReferences": []}],
        "dependencies": [{"ref": "tactful", "dependsOn": ["1"]}],
    }


@pytest.mark.parametrize(
    ("good", "verdict"), [(True, "holds"), (False, "FALLS SHORT"), (None, "not told")]
)
def test_a_line_says_whether_it_holds(good: bool | None, verdict: str) -> None:
    assert str(Line("a", "b", good)) == f"| a | b | {verdict} |"


def test_an_unknown_measure_is_refused() -> None:
    command = [sys.executable, "-m", "tests.trust", "none"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 2
    assert "no measure is named 'none'" in done.stderr
