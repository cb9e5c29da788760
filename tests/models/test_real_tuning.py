"""Tuning the real model for a few steps."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from models import embedders
from models.embedders.sentence_transformers import SentenceTransformersEmbedder
from models.errors import ModelError, ModelUnknown
from models.tuning import Pair, tune

MODEL = "all-MiniLM-L6-v2"
WORDS = ("kettle", "grinder", "scale", "filter", "mug", "spoon", "tray", "lid")
PAIRS = [Pair(f"the {one} sings", f"See page {n}.", one) for n, one in enumerate(WORDS)]


@pytest.fixture(scope="module")
def tuned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("tuned") / "new" / "model"
    done: list[tuple[int, int]] = []
    tune(embedders.source_of(MODEL), PAIRS, target, 16, lambda *one: done.append(one))
    assert done == [(step, 16) for step in range(1, 17)]
    return target


def likeness(source: str) -> float:
    """How much nearer texts are to their own partners than to the others, on the average."""
    embedder = SentenceTransformersEmbedder("x", source)
    table = (
        embedder.embed([one.text for one in PAIRS])
        @ embedder.embed([one.partner for one in PAIRS]).T
    )
    return float(np.diag(table).mean() - table.mean())


def test_texts_that_belong_together_come_nearer(tuned: Path) -> None:
    assert likeness(str(tuned)) > likeness(embedders.source_of(MODEL)) + 0.01


def test_a_tuned_model_cuts_texts_where_it_did_before(tuned: Path) -> None:
    from sentence_transformers import SentenceTransformer

    plain = SentenceTransformer(embedders.source_of(MODEL), device="cpu")
    assert SentenceTransformer(str(tuned), device="cpu").max_seq_length == plain.max_seq_length


def test_nothing_but_the_model_is_left(tuned: Path) -> None:
    assert [one.name for one in tuned.parent.iterdir()] == ["model"]


def test_vectors_of_other_weights_have_another_name(tuned: Path, tmp_path: Path) -> None:
    name = embedders.create(f"sentence-transformers:{tuned}", tmp_path).id
    assert name.startswith("sentence-transformers:model-")


def test_a_folder_that_exists_is_left_alone(tuned: Path) -> None:
    with pytest.raises(ModelError, match="exists already; name a new folder"):
        tune(MODEL, PAIRS, tuned)


def test_nothing_to_learn_from_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no pairs"):
        tune(MODEL, [], tmp_path / "model")


@pytest.mark.parametrize("name", ["hashing:256", "", "onnx"])
def test_what_has_no_weights_cannot_be_tuned(name: str) -> None:
    with pytest.raises(ModelUnknown, match="set TACTFUL_EMBEDDER=onnx:all-MiniLM-L6-v2"):
        embedders.tunable(name)
