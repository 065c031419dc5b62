"""Asking, stopping, reopening, opening sources, checking, the library's tab: over a real one."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.app import Assistant
from assistant.errors import LibraryError, UsageError
from assistant.history.conversations import Conversations
from assistant.serve.page.check_tab import CheckTab
from assistant.serve.page.desk import Desk
from assistant.serve.page.html import element
from assistant.serve.page.library_tab import LibraryTab
from assistant.serve.page.panel import Panel
from assistant.serve.page.session import Filters, Session
from assistant.serve.page.talk import Parts, Talk
from tests.endpoint import Endpoint, Reply, endpoint
from tests.web_answers import Shown
from tests.web_desk import FILES, library

__all__ = ["endpoint"]

QUESTION = "How much did the Aldan river rise?"
QUOTE = "The Aldan river rose 212 centimetres in one night."


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shelf")
    library(folder).library.close()
    return folder


@pytest.fixture(scope="module")
def assistant(shelf: Path) -> Iterator[Assistant]:
    made = Assistant(data=shelf / "data", model="quotes")
    yield made
    made.library.close()


@pytest.fixture
def desk(assistant: Assistant, tmp_path: Path) -> Desk:
    """A desk over the library that all share, with conversations of its own."""
    made = Desk(assistant)
    made.conversations = Conversations(tmp_path / "conversations.sqlite")
    return made


@pytest.fixture
def own(shelf: Path, tmp_path: Path) -> Iterator[Desk]:
    """A desk over a copy of the library, for a test that changes it."""
    shutil.copytree(shelf / "data", tmp_path / "data")
    made = Assistant(data=tmp_path / "data", model="quotes")
    yield Desk(made)
    made.library.close()


def asked(desk: Desk, session: Session, question: str = QUESTION) -> list[Parts]:
    return list(Talk(desk).ask(question, session))


def by_model(desk: Desk, endpoint: Endpoint) -> None:
    """Lets a model word this desk's answers."""
    desk.assistant = Assistant(
        settings=desk.assistant.settings,
        model=f"openai:{endpoint.model}",
        openai_api_key=endpoint.key,
        openai_base_url=endpoint.base_url,
    )


def test_an_answer_streams_and_is_kept_with_its_sources(desk: Desk) -> None:
    session = Session()
    first, *between, last = asked(desk, session)
    assert first["question"] == ""
    assert "data-busy" in first["turn"]
    assert any("Searching the library" in one["turn"] for one in between)
    assert "212 centimetres" in Shown(last["turn"]).text
    assert element("mark", QUOTE) in last["sources"] or QUOTE in Shown(last["sources"]).text
    assert session.turn is not None
    kept = desk.conversations.turn(session.turn)
    assert kept.answer.question == QUESTION
    assert kept.answer.citations[0].document == "desk/river.txt"
    assert f'data-conversation="{session.conversation}"' in last["history"]


def test_the_stage_says_when_the_library_is_still_being_opened(desk: Desk) -> None:
    assert "Opening the library" in asked(desk, Session())[0]["turn"]
    told: list[str] = []
    desk.warm(told.append).join()
    assert desk.ready
    assert "Searching the library" in asked(desk, Session())[0]["turn"]
    assert not told


def test_what_keeps_the_library_closed_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    told: list[str] = []
    broken = Desk(Assistant(data=tmp_path / "data", model="quotes"))
    broken.warm(told.append).join()
    assert "data" in told[0]
    session = Session()
    *_, last = asked(broken, session)
    assert "failure" in last["turn"]
    assert "Ask again" in last["turn"]


def test_a_follow_up_knows_what_was_said(desk: Desk) -> None:
    session = Session()
    asked(desk, session)
    first, *_, last = asked(desk, session, "Who ordered the evacuation there?")
    assert QUESTION in first["log"]
    assert "Calder" in Shown(last["turn"]).text
    talk = desk.conversations.turns(session.conversation or 0)
    assert len(talk) == 2
    assert talk[0].answer.question == QUESTION


