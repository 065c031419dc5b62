"""One user and password: compared in constant time, asked for by a form, remembered by a cookie."""

import base64
import binascii
import hmac
import secrets
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from assistant.serve.asgi import Receive, Send, body_of, reply
from assistant.serve.page.html import element, join

COOKIE = "reading-room"

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
    """Knows who may come in: by the cookie of an earlier login, or by HTTP's basic scheme."""

    def __init__(self, user: str, password: str) -> None:
        self._user, self._password = user, password
        self._sessions: set[str] = set()

    def knows(self, headers: Mapping[str, str]) -> bool:
        """Whether a request carries the session of a login, or the user and password."""
        try:
            cookie = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
        except CookieError:
            cookie = None
        if cookie and any(_equal(cookie.value, session) for session in self._sessions):
            return True
        scheme, _, given = headers.get("authorization", "").partition(" ")
        try:
            user, _, password = base64.b64decode(given, validate=True).decode().partition(":")
        except (binascii.Error, ValueError):
            return False
        return scheme.lower() == "basic" and self._right(user, password)

    async def take(self, headers: Mapping[str, str], receive: Receive, send: Send) -> None:
        """Answers the form: a cookie where user and password are right, the form again if not."""
        text = (await body_of(receive)).decode("utf-8", "replace")
        fields = parse_qs(text, keep_blank_values=True)
        user, password = (fields.get(name, [""])[0] for name in ("username", "password"))
        if not self._right(user, password):
            await self.refuse(headers, send, "That is not the user and password of this page.")
            return
        session = secrets.token_urlsafe(32)
        self._sessions.add(session)
        cookie = ("set-cookie", f"{COOKIE}={session}; HttpOnly; SameSite=Strict; Path=/")
        if "text/html" in headers.get("accept", ""):
            await reply(send, 303, "", [("location", "/"), cookie])
        else:
            await reply(send, 200, '{"success": true}', [cookie], "application/json")

    async def refuse(self, headers: Mapping[str, str], send: Send, wrong: str = "") -> None:
        """Asks a person for user and password, and tells a program that they are wanted."""
        challenge = [("www-authenticate", 'Form realm="assistant"'), ("cache-control", "no-store")]
        if "text/html" in headers.get("accept", ""):
            await reply(send, 401, form(wrong), challenge, "text/html")
        else:
            await reply(send, 401, "User and password are wanted.", challenge)

    def _right(self, user: str, password: str) -> bool:
        """Whether both are right; how long that takes tells nothing of either."""
        return _equal(user, self._user) & _equal(password, self._password)


def form(wrong: str = "") -> str:
    """The page that asks for user and password."""
    fields = join(
        element(
            "label",
            label,
            element("input", name=name, type=kind, autocomplete=known, required=True),
        )
        for label, name, kind, known in (
            ("User", "username", "text", "username"),
            ("Password", "password", "password", "current-password"),
        )
    )
    body = element(
        "main",
        element(
            "form",
            element("h1", "The reading room"),
            wrong and element("p", wrong, class_="wrong", role="alert"),
            fields,
            element("button", "Come in"),
            method="post",
            action="login",
        ),
    )
    head = join(
        [
            element("meta", charset="utf-8"),
            element("meta", name="viewport", content="width=device-width"),
            element("title", "The reading room"),
            element("style", STYLE),
        ]
    )
    return (
        f"<!doctype html>{element('html', element('head', head), element('body', body), lang='en')}"
    )


def _equal(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))
