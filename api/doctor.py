"""What is installed, where things lie, and what is wrong with them."""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from api.wiring import Services
from models.embedders.manifest import packaged_models
from models.protocols import ChatMessage, CheckContext
from snippets.scope import EVERYONE
from snippets.store.database import Database
from snippets.store.migrating import newest

PARTS = ("tactful", "onnxruntime", "faiss-cpu", "tantivy", "lingotweaker", "sqlalchemy", "fastapi")
LOW_DISK_BYTES = 500_000_000
MOST_LOG_BYTES = 500_000_000
SECONDS_TO_SAY_HELLO = 60.0


def examine(parts: Services) -> dict[str, Any]:
    """Each part tried for real; `problems` says what is wrong and what to do."""
    problems: list[str] = []
    settings = parts.settings
    checks = {
        "weights": lambda: _weights(),
        "database": lambda: _database(parts),
        "log": lambda: _log(parts.database),
        "embedder": lambda: f"{parts.embedder.id}, {parts.embedder.dimension} dimensions",
        "library": lambda: _library(parts),
        "index": lambda: _index(parts),
        "checkers": lambda: _checkers(parts),
        "opinion": lambda: _opinion(parts),
        "privacy": lambda: _privacy(parts),
        "generator": lambda: _generator(parts),
        "disk": lambda: _disk(settings.data_dir),
    }
    return {
        "versions": {
            "python": platform.python_version(),
            **{name: version(name) for name in PARTS},
        },
        "paths": {"data": str(settings.data_dir), "models": str(settings.models_dir)},
        "parts": {name: _tried(name, check, problems) for name, check in checks.items()},
        "problems": problems,
    }


def _tried(name: str, check: Callable[[], str], problems: list[str]) -> str:
    try:
        return check()
    except Exception as error:
        problems.append(f"{name}: {error}")
        return "failed"


def _weights() -> str:
    models = packaged_models()
    for model in models.values():
        model.verify()
    return ", ".join(
        f"{model.name} ({model.licence}), sha256 as listed" for model in models.values()
    )


def _database(parts: Services) -> str:
    damage = parts.database.check()
    if damage:
        raise ValueError(f"{parts.database.path} is damaged ({damage[0]}); restore a backup")
    size = parts.database.path.stat().st_size
    return f"{parts.database.path}, {_megabytes(size)}, sound, tables {newest()}"


def _log(database: Database) -> str:
    """The write-ahead log, which a reader that never ends keeps from being folded in."""
    size = database.unfolded
    if size > MOST_LOG_BYTES:
        raise ValueError(
            f"{_megabytes(size)} of changes wait beside {database.path}, since something has "
            "been reading for very long; restart the service"
        )
    return f"{_megabytes(size)} not folded in yet"


def _library(parts: Services) -> str:
    library = parts.library()
    library.refresh()
    return f"{len(library)} snippets"


def _index(parts: Services) -> str:
    """Whether search answers, asked for the title of a snippet that everyone sees."""
    library, revision = parts.library(), parts.entries().revision()
    entry = next((one for one in library.in_use() if EVERYONE.sees(one)), None)
    if entry and not library.search(entry.title):
        folder = parts.settings.data_dir / "index"
        raise ValueError(f"search finds nothing; delete {folder} and restart: it is built anew")
    saved = any(parts.settings.data_dir.glob("index/*/*/about.json"))
    return f"shows change {revision}, {'saved on disk too' if saved else 'in memory'}"


def _checkers(parts: Services) -> str:
    for checker in parts.checkers:
        checker.check("Thank you for your message.", CheckContext())
    return ", ".join(checker.id for checker in parts.checkers)


def _opinion(parts: Services) -> str:
    return parts.settings.opinion if parts.opinion else "off"


def _privacy(parts: Services) -> str:
    parts.private.find(["Is this order Dana Reyes's?"])
    return parts.private.id


def _generator(parts: Services) -> str:
    """Has the setting's language model say something, which shows that it is there."""
    generator = parts.generators.get(None)
    if generator is None:
        return "off"
    said = "".join(generator.write([ChatMessage("user", "Say hello.")], 16, SECONDS_TO_SAY_HELLO))
    if not said.strip():
        raise ValueError(f"{generator.id} says nothing; look at the model's name")
    return generator.id


def _disk(folder: Path) -> str:
    existing = next(one for one in (folder, *folder.parents) if one.exists())
    free = shutil.disk_usage(existing).free
    if free < LOW_DISK_BYTES:
        raise ValueError(f"only {free // 1_000_000} MB are free for {folder}; make room")
    if not os.access(existing, os.W_OK):
        raise ValueError(f"{existing} can't be written to; change its owner or use --data-dir")
    return f"{free // 1_000_000_000} GB free"


def _megabytes(count: int) -> str:
    return f"{count / 1_000_000:,.1f} MB"
