"""Drafts of a former schema have their week, their conversation and their outcome."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

import snippets.migrations.versions
from snippets.analytics.tally import By, Counts
from snippets.store.analytics import Tallies
from snippets.store.database import Database

BEFORE = "0008"
ROWS = """
INSERT INTO workspaces (id, revision, created_at) VALUES ('default', 7, '2026-01-01 00:00:00');
INSERT INTO drafts (workspace_id, id, outcome, confidence, snippet_ids, created_at) VALUES
  ('default', 'd1', 'drafted', 0.9, '["refund", "steps"]', '2026-03-04 10:00:00.000000'),
  ('default', 'd2', 'drafted', 0.9, '["refund"]', '2026-03-04 10:00:00.000000'),
  ('default', 'd3', 'needs_agent', 0.1, '[]', '2026-03-08 23:59:00.000000');
INSERT INTO uses (workspace_id, draft_id, action, kept, created_at) VALUES
  ('default', 'd1', 'edited', 0.75, '2026-03-04 10:02:09.000000'),
  ('default', 'd2', 'sent', NULL, '2026-03-01 10:00:00.000000')
"""


@pytest.fixture
def former(tmp_path: Path) -> Path:
    """A database as 0008 left it, with rows in it."""
    path = tmp_path / "t.db"
    config = Config()
    versions = Path(next(iter(snippets.migrations.versions.__path__)))
    config.set_main_option("script_location", str(versions.parent))
    engine = sa.create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, BEFORE)
        for statement in ROWS.split(";\n"):
            connection.exec_driver_sql(statement)
        connection.commit()
    engine.dispose()
    return path


def test_what_there_is_can_be_counted(former: Path) -> None:
    database, week = Database(former), date(2026, 3, 2)
    cells = Tallies(database, "default").cells(By.SNIPPET, week, week)
    both = cells.tallies[week, ("refund", "steps")]
    assert both.counts == Counts(
        drafts=1, drafted=1, edited=1, measured=1, distance=0.25, squares=0.0625
    )
    assert both.seconds == {120: 1}
    assert cells.tallies[week, ("refund",)].counts == Counts(drafts=1, drafted=1)
    assert cells.tallies[week, ()].counts == Counts(drafts=1)
    database.close()
