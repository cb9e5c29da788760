"""The command line, in processes of its own for what a shell sees, else through CliRunner.

The commands run the fakes "hashing:256" and grammar "off", and mask by patterns alone.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from api.cli import app
from api.settings import Settings
from snippets import formats
from snippets.snippet import Snippet

ROOT = Path(__file__).parents[2]
MONEY = "When do I get my money back?"
FAKES = {
    "TACTFUL_EMBEDDER": "hashing:256",
    "TACTFUL_GRAMMAR": "off",
    "TACTFUL_PRIVACY": "patterns",
}
NAMES = sorted(c.name or c.callback.__name__ for c in app.registered_commands)  # type: ignore[union-attr]
Run = Callable[..., Result]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that holds three snippets, which tests only read."""
    folder = tmp_path_factory.mktemp("shelf")
    entries = [
        Snippet("refund", "reply", "Refund", "It takes 5 days.", examples=(MONEY,)),
        Snippet("parcel", "reply", "Parcel", "It takes 3 days.", examples=("Where is it?",)),
        Snippet("emoji", "article", "🙂", "A smiling round face for all.", examples=("smile",)),
    ]
    formats.write("jsonl", folder / "in.jsonl", entries)
    command(folder, "import", "jsonl", str(folder / "in.jsonl"))
    return folder


def command(
    folder: Path, *arguments: str, text: str | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own, as a shell runs it."""
    code = "from api.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        input=text,
        capture_output=True,
        text=True,
        cwd=folder,
        env=os.environ | FAKES | {"TACTFUL_DATA_DIR": str(folder)} | environment,
        check=False,
    )


@pytest.fixture
def run(shelf: Path, quick_rules: None, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A command in this process, on the shelf."""
    for name, value in FAKES.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(shelf)

    def run(*arguments: str, data_dir: Path = shelf, **given: Any) -> Result:
        return CliRunner().invoke(app, [*arguments, "--data-dir", str(data_dir)], **given)

    return run


def lines(path: Path, *objects: Any) -> str:
    text = [one if isinstance(one, str) else json.dumps(one) for one in objects]
    path.write_text("\n".join(text) + "\n", "utf-8")
    return str(path)


def asked(text: str, **fields: Any) -> dict[str, Any]:
    return {"message": {"text": text}} | fields


@pytest.mark.parametrize("name", ["", *NAMES])
def test_help_says_what_a_command_does(name: str) -> None:
    result = CliRunner().invoke(app, [name, "--help"] if name else ["--help"])
    assert result.exit_code == 0
    assert "Usage:" in result.stdout


def test_every_command_of_the_contract_is_there() -> None:
    assert {
        "serve", "draft", "check", "search", "import", "export", "learn", "evaluate", "doctor",
    } <= set(NAMES)  # fmt: skip


class TestDraft:
    def test_prints_the_text(self, run: Run) -> None:
        result = run("draft", MONEY)
        assert result.exit_code == 0
        assert "It takes 5 days." in result.stdout

    def test_prints_json(self, run: Run) -> None:
        draft = json.loads(run("draft", MONEY, "--json").stdout)
        assert (draft["outcome"], draft["matches"][0]["snippet_id"]) == ("drafted", "refund")

    @pytest.mark.parametrize("arguments", [["draft", "-"], ["draft"]])
    def test_reads_standard_input(self, run: Run, arguments: list[str]) -> None:
        assert "It takes 5 days." in run(*arguments, input=MONEY).stdout

    def test_answers_a_file_line_by_line_in_its_order(self, run: Run, tmp_path: Path) -> None:
        requests = [asked(MONEY, id=f"t-{n}") for n in (3, 1, 2)] + [asked("Where is it?")]
        result = run("draft", "--jsonl", lines(tmp_path / "in", *requests))
        answers = [json.loads(line) for line in result.stdout.splitlines()]
        assert [one["id"] for one in answers[:3]] == ["t-3", "t-1", "t-2"]
        assert "It takes 3 days." in answers[3]["text"]


class TestCheck:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("Thank you for the photo.", 0),
            ("Hi {{name}}, thank you.", 1),
        ],
    )
    def test_exit_code_says_whether_something_was_found(
        self, run: Run, text: str, code: int
    ) -> None:
        assert run("check", text).exit_code == code

    def test_shows_findings_and_the_better_text(self, run: Run, flagged: str) -> None:
        result = run("check", f"Thank you.\n{flagged}")
        assert result.exit_code == 1
        assert result.stdout.startswith("2: warning: ")
        assert "   → " in result.stdout
        assert "ready to send" in result.stdout

    def test_prints_json(self, run: Run) -> None:
        answer = json.loads(run("check", "Thank you.", "--message", "Hi", "--json").stdout)
        assert answer["ready"] is True

    def test_answers_a_file_line_by_line(self, run: Run, tmp_path: Path) -> None:
        path = lines(
            tmp_path / "in", {"id": "a", "text": "Hi {{name}}."}, {"id": 7, "text": "Thanks."}
        )
        result = run("check", "--jsonl", path)
        answers = [json.loads(line) for line in result.stdout.splitlines()]
        assert [one["id"] for one in answers] == ["a", 7]
        assert result.exit_code == 1


