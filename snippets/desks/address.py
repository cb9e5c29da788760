"""The address of a help desk: https, or a server on this machine."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from snippets.errors import DeskFailed

SCHEMES = ("https://", "http://")


@dataclass(frozen=True, slots=True)
class Address:
    """`origin` ("https://acme.example:8443") is what is asked; `path` is what stood after it."""

    origin: str
    host: str
    path: str = ""


def is_address(text: str) -> bool:
    """Whether this names a server and no file."""
    return text.lower().startswith(SCHEMES)


def parsed(text: str) -> Address:
    """The address that somebody has typed. Raises DeskFailed where a key must not go there."""
    try:
        parts = urlsplit(text.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise DeskFailed(f"{text} is no address ({error})") from error
    if not host:
        raise DeskFailed(f"{text} names no server; an address is https://HOST")
    if parts.username is not None or parts.password is not None:
        raise DeskFailed("an address holds no name or password; give these with --key-file")
    if parts.scheme.lower() != "https" and not _is_this_machine(host):
        raise DeskFailed(f"a key travels in the open to {text}; give an https:// address")
    name = f"[{host}]" if ":" in host else host
    shown = f"{name}:{port}" if port else name
    return Address(f"{parts.scheme.lower()}://{shown}", shown, parts.path.rstrip("/"))


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
