"""Asking, stopping, asking again, reopening: over a real library."""

import re
import shutil
from pathlib import Path

import pytest

from assistant.app import Assistant
from assistant.errors import UsageError
from assistant.serve.page.ask_tab import AskTab
from assistant.serve.page.backend import Backend
from assistant.serve.page.html import element
from assistant.serve.page.panel import Panel
from assistant.serve.page.partial_answer import PartialAnswer
from assistant.serve.page.session import Filters, Session
from assistant.serve.page.turn_acts import TurnActs
from tests.endpoint import Endpoint, Reply
from tests.page_answers import Shown
from tests.page_fixtures import (
    QUESTION,
    QUOTE,
    asked,
    backend,
    own_backend,
    page_assistant,
    page_folder,
)
from tests.page_server import FILES

__all__ = ["backend", "own_backend", "page_assistant", "page_folder"]


def by_model(backend: Backend, endpoint: Endpoint) -> None:
    """Lets a model word this backend's answers."""
    backend.assistant = Assistant(
        settings=backend.assistant.settings,
        model=f"openai:{endpoint.model}",
        openai_api_key=endpoint.key,
        openai_base_url=endpoint.base_url,
    )


def test_an_answer_streams_and_is_kept_with_its_sources(backend: Backend) -> None:
    session = Session()
    first, *between, last = asked(backend, session)
    assert first["question"] == ""
    assert "data-busy" in first["turn"]
    assert any("Searching the library" in one["turn"] for one in between)
    assert "212 centimetres" in Shown(last["turn"]).text
    assert element("mark", QUOTE) in last["sources"] or QUOTE in Shown(last["sources"]).text
    assert session.turn is not None
    kept = backend.conversations.turn(session.turn)
    assert kept.answer.question == QUESTION
    assert kept.answer.citations[0].document == "desk/river.txt"
    assert f'data-conversation="{session.conversation}"' in last["history"]


def test_a_follow_up_knows_what_was_said(backend: Backend) -> None:
    session = Session()
    asked(backend, session)
    first, *_, last = asked(backend, session, "Who ordered the evacuation there?")
    assert QUESTION in first["log"]
    assert "Calder" in Shown(last["turn"]).text
    turns = backend.conversations.turns(session.conversation or 0)
    assert len(turns) == 2
    assert turns[0].answer.question == QUESTION


def test_an_empty_question_changes_nothing(backend: Backend) -> None:
    assert asked(backend, Session(), " \n") == []
    assert backend.conversations.all() == []


def test_asking_again_replaces_the_answer(backend: Backend) -> None:
    session = Session()
    assert list(AskTab(backend).again(session)) == []
    asked(backend, session)
    before = session.turn
    *_, last = AskTab(backend).again(session)
    assert session.turn != before
    assert "212" in last["turn"]
    assert len(backend.conversations.turns(session.conversation or 0)) == 1


def test_a_stopped_answer_is_kept_as_stopped(backend: Backend) -> None:
    session, tab = Session(), AskTab(backend)
    answering = tab.ask(QUESTION, session)
    next(answering)
    stopped = tab.stop(session)
    assert "Stopped" in stopped["turn"]
    assert QUESTION in stopped["history"]
    assert list(answering) == []
    (kept,) = backend.conversations.turns(session.conversation or 0)
    assert (kept.stopped, kept.answer.question, kept.answer.answer) == (True, QUESTION, "")
    assert tab.stop(session) == {}
    assert "Stopped" in tab.reopen(kept.conversation, session)["turn"]
    *_, last = tab.again(session)
    assert "212" in last["turn"]
    (kept,) = backend.conversations.turns(kept.conversation)
    assert not kept.stopped


def test_what_was_written_before_the_stop_is_kept_with_its_marks(
    backend: Backend, endpoint: Endpoint
) -> None:
    by_model(backend, endpoint)
    said = "The Aldan river rose 212 centimetres in one night [1]. Then it fell by a metre or so."
    endpoint.script(Reply(said, between=0.03))
    session, tab = Session(), AskTab(backend)
    answering = tab.ask(QUESTION, session)
    while "Then it fell" not in Shown(next(answering)["turn"]).text:
        pass
    source = Panel(backend).source("d", 0, session)["reader"]
    assert element("mark", QUOTE, id="quote", tabindex=-1) in source
    stopped = tab.stop(session)
    (mark,) = Shown(stopped["turn"]).all("span", "sentence")
    assert mark["class"] == "sentence supported"
    assert "Then it fell" in Shown(stopped["turn"]).text
    assert QUOTE in Shown(stopped["sources"]).text
    assert (
        element("mark", QUOTE, id="quote", tabindex=-1)
        in (Panel(backend).source("d", 0, session)["reader"])
    )
    endpoint.script(Reply("Where did it rise?"), Reply("It rose in Riverton [1]."))
    list(tab.ask("Where?", session))
    sent = [one["content"] for one in endpoint.requests[-1].body["messages"]]
    assert any("The Aldan river rose 212 centimetres" in one for one in sent)
    backend.assistant.library.close()


