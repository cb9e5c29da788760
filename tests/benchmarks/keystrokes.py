"""Whether checks keep up with typing: `python -m tests.benchmarks.keystrokes [--requests N]`.

A server process with the starter library, asked over HTTP one request after the other, both on
two cores. An edit is one letter of one word: that sentence is new to the server, the others are
not. A cold text has no sentence that it has seen. Times hold for a machine that is not busy.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import socket
import statistics
import string
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path

KEY = "tk_for_the_benchmark"
PATIENCE_SECONDS = 300
CORES = 2
REPLY = (
    "Hi Dana,\n\nThank you for photo {n} of the grinder. I have looked at your order {n}, and the "
    "burr on page {n} of the manual is the part that broke. A new one leaves our workshop on "
    "Monday, {n} days before your holiday begins. You have to unplug grinder {n} first. Then turn "
    "the upper ring {n} times to the left, and lift it out. Would you like us to send brush {n} "
    "as well? We can add it to parcel {n} without charge. Unfortunately lid {n} is out of stock "
    "until next week. I can write to you when number {n} of the waiting list comes up."
)
"""A reply with two or three findings; a number makes each of its sentences new."""
MESSAGE = (
    "Hello, my grinder makes a terrible noise since Sunday and the beans come out whole. Can you "
    "send me the part, and when will it get here? I leave for my holiday soon. Dana Reyes"
)


def text(length: int, number: int) -> str:
    """A reply of this many characters; another number gives other sentences."""
    count = length // len(REPLY) + 1
    whole = "\n\n".join(REPLY.replace("{n}", str(number + at)) for at in range(count))
    return whole[:length]


def edited(original: str, chance: random.Random) -> str:
    """The text with another letter in one place."""
    at = chance.choice([found.start() for found in re.finditer("[a-z]", original)])
    others = string.ascii_lowercase.replace(original[at], "")
    return f"{original[:at]}{chance.choice(others)}{original[at + 1 :]}"


def row(title: str, spent: Sequence[float], goal: str) -> str:
    """A line of the table, times in milliseconds."""
    high = sorted(spent)[max(0, round(0.99 * len(spent)) - 1)]
    return f"| {title} | {len(spent)} | {statistics.median(spent):.1f} | {high:.1f} | {goal} |"


class Desk:
    """One connection that is kept open."""

    def __init__(self, port: int) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=60)

    def check(self, reply: str, **more: str) -> float:
        """The milliseconds of one check."""
        body = json.dumps({"text": reply, **more})
        headers = {"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"}
        start = time.perf_counter()
        self._connection.request("POST", "/v1/checks", body, headers)
        answer = self._connection.getresponse()
        answer.read()
        spent = (time.perf_counter() - start) * 1000
        if answer.status != 200:
            raise RuntimeError(f"the server answered {answer.status}")
        return spent

    def is_ready(self) -> bool:
        """Whether the server has loaded everything."""
        with closing(self._connection):
            try:
                self._connection.request("GET", "/readyz")
                return self._connection.getresponse().status == 200
            except OSError:
                return False


def main() -> None:
    """Measure and print a Markdown table."""
    parser = argparse.ArgumentParser(description="Whether checks keep up with typing.")
    parser.add_argument("--requests", type=int, default=500)
    requests = parser.parse_args().requests
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    with served() as desk:
        print("\n| `POST /v1/checks` | requests | p50 ms | p99 ms | goal |")
        print("| --- | ---: | ---: | ---: | --- |")
        print("\n".join(measured(desk, requests)), flush=True)


def measured(desk: Desk, requests: int) -> Iterator[str]:
    """The lines of the table."""
    chance, original = random.Random(1), text(500, 0)
    desk.check(original), desk.check(original, message=MESSAGE)
    edits = [edited(original, chance) for _ in range(2 * requests)]
    typing = "p50 10, p99 25"
    alone = [desk.check(one) for one in edits[:requests]]
    yield row("500 characters, one edit each", alone, typing)
    answering = [desk.check(one, message=MESSAGE) for one in edits[requests:]]
    yield row("the same, with the customer's message", answering, typing)
    long = [desk.check(text(5000, 1000 * at)) for at in range(1, max(requests // 25, 4) + 1)]
    yield row("5,000 characters, cold", long, "300")


@contextmanager
def served() -> Iterator[Desk]:
    """A server process of its own, ready, and stopped at the end."""
    with tempfile.TemporaryDirectory() as folder:
        port = _free_port()
        tactful = str(Path(sys.executable).with_name("tactful"))
        command = [tactful, "serve", "--starter", "--port", str(port)]
        given = {"TACTFUL_DATA_DIR": folder, "TACTFUL_BOOTSTRAP_KEY": KEY}
        process = subprocess.Popen(
            command, env=os.environ | given, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            yield _when_ready(Desk(port), process)
        finally:
            process.terminate()
            process.wait(timeout=30)


def _when_ready(desk: Desk, process: subprocess.Popen[bytes]) -> Desk:
    until = time.monotonic() + PATIENCE_SECONDS
    while not desk.is_ready():
        if process.poll() is not None or time.monotonic() > until:
            sys.exit("typing: the server did not start; run `tactful serve` to see why")
        time.sleep(0.2)
    return desk


def _free_port() -> int:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


if __name__ == "__main__":
    main()
