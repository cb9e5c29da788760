"""API keys, one-time sign-in links and browser sessions: kept as hashes, told once.

The secrets are 256 random bits, so a plain SHA-256 is enough: there is nothing to guess,
and checking one costs microseconds (OWASP Password Storage Cheat Sheet asks for slow
hashes where people choose the secret).
"""

from __future__ import annotations

import hashlib
import secrets as random
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa

from snippets.errors import AccessDenied
from snippets.store.database import Database, now
from snippets.store.schema import secrets


class Role(StrEnum):
    """What a holder may do, from little to all."""

    PLUGIN = "plugin"
    AGENT = "agent"
    LEAD = "lead"
    ADMINISTRATOR = "administrator"


class Purpose(StrEnum):
    """What a secret is for; also the beginning of its text."""

    KEY = "tk"
    LINK = "tl"
    SESSION = "ts"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who a secret speaks for."""

    workspace: str
    role: Role
    name: str


LIFETIMES = {
    Purpose.KEY: None,
    Purpose.LINK: timedelta(hours=24),
    Purpose.SESSION: timedelta(days=30),
}


class Access:
    """Gives out secrets and recognises them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def issue(self, purpose: Purpose, holder: Holder, secret: str | None = None) -> str:
        """A new secret, told here and never again; `secret` sets its text."""
        text = secret or f"{purpose}_{random.token_urlsafe(32)}"
        lifetime = LIFETIMES[purpose]
        row = {
            "hash": _hash(text),
            "workspace_id": holder.workspace,
            "purpose": purpose.name,
            "role": holder.role,
            "name": holder.name,
            "hint": text[:6],
            "created_at": now(),
            "expires_at": now() + lifetime if lifetime else None,
        }
        with self._database.write() as connection:
            connection.execute(sa.delete(secrets).where(secrets.c.expires_at < now()))
            connection.execute(sa.insert(secrets).prefix_with("OR IGNORE").values(row))
        return text

    def holder(self, purpose: Purpose, text: str) -> Holder:
        """Who holds this secret. Raises AccessDenied."""
        with self._database.read() as connection:
            row = connection.execute(_valid(purpose, text)).mappings().first()
        if row is None:
            raise AccessDenied(f"this {purpose.name.lower()} is unknown, expired or revoked")
        return Holder(row["workspace_id"], Role(row["role"]), row["name"])

    def exchange(self, link: str) -> str:
        """Spend a sign-in link for a session. Raises AccessDenied."""
        holder = self.holder(Purpose.LINK, link)
        if not self.end(Purpose.LINK, link):
            raise AccessDenied("this link has been used; `tactful sign-in` prints a new one")
        return self.issue(Purpose.SESSION, holder)

    def end(self, purpose: Purpose, text: str) -> bool:
        """Revoke a secret; whether it was still valid."""
        mine = (secrets.c.hash == _hash(text)) & (secrets.c.purpose == purpose.name)
        open_ = mine & secrets.c.ended_at.is_(None)
        with self._database.write() as connection:
            ended = sa.update(secrets).where(open_).values(ended_at=now())
            return connection.execute(ended).rowcount > 0

    def has_keys(self) -> bool:
        """Whether any key was ever given out."""
        query = sa.select(secrets.c.hash).where(secrets.c.purpose == Purpose.KEY.name).limit(1)
        with self._database.read() as connection:
            return connection.execute(query).first() is not None


def _valid(purpose: Purpose, text: str) -> sa.Select[tuple[object, ...]]:
    expiry = secrets.c.expires_at
    current: datetime = now()
    return sa.select(secrets).where(
        secrets.c.hash == _hash(text),
        secrets.c.purpose == purpose.name,
        secrets.c.ended_at.is_(None),
        expiry.is_(None) | (expiry > current),
    )


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
