"""Where the exported second opinion lies."""

from __future__ import annotations

from pathlib import Path

import pytest

from models import opinion
from models.errors import ModelMissing


def test_weights_that_are_missing_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opinion, "WEIGHTS", tmp_path / "weights.npz")
    with pytest.raises(ModelMissing, match=r"weights\.npz is missing; .* TACTFUL_OPINION=off"):
        opinion.create(tmp_path)


def test_other_weights_are_exported_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []

    def export(what: str, module: str, folder: str) -> None:
        made.append(Path(folder).name)

    monkeypatch.setattr(opinion, "export_apart", export)
    monkeypatch.setattr(opinion, "WEIGHTS", tmp_path / "weights.npz")
    for content in (b"one", b"one", b"other"):
        opinion.WEIGHTS.write_bytes(content)
        opinion.exported(tmp_path)
    assert made[0] == made[1] != made[2]