def test_an_empty_question_changes_nothing(desk: Desk) -> None:
    assert asked(desk, Session(), " \n") == []
    assert desk.conversations.all() == []


def test_asking_again_replaces_the_answer(desk: Desk) -> None:
    session = Session()
    assert list(Talk(desk).again(session)) == []
    asked(desk, session)
    before = session.turn
    *_, last = Talk(desk).again(session)
    assert session.turn != before
    assert "212" in last["turn"]
    assert len(desk.conversations.turns(session.conversation or 0)) == 1


def test_a_stopped_answer_is_kept_as_stopped(desk: Desk) -> None:
    session, talk = Session(), Talk(desk)
    answering = talk.ask(QUESTION, session)
    next(answering)
    stopped = talk.stop(session)
    assert "Stopped" in stopped["turn"]
    assert QUESTION in stopped["history"]
    assert list(answering) == []
    (kept,) = desk.conversations.turns(session.conversation or 0)
    assert (kept.stopped, kept.answer.question, kept.answer.answer) == (True, QUESTION, "")
    assert talk.stop(session) == {}
    assert "Stopped" in talk.reopen(kept.conversation, session)["turn"]
    *_, last = talk.again(session)
    assert "212" in last["turn"]
    (kept,) = desk.conversations.turns(kept.conversation)
    assert not kept.stopped


def test_what_was_written_before_the_stop_is_kept_with_its_marks(
    desk: Desk, endpoint: Endpoint
) -> None:
    by_model(desk, endpoint)
    said = "The Aldan river rose 212 centimetres in one night [1]. Then it fell by a metre or so."
    endpoint.script(Reply(said, between=0.03))
    session, talk = Session(), Talk(desk)
    answering = talk.ask(QUESTION, session)
    while "Then it fell" not in Shown(next(answering)["turn"]).text:
        pass
    source = Panel(desk).source("d", 0, session)["reader"]
    assert element("mark", QUOTE, id="quote", tabindex=-1) in source
    stopped = talk.stop(session)
    (mark,) = Shown(stopped["turn"]).all("span", "sentence")
    assert mark["class"] == "sentence supported"
    assert "Then it fell" in Shown(stopped["turn"]).text
    assert QUOTE in Shown(stopped["sources"]).text
    assert (
        element("mark", QUOTE, id="quote", tabindex=-1)
        in (Panel(desk).source("d", 0, session)["reader"])
    )
    endpoint.script(Reply("Where did it rise?"), Reply("It rose in Riverton [1]."))
    list(talk.ask("Where?", session))
    told = [one["content"] for one in endpoint.requests[-1].body["messages"]]
    assert any("The Aldan river rose 212 centimetres" in one for one in told)
    desk.assistant.library.close()


def test_a_reader_who_leaves_finds_what_had_come(desk: Desk) -> None:
    session = Session()
    answering = Talk(desk).ask(QUESTION, session)
    next(answering)
    next(answering)
    answering.close()  # type: ignore[attr-defined]
    (talk,) = desk.conversations.all()
    (kept,) = desk.conversations.turns(talk.id)
    assert kept.stopped


def test_asking_again_and_stopping_leaves_the_answer_that_was_there(desk: Desk) -> None:
    session, talk = Session(), Talk(desk)
    asked(desk, session)
    before = session.turn
    again = talk.again(session)
    next(again)
    back = talk.stop(session)
    assert "212" in back["turn"]
    assert QUOTE in Shown(back["sources"]).text
    assert session.turn == before
    assert list(again) == []


def test_whoever_turns_to_another_talk_stops_the_answer(desk: Desk) -> None:
    session, talk = Session(), Talk(desk)
    asked(desk, session)
    mine = session.conversation or 0
    next(talk.ask("What did the bridge cost?", session))
    assert talk.fresh(session)["turn"] == ""
    next(talk.ask("Who told the council?", session))
    assert "Stopped" in talk.reopen(mine, session)["turn"]
    assert [turn.stopped for turn in desk.conversations.turns(mine)] == [False, True]
    assert len(desk.conversations.all()) == 2


