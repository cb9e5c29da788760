"""The other end of `apart`: `python -m models.checks.serving VARIANT`.

Reads questions as JSON Lines, `{"sentence","locale"}`, and answers each with a line:
`{"remarks": […]}` or `{"error": "EngineDown", "message": "…"}`. Ends with its input.
"""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

from models.checks.grammar import GrammarEngine
from models.checks.lingotweaker import LingoTweaker
from models.checks.policy import Remark
from models.errors import ModelError


def main(variant: str) -> None:
    """Load at once, then answer until the input ends; an interrupt is for the one who asks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    engine = LingoTweaker(variant)
    with suppress(ModelError):
        engine.load()
    for answer in answers(engine, sys.stdin.buffer):
        sys.stdout.buffer.write(answer + b"\n")
        sys.stdout.buffer.flush()


def answers(engine: GrammarEngine, questions: Iterable[bytes]) -> Iterator[bytes]:
    """An answer to each question, as JSON."""
    for line in questions:
        asked = json.loads(line)
        yield json.dumps(_answer(engine, asked["sentence"], asked["locale"])).encode()


def _answer(engine: GrammarEngine, sentence: str, locale: str) -> dict[str, Any]:
    try:
        return {"remarks": [_fields(one) for one in engine.remarks(sentence, locale)]}
    except ModelError as error:
        return {"error": type(error).__name__, "message": str(error)}
    except Exception as error:
        return {"error": "EngineDown", "message": f"it failed at this text: {type(error).__name__}"}


def _fields(remark: Remark) -> dict[str, Any]:
    return {
        "rule": remark.rule,
        "category": remark.category,
        "issue_type": remark.issue_type,
        "span": [remark.span.start, remark.span.end],
        "message": remark.message,
        "replacements": remark.replacements,
    }


if __name__ == "__main__":
    main(sys.argv[1])
