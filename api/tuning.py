"""The command that tunes a model to a desk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.terminal import DataDir, copied, progress

if TYPE_CHECKING:
    from snippets.learning.adapt import Figures


def tune(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the model goes.")],
    epochs: Annotated[int, typer.Option(min=1, help="How often each pair is seen.")] = 1,
    data_dir: DataDir = None,
) -> None:
    """Tune the embedding model on messages whose answers are known, without a GPU.

    Takes minutes to hours. Nothing changes until TACTFUL_EMBEDDER names the new model; the
    newest messages are held back to compare both.
    """
    from models.embedders import tunable
    from models.tuning import tune as tuned

    with copied(data_dir) as parts, progress("tuning", "steps") as show:
        source = tunable(parts.settings.embedder)
        before = parts.library().trial()
        tuned(source, parts.library().pairs(), folder, epochs, show)
    name = f"onnx:{folder.resolve()}"
    with copied(data_dir, embedder=name) as parts:
        print(_told(before, parts.library().trial(), name))


def _told(before: Figures, after: Figures, name: str) -> str:
    """Both models beside each other, and what to do."""
    figures = (
        f"on {after.messages} messages held back, the right one first: "
        f"{before.recall_1:.2f} before, {after.recall_1:.2f} tuned; "
        f"among five: {before.recall_5:.2f} before, {after.recall_5:.2f} tuned"
    )
    if after.mrr <= before.mrr:
        return f"{figures}\nthe tuned model is no better: keep the one in use"
    return f"{figures}\nto use it: set TACTFUL_EMBEDDER={name}, then run `tactful learn`"