class TestSearch:
    def test_prints_matches_and_confidence(self, run: Run) -> None:
        result = run("search", MONEY, "-k", "1")
        assert "refund" in result.stdout
        assert "confidence 0." in result.stdout or "confidence 1." in result.stdout

    def test_prints_json(self, run: Run) -> None:
        answer = json.loads(run("search", MONEY, "-k", "2", "--json").stdout)
        assert [len(answer["matches"]), answer["matches"][0]["snippet_id"]] == [2, "refund"]

    def test_answers_a_file_line_by_line(self, run: Run, tmp_path: Path) -> None:
        path = lines(tmp_path / "in", asked("Where is it?", id="b"), asked(MONEY, id="a"))
        answers = [json.loads(line) for line in run("search", "--jsonl", path).stdout.splitlines()]
        assert [(one["id"], one["matches"][0]["snippet_id"]) for one in answers] == [
            ("b", "parcel"),
            ("a", "refund"),
        ]
        assert set(answers[0]) == {"id", "confidence", "matches"}


class TestImportAndExport:
    @pytest.mark.parametrize("name", ["import", "export"])
    def test_without_arguments_formats_are_listed(self, run: Run, name: str) -> None:
        result = run(name)
        assert result.exit_code == 0
        assert all(one in result.stdout for one in formats.FORMATS)

    @pytest.mark.parametrize("format_", [n for n, one in formats.FORMATS.items() if one.whole])
    def test_what_is_exported_is_imported_again(
        self, run: Run, tmp_path: Path, format_: str
    ) -> None:
        out = str(tmp_path / "out")
        assert run("export", format_, out).exit_code == 0
        result = run("import", format_, out, data_dir=tmp_path / "new")
        assert "imported 3 snippets" in result.stdout
        found = run("search", "smile", "--json", data_dir=tmp_path / "new").stdout
        assert json.loads(found)["matches"][0]["snippet_id"] == "emoji"

    def test_a_dry_run_changes_nothing(self, run: Run, tmp_path: Path, shelf: Path) -> None:
        result = run(
            "import", "jsonl", str(shelf / "in.jsonl"), "--dry-run", data_dir=tmp_path / "new"
        )
        assert "would import 3 snippets" in result.stdout
        assert not (tmp_path / "new").exists()


