"""Questions as they are typed: with line editing and a history at a terminal, or piped in."""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

QUIT, HELP, NEW = "/quit", "/help", "/new"
COMMANDS = {
    NEW: "begin a new conversation, which does not follow up the last",
    HELP: "show these",
    QUIT: "end; so does an empty line, or Ctrl-D",
}

_COMMAND = re.compile(r"/[a-z]+")
_REMEMBERED = 1_000
"""Lines of the history."""


def help_lines() -> str:
    """What can be typed beside a question, a line each."""
    return "\n".join(f"{name:<6} {meaning}" for name, meaning in COMMANDS.items())


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
            tell("A new conversation.")
        elif question == HELP:
            tell(help_lines())
        elif _COMMAND.fullmatch(question):
            tell(f"There is no {question}. {HELP} shows what there is.")
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
