"""Profiles, rules of a team's own, ignored findings and counts of what agents did with them"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward."""
    op.add_column(
        "workspaces", sa.Column("shape", sa.Integer(), nullable=False, server_default="0")
    )
    _table(
        "profiles",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        comment="What a team wants its checks to say",
    )
    _table(
        "own_rules",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        comment="Rules of a team's own, as they were sent",
    )
    _table(
        "ignored_findings",
        sa.Column("mark", sa.String(32), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        comment="Findings that nobody wants to see again, by hash; never what was written",
    )
    _table(
        "rule_counts",
        sa.Column("rule", sa.String(), nullable=False),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ("shown", "applied", "dismissed", "shown_since", "dismissed_since", "steps")
        ),
        sa.Column("stepped_at", sa.DateTime(), nullable=True),
        comment="What agents did with a rule's findings; the _since ones count from the last step",
    )


def _table(name: str, key: sa.Column[str], *columns: sa.Column[Any], comment: str) -> None:
    """A table whose rows have a key within their workspace."""
    op.create_table(
        name,
        sa.Column("workspace_id", sa.String(), nullable=False),
        key,
        *columns,
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f(f"fk_{name}_workspace_id")
        ),
        sa.PrimaryKeyConstraint("workspace_id", key.name, name=op.f(f"pk_{name}")),
        comment=comment,
    )
