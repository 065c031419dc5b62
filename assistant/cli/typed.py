"""Questions as they are typed."""

import sys
from collections.abc import Iterator


def typed_questions() -> Iterator[str]:
    """The lines that are typed or piped in, up to an empty one."""
    while True:
        try:
            question = input("\n> " if sys.stdin.isatty() else "").strip()
        except EOFError:
            return
        if not question:
            return
        yield question
