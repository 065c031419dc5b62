"""Nothing passes the guard that should not: hosts, other sites, paths."""

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.serve.guard import Guard
from tests.asgi_requests import AUTH, PAGE, ask, everything, exchange


@pytest.mark.parametrize(
    "host", ["127.0.0.1:7860", "localhost", "LOCALHOST:1", "[::1]:7860", "127.0.0.1"]
)
def test_the_pages_own_names_are_answered(host: str) -> None:
    assert ask(Guard(everything), headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example:7860", "", "localhost.evil:80", "[::1", "a@b"]
)
def test_a_name_that_was_made_to_lead_here_is_refused(host: str) -> None:
    reply = ask(Guard(everything), headers={"host": host})
    assert reply.status_code == 403
    assert "own address" in reply.text
    assert ask(Guard(everything, hosts=None), headers={"host": host}).status_code == 200


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
    assert ask(Guard(everything), "POST", path, headers=headers).status_code == status
    assert ask(Guard(everything), "GET", path, headers=headers).status_code == 200


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
        "/redoc",
        "/v1/files",
        "/api/",
        "/gradio_api/mcp/sse",
        "/gradio_api/dev/reload",
        "/config/",
        "/login",
        "/anything",
    ],
)
def test_what_the_page_does_not_use_is_not_there(path: str) -> None:
    assert ask(Guard(everything), path=path).status_code == 404
    assert ask(Guard(everything, AUTH), path=path).status_code == 401


@given(st.text(st.characters(codec="ascii", categories=["L", "N", "P"]), max_size=30))
def test_without_the_password_no_path_is_open(path: str) -> None:
    reply = ask(Guard(everything, AUTH, None), path=f"/{httpx.QueryParams(p=path)}")
    assert reply.status_code == 401
    assert PAGE.decode()[:40] not in reply.text


def test_websockets_are_closed_and_the_lifespan_passes() -> None:
    locked = Guard(everything, AUTH, None)
    assert exchange(locked, {"type": "websocket"}) == [{"type": "websocket.close", "code": 1008}]
    assert exchange(locked, {"type": "lifespan"}) == [{"type": "lifespan.startup.complete"}]
