"""The benchmark against rivals: what everybody is given, and what is made of the answers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.rivals import tables
from tests.benchmarks.rivals.corpus import Corpus, Document, Past
from tests.benchmarks.rivals.run import ROOT, Measured
from tests.benchmarks.rivals.system import by_snippet

SNIPPET = {"id": "a", "kind": "reply", "title": "Title", "body": "Body", "examples": ["One", "Two"]}


def test_a_document_is_a_text_or_an_example_or_a_past_message_and_none_comes_twice() -> None:
    corpus = Corpus((SNIPPET,), (Past("a", "c1", "Two"), Past("a", "c2", "Three")))
    texts = ["Title\nBody", "One", "Two", "Three"]
    assert corpus.documents() == [Document("a", text) for text in texts]


def test_a_snippet_is_as_good_as_its_best_document() -> None:
    documents = [Document("a", "1"), Document("b", "2"), Document("a", "3")]
    assert by_snippet(documents, [(0, 0.2), (1, 0.5), (2, 0.9)]) == [("a", 0.9), ("b", 0.5)]


def test_the_overview_gives_a_rival_the_choice_that_helps_it_most() -> None:
    rows = [_measured(has_past=False, mrr=0.3), _measured(has_past=True, mrr=0.4)]
    assert "| BM25 | 0.40 / 0.40 |" in list(tables.overview(rows))
    assert "| BM25 | 0.40 / 0.40 |" in list(tables.overview(rows[::-1]))


def test_a_set_is_measured_from_its_files(tmp_path: Path) -> None:
    """Through the command, in processes of their own, with the fake embedder."""
    folder = tmp_path / "stackfaq"
    folder.mkdir()
    (folder / "library.jsonl").write_text(json.dumps(SNIPPET) + "\n", "utf-8")
    example = {"id": "1", "subject": "", "message": "Is one here?", "expected": ["a"]}
    (folder / "examples.jsonl").write_text(json.dumps(example) + "\n", "utf-8")
    printed = _run("rivals", str(tmp_path), "--systems", "tactful", "--sets", "stackfaq")
    assert "| Tactful | 1.00 | 1.00 | 1.00 | - |" in printed
    assert "| Tactful | 1.00 / 1.00 |" in printed


@pytest.mark.parametrize("name", ["tone", "rivals", "growth"])
def test_without_the_data_a_benchmark_says_so(name: str, tmp_path: Path) -> None:
    printed = _run(name, str(tmp_path / "nowhere"))
    assert printed.startswith(f"{name}: not measured, {tmp_path}")
    assert printed.count("\n") == 1


def _measured(has_past: bool, mrr: float) -> Measured:
    quality = {"recall@1": mrr, "recall@5": mrr, "mrr": mrr, "auroc_unanswerable": None}
    return Measured("shop", "BM25", has_past, quality, 1.0, 1.0, 1.0, 1.0)


def _run(name: str, *arguments: str) -> str:
    command = [sys.executable, "-m", f"tests.benchmarks.{name}", *arguments]
    environment = os.environ | {"TACTFUL_EMBEDDER": "hashing:256"}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout
