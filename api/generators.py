"""The language models that the settings allow, each made when it is first asked for."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

import structlog

from api.settings import Settings
from assistant.errors import GeneratorUnknown
from models import generators
from models.errors import EngineDown, ModelError, ModelUnknown
from models.protocols import ChatMessage, Generator

RETRY_SECONDS = 300.0
"""After so long a model that could not be loaded is looked for once more."""
_log = structlog.get_logger()


class Absent:
    """Stands in for a model that is not there (yet); drafts do without it, and say why."""

    def __init__(self, engine: str, reason: str) -> None:
        self.id = f"{engine.partition(':')[0]}:"
        self._reason = reason

    def write(
        self, messages: Sequence[ChatMessage], max_tokens: int, seconds: float
    ) -> Iterator[str]:
        """Raises EngineDown."""
        raise EngineDown(self._reason)


class Lazy:
    """One model, made by whoever asks first; others wait for it for a bounded time only."""

    def __init__(self, engine: str, key: str, patience: float) -> None:
        self._engine = engine
        self._key = key
        self._patience = patience
        self._lock = threading.Lock()
        self._made: Generator | None = None
        self._again = 0.0

    def get(self) -> Generator:
        """The model, or what tells why it is not there. Raises ModelUnknown."""
        if not self._lock.acquire(timeout=self._patience):
            return Absent(self._engine, "the language model is still being loaded")
        try:
            if self._made is None or (self._again and time.monotonic() > self._again):
                self._made = self._make()
            return self._made
        finally:
            self._lock.release()

    def _make(self) -> Generator:
        self._again = 0.0
        try:
            made = generators.create(self._engine, self._key)
        except ModelUnknown:
            raise
        except ModelError as error:
            _log.error("language model missing", error=type(error).__name__, reason=str(error))
            made = Absent(self._engine, str(error))
            self._again = time.monotonic() + RETRY_SECONDS
        return made or Absent(self._engine, "no language model is set up")


class Generators:
    """Language models by the names that requests use."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._known: dict[str, Lazy] = {}

    @property
    def names(self) -> list[str]:
        """What a request may name."""
        return [generators.OFF, *self._settings.generators]

    def get(self, name: str | None) -> Generator | None:
        """The one that a request names; for None the setting's; None where that is "off".

        A request names one of the settings' and never an address. One that can't be loaded writes
        nothing but why, and is looked for again later. Raises GeneratorUnknown, and ModelUnknown
        where a setting is wrong.
        """
        engine = self._engine(name)
        if engine == generators.OFF:
            return None
        with self._lock:
            if engine not in self._known:
                patience = self._settings.generator_seconds
                self._known[engine] = Lazy(engine, self._key(engine), patience)
            lazy = self._known[engine]
        return lazy.get()

    def _engine(self, name: str | None) -> str:
        named = self._settings.generators
        if name is None:
            chosen = self._settings.generator
            return named.get(chosen, chosen)
        if name not in self.names:
            raise GeneratorUnknown(
                f"no language model is set up as {name!r}; options.generator may be "
                f"{', '.join(self.names)}, or left out"
            )
        return named.get(name, name)

    def _key(self, engine: str) -> str:
        """The key, for the one server that it is meant for."""
        key = self._settings.generator_key
        servers = {_server(self._engine(None))} - {""}
        servers = servers or {_server(one) for one in self._settings.generators.values()} - {""}
        return key.get_secret_value() if key and servers == {_server(engine)} else ""


def _server(engine: str) -> str:
    """Scheme, host and port of a server, or "" for what runs here."""
    kind, _, address = engine.partition(":")
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.hostname}:{parts.port or ''}" if kind == "openai" else ""
