import httpx
import pytest

from assistant.errors import ModelError, ModelSetupError
from assistant.llm.failures import diagnose


class ResponseError(Exception):
    """As Ollama's package raises it: a status, and no body."""

    def __init__(self, status_code: int) -> None:
        super().__init__("the words of a document")
        self.status_code = status_code


@pytest.mark.parametrize(
    ("error", "name", "message"),
    [
        (
            httpx.ConnectError("refused"),
            "ollama:llama3:8b",
            "The model ollama:llama3:8b can't be reached; check the network and OLLAMA_HOST, if it"
            " is set.",
        ),
        (
            ConnectionRefusedError("refused"),
            "cohere:command",
            "The model cohere:command can't be reached; check the network.",
        ),
        (
            httpx.ReadTimeout("slow"),
            "ollama:llama3",
            "The model ollama:llama3 did not begin to answer for 60 s; ASSISTANT_TIMEOUT sets how"
            " many seconds to wait.",
        ),
        (
            ResponseError(500),
            "ollama:llama3",
            "The model ollama:llama3 has a fault of its own (500); try again later.",
        ),
        (
            ResponseError(404),
            "ollama:llama3",
            "There is no model ollama:llama3 (404); check the name and OLLAMA_HOST, if it is set.",
        ),
        (
            ResponseError(401),
            "anthropic:claude",
            "The model anthropic:claude refused the key (401); set ANTHROPIC_API_KEY to one that"
            " it accepts.",
        ),
        (
            ResponseError(403),
            "cohere:command",
            "The model cohere:command refused the key (403); set its key to one that it accepts.",
        ),
        (
            KeyError("the words of a document"),
            "gguf:m.gguf",
            "The model gguf:m.gguf sent something that is no chat reply.",
        ),
    ],
)
def test_errors_of_any_package_are_reported_in_one_line(
    error: Exception, name: str, message: str
) -> None:
    assert str(diagnose(error, name, 60, started=False).error) == message


@pytest.mark.parametrize(
    ("error", "retryable"),
    [
        (httpx.ConnectError("refused"), True),
        (ResponseError(429), True),
        (ResponseError(503), True),
        (httpx.ReadTimeout("slow"), False),
        (ResponseError(404), False),
        (ResponseError(400), False),
        (ValueError(), False),
        (ModelError("reported already"), False),
    ],
)
def test_what_may_pass_is_worth_another_try(error: Exception, retryable: bool) -> None:
    assert diagnose(error, "m", 60, started=False).retryable is retryable


@pytest.mark.parametrize(
    ("status", "setup"), [(401, True), (404, True), (429, False), (400, False)]
)
def test_a_wrong_key_or_name_is_a_matter_of_setting_up(status: int, setup: bool) -> None:
    error = diagnose(ResponseError(status), "m", 60, started=False).error
    assert isinstance(error, ModelSetupError) is setup


def test_an_error_that_is_ours_is_kept() -> None:
    error = ModelError("reported already")
    assert diagnose(error, "m", 60, started=True).error is error
