"""Whether a link leads somewhere: asks public hosts only, and reads no more than the head."""

from __future__ import annotations

import socket
import time
from ipaddress import IPv4Address, IPv6Address, ip_address
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.request import getproxies

if TYPE_CHECKING:
    import httpx

SECONDS = 10.0
"""How long an address may take to answer, with all redirects."""
HOPS = 10
_GONE = (404, 410)


def reachable(url: str, transport: httpx.BaseTransport | None = None) -> bool | None:
    """Whether an address answers, for now; only a plain "not there" says that it does not.

    None for what is not asked, as it or a redirect leads to a host that is not public.
    """
    answers: list[bool | None] = []
    worker = Thread(target=lambda: answers.append(_asked(url, transport)), daemon=True)
    worker.start()
    worker.join(SECONDS)
    return answers[0] if answers else False


def _asked(url: str, transport: httpx.BaseTransport | None) -> bool | None:
    import httpx

    try:
        with httpx.Client(transport=transport) as client:
            return _followed(client, httpx.URL(url))
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError):
        return False


def _followed(client: httpx.Client, url: httpx.URL) -> bool | None:
    """Go from redirect to redirect, and look at each host before it is asked."""
    end = time.monotonic() + SECONDS
    for _ in range(HOPS):
        left = end - time.monotonic()
        if url.scheme not in ("http", "https") or left <= 0:
            return False
        addresses = resolved(url.host, url.port or (443 if url.scheme == "https" else 80))
        if not all(_is_public(one) for one in addresses):
            return None
        with client.stream("GET", **_request(url, addresses[0]), timeout=left) as answer:
            if not answer.has_redirect_location:
                return answer.status_code not in _GONE
            url = url.join(answer.headers["location"])
    return False


def _request(url: httpx.URL, address: str) -> dict[str, Any]:
    """A request to the very address that was looked at; a proxy looks hosts up by itself."""
    if getproxies().keys() - {"no"}:
        return {"url": url}
    return {
        "url": url.copy_with(host=address),
        "headers": {"Host": url.netloc.decode("ascii")},
        "extensions": {"sni_hostname": url.raw_host.decode("ascii")},
    }


def resolved(host: str, port: int) -> list[str]:
    """The addresses of a host, IPv4 first. Raises OSError or UnicodeError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return sorted({str(one[4][0]) for one in found}, key=lambda one: (":" in one, one))


def _is_public(address: str) -> bool:
    found: IPv4Address | IPv6Address = ip_address(address)
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return found.is_global and not found.is_multicast
