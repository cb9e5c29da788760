"""A process is killed (SIGKILL) at a random moment of importing, learning, editing, saving the
index, backing up and restoring: what it promised is there, nothing half-done is to be seen.

Ten moments here; `python -m tests.benchmarks.crashes` kills a hundred times.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from snippets.store.database import Database
from tests.crash.crashes import compared, crash, promised


@pytest.mark.parametrize("seed", range(10))
def test_nothing_promised_is_lost_and_nothing_is_half_done(tmp_path: Path, seed: int) -> None:
    assert crash(tmp_path, seed).broken == []


def test_a_loss_would_be_seen(tmp_path: Path) -> None:
    database, shelf = Database(tmp_path / "t.db"), promised(tmp_path, 0, 3)
    assert shelf.bodies
    (complaint,) = (one for one in compared(database, shelf, shelf) if "bodies" in one)
    assert "neither as before the last step nor as after it" in complaint
    database.close()
