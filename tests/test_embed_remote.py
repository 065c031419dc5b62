"""Embedders elsewhere, against an endpoint on loopback that misbehaves."""

import json
import threading
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np
import pytest

from index.embed import RequestBounds, load_embedder
from index.types import Embedder, IndexingError, Vectors

MODEL = "openai:made-up-3"


@dataclass
class Behaviour:
    """What a request gets: a status, after some seconds; with rows in place of the right ones."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    code: str = ""
    seconds: float = 0.0
    rows: list[Any] | None = None
    is_dropped: bool = False


class EmbeddingEndpoint(ThreadingHTTPServer):
    """OpenAI's embeddings: a text's vector is its length, 1 and 0."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.script: deque[Behaviour] = deque()
        self.otherwise = Behaviour()
        self.arrived: list[float] = []
        self.texts: list[list[str]] = []
        self.guard = threading.Lock()
        self.under_way = self.most = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"

    def began(self, texts: list[str]) -> Behaviour:
        with self.guard:
            self.arrived.append(time.monotonic())
            self.texts.append(texts)
            self.under_way += 1
            self.most = max(self.most, self.under_way)
            return self.script.popleft() if self.script else self.otherwise

    def ended(self) -> None:
        with self.guard:
            self.under_way -= 1


class _Handler(BaseHTTPRequestHandler):
    server: EmbeddingEndpoint

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        behaviour = self.server.began(body["input"])
        time.sleep(behaviour.seconds)
        self.server.ended()
        if behaviour.is_dropped:
            return
        if self.headers["Authorization"] == "Bearer wrong":
            behaviour = Behaviour(401)
        rows = behaviour.rows
        if rows is None:
            rows = [[float(len(text)), 1.0, 0.0] for text in body["input"]]
        reply: dict[str, Any] = {
            "object": "list",
            "model": body["model"],
            "data": [
                {"object": "embedding", "index": at, "embedding": row}
                for at, row in enumerate(rows)
            ],
            "usage": {"prompt_tokens": 1, "total_tokens": 1},
        }
        if behaviour.status != 200:
            reply = {"error": {"message": "no", "type": "error", "code": behaviour.code}}
        data = json.dumps(reply).encode()
        self.send_response(behaviour.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        for name, value in behaviour.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_arguments: object) -> None:
        return


@pytest.fixture
def endpoint() -> Iterator[EmbeddingEndpoint]:
    server = EmbeddingEndpoint()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def embedder(
    endpoint: EmbeddingEndpoint, at_once: int = 4, a_minute: int = 60_000, key: str = "key"
) -> Embedder:
    return load_embedder(MODEL, key, endpoint.address, RequestBounds(at_once, a_minute))


def made(count: int) -> list[str]:
    """Texts, no two of one length."""
    return ["x" * number for number in range(count)]


def expected(texts: list[str]) -> Vectors:
    rows = np.array([[len(text), 1, 0] for text in texts], np.float32)
    units: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return units


def fault(embedder: Embedder, texts: list[str]) -> str:
    with pytest.raises(IndexingError) as caught:
        embedder.embed(texts)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_an_embedder_that_langchain_knows(endpoint: EmbeddingEndpoint) -> None:
    one = embedder(endpoint)
    assert (one.name, one.dimension) == (MODEL, 3)
    np.testing.assert_allclose(one.embed(["", "abc"]), expected(["", "abc"]), atol=1e-6)
    assert one.embed([]).shape == (0, 3)


def test_vectors_come_in_the_order_of_their_texts_whoever_is_answered_first(
    endpoint: EmbeddingEndpoint,
) -> None:
    endpoint.script.extend(Behaviour(seconds=seconds) for seconds in (0.3, 0.0, 0.2, 0.0, 0.1))
    texts = made(200)
    np.testing.assert_allclose(embedder(endpoint).embed(texts), expected(texts), atol=1e-6)
    assert sorted(text for batch in endpoint.texts for text in batch) == texts
    assert max(map(len, endpoint.texts)) <= 32


def test_no_more_requests_are_under_way_than_may_be(endpoint: EmbeddingEndpoint) -> None:
    endpoint.otherwise = Behaviour(seconds=0.05)
    embedder(endpoint, at_once=3).embed(made(400))
    assert endpoint.most == 3


def test_few_texts_are_shared_out(endpoint: EmbeddingEndpoint) -> None:
    embedder(endpoint, at_once=4).embed(made(8))
    assert [len(batch) for batch in endpoint.texts] == [2, 2, 2, 2]


