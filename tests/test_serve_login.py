"""Nothing but the user and the password opens the page."""

from typing import Any

import pytest

from assistant.serve.guard import Guard
from assistant.serve.login import FORM_BYTES
from tests.asgi_requests import AUTH, ask, basic, everything, exchange

USER, PASSWORD = AUTH
FORM = {"username": USER, "password": PASSWORD}


@pytest.fixture
def locked() -> Guard:
    return Guard(everything, AUTH, None)


def test_user_and_password_open_the_page(locked: Guard) -> None:
    assert ask(locked, headers=basic(*AUTH)).status_code == 200


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
        {"authorization": basic(*AUTH)["authorization"].replace("Basic", "Bearer")},
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
    assert (page.status_code, page.headers["location"]) == (303, "./")
    cookie = page.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    headers = {"cookie": cookie.partition(";")[0]}
    assert ask(locked, headers=headers).status_code == 200
    assert ask(Guard(everything, AUTH), headers=headers).status_code == 401


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
def test_a_wrong_login_is_reported_and_opens_nothing(locked: Guard, data: dict[str, str]) -> None:
    reply = ask(locked, "POST", "/login", data=data, headers={"accept": "text/html"})
    assert reply.status_code == 401
    assert "set-cookie" not in reply.headers
    assert "not the user and password" in reply.text
    assert "<script" not in reply.text


def test_another_site_can_not_log_in(locked: Guard) -> None:
    headers = {"origin": "http://evil.example"}
    assert ask(locked, "POST", "/login", data=FORM, headers=headers).status_code == 403


def post(*messages: dict[str, Any]) -> int:
    """The status of the response to a form that comes in these messages."""
    scope = {"type": "http", "method": "POST", "path": "/login", "headers": [(b"host", b"x")]}
    sent = exchange(Guard(everything, AUTH, None), scope, messages)
    return int(sent[0]["status"])


def test_a_form_is_read_no_further_than_it_may_be_long() -> None:
    part = {"type": "http.request", "body": b"x" * FORM_BYTES, "more_body": True}
    assert post(part, part) == 401, "a third part would be waited for in vain"


def test_a_form_that_is_broken_off_opens_nothing() -> None:
    part = {"type": "http.request", "body": b"username=reader&pass", "more_body": True}
    assert post(part, {"type": "http.disconnect"}) == 401


@pytest.mark.parametrize("path", ["/", "/login"])
def test_who_logs_out_is_out(locked: Guard, path: str) -> None:
    html = {"accept": "text/html"}
    cookies = []
    for _ in range(2):
        page = ask(locked, "POST", path, data=FORM, headers=html)
        assert page.status_code == 303
        cookies.append({"cookie": page.headers["set-cookie"].partition(";")[0]})
    mine, other = cookies
    left = ask(locked, "POST", "/logout", headers={**html, **mine})
    assert (left.status_code, left.headers["location"]) == (303, "./")
    assert "Max-Age=0" in left.headers["set-cookie"]
    assert ask(locked, headers=mine).status_code == 401
    assert ask(locked, headers=other).status_code == 200, "another browser stays logged in"
    again = ask(locked, "POST", "/logout", headers=mine)
    assert (again.status_code, again.json()) == (200, {"success": True})


def test_another_site_can_log_nobody_out(locked: Guard) -> None:
    page = ask(locked, "POST", "/login", data=FORM)
    mine = {"cookie": page.headers["set-cookie"].partition(";")[0]}
    foreign = {**mine, "origin": "http://evil.example"}
    assert ask(locked, "POST", "/logout", headers=foreign).status_code == 403
    assert ask(locked, "GET", "/logout", headers=mine).status_code == 404
    assert ask(locked, headers=mine).status_code == 200
