"""A second opinion on tone, for paraphrase that no frame of a rule meets.

A small model says of a sentence of a reply whether a support team should reword it: the
packaged all-MiniLM-L6-v2 with learned low-rank changes in its upper layers (docs/opinion.md).
`weights.npz` has what was learned, `scale.yaml` what its logits mean, `kinds.yaml` what is said
of each kind of sentence and how to put it instead, and `overruled.yaml` the rules that step
down where the model sees no harm.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from models.embedders import EXPORT_FORMAT, export_apart, made_once
from models.embedders.manifest import hash_of, packaged_models
from models.errors import ModelMissing
from models.opinion.scale import Scale
from models.protocols import Opinion

BASE = "all-MiniLM-L6-v2"
"""The packaged model that the learned changes are for."""
WEIGHTS = Path(__file__).parent / "weights.npz"
THREADS = 1
"""One sentence is too little to share; more threads wait for each other when others work."""


def create(cache: Path) -> Opinion:
    """The opinion of the learned weights, ready to use; its graph is kept in `cache`.

    Raises ModelMissing, ModelCorrupt or ModelError.
    """
    from models.embedders.onnx import OnnxGraph
    from models.opinion.opinion import SecondOpinion

    if not WEIGHTS.is_file():
        raise ModelMissing(
            f"{WEIGHTS} is missing; install Tactful anew, or set TACTFUL_OPINION=off"
        )
    return SecondOpinion(OnnxGraph(exported(cache), THREADS), Scale.read())


def exported(cache: Path) -> Path:
    """The folder of the exported graph; other weights, or another base, are another folder."""
    identity = json.dumps([packaged_models()[BASE].files, hash_of(WEIGHTS)])
    key = hashlib.sha256(identity.encode()).hexdigest()[:12]
    folder = cache / f"opinion-{key}-int8-onnx{EXPORT_FORMAT}"
    return made_once(
        folder,
        lambda: export_apart("the second opinion", "models.opinion.export", str(folder)),
    )
