"""Fits the weights of `snippets.search.CONFIDENCE`: `python -m tests.benchmarks.confidence`.

Only on sets that may be learned from. Messages of one set are also asked of another set's
library, where nothing answers them: that teaches what "off the subject" looks like.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from api.settings import Settings
from api.wiring import Services
from snippets import formats
from snippets.evaluate import Case, read_examples
from snippets.library import Library
from snippets.snippet import Matches
from snippets.starter import starter

Features = NDArray[np.float64]
"""Shape (messages, 3): best score, its lead, and whether it was right."""


def main(data: Path) -> None:
    """Fit and print the weights, and what they would draft."""
    with tempfile.TemporaryDirectory() as folder:
        parts = Services(Settings(data_dir=Path(folder)))
        rows = _all(parts, data)
        parts.close()
    features = np.vstack(list(rows.values()))
    weights = np.concatenate([np.full(len(row), 1 / len(row)) for row in rows.values()])
    model = LogisticRegression(C=1e4, max_iter=5000)
    model.fit(features[:, :2], features[:, 2], sample_weight=1000 * weights)
    print("CONFIDENCE =", tuple(round(float(w), 1) for w in (*model.intercept_, *model.coef_[0])))
    print("| asked of | drafted at 0.4 | of these right |\n| --- | ---: | ---: |")
    for name, row in rows.items():
        drafted = model.predict_proba(row[:, :2])[:, 1] >= 0.4
        right = row[drafted, 2].mean() if drafted.any() else 0.0
        print(f"| {name} | {drafted.mean():.2f} | {right:.2f} |")


def _all(parts: Services, data: Path) -> dict[str, Features]:
    clinc, banking = _cases(data / "clinc150", 700), _cases(data / "banking77near", 700)
    forum = _cases(data / "thunderbird", 300)
    shop = parts.library("starter")
    shop.put(starter())
    return {
        "CLINC150, its own": _features(_library(parts, data / "clinc150"), clinc),
        "BANKING77, its own": _features(_library(parts, data / "banking77near"), banking),
        "Thunderbird, its own": _features(_library(parts, data / "thunderbird"), forum),
        "starter library, CLINC150's": _features(shop, clinc[:300]),
        "starter library, Thunderbird's": _features(shop, forum[:150]),
        "Thunderbird, CLINC150's": _features(parts.library("thunderbird"), clinc[300:500]),
    }


def _library(parts: Services, folder: Path) -> Library:
    library = parts.library(folder.name)
    library.put(formats.read("jsonl", folder / "library.jsonl"))
    return library


def _cases(folder: Path, most: int) -> list[Case]:
    cases = [
        case for file in sorted(folder.glob("examples*.jsonl")) for case in read_examples(file)
    ]
    random.Random(2).shuffle(cases)
    return cases[:most]


def _features(library: Library, cases: Sequence[Case]) -> Features:
    found = library.search_many([case.text for case in cases], 50)
    return np.array([_row(case, matches) for case, matches in zip(cases, found, strict=True)])


def _row(case: Case, found: Matches) -> tuple[float, float, float]:
    if found.best is None:
        return 0.0, 0.0, 0.0
    best, kind = found.best, found.best.snippet.kind
    rivals = (match.score for match in found.items[1:] if match.snippet.kind == kind)
    return best.score, best.score - next(rivals, 0.0), float(best.snippet.id in case.expected)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data"))
