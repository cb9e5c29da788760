"""A grammar engine in a process of its own, so that this one stays free for everything else.

The engine holds the interpreter while it loads (seconds) and checks (milliseconds a sentence).
Apart, it loads beside everything else, checks beside the other checkers on a second core, and
can be stopped when a text keeps it busy for too long.
"""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, cast

from models import errors
from models.checks.policy import Remark
from models.errors import EngineDown, ModelError
from models.text import Span

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 60.0
"""For one answer, loading a language included."""


class Apart:
    """LanguageTool's rules, asked over a pipe; the process ends when this one does.

    Safe to use from several threads; questions are answered one after the other. A process
    that has died or is stuck is begun anew at the next question.
    """

    id = "lingotweaker"

    def __init__(self, variant: str = "en-US", patience: float = PATIENCE_SECONDS) -> None:
        self.variant = variant
        self._patience = patience
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def start(self) -> None:
        """Begin to load, without waiting for it."""
        with self._lock:
            self._begun()

    def close(self) -> None:
        """End the process, if there is one."""
        with self._lock:
            self._end()

    def remarks(self, sentence: str, locale: str) -> tuple[Remark, ...]:
        """All remarks on one sentence. Raises EngineDown, or ModelMissing without its data."""
        with self._lock:
            answer = self._asked({"sentence": sentence, "locale": locale})
        if "error" in answer:
            raise _error(answer["error"], answer["message"])
        return tuple(_remark(one) for one in answer["remarks"])

    def _asked(self, question: dict[str, str]) -> dict[str, Any]:
        process = self._begun()
        told, said = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
        try:
            told.write(json.dumps(question).encode() + b"\n")
            told.flush()
            line = said.readline() if self._comes(said) else b""
        except OSError:
            line = b""
        if not line:
            self._end()
            raise EngineDown("the grammar engine stopped at this text; the next check starts it")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _begun(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "models.checks.serving", self.variant],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=os.environ | {"PYTHONPATH": _path()},
            )
        return self._process

    def _comes(self, said: IO[bytes]) -> bool:
        """Whether an answer comes in time."""
        with selectors.DefaultSelector() as waiting:
            waiting.register(said, selectors.EVENT_READ)
            return bool(waiting.select(self._patience))

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                cast("IO[bytes]", pipe).close()


def _path() -> str:
    """Where the other process finds this code."""
    return os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))


def _remark(fields: dict[str, Any]) -> Remark:
    span, replacements = Span(*fields.pop("span")), tuple(fields.pop("replacements"))
    return Remark(span=span, replacements=replacements, **fields)


def _error(name: str, message: str) -> ModelError:
    kind: type[ModelError] = getattr(errors, name)
    return kind(message)
