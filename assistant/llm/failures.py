"""What a model's package raised, as one of our own errors.

The packages' errors are recognised by name, status and code, so that none has to be imported. The
words of a server or package are read, yet never repeated: they may hold the key, or the words of a
document.
"""

import re
from dataclasses import dataclass
from typing import Any

from assistant.errors import ModelError, ModelSetupError

KEY_VARIABLES = {"openai": "OPENAI_API_KEY", "anthropic": "ANTHROPIC_API_KEY"}
"""Where a provider's package, or ours, looks for its key."""

ADDRESS_VARIABLES = {
    "openai": "OPENAI_BASE_URL",
    "anthropic": "ANTHROPIC_BASE_URL",
    "ollama": "OLLAMA_HOST",
}
"""Where it looks for another address than its default."""

_TIMEOUTS = {"TimeoutError", "ModelTimeoutError", "APITimeoutError", "TimeoutException"}
_CONNECTIONS = {"ConnectionError", "ModelConnectionError", "APIConnectionError", "TransportError"}

_PATTERNS = (
    ("credit", re.compile(r"insufficient_quota|credit balance")),
    ("key", re.compile(r"invalid_api_key|incorrect api key|api key not valid")),
    ("name", re.compile(r"model_not_found|invalid[_ ]model|model \S+ (not found|does not exist)")),
    (
        "context",
        re.compile(
            r"context[_ ](length|window|size)|exceeds?_context|prompt is too long"
            r"|string_above_max_length|input tokens exceed"
        ),
    ),
    ("filter", re.compile(r"content[_ ](filter|policy|management)|responsibleai")),
    ("busy", re.compile(r"rate_limit|too many requests")),
    ("failing", re.compile(r"server_error|overloaded|internal error|unavailable")),
)

_STATUSES = {401: "key", 403: "key", 404: "name", 413: "context", 429: "busy"}


@dataclass(frozen=True, slots=True)
class Failure:
    """An error to show, whether a retry might help, and the server's Retry-After."""

    error: ModelError
    retryable: bool = False
    retry_after: str | None = None


def diagnose(error: Exception, name: str, timeout: float, *, started: bool) -> Failure:
    """What `error` means for a call of the model `name`, which had `started` to reply or not.

    `timeout` is the longest time between two words, in seconds.
    """
    if isinstance(error, ModelError):
        return Failure(error)
    ancestry = {kind.__name__ for kind in type(error).__mro__}
    if ancestry & _TIMEOUTS:
        what = "stopped in the middle of its answer" if started else "did not begin to answer"
        advice = "ASSISTANT_TIMEOUT sets how many seconds to wait"
        return Failure(ModelError(f"The model {name} {what} for {timeout:g} s; {advice}."))
    status = _status(error)
    if ancestry & _CONNECTIONS and status is None:
        if started:
            return Failure(ModelError(f"The connection to the model {name} broke mid-answer."))
        text = f"The model {name} can't be reached; check the network{_address(name)}."
        return Failure(ModelError(text), retryable=True)
    return _refused(error, name, status)


def _refused(error: Exception, name: str, status: int | None) -> Failure:
    """What a server's reply, or one that could not be understood, means."""
    kind = _kind(error, status)
    code = f" ({status})" if status else ""
    match kind:
        case "key":
            advice = f"set {KEY_VARIABLES.get(_provider(name), 'its key')} to one that it accepts"
            return Failure(ModelSetupError(f"The model {name} refused the key{code}; {advice}."))
        case "name":
            advice = f"check the name{_address(name)}"
            return Failure(ModelSetupError(f"There is no model {name}{code}; {advice}."))
        case "busy" | "failing":
            what = "has too many requests" if kind == "busy" else "has a fault of its own"
            text = f"The model {name} {what}{code}; try again later."
            return Failure(ModelError(text), retryable=True, retry_after=_retry_after(error))
    return Failure(ModelError(_refusal(kind, name, code)))


def _refusal(kind: str, name: str, code: str) -> str:
    """What a server refused for good, in one line."""
    return {
        "credit": f"The account behind the key of the model {name} has no credit left{code}.",
        "context": f"The question and its passages are too long for the model {name}{code}.",
        "filter": f"The content filter of the model {name} refused the question{code}.",
        "redirect": f"The model {name} has moved{code}{_address(name, '; change')}.",
        "refused": f"The model {name} refused the request{code}.",
    }.get(
        kind, f"The model {name} sent something that is no chat reply{_address(name, '; check')}."
    )


def _provider(name: str) -> str:
    return name.partition(":")[0] if ":" in name else "openai"


def _address(name: str, check: str = " and") -> str:
    variable = ADDRESS_VARIABLES.get(_provider(name))
    return f"{check} {variable}, if it is set" if variable else ""


def _kind(error: Exception, status: int | None) -> str:
    body = getattr(error, "body", None)
    if status is None and body is None:
        return "junk"
    # These statuses say too little, and an error event in a stream has none: its words decide.
    if status is None or status in {400, 422, 429}:
        words = f"{body} {error}".lower()
        for kind, pattern in _PATTERNS:
            if pattern.search(words):
                return kind
    if status is None:
        return "failing"
    if status in _STATUSES:
        return _STATUSES[status]
    return "failing" if status >= 500 else "redirect" if status < 400 else "refused"


def _status(error: Exception) -> int | None:
    """The HTTP status that an error carries, or the one that a stream's error event names."""
    for value in (getattr(error, "status_code", None), getattr(error, "code", None)):
        if isinstance(value, int) and 300 <= value < 600:
            return value
    return None


def _retry_after(error: Exception) -> str | None:
    headers: Any = getattr(getattr(error, "response", None), "headers", {})
    value = headers.get("retry-after")
    return value if isinstance(value, str) else None
