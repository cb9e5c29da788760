"""Weighs what is served of the second opinion: `python -m tests.benchmarks.opinion.weigh [DATA]`.

Writes models/opinion/scale.yaml from the sentences that were held back: how the two logits
make one, and from where on the model is sure.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Sequence
from itertools import compress
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import yaml
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from models.embedders.onnx import OnnxGraph
from models.opinion.export import export
from models.opinion.scale import SCALE, columns
from tests.benchmarks.opinion.sentences import FOLDS, KINDS, Judged, forum, written

WRONG = 0.01
"""The share of good sentences, of forum and of our own, that may be called bad."""
KEPT = 0.9
"""The share of bad sentences that no rule's finding may be taken from."""
Table = NDArray[np.float64]


def weigh(everything: Sequence[Judged]) -> None:
    """Weigh the graph that the weights give, and save."""
    held = [one for one in everything if one.held_back and one.is_typical]
    logits = _logits([one.text for one in held])
    _tell(logits, held)
    weighing = _weighed(logits, held)
    sure, doubtful = _borders(_final(logits, weighing), held)
    scale = {
        "kinds": list(KINDS),
        "weighing": [round(float(one), 4) for one in weighing],
        "sure": round(sure, 3),
        "doubtful": round(doubtful, 3),
    }
    SCALE.write_text(yaml.safe_dump(scale, sort_keys=False), "utf-8")


def _logits(texts: Sequence[str]) -> Table:
    """What the served graph says of each text alone, shape (texts, 2 + kinds)."""
    with TemporaryDirectory() as folder:
        export(Path(folder) / "graph")
        graph = OnnxGraph(Path(folder) / "graph")
        return np.concatenate([graph.rows([text]) for text in texts]).astype(np.float64)


def _weighed(logits: Table, held: Sequence[Judged]) -> Table:
    """Intercept and weights of the columns."""
    model = LogisticRegression(C=10, max_iter=1000)
    weight = [one.weight for one in held]
    model.fit(columns(logits), [one.bad for one in held], sample_weight=weight)
    return np.concatenate([model.intercept_, model.coef_[0]])


def _final(logits: Table, weighing: Table) -> Table:
    return weighing[0] + columns(logits) @ weighing[1:]


def _borders(final: Table, held: Sequence[Judged]) -> tuple[float, float]:
    """From where the model is sure, and below where it doubts what a rule says."""
    bad, of_forum = _marks(held)
    sure = max(np.quantile(final[~bad & here], 1 - WRONG) for here in (of_forum, ~of_forum))
    return float(sure), float(np.quantile(final[bad], 1 - KEPT))


def _marks(held: Sequence[Judged]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which sentences are bad, and which are the forum's."""
    return np.array([one.bad for one in held]), np.array([one.part is not None for one in held])


def _tell(logits: Table, held: Sequence[Judged]) -> None:
    """How good it is on each half of the sentences, weighed by the other half."""
    called = np.zeros(len(held), bool)
    half = np.array([zlib.crc32(one.text.encode()) // FOLDS % 2 == 0 for one in held])
    for here in (half, ~half):
        others = list(compress(held, ~here))
        weighing = _weighed(logits[~here], others)
        sure, _ = _borders(_final(logits[~here], weighing), others)
        called[here] = _final(logits[here], weighing) > sure
    bad, of_forum = _marks(held)
    for name, those in (("forum", of_forum), ("our own", ~of_forum)):
        found, right = called[those & bad].mean(), bad[those & called].mean()
        print(f"held back, {name}: found {found:.1%}, right {right:.1%}")


def main(data: Path) -> None:
    """Weigh anew what was taught before."""
    weigh([*forum(data), *written()])


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data"))
