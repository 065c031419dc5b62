"""`assistant eval`: a question set in, its metrics out."""

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
from assistant.evaluate.comparison import Comparison, compare, read_run
from assistant.evaluate.evaluation import Evaluation, evaluate


def eval_command(options: argparse.Namespace) -> int:
    """Evaluate `options.set`; print a table or JSON, save the run, compare it with a saved one."""
    before = read_run(options.against) if options.against else None

    def make(data: Path) -> Assistant:
        return Assistant(data=data, model=options.model)

    with _unpacked(options.set) as folder, progress_bar() as on_progress:
        evaluation = evaluate(
            folder, make, data=options.data, on_progress=on_progress, on_question=_question_count()
        )
    if options.save:
        evaluation.save(options.save)
    comparison = compare(before, evaluation.to_dict()) if before else None
    _print(_json(evaluation, comparison) if options.json else evaluation.table())
    if comparison and not options.json:
        _print(f"\nagainst {options.against}\n\n{comparison.table()}")
    return 0


def _json(evaluation: Evaluation, comparison: Comparison | None) -> str:
    compared = {"against": comparison.to_dict()} if comparison else {}
    return json.dumps(evaluation.to_dict() | compared, ensure_ascii=False, indent=2)


@contextmanager
def _unpacked(path: Path) -> Iterator[Path]:
    """The set's folder; a zip, such as the page's export of users' judgements, is unpacked."""
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


def _question_count() -> Callable[[int, int], object]:
    """A count on stderr; nothing where that is no terminal."""
    if not sys.stderr.isatty():
        return lambda _done, _total: None
    return lambda done, total: sys.stderr.write(f"\r\x1b[K{done}/{total} questions")


def _print(text: str) -> None:
    sys.stdout.write(f"{text}\n")
