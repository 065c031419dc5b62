"""The commands: results to stdout, everything else to stderr."""

import argparse
import gc
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from assistant.app import Assistant
from assistant.arguments import passwords_in
from assistant.cli import terminal
from assistant.cli.batch import STDIN, replies
from assistant.cli.malloc_arenas import limit_malloc_arenas
from assistant.cli.printing import as_json, print_aside, print_result
from assistant.cli.progress_lines import progress_lines
from assistant.errors import LibraryError, one_line
from assistant.messages import speak

if TYPE_CHECKING:
    from index.sync.report import SyncReport
    from index.types import Block

DECLINED = 3
"""The exit status of an `ask` that the library does not answer."""

Options = argparse.Namespace
Values = Mapping[str, Any]


def ask(options: Options) -> int:
    """`assistant ask`; DECLINED where the library does not hold the answer, unless as JSON."""
    question = _asked(options.question, options.source)
    _check_one_given(options.usage_error, question, options.source, "a question")
    assistant = _assistant(options)
    arguments = {**_filters(options), "strict": options.strict}
    if options.source:
        return _reply_to_lines(
            options.source,
            "question",
            lambda line: assistant.answer(
                line["question"], history=line.get("history") or (), **arguments
            ).to_dict(),
        )
    gc.disable()  # the process ends before what it would free could be missed
    answer = assistant.answer(question or "", **arguments)
    print_result(as_json(answer.to_dict()) if options.json else terminal.format_answer(answer))
    return DECLINED if answer.abstained and not options.json else 0


def chat(options: Options) -> int:
    """`assistant chat`"""
    from assistant.cli.chat_command import chat_command

    return chat_command(_assistant(options), _filters(options))


def check(options: Options) -> int:
    """`assistant check`"""
    _check_one_given(options.usage_error, options.text, options.source, "a text")
    assistant = _assistant(options)
    if options.source:
        return _reply_to_lines(
            options.source, "text", lambda line: assistant.check(line["text"]).to_dict()
        )
    text = sys.stdin.read() if options.text == STDIN else options.text
    result = assistant.check(text)
    print_result(as_json(result.to_dict()) if options.json else terminal.format_check(result))
    return 0


def table(options: Options) -> int:
    """`assistant table`"""
    from assistant.cli.table_command import table_command

    return table_command(_assistant(options), options, _filters(options))


def index(options: Options) -> int:
    """`assistant index`"""
    limit_malloc_arenas()
    assistant = _assistant(options)
    given = {"prune": options.prune, "workers": options.workers}
    given["passwords"] = passwords_in(options.password_file)
    if options.watch:
        from assistant.cli.watch import watch

        watch(assistant, options.paths, lambda report: _print_report(report, options), **given)
        return 0
    with progress_lines() if options.json else terminal.progress_bar() as progress:
        report = assistant.index(*options.paths, progress=progress, **given)
    _print_report(report, options)
    if options.paths and not any({**report.to_dict(), "left_out": 0}.values()):
        raise LibraryError(f"there is no file to index in {', '.join(options.paths)}: name others")
    return 1 if report.failed else 0


def _print_report(report: "SyncReport", options: Options) -> None:
    print_result(as_json(report.to_dict()) if options.json else terminal.format_report(report))
    sys.stdout.flush()  # each report of --watch at once
    for _, error in report.failed:
        print_aside(f"assistant: {one_line(error)}")


def library(options: Options) -> int:
    """`assistant library`"""
    assistant = _assistant(options)
    if file := options.backup or options.restore:
        from assistant.backup import back_up, restore

        if assistant.settings.chroma:
            raise LibraryError("the vectors are in a Chroma server: back that up by its own means")
        (back_up if options.backup else restore)(assistant.settings.data, file)
    if options.erase is not None:
        from assistant.history.erasure import erase

        names = erase(assistant.library, assistant.settings.data, options.erase)
        lines = [f"erased {one_line(name)}" for name in names]
        print_result(as_json({"erased": names}) if options.json else "\n".join(lines))
        return 0
    from assistant.cli.library_list import kept_collection, library_list

    if options.collection is not None or options.delete_collection is not None:
        kept_collection(assistant.library, options, _within(options))
    print_result(library_list(assistant.library, _within(options), as_json=options.json))
    return 0