def test_a_user_who_leaves_finds_what_had_come(backend: Backend) -> None:
    session = Session()
    answering = AskTab(backend).ask(QUESTION, session)
    next(answering)
    next(answering)
    answering.close()  # type: ignore[attr-defined]
    (conversation,) = backend.conversations.all()
    (kept,) = backend.conversations.turns(conversation.id)
    assert kept.stopped


def test_asking_again_and_stopping_leaves_the_answer_that_was_there(backend: Backend) -> None:
    session, tab = Session(), AskTab(backend)
    asked(backend, session)
    before = session.turn
    again = tab.again(session)
    next(again)
    back = tab.stop(session)
    assert "212" in back["turn"]
    assert QUOTE in Shown(back["sources"]).text
    assert session.turn == before
    assert list(again) == []


def test_whoever_turns_to_another_conversation_stops_the_answer(backend: Backend) -> None:
    session, tab = Session(), AskTab(backend)
    asked(backend, session)
    mine = session.conversation or 0
    next(tab.ask("What did the bridge cost?", session))
    assert tab.fresh(session)["turn"] == ""
    next(tab.ask("Who told the council?", session))
    assert "Stopped" in tab.reopen(mine, session)["turn"]
    assert [turn.stopped for turn in backend.conversations.turns(mine)] == [False, True]
    assert len(backend.conversations.all()) == 2


def test_one_conversation_open_twice_goes_two_ways(backend: Backend) -> None:
    mine, theirs, tab = Session(), Session(), AskTab(backend)
    asked(backend, mine)
    tab.reopen(mine.conversation or 0, theirs)
    asked(backend, mine, "What did the bridge cost?")
    *_, last = tab.ask("Who ordered the evacuation there?", theirs)
    assert "Calder" in Shown(last["turn"]).text
    assert mine.conversation != theirs.conversation
    shared, own = (
        [turn.answer.question for turn in backend.conversations.turns(one.conversation or 0)]
        for one in (mine, theirs)
    )
    assert shared == [QUESTION, "What did the bridge cost?"]
    assert own == [QUESTION, "Who ordered the evacuation there?"]


def test_an_answer_that_can_not_be_kept_is_reported_in_its_place(backend: Backend) -> None:
    session, tab = Session(), AskTab(backend)
    asked(backend, session)
    backend.conversations.path.unlink()
    backend.conversations.path.write_text("no database any more, but long enough to look like one")
    again = tab.again(session)
    next(again)
    assert "conversations can" in Shown(tab.stop(session)["turn"]).text
    assert "data-busy" not in session.last


def test_a_question_asked_meanwhile_stops_the_one_before(backend: Backend) -> None:
    session, tab = Session(), AskTab(backend)
    before = tab.ask(QUESTION, session)
    next(before)
    *_, last = tab.ask("What did the bridge cost?", session)
    assert list(before) == []
    assert "4.2 million" in last["turn"]
    assert "Stopped" in session.log[0][1]


def test_words_are_shown_as_they_come_and_marked_when_verified(
    backend: Backend, endpoint: Endpoint
) -> None:
    by_model(backend, endpoint)
    said = "The Aldan river rose 212 centimetres in one night [1]. It rose 300 centimetres [1]."
    endpoint.script(Reply(said, between=0.06))
    *making, last = asked(backend, Session())
    shown = [Shown(one["turn"]).text for one in making]
    growing = [re.split(r"Writing the answer… \d\.\d s", one)[-1] for one in shown]
    assert "" in growing
    assert any(one and one.count(" ") < 8 for one in growing)
    marks = [one["class"] for one in Shown(last["turn"]).all("span", "sentence")]
    assert marks[0] == "sentence supported"
    assert marks[1] != "sentence supported"
    assert "tokens" in last["turn"]
    backend.assistant.library.close()


def test_a_question_that_can_not_be_put_is_reported_in_its_place(backend: Backend) -> None:
    session = Session()
    *_, last = asked(backend, session, "why " * 4_000)
    assert "characters" in Shown(last["turn"]).text
    assert 'role="alert"' in last["turn"]
    *_, last = asked(backend, session)
    assert "characters" in session.log[0][1]


def test_an_abstention_shows_what_was_searched(backend: Backend) -> None:
    *_, last = asked(backend, Session(), "Which planet has the most moons?")
    assert "3 documents" in Shown(last["turn"]).text
    assert "Nearest in the library" in last["sources"]


