"""The steps as a LangChain Runnable."""

import asyncio
from pathlib import Path
from typing import Any

import chromadb
import pytest
from chromadb.config import Settings
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.output_parsers import StrOutputParser
from langchain_core.runnables import RunnableLambda

from assistant import Answer, Assistant, LibraryError, Update, UsageError
from assistant.answering.state import Request
from assistant.history.footnoted_text import footnoted
from tests.agents import calling, told_by_agent

MET = "Who met in Beijing?"
OFF = "How do I bake sourdough bread at home?"


def same(one: Answer, other: Answer) -> bool:
    return (one.answer, one.citations, one.receipt) == (
        other.answer,
        other.citations,
        other.receipt,
    )


def test_it_gives_the_assistant_s_answer(desk: Assistant) -> None:
    expected = desk.answer(MET)
    assert same(desk.chain.invoke(MET), expected)
    assert same(desk.chain.invoke({"question": MET}), expected)
    assert same(desk.chain.invoke(Request(MET)), expected)
    assert same(asyncio.run(desk.chain.ainvoke(MET)), expected)


def test_a_mapping_takes_what_answer_takes(desk: Assistant) -> None:
    asked: dict[str, Any] = {
        "question": "And where did they meet?",
        "history": [{"role": "user", "content": "Whom did Ishaq Dar meet?"}],
        "since": "2025-05-01",
        "until": "2025-06-01",
        "within": "seeds/*",
        "strict": True,
        "id": "c1",
    }
    answer = desk.chain.invoke(asked)
    assert answer.id == "c1"
    assert same(answer, desk.answer(**asked))
    assert "Ishaq Dar" in answer.receipt.question


def test_a_batch_is_answered_in_its_order(desk: Assistant) -> None:
    met, off = desk.chain.batch([MET, {"question": OFF}])
    assert (met.question, off.question) == (MET, OFF)
    assert (met.abstained, off.abstained) == (False, True)


def test_it_streams_updates_the_last_with_the_answer(desk: Assistant) -> None:
    async def streamed() -> list[Update]:
        return [update async for update in desk.chain.astream(MET)]

    for updates in (list(desk.chain.stream(MET)), asyncio.run(streamed())):
        *on_the_way, last = updates
        assert on_the_way[0].stage == "search"
        assert all(update.answer is None for update in on_the_way)
        assert last.answer is not None
        assert same(last.answer, desk.answer(MET))


def test_it_joins_other_runnables(desk: Assistant) -> None:
    ask: RunnableLambda[str, str] = RunnableLambda(lambda name: f"Who met in {name}?")
    said: RunnableLambda[Answer, str] = RunnableLambda(lambda answer: answer.answer)
    assert (ask | desk.chain | said).invoke("Beijing") == desk.answer(MET).answer


@pytest.mark.parametrize(
    "asked", [{}, {"query": MET}, {"question": MET, "pattern": "*"}, {"question": " "}, " "]
)
def test_what_it_can_t_take_is_told(desk: Assistant, asked: Any) -> None:
    with pytest.raises(UsageError):
        desk.chain.invoke(asked)
    with pytest.raises(UsageError):
        list(desk.chain.stream(asked))


def test_the_index_s_errors_come_as_the_assistant_s(tmp_path: Path) -> None:
    broken = Assistant(data=tmp_path / "data", model="quotes")
    (tmp_path / "ferry.txt").write_text("The ferry sails on Monday.")
    broken.index(tmp_path / "ferry.txt")
    chain = broken.chain
    (database,) = (tmp_path / "data").rglob("chroma.sqlite3")
    client = chromadb.PersistentClient(str(database.parent), Settings(anonymized_telemetry=False))
    for collection in client.list_collections():
        client.delete_collection(collection.name)
    for call in (chain.invoke, lambda asked: list(chain.stream(asked)), broken.answer):
        with pytest.raises(LibraryError):
            call(MET)


def test_its_output_can_be_text(desk: Assistant) -> None:
    text = desk.chain.text | StrOutputParser()
    expected = footnoted(desk.answer(MET))
    assert text.invoke({"question": MET}) == expected
    assert "".join(text.stream(MET)) == expected

    async def streamed() -> str:
        return "".join([piece async for piece in text.astream(MET)])

    assert asyncio.run(streamed()) == expected


class Heard(BaseCallbackHandler):
    """What callbacks hear of runs."""

    def __init__(self) -> None:
        self.begun: list[tuple[Any, Any, Any]] = []
        self.ended: list[Any] = []

    def on_chain_start(self, *_: Any, **known: Any) -> None:
        self.begun.append((known["name"], known["tags"], known["metadata"]))

    def on_chain_end(self, outputs: Any, **_: Any) -> None:
        self.ended.append(outputs)


def test_callbacks_and_config_are_handed_on(desk: Assistant) -> None:
    config = {"tags": ["press"], "metadata": {"desk": "foreign"}, "run_name": "mine"}
    for call in (
        lambda config: desk.chain.invoke(MET, config),
        lambda config: list(desk.chain.stream(MET, config)),
        lambda config: asyncio.run(desk.chain.ainvoke(MET, config)),
    ):
        heard = Heard()
        call({**config, "callbacks": [heard]})
        assert ("mine", ["press"], {"desk": "foreign"}) in heard.begun
        last = heard.ended[-1]
        assert isinstance(last if isinstance(last, Answer) else last.answer, Answer)


def test_it_streams_events(desk: Assistant) -> None:
    async def events() -> list[Any]:
        return [event async for event in desk.chain.astream_events(MET, version="v2")]

    heard = asyncio.run(events())
    assert [heard[0]["event"], heard[-1]["event"]] == ["on_chain_start", "on_chain_end"]
    streamed = [event["data"]["chunk"] for event in heard if event["event"] == "on_chain_stream"]
    assert streamed[-1].answer is not None


def test_it_is_a_tool_of_an_agent(desk: Assistant) -> None:
    tool = desk.chain.as_tool(name="archive")
    assert "question" in tool.args
    model = calling("archive", question=MET, until="2025-06-01")
    told_by_agent(model, [tool], MET)
    assert model.told().content == footnoted(desk.answer(MET, until="2025-06-01"))
