"""`--from`: a file of JSON lines in, JSON lines out."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, TextIO

from assistant.errors import AssistantError, UsageError, one_line

STDIN = "-"


def replies(
    source: str, key: str, reply: Callable[[Mapping[str, Any]], Mapping[str, Any]]
) -> Iterator[tuple[dict[str, Any], bool]]:
    """The reply to each line of a file, or of stdin for `-`, and whether it is no error.

    Each line is a JSON object with a text under `key`. The reply to one that can't be used is its
    `error`; the rest are processed. A reply has the `id` of its line. Raises UsageError where the
    file can't be read.
    """
    with opened_lines(source) as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            identity: object = ""
            try:
                values = _parsed(line, f"{source}, line {number}")
                identity = values.get("id", "")
                _check(values, key, f"{source}, line {number}")
                yield {**reply(values), "id": identity}, True
            except AssistantError as error:
                yield {"id": identity, "error": one_line(error)}, False


def _parsed(line: str, where: str) -> dict[str, Any]:
    try:
        line.encode()  # raises where bytes were left undecoded
        values = json.loads(line)
    except UnicodeEncodeError as error:
        raise UsageError(f"{where} is not UTF-8 text: save it as such") from error
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{where} is not JSON ({error}): write one object a line") from error
    if not isinstance(values, dict):
        raise UsageError(f"{where} is not a JSON object: write one a line")
    return values


def _check(values: Mapping[str, Any], key: str, where: str) -> None:
    if not isinstance(values.get(key), str):
        raise UsageError(f'{where} has no "{key}": each line is an object that holds one')
    if not isinstance(values.get("history") or [], list):
        raise UsageError(f'{where}: "history" is a list of turns')


@contextmanager
def opened_lines(source: str) -> Iterator[TextIO]:
    """The lines of a file, or of stdin for `-`. Raises UsageError where it can't be read."""
    if source == STDIN:
        yield sys.stdin
        return
    with ExitStack() as stack:
        try:
            path = Path(source)
            # Some editors begin a file with a byte-order mark, which is no JSON.
            file = stack.enter_context(path.open(encoding="utf-8-sig", errors="surrogateescape"))
        except OSError as error:
            raise UsageError(f"{source} can't be read ({error.strerror}): name a file") from error
        yield file
