"""Texts made to keep a checker busy: in a process of its own, which would hang without bounds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PATIENCE_SECONDS = 300
"""A handful of seconds is usual; what grows with the square of its text takes hours."""
LENGTH = 20_000
BEFORE = "You have to log out first "
UNITS = (
    *("a", "!", "(", '"', "'", "_", "=", "🙂", "\n", "\n ", "a\n", "a ", "a-", "a.", "a/", "/."),
    *("1,", "1.", "two ", "not ", "+1 ", "```a\n", "`a", "{{", "{%", "<b>", "> a\n", "- a\n"),
    *("http://", "a@", "AAA-", "A1", "C:\\", "please ", "You must log out, ", "Hi Dana,\n"),
    *("Kind regards,\n", "Why? ", "[a](", "é", "İ", "You said 3 days. ", "a          b "),
)
CHECK = """
import sys
from contextlib import suppress
from pathlib import Path
from api.settings import Settings
from api.wiring import Services
from assistant.errors import NothingToAnswer
from assistant.message import Message, Request
from models.protocols import CheckContext
before, length, *units = sys.argv[2:]
parts = Services(Settings(_env_file=None, data_dir=Path(sys.argv[1])))
for unit in units:
    text = (before + unit * int(length))[: int(length)]
    parts.assistant.check(text, CheckContext(), parts.library())
    with suppress(NothingToAnswer):
        parts.assistant.draft(Request(Message(text)), parts.library())
    asked = CheckContext(message=text)
    parts.assistant.check("Thank you, it is on its way.", asked, parts.library())
"""


@pytest.mark.parametrize("before", ["", BEFORE], ids=["alone", "with a finding"])
def test_no_text_takes_for_ever(before: str, tmp_path: Path) -> None:
    command = [sys.executable, "-c", CHECK, str(tmp_path), before, str(LENGTH), *UNITS]
    subprocess.run(command, check=True, timeout=PATIENCE_SECONDS)
