"""OpenAI's chat completions: the library as a model, for whatever speaks that protocol.

The last message of the user is the question, what was said before it the conversation. Other
messages (a client's system prompt, say) and parameters are accepted and change nothing: answers
come from the documents alone.
"""

import asyncio
import json
import time
import uuid
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response, StreamingResponse

from assistant.errors import AssistantError, UsageError
from assistant.history.footnoted_text import TextPieces, footnoted, without_footnotes
from assistant.json_form import answer_json
from assistant.serve.api.calls import Calls
from assistant.serve.api.places import unless_client_leaves
from assistant.serve.api.refusals import openai_error, status_of
from assistant.serve.api.schemas import AskBody
from assistant.types import Answer, Update

MODEL = "library"
"""The name of the one model; whatever name is asked for, it answers."""


class MessageBody(BaseModel):
    """One message of the conversation."""

    model_config = ConfigDict(extra="allow")
    role: str
    content: str | list[dict[str, Any]] | None = None

    def text(self) -> str:
        """Its words, those of its parts where it has several."""
        if isinstance(self.content, list):
            texts = [part.get("text") for part in self.content if part.get("type") == "text"]
            return "\n".join(text for text in texts if isinstance(text, str))
        return self.content or ""


class StreamOptions(BaseModel):
    """What a stream holds beside the text."""

    model_config = ConfigDict(extra="allow")
    include_usage: bool = False


class CompletionBody(BaseModel):
    """A request for a completion."""

    model_config = ConfigDict(extra="allow")
    messages: list[MessageBody] = Field(min_length=1)
    model: str = MODEL
    stream: bool | None = False
    stream_options: StreamOptions | None = None

    def question(self) -> AskBody:
        """The question that it puts. Raises UsageError where it puts none."""
        asked = [n for n, message in enumerate(self.messages) if message.role == "user"]
        if not asked:
            raise UsageError("no message has the role user: ask something")
        last = asked[-1]
        turns = [
            {"role": message.role, "content": without_footnotes(message.text())}
            for message in self.messages[:last]
            if message.role in ("user", "assistant") and message.text().strip()
        ]
        return AskBody.model_validate({"question": self.messages[last].text(), "history": turns})


def completions(calls: Calls) -> APIRouter:
    """The routes below /v1."""
    router = APIRouter(tags=["OpenAI's protocol"])
    born = int(time.time())

    @router.get("/v1/models")
    async def models() -> dict[str, Any]:
        """The library, as the one model."""
        return {"object": "list", "data": [_model(MODEL, born)]}

    @router.get("/v1/models/{name}")
    async def model(name: str) -> dict[str, Any]:
        """The same by whatever name it is asked for."""
        return _model(name, born)

    @router.post("/v1/chat/completions", response_model=None)
    async def complete(body: CompletionBody, request: Request) -> dict[str, Any] | Response:
        """An answer with footnotes; `citations` holds them as data."""
        question = body.question()
        if not body.stream:
            work = asyncio.ensure_future(calls.ask(question))
            return _whole(await unless_client_leaves(request, work))
        updates = calls.updates(question)
        # What can't be answered is refused by a status, and so before the stream begins.
        first = await unless_client_leaves(request, asyncio.ensure_future(anext(updates)))
        usage = body.stream_options is not None and body.stream_options.include_usage
        events = _events(first, updates, usage)
        return StreamingResponse(
            events, media_type="text/event-stream", headers={"cache-control": "no-store"}
        )

    return router


def _model(name: str, created: int) -> dict[str, Any]:
    return {"id": name, "object": "model", "created": created, "owned_by": "cited-assistant"}


def _head(kind: str) -> dict[str, Any]:
    identity = f"chatcmpl-{uuid.uuid4().hex}"
    return {"id": identity, "object": kind, "created": int(time.time()), "model": MODEL}


def _whole(answer: Answer) -> dict[str, Any]:
    message = {"role": "assistant", "content": footnoted(answer), "refusal": None}
    choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
    head = _head("chat.completion")
    return {**head, "choices": [choice], "usage": _usage(answer), **_evidence(answer)}


def _evidence(answer: Answer) -> dict[str, Any]:
    """What a client that knows of it finds beside the text."""
    values = answer_json(answer)
    keys = ("citations", "sentences", "direct", "kind", "nearest", "abstained")
    return {key: values[key] for key in keys}


def _usage(answer: Answer) -> dict[str, int]:
    used = answer.usage
    return {
        "prompt_tokens": used.prompt_tokens,
        "completion_tokens": used.completion_tokens,
        "total_tokens": used.prompt_tokens + used.completion_tokens,
    }


async def _events(
    first: Update, updates: AsyncGenerator[Update], usage: bool
) -> AsyncIterator[str]:
    """The server-sent events of a streamed answer."""
    head, pieces = _head("chat.completion.chunk"), TextPieces()

    def chunk(delta: dict[str, str], finish: str | None = None, **more: Any) -> str:
        choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
        return _event({**head, "choices": [choice], **more})

    yield chunk({"role": "assistant", "content": ""})
    try:
        async with aclosing(updates):
            update: Update | None = first
            while update is not None:
                for piece in pieces.take(update):
                    yield chunk({"content": piece})
                if update.answer is not None:
                    yield chunk({}, "stop", **_evidence(update.answer))
                    if usage:
                        yield _event({**head, "choices": [], "usage": _usage(update.answer)})
                update = await anext(updates, None)
    except AssistantError as error:
        yield _event(openai_error(status_of(error), str(error)))
    yield "data: [DONE]\n\n"


def _event(data: dict[str, Any]) -> str:
    return f"data: {json.dumps(data, ensure_ascii=False)}\n\n"
