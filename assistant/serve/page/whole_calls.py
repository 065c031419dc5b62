"""Calls of the page's endpoints over plain HTTP, made whole: Gradio wants every parameter.

`POST /gradio_api/call/ask` takes `{"data": [QUESTION]}`, the others by their defaults, or the
parameters by their names: `{"question": QUESTION}`. Where one is missing the reply says which.
"""

import inspect
import json
from collections.abc import Callable, Mapping
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_CALL = "/gradio_api/call/"


class WholeCalls:
    """ASGI middleware over the endpoints' functions, by their names."""

    def __init__(self, app: ASGIApp, endpoints: Mapping[str, Callable[..., Any]]) -> None:
        self._app = app
        self._parameters = {
            name: list(inspect.signature(endpoint).parameters.values())
            for name, endpoint in endpoints.items()
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, with every parameter of its call."""
        name = scope.get("path", "").removeprefix(_CALL)
        called = scope["type"] == "http" and scope["method"] == "POST"
        if not called or scope["path"] == name or name not in self._parameters:
            await self._app(scope, receive, send)
            return
        try:
            body = await Request(scope, receive).body()
        except ClientDisconnect:
            return
        try:
            whole = self._whole(name, json.loads(body))
        except ValueError as error:
            fault = str(error) if type(error) is ValueError else "the body is no JSON"
            await JSONResponse({"detail": fault}, 422)(scope, receive, send)
            return
        content = json.dumps(whole).encode()
        headers = MutableHeaders(raw=list(scope["headers"]))
        headers["content-length"] = str(len(content))
        waiting: list[Message] = [{"type": "http.request", "body": content, "more_body": False}]

        async def replayed() -> Message:
            return waiting.pop() if waiting else await receive()

        await self._app({**scope, "headers": headers.raw}, replayed, send)

    def _whole(self, name: str, body: Any) -> dict[str, Any]:
        """The body with a value for each parameter. Raises ValueError that says what is missing."""
        parameters = self._parameters[name]
        names = [parameter.name for parameter in parameters]
        wanted = f'{name} takes {{"data": [{", ".join(names)}]}}'
        if not isinstance(body, dict):
            raise ValueError(wanted)  # noqa: TRY004 - it is the client's value
        named = [body.get(each.name, each.default) for each in parameters]
        data = body.get("data", named)
        if not isinstance(data, list):
            raise ValueError(wanted)  # noqa: TRY004
        data = [*data, *(each.default for each in parameters[len(data) :])]
        missing = [
            each.name for each, value in zip(parameters, data, strict=False) if value is each.empty
        ]
        if missing:
            raise ValueError(f"{wanted}: {', '.join(missing)} is missing")
        return {**{key: body[key] for key in body if key not in names}, "data": data}
