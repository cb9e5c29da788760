"""Lessons: what each run of learning found, and which examples it brought"""

from __future__ import annotations

import hashlib

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "lessons",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_lessons_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lessons")),
        comment="What each run of learning found; the newest state is in use",
        sqlite_autoincrement=True,
    )
    op.add_column(
        "examples", sa.Column("mark", sa.BigInteger(), nullable=False, server_default="0")
    )
    op.add_column("examples", sa.Column("lesson_id", sa.Integer(), nullable=True))
    _mark()
    op.create_index(op.f("ix_examples_workspace_id_mark"), "examples", ["workspace_id", "mark"])


def _mark() -> None:
    """Give each example the mark of its text, as 0003 knew it: 63 bits of its SHA-256."""
    examples = sa.table(
        "examples", sa.column("id", sa.Integer), sa.column("text", sa.Text), sa.column("mark")
    )
    connection = op.get_bind()
    for number, text in connection.execute(sa.select(examples.c.id, examples.c.text)).all():
        mark = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8]) >> 1
        one = examples.c.id == number
        connection.execute(sa.update(examples).where(one).values(mark=mark))
