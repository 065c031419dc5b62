"""A call that leaves parameters out works, or says what is missing."""

import json
from typing import Any

import httpx
import pytest

from tests.page_fixtures import QUESTION, http, page_address, page_assistant, page_folder

__all__ = ["http", "page_address", "page_assistant", "page_folder"]


def called(http: httpx.Client, address: str, name: str, body: Any) -> Any:
    """The result of a call over plain HTTP."""
    place = f"{address}/gradio_api/call/{name}"
    event = http.post(place, json=body).json()["event_id"]
    text = http.get(f"{place}/{event}").text
    kind, data = text.strip().split("\n", 1)
    assert kind == "event: complete"
    return json.loads(data.removeprefix("data: "))[0]


@pytest.mark.parametrize(
    "body",
    [
        {"data": [QUESTION]},
        {"data": [QUESTION, None]},
        {"data": [QUESTION, [], None, None, None]},
        {"question": QUESTION},
        {"question": QUESTION, "within": "desk/*"},
    ],
)
def test_what_is_left_out_has_its_default(
    http: httpx.Client, page_address: str, body: dict[str, Any]
) -> None:
    assert "212 centimetres" in called(http, page_address, "ask", body)["answer"]


def test_names_are_as_good_as_places(http: httpx.Client, page_address: str) -> None:
    early = called(http, page_address, "ask", {"question": QUESTION, "until": "2020-01-01"})
    assert early["abstained"]
    assert called(http, page_address, "documents", {})["documents"]
    assert called(http, page_address, "check", {"text": "It rose."})["sentences"]


@pytest.mark.parametrize(
    ("name", "body", "wrong"),
    [
        ("ask", {"data": []}, "question is missing"),
        ("ask", {}, "question is missing"),
        ("ask", {"query": "x"}, "question is missing"),
        ("check", {"data": []}, "text is missing"),
        ("ask", [QUESTION], "ask takes"),
        ("ask", {"data": {"question": QUESTION}}, "ask takes"),
    ],
)
def test_what_is_missing_is_named(
    http: httpx.Client, page_address: str, name: str, body: Any, wrong: str
) -> None:
    reply = http.post(f"{page_address}/gradio_api/call/{name}", json=body)
    assert reply.status_code == 422
    assert wrong in reply.json()["detail"]


def test_what_is_no_json_is_named(http: httpx.Client, page_address: str) -> None:
    for content in (b"{", b"\xff"):
        reply = http.post(f"{page_address}/gradio_api/call/ask", content=content)
        assert (reply.status_code, reply.json()["detail"]) == (422, "the body is no JSON")
