"""What agents did with findings, counted, and rules that step down for it."""

from __future__ import annotations

import pytest

from snippets.errors import LimitReached
from snippets.store import dismissals
from snippets.store.database import Database
from snippets.store.dismissals import Dismissals
from snippets.store.entries import Entries

RULE = "tone.sarcasm"


@pytest.fixture
def store(database: Database) -> Dismissals:
    Entries(database, "default")
    return Dismissals(database, "default")


def record(store: Dismissals, shown: int = 0, applied: int = 0, dismissed: int = 0) -> None:
    store.record(
        [(RULE, "shown")] * shown
        + [(RULE, "applied")] * applied
        + [(RULE, "dismissed")] * dismissed
    )


def test_counts_add_up(store: Dismissals) -> None:
    record(store, shown=2, applied=1)
    record(store, shown=3, dismissed=1)
    (one,) = store.all()
    assert (one.rule, one.shown, one.applied, one.dismissed, one.steps) == (RULE, 5, 1, 1, 0)


@pytest.mark.parametrize(
    ("shown", "dismissed", "steps"), [(49, 49, 0), (50, 25, 0), (50, 26, 1), (100, 51, 1)]
)
def test_a_rule_steps_down_when_most_dismiss_it(
    store: Dismissals, shown: int, dismissed: int, steps: int
) -> None:
    record(store, shown, dismissed=dismissed)
    assert store.steps() == ({RULE: steps} if steps else {})


def test_each_step_takes_as_many_again(store: Dismissals) -> None:
    record(store, 50, dismissed=40)
    record(store, 49, dismissed=49)
    assert store.steps() == {RULE: 1}
    record(store, 1)
    assert store.steps() == {RULE: 2}
    record(store, 500, dismissed=500)
    (one,) = store.all()
    assert (one.steps, one.shown, one.dismissed) == (2, 600, 589)
    assert one.stepped_at is not None


def test_it_is_taken_back(store: Dismissals) -> None:
    record(store, 50, dismissed=50)
    assert store.reset(RULE)
    assert store.all() == []
    assert not store.reset(RULE)


def test_only_so_many_rules_are_counted(store: Dismissals, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dismissals, "MOST_RULES", 2)
    record(store, 1)
    with pytest.raises(LimitReached, match="2 rules are counted already"):
        store.record([("grammar.one", "shown"), ("grammar.two", "shown")])
    assert [one.rule for one in store.all()] == [RULE]