def test_one_conversation_open_twice_goes_two_ways(desk: Desk) -> None:
    mine, theirs, talk = Session(), Session(), Talk(desk)
    asked(desk, mine)
    talk.reopen(mine.conversation or 0, theirs)
    asked(desk, mine, "What did the bridge cost?")
    *_, last = talk.ask("Who ordered the evacuation there?", theirs)
    assert "Calder" in Shown(last["turn"]).text
    assert mine.conversation != theirs.conversation
    shared, own = (
        [turn.answer.question for turn in desk.conversations.turns(one.conversation or 0)]
        for one in (mine, theirs)
    )
    assert shared == [QUESTION, "What did the bridge cost?"]
    assert own == [QUESTION, "Who ordered the evacuation there?"]


def test_an_answer_that_can_not_be_kept_is_told_in_its_place(desk: Desk) -> None:
    session, talk = Session(), Talk(desk)
    asked(desk, session)
    desk.conversations.path.unlink()
    desk.conversations.path.write_text("no database any more, but long enough to look like one")
    again = talk.again(session)
    next(again)
    assert "conversations can" in Shown(talk.stop(session)["turn"]).text
    assert "data-busy" not in session.last


def test_a_question_asked_meanwhile_stops_the_one_before(desk: Desk) -> None:
    session, talk = Session(), Talk(desk)
    before = talk.ask(QUESTION, session)
    next(before)
    *_, last = talk.ask("What did the bridge cost?", session)
    assert list(before) == []
    assert "4.2 million" in last["turn"]
    assert "Stopped" in session.log[0][1]


def test_words_are_shown_as_they_come_and_marked_when_verified(
    desk: Desk, endpoint: Endpoint
) -> None:
    by_model(desk, endpoint)
    said = "The Aldan river rose 212 centimetres in one night [1]. It rose 300 centimetres [1]."
    endpoint.script(Reply(said, between=0.06))
    *making, last = asked(desk, Session())
    shown = [Shown(one["turn"]).text for one in making]
    growing = [re.split(r"Writing the answer… \d\.\d s", one)[-1] for one in shown]
    assert "" in growing
    assert any(one and one.count(" ") < 8 for one in growing)
    marks = [one["class"] for one in Shown(last["turn"]).all("span", "sentence")]
    assert marks[0] == "sentence supported"
    assert marks[1] != "sentence supported"
    assert "tokens" in last["turn"]
    desk.assistant.library.close()


def test_a_question_that_can_not_be_put_is_told_in_its_place(desk: Desk) -> None:
    session = Session()
    *_, last = asked(desk, session, "why " * 4_000)
    assert "characters" in Shown(last["turn"]).text
    assert 'role="alert"' in last["turn"]
    *_, last = asked(desk, session)
    assert "characters" in session.log[0][1]


def test_an_abstention_shows_what_was_searched(desk: Desk) -> None:
    *_, last = asked(desk, Session(), "Which planet has the most moons?")
    assert "3 documents" in Shown(last["turn"]).text
    assert "Nearest in the library" in last["sources"]


def test_filters_apply(desk: Desk) -> None:
    session = Session(filters=Filters.of("", "", "desk/bridge.txt", ["desk/bridge.txt"]))
    asked(desk, session)
    assert session.turn is not None
    answer = desk.conversations.turn(session.turn).answer
    assert {hit.passage.source.name for hit in answer.passages} <= {"desk/bridge.txt"}
    assert answer.receipt.pattern == "desk/bridge.txt"


def test_a_conversation_reopens_after_a_restart_with_its_citations(own: Desk) -> None:
    session = Session()
    asked(own, session)
    asked(own, session, "What did the bridge cost?")
    again = Desk(own.assistant)
    reopened = Session()
    shown = Talk(again).reopen(session.conversation or 0, reopened)
    assert QUESTION in shown["log"]
    assert "4.2 million" in shown["turn"]
    assert "4.2 million" in shown["sources"]
    assert "Changed since" not in shown["turn"] + shown["log"]
    assert (reopened.turn, reopened.question) == (session.turn, "What did the bridge cost?")
    source = Panel(again).source(f"t{session.turn}", 0, reopened)["reader"]
    assert 'id="quote"' in source


