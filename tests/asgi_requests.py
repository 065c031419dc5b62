"""Requests to the guard before an application that answers everything."""

import asyncio
import base64
from collections.abc import Iterable
from typing import Any

import httpx
from starlette.types import Message, Receive, Scope, Send

from assistant.serve.guard import Guard

AUTH = ("reader", "söme:pass word")
PAGE = (
    b'<html><meta property="og:image" content="https://elsewhere/x"/>'
    b'<link rel="manifest" href="/manifest.json" /><script>one()</script><script type="module">'
    b"two()</script></head></html>"
)


async def everything(scope: Scope, receive: Receive, send: Send) -> None:
    """An application that answers everything, in two pieces."""
    if scope["type"] == "lifespan":
        await send({"type": "lifespan.startup.complete"})
        return
    headers = [
        (b"content-type", b"text/html"),
        (b"content-length", b"%d" % len(PAGE)),
        (b"Access-Control-Allow-Origin", b"*"),
        (b"set-cookie", b"one=1"),
        (b"set-cookie", b"two=2"),
        (b"x-encodings", dict(scope["headers"]).get(b"accept-encoding", b"none")),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": PAGE[:40], "more_body": True})
    await send({"type": "http.response.body", "body": PAGE[40:]})


def ask(guard: Guard, method: str = "GET", path: str = "/config", **more: Any) -> httpx.Response:
    """The response to one request of a client on this machine."""

    async def asked() -> httpx.Response:
        transport = httpx.ASGITransport(guard)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:7860") as one:
            return await one.request(method, path, **more)

    return asyncio.run(asked())


def exchange(guard: Guard, scope: Scope, messages: Iterable[Message] = ()) -> list[Message]:
    """What the guard sends, given a scope and the messages that it may receive."""
    waiting, sent = list(messages), []

    async def receive() -> Message:
        return waiting.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(guard(scope, receive, send))
    return sent


def basic(user: str, password: str) -> dict[str, str]:
    """The header of HTTP's basic authentication."""
    encoded = base64.b64encode(f"{user}:{password}".encode()).decode()
    return {"authorization": f"Basic {encoded}"}
