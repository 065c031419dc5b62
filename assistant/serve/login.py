"""One user and password: compared in constant time, asked for by a form, remembered by a cookie."""

import base64
import binascii
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
from assistant.serve.page.html import Html, document_attributes, element, join

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


class Login:
    """Checks who may come in: by the cookie of an earlier login, or by HTTP's basic scheme."""

    def __init__(self, user: str, password: str) -> None:
        self._user, self._password = user, password
        self._sessions: set[str] = set()

    def accepts(self, request: Request) -> bool:
        """Whether a request carries the session of a login, or the user and password."""
        cookie = request.cookies.get(COOKIE)
        if cookie and any(_equal(cookie, session) for session in self._sessions):
            return True
        scheme, _, encoded = request.headers.get("authorization", "").partition(" ")
        try:
            user, _, password = base64.b64decode(encoded, validate=True).decode().partition(":")
        except (binascii.Error, ValueError):
            return False
        return scheme.lower() == "basic" and self._matches(user, password)

    async def log_in(self, request: Request) -> Response:
        """The response to the form: a session's cookie, or the form again where it is wrong."""
        fields = parse_qs(await _form_text(request), keep_blank_values=True)
        user, password = (fields.get(name, [""])[0] for name in ("username", "password"))
        if not self._matches(user, password):
            return self.refusal(request, say("login.wrong"))
        session = secrets.token_urlsafe(32)
        self._sessions.add(session)
        # Without a path it holds for that of the login, which a proxy may have put it under.
        secure = "; Secure" if request.url.scheme == "https" else ""
        headers = {"set-cookie": f"{COOKIE}={session}; HttpOnly; SameSite=Strict{secure}"}
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

    def _matches(self, user: str, password: str) -> bool:
        # No short circuit: the time taken must not show which of the two was wrong.
        return _equal(user, self._user) & _equal(password, self._password)


def login_form(error: str = "") -> str:
    """The page that asks for user and password."""
    form = element(
        "form",
        element("h1", say("page.title")),
        error and element("p", error, class_="wrong", role="alert"),
        _field(say("login.user"), "username", "text", "username"),
        _field(say("login.password"), "password", "password", "current-password"),
        element("button", say("login.enter")),
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


def _wants_html(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "")


def _equal(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))
