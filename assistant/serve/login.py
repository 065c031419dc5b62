"""Names and passwords: asked for by a form, remembered by a cookie, tried only so often."""

import asyncio
import base64
import binascii
import hashlib
import hmac
import secrets
from contextlib import suppress
from urllib.parse import parse_qs

from starlette.requests import ClientDisconnect, Request
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)

from assistant.messages import say
from assistant.serve.attempts import Attempts
from assistant.serve.page.html import Html, document_attributes, element, join
from assistant.serve.users import User, Users

COOKIE = "reading-room"
FORM_BYTES = 10_000

STYLE = """
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { display: grid; min-height: 100vh; margin: 0; place-items: center;
  background: light-dark(#faf8f3, #191a1c); color: light-dark(#23211d, #e9e6df); }
form { display: grid; gap: 0.9rem; width: min(20rem, 86vw); }
h1 { margin: 0; font: 600 1.4rem/1.3 Georgia, serif; }
label { display: grid; gap: 0.25rem; }
input, button { padding: 0.55rem 0.7rem; border: 1px solid light-dark(#8a857a, #8d897f);
  border-radius: 6px; background: light-dark(#fff, #222326); color: inherit; font: inherit; }
button { border-color: transparent; background: light-dark(#1f5560, #8fc7d1);
  color: light-dark(#fff, #14191b); cursor: pointer; }
:focus-visible { outline: 3px solid light-dark(#1f5560, #8fc7d1); outline-offset: 2px; }
.wrong { margin: 0; color: light-dark(#a3241b, #ff9d92); }
"""


AT_ONCE = 2
"""Passwords that are compared with hashes at one time: who has not logged in gets no more of us."""

REMEMBERED = 1_000
"""Logins by the basic scheme that need not be compared with hashes again."""


class Login:
    """Checks who may come in: by the cookie of an earlier login, or by HTTP's basic scheme."""

    def __init__(self, users: Users) -> None:
        self._users, self._attempts = users, Attempts()
        self._sessions: dict[bytes, tuple[str, str]] = {}
        self._basic: dict[bytes, tuple[str, str]] = {}
        self._key = secrets.token_bytes(32)
        self._comparing = asyncio.Semaphore(AT_ONCE)

    async def user(self, request: Request) -> User | None:
        """The user whose session, or name and password, a request carries."""
        if cookie := request.cookies.get(COOKIE):
            user = self._remembered(self._sessions, self._mark(cookie))
            if user is not None:
                return user
        scheme, _, encoded = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "basic":
            return None
        try:
            given = base64.b64decode(encoded, validate=True).decode()
        except (binascii.Error, ValueError):
            return None
        mark = self._mark(given)
        known = self._remembered(self._basic, mark)
        if known is not None:
            return known
        name, _, password = given.partition(":")
        user = await self._checked(request, name, password)
        if user is not None:
            while len(self._basic) >= REMEMBERED:
                del self._basic[next(iter(self._basic))]
            self._basic[mark] = user.name, self._users.secret(user.name)
        return user

    async def log_in(self, request: Request) -> Response:
        """The response to the form: a session's cookie, or the form again where it is wrong."""
        fields = parse_qs(await _form_text(request), keep_blank_values=True)
        name, password = (fields.get(key, [""])[0] for key in ("username", "password"))
        user = await self._checked(request, name, password)
        if user is None:
            refused = self._attempts.too_many(_client(request), name)
            return self.refusal(request, say("login.often" if refused else "login.wrong"))
        session = secrets.token_urlsafe(32)
        self._sessions[self._mark(session)] = user.name, self._users.secret(user.name)
        headers = {"set-cookie": _cookie(request, session)}
        if _wants_html(request):
            return RedirectResponse("./", 303, headers)
        return JSONResponse({"success": True}, headers=headers)

    def log_out(self, request: Request) -> Response:
        """Ends a session, and leads back to the form."""
        self._sessions.pop(self._mark(request.cookies.get(COOKIE, "")), None)
        headers = {"set-cookie": _cookie(request, "", "; Max-Age=0")}
        if _wants_html(request):
            return RedirectResponse("./", 303, headers)
        return JSONResponse({"success": True}, headers=headers)

    def refusal(self, request: Request, error: str = "") -> Response:
        """Asks a browser for user and password by a form, a program by the status alone."""
        # Were the scheme Basic, browsers would show a window of their own instead of the form.
        headers = {"www-authenticate": 'Form realm="assistant"', "cache-control": "no-store"}
        if _wants_html(request):
            return HTMLResponse(login_form(error), 401, headers)
        return PlainTextResponse("User and password are wanted.", 401, headers)

    async def _checked(self, request: Request, name: str, password: str) -> User | None:
        """The user, if name and password are right and were not tried too often."""
        client = _client(request)
        if self._attempts.too_many(client, name):
            return None
        async with self._comparing:
            user = await asyncio.to_thread(self._users.check, name, password)
        if user is None:
            self._attempts.failed(client, name)
        return user

    def _remembered(self, kept: dict[bytes, tuple[str, str]], mark: bytes) -> User | None:
        """The user of an earlier login, unless they are gone or their password has changed."""
        name, secret = kept.get(mark, ("", ""))
        user = self._users.named(name) if mark in kept else None
        if user is None or self._users.secret(name) != secret:
            kept.pop(mark, None)
            return None
        return user

    def _mark(self, text: str) -> bytes:
        """What is kept of a session or a password: nobody can tell how much of it was right."""
        return hmac.digest(self._key, text.encode("utf-8", "replace"), hashlib.sha256)


def login_form(error: str = "") -> str:
    """The page that asks for user and password."""
    form = element(
        "form",
        element("h1", say("page.title")),
        error and element("p", error, class_="wrong", role="alert"),
        _field(say("login.user"), "username", "text", "username"),
        _field(say("login.password"), "password", "password", "current-password"),
        # To the address of the page, with what follows its #: there it leads afterwards.
        element("button", say("login.enter"), formaction=""),
        method="post",
        action="login",
    )
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width"),
        element("title", say("page.title")),
        element("style", STYLE),
    )
    body = element("body", element("main", form))
    return join([Html("<!doctype html>"), element("html", head, body, **document_attributes())])


def _field(label: str, name: str, kind: str, autocomplete: str) -> Html:
    field = element("input", name=name, type=kind, autocomplete=autocomplete, required=True)
    return element("label", label, field)


async def _form_text(request: Request) -> str:
    """The form as it was sent; what is longer than FORM_BYTES is cut off.

    `Request.form` has no limit on the whole, and who has not logged in must not fill the memory.
    """
    body = b""
    with suppress(ClientDisconnect):
        async for chunk in request.stream():
            body += chunk
            if len(body) > FORM_BYTES:
                break
    return body.decode("utf-8", "replace")


def _cookie(request: Request, session: str, ends: str = "") -> str:
    # Without a path it holds for that of the login, which a proxy may have put it under.
    secure = "; Secure" if request.url.scheme == "https" else ""
    return f"{COOKIE}={session}; HttpOnly; SameSite=Strict{secure}{ends}"


def _wants_html(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "")


def _client(request: Request) -> str:
    return request.client.host if request.client else ""
