"""Questions as they are typed: with line editing and a history at a terminal, or piped in."""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from assistant.messages import say

QUIT, HELP, NEW = "/quit", "/help", "/new"
COMMANDS = {NEW: "cli.help.new", HELP: "cli.help.help", QUIT: "cli.help.quit"}
"""What can be typed beside a question, and the message that says what it does."""

_COMMAND = re.compile(r"/[a-z]+")
_REMEMBERED = 1_000
"""Lines of the history."""


def help_lines() -> str:
    """What can be typed beside a question, a line each."""
    return "\n".join(f"{name:<6} {say(key)}" for name, key in COMMANDS.items())


def typed_questions(tell: Callable[[str], None], fresh: Callable[[], None]) -> Iterator[str]:
    """The lines that are typed or piped in, up to an empty one or `/quit`.

    Commands are done here: `fresh` begins a new conversation, `tell` shows what is to be known.
    """
    while True:
        try:
            question = input("\n> " if sys.stdin.isatty() else "").strip()
        except EOFError:
            return
        if question in ("", QUIT, "/exit"):
            return
        if question == NEW:
            fresh()
            tell(say("cli.new"))
        elif question == HELP:
            tell(help_lines())
        elif _COMMAND.fullmatch(question):
            tell(say("cli.no_command", command=question, help=HELP))
        else:
            yield question


@contextmanager
def line_editing(history: Path) -> Iterator[None]:
    """At a terminal lines can be edited, and those of earlier times recalled from a file.

    Only its owner can read that file. Where there is no readline, lines are typed plainly.
    """
    if not sys.stdin.isatty():
        yield
        return
    try:
        import readline
    except ImportError:  # Windows has line editing of its own
        yield
        return
    with suppress(OSError):
        readline.read_history_file(history)
    readline.set_history_length(_REMEMBERED)
    try:
        yield
    finally:
        with suppress(OSError):  # a folder that can't be written
            history.touch(mode=0o600)
            readline.write_history_file(history)
