"""`tactful import DESK https://…`: what comes in, what is said, and what a break leaves behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from api.cli import main
from api.settings import Settings
from api.wiring import Services
from snippets.snippet import Snippet
from tests.snippets.desks import voices
from tests.snippets.desks.upstream import Answer, Upstream, serving

FAKES = {"EMBEDDER": "hashing:256", "GRAMMAR": "off", "PRIVACY": "patterns", "OPINION": "off"}
ROOT = Path(__file__).parents[2]
Tactful = Callable[..., "Said"]


@pytest.fixture
def desk() -> Iterator[Upstream]:
    with serving(voices.ZENDESK) as upstream:
        yield upstream


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    file = tmp_path / "key"
    file.write_text(voices.ZENDESK.key + "\n")
    return file


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@dataclass(frozen=True)
class Said:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


@pytest.fixture
def tactful(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Tactful:
    def run(*arguments: object, **environment: str) -> Said:
        for name, value in (FAKES | {"DATA_DIR": str(data)} | environment).items():
            monkeypatch.setenv(f"TACTFUL_{name}", value)
        monkeypatch.setattr("sys.argv", ["tactful", *map(str, arguments)])
        with pytest.raises(SystemExit) as exit_:
            main()
        return Said(int(exit_.value.code or 0), *capsys.readouterr())

    return run


def library(data: Path) -> dict[str, Snippet]:
    parts = Services(Settings(_env_file=None, data_dir=data))
    try:
        return {one.id: one for one in parts.entries().all()}
    finally:
        parts.close()


def test_a_desk_is_imported_and_a_second_time_nothing_changes(
    tactful: Tactful, desk: Upstream, key_file: Path, data: Path
) -> None:
    arguments = ("import", "zendesk", desk.address, "--key-file", key_file)
    would = tactful(*arguments, "--dry-run")
    assert f"would import 8 snippets from {desk.address}: 8 new, 0 ch" in would.out
    assert not (data / "tactful.db").exists()
    first = tactful(*arguments)
    assert f"imported 8 snippets from {desk.address}: 8 new, 0 changed, 0 unch" in first.out
    assert "not carried:\n    4 × the section" in first.out
    again = tactful(*arguments)
    assert "0 new, 0 changed, 8 unchanged" in again.out
    files = ROOT / "tests" / "snippets" / "formats" / "fixtures" / "zendesk" / "export"
    filed = tactful("import", "zendesk", files)
    assert "0 new, 0 changed, 8 unchanged" in filed.out
    assert not (data / "imports").exists()


def test_a_break_is_one_line_leaves_the_library_alone_and_is_gone_on_from(
    tactful: Tactful, desk: Upstream, data: Path
) -> None:
    arguments = ("import", "zendesk", desk.address)
    desk.faults = {3: Answer(body=b"<html>Sign in</html>")}
    broken = tactful(*arguments, IMPORT_KEY=voices.ZENDESK.key)
    assert (broken.code, broken.out) == (2, "")
    (line,) = broken.err.splitlines()
    assert line.startswith("tactful: 127.0.0.1:")
    assert line.endswith(
        "if the address is that of the desk, run the same command again, it goes "
        "on where it stopped"
    )
    assert voices.KEY not in line
    assert not (data / "tactful.db").exists()
    asked = len(desk.asked)
    whole = tactful(*arguments, IMPORT_KEY=voices.ZENDESK.key)
    assert "imported 8 snippets" in whole.out
    assert "went on where the last try had stopped" in whole.err
    assert desk.asked[asked].query["page[after]"] == "c4"
    assert len(library(data)) == 8


def test_only_changes_are_taken_and_the_rest_is_counted(
    tactful: Tactful, desk: Upstream, key_file: Path
) -> None:
    since = ("--since", "2026-02-10", "--key-file", key_file)
    said = tactful("import", "zendesk", desk.address, *since)
    assert "imported 7 snippets" in said.out
    assert said.out.endswith("not changed since 2026-02-10, passed over: 1\n")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("zendesk", "https://acme.example"), "a key is needed, one line in --key-file or"),
        (
            ("zendesk", "https://acme.example", "--key-file", "/none"),
            "key file /none can't be read",
        ),
        (("zendesk", "https://acme.example", "--since", "May"), "--since takes a day or time"),
        (("zendesk", "http://acme.example"), "travels in the open to http://acme.example"),
        (("notion", "https://acme.example"), "notion is read from files; these are read live:"),
        (("zendesk", "/none", "--since", "2026-01-01"), "--key-file and --since are for the https"),
    ],
    ids=str,
)
def test_what_can_not_be_is_one_line(
    arguments: tuple[str, ...], words: str, tactful: Tactful
) -> None:
    refused = tactful("import", *arguments)
    assert (refused.code, refused.out) == (2, "")
    assert words in refused.err
    assert len(refused.err.splitlines()) == 1
