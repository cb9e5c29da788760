"""Where a named model lies on this machine, and whether it is the one we mean."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import yaml

from models.errors import ModelCorrupt, ModelMissing

MANIFEST = Path(__file__).parent.parent / "manifest.yaml"


@dataclass(frozen=True, slots=True)
class PackagedModel:
    """A model whose weights come as a Python package."""

    name: str
    package: str
    folder: str
    source: str
    licence: str
    dimension: int
    files: dict[str, str]

    @property
    def path(self) -> Path:
        """The folder that holds the files.

        Raises ModelMissing when the package is not installed.
        """
        spec = find_spec(self.package)
        if spec is None or spec.origin is None:
            raise ModelMissing(
                f"model {self.name}: package {self.package} is not installed; run `make setup`"
            )
        return Path(spec.origin).parent / self.folder

    def verify(self) -> None:
        """Compare every listed file with its sha256.

        Raises ModelMissing or ModelCorrupt, naming the file.
        """
        for name, expected in self.files.items():
            verify_file(self.path / name, expected, f"reinstall the package {self.package}")


def packaged_models(manifest: Path = MANIFEST) -> dict[str, PackagedModel]:
    """The models of the manifest by name."""
    entries = yaml.safe_load(manifest.read_text("utf-8"))
    return {name: PackagedModel(name=name, **entry) for name, entry in entries.items()}


def verify_file(path: Path, sha256: str, remedy: str) -> None:
    """Refuse a file that is missing or that is not the one we expect, saying what to do."""
    if not path.is_file():
        raise ModelMissing(f"{path} is missing; {remedy}")
    found = hash_of(path)
    if found != sha256:
        raise ModelCorrupt(f"{path} has sha256 {found[:12]}…, expected {sha256[:12]}…; {remedy}")


def hash_of(path: Path) -> str:
    """The sha256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