def test_filters_apply(backend: Backend) -> None:
    session = Session(filters=Filters.of("", "", "desk/bridge.txt", ["desk/bridge.txt"]))
    asked(backend, session)
    assert session.turn is not None
    answer = backend.conversations.turn(session.turn).answer
    assert {hit.passage.source.name for hit in answer.passages} <= {"desk/bridge.txt"}
    assert answer.receipt.pattern == "=desk/bridge.txt"


def test_a_conversation_reopens_after_a_restart_with_its_citations(own_backend: Backend) -> None:
    session = Session()
    asked(own_backend, session)
    asked(own_backend, session, "What did the bridge cost?")
    again = Backend(own_backend.assistant)
    reopened = Session()
    shown = AskTab(again).reopen(session.conversation or 0, reopened)
    assert QUESTION in shown["log"]
    assert "4.2 million" in shown["turn"]
    assert "4.2 million" in shown["sources"]
    assert "Changed since" not in shown["turn"] + shown["log"]
    assert (reopened.turn, reopened.question) == (session.turn, "What did the bridge cost?")
    source = Panel(again).source(f"t{session.turn}", 0, reopened)["reader"]
    assert 'id="quote"' in source


def test_what_became_of_a_source_since_is_shown(page_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    shutil.copytree(page_folder / "desk", folder)
    backend = Backend(Assistant(data=tmp_path / "own", model="quotes"))
    backend.assistant.index(folder)
    session, tab = Session(), AskTab(backend)
    asked(backend, session)
    asked(backend, session, "What did the bridge cost?")
    (folder / "river.txt").write_text("Other news.\n" + FILES["river.txt"])
    backend.assistant.index()
    backend.assistant.remove("desk/bridge.txt")
    shown = tab.reopen(session.conversation or 0, session)
    assert "no longer stands at its place" in shown["log"]
    assert "the document is no longer there" in shown["turn"]
    (kept, _) = backend.conversations.turns(session.conversation or 0)
    reader = Panel(backend).source(f"t{kept.id}", 0, session)["reader"]
    assert "no longer stands" in reader
    assert QUOTE in Shown(reader).text
    backend.assistant.library.close()


def test_conversations_are_renamed_deleted_and_begun(backend: Backend) -> None:
    session, tab = Session(), AskTab(backend)
    asked(backend, session)
    mine = session.conversation or 0
    assert "Floods" in tab.rename(mine, "Floods", session)["history"]
    other = backend.conversations.start("Another")
    assert tab.delete(other, session).keys() == {"history"}
    fresh = tab.fresh(session)
    assert (fresh["log"], fresh["turn"], fresh["sources"]) == ("", "", "")
    tab.reopen(mine, session)
    assert tab.delete(mine, session)["turn"] == ""
    assert session.conversation is None
    assert backend.conversations.all() == []
    with pytest.raises(UsageError):
        tab.delete(mine, session)
    empty = backend.conversations.start("Nothing asked")
    assert tab.reopen(empty, session)["turn"] == ""


def test_thumbs_and_notes_are_kept_and_taken_back(backend: Backend) -> None:
    session, acts = Session(), TurnActs(backend, AskTab(backend))
    asked(backend, session)
    asked(backend, session, "What did the bridge cost?")
    first, last = (turn.id for turn in backend.conversations.turns(session.conversation or 0))
    assert 'aria-pressed="true"' in acts.judge(last, "up", None, session)["turn"]
    assert 'aria-pressed="true"' in acts.judge(first, "down", None, session)["log"]
    acts.judge(first, "down", "It was 213.", session)
    assert backend.conversations.turn(first).note == "It was 213."
    acts.judge(first, "down", None, session)
    assert [one.thumb for one in backend.conversations.judged()] == ["up"]


def test_two_tabs_have_their_own_conversations(backend: Backend) -> None:
    mine, theirs = Session(), Session()
    tab = AskTab(backend)
    one, other = tab.ask(QUESTION, mine), tab.ask("What did the bridge cost?", theirs)
    steps = [next(one), next(other)]
    *_, last_mine = one
    *_, last_theirs = other
    assert "bridge" not in Shown(last_mine["turn"]).text
    assert "river" not in Shown(last_theirs["sources"]).text
    assert steps[0]["turn"] != steps[1]["turn"]
    assert mine.conversation != theirs.conversation


def test_after_an_answer_questions_are_offered_to_go_on_with(backend: Backend) -> None:
    session, tab = Session(), AskTab(backend)
    assert tab.onward(session) == {"onward": ""}
    asked(backend, session)
    offered = tab.onward(session)["onward"]
    assert 'data-do="example"' in offered
    assert QUESTION not in offered
    asked(backend, session, "What did the bridge cost?")
    session.partial = PartialAnswer("And then?")
    assert tab.onward(session) == {"onward": ""}
