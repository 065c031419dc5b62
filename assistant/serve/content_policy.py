"""The headers that every response carries, above all its content security policy.

Both functions wrap an ASGI `send`: answers are streamed to the page as server-sent events, and a
middleware of whole responses would hold them back.
"""

import re

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Send

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

_CROSS_ORIGIN = b"access-control-"
_LINKS_ELSEWHERE = re.compile(
    rb'<meta\s+(?:property|name)="(?:og|twitter):[^>]*>|<link rel="manifest"[^>]*>'
)


def with_security_headers(send: Send, nonce: str) -> Send:
    """Adds the security headers to a response, and removes those that admit other origins."""
    security = {
        "content-security-policy": POLICY.format(nonce=nonce),
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
    }

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = _headers(message)
            headers.update(security)
            message = {**message, "headers": headers.raw}
        await send(message)

    return sending


def with_nonce(send: Send, nonce: str) -> Send:
    """Sends an HTML page with the nonce on its scripts, and without links to other hosts."""
    start: Message = {}
    parts: list[bytes] = []

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            # The length is known only once the body is whole: until then nothing is sent.
            start.update(message)
            return
        parts.append(message.get("body", b""))
        if message.get("more_body"):
            return
        page = _with_nonce(b"".join(parts), nonce)
        headers = _headers(start)
        headers.update({"content-length": str(len(page)), "cache-control": "no-store"})
        await send({**start, "headers": headers.raw})
        await send({"type": "http.response.body", "body": page})

    return sending


def _with_nonce(page: bytes, nonce: str) -> bytes:
    page = _LINKS_ELSEWHERE.sub(b"", page)
    page = page.replace(b"<script", b'<script nonce="%s"' % nonce.encode())
    # Given to Gradio, the style would be rewritten and applied late.
    own = b'<script src="look.js"></script><link rel="stylesheet" href="style.css"></head>'
    return page.replace(b"</head>", own)


def _headers(start: Message) -> MutableHeaders:
    """The response's own headers, but for those of cross-origin sharing."""
    lower = ((name.lower(), value) for name, value in start["headers"])
    return MutableHeaders(raw=[one for one in lower if not one[0].startswith(_CROSS_ORIGIN)])
