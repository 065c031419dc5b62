"""What each command does: results to stdout, everything else to stderr."""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

from assistant import terminal
from assistant.app import Assistant
from assistant.types import AssistantError, Check, Turn, UsageError

Options = argparse.Namespace


def ask(options: Options) -> int:
    """`assistant ask`"""
    _one_of(options.question, options.source, "a question")
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
                id=str(line.get("id") or ""),
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
            _tell(f"assistant: {error}")
            continue
        _print(f"\n{terminal.answered(answer)}")
        history += [Turn("user", question), Turn("assistant", answer.answer)]


def check(options: Options) -> int:
    """`assistant check`"""
    _one_of(options.text, options.source, "a text")
    assistant = _assistant(options)
    if options.source:
        return _lines(
            options.source,
            "text",
            lambda line: assistant.check(line["text"], id=str(line.get("id") or "")).to_dict(),
        )
    text = sys.stdin.read() if options.text == "-" else options.text
    result: Check = assistant.check(text)
    _print(_json(result.to_dict()) if options.json else terminal.checked(result))
    return 0


def index(options: Options) -> int:
    """`assistant index`"""
    from assistant.watching import watch

    assistant = _assistant(options)
    if options.watch:
        watch(assistant, options.paths, lambda report: _print(_report(report, options)))
        return 0
    with terminal.progress_bar() as progress:
        report = assistant.index(*options.paths, progress=progress)
    _print(_report(report, options))
    return 1 if report.failed else 0


def _report(report: Any, options: Options) -> str:
    return _json(report.to_dict()) if options.json else terminal.reported(report)


def library(options: Options) -> int:
    """`assistant library`"""
    from assistant.listing import listing

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
    from assistant.web import serve as serve_page

    auth = None
    if options.auth is not None:
        user, colon, password = options.auth.partition(":")
        if not (user and colon and password):
            raise UsageError("--auth takes USER:PASSWORD, both of them")
        auth = (user, password)
    serve_page(
        lambda: _assistant(options),
        host=options.host,
        port=options.port,
        auth=auth,
        allow_public=options.allow_public,
        tell=_tell,
    )
    return 0


def _assistant(options: Options) -> Assistant:
    return Assistant(model=getattr(options, "model", None), tell=_tell)


def _one_of(value: str | None, source: str | None, what: str) -> None:
    """Wrong usage, as argparse tells it: neither or both given."""
    if (value is None) == (source is None):
        from assistant.cli import build_parser

        build_parser().error(f"give {what}, or --from FILE")


def _lines(source: str, key: str, reply: Callable[[dict[str, Any]], dict[str, Any]]) -> int:
    """One line of JSON in, one out; a line that fails says so under its id, and the rest go on."""
    status = 0
    with _opened(source) as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            identity = ""
            try:
                values = _parsed(line, key, f"{source}, line {number}")
                identity = values.get("id") or ""
                result = reply(values)
            except AssistantError as error:
                _tell(f"assistant: {error}")
                result = {"id": identity, "error": str(error)}
                status = 1
            _print(json.dumps(result, ensure_ascii=False))
            sys.stdout.flush()
    return status


def _parsed(line: str, key: str, where: str) -> dict[str, Any]:
    try:
        values = json.loads(line)
    except ValueError as error:
        raise UsageError(f"{where} is not JSON ({error})") from error
    if not isinstance(values, dict) or not isinstance(values.get(key), str):
        raise UsageError(f'{where} has no "{key}": each line is an object that holds one')
    return values


def _opened(source: str) -> TextIO:
    if source == "-":
        return sys.stdin
    try:
        return Path(source).open(encoding="utf-8", errors="strict")
    except OSError as error:
        raise UsageError(f"{source} can't be read: {error.strerror}") from error


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _print(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def _tell(text: str) -> None:
    print(text, file=sys.stderr)  # noqa: T201