def test_what_became_of_a_source_since_is_said(desk: Desk, shelf: Path, tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    shutil.copytree(shelf / "desk", folder)
    own = Desk(Assistant(data=tmp_path / "own", model="quotes"))
    own.assistant.index(folder)
    session, talk = Session(), Talk(own)
    asked(own, session)
    asked(own, session, "What did the bridge cost?")
    (folder / "river.txt").write_text("Other news.\n" + FILES["river.txt"])
    own.assistant.index()
    own.assistant.remove("desk/bridge.txt")
    shown = talk.reopen(session.conversation or 0, session)
    assert "no longer stands at its place" in shown["log"]
    assert "the document is no longer there" in shown["turn"]
    (kept, _) = own.conversations.turns(session.conversation or 0)
    reader = Panel(own).source(f"t{kept.id}", 0, session)["reader"]
    assert "no longer stands" in reader
    assert QUOTE in Shown(reader).text
    own.assistant.library.close()


def test_conversations_are_renamed_deleted_and_begun(desk: Desk) -> None:
    session, talk = Session(), Talk(desk)
    asked(desk, session)
    mine = session.conversation or 0
    assert "Floods" in talk.rename(mine, "Floods", session)["history"]
    other = desk.conversations.start("Another")
    assert talk.delete(other, session).keys() == {"history"}
    fresh = talk.fresh(session)
    assert (fresh["log"], fresh["turn"], fresh["sources"]) == ("", "", "")
    talk.reopen(mine, session)
    assert talk.delete(mine, session)["turn"] == ""
    assert session.conversation is None
    assert desk.conversations.all() == []
    with pytest.raises(UsageError):
        talk.delete(mine, session)
    empty = desk.conversations.start("Nothing asked")
    assert talk.reopen(empty, session)["turn"] == ""


def test_thumbs_and_notes_are_kept_and_taken_back(desk: Desk) -> None:
    session, talk = Session(), Talk(desk)
    asked(desk, session)
    asked(desk, session, "What did the bridge cost?")
    first, last = (turn.id for turn in desk.conversations.turns(session.conversation or 0))
    assert 'aria-pressed="true"' in talk.judge(last, "up", None, session)["turn"]
    assert 'aria-pressed="true"' in talk.judge(first, "down", None, session)["log"]
    talk.judge(first, "down", "It was 213.", session)
    assert desk.conversations.turn(first).note == "It was 213."
    talk.judge(first, "down", None, session)
    assert [one.thumb for one in desk.conversations.judged()] == ["up"]


def test_two_tabs_have_their_own_talks(desk: Desk) -> None:
    mine, theirs = Session(), Session()
    talk = Talk(desk)
    one, other = talk.ask(QUESTION, mine), talk.ask("What did the bridge cost?", theirs)
    steps = [next(one), next(other)]
    *_, last_mine = one
    *_, last_theirs = other
    assert "bridge" not in Shown(last_mine["turn"]).text
    assert "river" not in Shown(last_theirs["sources"]).text
    assert steps[0]["turn"] != steps[1]["turn"]
    assert mine.conversation != theirs.conversation


@pytest.mark.parametrize("key", ["t", "t999", "x1", "c0", "tn", "", "t-1"])
def test_a_source_that_is_not_there_is_told(desk: Desk, key: str) -> None:
    with pytest.raises(UsageError):
        Panel(desk).source(key, 0, Session())


def test_nearest_quotes_and_documents_open_too(desk: Desk) -> None:
    session, panel = Session(), Panel(desk)
    asked(desk, session, "Which planet has the most moons?")
    assert 'id="quote"' in panel.source(f"t{session.turn}n", 0, session)["reader"]
    one, other = (panel.show("desk/river.txt", 0)["reader"] for _ in range(2))
    assert FILES["river.txt"] in Shown(one).text
    assert one != other
    with pytest.raises(LibraryError, match="desk/none is no longer in the library"):
        panel.show("desk/none", 0)


def test_a_draft_is_checked_and_its_quotes_open(desk: Desk) -> None:
    session = Session()
    draft = "The Aldan river rose 212 centimetres in one night. The bridge cost 9 million euros."
    waiting, done = CheckTab(desk).check(draft, session)
    assert "Checking every sentence" in waiting["checked"]
    shown = Shown(done["checked"])
    classes = [one["class"] for one in shown.all("span", "sentence")]
    assert classes[0] == "sentence supported"
    assert classes[1] != "sentence supported"
    assert 'id="quote"' in Panel(desk).source("c0", 0, session)["reader"]
    nothing = CheckTab(desk).check("  ", session)
    next(nothing)
    assert next(nothing) == {"checked": ""}
    with pytest.raises(UsageError):
        next(nothing)


def test_the_table_is_searched_and_sorted(desk: Desk) -> None:
    session, tab = Session(), LibraryTab(desk)
    assert len(Shown(tab.listed(session)["table"]).all("tr")) == 1 + len(FILES)
    assert len(Shown(tab.search("bridge", session)["table"]).all("tr")) == 2
    assert 'aria-sort="ascending"' in tab.sort("size", session)["table"]
    assert 'aria-sort="descending"' in tab.sort("size", session)["table"]
    assert 'aria-sort="ascending"' in tab.sort("size", session)["table"]
    with pytest.raises(StopIteration):
        tab.sort("colour", session)


def test_files_are_added_with_their_faults_and_taken_out(own: Desk, tmp_path: Path) -> None:
    good, bad, hidden = tmp_path / "note.txt", tmp_path / "bad.pdf", tmp_path / ".secret.txt"
    good.write_text("Harbourton, May 1, 2025: The lighthouse of Harbourton was painted red.")
    bad.write_bytes(b"%PDF-1.4 not really")
    hidden.write_text("Hidden files are read under a name that shows.")
    session, tab = Session(), LibraryTab(own)
    first, *_, last = tab.add([str(good), str(bad), str(hidden)], session)
    assert first["files"] is None
    assert "<progress" in first["told"]
    told = Shown(last["told"]).text
    assert "2 added" in told
    assert "uploads/bad.pdf" in told
    assert "uploads/note.txt" in last["table"]
    assert "uploads/secret.txt" in last["table"]
    *_, answer = asked(own, session, "What colour was the lighthouse of Harbourton painted?")
    assert "red" in Shown(answer["turn"]).text
    gone = tab.remove("uploads/note.txt", session)
    assert "uploads/note.txt" not in gone["table"]
    assert not (own.uploads / "note.txt").exists()
    *_, again = tab.add([str(good)], session)
    assert "uploads/note.txt" in again["table"]
    assert list(tab.add([], session)) == []


def test_a_file_of_an_indexed_folder_stays_where_it_is(own: Desk, shelf: Path) -> None:
    LibraryTab(own).remove("desk/river.txt", Session())
    assert (shelf / "desk" / "river.txt").exists()


def test_folders_are_looked_at_again(own: Desk) -> None:
    *_, last = LibraryTab(own).refresh(Session())
    assert "Nothing has changed." in Shown(last["told"]).text


def test_an_upload_that_can_not_be_kept_is_told(own: Desk, tmp_path: Path) -> None:
    own.uploads.write_text("a file where the folder should be")
    with pytest.raises(LibraryError, match="uploads can't take the files"):
        list(LibraryTab(own).add([str(tmp_path / "x.txt")], Session()))


def test_a_file_that_holds_nothing_is_a_fault(own: Desk, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    *_, last = LibraryTab(own).add([str(empty)], Session())
    assert "empty.txt" in Shown(last["told"]).text


def test_an_error_of_the_library_while_adding_is_told(desk: Desk, tmp_path: Path) -> None:
    broken = Desk(Assistant(data=tmp_path / "file", model="quotes"))
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(LibraryError):
        list(LibraryTab(broken).refresh(Session()))
