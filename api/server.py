"""Starting the service: the first key, the link that signs in, and uvicorn."""

from __future__ import annotations

import gc
import secrets
import socket

from api.settings import Settings
from api.warming import Warmth
from api.wiring import Services
from snippets.errors import LibraryError
from snippets.library import DEFAULT_WORKSPACE
from snippets.starter import starter as starter_library
from snippets.store.access import Holder, Purpose, Role


def serve(settings: Settings, starter: bool) -> None:
    """Serve until stopped; with `starter`, an empty library is filled first.

    The engines load while the web framework does, without looks for garbage in between.
    Raises StoreError, or LibraryError when the address can't be served on.
    """
    gc.disable()
    listening = listener(settings)
    parts = Services(settings.model_copy(update={"port": listening.getsockname()[1]}))
    if starter and not parts.entries().count():
        print("filling the library with the starter library …", flush=True)
        parts.library().put(starter_library())
    print(_welcome(parts), flush=True)
    warmth = Warmth(parts, _settle)
    warmth.begin()
    _run(warmth, listening)


def _run(warmth: Warmth, listening: socket.socket) -> None:
    import uvicorn

    from api.app import create_app

    config = uvicorn.Config(create_app(warmth=warmth), log_level="warning", access_log=False)
    uvicorn.Server(config).run(sockets=[listening])


def _settle() -> None:
    """What is loaded stays for good: it need not be looked through for garbage ever again."""
    gc.freeze()
    gc.enable()


def listener(settings: Settings) -> socket.socket:
    """The socket to serve on; port 0 takes a free one.

    Connections take over its TCP_NODELAY: asyncio sets none on a socket that is handed to it,
    and an answer's last packet would wait 40 ms for the client's acknowledgement.
    """
    try:
        listening = socket.create_server((settings.host, settings.port), backlog=2048)
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listening
    except OSError as error:
        raise LibraryError(
            f"can't serve on {settings.host}:{settings.port} ({error.strerror}); "
            "choose another with --host and --port"
        ) from error


def sign_in_link(parts: Services, role: Role, name: str = "") -> str:
    """A link that signs one browser in, once; without a name, under one of nobody else's."""
    parts.entries()
    holder = Holder(DEFAULT_WORKSPACE, role, name or f"console {secrets.token_hex(3)}")
    token = parts.access.issue(Purpose.LINK, holder)
    settings = parts.settings
    return f"http://{settings.host}:{settings.port}/sign-in?token={token}"


def _welcome(parts: Services) -> str:
    settings = parts.settings
    lines = [f"Tactful serves http://{settings.host}:{settings.port} from {settings.data_dir}"]
    if not parts.access.has_keys():
        lines += [
            f"API key (administrator, shown once): {_first_key(parts)}",
            f"Sign in (works once): {sign_in_link(parts, Role.ADMINISTRATOR)}",
        ]
    else:
        lines.append("`tactful sign-in` prints a link for the browser, `tactful key` makes a key")
    return "\n".join(lines)


def _first_key(parts: Services) -> str:
    parts.entries()
    chosen = parts.settings.bootstrap_key
    holder = Holder(DEFAULT_WORKSPACE, Role.ADMINISTRATOR, "first key")
    key = parts.access.issue(Purpose.KEY, holder, chosen.get_secret_value() if chosen else None)
    return "the one in TACTFUL_BOOTSTRAP_KEY" if chosen else key
