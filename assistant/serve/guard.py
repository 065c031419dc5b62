"""What stands before every route: who may ask, from where, and for what.

It wraps the whole application, so that no route of a library is open which is not named here.
"""

import secrets
from collections.abc import Iterable
from urllib.parse import urlsplit

from assistant.serve.asgi import (
    App,
    Message,
    Receive,
    Send,
    headers_of,
    reply,
    with_headers,
    with_own_parts,
    without_encodings,
)
from assistant.serve.login import Login

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

OPEN = frozenset(
    {
        "/",
        "/config",
        "/style.css",
        "/theme.css",
        "/favicon.ico",
        "/page.png",
        "/feedback.zip",
        "/gradio_api/info",
        "/gradio_api/app_id",
        "/gradio_api/call/ask",
        "/gradio_api/call/check",
        "/gradio_api/call/documents",
        "/gradio_api/startup-events",
        "/gradio_api/queue/join",
        "/gradio_api/queue/data",
        "/gradio_api/upload",
        "/gradio_api/upload_progress",
        "/gradio_api/cancel",
        "/gradio_api/reset",
    }
)
OPEN_BELOW = (
    "/answers/",
    "/assets/",
    "/static/",
    "/svelte/",
    "/gradio_api/call/ask/",
    "/gradio_api/call/check/",
    "/gradio_api/call/documents/",
    "/gradio_api/heartbeat/",
)
"""What the page and programs use. All else that Gradio serves is not found."""


class Guard:
    """Wraps an application: checks host, origin, login and path, and sets the headers.

    `auth` is the one user and password; None where whoever reaches the page may use it. `hosts`
    are the names under which it may be asked for, None for any: a page of another site whose name
    is made to lead to this machine has to ask under its own.
    """

    def __init__(
        self, app: App, auth: tuple[str, str] | None = None, hosts: Iterable[str] | None = LOOPBACK
    ) -> None:
        self._app = app
        self._login = Login(*auth) if auth else None
        self._hosts = None if hosts is None else frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answers one request, or passes it on."""
        if scope["type"] == "http":
            nonce = secrets.token_urlsafe(16)
            await self._http(scope, receive, with_headers(send, nonce), nonce)
        elif scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008})

    async def _http(self, scope: Message, receive: Receive, send: Send, nonce: str) -> None:
        headers, path, method = headers_of(scope), scope["path"], scope["method"]
        if self._hosts is not None and _name(headers.get("host", "")) not in self._hosts:
            await reply(send, 403, "This page answers under its own address alone.")
        elif method not in ("GET", "HEAD") and not _from_here(headers):
            await reply(send, 403, "Another site may not act on this page.")
        elif self._login and (path, method) == ("/login", "POST"):
            await self._login.take(headers, receive, send)
        elif self._login and not self._login.knows(headers):
            await self._login.refuse(headers, send)
        elif path not in OPEN and not path.startswith(OPEN_BELOW):
            await reply(send, 404, "There is nothing here.")
        elif path == "/":
            await self._app(without_encodings(scope), receive, with_own_parts(send, nonce))
        else:
            await self._app(scope, receive, send)


def _name(host: str) -> str:
    """The host's name without its port."""
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""


def _from_here(headers: dict[str, str]) -> bool:
    """Whether a request that acts comes from this page, or from a program."""
    origin = headers.get("origin")
    if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
        return False
    return origin is None or origin.lower().partition("://")[2] == headers.get("host", "").lower()
