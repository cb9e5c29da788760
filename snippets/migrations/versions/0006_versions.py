"""Folders, teams, owners, variants, attachments, status and versions of snippets"""

from __future__ import annotations

import unicodedata
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_BATCH = 1_000


def upgrade() -> None:
    """Bring the tables forward; what there is becomes the first version, and approved."""
    for column in (
        sa.Column("folder", sa.String(), nullable=False, server_default=""),
        sa.Column("team", sa.String(), nullable=True),
        sa.Column("owner", sa.String(), nullable=True),
        sa.Column("variant_of", sa.String(), nullable=True),
        sa.Column("attachments", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("status", sa.String(), nullable=False, server_default="approved"),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("used", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("sought", sa.Text(), nullable=False, server_default=""),
    ):
        op.add_column("snippets", column)
    for name in ("folder", "title", "updated_at", "used"):
        op.create_index(
            op.f(f"ix_snippets_workspace_id_{name}"), "snippets", ["workspace_id", name]
        )
    _make_versions()
    _make_held_fragments()
    _count_uses()
    _keep_first_versions()


def _make_versions() -> None:
    op.create_table(
        "versions",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("snippet_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("based_on", sa.Integer(), nullable=True),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("word", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_versions_workspace_id")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "snippet_id", "number", name=op.f("pk_versions")),
        comment="All that a snippet ever was or was proposed to be; kept when it is deleted",
    )
    op.create_index(op.f("ix_versions_workspace_id_state"), "versions", ["workspace_id", "state"])


def _make_held_fragments() -> None:
    op.create_table(
        "held_fragments",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("snippet_id", sa.String(), nullable=False),
        sa.Column("fragment_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "snippet_id"],
            ["snippets.workspace_id", "snippets.id"],
            name=op.f("fk_held_fragments_workspace_id_snippet_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "workspace_id", "snippet_id", "fragment_id", name=op.f("pk_held_fragments")
        ),
        comment="Which snippets hold which others in their text",
    )
    op.create_index(
        op.f("ix_held_fragments_workspace_id_fragment_id"),
        "held_fragments",
        ["workspace_id", "fragment_id"],
    )


def _count_uses() -> None:
    """How many drafts from each snippet were sent, edited or not."""
    op.execute(
        """
        UPDATE snippets SET used = counted.number
        FROM (
            SELECT drafts.workspace_id AS workspace_id, one.value AS id, count(*) AS number
            FROM drafts
            JOIN uses ON uses.workspace_id = drafts.workspace_id AND uses.draft_id = drafts.id
            JOIN json_each(drafts.snippet_ids) AS one
            WHERE uses.action IN ('sent', 'edited')
            GROUP BY drafts.workspace_id, one.value
        ) AS counted
        WHERE snippets.workspace_id = counted.workspace_id AND snippets.id = counted.id
        """
    )


def _keep_first_versions() -> None:
    connection = op.get_bind()
    given = _given(connection)
    rows = connection.execute(sa.select(_SNIPPETS)).mappings().all()
    for start in range(0, len(rows), _BATCH):
        batch = rows[start : start + _BATCH]
        lines = [_line(dict(row), given.get((row["workspace_id"], row["id"]), [])) for row in batch]
        connection.execute(
            sa.insert(_VERSIONS),
            [
                {
                    "workspace_id": row["workspace_id"],
                    "snippet_id": row["id"],
                    "number": 1,
                    "state": "approved",
                    "fields": line,
                    "author": "",
                    "reason": "",
                    "created_at": row["updated_at"],
                }
                for row, line in zip(batch, lines, strict=True)
            ],
        )
        connection.execute(
            sa.update(_SNIPPETS)
            .where(
                (_SNIPPETS.c.workspace_id == sa.bindparam("of"))
                & (_SNIPPETS.c.id == sa.bindparam("one"))
            )
            .values(sought=sa.bindparam("words")),
            [
                {"of": row["workspace_id"], "one": row["id"], "words": _sought(line)}
                for row, line in zip(batch, lines, strict=True)
            ],
        )


def _given(connection: sa.Connection) -> dict[tuple[str, str], list[str]]:
    """The examples that people gave, by workspace and snippet."""
    found: dict[tuple[str, str], list[str]] = {}
    query = sa.select(_EXAMPLES).where(_EXAMPLES.c.conversation_id.is_(None))
    for row in connection.execute(query.order_by(_EXAMPLES.c.id)):
        found.setdefault((row.workspace_id, row.snippet_id), []).append(row.text)
    return found


def _line(row: dict[str, Any], examples: list[str]) -> dict[str, Any]:
    """A library line, as 0006 knew it."""
    names = ("id", "kind", "title", "body", "locale", "tags", "shortcut", "audience", "url")
    return {name: row[name] for name in names} | {"examples": examples}


def _sought(line: dict[str, Any]) -> str:
    """What a list is searched for, as 0006 knew it."""
    parts = (line["title"], line["id"], line["shortcut"] or "", *line["tags"], "", line["body"])
    words = unicodedata.normalize("NFKD", "\n".join(parts)).casefold()
    return "".join(one for one in words if not unicodedata.combining(one))


_SNIPPETS = sa.table(
    "snippets",
    *(
        sa.column(name, sa.String())
        for name in (
            "workspace_id",
            "id",
            "kind",
            "title",
            "body",
            "locale",
            "shortcut",
            "audience",
            "url",
            "sought",
        )
    ),
    sa.column("tags", sa.JSON()),
    sa.column("updated_at", sa.DateTime()),
)
_EXAMPLES = sa.table(
    "examples",
    *(sa.column(name) for name in ("id", "workspace_id", "snippet_id", "text", "conversation_id")),
)
_VERSIONS = sa.table(
    "versions",
    sa.column("workspace_id"),
    sa.column("snippet_id"),
    sa.column("number"),
    sa.column("state"),
    sa.column("fields", sa.JSON()),
    sa.column("author"),
    sa.column("reason"),
    sa.column("created_at", sa.DateTime()),
)
