"""Findings about the library that a lead has called no problem"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "dismissed_findings",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(16), nullable=False),
        sa.Column("content", sa.String(16), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_dismissed_findings_workspace_id")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "key", name=op.f("pk_dismissed_findings")),
        comment="Findings about the library that are no problem, while the texts stay as they are",
    )
