"""Answers as they are streamed: words, then verified sentences, then the whole answer."""

from assistant import Assistant
from assistant.types import Sentence
from tests.behaviours import Reply
from tests.endpoint import Endpoint
from tests.modelled import SAID, modelled, opened, place_of
from tests.seed_questions import MET, OFF

__all__ = ["modelled", "opened"]


def test_a_streamed_answer_is_the_answer(
    desk: Assistant, modelled: Assistant, endpoint: Endpoint
) -> None:
    held = place_of(desk, "Ishaq Dar and Afghanistan")
    reply = Reply(f"{SAID} {held} . They agreed.")
    endpoint.script(reply, reply)
    *updates, done = modelled.stream(MET)
    assert (done.stage, done.delta, done.sentence) == ("done", "", None)
    assert done.answer is not None
    stages = [update.stage for update in updates]
    assert stages == sorted(stages, key=["search", "write"].index)
    assert all(update.answer is None for update in updates)
    streamed = "".join(update.delta for update in updates)
    assert streamed == f"{SAID} . They agreed."
    assert tuple(update.sentence for update in updates if update.sentence) == done.answer.sentences
    whole = modelled.answer(MET)
    assert (whole.answer, whole.citations) == (done.answer.answer, done.answer.citations)


def test_a_sentence_is_verified_while_later_ones_are_being_written(
    desk: Assistant, modelled: Assistant, endpoint: Endpoint
) -> None:
    held = place_of(desk, "Ishaq Dar and Afghanistan")
    endpoint.script(Reply(f"{SAID}. {held} He arrived on a bicycle {held}.", between=0.05))
    updates = list(modelled.stream(MET))
    written = [update.sentence or update.delta for update in updates if update.stage == "write"]
    first = next(at for at, one in enumerate(written) if isinstance(one, Sentence))
    sentence = written[first]
    assert isinstance(sentence, Sentence)
    assert (sentence.text, sentence.verdict) == (f"{SAID}. [1]", "supported")
    assert "".join(str(one) for one in written[:first]) == f"{SAID}."
    later = "".join(one for one in written[first:] if isinstance(one, str))
    assert later.strip() == "He arrived on a bicycle."
    assert any(isinstance(one, str) and "bicycle" in one for one in written[first + 2 :])


def test_no_unverified_word_is_shown_where_strict(
    desk: Assistant, modelled: Assistant, endpoint: Endpoint
) -> None:
    held = place_of(desk, "Ishaq Dar and Afghanistan")
    endpoint.script(Reply(f"He arrived on a bicycle {held}. {SAID} {held}."))
    *updates, done = modelled.stream(MET, strict=True)
    assert done.answer is not None
    assert [update.sentence for update in updates if update.sentence] == [*done.answer.sentences]
    assert [sentence.text for sentence in done.answer.sentences] == [f"{SAID}. [1]"]
    assert not any(update.delta for update in updates)


def test_what_a_model_wrote_before_it_failed_is_taken_back(
    desk: Assistant, modelled: Assistant, endpoint: Endpoint
) -> None:
    endpoint.script(Reply(f"{SAID} [1]. They agreed to meet again in Kabul.", cut=18))
    *updates, done = modelled.stream(MET)
    anew = max(at for at, update in enumerate(updates) if update.stage == "search")
    assert any(update.sentence for update in updates[:anew])
    assert done.answer is not None
    assert done.answer.model == "quotes"
    kept = [update.sentence for update in updates[anew:] if update.sentence]
    assert kept == [*done.answer.sentences]
    assert done.answer.answer == desk.answer(MET).answer


def test_quotes_stream_as_they_are_found(desk: Assistant) -> None:
    *updates, done = desk.stream(MET)
    assert done.answer is not None
    shown = "".join(update.delta for update in updates)
    for citation in done.answer.citations:
        assert " ".join(citation.quote.split()) in shown
    *quiet, declined = desk.stream(OFF)
    assert all(not update.delta and update.sentence is None for update in quiet)
    assert declined.answer is not None
    assert declined.answer.abstained
