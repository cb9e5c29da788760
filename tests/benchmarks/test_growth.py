"""The benchmark of growth: its libraries, its embedder, its figures."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from models.embedders.hashing import HashingEmbedder
from tests.benchmarks.growth import child, tables
from tests.benchmarks.growth.exact import nearest
from tests.benchmarks.growth.mixture import MixingEmbedder
from tests.benchmarks.growth.sentences import Pool
from tests.benchmarks.growth.shop import TEXTS, Shop

SENTENCES = tuple(f"Word{number} stands beside name{number} only" for number in range(300))


@pytest.fixture(scope="module")
def pool() -> Pool:
    return Pool(SENTENCES, HashingEmbedder(256).embed(SENTENCES))


def test_a_sentence_has_its_own_vector_and_two_have_one_between_them(pool: Pool) -> None:
    first, second = pool.sentences[:2]
    one, both = MixingEmbedder(pool).embed([first, f"{first}\n{second}"])
    assert np.allclose(one, pool.vectors[0], atol=1e-6)
    assert np.isclose(np.linalg.norm(both), 1, atol=1e-6)
    assert both @ pool.vectors[0] > both @ pool.vectors[5]


def test_a_line_that_nobody_knows_is_refused(pool: Pool) -> None:
    with pytest.raises(KeyError, match="unheard of"):
        MixingEmbedder(pool).embed(["unheard of"])


def test_a_shop_is_the_same_each_time() -> None:
    assert Shop(SENTENCES, 40).entries(3, 5) == Shop(SENTENCES, 400).entries(3, 5)
    assert len(Shop(SENTENCES, 40).entries(0, 10)) * TEXTS == 40


def test_exact_search_finds_a_text_by_itself(pool: Pool) -> None:
    shop = Shop(SENTENCES, 200)
    queries = shop.queries(10)
    found = nearest(shop, queries, MixingEmbedder(pool), 3)
    assert [ids[0] for ids in found] == [query.snippet_id for query in queries]


def test_a_small_library_is_built_served_and_shown(pool: Pool, tmp_path: Path) -> None:
    shop, embedder = Shop(SENTENCES, 200), MixingEmbedder(pool)
    built, served = (part(tmp_path, shop, embedder) for part in (child.build, child.serve))
    assert served["exactly_found"] == 1
    assert served["kept"] > 0.95
    figures = {"texts": 200, "disk": 1.0, **built, **served}
    assert tables.row(figures).startswith("| 200 | 50 |")
    assert tables.row(figures).count("|") == tables.head().splitlines()[0].count("|")


def test_the_plot_is_an_image_with_a_line_for_each_figure() -> None:
    names = ("search_p50", "search_p95", "add", "delete", "restart", "memory", "build_peak")
    sizes = [{"texts": size, **dict.fromkeys(names, size / 1e3)} for size in (1e3, 1e5)]
    image = ElementTree.fromstring(tables.plot(sizes))
    assert len(image.findall(".//{*}circle")) == len(names) * len(sizes)
