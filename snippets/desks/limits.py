"""How long a desk wants to be left alone, by the headers of an answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_REMAINING = (
    "x-ratelimit-remaining",
    "x-rate-limit-remaining",
    "ratelimit-remaining",
    "x-ratelimit-remaining-minute",
)
_RESET = (
    "retry-after",
    "x-ratelimit-reset",
    "x-rate-limit-reset",
    "ratelimit-reset",
    "rate-limit-reset",
)
_CALLS = "x-gorgias-account-api-call-limit"
"""Calls made and calls allowed: "10/40"."""
_LEAK_SECONDS = 1.0
"""After which Gorgias takes the next call once the bucket is full."""
_EPOCH = 1e9
"""From here on a number of seconds is a moment, not a duration."""


def asked_for(headers: Mapping[str, str], now: datetime) -> float | None:
    """The seconds after which to come back, None where nothing is said.

    Takes a number, a date, or the moment at which a limit is reset, as a time of Unix.
    """
    return next(
        (
            seconds
            for name in _RESET
            for seconds in [_seconds(headers.get(name, ""), now)]
            if seconds is not None
        ),
        None,
    )


def rest(headers: Mapping[str, str], now: datetime) -> float:
    """The seconds to wait before the next request: 0 as long as the desk takes more."""
    if any(_number(headers.get(name, "")) == 0 for name in _REMAINING):
        return asked_for(headers, now) or 0.0
    made, _, allowed = headers.get(_CALLS, "").partition("/")
    used, most = _number(made), _number(allowed)
    return _LEAK_SECONDS if used is not None and most is not None and used >= most else 0.0


def _seconds(text: str, now: datetime) -> float | None:
    number = _number(text)
    if number is not None:
        return max(0.0, number - now.timestamp() if number >= _EPOCH else number)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds())


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if 0 <= number < 1e12 else None
