"""Figures of drafts, findings and ratings"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_BATCH = 1_000
_FIGURES = [
    "workspace_id",
    "week",
    "team",
    "agent",
    "action",
    "seconds",
    "outcome",
    "alternative",
    "compared",
    "asks",
    "open_asks",
    "distance",
    "id",
    "conversation_id",
]
"""All that most figures are made from, so that only the index is read."""


def upgrade() -> None:
    """Bring the tables forward; drafts of before get their week and their outcome."""
    for column in (
        sa.Column("week", sa.Date(), nullable=True),
        sa.Column("team", sa.String(), nullable=True),
        sa.Column("agent", sa.String(16), nullable=True),
        sa.Column("conversation_id", sa.String(), nullable=True),
        sa.Column("asks", sa.Integer(), nullable=True),
        sa.Column("open_asks", sa.Integer(), nullable=True),
        sa.Column("alternative", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("checked", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("action", sa.String(), nullable=True),
        sa.Column("distance", sa.Float(), nullable=True),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("compared", sa.Boolean(), nullable=False, server_default=sa.false()),
    ):
        op.add_column("drafts", column)
    op.create_index("ix_drafts_figures", "drafts", _FIGURES)
    op.create_index(
        op.f("ix_drafts_workspace_id_conversation_id"),
        "drafts",
        ["workspace_id", "conversation_id"],
    )
    _make_findings()
    _make_ratings()
    _fill_drafts()
    _fill_outcomes()


def _make_findings() -> None:
    op.create_table(
        "draft_findings",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("draft_id", sa.String(), nullable=False),
        sa.Column("phase", sa.String(7), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "draft_id"],
            ["drafts.workspace_id", "drafts.id"],
            name=op.f("fk_draft_findings_workspace_id_draft_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "workspace_id", "draft_id", "phase", "rule", name=op.f("pk_draft_findings")
        ),
        comment="How often each rule spoke of a draft, and of what was sent",
    )


def _make_ratings() -> None:
    op.create_table(
        "ratings",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("score", sa.String(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_ratings_workspace_id")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "conversation_id", "kind", name=op.f("pk_ratings")),
        comment="What customers said of a conversation, value from -1 to 1; never their words",
    )
    op.create_table(
        "agent_names",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("mark", sa.String(16), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_agent_names_workspace_id")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "mark", name=op.f("pk_agent_names")),
        comment="Whose mark is whose, kept only while an administrator has people ranked",
    )


def _fill_drafts() -> None:
    drafts = sa.table(
        "drafts",
        *(sa.column(name) for name in ("workspace_id", "id", "conversation_id")),
        sa.column("week", sa.Date),
        _time(),
    )
    made = sa.select(drafts.c.workspace_id, drafts.c.id, drafts.c.created_at)
    rows = [
        {
            "of": row.workspace_id,
            "draft": row.id,
            "monday": row.created_at.date() - timedelta(days=row.created_at.weekday()),
        }
        for row in op.get_bind().execute(made)
    ]
    mine = (drafts.c.workspace_id == sa.bindparam("of")) & (drafts.c.id == sa.bindparam("draft"))
    values: dict[str, Any] = {
        "week": sa.bindparam("monday"),
        "conversation_id": drafts.c.id,
    }
    _in_batches(sa.update(drafts).where(mine).values(values), rows)


def _fill_outcomes() -> None:
    """What became of each draft, but for what was told of an older one with the same id."""
    uses = sa.table(
        "uses", *map(sa.column, ("workspace_id", "draft_id", "action", "kept")), _time()
    )
    names = ("workspace_id", "id", "action", "distance", "seconds")
    drafts = sa.table("drafts", *map(sa.column, names), _time())
    same = (uses.c.workspace_id == drafts.c.workspace_id) & (uses.c.draft_id == drafts.c.id)
    times = uses.c.created_at.label("told"), drafts.c.created_at.label("made")
    told = sa.select(drafts.c.workspace_id, drafts.c.id, uses.c.action, uses.c.kept, *times)
    rows = [
        {
            "of": one.workspace_id,
            "draft": one.id,
            "became": one.action,
            "rewritten": _distance(one.action, one.kept),
            "spent": _even((one.told - one.made).total_seconds()),
        }
        for one in op.get_bind().execute(told.where(same, uses.c.created_at >= drafts.c.created_at))
    ]
    names_of = {"action": "became", "distance": "rewritten", "seconds": "spent"}
    values: dict[str, Any] = {column: sa.bindparam(name) for column, name in names_of.items()}
    mine = (drafts.c.workspace_id == sa.bindparam("of")) & (drafts.c.id == sa.bindparam("draft"))
    _in_batches(sa.update(drafts).where(mine).values(values), rows)


def _distance(action: str, kept: float | None) -> float | None:
    """What was rewritten, as 0009 knew it."""
    if kept is None:
        return 0.0 if action == "sent" else None
    return None if action == "discarded" else 1 - kept


def _even(seconds: float) -> int:
    """A time rounded down, as 0009 knew it."""
    step = 10 if seconds < 600 else 60 if seconds < 7_200 else 3_600
    return int(seconds) // step * step


def _time() -> sa.ColumnClause[Any]:
    return sa.column("created_at", sa.DateTime)


def _in_batches(statement: Any, rows: list[dict[str, Any]]) -> None:
    for start in range(0, len(rows), _BATCH):
        op.get_bind().execute(statement, rows[start : start + _BATCH])
