"""Messages that must find a snippet, and that must not"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward."""
    column = sa.Column("tests", sa.JSON(), nullable=False, server_default="{}")
    op.add_column("snippets", column)