class TestLearnAndEvaluate:
    def history(self, path: Path) -> str:
        past = {"created_at": "2026-01-01", "subject": "", "message": "gimme cash", "reply": ""}
        return lines(
            path,
            past | {"id": "h1", "snippet_ids": ["refund"]},
            past | {"id": "h2", "snippet_ids": None, "reply": "A smiling round face for all."},
            past | {"id": "h3", "snippet_ids": []},
        )

    def copy(self, run: Run, shelf: Path, folder: Path) -> Path:
        run("import", "jsonl", str(shelf / "in.jsonl"), data_dir=folder)
        return folder

    def test_learning_counts_what_is_new(self, run: Run, shelf: Path, tmp_path: Path) -> None:
        folder = self.copy(run, shelf, tmp_path / "new")
        path = self.history(tmp_path / "history.jsonl")
        first, second = (run("learn", path, data_dir=folder).stdout for _ in range(2))
        assert first.startswith("3 conversations: 2 show which snippet answered; 2 new examples")
        assert "; 0 new examples" in second

    def test_evaluating_prints_figures(self, run: Run, tmp_path: Path) -> None:
        path = lines(
            tmp_path / "e",
            {"id": "1", "subject": "", "message": MONEY, "expected": ["refund"]},
            {"id": "2", "subject": "", "message": "zebra", "expected": []},
        )
        report = json.loads(run("evaluate", path, "--json").stdout)
        assert (report["recall@1"], report["messages"]) == (1.0, 2)
        assert "recall@1" in run("evaluate", path).stdout

    def test_a_replay_learns_first(self, run: Run, shelf: Path, tmp_path: Path) -> None:
        folder = self.copy(run, shelf, tmp_path / "new")
        path = lines(
            tmp_path / "e",
            {
                "id": "1",
                "created_at": "2026-02-01",
                "message": "gimme cash",
                "expected": ["refund"],
            },
        )
        past = self.history(tmp_path / "h")
        report = json.loads(
            run("evaluate", path, "--replay", past, "--json", data_dir=folder).stdout
        )
        assert report["recall@3"] == 1.0


class TestAccess:
    def test_a_key_is_made_and_ended(self, run: Run) -> None:
        key = run("key", "my plugin").stdout.strip()
        assert key.startswith("tk_")
        assert run("revoke", key).stdout == "revoked\n"

    def test_a_link_is_printed(self, run: Run) -> None:
        assert "/sign-in?token=tl_" in run("sign-in").stdout

    @pytest.mark.parametrize("name", [["key", "x"], ["sign-in"]])
    def test_an_unknown_role_is_refused(self, run: Run, name: list[str]) -> None:
        assert run(*name, "--role", "king").exit_code == 2


def test_doctor_finds_all_well(run: Run) -> None:
    result = run("doctor")
    assert (result.exit_code, "all is well" in result.stdout) == (0, True)


def test_doctor_names_what_is_wrong(run: Run, tmp_path: Path) -> None:
    (tmp_path / "tactful.db").write_bytes(b"no database" * 500)
    result = run("doctor", "--json", data_dir=tmp_path)
    report = json.loads(result.stdout)
    assert result.exit_code == 2
    assert any("is damaged" in problem for problem in report["problems"])
    assert report["parts"]["database"] == "failed"


