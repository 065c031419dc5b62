"""Chat at a terminal: lines are recalled, edited, and remembered by their owner alone."""

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assistant import Assistant

UP = "\x1b[A"


class Terminal:
    """`assistant chat` at a terminal of its own."""

    def __init__(self, data: Path) -> None:
        ours, theirs = pty.openpty()
        self._terminal, self.shown = ours, ""
        self._chat = subprocess.Popen(
            [sys.executable, "-m", "assistant.cli", "chat"],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**os.environ, "ASSISTANT_DATA": str(data), "TERM": "xterm"},
        )
        os.close(theirs)

    def type(self, keys: str) -> None:
        os.write(self._terminal, keys.encode())

    def wait_for(self, words: str, times: int = 1) -> None:
        until = time.monotonic() + 60
        while self.shown.count(words) < times:
            assert time.monotonic() < until, self.shown
            if select.select([self._terminal], [], [], 0.1)[0]:
                self.shown += os.read(self._terminal, 4096).decode(errors="replace")

    def end(self) -> int:
        self.type("/quit\n")
        status = self._chat.wait(60)
        os.close(self._terminal)
        return status


@pytest.mark.slow
def test_lines_are_recalled_and_edited_and_kept_for_the_next_time(desk: Assistant) -> None:
    terminal = Terminal(desk.library.folder)
    terminal.wait_for("> ")
    terminal.type("/hullo\n")
    terminal.wait_for("There is no /hullo.")
    terminal.wait_for("> ", times=2)
    terminal.type(f"{UP}\x7f\x7f\x7fold\n")  # the last line, its last three letters in other words
    terminal.wait_for("There is no /huold.")
    assert terminal.end() == 0
    kept = desk.library.folder / "chat-history"
    assert kept.stat().st_mode & 0o777 == 0o600
    again = Terminal(desk.library.folder)
    again.wait_for("> ")
    again.type(f"{UP}{UP}\n")
    again.wait_for("There is no /huold.")
    assert again.end() == 0