def show(options: Options) -> int:
    """`assistant show`"""
    if options.json and not options.outline:
        options.usage_error("--json goes with --outline")
    assistant = _assistant(options)
    text = assistant.text(options.document)
    if options.outline:
        print_result(_outline(text, assistant.library.blocks(options.document), options))
        return 0
    # Bytes, so that no platform changes a line's end: offsets count in exactly this.
    sys.stdout.buffer.write(text.encode("utf-8", "surrogateescape"))
    return 0


def _outline(text: str, blocks: "Sequence[Block]", options: Options) -> str:
    """A document's blocks. Raises LibraryError where it was indexed before there were any."""
    if not blocks:
        name = options.document
        raise LibraryError(f"{name} was indexed by an older version: run assistant index again")
    if not options.json:
        return terminal.format_outline(text, blocks)
    return as_json(
        [
            asdict(block) | {"section": block.section, "text": text[block.start : block.end]}
            for block in blocks
        ]
    )


def evaluate(options: Options) -> int:
    """`assistant eval`"""
    from assistant.cli.eval_command import eval_command

    return eval_command(options)


def serve(options: Options) -> int:
    """`assistant serve`"""
    limit_malloc_arenas()
    from assistant.serve import serve as serve_page

    serve_page(
        lambda: _assistant(options),
        host=options.host,
        port=options.port,
        auth=options.auth,
        allow_public=options.allow_public,
        tell=print_aside,
        root_path=options.root_path,
        trusted=options.forwarded_allow_ips.replace(",", " ").split(),
    )
    return 0


def mcp(options: Options) -> int:
    """`assistant mcp`"""
    limit_malloc_arenas()
    from assistant.serve.mcp import serve_over_stdio

    serve_over_stdio(_assistant(options))
    return 0


def verify_pack(options: Options) -> int:
    """`assistant verify-pack`"""
    from assistant.history.evidence_pack import verify_pack
    from assistant.history.quote_state import in_folder, in_library

    if options.files is None:
        report = verify_pack(options.pack, in_library(_assistant(options).library))
    else:
        with _assistant(options).loader() as loader:
            report = verify_pack(options.pack, in_folder(options.files, loader))
    print_result(as_json(report.to_dict()) if options.json else "\n".join(report.lines()))
    return 0 if report.ok else 1


def _asked(words: Sequence[str], source: str | None) -> str | None:
    """The question of `ask`: its words, quoted or not; for `-`, or where it is piped in, stdin."""
    piped = not words and source is None and not sys.stdin.isatty()
    if piped or list(words) == [STDIN]:
        return sys.stdin.read().strip() or None
    return " ".join(words) if words else None


def _assistant(options: Options) -> Assistant:
    assistant = Assistant(model=getattr(options, "model", None), tell=print_aside)
    speak(assistant.settings.language)
    return assistant


def _filters(options: Options) -> dict[str, Any]:
    return {"since": options.since, "until": options.until, "within": _within(options)}


def _within(options: Options) -> str | None:
    """The patterns of every `--in`, one a line."""
    return "\n".join(options.within) if options.within else None


def _check_one_given(
    usage_error: Callable[[str], None], value: str | None, source: str | None, what: str
) -> None:
    """Ends with `usage_error`, as argparse does, where neither or both are given."""
    if (value is None) == (source is None):
        usage_error(f"give {what}, or --from FILE")


def _reply_to_lines(source: str, key: str, reply: Callable[[Values], Values]) -> int:
    status = 0
    for result, fine in replies(source, key, reply):
        if not fine:
            print_aside(f"assistant: {result['error']}")
            status = 1
        print_result(json.dumps(result, ensure_ascii=False))
        sys.stdout.flush()
    return status
