"""The confidence from which drafts are made, as every door has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from api.wiring import Services
    from snippets.library import Library


def threshold_of(parts: Services, library: Library) -> float:
    """What the settings say, else what the library has learned, else what holds for all."""
    from assistant.pipeline import THRESHOLD

    return parts.settings.min_confidence or library.threshold or THRESHOLD
