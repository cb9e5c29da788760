"""Edits: what agents changed in drafts, masked"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "edits",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("draft_id", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("snippet_id", sa.String(), nullable=True),
        sa.Column("before_text", sa.Text(), nullable=False),
        sa.Column("after_text", sa.Text(), nullable=False),
        sa.Column("agent", sa.String(16), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "draft_id"],
            ["drafts.workspace_id", "drafts.id"],
            name=op.f("fk_edits_workspace_id_draft_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "draft_id", "place", name=op.f("pk_edits")),
        comment="What agents changed in drafts, private details masked; kept for a year",
    )
    op.create_index(
        op.f("ix_edits_workspace_id_snippet_id"), "edits", ["workspace_id", "snippet_id"]
    )
