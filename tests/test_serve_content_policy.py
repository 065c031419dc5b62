"""Every response carries the security headers, and the page's scripts their nonce."""

import pytest

from assistant.serve.content_policy import POLICY
from assistant.serve.guard import Guard
from tests.asgi_requests import AUTH, PAGE, ask, basic, everything, exchange


@pytest.fixture
def locked() -> Guard:
    return Guard(everything, AUTH, None)


def test_every_response_has_its_headers(locked: Guard) -> None:
    replies = [
        ask(locked),
        ask(locked, headers=basic(*AUTH)),
        ask(Guard(everything), path="/nowhere"),
        ask(Guard(everything), headers={"host": "evil.example"}),
    ]
    for reply in replies:
        policy = reply.headers["content-security-policy"]
        assert policy.startswith(POLICY.partition("{nonce}")[0])
        assert "http" not in policy
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert not any(name.startswith("access-control") for name in reply.headers)
        assert reply.headers["referrer-policy"] == "same-origin"


def test_the_applications_own_headers_stay() -> None:
    assert ask(Guard(everything)).headers.get_list("set-cookie") == ["one=1", "two=2"]


def test_a_stream_is_passed_on_piece_by_piece() -> None:
    scope = {"type": "http", "method": "GET", "path": "/gradio_api/queue/data", "headers": []}
    _, *pieces = exchange(Guard(everything, hosts=None), scope)
    assert [piece["body"] for piece in pieces] == [PAGE[:40], PAGE[40:]]


def test_the_pages_scripts_are_marked_afresh_each_time() -> None:
    one, other = (ask(Guard(everything), path="/") for _ in range(2))
    nonce = one.headers["content-security-policy"].partition("'nonce-")[2].partition("'")[0]
    assert one.text.count(f'<script nonce="{nonce}"') == 2
    assert nonce not in other.text
    assert "elsewhere" not in one.text
    assert "manifest" not in one.text
    assert '<link rel="stylesheet" href="style.css"></head>' in one.text
    assert one.headers["content-length"] == str(len(one.content))
    assert one.headers["x-encodings"] == "none"
    assert one.headers["cache-control"] == "no-store"
