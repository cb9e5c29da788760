"""Whether the wheel is the same each time it is built, whole, and serves by itself."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import zipfile
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

from tests.trust.measure import ROOT, Line

FLOORS = ("api", "assistant", "models", "snippets")
NEEDED = ("pyproject.toml", "README.md", "LICENSE", "NOTICE")
MOMENT = "1750000000"
PATIENCE_SECONDS = 300
PAGES = ("/healthz", "/readyz", "/", "/static/css/console.css", "/openapi.json")
KEY = "tk_for_the_wheel"
ASKED = b'{"message":{"text":"Can I pause my deliveries?"}}'


def measure() -> Iterator[Line]:
    """Built twice, compared with the sources, and run in an environment of its own."""
    with tempfile.TemporaryDirectory(prefix="tactful-wheel-") as folder:
        wheels = [build(Path(folder) / name) for name in ("one", "two")]
        marks = {hashlib.sha256(one.read_bytes()).hexdigest() for one in wheels}
        size = wheels[0].stat().st_size / 1_000_000
        figure = f"built twice, {size:.1f} MB, sha256 {sorted(marks)[0][:16]}…"
        yield Line("reproducible wheel", figure, len(marks) == 1)
        missing = absent(wheels[0])
        yield Line(
            "files in the wheel", "; ".join([f"missing: {len(missing)}", *missing[:3]]), not missing
        )
        wrong = served(wheels[0], Path(folder))
        yield Line("serves from the wheel", "; ".join(wrong) or "pages, files, a draft", not wrong)


def build(folder: Path) -> Path:
    """The wheel of a copy of the sources, built in the folder."""
    source = folder / "source"
    for name in FLOORS:
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in NEEDED:
        shutil.copy(ROOT / name, source / name)
    options = ["--no-deps", "--no-build-isolation", "--disable-pip-version-check", "--quiet"]
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", *options, "--wheel-dir", folder, source],
        env=os.environ | {"SOURCE_DATE_EPOCH": MOMENT},
        check=True,
        capture_output=True,
    )
    return next(folder.glob("*.whl"))


def absent(wheel: Path) -> list[str]:
    """Files of the floors that are not in the wheel."""
    there = set(zipfile.ZipFile(wheel).namelist())
    files = (path for floor in FLOORS for path in (ROOT / floor).rglob("*"))
    names = (str(one.relative_to(ROOT)) for one in files if one.is_file())
    return sorted(one for one in names if one not in there and "__pycache__" not in one)


def served(wheel: Path, folder: Path) -> list[str]:
    """What goes wrong where nothing but the wheel and its dependencies is there."""
    python = _installed(wheel, folder)
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "TACTFUL_BOOTSTRAP_KEY": KEY,
        "TACTFUL_MODELS_DIR": os.environ.get("TACTFUL_MODELS_DIR", str(folder / "models")),
    }
    code = "from api.cli import main; main()"
    with subprocess.Popen(
        [python, "-c", code, "serve", "--starter", "--port", "0", "--data-dir", folder / "data"],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            assert process.stdout
            found = (re.search(r"http://[\d.]+:(\d+)", line) for line in process.stdout)
            port = next((int(one[1]) for one in found if one), 0)
            return _asked(port) if port else ["the service does not start"]
        finally:
            process.terminate()


def _installed(wheel: Path, folder: Path) -> Path:
    """Python with the wheel installed, and the dependencies that are installed here."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / "venv"], check=True)
    python = folder / "venv" / "bin" / "python"
    options = ["--no-deps", "--no-index", "--disable-pip-version-check", "--quiet"]
    command = [sys.executable, "-m", "pip", "--python", python, "install", *options, wheel]
    subprocess.run(command, check=True, capture_output=True)
    packages = next((folder / "venv").glob("lib/python*/site-packages"))
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python


def _asked(port: int) -> list[str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    wrong = []
    headers = {"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"}
    connection.request("POST", "/v1/drafts", ASKED, headers)
    if b"club-pause" not in connection.getresponse().read():
        wrong.append("the draft does not use the starter library")
    for page in PAGES:
        connection.request("GET", page, headers=headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status not in (200, 303):
            wrong.append(f"{page} answers {answer.status}")
    connection.close()
    return wrong
