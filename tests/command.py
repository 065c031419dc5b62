"""The command, run in this process, and what it wrote."""

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from assistant.cli.main import main

SEED = Path(__file__).parent.parent / "seeds" / "pakistan-afghanistan-talks-beijing-2025-05-21.txt"
NAME = f"seeds/{SEED.name}"
MET = "Who met in Beijing?"
OFF = "How do I bake sourdough bread at home?"

ANSWER_KEYS = {
    *("id", "question", "answer", "abstained", "confidence", "model", "notice", "conflict"),
    *("sentences", "citations", "passages", "usage", "timings"),
}


@dataclass(frozen=True)
class Done:
    """How a command ended, and what it wrote."""

    status: int
    out: str
    err: str

    @property
    def message(self) -> str:
        """The one line of a failure: nothing else was written."""
        assert self.status == 1
        assert self.out == ""
        assert self.err.startswith("assistant: ")
        assert self.err.count("\n") == 1
        assert self.err.endswith("\n")
        return self.err.removeprefix("assistant: ").rstrip("\n")


Run = Callable[..., Done]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Runs `assistant ARGUMENTS`; `stdin` is piped in."""

    def call(*arguments: str, stdin: bytes | io.BytesIO = b"") -> Done:
        piped = io.BytesIO(stdin) if isinstance(stdin, bytes) else stdin
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(piped))
        capsysbinary.readouterr()
        try:
            status = main(arguments)
        except SystemExit as ended:
            status = int(ended.code or 0)
        said = capsysbinary.readouterr()
        return Done(status, said.out.decode(), said.err.decode())

    return call


def json_of(text: str) -> Any:
    assert text.endswith("\n")
    return json.loads(text)
