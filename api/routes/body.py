"""What all request bodies have in common."""

from __future__ import annotations

import re
from typing import Any

from pydantic import BaseModel, model_validator

_SURROGATE = re.compile(r"[\ud800-\udfff]")


class Body(BaseModel):
    """A request's body; half a character in any of its texts is refused.

    JSON can spell a lone surrogate, which no UTF-8 text can hold.
    """

    @model_validator(mode="before")
    @classmethod
    def whole_characters(cls, data: Any) -> Any:
        """Refuse lone surrogates, at any depth."""
        if _has_surrogate(data):
            raise ValueError("a text holds half a character (a lone surrogate)")
        return data


def _has_surrogate(data: Any) -> bool:
    if isinstance(data, str):
        return not data.isascii() and _SURROGATE.search(data) is not None
    if isinstance(data, dict):
        return any(_has_surrogate(part) for pair in data.items() for part in pair)
    return isinstance(data, list) and any(map(_has_surrogate, data))
