"""What any embedder has to do, tried on every engine that ships."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from api.settings import Settings
from models import embedders
from models.protocols import Embedder

NAMES = ("hashing:256", "onnx:all-MiniLM-L6-v2", "sentence-transformers:all-MiniLM-L6-v2")
TEXTS = ("Where is my parcel?", "My package has not arrived", "The coffee tastes of lemon")


@pytest.fixture(scope="module", params=NAMES)
def engine(request: pytest.FixtureRequest) -> Embedder:
    cache: Path = Settings(_env_file=None).models_dir  # type: ignore[call-arg]
    return embedders.create(request.param, cache)


def test_every_engine_is_under_contract() -> None:
    assert {name.partition(":")[0] for name in NAMES} == set(embedders._ENGINES)


def test_id_is_the_name_it_was_made_by(engine: Embedder) -> None:
    assert engine.id in NAMES


def test_one_row_a_text(engine: Embedder) -> None:
    vectors = engine.embed(TEXTS)
    assert vectors.shape == (len(TEXTS), engine.dimension)
    assert vectors.dtype == np.float32


def test_no_text_gives_no_row(engine: Embedder) -> None:
    vectors = engine.embed([])
    assert vectors.shape == (0, engine.dimension)
    assert vectors.dtype == np.float32


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n\n", "🙂", "a\x00b", "مرحبا بك", "日本語のテキスト", "word " * 3_000, "x" * 9_000],
    ids=["empty", "space", "lines", "emoji", "nul", "arabic", "japanese", "long", "one-word"],
)
def test_any_text_gives_a_unit_vector(engine: Embedder, text: str) -> None:
    vectors = engine.embed([text])
    assert np.isfinite(vectors).all()
    assert np.linalg.norm(vectors[0]) == pytest.approx(1, abs=1e-4)


def test_a_text_has_the_same_vector_alone_and_in_a_batch(engine: Embedder) -> None:
    batch = [f"message number {n} " + "and so on " * (n % 7) for n in range(40)]
    together = engine.embed(batch)
    for at in (0, 13, 39):
        assert together[at] == pytest.approx(engine.embed([batch[at]])[0], abs=2e-5)


def test_vectors_do_not_change_between_calls(engine: Embedder) -> None:
    assert np.array_equal(engine.embed(TEXTS), engine.embed(TEXTS))


def test_a_text_is_nearest_to_itself(engine: Embedder) -> None:
    vectors = engine.embed(TEXTS)
    assert (vectors @ vectors.T).argmax(axis=1).tolist() == [0, 1, 2]
