"""Databases of former versions, with rows in every table that they had."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from snippets.store.migrating import MIGRATIONS

ROWS = 3
WORDS = {
    "kind": "reply",
    "locale": "en",
    "audience": "public",
    "status": "approved",
    "action": "sent",
    "outcome": "drafted",
    "phase": "drafted",
    "role": "agent",
    "purpose": "key",
    "workspace_id": "default",
}
"""Columns that hold one of a few words."""
OBJECTS = {"fields", "report", "periods", "tests", "wordings"}
"""Columns of JSON that hold an object; others hold a list."""

Row = Mapping[str, Any]


def former(path: Path, revision: str) -> dict[str, list[Row]]:
    """Make a database as this revision left it; the rows that it has, by table."""
    engine = sa.create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        for table in tables(connection):
            connection.execute(sa.insert(table), list(_rows(table)))
        connection.commit()
        kept = contents(connection)
    engine.dispose()
    return kept


def contents(connection: sa.Connection) -> dict[str, list[Row]]:
    """All rows of all tables."""
    return {
        table.name: [dict(row._mapping) for row in connection.execute(sa.select(table))]
        for table in tables(connection)
    }


def tables(connection: sa.Connection) -> list[sa.Table]:
    """The tables that are there, those first that others refer to."""
    found = sa.MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != "alembic_version"]


def _rows(table: sa.Table) -> Iterator[Row]:
    count = 1 if table.name == "workspaces" else ROWS
    for number in range(1, count + 1):
        yield {column.name: _value(column, number) for column in table.columns}


def _value(column: sa.Column[Any], number: int) -> Any:
    """A value for a column; what it refers to has the same number."""
    for key in column.foreign_keys:
        return _value(key.column, number)
    name, kind = column.name, column.type
    if isinstance(kind, sa.JSON):
        return {"number": number} if name in OBJECTS else [f"{name}-{number}"]
    if isinstance(kind, sa.LargeBinary):
        return bytes([number]) * 16
    if isinstance(kind, sa.DateTime):
        return datetime(2026, 1, number, 12)
    if isinstance(kind, sa.Date):
        return date(2026, 1, number)
    if isinstance(kind, sa.Boolean):
        return number % 2 == 0
    if isinstance(kind, (sa.Integer, sa.Float)):
        return number
    if column.table.name == "workspaces":
        return "default"
    return WORDS.get(name, f"{name}-{number}")
