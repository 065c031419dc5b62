"""What a call of the API could not do, as the reply in the form of its protocol."""

import re

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from assistant.errors import (
    AssistantError,
    LibraryError,
    ModelError,
    RoleError,
    UsageError,
    one_line,
)
from assistant.serve.api.places import ClientLeftError, FullQueueError

RETRY_AFTER = "2"
"""Seconds after which a call is worth trying again."""

BUSY = "busy: as many calls as can are waiting; try again in a moment"

_KINDS = {
    401: "authentication_error",
    403: "permission_error",
    422: "invalid_request_error",
    404: "not_found_error",
}


def refusal(request: Request, status: int, message: str, headers: dict[str, str]) -> Response:
    """An error's reply: OpenAI's form below /v1, `{"detail"}` elsewhere."""
    if request.url.path.startswith("/v1/"):
        return JSONResponse(openai_error(status, message), status, headers)
    return JSONResponse({"detail": message}, status, headers)


def openai_error(status: int, message: str) -> dict[str, dict[str, str | None]]:
    """An error as OpenAI's clients read it."""
    kind = _KINDS.get(status, "server_error")
    return {"error": {"message": message, "type": kind, "param": None, "code": None}}


def refuse(request: Request, error: Exception) -> Response:
    """The reply to a call that raised one of the errors below."""
    match error:
        case FullQueueError():
            return refusal(request, 503, BUSY, {"retry-after": RETRY_AFTER})
        case ClientLeftError():
            return Response(status_code=499)  # nobody reads it
        case RequestValidationError():
            return refusal(request, 422, _wrong(error), {})
        case HTTPException():
            # FastAPI's own 400 is a body that can't be decoded, which is as wrong as any other.
            status = 422 if error.status_code == 400 else error.status_code
            return refusal(request, status, error.detail, dict(error.headers or {}))
        case _:
            return refusal(request, status_of(error), one_line(error), {})


def status_of(error: Exception) -> int:
    """The status of a call that can't be done."""
    match error:
        case RoleError():
            return 403
        case UsageError():
            return 422
        case LibraryError() if re.search("no (?:document|collection) named", str(error)):
            return 404
        case LibraryError() if re.search("your role is|not yours to change", str(error)):
            return 403
        case ModelError():
            return 502
        case AssistantError():
            return 500
    raise error


def _wrong(error: RequestValidationError) -> str:
    """What is wrong with a body, in one line, without repeating what was sent."""
    faults = [
        f"{'.'.join(map(str, fault['loc'])) or 'body'}: {fault['msg']}" for fault in error.errors()
    ]
    return one_line("; ".join(faults[:5]))
