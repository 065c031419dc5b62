"""A language model's server on loopback: OpenAI's chat completions over real HTTP, scripted.

    def test_something(endpoint: Endpoint) -> None:
        endpoint.script(Refusal(429, headers={"Retry-After": "0"}), Reply("In Beijing [1]."))
        ...  # a model at endpoint.base_url, with endpoint.key and endpoint.model
        assert len(endpoint.requests) == 2

Each request takes the next behaviour of the script; after its end, `endpoint.otherwise`. A wrong
key or model name is refused as OpenAI refuses it, whatever the script says.
"""

import json
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.behaviours import Behaviour, Junk, Refusal, Reply, Request

__all__ = [
    "KEY",
    "MODEL",
    "Behaviour",
    "Endpoint",
    "Junk",
    "Refusal",
    "Reply",
    "Request",
    "endpoint",
]

KEY = "sk-test-Zx81QvK2mN7pR4tW9yB3"
MODEL = "gpt-test"


class Endpoint:
    """The server: where it is, what it will do, and what it was asked."""

    key = KEY
    model = MODEL

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.otherwise: Behaviour = Refusal(500, "server_error", "Nothing is scripted.")
        self.replying: Callable[[Request], Behaviour] | None = None
        """What each request gets where no script is, by what it asks."""
        self.left = threading.Event()
        self.gate = threading.Event()
        """While it is cleared no reply begins."""
        self.gate.set()
        self._script: deque[Behaviour] = deque()
        self._closing = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._server.daemon_threads = True
        self._server.endpoint = self  # type: ignore[attr-defined]
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.01,), daemon=True
        )
        self._thread.start()

    @property
    def base_url(self) -> str:
        """The address as OPENAI_BASE_URL takes it."""
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def script(self, *behaviours: Behaviour) -> None:
        """Add to what the next requests will get."""
        self._script.extend(behaviours)

    def take(self, request: Request) -> Behaviour:
        """Record a request, and say what it gets."""
        self.requests.append(request)
        if request.headers.get("authorization") != f"Bearer {self.key}":
            sent = request.headers.get("authorization", "").removeprefix("Bearer ")
            return Refusal(401, "invalid_api_key", f"Incorrect API key provided: {sent}.")
        if request.path != "/v1/chat/completions":
            return Refusal(404, None, f"Invalid URL (POST {request.path})")
        if request.body.get("model") != self.model:
            message = f"The model `{request.body.get('model')}` does not exist."
            return Refusal(404, "model_not_found", message)
        if self._script:
            return self._script.popleft()
        return self.replying(request) if self.replying else self.otherwise

    def pause(self, seconds: float | None) -> bool:
        """Wait, for ever if None; True where the server closes meanwhile."""
        return self._closing.wait(seconds)

    def close(self) -> None:
        """Stop serving; replies under way end."""
        self._closing.set()
        self.gate.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    @property
    def endpoint(self) -> Endpoint:
        return self.server.endpoint  # type: ignore[attr-defined, no-any-return]

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing: standard error is for the program under test."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(self.path, headers, body)
        behaviour = self.endpoint.take(request)
        self.endpoint.gate.wait()
        try:
            match behaviour:
                case Refusal():
                    self._refuse(behaviour)
                case Junk():
                    self._whole(200, behaviour.body, behaviour.content_type)
                case Reply() if body.get("stream"):
                    self._stream(behaviour, request)
                case Reply():
                    self._complete(behaviour)
        except OSError:  # the client has gone
            self.endpoint.left.set()
            self.close_connection = True

    def _refuse(self, refusal: Refusal) -> None:
        kind = "server_error" if refusal.status >= 500 else "invalid_request_error"
        error = {"message": refusal.message, "type": kind, "param": None, "code": refusal.code}
        self._whole(
            refusal.status, json.dumps({"error": error}), "application/json", refusal.headers
        )

    def _whole(
        self, status: int, body: str, content_type: str, headers: dict[str, str] | None = None
    ) -> None:
        data = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(data)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def _complete(self, reply: Reply) -> None:
        if self.endpoint.pause(reply.first):
            return
        message = {"role": "assistant", "content": reply.text}
        choice = {"index": 0, "message": message, "finish_reason": reply.finish}
        self._whole(
            200,
            json.dumps(_object("chat.completion", [choice], reply.usage)),
            "application/json",
        )

    def _stream(self, reply: Reply, request: Request) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self._event(_delta({"role": "assistant", "content": ""}))
        for name, text in reply.beside.items():
            for word in text.split(" "):
                if self.endpoint.pause(reply.between):
                    return
                self._event(_delta({name: f"{word} "}))
        for number, piece in enumerate([*reply.pieces, ""]):
            if number == reply.cut:
                self.close_connection = True
                return
            if number == reply.stall:
                self._stall(reply.keep_alive)
            if self.endpoint.pause(reply.between if number else reply.first):
                return
            if piece:
                self._event(_delta({"content": piece}))
        if reply.finish:
            self._event(_delta({}, reply.finish))
        wanted = request.body.get("stream_options", {}).get("include_usage")
        if wanted and reply.usage:
            self._event(_object("chat.completion.chunk", [], reply.usage))
        if reply.finish:
            self._chunk(b"data: [DONE]\n\n")
        self.wfile.write(b"0\r\n\r\n")

    def _stall(self, keep_alive: float | None) -> None:
        """Hold the connection open until the client goes or the server closes."""
        self.connection.settimeout(0.01)
        while not self.endpoint.pause(keep_alive or 0.01):
            if keep_alive:
                self._chunk(b": keep-alive\n\n")
            with suppress(TimeoutError):
                if not self.connection.recv(1):
                    raise ConnectionResetError

    def _event(self, data: dict[str, Any]) -> None:
        self._chunk(f"data: {json.dumps(data)}\n\n".encode())

    def _chunk(self, data: bytes) -> None:
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
        self.wfile.flush()


def _delta(delta: dict[str, str], finish: str | None = None) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return _object("chat.completion.chunk", [choice], None)


def _object(
    kind: str, choices: list[dict[str, Any]], usage: tuple[int, int] | None
) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": "chatcmpl-1",
        "object": kind,
        "created": 1_700_000_000,
        "model": MODEL,
        "choices": choices,
    }
    if usage:
        prompt, completion = usage
        told["usage"] = {
            "prompt_tokens": prompt,
            "completion_tokens": completion,
            "total_tokens": prompt + completion,
        }
    return told


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    """A model's server for one test."""
    server = Endpoint()
    yield server
    server.close()
