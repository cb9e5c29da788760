"""How far a small model sees what the rules miss: `python -m tests.benchmarks.opinion [DATA]`.

Two juries, one taught by the forum's sentences and one by our own, each a logistic
regression over the sentence's vector, its words (hashed one to three in a row) and the rules
that fire. A sentence is called bad where both are sure. Prints shares, never sentences.
"""

from __future__ import annotations

import re
import sys
import zlib
from collections.abc import Sequence
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

from api.settings import Settings
from api.wiring import Services
from models.checks.rules import ToneChecker
from models.protocols import CheckContext
from models.text import Severity
from tests.benchmarks.opinion.sentences import RANDOM_PARTS, Judged, forum, written
from tests.benchmarks.tone import agreed, read

BUCKETS = 1 << 13
VECTOR, WORDS = 6.0, 4.0
"""How much vector and words count before they are weighed."""
DECAY = 0.5
PRECISION = 0.9
BORDERS = np.arange(-1, 3.1, 0.25)
Table = NDArray[np.float64]
_TOKEN = re.compile(r"\w[\w'’]*|[?!.]+|[,;:]")


class Reader:
    """What the juries see of a sentence."""

    def __init__(self, data: Path) -> None:
        self._embedder = Services(Settings()).embedder
        self._checker = ToneChecker()
        self._rules = {rule.id: at for at, rule in enumerate(self._checker.rules)}

    def rows(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """A row a sentence."""
        vectors = VECTOR * self._embedder.embed(texts)
        return sparse.hstack([vectors, WORDS * _words(texts), self.fired(texts)]).tocsr()

    def fired(self, texts: Sequence[str]) -> Table:
        """Which rules fire, a column a rule."""
        table = np.zeros((len(texts), len(self._rules)))
        for row, text in enumerate(texts):
            for finding in self._checker.check(text, CheckContext()):
                if finding.severity is not Severity.INFO:
                    table[row, self._rules[finding.rule]] = 1
        return table


def _words(texts: Sequence[str]) -> sparse.csr_matrix:
    table = sparse.lil_matrix((len(texts), BUCKETS))
    for row, text in enumerate(texts):
        words = ["^", *(one.lower() for one in _TOKEN.findall(text)), "$"]
        grams = {
            " ".join(words[at : at + size])
            for size in (1, 2, 3)
            for at in range(len(words) - size + 1)
        }
        buckets = {zlib.crc32(gram.encode()) % BUCKETS for gram in grams}
        table[row, sorted(buckets)] = len(buckets) ** -0.5
    return table.tocsr()


class Jury:
    """A logistic regression, and what it thinks of sentences that it did not see."""

    def __init__(self, rows: sparse.csr_matrix, bad: Table, weights: Table) -> None:
        self._model = LogisticRegression(C=DECAY, max_iter=600, tol=1e-3)
        given = {"sample_weight": weights}
        self.unseen = cross_val_predict(
            self._model, rows, bad, cv=5, method="decision_function", params=given
        )
        self._model.fit(rows, bad, **given)

    def logits(self, rows: sparse.csr_matrix) -> Table:
        """How sure it is that each sentence is bad."""
        logits: Table = self._model.decision_function(rows)
        return logits


def main(data: Path) -> None:
    """Teach both juries, choose how sure they have to be, and print what they find."""
    reader, (theirs, ours) = Reader(data), (forum(data), written())
    rows = [reader.rows([one.text for one in part]) for part in (theirs, ours)]
    juries = [_jury(*pair) for pair in zip(rows, (theirs, ours), strict=True)]
    drawn = np.array([one.part in RANDOM_PARTS for one in theirs])
    seen = [
        (juries[0].unseen[drawn], juries[1].logits(rows[0])[drawn], _bad(theirs)[drawn]),
        (juries[0].logits(rows[1]), juries[1].unseen, _bad(ours)),
    ]
    borders = max(product(BORDERS, BORDERS), key=lambda pair: _worth(seen, pair))
    print(f"both juries sure from {borders[0]:.2f} and {borders[1]:.2f} (log odds)")
    for name, part in zip(("forum, unseen", "our own, unseen"), seen, strict=True):
        right, found = _precision(part, borders)
        print(f"{name:28} right {right:6.1%}   found {found:6.1%}")
    for name, texts in _sets(data).items():
        table = reader.rows(texts)
        both = _sure([jury.logits(table) for jury in juries], borders)
        rules = reader.fired(texts).any(axis=1)
        print(
            f"{name:28} rules {rules.mean():6.1%}   with both juries {(both | rules).mean():6.1%}"
        )


def _jury(rows: sparse.csr_matrix, part: Sequence[Judged]) -> Jury:
    return Jury(rows, _bad(part), np.array([one.weight for one in part]))


def _bad(part: Sequence[Judged]) -> Table:
    return np.array([one.bad for one in part])


def _sure(logits: Sequence[Table], borders: tuple[float, float]) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = (logits[0] > borders[0]) & (logits[1] > borders[1])
    return found


def _precision(
    part: tuple[Table, Table, Table], borders: tuple[float, float]
) -> tuple[float, float]:
    *logits, bad = part
    called = _sure(logits, borders)
    return float(bad[called].mean()) if called.any() else 0.0, float(called[bad].mean())


def _worth(seen: Sequence[tuple[Table, Table, Table]], borders: tuple[float, float]) -> float:
    """What is found on both sides; nothing where one side is right too seldom."""
    figures = [_precision(part, borders) for part in seen]
    enough = all(right >= PRECISION for right, _ in figures)
    return sum(found for _, found in figures) if enough else 0.0


def _sets(data: Path) -> dict[str, list[str]]:
    pairs = read(data / "tone/pairs.jsonl")
    return {
        "bad: labels": agreed(data, True),
        "good: labels": agreed(data, False),
        "bad: pairs before": [str(row["before"]) for row in pairs],
        "good: pairs after": [str(row["after"]) for row in pairs],
        "good: clean": [str(row["text"]) for row in read(data / "tone/clean.jsonl")],
    }


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data"))
