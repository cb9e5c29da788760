"""Brings the tables of an older version forward. Alembic is loaded only where that is needed."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from snippets.errors import StoreNewer

MIGRATIONS = Path(__file__).parent.parent / "migrations"


def migrate(connection: sa.Connection, name: object) -> None:
    """Bring the database `name` forward to the newest tables. Raises StoreNewer."""
    if _current(connection) != newest():
        _upgrade(connection, name)


def newest() -> str:
    """The revision of the newest tables."""
    return revisions()[-1]


def revisions() -> list[str]:
    """Every revision of the tables, oldest first."""
    files = (MIGRATIONS / "versions").glob("[0-9]*.py")
    return sorted(file.name.partition("_")[0] for file in files)


def _current(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.execute(
        sa.text("SELECT version_num FROM alembic_version")
    ).scalar()
    return revision


def _upgrade(connection: sa.Connection, name: object) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util.exc import CommandError

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise StoreNewer(
            f"{name} was written by a newer Tactful (this one knows {newest()}); "
            "update Tactful or use another --data-dir"
        ) from error
