"""How far an index run is, as JSON lines for a program that waits for it."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from assistant.cli.printing import print_aside

if TYPE_CHECKING:
    from index.sync.report import Progress

EVERY = 1.0
"""Seconds between two lines, and before the first: a short run has none."""


@contextmanager
def progress_lines(every: float = EVERY) -> "Iterator[Callable[[Progress], None]]":
    """Writes lines {"progress": {…}} to stderr: files of how many, passages, seconds spent.

    `seconds_left` is an estimate by the files done so far; null before the first is.
    """
    started = shown = time.monotonic()

    def show(progress: "Progress") -> None:
        nonlocal shown
        now = time.monotonic()
        if now - shown < every:
            return
        shown = now
        spent = now - started
        ahead = progress.total - progress.files
        line = {
            "files": progress.files,
            "total": progress.total,
            "passages": progress.passages,
            "seconds": round(spent, 1),
            "seconds_left": round(spent / progress.files * ahead, 1) if progress.files else None,
        }
        print_aside(json.dumps({"progress": line}))

    yield show
