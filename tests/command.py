"""The command, run in this process, with what it said."""

import io
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from assistant.cli.main import main


@dataclass(frozen=True)
class Done:
    """How a command ended, and what it wrote."""

    status: int
    out: str
    err: str

    @property
    def told(self) -> str:
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
