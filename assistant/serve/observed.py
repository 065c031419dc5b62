"""What is seen of the server from outside: a log of requests, /health, and /metrics.

Each request has one id: the client's `X-Request-ID`, or a new one; the reply carries it, and so
does every log line that belongs to it. Documents' names and texts are in no line unless the texts
are asked for; paths are logged as the routes are written.
"""

import json
import logging
import re
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Any

from fastapi import APIRouter
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.errors import AssistantError
from assistant.serve.answer_log import REQUEST, REQUEST_KEY
from assistant.serve.api.places import Places
from assistant.serve.page.backend import Backend

_LOG = logging.getLogger("assistant.serve.requests")
_SANE_ID = re.compile(r"[\w.:-]{1,100}", re.ASCII)


class Observed:
    """ASGI middleware around the whole application: counts and logs every request.

    `log` is what ASSISTANT_LOG says.
    """

    def __init__(self, app: ASGIApp, places: Places, log: str) -> None:
        self._app, self._log = app, log
        self._registry = CollectorRegistry()
        labels = ("method", "path", "status")
        self._requests = Counter(
            "assistant_requests", "Requests answered.", labels, registry=self._registry
        )
        self._seconds = Histogram(
            "assistant_request_seconds",
            "Seconds from a request to the end of its reply.",
            ("method", "path"),
            registry=self._registry,
        )
        for name, text, read in (
            ("assistant_calls_working", "Calls being worked on.", lambda: places.working),
            ("assistant_calls_waiting", "Calls waiting for a place.", lambda: places.waiting),
        ):
            Gauge(name, text, registry=self._registry).set_function(read)

    def routes(self, backend: Backend) -> APIRouter:
        """The routes /health and /metrics."""
        router = APIRouter()

        @router.get("/health")
        async def health() -> Response:
            """200 once questions can be answered; 503 while the library opens, and if it can't.

            `behind` is how many passages of a shared server are not found by their words yet.
            """
            state = "opening" if not backend.ready else "failing" if backend.fault else "ok"
            facts: dict[str, Any] = {"status": state}
            if state == "ok":
                try:
                    behind = await run_in_threadpool(backend.behind)
                    facts |= {"behind": behind} if behind else {}
                except AssistantError:
                    facts["status"] = "failing"
            return JSONResponse(facts, 200 if facts["status"] == "ok" else 503)

        @router.get("/metrics")
        async def metrics() -> Response:
            """Counters in the form of Prometheus."""
            text = generate_latest(self._registry)
            return Response(text, headers={"content-type": CONTENT_TYPE_LATEST})

        return router

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, and counts it."""
        if scope["type"] == "lifespan":
            with _logging(self._log):
                await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        started, status = perf_counter(), 500
        given = Headers(scope=scope).get("x-request-id", "")
        identity = given if _SANE_ID.fullmatch(given) else uuid.uuid4().hex
        REQUEST.set(identity)
        state: dict[str, Any] = scope.setdefault("state", {})
        state[REQUEST_KEY] = identity

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(raw=list(message["headers"]))
                headers["x-request-id"] = identity
                message = {**message, "headers": headers.raw}
            await send(message)

        try:
            await self._app(scope, receive, sending)
        finally:
            seconds = perf_counter() - started
            # What was asked for may be anything: only routes that exist are counted by their path.
            path = getattr(scope.get("route"), "path", "other") if status != 404 else "other"
            method = scope["method"] if scope["method"] in ("GET", "POST") else "other"
            self._requests.labels(method, path, str(status)).inc()
            self._seconds.labels(method, path).observe(seconds)
            facts = {
                "method": method,
                "path": path,
                "status": status,
                "milliseconds": round(seconds * 1000, 1),
                "user": state.get("user"),
            }
            _LOG.info("%s %s %s", method, path, status, extra={"facts": facts})


@contextmanager
def _logging(log: str) -> Iterator[None]:
    """The server's log on standard error, as lines of JSON, where one is wanted."""
    if not log:
        yield
        return
    logger = logging.getLogger("assistant.serve")
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_JsonLines(texts=log == "texts"))
    logger.addHandler(handler)
    level, propagate = logger.level, logger.propagate
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
        logger.propagate = propagate


class _JsonLines(logging.Formatter):
    """Records as JSON, one a line."""

    def __init__(self, texts: bool) -> None:
        super().__init__()
        self._texts = texts

    def format(self, record: logging.LogRecord) -> str:
        """One record."""
        values = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "event": record.name.removeprefix("assistant.serve."),
            "request": REQUEST.get(),
            **getattr(record, "facts", {"message": record.getMessage()}),
        }
        if self._texts:
            values |= getattr(record, "texts", {})
        return json.dumps(values, ensure_ascii=False)
