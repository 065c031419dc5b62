"""Options' values: text → value, or one line on how to write it."""

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from assistant.cli.printing import print_result


def day(text: str) -> date:
    """A day, as YYYY-MM-DD."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        message = f"{text!r} is not a date: write it as YYYY-MM-DD"
        raise argparse.ArgumentTypeError(message) from error


def root_path(text: str) -> str:
    """The path under which a proxy serves the page, without a slash at its end."""
    path = text.rstrip("/")
    if path and not path.startswith("/"):
        raise argparse.ArgumentTypeError(f"{text!r} is no path: begin it with /")
    return path


def login(text: str) -> tuple[str, str] | Path:
    """A name and a password, as USER:PASSWORD; or a file of users."""
    path = Path(text)
    if path.is_file():
        return path
    user, _, password = text.partition(":")
    if not (user and password):
        raise argparse.ArgumentTypeError(
            "give a name, a colon and a password, or a file of users that is there"
        )
    return user, password


class ShowVersion(argparse.Action):
    """Shows the version that is installed, and ends."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        _namespace: argparse.Namespace,
        _values: str | Sequence[Any] | None,
        _option: str | None = None,
    ) -> None:
        """Ends the program."""
        from importlib.metadata import version

        print_result(f"assistant {version('cited-assistant')}")
        parser.exit()
