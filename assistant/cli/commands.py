"""What each command does: results to stdout, everything else to stderr."""

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from assistant.app import Assistant
from assistant.cli import terminal
from assistant.cli.batch import STDIN, replies
from assistant.cli.memory import share_heaps
from assistant.errors import AssistantError, LibraryError, one_line
from assistant.types import Check, Turn

if TYPE_CHECKING:
    from index.sync.synchronize import Report

Options = argparse.Namespace
Values = Mapping[str, Any]


def ask(options: Options) -> int:
    """`assistant ask`"""
    _one_of(options.wrong, options.question, options.source, "a question")
    assistant = _assistant(options)
    arguments = {
        "since": options.since,
        "until": options.until,
        "within": options.within,
        "strict": options.strict,
    }
    if options.source:
        return _lines(
            options.source,
            "question",
            lambda line: assistant.answer(
                line["question"],
                history=line.get("history") or (),
                **arguments,
            ).to_dict(),
        )
    answer = assistant.answer(options.question, **arguments)
    _print(_json(answer.to_dict()) if options.json else terminal.answered(answer))
    return 0


def chat(options: Options) -> int:
    """`assistant chat`"""
    assistant = _assistant(options)
    library = assistant.library
    _tell(f"{len(library.sources())} documents. Ask; an empty line or Ctrl-D ends.")
    history: list[Turn] = []
    while True:
        try:
            question = input("\n> " if sys.stdin.isatty() else "").strip()
        except EOFError:
            return 0
        if not question:
            return 0
        try:
            answer = assistant.answer(
                question,
                history=history,
                since=options.since,
                until=options.until,
                within=options.within,
            )
        except AssistantError as error:
            _tell(f"assistant: {one_line(error)}")
            continue
        _print(f"\n{terminal.answered(answer)}")
        history += [Turn("user", question), Turn("assistant", answer.answer)]


def check(options: Options) -> int:
    """`assistant check`"""
    _one_of(options.wrong, options.text, options.source, "a text")
    assistant = _assistant(options)
    if options.source:
        return _lines(
            options.source,
            "text",
            lambda line: assistant.check(line["text"]).to_dict(),
        )
    text = sys.stdin.read() if options.text == STDIN else options.text
    result: Check = assistant.check(text)
    _print(_json(result.to_dict()) if options.json else terminal.checked(result))
    return 0


def index(options: Options) -> int:
    """`assistant index`"""
    share_heaps()
    assistant = _assistant(options)
    if options.watch:
        from assistant.cli.watch import watch

        watch(assistant, options.paths, lambda report: _report(report, options))
        return 0
    with terminal.progress_bar() as progress:
        report = assistant.index(*options.paths, progress=progress)
    _report(report, options)
    if options.paths and not any({**report.to_dict(), "left_out": 0}.values()):
        raise LibraryError(f"there is no file to index in {', '.join(options.paths)}: name others")
    return 1 if report.failed else 0


def _report(report: "Report", options: Options) -> None:
    _print(_json(report.to_dict()) if options.json else terminal.reported(report))
    sys.stdout.flush()  # who watches wants it now
    for _, error in report.failed:
        _tell(f"assistant: {one_line(error)}")


def library(options: Options) -> int:
    """`assistant library`"""
    from index.library.catalog import listing

    documents = listing(_assistant(options).library)
    _print(_json({"documents": documents}) if options.json else terminal.listed(documents))
    return 0


def show(options: Options) -> int:
    """`assistant show`"""
    text = _assistant(options).text(options.document)
    # Bytes, so that no platform changes a line's end: offsets count in exactly this.
    sys.stdout.buffer.write(text.encode("utf-8", "surrogateescape"))
    return 0


def evaluate(options: Options) -> int:
    """`assistant eval`"""
    from assistant.evaluate import command

    return command(options)


def serve(options: Options) -> int:
    """`assistant serve`"""
    share_heaps()
    from assistant.serve import serve as serve_page

    serve_page(
        lambda: _assistant(options),
        host=options.host,
        port=options.port,
        auth=options.auth,
        allow_public=options.allow_public,
        tell=_tell,
    )
    return 0


def verify_pack(options: Options) -> int:
    """`assistant verify-pack`"""
    from assistant.history.evidence_pack import verify_pack
    from assistant.history.quote_state import in_folder, in_library

    if options.files is None:
        report = verify_pack(options.pack, in_library(_assistant(options).library))
    else:
        with _assistant(options).reader() as reader:
            report = verify_pack(options.pack, in_folder(options.files, reader))
    _print(_json(report.to_dict()) if options.json else "\n".join(report.lines()))
    return 0 if report.ok else 1


def _assistant(options: Options) -> Assistant:
    return Assistant(model=getattr(options, "model", None), tell=_tell)


def _one_of(wrong: Callable[[str], None], value: str | None, source: str | None, what: str) -> None:
    """Wrong usage where neither or both are given; `wrong` tells it as argparse does."""
    if (value is None) == (source is None):
        wrong(f"give {what}, or --from FILE")


def _lines(source: str, key: str, reply: Callable[[Values], Values]) -> int:
    status = 0
    for result, fine in replies(source, key, reply):
        if not fine:
            _tell(f"assistant: {result['error']}")
            status = 1
        _print(json.dumps(result, ensure_ascii=False))
        sys.stdout.flush()
    return status


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _print(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def _tell(text: str) -> None:
    print(text, file=sys.stderr)  # noqa: T201
