"""Whether anything promised is lost when a process is killed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.crash.crashes import crash
from tests.trust.measure import Line

KILLS = 100


def measure() -> Iterator[Line]:
    """Kill importing, learning, editing, saving, backing up and restoring."""
    promised, broken, phases = 0, 0, set()
    for seed in range(KILLS):
        with tempfile.TemporaryDirectory(prefix="tactful-crash-") as folder:
            found = crash(Path(folder), seed)
        promised += found.promised
        broken += bool(found.broken)
        phases.add(found.phase)
    figure = (
        f"{KILLS} kills in {len(phases)} phases, {promised} steps promised: "
        f"{broken} libraries not whole"
    )
    yield Line("killed at random moments", figure, broken == 0)