class TestShell:
    """What a shell sees: exit codes, one line of error, nothing but answers in a pipe."""

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (["import", "jsonl", "none.jsonl"], "none.jsonl does not exist"),
            (["import", "desk", "in.jsonl"], "no format is named 'desk'"),
            (["import", "jsonl", "broken.jsonl"], "broken.jsonl:1: unknown field"),
            (["draft", "--jsonl", "none.jsonl"], "none.jsonl can't be read"),
            (["draft", " "], "the message has no text"),
            (["check", "--jsonl", "broken.jsonl"], "broken.jsonl:2: "),
            (["learn", "broken.jsonl"], "broken.jsonl:1: field"),
            (["evaluate", "broken.jsonl"], "broken.jsonl:1: field"),
            (["export", "jsonl", "/proc/none/out"], "can't be written"),
            (["search", "x", "--data-dir", "/proc/none"], "can't be used"),
            (["search", "x", "--data-dir", "in.jsonl"], "can't be used"),
            (["revoke", "tk_none"], "this key is unknown"),
        ],
        ids=lambda value: " ".join(value) if isinstance(value, list) else "",
    )
    def test_an_error_is_one_line_and_exit_code_2(
        self, shelf: Path, arguments: list[str], words: str
    ) -> None:
        (shelf / "broken.jsonl").write_text('{"text": "fine"}\n{"text": \n', "utf-8")
        done = command(shelf, *arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.count("\n") == 1
        assert done.stderr.startswith("tactful: ")
        assert words in done.stderr

    @pytest.mark.parametrize(
        "environment",
        [
            {"TACTFUL_EMBEDDER": "none:x"},
            {"TACTFUL_GRAMMAR": "none"},
            {"TACTFUL_MIN_CONFIDENCE": "7"},
            {"TACTFUL_PORT": "many"},
        ],
        ids=str,
    )
    def test_a_wrong_setting_is_named_in_one_line(
        self, shelf: Path, environment: dict[str, str]
    ) -> None:
        done = command(shelf, "draft", "Hello", **environment)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)

    @pytest.mark.parametrize(
        "bad",
        [
            '{"message": {"text": ',
            "[]",
            pytest.param('{"message": {}}'),
            pytest.param('{"message": {"text": ""}}'),
            pytest.param('{"message": {"text": "\\ud800"}}'),
        ],
    )
    def test_a_broken_line_stops_before_anything_is_printed(self, shelf: Path, bad: str) -> None:
        path = lines(shelf / "mixed.jsonl", asked(MONEY), bad)
        done = command(shelf, "draft", "--jsonl", path)
        assert (done.returncode, done.stdout) == (2, "")
        assert "mixed.jsonl:2: " in done.stderr

    @pytest.mark.parametrize(
        "arguments",
        [
            ["import", "jsonl", "in.jsonl"],
            ["learn", "history.jsonl"],
            ["evaluate", "examples.jsonl"],
        ],
        ids=" ".join,
    )
    def test_a_pipe_shows_no_progress_bar(self, shelf: Path, arguments: list[str]) -> None:
        lines(shelf / "history.jsonl", {"id": "1", "message": "m", "reply": "r"})
        lines(shelf / "examples.jsonl", {"id": "1", "message": "m", "expected": []})
        done = command(shelf, *arguments)
        assert (done.returncode, done.stderr) == (0, "")

    def test_a_closed_pipe_is_no_traceback(self, shelf: Path) -> None:
        path = lines(shelf / "many.jsonl", *[asked(MONEY)] * 300)
        code = "from api.cli import main; main()"
        with subprocess.Popen(
            [sys.executable, "-c", code, "draft", "--jsonl", path],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=shelf,
            env=os.environ | FAKES | {"TACTFUL_DATA_DIR": str(shelf)},
        ) as process:
            assert process.stdout
            assert process.stderr
            process.stdout.readline()
            process.stdout.close()
            assert b"Traceback" not in process.stderr.read()

    def test_text_that_is_no_utf8_is_read_all_the_same(self, shelf: Path) -> None:
        code = "from api.cli import main; main()"
        done = subprocess.run(
            [sys.executable, "-c", code, "check", "-"],
            input=b"Thank you \xff\xfe for the photo.",
            capture_output=True,
            cwd=shelf,
            env=os.environ | FAKES | {"TACTFUL_DATA_DIR": str(shelf)},
            check=False,
        )
        assert done.returncode in (0, 1)


class TestSettings:
    def test_defaults_need_no_environment(self) -> None:
        settings = Settings(_env_file=None)  # type: ignore[call-arg]
        assert (settings.host, settings.port) == ("127.0.0.1", 8000)
        assert settings.database.name == "tactful.db"

    def test_the_environment_wins_over_a_file(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / ".env").write_text("TACTFUL_PORT=1\nTACTFUL_QUEUE=2\nOTHER=x\n", "utf-8")
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("TACTFUL_PORT", "3")
        assert (Settings().port, Settings().queue) == (3, 2)

    def test_a_given_data_folder_wins(self, shelf: Path, tmp_path: Path) -> None:
        done = command(shelf, "search", "refund", "--json", "--data-dir", str(tmp_path / "own"))
        assert json.loads(done.stdout)["matches"] == []

    def test_the_first_key_is_no_text_in_a_log(self) -> None:
        assert "tk_secret" not in repr(Settings(_env_file=None, bootstrap_key="tk_secret"))  # type: ignore[call-arg,arg-type]
