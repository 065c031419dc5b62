"""Dask's own scheduler and workers, run for real on loopback, each worker on one core."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WORKER = """
import os, sys
if hasattr(os, "sched_setaffinity"):
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {cores[int(sys.argv.pop()) % len(cores)]})
from distributed.cli.dask_worker import main
main()
"""


class DaskCluster:
    """A scheduler, and workers of one thread each that can be killed and started."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self._folder = folder
        self._file = folder / "scheduler.json"
        self.workers: list[subprocess.Popen[bytes]] = []
        scheduler = ("-m", "distributed.cli.dask_scheduler", "--scheduler-file", str(self._file))
        self._scheduler = self._started(*scheduler, "--port", "0", "--no-dashboard")
        self.address = self._written_address()

    def add(self) -> subprocess.Popen[bytes]:
        """One more worker; the scheduler hears from it soon."""
        options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--death-timeout", "30")
        place = ("--local-directory", str(self._folder / f"worker-{len(self.workers)}"))
        core = str(len(self.workers))
        made = self._started("-c", WORKER, self.address, *options, *place, core)
        self.workers.append(made)
        return made

    def end(self) -> None:
        for process in (*self.workers, self._scheduler):
            process.kill()
            process.wait()

    def _started(self, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, *arguments, "--host", "127.0.0.1"]
        if arguments[0] == "-c":  # the core's number stays the last
            command = [sys.executable, *arguments[:-1], "--host", "127.0.0.1", arguments[-1]]
        root = str(Path(__file__).parent.parent)
        return subprocess.Popen(
            command,
            env=os.environ | {"PYTHONPATH": root},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def _written_address(self) -> str:
        last = time.monotonic() + 60
        while time.monotonic() < last:
            if self._file.exists() and (text := self._file.read_text()):
                return str(json.loads(text)["address"])
            time.sleep(0.05)
        raise TimeoutError("the scheduler did not start")


@contextmanager
def dask_cluster(folder: Path, workers: int) -> Iterator[DaskCluster]:
    """A cluster that is there for a while."""
    cluster = DaskCluster(folder)
    try:
        for _ in range(workers):
            cluster.add()
        yield cluster
    finally:
        cluster.end()
