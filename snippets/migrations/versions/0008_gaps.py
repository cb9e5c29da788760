"""Kept messages, and gaps in the library"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward."""
    _kept_messages()
    _gaps()
    _agreements()


def _kept_messages() -> None:
    op.create_table(
        "kept_messages",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("action", sa.String()),
        sa.Column("snippet_ids", sa.JSON(), nullable=False),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("lesson_id", sa.Integer()),
        sa.Column("expires_at", sa.DateTime()),
        sa.Column("grouped", sa.Boolean(), nullable=False),
        sa.Column("gap_id", sa.String(12)),
        sa.Column("nearness", sa.Float()),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_kept_messages_workspace_id")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_kept_messages")),
        comment="Messages, private details masked: until they expire, or as long as a lesson is",
    )
    for name in ("created_at", "expires_at", "gap_id", "lesson_id"):
        op.create_index(
            op.f(f"ix_kept_messages_workspace_id_{name}"), "kept_messages", ["workspace_id", name]
        )


def _gaps() -> None:
    op.create_table(
        "gaps",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(12), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("trend", sa.String(), nullable=False),
        sa.Column("periods", sa.JSON(), nullable=False),
        sa.Column("typical", sa.JSON(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("written", sa.Integer(), nullable=False),
        sa.Column("refused", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("decided_size", sa.Integer()),
        sa.Column("decided_by", sa.String()),
        sa.Column("decided_at", sa.DateTime()),
        sa.Column("snippet_id", sa.String()),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_gaps_workspace_id")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_gaps")),
        comment="Groups of messages that nothing in the library answered, and what was decided",
    )


def _agreements() -> None:
    op.create_table(
        "agreements",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("snippet_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("edits", sa.Integer(), nullable=False),
        sa.Column("agents", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("wordings", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_agreements_workspace_id")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "snippet_id", "number", name=op.f("pk_agreements")),
        comment="Changes that several agents made, and the versions that they were proposed as",
    )
