"""A gate on loopback before a real Chroma server: it lets through who shows the right header."""

import http.client
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from tests.chroma_server import ChromaServer


class ChromaGate:
    """Its address, and the paths asked for: those let through, and those refused."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.passed: list[str] = []
        self.refused: list[str] = []


@contextmanager
def chroma_gate(
    server: ChromaServer, header: tuple[str, str], identity: Mapping[str, object] | None = None
) -> Iterator[ChromaGate]:
    """A gate that asks for a header with this value; `identity` is whose token it is said to be."""
    behind = urlsplit(server.url).netloc

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_any(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            if self.headers.get(header[0]) != header[1]:
                gate.refused.append(self.path)
                self.answer(401, b'{"error": "Unauthorized", "message": "no token"}')
            elif identity is not None and self.path.endswith("/auth/identity"):
                gate.passed.append(self.path)
                self.answer(200, json.dumps(identity).encode())
            else:
                gate.passed.append(self.path)
                connection = http.client.HTTPConnection(behind, timeout=60)
                kept = {"content-type": self.headers.get("content-type") or "application/json"}
                connection.request(self.command, self.path, body, kept)
                reply = connection.getresponse()
                self.answer(reply.status, reply.read())
                connection.close()

        do_GET = do_POST = do_PUT = do_DELETE = handle_any  # noqa: N815 - http.server's names

        def answer(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            if status == 401:
                self.send_header("connection", "close")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            """Nothing: the tests' output is for their failures."""

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    gate = ChromaGate(f"http://127.0.0.1:{listening.server_port}")
    thread = threading.Thread(target=listening.serve_forever, daemon=True)
    thread.start()
    try:
        yield gate
    finally:
        listening.shutdown()
        listening.server_close()
        thread.join()
