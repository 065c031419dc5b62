"""The ASGI that the guard speaks: replies, headers, and the page's own scripts marked as such."""

import re
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]
Headers = Iterable[tuple[str, str]]

POLICY = (
    "default-src 'none'; base-uri 'self'; connect-src 'self'; font-src 'self';"
    " form-action 'self'; frame-ancestors 'none'; img-src 'self' data: blob:;"
    " script-src 'self' 'unsafe-eval' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'"
)
"""No host but this one, and no script in the page that the server did not put there.

Every `gr.HTML` fills its template, `${value}`, by way of `Function`, and starts script.js so: hence
'unsafe-eval', without which Gradio 6 shows none of them. What it evaluates is ours; values are its
arguments, and no inline script, handler or `javascript:` link runs.
"""

FORM_BYTES = 10_000

_CROSS_ORIGIN = b"access-control-"
_ELSEWHERE = re.compile(
    rb'<meta\s+(?:property|name)="(?:og|twitter):[^>]*>|<link rel="manifest"[^>]*>'
)


def headers_of(scope: Message) -> dict[str, str]:
    """A request's headers by their lower-case names."""
    return {key.decode("latin-1"): value.decode("latin-1") for key, value in scope["headers"]}


def without_encodings(scope: Message) -> Message:
    """The request as of a browser that takes no compressed reply."""
    kept = [(key, value) for key, value in scope["headers"] if key != b"accept-encoding"]
    return {**scope, "headers": kept}


async def body_of(receive: Receive) -> bytes:
    """A small request's body; what is longer than FORM_BYTES is cut off."""
    body, more = b"", True
    while more and len(body) <= FORM_BYTES:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return body


async def reply(
    send: Send, status: int, body: str, headers: Headers = (), kind: str = "text/plain"
) -> None:
    """A whole reply."""
    data = body.encode()
    given = [("content-type", f"{kind}; charset=utf-8"), ("content-length", str(len(data)))]
    encoded = [(key.encode(), value.encode("latin-1")) for key, value in [*given, *headers]]
    await send({"type": "http.response.start", "status": status, "headers": encoded})
    await send({"type": "http.response.body", "body": data})


def with_headers(send: Send, nonce: str) -> Send:
    """Sends replies with the headers that every one has, and with none that invite other sites."""
    always = {
        b"content-security-policy": POLICY.format(nonce=nonce).encode(),
        b"x-content-type-options": b"nosniff",
        b"referrer-policy": b"same-origin",
        b"cross-origin-opener-policy": b"same-origin",
        b"cross-origin-resource-policy": b"same-origin",
    }

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            kept = [
                (key, value)
                for key, value in message["headers"]
                if key.lower() not in always and not key.lower().startswith(_CROSS_ORIGIN)
            ]
            message = {**message, "headers": [*kept, *always.items()]}
        await send(message)

    return sending


def with_own_parts(send: Send, nonce: str) -> Send:
    """Sends the page with its scripts marked by the nonce, and without mention of other hosts.

    It names its style itself: Gradio would rewrite that, and apply it late.
    """
    start: Message = {}
    parts: list[bytes] = []

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            start.update(message)
            return
        parts.append(message.get("body", b""))
        if message.get("more_body"):
            return
        page = _ELSEWHERE.sub(b"", b"".join(parts))
        page = page.replace(b"<script", b'<script nonce="%s"' % nonce.encode())
        page = page.replace(b"</head>", b'<link rel="stylesheet" href="style.css"></head>')
        kept = [(key, value) for key, value in start["headers"] if key.lower() != b"content-length"]
        kept += [(b"content-length", b"%d" % len(page)), (b"cache-control", b"no-store")]
        await send({**start, "headers": kept})
        await send({"type": "http.response.body", "body": page})

    return sending
