"""The tools, by the official client: over stdio and over HTTP."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pytest
from mcp import Client, StdioServerParameters

from assistant.app import Assistant
from tests.page_fixtures import QUESTION, http, page_address, page_assistant, page_folder
from tests.page_server import FILES, served

__all__ = ["http", "page_address", "page_assistant", "page_folder"]

_T = TypeVar("_T")


def with_client(server: Any, step: Callable[[Client], Awaitable[_T]]) -> _T:
    async def run() -> _T:
        async with Client(server) as client:
            return await step(client)

    return asyncio.run(asyncio.wait_for(run(), 60))


async def everything(client: Client) -> None:
    """Each tool does what it is for, and says in one line what it can't."""
    tools = {tool.name: tool for tool in (await client.list_tools()).tools}
    assert set(tools) == {"ask", "check", "search", "read", "collections", "collect"}
    assert all(tool.description and "properties" in tool.input_schema for tool in tools.values())
    writing = [tool.name for tool in tools.values() if not tool.annotations.read_only_hint]  # type: ignore[union-attr]
    assert writing == ["collect"]

    asked = await client.call_tool("ask", {"question": QUESTION})
    assert not asked.is_error
    assert "212 centimetres" in asked.content[0].text  # type: ignore[union-attr]
    for cited in asked.structured_content["citations"]:
        text = FILES[cited["document"].removeprefix("desk/")]
        assert text[cited["start"] : cited["end"]] == cited["quote"]
        given = {key: cited[key] for key in ("document", "start", "end")}
        read = await client.call_tool("read", given)
        assert read.content[0].text == cited["quote"]  # type: ignore[union-attr]

    checked = await client.call_tool("check", {"text": "The Aldan river rose 212 centimetres."})
    assert checked.structured_content["sentences"][0]["verdict"] == "supported"
    found = await client.call_tool("search", {"query": "bridge", "in": "desk/b*", "limit": 1})
    assert found.structured_content["passages"][0]["document"] == "desk/bridge.txt"

    collected = await client.call_tool("collect", {"name": "Works", "in": "desk/b*"})
    assert collected.structured_content["members"] == ["desk/bridge.txt"]
    listed = await client.call_tool("collections", {})
    assert listed.structured_content["collections"] == [collected.structured_content]
    found = await client.call_tool("search", {"query": "river", "collection": "works"})
    assert {one["document"] for one in found.structured_content["passages"]} == {"desk/bridge.txt"}

    for name, wrong in (
        ("ask", {"question": " "}),
        ("ask", {}),
        ("ask", {"question": QUESTION, "since": "May"}),
        ("read", {"document": "none.txt"}),
        ("read", {"document": "desk/river.txt", "start": 9_999}),
        ("search", {"query": "x", "limit": "many"}),
        ("search", {"query": "x", "collection": "None"}),
        ("collect", {"name": "Works"}),
        ("erase", {}),
    ):
        refused = await client.call_tool(name, wrong)
        assert refused.is_error, name
        assert "\n" not in refused.content[0].text  # type: ignore[union-attr]


def test_the_tools_over_http(page_address: str) -> None:
    with_client(f"{page_address}/mcp", everything)


def test_the_tools_over_stdio(page_folder: Path) -> None:
    root = Path(__file__).parent.parent
    environment = os.environ | {
        "ASSISTANT_DATA": str(page_folder / "data"),
        "ASSISTANT_MODEL": "quotes",
        "PYTHONPATH": str(root),
    }
    arguments = ["-m", "assistant.cli", "mcp"]
    server = StdioServerParameters(command=sys.executable, args=arguments, env=environment)
    with_client(server, everything)


@pytest.mark.parametrize("headers", [{}, {"authorization": "Bearer wrong"}])
def test_without_a_key_there_are_no_tools(
    http: httpx.Client, page_assistant: Assistant, headers: dict[str, str]
) -> None:
    keyed = Assistant(settings=page_assistant.settings, api_keys="anna:k-anna-1")
    with served(keyed) as address:
        reply = http.post(f"{address}/mcp", json={}, headers=headers)
        assert reply.status_code == 401
    keyed.library.close()
