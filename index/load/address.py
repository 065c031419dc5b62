"""A web address → a file that holds the page as it was fetched, with its address and time.

Only an address that a person names is fetched, and no other machine of theirs is reached by it:
every connection, of redirects too, goes to an address that was checked after its name was resolved.
"""

import hashlib
import ipaddress
import re
import socket
import ssl
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import httpcore

from index.load.limits import Limits, megabytes
from index.load.zipped import safe_path
from index.types import IndexingError

REDIRECTS = 5
SECONDS = 30.0
LONGEST_NAME = 80
TIMEOUT = {"connect": SECONDS, "read": SECONDS, "write": SECONDS, "pool": SECONDS}
ENDINGS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/csv": ".csv",
    "application/pdf": ".pdf",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
}
_ADDRESS = re.compile(r"(?i)https?://\S+")


def is_address(words: str) -> bool:
    """Whether a path is a web address instead."""
    return _ADDRESS.fullmatch(words) is not None


def fetch(address: str, folder: Path, limits: Limits, *, allow_private: bool = False) -> Path:
    """The file below `folder` in which the page at `address` is kept, written anew.

    Raises IndexingError where it can't be fetched, or stands in a private network.
    """
    try:
        final, kind, content = fetched(address, limits, allow_private)
    except (httpcore.TimeoutException, TimeoutError) as error:
        raise IndexingError(f"{address} did not answer within {SECONDS:g} s") from error
    except (httpcore.NetworkError, httpcore.ProtocolError, OSError, ValueError) as error:
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise IndexingError(f"{address} can't be fetched: {reason}") from error
    path = folder / file_of(address, kind)
    if path.suffix == ".html":
        content = stamp(final) + content
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise IndexingError(f"{path} can't be written: {error.strerror}") from error
    return path


def fetched(address: str, limits: Limits, allow_private: bool) -> tuple[str, str, bytes]:
    """The address that redirects lead to, its content's type and its content."""
    address, backend = in_ascii(address), CheckedBackend(allow_private)
    with httpcore.ConnectionPool(ssl.create_default_context(), network_backend=backend) as pool:
        for _ in range(REDIRECTS + 1):
            if not is_address(address):
                raise IndexingError(
                    f"{address} is no web address: it has to begin with http:// or https://"
                )
            with pool.stream(
                "GET", address, headers=headers(address), extensions={"timeout": TIMEOUT}
            ) as reply:
                said = {name.lower(): value.decode("latin-1") for name, value in reply.headers}
                if reply.status in (301, 302, 303, 307, 308) and b"location" in said:
                    address = in_ascii(urljoin(address, said[b"location"]))
                    continue
                if reply.status != 200:
                    raise IndexingError(f"{address} answers {reply.status}: check the address")
                kind = said.get(b"content-type", "").partition(";")[0].strip().lower()
                return address, kind, content_of(reply.iter_stream(), address, limits)
    raise IndexingError(f"{address} redirects more than {REDIRECTS} times")


def in_ascii(address: str) -> str:
    """An address as it is sent. Raises IndexingError for one that holds a password."""
    parts = urlsplit(address)
    if "@" in parts.netloc:
        raise IndexingError(
            "an address with a name or password in it is not fetched: save the page"
        )
    host = parts.netloc.encode("idna").decode() if not parts.netloc.isascii() else parts.netloc
    return quote(parts._replace(netloc=host, fragment="").geturl(), safe="%/:=&?~#+!$,;'@()*[]")


def headers(address: str) -> dict[bytes | str, bytes | str]:
    """What a request says: whom it is for, and no more of whoever asks than it must."""
    parts = urlsplit(address)
    return {
        "Host": parts.netloc,
        "User-Agent": "cited-assistant",
        "Accept": "text/html,application/xhtml+xml,application/pdf,text/plain;q=0.9,*/*;q=0.5",
        "Accept-Encoding": "identity",
    }


def content_of(pieces: Iterable[bytes], address: str, limits: Limits) -> bytes:
    """The whole content. Raises IndexingError where it is larger than a file may be."""
    content = bytearray()
    for piece in pieces:
        content += piece
        if len(content) > limits.file_bytes:
            raise IndexingError(f"{address} is larger than {megabytes(limits.file_bytes)}")
    return bytes(content)


def stamp(address: str) -> bytes:
    """The comment by which browsers, and the reader of pages, know where a saved page is from."""
    safe = address.replace("--", "%2D%2D")
    time = datetime.now(UTC).isoformat(timespec="seconds")
    return f"<!-- saved from url=({len(safe):04}){safe} -->\n<!-- fetched {time} -->\n".encode()


def file_of(address: str, kind: str) -> str:
    """The path of an address's file: its host, then words of its path."""
    parts = urlsplit(address)
    end = re.search(r"\.[A-Za-z][A-Za-z0-9]{1,5}$", parts.path)
    ending = ENDINGS.get(kind) or (end[0].lower() if end else ".html")
    words = re.sub(r"[^\w.-]+", "-", parts.path.removesuffix(end[0] if end else "")).strip("-.")
    name = words[:LONGEST_NAME] or "page"
    if parts.query or len(words) > LONGEST_NAME:
        name += f"-{hashlib.sha256(address.encode()).hexdigest()[:8]}"
    return safe_path(f"{parts.hostname}/{name}{ending}")


class CheckedBackend(httpcore.SyncBackend):
    """Connects to public addresses alone, unless private ones are allowed."""

    def __init__(self, allow_private: bool) -> None:
        self._allow_private = allow_private

    def connect_tcp(self, host: str, port: int, **options: Any) -> httpcore.NetworkStream:  # type: ignore[override]
        """A connection to the first of the host's addresses, all of which have to be public."""
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
        if not self._allow_private:
            for each in addresses:
                if not is_public(each):
                    raise IndexingError(
                        f"{host} is in a private network, which is not fetched from unless"
                        " ASSISTANT_FETCH_PRIVATE is 1"
                    )
        # To the address itself: the name might be resolved to another the next time.
        return super().connect_tcp(addresses[0], port, **options)


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, in whatever form it is written."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        # The last 32 bits of NAT64's addresses are IPv4 ones.
        if ip in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


def local_paths(
    paths: Iterable[str | Path], folder: Path, limits: Limits, *, allow_private: bool = False
) -> list[Path]:
    """The paths; in place of web addresses the `folder` of fetched pages, and each one's file."""
    found: list[Path] = []
    for path in paths:
        if isinstance(path, str) and is_address(path):
            kept = fetch(path, folder, limits, allow_private=allow_private)
            found += [folder, kept]
        else:
            found.append(Path(path))
    return found
