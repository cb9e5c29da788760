"""The language models that the settings allow, each made when it is first asked for."""

from __future__ import annotations

import threading

from api.settings import Settings
from assistant.errors import GeneratorUnknown
from models import generators
from models.protocols import Generator


class Generators:
    """Language models by the names that requests use."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._made: dict[str, Generator | None] = {}
        self._lock = threading.Lock()

    @property
    def names(self) -> list[str]:
        """What a request may name."""
        return [generators.OFF, *self._settings.generators]

    def get(self, name: str | None) -> Generator | None:
        """The one that a request names; for None the setting's; None where that is "off".

        A request names one of the settings' and never an address. Raises GeneratorUnknown,
        and ModelUnknown or ModelMissing where a setting is wrong.
        """
        engine = self._engine(name)
        with self._lock:
            if engine not in self._made:
                key = self._settings.generator_key
                self._made[engine] = generators.create(
                    engine, key.get_secret_value() if key else ""
                )
            return self._made[engine]

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
