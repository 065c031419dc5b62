"""Bearer keys: each with its user's name, alone and beside the password."""

import httpx
import pytest

from assistant.app import Assistant
from assistant.errors import SettingsError
from assistant.serve.api_keys import read_api_keys
from assistant.serve.guard import Guard
from tests.asgi_requests import AUTH, ask, basic, everything
from tests.page_fixtures import http, page_assistant, page_folder
from tests.page_server import served

__all__ = ["http", "page_assistant", "page_folder"]

KEYS = {"k-anna-1": "anna", "k-ben-2": "ben"}
PROGRAMS = ("/v1/models", "/api/documents", "/mcp", "/metrics")


def bearer(key: str) -> dict[str, str]:
    return {"authorization": f"Bearer {key}"}


@pytest.mark.parametrize("text", ["anna:k-anna-1,ben:k-ben-2", " anna:k-anna-1 ,\n ben:k-ben-2 "])
def test_keys_are_read(text: str) -> None:
    assert read_api_keys(text) == KEYS


@pytest.mark.parametrize(
    "text", ["s3cret", "anna:", ":s3cret", "anna:s3cret,ben:s3cret", "a:s3crét"]
)
def test_what_is_no_key_is_refused_without_being_repeated(text: str) -> None:
    with pytest.raises(SettingsError, match="ASSISTANT_API_KEYS") as raised:
        read_api_keys(text)
    assert "s3cr" not in str(raised.value)


@pytest.mark.parametrize("path", PROGRAMS)
def test_where_there_are_keys_programs_want_one(path: str) -> None:
    guard = Guard(everything, keys=KEYS)
    for wrong in ({}, bearer("k-anna"), bearer(""), bearer("anna:k-anna-1"), basic("anna", "x")):
        refused = ask(guard, path=path, headers=wrong)
        assert refused.status_code == 401
        assert refused.headers["www-authenticate"] == "Bearer"
    assert ask(guard, path=path, headers=bearer("k-ben-2")).status_code == 200
    assert ask(guard, path="/config").status_code == 200


@pytest.mark.parametrize("path", [*PROGRAMS, "/", "/config", "/docs"])
def test_with_a_password_either_opens_everything(path: str) -> None:
    guard = Guard(everything, AUTH, keys=KEYS)
    assert ask(guard, path=path).status_code == 401
    assert ask(guard, path=path, headers=bearer("nobody")).status_code == 401
    for right in (bearer("k-anna-1"), basic(*AUTH)):
        assert ask(guard, path=path, headers=right).status_code == 200


def test_the_setting_guards_the_server(http: httpx.Client, page_assistant: Assistant) -> None:
    keyed = Assistant(settings=page_assistant.settings, api_keys="anna:k-anna-1")
    assert "k-anna-1" not in repr(keyed.settings)
    with served(keyed) as address:
        refused = http.get(f"{address}/v1/models")
        assert refused.status_code == 401
        assert "key" in refused.json()["error"]["message"]
        assert http.get(f"{address}/v1/models", headers=bearer("k-anna-1")).status_code == 200
        assert http.get(f"{address}/health").status_code in (200, 503)
    keyed.library.close()
