"""The library's search as LangChain's retriever."""

import asyncio
from datetime import date

from langchain_core.documents import Document
from langchain_core.tools import create_retriever_tool

from assistant.app import Assistant
from tests.agents import calling, told_by_agent
from tests.command import MET


def test_its_documents_are_exact_stretches_best_first(newsdesk: Assistant) -> None:
    found = newsdesk.retriever.invoke(MET)
    assert found
    scores = []
    for document in found:
        facts = document.metadata
        text = newsdesk.text(facts["document"])
        assert text[facts["start"] : facts["end"]] == document.page_content
        published = {one.name: one.published for one in newsdesk.library.sources()}
        day = published[facts["document"]]
        assert facts["published"] == (day.isoformat() if day else None)
        scores.append(facts["score"])
    assert scores == sorted(scores, reverse=True)
    assert [one.metadata for one in asyncio.run(newsdesk.retriever.ainvoke(MET))] == [
        one.metadata for one in found
    ]


def test_it_filters(newsdesk: Assistant) -> None:
    days = sorted(one.published for one in newsdesk.library.sources() if one.published)
    since = newsdesk.retriever.model_copy(update={"since": days[-1]})
    assert {one.metadata["published"] for one in since.invoke(MET)} == {days[-1].isoformat()}
    none = newsdesk.retriever.model_copy(update={"until": date(1900, 1, 1)})
    assert none.invoke(MET) == []


def test_an_agent_searches_with_it(desk: Assistant) -> None:
    tool = create_retriever_tool(
        desk.retriever, "search", "Searches.", response_format="content_and_artifact"
    )
    model = calling("search", query=MET)
    told_by_agent(model, [tool], MET)
    told = model.told()
    assert "Beijing" in str(told.content)
    assert all(isinstance(one, Document) for one in told.artifact)
