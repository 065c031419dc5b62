"""What is kept comes back whole, in order, and nothing else."""

import json
import sqlite3
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import LibraryError, UsageError
from assistant.history.conversation_titles import TITLE_LENGTH
from assistant.history.conversations import Conversations
from assistant.history.kept_turn import history
from assistant.types import (
    Answer,
    Citation,
    Conflict,
    Receipt,
    Sentence,
    Side,
    Timings,
    Turn,
    Usage,
)
from index.types import Hit, Passage, Source

texts = st.text(max_size=40)
days = st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1))
verdicts = st.sampled_from(["supported", "partly", "unsupported", "contradicted"])
citations = st.builds(Citation, published=days, verdict=verdicts)
sentences = st.builds(Sentence, verdict=verdicts, citations=st.tuples(citations))
passages = st.builds(Passage, source=st.builds(Source, published=days))
numbers = st.floats(0, 1)
hits = st.builds(Hit, passages, score=numbers, similarity=numbers, lexical=numbers)
answers = st.builds(
    Answer,
    question=texts,
    answer=texts,
    confidence=numbers,
    receipt=st.builds(Receipt, since=days, until=days),
    sentences=st.lists(sentences, max_size=2).map(tuple),
    citations=st.lists(citations, max_size=2).map(tuple),
    passages=st.lists(hits, max_size=1).map(tuple),
    nearest=st.just(()),
    conflict=st.none() | st.builds(Conflict, sides=st.tuples(st.builds(Side), st.builds(Side))),
    usage=st.builds(Usage),
    timings=st.builds(Timings),
)


def answer(question: str = "Who met?", **changes: object) -> Answer:
    cited = Citation(
        "[1]", "desk/a.txt", "Talks", date(2025, 5, 21), None, None, None, 0, 4, "They", "supported"
    )
    fields: dict[str, object] = {
        "question": question,
        "answer": "They met. [1]",
        "abstained": False,
        "confidence": 0.9,
        "model": "quotes",
        "receipt": Receipt(question, 1, 3),
        "sentences": (Sentence("They met. [1]", "supported", ("[1]",)),),
        "citations": (cited,),
    }
    return Answer(**(fields | changes))  # type: ignore[arg-type]


def answer_fields() -> dict[str, Any]:
    """The JSON object of an answer with no citations."""
    return {
        "question": "?",
        "answer": "",
        "abstained": True,
        "confidence": 0.5,
        "model": "quotes",
        "receipt": {"question": "?", "documents": 0, "passages": 0},
    }


@pytest.fixture
def kept(tmp_path: Path) -> Conversations:
    return Conversations(tmp_path / "data" / "conversations.sqlite")


@pytest.fixture(scope="module")
def reused() -> Iterator[Conversations]:
    """One file for many examples."""
    with tempfile.TemporaryDirectory() as folder:
        yield Conversations(Path(folder) / "conversations.sqlite")


def with_stored(kept: Conversations, text: str) -> int:
    """A turn whose answer is stored as this text."""
    turn = kept.keep(kept.start("Who met?"), answer())
    with sqlite3.connect(kept.path) as database:
        database.execute("UPDATE turn SET answer = ?", (text,))
    database.close()
    return turn


@given(made=answers)
def test_an_answer_is_read_as_it_was_kept(reused: Conversations, made: Answer) -> None:
    assert reused.turn(reused.keep(reused.start("?"), made)).answer == made


def test_an_answer_kept_by_an_earlier_version_is_read(kept: Conversations) -> None:
    stored = {
        "question": "Who met?",
        "answer": "They met. [1]",
        "abstained": False,
        "confidence": 1,
        "model": "quotes",
        "receipt": {"question": "Who met?", "documents": 1, "passages": 3},
        "citations": [
            {
                "marker": "[1]",
                "document": "desk/a.txt",
                "title": "Talks",
                "published": "2025-05-21",
                "outlet": None,
                "page": None,
                "heading": None,
                "start": 0,
                "end": 4,
                "quote": "They",
                "verdict": "supported",
            }
        ],
    }
    read = kept.turn(with_stored(kept, json.dumps(stored))).answer
    assert read == answer(confidence=1.0, sentences=())


@pytest.mark.parametrize(
    "text", ['{"question": "?"}', '{"colour": 1}', "[]", "3", "null", "no JSON", '{"answer": 3}']
)
def test_what_is_no_answer_is_refused_in_one_line(kept: Conversations, text: str) -> None:
    turn = with_stored(kept, text)
    with pytest.raises(LibraryError, match=f"Answer {turn} was kept by another version") as raised:
        kept.turn(turn)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("part", [None, "receipt"])
def test_a_field_of_a_later_version_is_refused(kept: Conversations, part: str | None) -> None:
    stored = answer_fields()
    (stored[part] if part else stored)["colour"] = 1
    turn = with_stored(kept, json.dumps(stored))
    with pytest.raises(LibraryError, match="colour"):
        kept.turn(turn)


def test_turns_survive_a_restart_in_order(kept: Conversations) -> None:
    talk = kept.start("Who met?")
    made = [answer(f"Question {number}") for number in range(3)]
    for one in made:
        kept.keep(talk, one)
    again = Conversations(kept.path)
    assert [turn.answer for turn in again.turns(talk)] == made
    assert [talk.title for talk in again.all()] == ["Who met?"]


