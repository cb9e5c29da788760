"""LanguageTool's rules in process, every one of them, as the engine has them."""

from __future__ import annotations

import lingotweaker_data_en
import lt_py


class Raw:
    """American English, with nothing switched off."""

    def __init__(self) -> None:
        data = lingotweaker_data_en.data_dir()
        self._engine = lt_py.Engine("en", variant="en-US", data_dir=data)

    def flags(self, text: str) -> bool:
        """Whether a rule matches."""
        return bool(self._engine.check(text))
