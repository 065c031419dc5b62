"""The command: its arguments, and its exit status. The work is in `commands`."""

import argparse
import os
import sys
from collections.abc import Sequence
from contextvars import copy_context
from pathlib import Path
from typing import NoReturn, TypeAlias

from assistant.cli.option_types import ShowVersion, login, root_path
from assistant.cli.printing import read_and_write_utf8
from assistant.cli.shared_options import add_filters, add_from, add_model, add_within
from assistant.cli.users_command import add_users
from assistant.errors import AssistantError, one_line
from index.types import IndexingError

_Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

_DESCRIPTION = "Ask your documents; every sentence of the answer cites its exact source."
_STATUS = (
    "Exit status: 0; 1 for a failure, told in one line; 2 for wrong usage; 3 where the documents do"
    " not answer what ask was asked."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; its exit status.

    0, 1 for a failure reported in one line on stderr, 2 for wrong usage, 3 where `ask` declined.
    """
    try:
        status = _run(arguments)
        sys.stdout.flush()
    except (AssistantError, IndexingError) as error:
        return _failed(f"assistant: {one_line(error)}")
    except OSError as error:
        # Python would complain of it once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):  # whoever read the output has left
            return 1
        return _failed(f"assistant: the output can't be written: {error.strerror}")
    except KeyboardInterrupt:
        return _failed("\nassistant: interrupted; what was done so far is kept", status=130)
    return status


def _run(arguments: Sequence[str] | None) -> int:
    options = (parser := build_parser()).parse_args(arguments)
    if not hasattr(options, "command"):
        parser.print_help()
        return 0
    from assistant.cli import commands

    read_and_write_utf8()
    run = getattr(options, "run", None) or getattr(commands, options.command)
    return int(copy_context().run(run, options))  # the language that it speaks ends with it


def _failed(message: str, status: int = 1) -> int:
    sys.stderr.write(f"{message}\n")
    return status


def run() -> NoReturn:
    """The command as it is installed: `main`, then out."""
    status = main()
    if sys.argv[1:2] == ["ask"]:
        # All is written; to close what it opened would take a seventh of its time.
        sys.stderr.flush()
        os._exit(status)
    sys.exit(status)


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands; README's help is checked against it."""
    parser = argparse.ArgumentParser(prog="assistant", description=_DESCRIPTION, epilog=_STATUS)
    parser.set_defaults(usage_error=parser.error)
    parser.add_argument(
        "--version", action=ShowVersion, nargs=0, help="show the version's number and exit"
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    _add_ask(commands)
    _add_chat(commands)
    _add_check(commands)
    _add_library(commands)
    _add_table(commands)
    _add_eval(commands)
    _add_serve(commands)
    mcp = commands.add_parser(
        "mcp", help="the library as tools over stdio: ask, check, search, read"
    )
    mcp.set_defaults(command="mcp")
    add_model(mcp)
    _add_verify_pack(commands)
    add_users(commands)
    return parser


def _add_ask(commands: _Commands) -> None:
    ask = commands.add_parser("ask", help="ask a question; the answer cites its sources")
    ask.set_defaults(command="ask")
    ask.add_argument(
        "question",
        nargs="*",
        metavar="QUESTION",
        help="the question, quoted or not; - or nothing reads it from stdin",
    )
    ask.add_argument("--json", action="store_true", help="print the whole answer as JSON")
    ask.add_argument("--strict", action="store_true", help="leave out what no source bears out")
    add_from(ask, "question")
    add_model(ask)
    add_filters(ask)


def _add_chat(commands: _Commands) -> None:
    chat = commands.add_parser("chat", help="the same in a terminal, with follow-ups")
    chat.set_defaults(command="chat")
    add_model(chat)
    add_filters(chat)


def _add_check(commands: _Commands) -> None:
    check = commands.add_parser(
        "check", help="is each sentence of this draft borne out by the library?"
    )
    check.set_defaults(command="check")
    check.add_argument("text", nargs="?", metavar="TEXT", help="the draft; - reads it from stdin")
    check.add_argument("--json", action="store_true", help="print JSON")
    add_from(check, "text")


def _add_library(commands: _Commands) -> None:
    index = commands.add_parser("index", help="make the library match these files and folders")
    index.set_defaults(command="index")
    index.add_argument("paths", nargs="*", metavar="PATH|URL", help="none: those of before, again")
    index.add_argument("--json", action="store_true", help="print the report as JSON")
    index.add_argument("--watch", action="store_true", help="keep on doing so")
    index.add_argument(
        "--prune",
        action="store_true",
        help="take out documents too that vanished all at once, as from a drive that is not there",
    )
    index.add_argument(
        "--password-file",
        type=Path,
        metavar="FILE",
        help="open encrypted files by the passwords in it, one a line",
    )
    index.add_argument(
        "--workers",
        default="",
        metavar="ADDRESS",
        help="have the workers of this Dask scheduler read and embed: tcp://HOST:8786",
    )
    library = commands.add_parser(
        "library", help="what is in it, and how well each document was read"
    )
    library.set_defaults(command="library")
    library.add_argument("--json", action="store_true", help="print JSON")
    moved = library.add_mutually_exclusive_group()
    moved.add_argument("--backup", type=Path, metavar="FILE", help="write it all to a file")
    moved.add_argument("--restore", type=Path, metavar="FILE", help="put such a file in its place")
    library.add_argument(
        "--erase", metavar="NAME", help="take a document out for good, from kept answers too"
    )
    library.add_argument(
        "--collection", metavar="NAME", help="keep what --in names as a collection, or add it to it"
    )
    library.add_argument(
        "--delete-collection", metavar="NAME", help="forget the name; the documents stay"
    )
    add_within(library)
    show = commands.add_parser(
        "show", help="a document's text as it was indexed: what offsets count in"
    )
    show.set_defaults(command="show")
    show.add_argument("document", metavar="DOCUMENT", help="its name, as library lists it")
    show.add_argument("--outline", action="store_true", help="its blocks instead, one a line")
    show.add_argument("--json", action="store_true", help="print the outline as JSON")


def _add_table(commands: _Commands) -> None:
    table = commands.add_parser("table", help="each question asked of each document, as a table")
    table.set_defaults(command="table")
    table.add_argument("questions", metavar="QUESTIONS", help="a file of them, one a line, or -")
    form = table.add_mutually_exclusive_group()
    for name, what in (("csv", "CSV"), ("xlsx", "an Excel workbook"), ("json", "JSON")):
        form.add_argument(f"--{name}", action="store_true", help=f"write {what} to stdout")
    add_model(table)
    add_filters(table)


def _add_eval(commands: _Commands) -> None:
    evaluate = commands.add_parser(
        "eval", help="a folder with documents/ and questions.jsonl: how well is it answered?"
    )
    evaluate.set_defaults(command="evaluate")
    evaluate.add_argument("set", type=Path, metavar="SET", help="the folder, or a zip of it")
    evaluate.add_argument("--json", action="store_true", help="print JSON, not a table")
    evaluate.add_argument("--data", type=Path, metavar="FOLDER", help="keep its index here")
    evaluate.add_argument("--save", type=Path, metavar="FILE", help="keep the run in a file")
    evaluate.add_argument("--against", type=Path, metavar="FILE", help="compare with a kept run")
    add_model(evaluate)


def _add_serve(commands: _Commands) -> None:
    serve = commands.add_parser("serve", help="the page, in a browser")
    serve.set_defaults(command="serve")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    serve.add_argument("--port", type=int, default=7860, help="port to listen on (7860)")
    serve.add_argument(
        "--auth",
        type=login,
        metavar="USER:PASSWORD|FILE",
        help="ask for this name and password, or those of a file of users",
    )
    serve.add_argument(
        "--allow-public",
        action="store_true",
        help="listen beyond this machine, or to any host's name, though there is no --auth",
    )
    serve.add_argument(
        "--root-path",
        type=root_path,
        default="",
        metavar="PATH",
        help="where a reverse proxy shows it: /desk",
    )
    serve.add_argument(
        "--forwarded-allow-ips",
        default="127.0.0.1,::1",
        metavar="ADDRESSES",
        help="proxies whose X-Forwarded headers are believed (127.0.0.1,::1)",
    )
    add_model(serve)


def _add_verify_pack(commands: _Commands) -> None:
    verify = commands.add_parser("verify-pack", help="check an exported evidence pack again")
    verify.set_defaults(command="verify_pack")
    verify.add_argument("pack", type=Path, metavar="FILE", help="a pack that the page exported")
    verify.add_argument(
        "--files", type=Path, metavar="FOLDER", help="compare with these files, not the library"
    )
    verify.add_argument("--json", action="store_true", help="print JSON")


if __name__ == "__main__":
    run()
