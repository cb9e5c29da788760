"""What each stage of the main job costs: `python -m tests.benchmarks.stages`.

Real engines, the starter library, its own example messages; all lines from one run.
Absolute times hold for the machine at hand only; the lines hold against each other.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from api.settings import Settings
from api.wiring import Services
from assistant.message import Message, Request
from models import embedders
from models.protocols import CheckContext
from snippets.starter import starter

MESSAGES = 150
QUERY = "My order was meant to be here on Friday and it has not come, can you tell me where it is?"
REPLY = (
    "Thank you for your message. You have to log out first, and then sign in again to see the "
    "new plan. That product is unavailable until next month due to a backorder. We will refund "
    "you within 3 working days of the return reaching us, and the bank then takes 3 to 5 working "
    "days to show it. If anything else comes up, reply here and I'll gladly help."
)


def main() -> None:
    """Measure and print a Markdown table."""
    with tempfile.TemporaryDirectory() as folder:
        parts = Services(Settings(data_dir=Path(folder)))
        print("| stage | median ms | 95th percentile ms |\n| --- | ---: | ---: |")
        _startup(parts)
        _embedding(parts)
        _drafts(parts)
        _checks(parts)
        parts.close()


def _startup(parts: Services) -> None:
    _row("start: load the embedder", [_timed(lambda: parts.embedder)])
    _row("start: load tone and grammar rules", [_timed(lambda: _check(parts, "Thank you."))])
    entries = starter()
    spent = _timed(lambda: parts.library().put(entries))
    _row(f"import the starter library ({len(entries)} snippets), once", [spent])


def _embedding(parts: Services) -> None:
    name = parts.settings.embedder.partition(":")[2]
    torch = embedders.create(f"sentence-transformers:{name}", parts.settings.models_dir)
    onnx = parts.embedder
    onnx.embed([QUERY]), torch.embed([QUERY])
    pairs = [
        (_timed(lambda: onnx.embed([QUERY])), _timed(lambda: torch.embed([QUERY])))
        for _ in range(60)
    ]
    _row("embed one query, ONNX Runtime (the default)", [onnx for onnx, _ in pairs])
    _row("embed one query, sentence-transformers on PyTorch", [torch for _, torch in pairs])


def _drafts(parts: Services) -> None:
    messages = [example for snippet in starter() for example in snippet.examples][::3][:MESSAGES]
    requests = [
        Request(Message(message), values={"agent": {"name": "Sam"}}) for message in messages
    ]
    library = parts.library()
    timings = [parts.assistant.draft(request, library).timings_ms for request in requests]
    for step in ("understand", "search", "compose", "ground", "review", "total"):
        title = "a draft in all" if step == "total" else f"draft: {step}"
        _row(title, [timing[step] for timing in timings])


def _checks(parts: Services) -> None:
    cold = [
        _timed(
            lambda n=n: _check(parts, REPLY.replace("Friday", f"day {n}").replace(" 3 ", f" {n} "))
        )
        for n in range(40)
    ]
    _row(f"check a reply of {len(REPLY)} characters, one sentence new", cold)
    _row("check it again, unchanged", [_timed(lambda: _check(parts, REPLY)) for _ in range(40)])


def _check(parts: Services, text: str) -> None:
    for checker in parts.checkers:
        checker.check(text, CheckContext())


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def _row(stage: str, spent: Sequence[float]) -> None:
    ordered = sorted(spent)
    high = ordered[int(0.95 * (len(ordered) - 1))]
    print(f"| {stage} | {statistics.median(ordered):,.1f} | {high:,.1f} |", flush=True)


if __name__ == "__main__":
    main()
