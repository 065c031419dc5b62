"""Collections over HTTP: made, used by the other calls, deleted; wrong ones refused in a line."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.app import Assistant
from tests.page_fixtures import page_folder
from tests.page_server import served

__all__ = ["page_folder"]

BRIDGE, RIVER = "desk/bridge.txt", "desk/river.txt"


@pytest.fixture
def api(page_folder: Path, tmp_path: Path) -> Iterator[httpx.Client]:
    """A client of a library of one's own."""
    shutil.copytree(page_folder / "data", tmp_path / "data")
    assistant = Assistant(data=tmp_path / "data", model="quotes", confidence=0.01)
    with (
        served(assistant) as address,
        httpx.Client(base_url=address, timeout=60, trust_env=False) as client,
    ):
        yield client
    assistant.library.close()


def kept(api: httpx.Client) -> dict[str, Any]:
    return {one["name"]: one for one in api.get("/api/collections").json()["collections"]}


def test_a_collection_is_made_used_and_deleted(api: httpx.Client) -> None:
    assert kept(api) == {}
    made = api.post("/api/collections", json={"name": " Works ", "documents": ["bridge.txt"]})
    assert made.json() == {"name": "Works", "members": [BRIDGE], "documents": 1}
    assert kept(api) == {"Works": made.json()}
    only = {"collection": "works"}
    asked = api.post("/api/ask", json={"question": "What did the bridge cost?", **only}).json()
    assert "4.2 million" in asked["answer"]
    assert (asked["receipt"]["documents"], asked["receipt"]["pattern"]) == (1, "collection:works")
    found = api.post("/api/search", json={"query": "river", **only}).json()["passages"]
    assert {one["document"] for one in found} == {BRIDGE}
    table = api.post("/api/table", json={"questions": ["What did it cost?"], **only}).json()
    assert [row["document"] for row in table["rows"]] == [BRIDGE]
    listed = api.get("/api/documents", params=only).json()["documents"]
    assert [one["document"] for one in listed] == [BRIDGE]
    more = api.post("/api/collections", json={"name": "WORKS", "in": "desk/r*"}).json()
    assert more == {"name": "Works", "members": [BRIDGE, RIVER], "documents": 2}
    whole = api.post("/api/collections", json={"name": "Desk", "documents": ["desk/"]}).json()
    assert (whole["members"], whole["documents"]) == (["desk/"], 3)
    again = api.post("/api/collections", json={"name": "June", "until": "2025-06-30"}).json()
    assert again["members"] == [BRIDGE, RIVER]
    assert api.delete("/api/collections/works").json() == {"deleted": "works"}
    assert list(kept(api)) == ["Desk", "June"]
    assert len(api.get("/api/documents").json()["documents"]) == 3


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"name": "Works"}, 422),
        ({"documents": [RIVER]}, 422),
        ({"name": " ", "documents": [RIVER]}, 422),
        ({"name": "w" * 101, "documents": [RIVER]}, 422),
        ({"name": "Works", "documents": ["none.txt"]}, 404),
        ({"name": "Works", "documents": ["none/"]}, 404),
        ({"name": "Works", "in": "desk/*", "collection": "Works"}, 422),
        ({"name": "Works", "collection": "Works"}, 404),
    ],
)
def test_what_makes_no_collection_is_refused(
    api: httpx.Client, body: dict[str, Any], status: int
) -> None:
    reply = api.post("/api/collections", json=body)
    assert reply.status_code == status
    assert "\n" not in reply.json()["detail"]
    assert kept(api) == {}


def test_a_collection_that_is_not_there_is_not_found(api: httpx.Client) -> None:
    assert api.delete("/api/collections/None").status_code == 404
    assert api.post("/api/ask", json={"question": "Who?", "collection": "None"}).status_code == 404
    assert api.get("/api/documents", params={"collection": "None"}).status_code == 404
    assert api.get("/api/documents", params={"colection": "None"}).status_code == 422
