"""Engines that go on with a chat, by name: "engine:model".

| name | engine |
| --- | --- |
| `off` | none |
| `transformers:NAME` | a chat model in this process: a hub's name, a folder, a .gguf file |
| `openai:URL#MODEL` | a server that speaks OpenAI's protocol: vLLM, llama.cpp, Ollama, hosted |
| `echo:` | says its own last turn again; a fake for tests and demonstrations |
"""

from __future__ import annotations

from collections.abc import Callable

from models.errors import ModelUnknown
from models.generators.echo import EchoGenerator
from models.protocols import Generator

OFF = "off"


def create(name: str, key: str = "") -> Generator | None:
    """The engine that `name` means, made steady; None for "off".

    `key` is what a server asks for. Loading a model in this process takes seconds.
    Raises ModelUnknown or ModelMissing.
    """
    if name == OFF:
        return None
    engine, colon, model = name.partition(":")
    if not colon or engine not in _ENGINES:
        known = ", ".join(f"{engine}:…" for engine in _ENGINES)
        raise ModelUnknown(f"no language model is named {engine!r}; use {OFF} or one of {known}")
    from models.generators.steady import SteadyGenerator

    return SteadyGenerator(_ENGINES[engine](model, key))


def _transformers(model: str, _key: str) -> Generator:
    from models.generators.transformers import TransformersGenerator

    return TransformersGenerator(model)


def _openai(model: str, key: str) -> Generator:
    from models.generators.openai import OpenAIGenerator

    address, _, name = model.rpartition("#")
    if not address.startswith(("http://", "https://")) or not name:
        raise ModelUnknown("an OpenAI-compatible server is named openai:URL#MODEL")
    return OpenAIGenerator(address, name, key)


def _echo(_model: str, _key: str) -> Generator:
    return EchoGenerator()


_ENGINES: dict[str, Callable[[str, str], Generator]] = {
    "transformers": _transformers,
    "openai": _openai,
    "echo": _echo,
}
