"""`assistant eval`: a set in, its figures out."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import BadZipFile, ZipFile, is_zipfile

from assistant.app import Assistant
from assistant.cli.terminal import progress_bar
from assistant.errors import AssistantError
from assistant.evaluate.compare import compare, read_run
from assistant.evaluate.run import evaluate


def command(options: argparse.Namespace) -> int:
    """Evaluate `options.set`; print a table or JSON, keep the run, compare it with a kept one."""
    before = read_run(options.against) if options.against else None

    def make(data: Path) -> Assistant:
        return Assistant(data=data, model=options.model)

    with _folder(options.set) as folder, progress_bar() as indexing:
        evaluation = evaluate(
            folder, make, data=options.data, indexing=indexing, progress=_questions_done()
        )
    if options.save:
        evaluation.save(options.save)
    run = evaluation.to_dict()
    comparison = compare(before, run) if before else None
    if options.json:
        compared = {"against": comparison.to_dict()} if comparison else {}
        _print(json.dumps(run | compared, ensure_ascii=False, indent=2))
    else:
        _print(evaluation.table())
        if comparison:
            _print(f"\nagainst {options.against}\n\n{comparison.table()}")
    return 0


@contextmanager
def _folder(path: Path) -> Iterator[Path]:
    """The set's folder; a zip, such as the page exports readers' judgements in, is unpacked."""
    if not is_zipfile(path):
        yield path
        return
    with TemporaryDirectory() as scratch:
        folder = Path(scratch) / path.stem
        try:
            with ZipFile(path) as archive:
                archive.extractall(folder)
        except (BadZipFile, OSError) as error:
            raise AssistantError(f"{path}: can't be unpacked ({error})") from error
        yield folder


def _questions_done() -> Callable[[int, int], object]:
    """A count on stderr; nothing where that is no terminal."""
    if not sys.stderr.isatty():
        return lambda _done, _total: None
    return lambda done, total: sys.stderr.write(f"\r\x1b[K{done}/{total} questions")


def _print(text: str) -> None:
    sys.stdout.write(f"{text}\n")
