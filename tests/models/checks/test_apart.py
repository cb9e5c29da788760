"""The grammar engine in a process of its own, which may die or get stuck."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from models.checks.apart import Apart
from models.checks.policy import Remark
from models.checks.serving import answers
from models.errors import EngineDown, ModelMissing
from models.text import Span

MISSPELT = "I recieved the parcel."


class Nothing:
    """An engine without data."""

    id = "nothing"

    def remarks(self, sentence: str, locale: str) -> tuple[Remark, ...]:
        raise ModelMissing("run `make setup`")


@pytest.fixture
def engine() -> Iterator[Apart]:
    engine = Apart("en-GB")
    yield engine
    engine.close()


def test_a_process_that_died_is_begun_anew(engine: Apart) -> None:
    assert engine.remarks(MISSPELT, "en")[0].span == Span(2, 10)
    process = engine._process
    assert process is not None
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert engine.remarks(MISSPELT, "en")


def test_a_text_that_takes_too_long_is_given_up() -> None:
    engine = Apart("en-GB", patience=0.0)
    with pytest.raises(EngineDown, match="stopped at this text"):
        engine.remarks(MISSPELT, "en")
    engine.close()


def test_the_process_ends_with_its_input(engine: Apart) -> None:
    engine.start()
    process = engine._process
    assert process is not None
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(timeout=60) == 0


def test_errors_keep_their_kind() -> None:
    (answer,) = answers(Nothing(), [b'{"sentence": "Hi.", "locale": "en"}'])
    assert answer == b'{"error": "ModelMissing", "message": "run `make setup`"}'
