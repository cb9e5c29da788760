"""What we are asked to do, and what only to tell."""

from __future__ import annotations

import pytest

from assistant.message import Ask
from assistant.reading.deeds import deeds


@pytest.mark.parametrize(
    ("text", "is_deed"),
    [
        ("Please cancel my plan and confirm it.", True),
        ("Could you send the lamp to my office?", True),
        ("Cancel it.", True),
        ("I want you to close my account today.", True),
        ("It's broken, so can you please replace the lid?", True),
        ("How do I cancel my plan?", False),
        ("Can I change the address?", False),
        ("Please tell me how to reset the clock.", False),
        ("Could you tell me whether you send lamps abroad?", False),
        ("Is it possible to move the date?", False),
    ],
)
def test_what_is_asked_of_us(text: str, is_deed: bool) -> None:
    assert deeds([Ask(text)]) == ([text] if is_deed else [])
