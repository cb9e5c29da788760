"""One system in a process of its own: `python -m tests.benchmarks.rivals.child NAME TASK RESULT`.

TASK is a JSON file with the corpus and the questions, RESULT the JSON file that is written.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from tests.benchmarks import memory
from tests.benchmarks.rivals.corpus import Corpus, Past
from tests.benchmarks.rivals.system import SYSTEMS, System

WARM_UP = 5
"""Questions asked before the clock runs."""
T = TypeVar("T")


def main(name: str, task: Path, result: Path) -> None:
    """Make, build, ask; times in seconds, memory in MB."""
    given = json.loads(task.read_text("utf-8"))
    corpus = Corpus(tuple(given["snippets"]), tuple(Past(*one) for one in given["past"]))
    start, system = _timed(SYSTEMS[name].create)
    build, _ = _timed(lambda: system.build(corpus))
    answers = {which: _answers(system, texts) for which, texts in given["queries"].items()}
    figures = {"start": start, "build": build, "peak": memory.peak(), "answers": answers}
    result.write_text(json.dumps(figures), "utf-8")


def _answers(system: System, texts: Sequence[str]) -> list[dict[str, Any]]:
    for text in texts[:WARM_UP]:
        system.search(text)
    return [_answer(system, text) for text in texts]


def _answer(system: System, text: str) -> dict[str, Any]:
    spent, found = _timed(lambda: system.search(text))
    return {"ranking": found.ranking, "confidence": found.confidence, "seconds": spent}


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    start = time.perf_counter()
    done = work()
    return time.perf_counter() - start, done


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
