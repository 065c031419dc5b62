"""Index the folders of a library again and again while they change."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.app import Assistant
from assistant.errors import AssistantError

if TYPE_CHECKING:
    from index.sync.report import SyncReport
    from index.sync.scan import File

_SETTLING_SECONDS = 2.0
"""A file that changed more recently may still be being written."""


def watch(
    assistant: Assistant,
    paths: Sequence[str | Path],
    on_report: Callable[["SyncReport"], None],
    *,
    every: float = 2.0,
    until: Callable[[], bool] = lambda: False,
    prune: bool = False,
    passwords: Sequence[str] = (),
    workers: str = "",
) -> None:
    """Index the paths, and scan again every so many seconds, until `until` is true or Ctrl-C.

    `on_report` is called with the first report, and then with each in which anything changed. A
    file that is being written waits for a later scan. Folders are scanned each time, which works
    on network drives too. Raises AssistantError where the first scan fails; a later one's failure
    is reported, and it is tried again.
    """
    settling = _Settling()
    try:
        report = assistant.index(
            *paths, waiting=settling, prune=prune, passwords=passwords, workers=workers
        )
        on_report(report)
        while not until():
            time.sleep(every)
            settling.next_scan()
            failed = report.failed
            report = _index_again(assistant, settling, prune, workers)
            if report.has_changes or report.failed != failed:
                on_report(report)
    except KeyboardInterrupt:
        return


def _index_again(
    assistant: Assistant, settling: "_Settling", prune: bool, workers: str
) -> "SyncReport":
    from index.sync.report import SyncReport

    try:
        return assistant.index(waiting=settling, prune=prune, workers=workers)
    except AssistantError as error:
        return SyncReport(failed=[(str(assistant.settings.data), str(error))])


class _Settling:
    """Whether a file is being written: it changed since the last scan, or just now."""

    def __init__(self) -> None:
        self._before: dict[Path, tuple[int, int]] = {}
        self._now: dict[Path, tuple[int, int]] = {}

    def next_scan(self) -> None:
        """Begins a scan, whose files are compared with those of the last one."""
        self._before, self._now = self._now, {}

    def __call__(self, file: "File") -> bool:
        facts = self._now[file.path] = (file.size, file.modified)
        # A network drive's clock may be ahead of this machine's.
        is_recent = abs(time.time() - file.modified / 1e9) < _SETTLING_SECONDS
        return is_recent or self._before.get(file.path, facts) != facts
