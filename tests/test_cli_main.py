"""The command as a program: its usage, its exit status, and how it ends."""

import io
import os
from importlib.metadata import version

import pytest

from assistant import Assistant
from tests.command import NAME, Run


@pytest.fixture(autouse=True)
def seed(desk: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    """The library is the one with the seed."""
    monkeypatch.setenv("ASSISTANT_DATA", str(desk.library.folder))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nonsense"], "invalid choice: 'nonsense'"),
        (["ask"], "give a question, or --from FILE"),
        (["ask", "Who?", "--from", "-"], "give a question, or --from FILE"),
        (["check"], "give a text, or --from FILE"),
        (["ask", "Who?", "--since", "May"], "'May' is not a date: write it as YYYY-MM-DD"),
        (["ask", "Who?", "--until", "2025-13-01"], "'2025-13-01' is not a date"),
        (["ask", "Who?", "--colour"], "unrecognized arguments: --colour"),
        (["show"], "the following arguments are required: DOCUMENT"),
        (["eval"], "the following arguments are required: SET"),
        (["serve", "--port", "many"], "argument --port: invalid int value: 'many'"),
        (["serve", "--auth", "secret"], "argument --auth: give a name, a colon and a password"),
        (["serve", "--auth", ":secret"], "argument --auth: give a name, a colon and a password"),
    ],
)
def test_wrong_usage_is_status_two(run: Run, arguments: list[str], message: str) -> None:
    done = run(*arguments)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("usage: assistant")
    assert message in done.err
    assert "secret'" not in done.err


def test_without_a_command_the_help_is_shown(run: Run) -> None:
    done = run()
    assert (done.status, done.err) == (0, "")
    assert done.out == run("--help").out
    for command in ("ask", "chat", "check", "index", "library", "show", "eval", "serve"):
        assert f"\n    {command} " in done.out


def test_the_version_is_that_of_the_package(run: Run) -> None:
    done = run("--version")
    assert (done.status, done.err) == (0, "")
    assert done.out == f"assistant {version('cited-assistant')}\n"


def test_an_output_that_is_closed_early_is_no_failure_to_report(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs, ours = os.pipe()
    os.close(theirs)
    with open(ours, "w", encoding="utf-8") as pipe:  # noqa: PTH123 - a descriptor, not a path
        monkeypatch.setattr("sys.stdout", pipe)
        done = run("show", NAME)
    assert (done.status, done.err) == (1, "")


class Interrupted(io.BytesIO):
    """A terminal at which somebody presses Ctrl-C."""

    def read1(self, _size: int | None = -1, /) -> bytes:
        raise KeyboardInterrupt

    read = read1


def test_an_interrupt_says_that_nothing_is_lost(run: Run) -> None:
    done = run("check", "-", stdin=Interrupted())
    assert done.status == 130
    assert done.err == "\nassistant: interrupted; what was done so far is kept\n"
