"""Nothing passes the guard that should not: hosts, other sites, passwords, paths."""

import asyncio
import base64
from collections.abc import Iterable
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.serve.asgi import FORM_BYTES, POLICY, Message, Receive, Send
from assistant.serve.guard import Guard

USER, PASSWORD = "reader", "söme:pass word"
FORM = {"username": USER, "password": PASSWORD}
PAGE = (
    b'<html><meta property="og:image" content="https://elsewhere/x"/>'
    b'<link rel="manifest" href="/manifest.json" /><script>one()</script><script type="module">'
    b"two()</script></head></html>"
)


async def inner(scope: Message, receive: Receive, send: Send) -> None:
    """An application that answers everything, in two pieces."""
    if scope["type"] == "lifespan":
        await send({"type": "lifespan.startup.complete"})
        return
    headers = [
        (b"content-type", b"text/html"),
        (b"content-length", b"%d" % len(PAGE)),
        (b"Access-Control-Allow-Origin", b"*"),
        (b"x-encodings", dict(scope["headers"]).get(b"accept-encoding", b"none")),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": PAGE[:40], "more_body": True})
    await send({"type": "http.response.body", "body": PAGE[40:]})


def ask(guard: Guard, method: str = "GET", path: str = "/config", **more: Any) -> httpx.Response:
    async def asked() -> httpx.Response:
        transport = httpx.ASGITransport(guard)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:7860") as one:
            return await one.request(method, path, **more)

    return asyncio.run(asked())


def basic(user: str, password: str) -> dict[str, str]:
    given = base64.b64encode(f"{user}:{password}".encode()).decode()
    return {"authorization": f"Basic {given}"}


@pytest.fixture
def locked() -> Guard:
    return Guard(inner, (USER, PASSWORD), None)


@pytest.mark.parametrize(
    "host", ["127.0.0.1:7860", "localhost", "LOCALHOST:1", "[::1]:7860", "127.0.0.1"]
)
def test_the_pages_own_names_are_answered(host: str) -> None:
    assert ask(Guard(inner), headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example:7860", "", "localhost.evil:80", "[::1", "a@b"]
)
def test_a_name_that_was_made_to_lead_here_is_refused(host: str) -> None:
    reply = ask(Guard(inner), headers={"host": host})
    assert reply.status_code == 403
    assert "own address" in reply.text
    assert ask(Guard(inner, hosts=None), headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"origin": "http://127.0.0.1:7860"}, 200),
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "http://127.0.0.1:8000"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
    ],
)
def test_another_site_can_not_act(headers: dict[str, str], status: int) -> None:
    path = "/gradio_api/queue/join"
    assert ask(Guard(inner), "POST", path, headers=headers).status_code == status
    assert ask(Guard(inner), "GET", path, headers=headers).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/proxy=http://evil.example",
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/file/etc/passwd",
        "/monitoring",
        "/gradio_api/vibe-code/",
        "/gradio_api/deep_link",
        "/gradio_api/runs",
        "/docs",
        "/openapi.json",
        "/gradio_api/mcp/sse",
        "/gradio_api/dev/reload",
        "/config/",
        "/login",
        "/anything",
    ],
)
def test_what_the_page_does_not_use_is_not_there(path: str) -> None:
    assert ask(Guard(inner), path=path).status_code == 404
    assert ask(Guard(inner, (USER, PASSWORD)), path=path).status_code == 401


@given(st.text(st.characters(codec="ascii", categories=["L", "N", "P"]), max_size=30))
def test_without_the_password_no_path_is_open(path: str) -> None:
    reply = ask(Guard(inner, (USER, PASSWORD), None), path=f"/{httpx.QueryParams(p=path)}")
    assert reply.status_code == 401
    assert PAGE.decode()[:40] not in reply.text


