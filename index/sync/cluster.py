"""A Dask cluster that loads and embeds for a sync. What its workers run is in `cluster_tasks`.

Dask gives out the work, and gives it to another worker where one dies. It reports to nobody.
"""

import asyncio
import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any, ParamSpec, Self, TypeVar

from index.load import read_bytes
from index.load.limits import Limits
from index.store.records import READING
from index.sync.cluster_tasks import embed_sent, load_sent
from index.sync.loading import LoadedFile, Workers, unread
from index.sync.scan import File
from index.types import IndexingError, Vectors

SCHEMES = ("tcp://", "tls://", "ws://", "wss://")
SENT = 256 * 2**20
"""Bytes of files that are on their way at a time, with one file more."""

LOOK, LOOKS = 5.0, 6
"""Seconds between two looks at whether the cluster has workers, and how often none may be seen."""

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Cluster(Workers):
    """The workers of the Dask scheduler at an address; a context manager.

    A file's bytes are read here and sent: workers need not see its folder. They read them in child
    processes within the same limits, and embed by the embedder of the same name. The scheduler is
    first called when there is something to do.
    """

    def __init__(
        self,
        address: str,
        embedder: str,
        limits: Limits | None = None,
        passwords: Sequence[str] = (),
    ) -> None:
        """Raises IndexingError where it can be no scheduler's address."""
        if not address.startswith(SCHEMES):
            raise IndexingError(
                f"{address!r} is no address of a Dask scheduler: give the one that dask scheduler"
                " shows, such as tcp://HOST:8786"
            )
        self._address, self._embedder = address, embedder
        self._limits, self._passwords = limits or Limits(), tuple(passwords)
        self._guard = threading.Lock()
        self._connected: Any = None
        self._on_their_way = _Bounded(SENT)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        """Leave the cluster; what it still does for this run is dropped."""
        if self._connected is not None:
            self._connected.close(timeout=LOOK)

    @cached_property
    def threads(self) -> int:  # type: ignore[override] # known once the cluster is called
        """Two for each thread of a worker, so that the next task is there when one is done."""
        with self._translated():
            return 2 * max(1, int(sum(self._client().nthreads().values())))

    def load_file(self, file: File) -> LoadedFile:
        """The file's documents, or why there are none."""
        with self._on_their_way.taken(file.size):
            try:
                data = read_bytes(file.path, name=file.name, limits=self._limits)
            except IndexingError as error:
                return unread(file, error)
            return self._run(load_sent, data, file, self._limits, self._passwords, READING)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors as the library's embedder makes them."""
        return self._run(embed_sent, self._embedder, list(texts))

    def _run(self, task: Callable[_P, _T], *arguments: _P.args, **named: _P.kwargs) -> _T:
        """What a worker makes of a task, waited for as long as there are workers."""
        with self._translated():
            client = self._client()
            future: Any = client.submit(task, *arguments, pure=False, **named)
            unseen = 0
            while unseen < LOOKS:
                try:
                    result: _T = future.result(timeout=LOOK)
                    return result
                except TimeoutError:
                    unseen = 0 if client.nthreads() else unseen + 1
            raise IndexingError(f"the cluster at {self._address} has no workers: start some")

    def _client(self) -> Any:  # distributed has no types
        with self._guard:
            if self._connected is None:
                self._connected = _connect(self._address)
            return self._connected

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Turn what Dask raises, cancellations by a scheduler that went among it."""
        try:
            yield
        except IndexingError:
            raise
        except (Exception, asyncio.CancelledError) as error:
            kind = type(error).__name__
            reason = {
                "KilledWorker": "its workers died again and again at one task: see their logs",
                "ModuleNotFoundError": f"its workers lack {getattr(error, 'name', '')}: install"
                " the same cited-assistant there",
            }.get(kind, f"it can't be reached, or failed ({kind}): check that it runs")
            raise IndexingError(f"the cluster at {self._address}: {reason}") from error


def _connect(address: str) -> Any:
    try:
        import dask
        from distributed import Client
    except ImportError as error:
        raise IndexingError(
            f"a cluster needs {error.name}, which is missing: pip install"
            " 'cited-assistant[cluster]'"
        ) from error

    # A file is one task's argument, and its size is bounded.
    dask.config.set({"distributed.admin.large-graph-warning-threshold": 2 * SENT})
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    client: Any = Client
    return client(address, timeout=LOOK, set_as_default=False)


class _Bounded:
    """Lets so many bytes be in use at a time, and one holder more than they allow."""

    def __init__(self, most: int) -> None:
        self._left = most
        self._freed = threading.Condition()

    @contextmanager
    def taken(self, size: int) -> Iterator[None]:
        """Hold so many bytes, once any are left."""
        with self._freed:
            self._freed.wait_for(lambda: self._left > 0)
            self._left -= size
        try:
            yield
        finally:
            with self._freed:
                self._left += size
                self._freed.notify_all()
