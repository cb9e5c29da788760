"""A service is killed (SIGKILL) while it is asked to keep things; the next one has all that
it answered to have kept. Uses the fakes that ship; a client asks over HTTP, as a help desk does.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from threading import Timer

import httpx
import pytest

ROOT = Path(__file__).parents[2]
KEY = "tk_for_the_crash"
SERVE = "from api.cli import main; main()"
SETTINGS = {
    "TACTFUL_EMBEDDER": "hashing:256",
    "TACTFUL_GRAMMAR": "off",
    "TACTFUL_OPINION": "off",
    "TACTFUL_PRIVACY": "patterns",
    "TACTFUL_BOOTSTRAP_KEY": KEY,
}
MOST_SECONDS = 3.0
PATIENCE_SECONDS = 60


@contextmanager
def served(folder: Path) -> Iterator[tuple[subprocess.Popen[str], httpx.Client]]:
    """A service, and a client with an administrator's key."""
    command = [sys.executable, "-c", SERVE, "serve", "--port", "0", "--data-dir", str(folder)]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | SETTINGS,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            assert process.stdout
            address = re.search(r"http://\S+", process.stdout.readline())
            assert address
            bearer = {"Authorization": f"Bearer {KEY}"}
            with httpx.Client(
                base_url=address[0], headers=bearer, timeout=PATIENCE_SECONDS
            ) as client:
                yield process, client
        finally:
            process.kill()


def busy(client: httpx.Client) -> Iterator[tuple[str, str]]:
    """New snippets, drafts and outcomes one after the other; what was kept, as it is answered."""
    for number in range(10_000):
        name = "zq" + "".join(chr(97 + int(digit)) for digit in f"{number:04}")
        entry = {"id": name, "kind": "reply", "title": name, "body": f"All about {name}."}
        if client.post("/v1/snippets", json=entry).status_code == 201:
            yield "snippet", name
        draft = client.post("/v1/drafts", json={"message": {"text": f"What is {name}?"}}).json()
        outcome = {"action": "edited", "final_text": f"Hello. All about {name}. Warmly, us."}
        answer = client.post(f"/v1/drafts/{draft['id']}/outcome", json=outcome)
        if answer.is_success:
            yield "outcome", draft["id"]


@pytest.mark.parametrize("seed", range(3))
def test_what_was_answered_is_kept(tmp_path: Path, seed: int) -> None:
    kept: dict[str, list[str]] = {"snippet": [], "outcome": []}
    with served(tmp_path) as (process, client):
        steps = busy(client)
        for _ in range(2):
            kind, name = next(steps)
            kept[kind].append(name)
        timer = Timer(Random(seed).uniform(0, MOST_SECONDS), process.kill)
        timer.start()
        try:
            for kind, name in steps:
                kept[kind].append(name)
        except httpx.TransportError:
            timer.join()
    with served(tmp_path) as (_, client):
        for name in kept["snippet"]:
            assert client.get(f"/v1/snippets/{name}").json()["body"] == f"All about {name}."
            found = client.post("/v1/search", json={"query": name}).json()["matches"]
            assert found[0]["snippet_id"] == name
        for name in kept["outcome"]:
            answer = client.post(f"/v1/drafts/{name}/outcome", json={"action": "discarded"})
            assert answer.is_success
