"""A model's connection tried: one short question, over real HTTP, however the server behaves."""

from pathlib import Path
from time import monotonic

import pytest

from assistant import Settings
from assistant.errors import AssistantError, MissingKeyError, ModelError, ModelSetupError
from assistant.llm.connection import connection_seconds
from tests.endpoint import KEY, Behaviour, Endpoint, Junk, Refusal, Reply, endpoint

__all__ = ["endpoint"]


def settings(endpoint: Endpoint, **others: object) -> Settings:
    given: dict[str, object] = {
        "model": f"openai:{endpoint.model}",
        "openai_api_key": endpoint.key,
        "openai_base_url": endpoint.base_url,
        "timeout": 1.0,
    }
    return Settings(**(given | others))  # type: ignore[arg-type]


def test_a_model_that_answers_is_asked_once_and_nothing_of_the_library(endpoint: Endpoint) -> None:
    endpoint.script(Reply("ready", first=0.05))
    assert 0.05 <= connection_seconds(settings(endpoint)) < 20
    (request,) = endpoint.requests
    assert request.human == "Reply with the one word: ready"


def test_what_a_model_only_thinks_is_an_answer_too(endpoint: Endpoint) -> None:
    endpoint.script(Reply("", beside={"reasoning_content": "They want a word."}))
    assert connection_seconds(settings(endpoint)) >= 0


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [
        (Refusal(500, "server_error", "Broken."), "fault of its own"),
        (Refusal(429, None, "Slow down.", {"Retry-After": "30"}), "too many requests"),
        (Refusal(404, "model_not_found", "No such model."), "There is no model"),
        (Reply("ready", stall=0), "did not begin"),
        (Reply("ready", cut=0), "ModelError"),
        (Reply(""), "ModelError"),
        (Junk("<html>hello</html>"), "ModelError"),
        (Junk("nothing", "text/plain"), "ModelError"),
    ],
)
def test_a_server_that_misbehaves_is_told_in_a_line(
    endpoint: Endpoint, behaviour: Behaviour, words: str
) -> None:
    endpoint.script(behaviour)
    started = monotonic()
    with pytest.raises(ModelError) as raised:
        connection_seconds(settings(endpoint))
    assert monotonic() - started < 10
    assert words in f"{raised.value} ModelError"
    assert "\n" not in str(raised.value)
    assert KEY not in str(raised.value)
    assert len(endpoint.requests) == 1


def test_a_key_that_is_typed_is_tried_in_place_of_the_one_that_is_set(endpoint: Endpoint) -> None:
    endpoint.script(Reply("ready"))
    assert connection_seconds(settings(endpoint, openai_api_key="sk-old"), KEY) >= 0
    with pytest.raises(ModelSetupError, match="refused the key") as raised:
        connection_seconds(settings(endpoint), "sk-wrong-123")
    assert "sk-wrong-123" not in str(raised.value)


def test_a_missing_key_is_known_before_anything_is_sent(tmp_path: Path) -> None:
    with pytest.raises(MissingKeyError) as raised:
        connection_seconds(Settings(model="openai:gpt-5-mini"))
    assert raised.value.variable == "OPENAI_API_KEY"
    with pytest.raises(AssistantError, match="no file"):
        connection_seconds(Settings(model=f"gguf:{tmp_path / 'none.gguf'}"))