def test_user_and_password_open_the_page(locked: Guard) -> None:
    assert ask(locked, headers=basic(USER, PASSWORD)).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        basic(USER, "wrong"),
        basic("wrong", PASSWORD),
        basic(USER, PASSWORD + " "),
        basic(USER.upper(), PASSWORD),
        basic("", ""),
        {"authorization": "Basic"},
        {"authorization": "Basic ????"},
        {"authorization": "Basic //79"},
        {"authorization": basic(USER, PASSWORD)["authorization"].replace("Basic", "Bearer")},
        {"cookie": "reading-room=guess"},
        {"cookie": "reading-room="},
        {"cookie": "\x01=;=,;"},
    ],
)
def test_anything_else_does_not(locked: Guard, headers: dict[str, str]) -> None:
    reply = ask(locked, headers=headers)
    assert reply.status_code == 401
    assert "www-authenticate" in reply.headers


def test_the_form_gives_a_cookie_that_opens_the_page(locked: Guard) -> None:
    shown = ask(locked, path="/", headers={"accept": "text/html"})
    assert shown.status_code == 401
    assert '<input name="password" type="password"' in shown.text
    page = ask(locked, "POST", "/login", data=FORM, headers={"accept": "text/html"})
    assert (page.status_code, page.headers["location"]) == (303, "/")
    cookie = page.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    headers = {"cookie": cookie.partition(";")[0]}
    assert ask(locked, headers=headers).status_code == 200
    assert ask(Guard(inner, (USER, PASSWORD)), headers=headers).status_code == 401


def test_a_program_logs_in_too(locked: Guard) -> None:
    reply = ask(locked, "POST", "/login", data=FORM)
    assert reply.json() == {"success": True}
    assert "set-cookie" in reply.headers


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"username": USER},
        FORM | {"password": "x"},
        FORM | {"username": "<script>"},
        FORM | {"password": "x" * (FORM_BYTES + 1)},
    ],
)
def test_a_wrong_login_is_told_and_opens_nothing(locked: Guard, data: dict[str, str]) -> None:
    reply = ask(locked, "POST", "/login", data=data, headers={"accept": "text/html"})
    assert reply.status_code == 401
    assert "set-cookie" not in reply.headers
    assert "not the user and password" in reply.text
    assert "<script" not in reply.text


def test_another_site_can_not_log_in(locked: Guard) -> None:
    headers = {"origin": "http://evil.example"}
    assert ask(locked, "POST", "/login", data=FORM, headers=headers).status_code == 403


def test_every_reply_has_its_headers(locked: Guard) -> None:
    replies = [
        ask(locked),
        ask(locked, headers=basic(USER, PASSWORD)),
        ask(Guard(inner), path="/nowhere"),
        ask(Guard(inner), headers={"host": "evil.example"}),
    ]
    for reply in replies:
        policy = reply.headers["content-security-policy"]
        assert policy.startswith(POLICY.partition("{nonce}")[0])
        assert "http" not in policy
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert not any(name.startswith("access-control") for name in reply.headers)
        assert reply.headers["referrer-policy"] == "same-origin"


def test_the_pages_scripts_are_marked_afresh_each_time() -> None:
    one, other = (ask(Guard(inner), path="/") for _ in range(2))
    nonce = one.headers["content-security-policy"].partition("'nonce-")[2].partition("'")[0]
    assert one.text.count(f'<script nonce="{nonce}"') == 2
    assert nonce not in other.text
    assert "elsewhere" not in one.text
    assert "manifest" not in one.text
    assert '<link rel="stylesheet" href="style.css"></head>' in one.text
    assert one.headers["content-length"] == str(len(one.content))
    assert one.headers["x-encodings"] == "none"
    assert one.headers["cache-control"] == "no-store"


def speak(guard: Guard, scope: Message, messages: Iterable[Message] = ()) -> list[Message]:
    waiting, sent = list(messages), []

    async def receive() -> Message:
        return waiting.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(guard(scope, receive, send))
    return sent


def test_websockets_are_closed_and_the_lifespan_passes(locked: Guard) -> None:
    assert speak(locked, {"type": "websocket"}) == [{"type": "websocket.close", "code": 1008}]
    assert speak(locked, {"type": "lifespan"}) == [{"type": "lifespan.startup.complete"}]
