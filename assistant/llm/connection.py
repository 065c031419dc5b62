"""Whether a model answers: one short question, asked once."""

from contextlib import closing
from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING, cast

from assistant.errors import ModelError
from assistant.llm.models import load_client
from assistant.llm.reasoning import Reasoning
from assistant.settings import Settings
from index.retry import RetryPolicy
from prompts import render

if TYPE_CHECKING:
    from collections.abc import Generator

    from assistant.llm.client import Piece

LONGEST = 20.0
"""Seconds to wait for the first word of a model that is tested."""


def connection_seconds(settings: Settings, key: str = "") -> float:
    """Seconds until the first word of the model that the settings name.

    `key` is used in place of the one that is set.
    Raises AssistantError, in one line, where it does not answer.
    """
    client = load_client(replace(settings, timeout=min(settings.timeout, LONGEST)), key)
    client = replace(client, retry=RetryPolicy(attempts=1), longest=LONGEST)
    started = perf_counter()
    reply = cast("Generator[Piece]", client.stream(render("connection")))
    with closing(reply) as pieces:
        for piece in pieces:
            if isinstance(piece, Reasoning) or (isinstance(piece, str) and piece.strip()):
                return perf_counter() - started
    raise ModelError(f"The model {client.name} replied without a word.")
