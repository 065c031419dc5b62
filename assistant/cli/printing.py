"""Results go to stdout, everything else to stderr."""

import io
import json
import sys


def as_json(value: object) -> str:
    """A value as JSON on several lines."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def print_result(text: str) -> None:
    """A result, on a line of its own."""
    sys.stdout.write(f"{text}\n")


def print_aside(text: str) -> None:
    """What is no result. One write: lines of two threads do not run into each other."""
    sys.stderr.write(f"{text}\n")


def read_and_write_utf8() -> None:
    """Whatever the locale is: scripts rely on it. Other bytes are reported where they are used."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
