"""`tactful import` and `export`: counts, losses, and a library that keeps what it has learned."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from api import importing
from api.settings import Settings
from api.wiring import Services
from snippets import formats
from snippets.errors import FileInvalid, FormatUnknown
from snippets.snippet import Snippet
from snippets.store.examples import Learned

FIXTURE = Path(__file__).parents[1] / "snippets" / "formats" / "fixtures" / "zendesk" / "export"
REFUND = "zendesk-360001"


@pytest.fixture(autouse=True)
def _fakes(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"EMBEDDER": "hashing:256", "GRAMMAR": "off", "PRIVACY": "patterns"}.items():
        monkeypatch.setenv(f"TACTFUL_{name}", value)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def parts(data: Path) -> Services:
    return Services(Settings(_env_file=None, data_dir=data))


def test_counts_and_losses_are_printed(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    importing.take_in("zendesk", FIXTURE, data, dry_run=False)
    first = capsys.readouterr().out
    assert f"imported 8 snippets from {FIXTURE}: 8 new, 0 changed, 0 unchanged\n" in first
    assert "not carried:\n    4 × the section" in first
    assert "; and 1 more" in first
    importing.take_in("zendesk", FIXTURE, data, dry_run=False)
    assert "0 new, 0 changed, 8 unchanged" in capsys.readouterr().out


def test_a_dry_run_says_the_same_and_makes_nothing(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    importing.take_in("zendesk", FIXTURE, data, dry_run=True)
    assert "would import 8 snippets" in capsys.readouterr().out
    assert not data.exists()


def test_a_dry_run_compares_with_the_library_that_there_is(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    services = parts(data)
    services.library().add(Snippet(REFUND, "reply", "Old", "Old words."))
    services.close()
    importing.take_in("zendesk", FIXTURE, data, dry_run=True)
    assert "7 new, 1 changed, 0 unchanged" in capsys.readouterr().out
    services = parts(data)
    assert services.library().get(REFUND).title == "Old"
    services.close()


def test_what_was_given_and_learned_here_stays(data: Path, tmp_path: Path) -> None:
    importing.take_in("zendesk", FIXTURE, data, dry_run=False)
    services = parts(data)
    library = services.library()
    own = replace(library.get(REFUND), body="Old.", examples=("Money?",), shortcut="rf")
    library.put([own])
    library.learn([Learned(REFUND, "c1", "Where did my money go?")])
    services.close()
    importing.take_in("zendesk", FIXTURE, data, dry_run=False)
    services = parts(data)
    after = services.library().get(REFUND)
    past = [lesson.text for lesson in services.library().lessons()]
    services.close()
    assert (after.examples, after.shortcut) == (("Money?",), "rf")
    assert after.body.startswith("Hi {{customer.first_name}}")
    assert "Where did my money go?" in past


def test_a_broken_page_changes_nothing(data: Path, tmp_path: Path) -> None:
    good = {"id": 1, "title": "A", "actions": [{"field": "comment_value", "value": "x"}]}
    (tmp_path / "page1.json").write_text(json.dumps({"macros": [good]}), "utf-8")
    (tmp_path / "page2.json").write_text('{"macros": [{"id": 2, "ti', "utf-8")
    with pytest.raises(FileInvalid, match=r"page2\.json:1: .*cut short"):
        importing.take_in("zendesk", tmp_path, data, dry_run=False)
    assert not data.exists()


def test_losses_of_an_export_are_printed(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    services = parts(data)
    services.library().add(Snippet("a", "reply", "A", "b", shortcut="s"))
    services.close()
    importing.give_out("front", tmp_path / "out", data)
    out = capsys.readouterr().out
    assert (
        f"exported 1 snippets to {tmp_path / 'out'}\nnot carried:\n    1 × a shortcut: a\n" in out
    )


def test_a_format_that_is_only_read_says_so(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only = formats.Format("pages of a wiki", lambda _: [], None, unwritten="it takes no files")
    monkeypatch.setitem(formats.FORMATS, "wiki", only)
    with pytest.raises(FormatUnknown, match="wiki can be read, but not written: it takes no files"):
        importing.give_out("wiki", tmp_path / "out", data)
