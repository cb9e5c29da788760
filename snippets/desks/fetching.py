"""One request to a help desk: tried again where that helps, bounded, never led elsewhere.

Redirects are not followed, and no address out of an answer is asked, so that a key goes
nowhere but to the address that was typed.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import httpx
from tenacity import (
    RetryCallState,
    Retrying,
    retry_if_exception_type,
    stop_after_attempt,
    wait_exponential_jitter,
)

from snippets.desks import limits
from snippets.desks.address import Address
from snippets.errors import DeskFailed, DeskRefused

TRIES = 6
SECONDS = 60.0
"""How long one answer may take, and how long nothing may come."""
MOST_WAIT_SECONDS = 300.0
"""A desk that wants to be left alone for longer is asked again by whoever runs the command."""
MOST_BYTES = 64_000_000
"""Of one answer."""
MOST_REQUESTS = 50_000
"""Of one import."""
AGAIN = "run the same command again, it goes on where it stopped"
_PASSING = (408, 425, 429, 500, 502, 503, 504)
_UNKNOWN_KEY = 401
_REFUSED = (403, 404)
_PAUSE = wait_exponential_jitter(multiplier=0.5, max=30)


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: a method, a path and its parameters."""

    path: str
    query: tuple[tuple[str, str], ...] = ()
    method: str = "GET"

    def __str__(self) -> str:
        query = f"?{urlencode(self.query, safe='[]')}" if self.query else ""
        return f"{self.method} {self.path}{query}"


@dataclass(frozen=True, slots=True)
class Page:
    """An answer: what its JSON holds, and whether its headers name a next page."""

    value: Any
    more: bool = False


class _Later(Exception):
    """Worth another try; `seconds` where the desk has said when."""

    def __init__(self, why: str, seconds: float | None = None) -> None:
        super().__init__(why)
        self.seconds = seconds


class NotTaken(DeskFailed):
    """A request that the desk can't do anything with: a cursor that has expired, most often."""


class Fetcher:
    """Asks one desk. `takes` says what a key looks like, `sleep` waits so many seconds."""

    def __init__(
        self,
        address: Address,
        headers: Mapping[str, str],
        takes: str,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._host = address.host
        self._takes = takes
        self._sleep = sleep
        self._rest = 0.0
        self._has_answered = False
        self._left = MOST_REQUESTS
        self._client = httpx.Client(
            base_url=address.origin,
            headers={"Accept": "application/json", "User-Agent": "tactful-import", **headers},
            timeout=SECONDS,
            trust_env=address.origin.startswith("https"),
        )

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def page(self, request: Request, form: Mapping[str, str] | None = None) -> Page:
        """The answer to a request; `form` is sent with it.

        Raises DeskRefused where the desk does not let this key have it, NotTaken where it does
        not understand it, else DeskFailed.
        """
        self._count()
        tries = Retrying(
            stop=stop_after_attempt(TRIES),
            wait=_pause,
            retry=retry_if_exception_type(_Later),
            sleep=self._sleep,
            reraise=True,
        )
        try:
            return tries(self._asked, request, form)
        except _Later as error:
            raise DeskFailed(f"{self._host} {error}, {TRIES} times ({request}); {AGAIN}") from error

    def _count(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise DeskFailed(
                f"{self._host} has led on through {MOST_REQUESTS:,} requests without an end; "
                "narrow it down with --since"
            )

    def _asked(self, request: Request, form: Mapping[str, str] | None) -> Page:
        if self._rest:
            self._sleep(min(self._rest, MOST_WAIT_SECONDS))
            self._rest = 0.0
        try:
            with self._client.stream(
                request.method, request.path, params=list(request.query), data=form
            ) as answer:
                self._has_answered = True
                self._check_status(answer, request)
                content = self._read(answer)
        except httpx.TimeoutException as error:
            raise _Later("did not answer in time") from error
        except httpx.TransportError as error:
            raise self._broken(error) from error
        except httpx.DecodingError as error:
            raise DeskFailed(f"{self._host} packs its answer wrongly ({request})") from error
        self._rest = limits.rest(answer.headers, datetime.now(UTC))
        return Page(self._parsed(content, request), "next" in answer.links)

    def _broken(self, error: httpx.TransportError) -> Exception:
        """What to raise for it: an address that has never answered is most often a wrong one."""
        why = str(error) or type(error).__name__
        if isinstance(error, httpx.ConnectError) and not self._has_answered:
            return DeskFailed(f"{self._host} can't be reached: {why}")
        return _Later(f"breaks off ({why})")

    def _check_status(self, answer: httpx.Response, request: Request) -> None:
        status = answer.status_code
        if answer.is_success:
            return
        if status in _PASSING:
            raise _Later(f"answers {status}", self._wait(answer))
        if status == _UNKNOWN_KEY:
            raise DeskFailed(
                f"{self._host} does not know the key ({status}); it takes {self._takes}"
            )
        if status in _REFUSED:
            raise DeskRefused(f"{self._host} does not show it to this key ({status}, {request})")
        if answer.has_redirect_location:
            raise DeskFailed(
                f"{self._host} leads to {httpx.URL(answer.headers['location']).host or 'a page'}; "
                "give the address that the desk itself has"
            )
        raise NotTaken(
            f"{self._host} does not take {request} ({status}); run the same command again, it "
            "begins anew"
        )

    def _wait(self, answer: httpx.Response) -> float | None:
        seconds = limits.asked_for(answer.headers, datetime.now(UTC))
        if seconds is not None and seconds > MOST_WAIT_SECONDS:
            raise DeskFailed(
                f"{self._host} wants to be left alone for {seconds:,.0f} s; after that {AGAIN}"
            )
        return seconds

    def _read(self, answer: httpx.Response) -> bytes:
        ends = time.monotonic() + SECONDS
        content = bytearray()
        for piece in answer.iter_bytes():
            content += piece
            if len(content) > MOST_BYTES:
                raise DeskFailed(f"{self._host} answers with more than {MOST_BYTES:,} bytes")
            if time.monotonic() > ends:
                raise _Later("did not answer in time")
        return bytes(content)

    def _parsed(self, content: bytes, request: Request) -> Any:
        try:
            return json.loads(content)
        except (ValueError, RecursionError) as error:
            what = "a web page" if content.lstrip()[:1] == b"<" else "something that is no JSON"
            raise DeskFailed(
                f"{self._host} answers with {what} ({request}); if the address is that of the "
                f"desk, {AGAIN}"
            ) from error


def _pause(state: RetryCallState) -> float:
    """What the desk has asked for, else longer from try to try, with some chance in it."""
    error = state.outcome.exception() if state.outcome else None
    seconds = error.seconds if isinstance(error, _Later) else None
    return _PAUSE(state) if seconds is None else seconds