def test_no_more_requests_are_sent_a_minute_than_may_be(endpoint: EmbeddingEndpoint) -> None:
    one = embedder(endpoint, at_once=8, a_minute=1200)
    threads = [threading.Thread(target=one.embed, args=(made(8),)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(endpoint.arrived) == 16
    # Half of what is between two of them is allowed for the way there.
    assert max(endpoint.arrived) - min(endpoint.arrived) >= 14.5 * 0.05


def test_a_server_that_asks_for_a_pause_is_left_alone_meanwhile(
    endpoint: EmbeddingEndpoint,
) -> None:
    endpoint.script.append(Behaviour(429, {"Retry-After": "1"}))
    texts = made(96)
    one = embedder(endpoint, at_once=2, a_minute=300)
    np.testing.assert_allclose(one.embed(texts), expected(texts), atol=1e-6)
    first, second, *_ = endpoint.arrived
    assert second - first > 0.9
    assert len(endpoint.arrived) == 4  # three batches, and the first again


@pytest.mark.parametrize(
    "trouble", [Behaviour(503), Behaviour(500), Behaviour(408), Behaviour(is_dropped=True)]
)
def test_what_fails_for_the_time_being_is_asked_again(
    endpoint: EmbeddingEndpoint, trouble: Behaviour
) -> None:
    endpoint.script.append(trouble)
    np.testing.assert_allclose(embedder(endpoint).embed(["abc"]), expected(["abc"]), atol=1e-6)
    assert endpoint.texts == [["abc"], ["abc"]]


def test_a_question_does_not_wait_as_long_as_documents_do(endpoint: EmbeddingEndpoint) -> None:
    endpoint.otherwise = Behaviour(429, {"Retry-After": "100"})
    assert "ASSISTANT_EMBEDDER_RATE" in fault(embedder(endpoint), ["Who met in Beijing?"])
    assert len(endpoint.arrived) == 1


def test_where_one_request_fails_for_good_the_others_are_not_sent(
    endpoint: EmbeddingEndpoint,
) -> None:
    endpoint.otherwise = Behaviour(401, seconds=0.05)
    assert "did not answer (Auth" in fault(embedder(endpoint, at_once=2), made(640))
    assert len(endpoint.arrived) <= 4


def test_what_would_be_asked_again_is_given_up_where_another_fails_for_good(
    endpoint: EmbeddingEndpoint,
) -> None:
    endpoint.script.extend([Behaviour(503), Behaviour(401, seconds=0.2)])
    one = embedder(endpoint, at_once=2)
    fault(one, made(64))
    one.embed(made(2))  # by the threads that were busy with it
    assert len(endpoint.arrived) == 4


def test_an_account_without_credit_is_not_asked_again(endpoint: EmbeddingEndpoint) -> None:
    endpoint.otherwise = Behaviour(429, code="insufficient_quota")
    assert "did not answer (RateLimitError)" in fault(embedder(endpoint), ["text"])
    assert len(endpoint.arrived) == 1


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([[1.0, 2.0]], id="too few"),
        pytest.param([[1.0, 2.0]] * 3, id="too many"),
        pytest.param([[1.0, 2.0], [1.0]], id="of several lengths"),
        pytest.param([[1.0, 2.0], [1.0, float("nan")]], id="no numbers"),
    ],
)
def test_what_is_no_vector_for_each_text_is_refused(
    endpoint: EmbeddingEndpoint, rows: list[list[float]]
) -> None:
    endpoint.otherwise = Behaviour(rows=rows)
    assert "not a vector for each text" in fault(embedder(endpoint, at_once=1), ["a", "bc"])


def test_vectors_of_two_lengths_in_two_replies_are_refused(endpoint: EmbeddingEndpoint) -> None:
    endpoint.script.append(Behaviour(rows=[[1.0, 2.0]]))
    assert "not a vector for each text" in fault(embedder(endpoint, at_once=2), ["a", "bc"])


def test_a_provider_that_refuses_is_reported_in_one_line(endpoint: EmbeddingEndpoint) -> None:
    told = fault(embedder(endpoint, key="wrong"), ["text"])
    assert f"{MODEL!r} did not answer (Auth" in told
    assert "wrong" not in told


@pytest.mark.parametrize("name", ["nobody", "nobody:model", "", "openai:text-embedding-3-small"])
def test_a_bad_name_or_no_key_is_reported_in_one_line(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    assert f"embedder '{name}' can't be used" in fault(load_embedder(name), ["text"])


def test_a_missing_package_is_named() -> None:
    with pytest.raises(IndexingError, match="langchain-cohere"):
        load_embedder("cohere:embed").embed(["text"])
