"""The log of who asked, added, removed and changed what, when: lines of JSON in the data folder."""

import json
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

AUDIT = "audit.jsonl"
"""What it is called."""


class AuditLog:
    """Appends lines to a file that its owner alone can read.

    No text of a question stands in it unless `texts`. Where it can't be written `tell` gets one
    line, once, and the work goes on.
    """

    def __init__(self, folder: Path, texts: bool, tell: Callable[[str], None]) -> None:
        self.path, self._texts, self._tell = folder / AUDIT, texts, tell
        self._guard, self._failed = threading.Lock(), False

    def note(self, user: str, did: str, text: str = "", **facts: object) -> None:
        """One line: who did what; `text` is what they wrote."""
        line = {"time": datetime.now(UTC).isoformat(timespec="seconds"), "user": user, "did": did}
        written: dict[str, object] = {**line, **facts}
        if self._texts and text:
            written["text"] = text
        content = f"{json.dumps(written, ensure_ascii=False)}\n".encode("utf-8", "replace")
        with self._guard:
            try:
                self._append(content)
            except OSError as error:
                if not self._failed:
                    self._tell(f"{self.path} can't be written ({error.strerror}): nothing is noted")
                self._failed = True

    def _append(self, content: bytes) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        flags = os.O_APPEND | os.O_CREAT | os.O_WRONLY
        file = os.open(self.path, flags, 0o600)
        try:
            with suppress(AttributeError):  # not on every system
                os.fchmod(file, 0o600)
            os.write(file, content)
        finally:
            os.close(file)
