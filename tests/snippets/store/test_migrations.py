"""A library of a former schema, with data in it, is brought forward."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from snippets.listing import Order, Wanted
from snippets.snippet import Snippet
from snippets.store.database import Database
from snippets.store.entries import Entries
from snippets.store.listing import Listing
from snippets.store.migrating import MIGRATIONS
from snippets.store.review import Review
from snippets.versions import UNSIGNED

BEFORE_VERSIONS = "0005"
ROWS = """
INSERT INTO workspaces (id, revision, created_at) VALUES ('default', 7, '2026-01-01 00:00:00');
INSERT INTO snippets (workspace_id, id, kind, title, body, locale, tags, shortcut, audience, url,
  revision, created_at, updated_at) VALUES ('default', 'refund', 'reply', 'Über refunds',
  'Within 5 days.', 'en', '["money"]', 'r', 'public', NULL, 3, '2026-01-01 00:00:00',
  '2026-02-03 04:05:06');
INSERT INTO snippets (workspace_id, id, kind, title, body, locale, tags, shortcut, audience, url,
  revision, created_at, updated_at) VALUES ('default', 'steps', 'article', 'Steps', 'Do it.', 'en',
  '[]', NULL, 'internal', 'https://help.example/steps', 4, '2026-01-01 00:00:00',
  '2026-01-01 00:00:00');
INSERT INTO examples (workspace_id, snippet_id, text, conversation_id, created_at) VALUES
  ('default', 'refund', 'given', NULL, '2026-01-01 00:00:00'),
  ('default', 'refund', 'learned', 'c1', '2026-01-01 00:00:00');
INSERT INTO drafts (workspace_id, id, outcome, confidence, snippet_ids, created_at) VALUES
  ('default', 'd1', 'drafted', 0.9, '["refund", "steps"]', '2026-01-01 00:00:00'),
  ('default', 'd2', 'drafted', 0.9, '["refund"]', '2026-01-01 00:00:00'),
  ('default', 'd3', 'drafted', 0.9, '["steps"]', '2026-01-01 00:00:00');
INSERT INTO uses (workspace_id, draft_id, action, kept, created_at) VALUES
  ('default', 'd1', 'sent', 1.0, '2026-01-01 00:00:00'),
  ('default', 'd2', 'edited', 0.7, '2026-01-01 00:00:00'),
  ('default', 'd3', 'discarded', 0.0, '2026-01-01 00:00:00')
"""


@pytest.fixture
def former(tmp_path: Path) -> Iterator[Database]:
    """A database as 0005 left it, with rows in it, opened by this version."""
    path = tmp_path / "t.db"
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    engine = sa.create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, BEFORE_VERSIONS)
        for statement in ROWS.split(";\n"):
            connection.exec_driver_sql(statement)
        connection.commit()
    engine.dispose()
    database = Database(path)
    yield database
    database.close()


def test_everything_is_there_and_approved(former: Database) -> None:
    entries = Entries(former, "default")
    assert entries.all() == [
        Snippet(
            "refund",
            "reply",
            "Über refunds",
            "Within 5 days.",
            tags=("money",),
            shortcut="r",
            examples=("given",),
        ),
        Snippet(
            "steps",
            "article",
            "Steps",
            "Do it.",
            audience="internal",
            url="https://help.example/steps",
        ),
    ]
    assert entries.in_use() == entries.all()
    assert entries.revision() == 7


def test_what_there_is_becomes_the_first_version(former: Database) -> None:
    entries = Entries(former, "default")
    (first,) = Review(entries).history("refund")
    assert (first.number, first.state, first.current) == (1, "approved", True)
    assert first.snippet == entries.get("refund")
    assert first.created_at.isoformat() == "2026-02-03T04:05:06"
    entries.write([Snippet("refund", "reply", "New", "Within 7 days.")])
    assert Review(entries).restore("refund", 1, UNSIGNED).snippet.examples == ("given",)


def test_lists_are_searched_and_sorted_by_use(former: Database) -> None:
    listing = Listing(former, Entries(former, "default").rows)
    page = listing.page(Wanted(), Order("used", down=True))
    assert [(one.current.snippet.id, one.used) for one in page.items] == [
        ("refund", 2),
        ("steps", 1),
    ]
    assert listing.ids(Wanted(text="uber money")) == ["refund"]


def test_learned_examples_stay(former: Database) -> None:
    (refund, _) = Entries(former, "default").changes(0).changed
    assert [one.text for one in refund.past] == ["learned"]
