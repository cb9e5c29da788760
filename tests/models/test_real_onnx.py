"""The ONNX engine: its files, and its vectors against those of sentence-transformers."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import numpy as np
import pytest

from api.settings import Settings
from models import embedders
from models.embedders.onnx import OnnxEmbedder
from models.errors import ModelCorrupt, ModelMissing

MODEL = "all-MiniLM-L6-v2"


@pytest.fixture(scope="module")
def exported() -> Path:
    """The exported default model of this machine; exports it where that has not been done."""
    return embedders.exported(MODEL, Settings(_env_file=None).models_dir)  # type: ignore[call-arg]


@pytest.fixture
def copied(exported: Path, tmp_path: Path) -> Path:
    """A folder of links to the exported files, any of which a test may replace."""
    for file in exported.iterdir():
        os.symlink(file, tmp_path / file.name)
    return tmp_path


def test_a_model_that_is_nowhere_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(ModelMissing, match="can't be loaded"):
        embedders.create(f"sentence-transformers:{tmp_path / 'none'}", tmp_path)


class TestOnnxFiles:
    def test_a_whole_folder_loads(self, copied: Path) -> None:
        assert OnnxEmbedder(MODEL, copied).dimension == 384

    def test_a_folder_without_a_model_is_missing(self, tmp_path: Path) -> None:
        with pytest.raises(ModelMissing, match="holds no exported model"):
            OnnxEmbedder(MODEL, tmp_path)

    def test_a_graph_that_is_gone_is_missing(self, copied: Path) -> None:
        (copied / "model.onnx").unlink()
        with pytest.raises(ModelMissing, match=r"model\.onnx is missing"):
            OnnxEmbedder(MODEL, copied)

    @pytest.mark.parametrize("content", [b"", b"not a graph"])
    def test_a_changed_graph_is_refused(self, copied: Path, content: bytes) -> None:
        (copied / "model.onnx").unlink()
        (copied / "model.onnx").write_bytes(content)
        with pytest.raises(
            ModelCorrupt, match=r"model\.onnx has sha256 .* delete .* next start exports it anew"
        ):
            OnnxEmbedder(MODEL, copied)

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"{",
            pytest.param(b"{}"),
            pytest.param(b"[]"),
        ],
    )
    def test_a_broken_description_is_refused(self, copied: Path, content: bytes) -> None:
        (copied / "model.json").unlink()
        (copied / "model.json").write_bytes(content)
        with pytest.raises(ModelCorrupt, match=r"model\.json"):
            OnnxEmbedder(MODEL, copied)

    @pytest.mark.parametrize("content", [b"", b"{}"])
    def test_a_broken_tokenizer_is_refused(self, copied: Path, content: bytes) -> None:
        (copied / "tokenizer.json").unlink()
        (copied / "tokenizer.json").write_bytes(content)
        with pytest.raises(ModelCorrupt, match=r"tokenizer\.json"):
            OnnxEmbedder(MODEL, copied)

    def test_several_copies_give_the_same_vectors(self, exported: Path, tmp_path: Path) -> None:
        shutil.copytree(exported, tmp_path / "copy")
        one, other = (OnnxEmbedder(MODEL, folder) for folder in (exported, tmp_path / "copy"))
        assert np.array_equal(one.embed(["a text"]), other.embed(["a text"]))


def test_onnx_vectors_are_those_of_sentence_transformers(exported: Path) -> None:
    texts = [
        "Where is my parcel?",
        "🙂 J'ai besoin d'aide avec ma commande",
        "",
        "The Rook's steam valve leaks. " * 60,
        "refund",
    ]
    reference = embedders.create(f"sentence-transformers:{MODEL}", exported.parent).embed(texts)
    vectors = OnnxEmbedder(MODEL, exported).embed(texts)
    assert np.abs(vectors - reference).max() < 1e-4
    assert (vectors * reference).sum(axis=1) == pytest.approx(1, abs=1e-5)
