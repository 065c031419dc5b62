"""What a browser asks for, in the language of who reads it."""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.messages import spoken, told_by


class ReadIn:
    """ASGI middleware: a request is answered in the language that is set, or in the browser's.

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
        accepted = Headers(scope=scope).get("accept-language") if is_read else None
        with spoken(told_by(self._setting, accepted)):
            await self._app(scope, receive, send)
