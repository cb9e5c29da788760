"""Embedders by name, the manifest, the export, and files that are not what they should be."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from api.settings import Settings
from models import embedders
from models.embedders.hashing import HashingEmbedder
from models.embedders.manifest import PackagedModel, packaged_models, verify_file
from models.errors import ModelCorrupt, ModelError, ModelMissing, ModelUnknown

MODEL = "all-MiniLM-L6-v2"


@pytest.fixture(scope="module")
def exported() -> Path:
    """The exported default model of this machine; exports it where that has not been done."""
    return embedders.exported(MODEL, Settings(_env_file=None).models_dir)  # type: ignore[call-arg]


@pytest.mark.parametrize("name", ["", "onnx", "MiniLM", "word2vec:x", ":", "ONNX:x"])
def test_an_unknown_engine_is_refused_with_those_that_there_are(name: str, tmp_path: Path) -> None:
    with pytest.raises(ModelUnknown, match="use one of onnx:…, sentence-transformers:…, hashing:…"):
        embedders.create(name, tmp_path)


@pytest.mark.parametrize("dimension", ["", "0", "7", "4097", "-8", "x", "8.5", "٩٩x"])
def test_a_wrong_dimension_is_refused(dimension: str, tmp_path: Path) -> None:
    with pytest.raises(ModelUnknown, match="as in hashing:256"):
        embedders.create(f"hashing:{dimension}", tmp_path)


@pytest.mark.parametrize("dimension", [8, 256, 4096])
def test_hashing_takes_dimensions_from_8_to_4096(dimension: int, tmp_path: Path) -> None:
    assert embedders.create(f"hashing:{dimension}", tmp_path).dimension == dimension


def test_hashing_puts_texts_with_the_same_words_near_each_other() -> None:
    a, b, c = HashingEmbedder(256).embed(["My refund?", "refund my", "descale the machine"])
    assert a @ b == pytest.approx(1)
    assert a @ c < 0.5


class TestManifest:
    @pytest.mark.parametrize("name", packaged_models())
    def test_names_source_licence_and_sums(self, name: str) -> None:
        model = packaged_models()[name]
        assert model.source.startswith("https://")
        assert model.licence
        assert all(len(sum_) == 64 for sum_ in model.files.values())

    def test_the_weights_of_this_machine_are_the_listed_ones(self) -> None:
        packaged_models()[MODEL].verify()

    def test_a_changed_file_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "weights").write_bytes(b"other")
        with pytest.raises(ModelCorrupt, match="expected 000000000000…; fetch it anew"):
            verify_file(tmp_path / "weights", "0" * 64, "fetch it anew")

    def test_a_missing_file_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(ModelMissing, match="weights is missing; fetch it anew"):
            verify_file(tmp_path / "weights", "0" * 64, "fetch it anew")

    def test_changed_weights_of_a_package_are_refused(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        package = tmp_path / "some_weights"
        (package / "model").mkdir(parents=True)
        (package / "__init__.py").touch()
        (package / "model" / "model.safetensors").write_bytes(b"tampered with")
        monkeypatch.syspath_prepend(tmp_path)
        model = PackagedModel(
            "m", "some_weights", "model", "https://", "MIT", 8, {"model.safetensors": "0" * 64}
        )
        with pytest.raises(ModelCorrupt, match=r"model\.safetensors has sha256"):
            model.verify()

    def test_a_package_that_is_not_installed_is_named(self) -> None:
        model = PackagedModel("m", "no_such_package", "model", "https://", "MIT", 8, {})
        with pytest.raises(ModelMissing, match="package no_such_package is not installed"):
            _ = model.path


class TestExport:
    def test_an_exported_model_is_used_as_it_is(self, exported: Path) -> None:
        before = (exported / "model.json").stat().st_mtime_ns
        assert embedders.exported(MODEL, exported.parent) == exported
        assert (exported / "model.json").stat().st_mtime_ns == before

    def test_the_description_names_dimension_and_sums(self, exported: Path) -> None:
        description = json.loads((exported / "model.json").read_text("utf-8"))
        assert description["dimension"] == packaged_models()[MODEL].dimension
        assert {"model.onnx", "tokenizer.json"} <= set(description["files"])
        assert all(len(sum_) == 64 for sum_ in description["files"].values())

    def test_a_missing_export_is_made_once_for_all_who_ask(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        made = []

        def export(source: str, folder: Path) -> None:
            made.append(source)
            folder.mkdir()
            (folder / "model.json").write_text("{}", "utf-8")

        monkeypatch.setattr(embedders, "_export", export)
        with ThreadPoolExecutor(4) as pool:
            folders = set(pool.map(lambda _: embedders.exported(MODEL, tmp_path), range(8)))
        assert len(made) == len(folders) == 1
        assert made[0] == str(packaged_models()[MODEL].path)

    def test_other_weights_are_another_export(self, tmp_path: Path) -> None:
        one, other = (embedders._cache_key(str(tmp_path / name)) for name in ("a/m", "b/m"))
        assert one != other
        assert one.startswith("m-")

    def test_a_model_that_cannot_be_exported_leaves_nothing(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("HF_HUB_OFFLINE", "1")
        with pytest.raises(ModelError, match=r"to ONNX failed .* run `make setup`"):
            embedders.create(f"onnx:{tmp_path / 'none'}", tmp_path / "cache")
        assert [file.name for file in (tmp_path / "cache").iterdir()] in ([], [".export.lock"])
