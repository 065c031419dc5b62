"""The command's help as README.md shows it; run as a program, it brings README.md up to date."""

import os
import re
from pathlib import Path

from assistant.cli.main import build_parser

README = Path(__file__).parent.parent / "README.md"

_BLOCK = re.compile(r"(?<=<!-- help -->\n).*?(?=<!-- /help -->)", re.DOTALL)


def block() -> str:
    """What stands between the marks: the help, at a width that does not depend on the terminal."""
    columns = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = "100"
    try:
        return f"```text\n$ assistant --help\n{build_parser().format_help()}```\n"
    finally:
        if columns is None:
            del os.environ["COLUMNS"]
        else:
            os.environ["COLUMNS"] = columns


def updated(readme: str) -> str:
    """The text of README.md with the program's help in its place. Raises ValueError without one."""
    text, places = _BLOCK.subn(lambda _: block(), readme)
    if places != 1:
        raise ValueError("README.md has no place for the help: <!-- help -->, <!-- /help -->")
    return text


if __name__ == "__main__":
    README.write_text(updated(README.read_text(encoding="utf-8")), encoding="utf-8")
