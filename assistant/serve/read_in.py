"""What a browser asks for, in the language of who reads it."""

from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.messages import languages, spoken, told_by

CHOSEN = "language"
"""The cookie of the language that is chosen on the page, which the page's script sets."""


def reader_language(setting: str, headers: Mapping[str, str]) -> str:
    """The language of a browser: the one chosen there, or the one that is set, or its own."""
    chosen = cookie_parser(headers.get("cookie", "")).get(CHOSEN, "")
    own = chosen if chosen in languages() else setting
    return told_by(own, headers.get("accept-language"))


class ReadIn:
    """ASGI middleware: a request is answered in the language of the browser.

    What is under `programs` is read by programs: where none is set, it is answered in English.
    """

    def __init__(self, app: ASGIApp, setting: str, programs: tuple[str, ...]) -> None:
        self._app, self._setting, self._programs = app, setting, programs

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_read = not scope["path"].startswith(self._programs)
        headers = Headers(scope=scope) if is_read else {}
        with spoken(reader_language(self._setting, headers)):
            await self._app(scope, receive, send)
