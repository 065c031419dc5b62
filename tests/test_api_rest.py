"""The command's JSON over HTTP, as /openapi.json describes it."""

from typing import Any

import httpx
import pytest

from assistant.app import Assistant
from tests.page_fixtures import QUESTION, http, page_address, page_assistant, page_folder
from tests.page_server import FILES

__all__ = ["http", "page_address", "page_assistant", "page_folder"]


def test_a_question_gets_the_command_s_json(
    http: httpx.Client, page_address: str, page_assistant: Assistant
) -> None:
    body: dict[str, Any] = {
        "question": "Who ordered the evacuation?",
        "history": [{"role": "user", "content": QUESTION}],
        "since": "2025-06-01",
        "until": "2025-06-30",
        "in": "desk/*",
        "id": "q1",
    }
    answer = http.post(f"{page_address}/api/ask", json=body).json()
    expected = page_assistant.answer(
        body["question"],
        history=body["history"],
        since="2025-06-01",
        until="2025-06-30",
        within="desk/*",
        id="q1",
    ).to_dict()
    del answer["timings"], expected["timings"]
    assert answer == expected
    assert "Calder" in answer["answer"]


def test_a_table_asks_each_document(
    http: httpx.Client, page_address: str, page_assistant: Assistant
) -> None:
    body: dict[str, Any] = {"questions": [QUESTION, "Who ordered the evacuation?"], "in": "desk/b*"}
    table = http.post(f"{page_address}/api/table", json=body).json()
    expected = page_assistant.table(body["questions"], within="desk/b*").to_dict()
    assert table == expected
    assert table["rows"]
    assert http.post(f"{page_address}/api/table", json={"questions": []}).status_code == 422


def test_filters_hold(http: httpx.Client, page_address: str) -> None:
    for given in ({"in": "desk/bridge.txt"}, {"until": "2020-01-01"}):
        found = http.post(f"{page_address}/api/search", json={"query": "river", **given}).json()
        assert {one["document"] for one in found["passages"]} <= {"desk/bridge.txt"}


def test_a_draft_is_checked(
    http: httpx.Client, page_address: str, page_assistant: Assistant
) -> None:
    draft = "The Aldan river rose 212 centimetres. It rose 999 centimetres."
    checked = http.post(f"{page_address}/api/check", json={"text": draft}).json()
    assert checked == page_assistant.check(draft).to_dict()


def test_a_search_gives_passages_alone(http: httpx.Client, page_address: str) -> None:
    found = http.post(f"{page_address}/api/search", json={"query": QUESTION, "limit": 2}).json()
    assert list(found) == ["passages"]
    assert len(found["passages"]) == 2
    for one in found["passages"]:
        text = FILES[one["document"].removeprefix("desk/")]
        assert text[one["start"] : one["end"]] == one["text"]


def test_documents_are_listed_and_read(http: httpx.Client, page_address: str) -> None:
    listed = http.get(f"{page_address}/api/documents").json()["documents"]
    assert {one["document"] for one in listed} == {f"desk/{name}" for name in FILES}
    for name, text in FILES.items():
        read = http.get(f"{page_address}/api/documents/desk/{name}").json()
        assert read["text"] == text
        assert read["title"]
    by_its_end = http.get(f"{page_address}/api/documents/river.txt").json()
    assert (by_its_end["document"], by_its_end["text"]) == ("desk/river.txt", FILES["river.txt"])
    missing = http.get(f"{page_address}/api/documents/desk/none.txt")
    assert missing.status_code == 404
    assert "none.txt" in missing.json()["detail"]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("ask", {}),
        ("ask", {"question": " "}),
        ("ask", {"question": 5}),
        ("ask", {"question": "Who?", "since": "May"}),
        ("ask", {"question": "Who?", "history": [{"role": "wizard", "content": "x"}]}),
        ("ask", {"question": "Who?", "witin": "x"}),
        ("ask", {"question": "w" * 9_000}),
        ("ask", ["Who?"]),
        ("check", {"text": ""}),
        ("search", {"query": "", "limit": 3}),
        ("search", {"query": "x", "limit": 0}),
    ],
)
def test_a_wrong_body_is_refused_in_one_line(
    http: httpx.Client, page_address: str, path: str, body: Any
) -> None:
    reply = http.post(f"{page_address}/api/{path}", json=body)
    assert reply.status_code == 422
    assert reply.json()["detail"]
    assert "\n" not in reply.json()["detail"]


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b'{"question": "\\ud800"}'])
def test_what_is_no_json_is_refused(http: httpx.Client, page_address: str, content: bytes) -> None:
    headers = {"content-type": "application/json"}
    reply = http.post(f"{page_address}/api/ask", content=content, headers=headers)
    assert reply.status_code == 422


def test_the_description_covers_every_call(http: httpx.Client, page_address: str) -> None:
    described = http.get(f"{page_address}/openapi.json").json()
    assert set(described["paths"]) == {
        *("/v1/chat/completions", "/v1/models", "/v1/models/{name}"),
        *("/api/ask", "/api/check", "/api/search", "/api/table"),
        *("/api/documents", "/api/documents/{name}"),
        *("/api/collections", "/api/collections/{name}"),
    }
    schemas = described["components"]["schemas"]
    assert set(schemas["AskBody"]["properties"]) == {
        *("question", "history", "since", "until", "in", "collection", "strict", "id"),
    }
    reply = described["paths"]["/api/ask"]["post"]["responses"]["200"]["content"]
    assert reply["application/json"]["schema"]["$ref"].endswith("AnswerReply")
    page = http.get(f"{page_address}/docs")
    assert "/api/documents/{name}" in page.text
    assert "<script" not in page.text
    assert "http" not in page.text.replace("HTTP", "")