def test_the_conversation_asked_last_is_first(kept: Conversations) -> None:
    first, second = kept.start("One"), kept.start("Two")
    assert [talk.id for talk in kept.all()] == [second, first]
    with sqlite3.connect(kept.path) as database:
        database.execute("UPDATE conversation SET updated = '2020-01-01T00:00:00+00:00'")
    database.close()
    kept.keep(first, answer())
    assert [talk.id for talk in kept.all()] == [first, second]


def test_regenerating_replaces_the_turn(kept: Conversations) -> None:
    talk = kept.start("Who met?")
    old = kept.keep(talk, answer())
    new = kept.keep(talk, answer(answer="Nobody met."), replacing=old)
    assert [(turn.id, turn.answer.answer) for turn in kept.turns(talk)] == [(new, "Nobody met.")]


def test_a_turn_of_another_conversation_is_not_replaced(kept: Conversations) -> None:
    mine, theirs = kept.start("Mine"), kept.start("Theirs")
    other = kept.keep(theirs, answer())
    kept.keep(mine, answer(), replacing=other)
    assert [turn.id for turn in kept.turns(theirs)] == [other]


def test_a_stopped_answer_is_kept_as_such(kept: Conversations) -> None:
    talk = kept.start("Who met?")
    whole, part = kept.keep(talk, answer()), kept.keep(talk, answer(answer=""), stopped=True)
    assert [(turn.id, turn.stopped) for turn in kept.turns(talk)] == [(whole, False), (part, True)]
    assert len(history(kept.turns(talk))) == 2


def test_a_conversation_goes_on_unless_others_went_on_with_it(kept: Conversations) -> None:
    new = kept.continue_or_fork(None, (), "Who met?")
    assert [talk.title for talk in kept.all()] == ["Who met?"]
    assert kept.continue_or_fork(new, (), "Where?") == new
    first = kept.keep(new, answer("Who met?"))
    assert kept.continue_or_fork(new, [first], "Where?") == new
    assert kept.continue_or_fork(new, [], "Who met?", replacing=first) == new
    theirs = kept.keep(new, answer("Why?"))
    kept.judge(first, "up")
    own = kept.continue_or_fork(new, [first], "Where?")
    assert own != new
    assert [(turn.answer.question, turn.thumb) for turn in kept.turns(own)] == [("Who met?", None)]
    assert [turn.id for turn in kept.turns(new)] == [first, theirs]
    assert kept.turns(kept.continue_or_fork(new, [], "Who met?", replacing=first)) == []
    titles = [talk.title for talk in kept.all()]
    assert sorted(titles) == ["Who met?", "Who met? (2)", "Who met? (3)"]
    kept.delete(new)
    again = kept.continue_or_fork(new, [first, theirs], "Where?")
    assert [talk.title for talk in kept.all() if talk.id == again] == ["Where?"]
    assert kept.turns(again) == []


def test_renamed_and_deleted(kept: Conversations) -> None:
    talk, other = kept.start("Who met?"), kept.start("Other")
    turn = kept.keep(talk, answer())
    kept.rename(talk, "  Beijing\n talks ")
    assert {one.id: one.title for one in kept.all()}[talk] == "Beijing talks"
    kept.delete(talk)
    assert [one.id for one in kept.all()] == [other]
    with pytest.raises(UsageError, match=f"no answer {turn}"):
        kept.turn(turn)


@pytest.mark.parametrize("title", ["", "  \n"])
def test_an_empty_title_is_refused(kept: Conversations, title: str) -> None:
    with pytest.raises(UsageError, match="needs a title"):
        kept.rename(kept.start("Who met?"), title)


def test_unknown_ids_are_refused(kept: Conversations) -> None:
    for call in (
        lambda: kept.rename(9, "x"),
        lambda: kept.delete(9),
        lambda: kept.keep(9, answer()),
        lambda: kept.judge(9, "up"),
    ):
        with pytest.raises(UsageError, match=r"There is no \w+ 9"):
            call()
    assert kept.turns(9) == []


def test_a_title_is_one_short_line(kept: Conversations) -> None:
    for question in ("word " * 1_000, "one\ntwo\r\nthree", "x" * TITLE_LENGTH):
        kept.start(question)
    assert [talk.title for talk in kept.all()] == [
        "x" * TITLE_LENGTH,
        "one two three",
        f"{('word ' * 1_000)[: TITLE_LENGTH - 1].rstrip()}…",
    ]


def test_thumbs_are_kept_and_taken_back(kept: Conversations) -> None:
    talk = kept.start("Who met?")
    first, second = (kept.keep(talk, answer(question)) for question in ("Who met?", "Where?"))
    kept.keep(talk, answer("When?"))
    kept.judge(first, "up", " right ")
    kept.judge(second, "down", "It was Beijing.")
    assert [(one.id, one.thumb, one.note) for one in kept.judged()] == [
        (first, "up", "right"),
        (second, "down", "It was Beijing."),
    ]
    assert kept.judgements() == 2
    kept.judge(first, None)
    assert [one.id for one in kept.judged()] == [second]


def test_history_alternates(kept: Conversations) -> None:
    talk = kept.start("Who met?")
    kept.keep(talk, answer())
    assert history(kept.turns(talk)) == [
        Turn("user", "Who met?"),
        Turn("assistant", "They met. [1]"),
    ]
