"""Settings changed while the assistant answers."""

from pathlib import Path

import pytest

from assistant import Assistant, SettingsError
from assistant.errors import MissingKeyError
from tests.endpoint import Endpoint, Reply, endpoint
from tests.page_server import library

__all__ = ["endpoint"]

QUESTION = "How much did the Aldan river rise?"


@pytest.fixture
def desk(tmp_path: Path) -> Assistant:
    return library(tmp_path)


def test_the_next_answer_is_worded_by_another_model(desk: Assistant, endpoint: Endpoint) -> None:
    assert desk.answer(QUESTION).model == "quotes"
    model = f"openai:{endpoint.model}"
    with pytest.raises(MissingKeyError):
        desk.change(model=model)
    assert desk.answer(QUESTION).model == "quotes"
    endpoint.script(Reply("The Aldan river rose 212 centimetres in one night [1]."))
    desk.change(model=model, openai_api_key=endpoint.key, openai_base_url=endpoint.base_url)
    assert desk.answer(QUESTION).model == model
    assert desk.settings.engine == model
    assert desk.chain.invoke({"question": QUESTION}).model
    desk.change(model="quotes")
    assert desk.answer(QUESTION).model == "quotes"
    assert desk.chain.invoke({"question": QUESTION}).model == "quotes"
    desk.library.close()


def test_a_higher_confidence_declines_what_was_answered(desk: Assistant) -> None:
    assert not desk.answer(QUESTION).abstained
    desk.change(confidence=1.0)
    assert desk.answer(QUESTION).abstained
    for wrong in (-0.1, 1.1, float("nan")):
        with pytest.raises(SettingsError, match="from 0 to 1"):
            desk.change(confidence=wrong)
    assert desk.settings.confidence == 1.0
    desk.change(confidence=0.6)
    assert not desk.answer(QUESTION).abstained
    desk.library.close()


def test_what_is_under_way_ends_as_it_began(desk: Assistant) -> None:
    updates = desk.stream(QUESTION)
    next(updates)
    desk.change(confidence=1.0)
    (answer,) = [update.answer for update in updates if update.answer]
    assert not answer.abstained
    desk.library.close()
