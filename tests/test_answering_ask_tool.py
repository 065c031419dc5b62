"""The library as an agent's tool."""

import asyncio

import pytest
from pydantic import ValidationError

from assistant.app import Assistant
from assistant.history.footnoted_text import footnoted
from assistant.types import Answer
from tests.agents import calling, told_by_agent
from tests.command import MET


def test_an_agent_asks_it(desk: Assistant) -> None:
    model = calling(desk.tool.name, question=MET)
    reply = told_by_agent(model, [desk.tool], MET)
    told = model.told()
    assert told.content == footnoted(desk.answer(MET))
    assert isinstance(told.artifact, Answer)
    for citation in told.artifact.citations:
        assert desk.text(citation.document)[citation.start : citation.end] == citation.quote
    assert reply[-1].content == "That is what they say."


def test_it_takes_a_question_and_gives_text(desk: Assistant) -> None:
    assert set(desk.tool.args) == {"question"}
    assert desk.tool.invoke({"question": MET}) == footnoted(desk.answer(MET))
    assert asyncio.run(desk.tool.ainvoke({"question": MET})) == footnoted(desk.answer(MET))
    with pytest.raises(ValidationError):
        desk.tool.invoke({"query": MET})


def test_what_can_not_be_asked_is_told_to_the_agent(desk: Assistant) -> None:
    model = calling(desk.tool.name, question=" ")
    told_by_agent(model, [desk.tool], "?")
    assert model.told().content == "the question is empty: ask something"
