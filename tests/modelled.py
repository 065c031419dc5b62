"""An assistant on the seed with a language model on loopback."""

from collections.abc import Callable
from typing import Any

import pytest

from assistant import Assistant
from tests.endpoint import Endpoint
from tests.seed_questions import MET

SAID = "The consensus was reached during a meeting between Ishaq Dar and Amir Khan Muttaqi"
MODEL = "openai:gpt-test"

Opened = Callable[..., Assistant]


@pytest.fixture
def opened(desk: Assistant, endpoint: Endpoint) -> Opened:
    """Opens an assistant on the seed with the model on loopback."""

    def call(**settings: Any) -> Assistant:
        given: dict[str, Any] = {
            "model": MODEL,
            "openai_api_key": endpoint.key,
            "openai_base_url": endpoint.base_url,
            "timeout": 20.0,
        }
        return Assistant(settings=desk.settings, **(given | settings))

    return call


@pytest.fixture
def modelled(opened: Opened) -> Assistant:
    return opened()


def place_of(desk: Assistant, words: str) -> str:
    """The marker of the passage that holds some words, as a model is shown it."""
    texts = [hit.passage.text for hit in desk.answer(MET).passages]
    return next(f"[{number}]" for number, text in enumerate(texts, 1) if words in text)
