"""A real Chroma server behind a gate that asks for a token, as Chroma Cloud does."""

import json
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant, LibraryError, SettingsError
from assistant.seeded_library import chroma_headers
from tests.chroma_gate import chroma_gate
from tests.chroma_server import ChromaServer, chroma_server

TOKEN = "hunter2"
TENANT, DATABASE = "newsroom", "desk"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ChromaServer]:
    with chroma_server(tmp_path / "server") as running:
        yield running


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    folder = tmp_path / "desk"
    folder.mkdir()
    (folder / "ferry.txt").write_text("The ferry to Ahlen leaves on Monday.")
    return folder


def test_a_token_goes_with_every_request(server: ChromaServer, desk: Path, tmp_path: Path) -> None:
    with chroma_gate(server, ("X-Chroma-Token", TOKEN)) as gate:
        headers = f"X-Chroma-Token: {TOKEN}, X-Desk: news"
        assistant = Assistant(tmp_path / "data", "quotes", chroma=gate.url, chroma_headers=headers)
        assert assistant.index(desk).added == ["desk/ferry.txt"]
        assert "Monday" in assistant.answer("When does the ferry to Ahlen leave?").answer
        assert gate.passed
        assert gate.refused == []
        for wrong in ("", "X-Chroma-Token: guessed"):
            other = Assistant(tmp_path / "other", "quotes", chroma=gate.url, chroma_headers=wrong)
            with pytest.raises(LibraryError, match="can't be opened") as raised:
                other.index(desk)
            assert "\n" not in str(raised.value)
        assert gate.refused
        assert TOKEN not in repr(assistant.settings)
        assistant.library.close()


def test_the_cloud_s_client_sends_its_key_and_names_its_tenant(
    server: ChromaServer, desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    post(f"{server.url}/api/v2/tenants", {"name": TENANT})
    post(f"{server.url}/api/v2/tenants/{TENANT}/databases", {"name": DATABASE})
    monkeypatch.setenv("CHROMA_API_KEY", TOKEN)
    monkeypatch.setenv("CHROMA_TENANT", TENANT)
    monkeypatch.setenv("CHROMA_DATABASE", DATABASE)
    identity = {"user_id": "reader", "tenant": TENANT, "databases": [DATABASE]}
    with chroma_gate(server, ("X-Chroma-Token", TOKEN), identity) as gate:
        cloud = f"cloud+{gate.url}"
        assistant = Assistant(tmp_path / "data", "quotes", chroma=cloud)
        assert assistant.index(desk).added == ["desk/ferry.txt"]
        assert "Monday" in assistant.answer("When does the ferry to Ahlen leave?").answer
        assert gate.refused == []
        held = [path for path in gate.passed if "/collections" in path]
        place = f"/api/v2/tenants/{TENANT}/databases/{DATABASE}/collections"
        assert held
        assert all(path.startswith(place) for path in held)
        assistant.library.close()


def post(url: str, body: object) -> None:
    request = urllib.request.Request(
        url, json.dumps(body).encode(), {"content-type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=10) as reply:
        assert reply.status == 200


@pytest.mark.parametrize(
    ("text", "headers"),
    [
        ("", {}),
        ("X-Chroma-Token: a:b=", {"X-Chroma-Token": "a:b="}),
        (
            "Authorization:Bearer abc , X-Desk:  news,",
            {"Authorization": "Bearer abc", "X-Desk": "news"},
        ),
    ],
)
def test_headers_as_they_are_written(text: str, headers: dict[str, str]) -> None:
    assert chroma_headers(text) == headers


@pytest.mark.parametrize(
    "text", ["hunter2", ": hunter2", "A B: hunter2", "A: x\r\nB: hunter2", "A:"]
)
def test_what_is_no_header_is_told_without_its_value(text: str) -> None:
    with pytest.raises(SettingsError, match="entry 1 is not NAME: VALUE") as raised:
        chroma_headers(text)
    assert "hunter2" not in str(raised.value)
