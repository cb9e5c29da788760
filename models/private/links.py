"""E-mail addresses, links, host names, IP and hardware addresses, folders of a user."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import ip_address

from models.private.details import Detail, Kind
from models.private.words import Spared, words
from models.text import Span

_AT = r"(?:@|\s?[\[(]\s?at\s?[\])]\s?|\s@\s?(?=[\w-]{1,63}\.[a-z]))"
_EMAIL = re.compile(
    rf"(?<![\w.+%-])[\w.+%-]{{1,200}}(?:'[\w.+%-]{{1,100}})?{_AT}[^\W_][\w-]{{0,62}}"
    r"(?:(?:\.|\s?[\[(]\s?dot\s?[\])]\s?)[\w-]{1,63}){0,6}",
    re.IGNORECASE,
)
_NO_DOMAIN = re.compile(r"\d[\w-]*|media|import|font-face|namespace|charset|supports", re.I)
_URL = re.compile(
    r"(?<![a-z])[a-z][a-z0-9+.-]{1,19}://[^\s<>\"“”'`|]+|\bwww\.[^\s<>\"“”'`|]+", re.I
)
_HOST = re.compile(
    r"(?<![\w.@/\\-])(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.){1,5}([a-z]{2,8})(?![\w@-])"
    r"(?:/[^\s<>\"“”'`|]*)?"
)
_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "ac", "gov"})
_TRAILING = ".,;:!?)]}*_"
_OWN_SCHEMES = ("chrome:", "resource:", "about:", "view-source:")
_PRIVATE_PART = re.compile(
    r"[?@=%~]|#.*\d|\d{3}|[^\W_-]{20}|/(?:u|user|users|profile|account)s?/", re.I
)
_IPV4 = re.compile(r"(?<![\w.-])\d{1,3}(?:\.\d{1,3}){3}(?![\w-]|\.\d)(?::\d{1,5}\b)?")
_VERSION_BEFORE = re.compile(
    r"(?:\bv|version|release|build|driver|firmware|update|error|code|\d\))[\s:(]*"
    r"(?:[\d.]{3,20}(?:esr)? (?:to|and|or|->) )?$",
    re.IGNORECASE,
)
_COLONS = re.compile(r"(?<![\w:.])(?=[\da-f:.]{0,36}:)[\da-f:.]{3,45}(?![\w:])", re.IGNORECASE)
_MAC = re.compile(r"\b[\da-f]{2}(?:[:-][\da-f]{2}){5}\b", re.IGNORECASE)
_UNSPECIFIC_IPS = frozenset({"127.0.0.1", "0.0.0.0", "255.255.255.255", "::1", "::"})  # noqa: S104
_FOLDER = re.compile(
    r"(?:[\\/]Users|[\\/]home|[\\/]Documents and Settings)[\\/]"
    r"([^\s\\/:*?\"<>|]{1,40}(?: [^\s\\/:*?\"<>|]{1,40}){0,2}(?=[\\/])|[^\s\\/:*?\"<>|]{1,40})",
    re.IGNORECASE,
)


def links(text: str, spared: Spared) -> Iterator[Detail]:
    """Everything that leads to a customer's mailbox, page, machine or folder."""
    yield from _emails(text)
    yield from _urls(text, spared)
    yield from _hosts(text, spared)
    yield from _ips(text)
    for folder in _FOLDER.finditer(text):
        if folder[1].strip(".,;").lower() not in words().nobody and folder[1].isprintable():
            yield Detail(Span(*folder.span(1)), Kind.USER)


def _emails(text: str) -> Iterator[Detail]:
    for found in _EMAIL.finditer(text):
        if _NO_DOMAIN.fullmatch(found[0].rpartition("@")[2]):
            continue
        start = found.start() + len(found[0]) - len(found[0].lstrip(".'-"))
        yield Detail(Span(start, found.end()), Kind.EMAIL)


def _urls(text: str, spared: Spared) -> Iterator[Detail]:
    for found in _URL.finditer(text):
        link = found[0].rstrip(_TRAILING)
        host, _, rest = re.sub(r"^[^/]+://", "", link).partition("/")
        if not link.lower().startswith(_OWN_SCHEMES) and not (
            _is_public(host, spared) and not _PRIVATE_PART.search(f"/{rest}")
        ):
            yield Detail(Span(found.start(), found.start() + len(link)), Kind.LINK)


def _hosts(text: str, spared: Spared) -> Iterator[Detail]:
    for found in _HOST.finditer(text):
        link = found[0].rstrip(_TRAILING)
        host, _, rest = link.partition("/")
        if found[1] in words().top_level and not (
            _is_public(host, spared) and not _PRIVATE_PART.search(f"/{rest}")
        ):
            yield Detail(Span(found.start(), found.start() + len(link)), Kind.LINK)


def _is_public(host: str, spared: Spared) -> bool:
    """Whether the host is of a provider or a product, and no more than a host and a port."""
    name, _, port = host.partition(":")
    if name == "localhost" or name in _UNSPECIFIC_IPS:
        return not port or port.isdigit()
    labels = [label for label in name.lower().split(".")[:-1] if label not in _SECOND_LEVEL]
    return (not port or port.isdigit()) and bool(labels) and labels[-1] in spared


def _ips(text: str) -> Iterator[Detail]:
    for found in _IPV4.finditer(text):
        before = text[max(0, found.start() - 40) : found.start()]
        if _is_ip(found[0].partition(":")[0]) and not _VERSION_BEFORE.search(before):
            yield Detail(Span(*found.span()), Kind.IP)
    for found in _COLONS.finditer(text):
        address = found[0].rstrip(".:")
        if address.count(":") > 1 and _is_ip(address):
            yield Detail(Span(found.start(), found.start() + len(address)), Kind.IP)
    for found in _MAC.finditer(text):
        yield Detail(Span(*found.span()), Kind.NUMBER)


def _is_ip(address: str) -> bool:
    try:
        ip_address(address)
    except ValueError:
        return False
    return address not in _UNSPECIFIC_IPS
