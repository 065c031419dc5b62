"""The page's endpoints for programs, and the examples of them as they are written."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from gradio_client import Client  # type: ignore[import-untyped]
from gradio_client.exceptions import AppError  # type: ignore[import-untyped]

from assistant.app import Assistant
from tests.page_fixtures import QUESTION, http, page_address, page_assistant, page_folder
from tests.page_server import FILES, served

__all__ = ["http", "page_address", "page_assistant", "page_folder"]

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def seed_address(desk: Assistant) -> Iterator[str]:
    with served(desk) as address:
        yield address


def test_programs_see_three_endpoints_with_their_arguments(page_address: str) -> None:
    client = Client(page_address, verbose=False)
    api: Any = client.view_api(return_format="dict", print_info=False)
    endpoints = api["named_endpoints"]
    assert set(endpoints) == {"/ask", "/check", "/documents"}
    assert api["unnamed_endpoints"] == {}
    arguments = [one["parameter_name"] for one in endpoints["/ask"]["parameters"]]
    assert arguments == ["question", "history", "since", "until", "within"]
    assert [one["parameter_has_default"] for one in endpoints["/ask"]["parameters"]] == [
        False,
        True,
        True,
        True,
        True,
    ]


def test_programs_ask_check_and_list(page_address: str) -> None:
    client = Client(page_address, verbose=False)
    answer = client.predict(QUESTION, api_name="/ask")
    assert "212 centimetres" in answer["answer"]
    (cited, *_) = answer["citations"]
    assert FILES["river.txt"][cited["start"] : cited["end"]] == cited["quote"]
    history = [
        {"role": "user", "content": QUESTION},
        {"role": "assistant", "content": answer["answer"]},
    ]
    follow = client.predict("Who ordered the evacuation?", history, api_name="/ask")
    assert "Calder" in follow["answer"]
    early = client.predict(QUESTION, until="2025-01-01", api_name="/ask")
    assert early["abstained"]
    checked = client.predict("The river rose 212 centimetres in one night.", api_name="/check")
    assert checked["sentences"][0]["citations"]
    listed = client.predict(api_name="/documents")["documents"]
    assert {one["document"] for one in listed} == {f"desk/{name}" for name in FILES}


@pytest.mark.parametrize(
    ("arguments", "wrong"),
    [
        ({"question": " "}, "the question is empty"),
        ({"question": "Who?", "since": "May"}, "not a date"),
        ({"question": "Who?", "history": [{"role": "wizard", "content": "x"}]}, "a turn of"),
    ],
)
def test_a_programs_mistake_is_reported_in_one_line(
    page_address: str, arguments: dict[str, Any], wrong: str
) -> None:
    client = Client(page_address, verbose=False)
    with pytest.raises(AppError, match=wrong):
        client.predict(**arguments, api_name="/ask")


def test_the_pages_own_events_are_no_endpoints(http: httpx.Client, page_address: str) -> None:
    events = http.get(f"{page_address}/config").json()["dependencies"]
    names = {one["api_name"] for one in events if one["api_visibility"] == "private"}
    assert names
    for name in names:
        reply = http.post(f"{page_address}/gradio_api/call/{name}", json={"data": []})
        assert reply.status_code == 404, name
    reply = http.post(f"{page_address}/gradio_api/call/documents", json={"data": []})
    assert reply.json()["event_id"]


def printed(page: str, address: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The lines that the example of a page prints."""
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / page).read_text("utf-8"), re.DOTALL)
    (code,) = [block for block in blocks if "gradio_client" in block]
    assert '"http://127.0.0.1:7860"' in code
    exec(code.replace("http://127.0.0.1:7860", address), {})
    return [line for line in capsys.readouterr().out.splitlines() if not line.startswith("Loaded")]


def test_the_example_of_the_readme_runs(
    desk: Assistant, seed_address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    answer, verdict, documents = printed("README.md", seed_address, capsys)
    assert answer == desk.answer("Who met in Beijing?").answer
    assert "[1]" in answer
    assert verdict == "contradicted"
    assert documents == str([one.name for one in desk.library.sources()])


def test_the_example_of_its_own_page_runs(
    desk: Assistant, seed_address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    *lines, verdicts, documents = printed("docs/programs.md", seed_address, capsys)
    (text,) = [desk.text(one.name) for one in desk.library.sources()]
    found = re.findall(r"^\[\d\] (\S+) (\d+) (\d+) (.*)$", "\n".join(lines), re.MULTILINE)
    assert found
    for document, start, end, quote in found:
        assert document in documents
        assert text[int(start) : int(end)].startswith(quote)
    assert verdicts in ("['supported']", "['partly']")
