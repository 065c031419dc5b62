"""Chroma's client, its two collections, and its errors as StoreError."""

import ctypes
import os
import threading
import time
import warnings
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast
from urllib.parse import urlsplit

from index.store.records import LAYOUT, StoreSettings
from index.types import Embedder, IndexingError

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection as ChromaCollection

_NEIGHBOURS = 200
"""Neighbours that Chroma's index examines in a search (HNSW's ef), so that near ones are found."""

LOGGED = 500
"""Vectors that Chroma keeps in its log alone before it writes its whole index to disk."""

MANY_WRITTEN = 10_000
"""Passages written after which that number follows the library's size, or much is written anew."""

_BEING_MADE = "Error creating hnsw segment reader"
"""What a server says while the index of a collection's first rows is not on its disk yet."""

_PAUSES = (0.1, 0.2, 0.4, 0.8, 1.6)
"""Seconds after which it is asked again."""

_T = TypeVar("_T")


class StoreError(IndexingError):
    """The store can't be opened, read or written."""


@dataclass(frozen=True, slots=True)
class ChromaAddress:
    """A Chroma elsewhere: a server's URL, `cloud`, or `cloud+` and the URL of another cloud.

    The headers go with each request to a server. The cloud has its key, tenant and database from
    Chroma's own variables: CHROMA_API_KEY, CHROMA_TENANT, CHROMA_DATABASE.
    """

    url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)

    def __str__(self) -> str:
        return self.url


_OPENING = threading.Lock()
"""Chroma shares the clients of one place, but does not guard against two threads that open it."""


def connect(location: ChromaAddress | Path) -> "Client":
    """A client of Chroma in a folder, or elsewhere."""
    with _OPENING:
        return _connect(location)


def disconnect(client: "Client") -> None:
    """Close a client, and with the last one of a place its files."""
    with _OPENING:
        admin: Any = client._admin_client
        servers: list[Any] = [client._server, admin._server]
        client.close()
        # Chroma leaves its connections to a server open.
        for server in servers:
            if (session := getattr(server, "_session", None)) is not None:
                session.close()
    _give_back()


def _give_back() -> None:
    """Have the system get back the memory that was freed: a vector index is of small pieces.

    glibc would keep it for what comes next, and the next index would not fit in. Other systems
    know no such call.
    """
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def _connect(location: ChromaAddress | Path) -> "Client":
    import chromadb
    from chromadb.config import Settings

    # A .env in the working folder is not for Chroma.
    settings = Settings(_env_file=None, anonymized_telemetry=False)  # type: ignore[call-arg]
    if isinstance(location, Path):
        location.mkdir(parents=True, exist_ok=True)
        # Chroma knows its clients in one process by path: a relative one may come to mean another.
        client = chromadb.PersistentClient(str(location.absolute()), settings=settings)
    elif location.url == "cloud" or location.url.startswith("cloud+"):
        # Left to find it itself, Chroma checks that there is a key and then sends "None".
        cloud = partial(
            chromadb.CloudClient, api_key=os.environ.get("CHROMA_API_KEY"), settings=settings
        )
        if location.url == "cloud":
            return cast("Client", cloud())
        host, port, secure = _host_port_and_security(location.url)
        client = cloud(cloud_host=host, cloud_port=port, enable_ssl=secure)
    else:
        host, port, secure = _host_port_and_security(location.url)
        headers = dict(location.headers) or None
        client = chromadb.HttpClient(host, port, secure, headers, settings)
    return cast("Client", client)


def _host_port_and_security(url: str) -> tuple[str, int, bool]:
    try:
        address = urlsplit(url.removeprefix("cloud+"))
        port = address.port
    except ValueError:
        address, port = urlsplit(""), None
    if address.scheme not in ("http", "https") or not address.hostname:
        raise StoreError(f"{url!r} is no Chroma server: give its URL, or cloud")
    secure = address.scheme == "https"
    return address.hostname, port or (443 if secure else 8000), secure


def collections(
    client: "Client", embedder: Embedder
) -> tuple["ChromaCollection", "ChromaCollection"]:
    """The collections of passages and of documents, made where they are missing."""
    from chromadb.errors import NotFoundError

    try:
        passages = client.get_collection("passages", embedding_function=None)
        return passages, client.get_collection("documents", embedding_function=None)
    except NotFoundError:
        facts = {"layout": LAYOUT, "embedder": embedder.name, "dimension": embedder.dimension}
        passages = _made(client, "passages", facts)
        return passages, _made(client, "documents", StoreSettings().metadata())


def _made(client: "Client", name: str, metadata: dict[str, Any]) -> "ChromaCollection":
    return client.get_or_create_collection(
        name,
        embedding_function=None,
        metadata=metadata,
        configuration={
            "hnsw": {"space": "cosine", "ef_search": _NEIGHBOURS, "sync_threshold": LOGGED}
        },
    )


def asked(call: Callable[[], _T]) -> _T:
    """What a collection answers, asked again while a server makes its index for the first rows."""
    for pause in _PAUSES:
        try:
            return call()
        except Exception as error:  # it has no class of its own
            if _BEING_MADE not in str(error):
                raise
            time.sleep(pause)
    return call()


@contextmanager
def translated(what: str = "the library") -> Iterator[None]:
    """Turn what Chroma raises, which has no common class, into StoreError."""
    try:
        yield
    except IndexingError:
        raise
    except Exception as error:
        reason = next(iter(str(error).strip().splitlines()), "") or type(error).__name__
        raise StoreError(
            f"{what} can't be opened, read or written ({reason}): check that it is there, is"
            " writable and has room"
        ) from error


def wrong_embedder(made_by: tuple[str, int], other: str) -> StoreError:
    """The error that a library made by one embedder is opened with another."""
    name, dimension = made_by
    return StoreError(
        f"the library was indexed with the embedder {name} ({dimension} dimensions), not"
        f" {other}: set ASSISTANT_EMBEDDER={name}; or, to index anew, name another folder"
        " with ASSISTANT_DATA and run assistant index on your documents"
    )


def write_out_after(collections: Iterable["ChromaCollection"], logged: int = 0) -> None:
    """Let each collection's log grow to so many vectors; without a number by how many it has."""
    with translated(), warnings.catch_warnings():
        # Chroma deprecates collections that it does not embed for itself.
        warnings.simplefilter("ignore", DeprecationWarning)
        for collection in collections:
            most = logged or max(LOGGED, collection.count() // 20)
            collection.modify(configuration={"hnsw": {"sync_threshold": most}})


def other_layout(location: ChromaAddress | Path, layouts: Collection[object]) -> StoreError:
    """The error that a library of another layout is opened."""
    if any(isinstance(layout, int) and layout > LAYOUT for layout in layouts):
        return StoreError(
            f"{location} holds a library that a newer version wrote: update this one, or name"
            " another folder with ASSISTANT_DATA"
        )
    return StoreError(
        f"{location} holds a library of an older layout: move it away, or name"
        " another folder with ASSISTANT_DATA; then run assistant index on your documents"
    )
