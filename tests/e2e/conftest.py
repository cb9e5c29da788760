"""A real service with the starter library, and a real browser that looks at it."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
KEY = "tk_for_the_browser_tests"
PATIENCE_SECONDS = 300
"""The first start on a machine exports the model."""
SEEN_WITHIN_MS = 30_000
"""How long a page may take to show what is expected, on a machine that is busy."""
expect.set_options(timeout=SEEN_WITHIN_MS)
DESK = {"width": 1280, "height": 860}


@dataclass(frozen=True)
class Service:
    """Where the service is, the ways in, and the folder of its library."""

    url: str
    link: str
    key: str
    data: Path


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("service")
    port = _free_port()
    output = folder / "output.txt"
    command = [Path(sys.executable).with_name("tactful"), "serve", "--starter", "--port", str(port)]
    environment = os.environ | {
        "TACTFUL_DATA_DIR": str(folder / "data"),
        "TACTFUL_BOOTSTRAP_KEY": KEY,
        "TACTFUL_GENERATORS": '{"echo": "echo:"}',
    }
    with output.open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        _wait_until_ready(f"http://127.0.0.1:{port}/readyz", process, output)
        link = re.search(r"http://\S+/sign-in\?token=\S+", output.read_text("utf-8"))
        assert link, "the service printed no sign-in link"
        yield Service(f"http://127.0.0.1:{port}", link[0], KEY, folder / "data")
    finally:
        process.terminate()
        process.wait(timeout=30)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"there is no Chromium at {CHROMIUM}; apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def session(browser: Browser, service: Service) -> dict[str, object]:
    """The cookies of one who signed in by the printed link."""
    with closing(browser.new_context()) as context:
        page = context.new_page()
        page.goto(service.link)
        page.get_by_role("heading", name="Your reply").wait_for()
        return dict(context.storage_state())


@pytest.fixture
def context(browser: Browser, service: Service) -> Iterator[BrowserContext]:
    """A browser that nobody has signed in with."""
    context = browser.new_context(viewport=DESK, base_url=service.url)
    with closing(context):
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        yield context


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained of; a test that provokes a complaint clears the list."""
    return []


@pytest.fixture
def stranger(context: BrowserContext, complaints: list[str]) -> Iterator[Page]:
    """A page of a browser that is not signed in; it may not have complained of anything."""
    page = context.new_page()
    page.on(
        "console",
        lambda message: complaints.append(message.text) if message.type == "error" else None,
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.add_init_script(
        "addEventListener('securitypolicyviolation', (event) =>"
        " console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`))"
    )
    yield page
    assert complaints == []


@pytest.fixture
def console(context: BrowserContext, stranger: Page, session: dict[str, object]) -> Page:
    """The console of somebody who is signed in."""
    context.add_cookies(session["cookies"])  # type: ignore[arg-type]
    stranger.goto("/")
    stranger.get_by_role("button", name="Draft a reply").and_(
        stranger.locator(":enabled")
    ).wait_for()
    return stranger


def _free_port() -> int:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_until_ready(url: str, process: subprocess.Popen[bytes], output: Path) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            pytest.fail(f"the service ended:\n{output.read_text('utf-8')}")
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    pytest.fail(f"the service is not ready:\n{output.read_text('utf-8')}")
