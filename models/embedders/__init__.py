"""Engines that turn texts into vectors, by name: "engine:model".

| name | engine |
| --- | --- |
| `onnx:all-MiniLM-L6-v2`, `onnx:FOLDER` | ONNX Runtime; exported once into the cache folder |
| `sentence-transformers:NAME` | PyTorch; a packaged model, a folder or a hub name |
| `hashing:DIMENSION` | word counts; a fake for tests and demonstrations |
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

from models.embedders.hashing import HashingEmbedder
from models.embedders.manifest import hash_of, packaged_models
from models.errors import ModelError, ModelMissing, ModelUnknown
from models.protocols import Embedder

DEFAULT = "onnx:all-MiniLM-L6-v2"
EXPORT_FORMAT = 2
"""Raised when exported files change in a way that old ones must not be used."""


def create(name: str, cache: Path) -> Embedder:
    """The engine that `name` means, ready to use; exported models are kept in `cache`.

    Raises ModelUnknown, ModelMissing or ModelCorrupt.
    """
    engine, colon, model = name.partition(":")
    if not colon or engine not in _ENGINES:
        known = ", ".join(f"{engine}:…" for engine in _ENGINES)
        raise ModelUnknown(f"no embedder is named {name!r}; use one of {known}")
    return _ENGINES[engine](model, cache)


def _onnx(model: str, cache: Path) -> Embedder:
    from models.embedders.onnx import OnnxEmbedder

    return OnnxEmbedder(_id(model), exported(model, cache))


def _sentence_transformers(model: str, _cache: Path) -> Embedder:
    from models.embedders.sentence_transformers import SentenceTransformersEmbedder

    return SentenceTransformersEmbedder(_id(model), source_of(model))


def _hashing(model: str, _cache: Path) -> Embedder:
    if not model.isdecimal() or not 8 <= int(model) <= 4096:
        raise ModelUnknown(f"hashing:{model} needs a dimension from 8 to 4096, as in hashing:256")
    return HashingEmbedder(int(model))


_ENGINES: dict[str, Callable[[str, Path], Embedder]] = {
    "onnx": _onnx,
    "sentence-transformers": _sentence_transformers,
    "hashing": _hashing,
}


def source_of(model: str) -> str:
    """The folder of a packaged model, verified; any other name stays as it is."""
    packaged = packaged_models().get(model)
    if packaged is None:
        return model
    packaged.verify()
    return str(packaged.path)


def tunable(name: str) -> str:
    """The folder or name of the model behind an engine's name. Raises ModelUnknown."""
    engine, _, model = name.partition(":")
    if engine not in ("onnx", "sentence-transformers") or not model:
        raise ModelUnknown(f"{name} has nothing to tune; set TACTFUL_EMBEDDER={DEFAULT}")
    return source_of(model)


def exported(model: str, cache: Path) -> Path:
    """The folder of the exported model; exports it first if that has not been done."""
    folder = cache / f"{_cache_key(model)}-onnx{EXPORT_FORMAT}"
    return made_once(folder, lambda: _export(source_of(model), folder))


def made_once(folder: Path, export: Callable[[], None]) -> Path:
    """The folder, which `export` makes where it is missing; one process at a time exports."""
    if (folder / "model.json").is_file():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(folder.parent / ".export.lock"):
        if not (folder / "model.json").is_file():
            export()
    return folder


def _id(model: str) -> str:
    """The name that vectors are kept under: another one where a folder's weights are others."""
    return _cache_key(model) if Path(model).is_dir() else model


def _cache_key(model: str) -> str:
    """Readable and unique: it names the very weights of packaged models and of folders."""
    packaged = packaged_models().get(model)
    identity = json.dumps(packaged.files if packaged else _weights(Path(model)))
    return f"{Path(model).name}-{hashlib.sha256(identity.encode()).hexdigest()[:12]}"


def _weights(folder: Path) -> dict[str, str]:
    """The sha256 of each file of weights; of a hub's name, the name."""
    files = sorted(file for ending in ("safetensors", "bin") for file in folder.glob(f"*.{ending}"))
    return {file.name: hash_of(file) for file in files} or {"": str(folder)}


def _export(source: str, folder: Path) -> None:
    export_apart(source, "models.embedders.export", source, str(folder))


def export_apart(what: str, module: str, *arguments: str) -> None:
    """Export in a process of its own, since that needs PyTorch and this one does not.

    Raises ModelMissing where a package is, or ModelError; `what` is its name in the message.
    """
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        error = ModelMissing if "No module named" in reason else ModelError
        raise error(f"exporting {what} to ONNX failed ({reason}); run `make setup`")
