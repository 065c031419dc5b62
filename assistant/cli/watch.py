"""Keep the library in step with its folders while they change."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.app import Assistant
from assistant.errors import AssistantError

if TYPE_CHECKING:
    from index.sync.report import Report
    from index.sync.scan import File

_YOUNG = 2.0
"""Seconds that a file's last change must be past for it to be taken as whole."""


def watch(
    assistant: Assistant,
    paths: Sequence[str | Path],
    tell: Callable[["Report"], None],
    *,
    every: float = 2.0,
    until: Callable[[], bool] = lambda: False,
) -> None:
    """Index the paths, and look again every so many seconds, until `until` says so or Ctrl-C.

    `tell` is called with the first report, and then with each in which anything changed. A file
    that is being written waits for a later look. Folders are looked through each time, which works
    on network drives too. Raises AssistantError where the first look fails; what a later one fails
    at is told, and tried again.
    """
    from index.sync.report import Report

    settling = _Settling()
    try:
        report = assistant.index(*paths, waiting=settling)
        tell(report)
        while not until():
            time.sleep(every)
            settling.look_again()
            failed = report.failed
            try:
                report = assistant.index(waiting=settling)
            except AssistantError as error:
                report = Report(failed=[(str(assistant.settings.data), str(error))])
            if report.has_changes or report.failed != failed:
                tell(report)
    except KeyboardInterrupt:
        return


class _Settling:
    """Tells which files are being written: they changed since the last look, or just now."""

    def __init__(self) -> None:
        self._before: dict[Path, tuple[int, int]] = {}
        self._now: dict[Path, tuple[int, int]] = {}

    def look_again(self) -> None:
        """Begin a look: what was seen in the last one is what files are compared with."""
        self._before, self._now = self._now, {}

    def __call__(self, file: "File") -> bool:
        facts = self._now[file.path] = (file.size, file.modified)
        is_young = abs(time.time() - file.modified / 1e9) < _YOUNG
        return is_young or self._before.get(file.path, facts) != facts
