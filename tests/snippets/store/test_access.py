"""Keys, links and sessions; no embedder is used."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from snippets.errors import AccessDenied
from snippets.store.access import LIFETIMES, Access, Holder, Purpose, Role
from snippets.store.database import Database
from snippets.store.entries import Entries

HOLDER = Holder("default", Role.AGENT, "Sam")


@pytest.fixture
def access(database: Database) -> Access:
    Entries(database, "default")
    return Access(database)


@pytest.mark.parametrize("purpose", Purpose)
def test_a_secret_is_recognised(access: Access, purpose: Purpose) -> None:
    assert access.holder(purpose, access.issue(purpose, HOLDER)) == HOLDER


@pytest.mark.parametrize("purpose", Purpose)
def test_a_secret_says_what_it_is_for_and_no_two_are_alike(
    access: Access, purpose: Purpose
) -> None:
    texts = {access.issue(purpose, HOLDER) for _ in range(5)}
    assert len(texts) == 5
    assert all(text.startswith(f"{purpose}_") and len(text) > 40 for text in texts)


def test_secrets_are_kept_as_hashes_only(access: Access, database: Database) -> None:
    texts = [access.issue(purpose, HOLDER) for purpose in Purpose]
    texts.append(access.issue(Purpose.KEY, HOLDER, "chosen-by-hand"))
    database.close()
    stored = b"".join(file.read_bytes() for file in database.path.parent.iterdir())
    assert [text for text in texts if text.encode() in stored] == []


@pytest.mark.parametrize("text", ["", "tk_", "tk_unknown", "\ud800", "x" * 10_000, "' OR 1=1 --"])
@pytest.mark.parametrize("purpose", Purpose)
def test_an_unknown_secret_is_refused(access: Access, purpose: Purpose, text: str) -> None:
    with pytest.raises(AccessDenied, match="unknown, expired or revoked"):
        access.holder(purpose, text)


@pytest.mark.parametrize("purpose", [Purpose.LINK, Purpose.SESSION])
def test_a_key_is_neither_link_nor_session(access: Access, purpose: Purpose) -> None:
    with pytest.raises(AccessDenied):
        access.holder(purpose, access.issue(Purpose.KEY, HOLDER))


@pytest.mark.parametrize("purpose", Purpose)
def test_a_revoked_secret_is_refused(access: Access, purpose: Purpose) -> None:
    text = access.issue(purpose, HOLDER)
    assert access.end(purpose, text)
    assert not access.end(purpose, text)
    with pytest.raises(AccessDenied):
        access.holder(purpose, text)


@pytest.mark.parametrize("purpose", [Purpose.LINK, Purpose.SESSION])
def test_an_expired_secret_is_refused(
    access: Access, purpose: Purpose, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LIFETIMES, purpose, timedelta(seconds=-1))
    text = access.issue(purpose, HOLDER)
    with pytest.raises(AccessDenied):
        access.holder(purpose, text)


def test_a_link_works_once(access: Access) -> None:
    link = access.issue(Purpose.LINK, HOLDER)
    session = access.exchange(link)
    assert access.holder(Purpose.SESSION, session) == HOLDER
    with pytest.raises(AccessDenied):
        access.exchange(link)


def test_a_key_is_no_link(access: Access) -> None:
    with pytest.raises(AccessDenied):
        access.exchange(access.issue(Purpose.KEY, HOLDER))


def test_the_same_chosen_key_may_be_given_out_again(access: Access) -> None:
    for _ in range(2):
        assert access.issue(Purpose.KEY, HOLDER, "tk_mine") == "tk_mine"
    assert access.holder(Purpose.KEY, "tk_mine") == HOLDER


def test_whether_any_key_was_given_out_is_known(access: Access) -> None:
    assert not access.has_keys()
    access.issue(Purpose.LINK, HOLDER)
    assert not access.has_keys()
    access.issue(Purpose.KEY, HOLDER)
    assert access.has_keys()


def test_secrets_survive_a_restart(tmp_path: Path) -> None:
    first = Database(tmp_path / "t.db")
    Entries(first, "default")
    key = Access(first).issue(Purpose.KEY, HOLDER)
    first.close()
    assert Access(Database(tmp_path / "t.db")).holder(Purpose.KEY, key) == HOLDER
