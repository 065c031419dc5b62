"""The guard before every route: who may ask, from which origin, and for which path.

It wraps the whole application, so that no route of a library is open which is not named here.
"""

import secrets
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.serve.acting import acting_as
from assistant.serve.api.refusals import refusal
from assistant.serve.api_keys import Keys, user_of_key
from assistant.serve.content_policy import with_nonce, with_security_headers
from assistant.serve.login import Login
from assistant.serve.users import User, UsersFile, users_of

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

OPEN = frozenset(
    {
        "/",
        "/config",
        "/style.css",
        "/look.js",
        "/theme.css",
        "/favicon.ico",
        "/page.png",
        "/original",
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
        "/v1/chat/completions",
        "/v1/models",
        "/api/ask",
        "/api/check",
        "/api/table",
        "/api/search",
        "/api/documents",
        "/api/collections",
        "/openapi.json",
        "/docs",
        "/mcp",
        "/metrics",
    }
)
OPEN_BELOW = (
    "/answers/",
    "/checks/",
    "/tables/",
    "/assets/",
    "/static/",
    "/svelte/",
    "/gradio_api/call/ask/",
    "/gradio_api/call/check/",
    "/gradio_api/call/documents/",
    "/gradio_api/heartbeat/",
    "/v1/models/",
    "/api/documents/",
    "/api/collections/",
)
"""What the page and programs use. All else that Gradio serves is not found."""

HEALTH = "/health"
"""Tells no more than that it works, and that to whoever watches over it."""

PROGRAMS = ("/v1/", "/api/", "/mcp", "/metrics")
"""Beginnings of the paths that want a key where there are keys."""


KEY_WANTED = "a key is wanted: send Authorization: Bearer KEY, or the page's user and password"


class Guard:
    """ASGI middleware: checks host, origin, login and path, and sets the security headers.

    `auth` is the one user and password, or a file of users; None where whoever reaches the page
    may use it. `hosts` are the accepted names of the Host header, None for any: against DNS
    rebinding, where another site's name is made to lead to this machine. `keys` open every path, as
    the password does; without a password they are wanted on programs' paths alone. Beside a file
    each acts for the user of its name.
    """

    def __init__(
        self,
        app: ASGIApp,
        auth: tuple[str, str] | UsersFile | None = None,
        hosts: Iterable[str] | None = LOOPBACK,
        keys: Keys | None = None,
    ) -> None:
        self._app, self._keys = app, keys or {}
        users = users_of(auth)
        self._login = Login(users) if users else None
        self._file = auth if isinstance(auth, UsersFile) else None
        self._hosts = None if hosts is None else frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request, or passes it on."""
        if scope["type"] == "http":
            nonce = secrets.token_urlsafe(16)
            await self._http(scope, receive, with_security_headers(send, nonce), nonce)
        elif scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        else:
            # Gradio needs no websocket, and browsers open one across origins without asking.
            await send({"type": "websocket.close", "code": 1008})

    async def _http(self, scope: Scope, receive: Receive, send: Send, nonce: str) -> None:
        request = Request(scope, receive)
        response = await self._own_response(request)
        if response is not None:
            await response(scope, receive, send)
            return
        if scope["path"] == "/":
            # What is to be rewritten must not be compressed.
            headers = request.headers.mutablecopy()
            del headers["accept-encoding"]
            scope, send = {**scope, "headers": headers.raw}, with_nonce(send, nonce)
        with acting_as(getattr(request.state, "acting", None)):
            await self._app(scope, receive, send)

    async def _own_response(self, request: Request) -> Response | None:
        """A refusal, or the response to the login form; None where the request is passed on.

        The order matters: another site may not even try to log in, and who has not logged in
        does not learn which paths there are.
        """
        headers, path, method = request.headers, request.scope["path"], request.method
        if self._hosts is not None and _name(headers.get("host", "")) not in self._hosts:
            return PlainTextResponse("This page answers under its own address alone.", 403)
        if method not in ("GET", "HEAD") and not _same_origin(headers):
            return PlainTextResponse("Another site may not act on this page.", 403)
        if path == HEALTH:
            return None
        if self._login and method == "POST" and path in ("/", "/login"):
            return await self._login.log_in(request)
        if self._login and method == "POST" and path == "/logout":
            return self._login.log_out(request)
        return await self._refusal(request)

    async def _refusal(self, request: Request) -> Response | None:
        """Of who may not come in, or asks for what is not there; None where it is passed on."""
        path, headers = request.scope["path"], {"www-authenticate": "Bearer"}
        if not await self._admitted(request):
            if self._login and not path.startswith(PROGRAMS):
                return self._login.refusal(request)
            return refusal(request, 401, KEY_WANTED, headers)
        if path not in OPEN and not path.startswith(OPEN_BELOW):
            return PlainTextResponse("There is nothing here.", 404)
        return None

    async def _admitted(self, request: Request) -> bool:
        user = self._user_of_key(request)
        if user is None and self._login:
            user = await self._login.user(request)
        if user is not None:
            request.state.user, request.state.acting = user.name, user
            return True
        return not (self._login or (self._keys and request.scope["path"].startswith(PROGRAMS)))

    def _user_of_key(self, request: Request) -> User | None:
        """For whom a key acts; for nobody any more who is no longer in the file."""
        name = user_of_key(self._keys, request.headers)
        if name is None or self._file is None:
            return None if name is None else User(name, "owner")
        return self._file.named(name)


def _name(host: str) -> str:
    """The name in a Host header, without its port; empty where it is malformed."""
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""


def _same_origin(headers: Headers) -> bool:
    """Whether a request that changes something comes from this page, or from a program."""
    origin = headers.get("origin")
    if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
        return False
    # Programs send no Origin; browsers do with every request but GET and HEAD.
    return origin is None or origin.lower().partition("://")[2] == headers.get("host", "").lower()
