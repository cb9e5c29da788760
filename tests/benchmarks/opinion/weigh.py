"""Weighs what is served of the second opinion: `python -m tests.benchmarks.opinion.weigh [DATA]`.

Writes models/opinion/scale.yaml from the sentences that were held back: how the two logits
make one, and from where on the model is sure.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import yaml
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from models.embedders.onnx import OnnxGraph
from models.opinion.export import export
from models.opinion.scale import SCALE
from tests.benchmarks.opinion.sentences import KINDS, Judged, forum, written

WRONG = 0.01
"""The share of good sentences, of forum and of our own, that may be called bad."""
KEPT = 0.9
"""The share of bad sentences that no rule's finding may be taken from."""
Table = NDArray[np.float64]


def weigh(everything: Sequence[Judged]) -> None:
    """Weigh the graph that the weights give, and save."""
    held = [one for one in everything if one.held_back and one.is_typical]
    weighing, final = _weighed(_logits([one.text for one in held]), held)
    sure, doubtful = _borders(final, held)
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


def columns(logits: Table) -> Table:
    """The verdict's logit, the register's probability, and their product."""
    verdict, register = logits[:, 0], 1 / (1 + np.exp(-logits[:, 1] / 2))
    return np.stack([verdict, register, verdict * register], axis=1)


def _weighed(logits: Table, held: Sequence[Judged]) -> tuple[Table, Table]:
    """Intercept and weights of the columns, and the final logits."""
    table, bad = columns(logits), [one.bad for one in held]
    model = LogisticRegression(C=10, max_iter=1000)
    model.fit(table, bad, sample_weight=[one.weight for one in held])
    return np.concatenate([model.intercept_, model.coef_[0]]), model.decision_function(table)


def _borders(final: Table, held: Sequence[Judged]) -> tuple[float, float]:
    """From where the model is sure, and below where it doubts what a rule says."""
    bad = np.array([one.bad for one in held])
    of_forum = np.array([one.part is not None for one in held])
    sure = max(np.quantile(final[~bad & here], 1 - WRONG) for here in (of_forum, ~of_forum))
    doubtful = np.quantile(final[bad], 1 - KEPT)
    for name, here in (("forum", of_forum), ("our own", ~of_forum)):
        called = here & (final > sure)
        found, right = called[here & bad].mean(), bad[called].mean()
        print(f"held back, {name}: found {found:.1%}, right {right:.1%}")
    return float(sure), float(doubtful)


def main(data: Path) -> None:
    """Weigh anew what was taught before."""
    weigh([*forum(data), *written()])


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data"))
