"""How fast drafts are in a big library, and how soon the first one comes:
`python -m tests.benchmarks.pace [SNIPPETS]` (default 10,000).

The starter library's replies again and again, as shops of other names, make the library big. A
server process of its own on two cores, no language model; the same messages one after the other.
Then the process is started anew, and the time to its first draft taken. Times hold for a machine
that is not busy.
"""

from __future__ import annotations

import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path

from api.settings import Settings
from api.wiring import Services
from snippets.snippet import Snippet
from snippets.starter import starter

KEY = "tk_for_the_benchmark"
CORES = 2
PATIENCE_SECONDS = 300
SHOP = "Larkspur"


def library(size: int) -> list[Snippet]:
    """The starter library, then its replies without examples, each time for another shop."""
    first = starter()
    replies = [one for one in first if one.kind == "reply"]
    more = (
        _of_another_shop(one, number)
        for number in range(1 + (size - len(first)) // len(replies))
        for one in replies
    )
    return [*first, *more][:size]


def _of_another_shop(snippet: Snippet, number: int) -> Snippet:
    name = f"Shop {number}"
    return replace(
        snippet,
        id=f"{snippet.id}-{number}",
        title=f"{name}: {snippet.title}",
        body=snippet.body.replace(SHOP, name),
        shortcut=None,
        examples=(),
    )


def main(arguments: list[str]) -> None:
    """Measure and print a Markdown table."""
    size = int(arguments[0]) if arguments else 10_000
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    messages = [text for one in starter() for text in one.examples[:1]]
    with tempfile.TemporaryDirectory() as folder:
        _fill(Path(folder), size)
        with served(Path(folder)) as (port, _):
            spent = sorted(_draft(port, text) for text in messages)
        firsts = [_first(Path(folder), messages[0]) for _ in range(3)]
    print(f"| {size:,} snippets, over HTTP | ms |\n| --- | ---: |")
    print(f"| a draft, p50 of {len(spent)} | {statistics.median(spent):.1f} |")
    print(f"| a draft, p99 | {spent[round(0.99 * len(spent)) - 1]:.1f} |")
    print(f"| process start to first draft, median of 3 | {statistics.median(firsts):.0f} |")


def _fill(folder: Path, size: int) -> None:
    parts = Services(Settings(data_dir=folder))
    parts.library().put(library(size))
    parts.close()


def _first(folder: Path, text: str) -> float:
    with served(folder) as (port, started):
        _draft(port, text)
        return (time.perf_counter() - started) * 1000


@contextmanager
def served(folder: Path) -> Iterator[tuple[int, float]]:
    """The port of a server process that takes requests, and when it was started."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    tactful = str(Path(sys.executable).with_name("tactful"))
    given = {"TACTFUL_DATA_DIR": str(folder), "TACTFUL_BOOTSTRAP_KEY": KEY}
    started = time.perf_counter()
    process = subprocess.Popen(
        [tactful, "serve", "--port", str(port)],
        env=os.environ | given,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(port, process)
        yield port, started
    finally:
        process.terminate()
        process.wait(timeout=60)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        with closing(HTTPConnection("127.0.0.1", port, timeout=5)) as asked:
            try:
                asked.request("GET", "/readyz")
                if asked.getresponse().status == 200:
                    return
            except OSError:
                pass
        if process.poll() is not None or time.monotonic() > until:
            sys.exit("pace: the server did not start; run `tactful serve` to see why")
        time.sleep(0.05)


def _draft(port: int, text: str) -> float:
    body = json.dumps({"message": {"text": text}})
    headers = {"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"}
    start = time.perf_counter()
    with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as asked:
        asked.request("POST", "/v1/drafts", body, headers)
        answer = asked.getresponse()
        answer.read()
    if answer.status != 200:
        raise RuntimeError(f"the server answered {answer.status}")
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main(sys.argv[1:])
