"""How long headers ask to wait."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from snippets.desks.limits import asked_for, rest

NOW = datetime(2026, 1, 1, tzinfo=UTC)
EPOCH = str(NOW.timestamp() + 30)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "7"}, 7),
        ({"retry-after": "0"}, 0),
        ({"retry-after": "Thu, 01 Jan 2026 00:01:00 GMT"}, 60),
        ({"retry-after": "Wed, 31 Dec 2025 00:01:00 GMT"}, 0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-5"}, None),
        ({"retry-after": "nan"}, None),
        ({"x-ratelimit-reset": EPOCH}, 30),
        ({"x-ratelimit-reset": "45"}, 45),
        ({"rate-limit-reset": "12"}, 12),
        ({"retry-after": "3", "x-ratelimit-reset": EPOCH}, 3),
    ],
    ids=str,
)
def test_what_a_desk_asks_for(headers: dict[str, str], seconds: float | None) -> None:
    assert asked_for(headers, NOW) == seconds


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0),
        ({"x-ratelimit-remaining": "1", "x-ratelimit-reset": EPOCH}, 0),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": EPOCH}, 30),
        ({"x-ratelimit-remaining": "0"}, 0),
        ({"x-ratelimit-remaining-minute": "0", "retry-after": "9"}, 9),
        ({"x-gorgias-account-api-call-limit": "39/40"}, 0),
        ({"x-gorgias-account-api-call-limit": "40/40"}, 1),
        ({"x-gorgias-account-api-call-limit": "many"}, 0),
    ],
    ids=str,
)
def test_a_rest_is_taken_where_nothing_is_left(headers: dict[str, str], seconds: float) -> None:
    assert rest(headers, NOW) == seconds
