"""Web addresses: fetched once, when named; private networks only with leave."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from assistant import Assistant, LibraryError
from index.load.address import fetch, file_of, in_ascii, is_public
from index.load.limits import Limits
from index.types import IndexingError
from tests.command import Run
from tests.make_files import ARTICLE, html_file, pdf_file


@dataclass
class Site:
    """A server on loopback, its pages by path, and the paths that it was asked for."""

    pages: dict[str, tuple[int, str, bytes]]
    asked: list[str] = field(default_factory=list)
    address: str = ""


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site(
        {
            "/news/vote.html": (200, "text/html; charset=utf-8", html_file()),
            "/report": (200, "application/pdf", pdf_file()),
            "/away": (302, "/news/vote.html", b""),
            "/ring": (302, "/ring", b""),
            "/file": (302, "file:///etc/passwd", b""),
            "/large": (200, "text/plain", b"x" * 2000),
        }
    )

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append(self.path)
            status, kind, content = made.pages.get(self.path, (404, "text/plain", b""))
            self.send_response(status)
            self.send_header("Location" if status == 302 else "Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    made.address = f"http://127.0.0.1:{server.server_port}"
    yield made
    server.shutdown()
    server.server_close()


def test_a_page_is_kept_with_its_address_and_time(site: Site, tmp_path: Path) -> None:
    desk = Assistant(data=tmp_path, model="quotes", fetch_private=True)
    address = f"{site.address}/news/vote.html"
    assert desk.index(address).added == ["web/127.0.0.1/news-vote.html"]
    kept = (tmp_path / "web" / "127.0.0.1" / "news-vote.html").read_text()
    assert f"){address} -->\n<!-- fetched 20" in kept
    source = desk.library.sources()[0]
    assert source.title == ARTICLE.title
    desk.index()
    assert site.asked == ["/news/vote.html"]
    assert desk.index(address).failed == []
    assert site.asked == ["/news/vote.html"] * 2


def test_other_kinds_and_redirects(site: Site, tmp_path: Path) -> None:
    desk = Assistant(data=tmp_path, model="quotes", fetch_private=True)
    added = desk.index(f"{site.address}/report", f"{site.address}/away").added
    assert added == ["web/127.0.0.1/away.html", "web/127.0.0.1/report.pdf"]


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/none", "answers 404"),
        ("/ring", "redirects more than 5 times"),
        ("/file", "is no web address"),
        ("/large", "is larger than"),
    ],
)
def test_what_can_t_be_fetched_is_said_in_a_line(
    site: Site, tmp_path: Path, path: str, message: str
) -> None:
    limits = Limits(file_bytes=1000)
    with pytest.raises(IndexingError, match=message):
        fetch(f"{site.address}{path}", tmp_path, limits, allow_private=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "2130706433"])
def test_this_machine_is_not_asked_without_leave(site: Site, tmp_path: Path, host: str) -> None:
    address = site.address.replace("127.0.0.1", host)
    with pytest.raises(LibraryError, match=r"private network.*ASSISTANT_FETCH_PRIVATE|can't be"):
        Assistant(data=tmp_path, model="quotes").index(address)
    assert site.asked == []


def test_the_command_takes_an_address(
    run: Run, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_DATA", str(tmp_path))
    assert "ASSISTANT_FETCH_PRIVATE" in run("index", f"{site.address}/report").message
    monkeypatch.setenv("ASSISTANT_FETCH_PRIVATE", "1")
    assert run("index", f"{site.address}/report").out == "1 added.\n"
    monkeypatch.setenv("ASSISTANT_FETCH_PRIVATE", "perhaps")
    assert "give 1 or 0" in run("index").message


@pytest.mark.parametrize(
    "address",
    [
        *("10.1.2.3", "172.16.0.1", "192.168.1.1", "127.0.0.1", "169.254.169.254", "0.0.0.0"),
        *("100.64.0.1", "224.0.0.1", "::1", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1"),
        *("2002:7f00:1::", "64:ff9b::7f00:1", "255.255.255.255"),
    ],
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


def test_an_address_is_sent_in_ascii_and_without_a_password() -> None:
    sent = in_ascii("https://bücher.example/straße?q=a b#top")
    assert sent == "https://xn--bcher-kva.example/stra%C3%9Fe?q=a%20b"
    with pytest.raises(IndexingError, match="name or password"):
        in_ascii("https://ida:secret@example.org/")


def test_public_addresses() -> None:
    assert is_public("93.184.215.14")
    assert is_public("2606:2800:21f:cb07:6820:80da:af6b:8b2c")


@pytest.mark.parametrize(
    ("address", "kind", "name"),
    [
        ("https://example.org/", "text/html", "example.org/page.html"),
        ("https://example.org/a/b.pdf", "application/pdf", "example.org/a-b.pdf"),
        ("https://example.org/a/../x.TXT", "", "example.org/a-..-x.txt"),
        ("https://example.org/a?id=7", "text/html", "example.org/a-95c2248d.html"),
    ],
)
def test_a_fetched_file_is_called_by_its_address(address: str, kind: str, name: str) -> None:
    assert file_of(address, kind) == name
