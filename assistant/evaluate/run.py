"""A run of a set: index it, ask its questions one after the other, hold the answers against it."""

import json
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from assistant.errors import AssistantError, LibraryError
from assistant.evaluate.figures import Figures, by_group
from assistant.evaluate.figures_table import render
from assistant.evaluate.outcome import Outcome, judge
from assistant.evaluate.questions import DOCUMENTS, Question, read_questions
from assistant.types import Answer
from index.types import IndexingError

if TYPE_CHECKING:
    from assistant.app import Assistant
    from index.sync.synchronize import Progress

DEPTH = 50
"""Passages of the search that continues the ranking of documents below an answer's own."""

Asked = Callable[[int, int], object]
Indexed = Callable[["Progress"], None]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One run of a set. `failed` tells of documents that could not be read, a line each."""

    set: str
    model: str
    documents: int
    failed: tuple[str, ...]
    indexing_seconds: float
    outcomes: tuple[Outcome, ...]

    @property
    def figures(self) -> dict[str, Figures]:
        """The figures of all questions, under "all", and of each kind or type."""
        return by_group(self.outcomes)

    def to_dict(self) -> dict[str, Any]:
        """The run as JSON types: the figures, and every question's outcome."""
        return {
            "set": self.set,
            "model": self.model,
            "documents": self.documents,
            "failed": list(self.failed),
            "indexing_seconds": round(self.indexing_seconds, 3),
            "figures": self.figures,
            "outcomes": [outcome.to_dict() for outcome in self.outcomes],
        }

    def table(self) -> str:
        """The figures as text, a row a figure and a column a group."""
        heading = (
            f"{self.set}: {self.documents:,} documents, indexed in {self.indexing_seconds:.1f} s,"
            f" engine {self.model}"
        )
        failures = [f"not read: {failure}" for failure in self.failed]
        return "\n".join([heading, *failures, "", render(self.figures)])

    def save(self, path: Path) -> None:
        """Keep the run as JSON, to compare a later one with."""
        text = json.dumps(self.to_dict(), ensure_ascii=False, indent=1)
        try:
            path.write_text(text + "\n", encoding="utf-8")
        except OSError as error:
            raise AssistantError(f"{path}: {error.strerror}; the run was not saved") from error


def evaluate(
    folder: Path,
    make: Callable[[Path], "Assistant"],
    *,
    data: Path | None = None,
    indexing: Indexed = lambda _progress: None,
    progress: Asked = lambda _done, _total: None,
) -> Evaluation:
    """Index the set in `folder`, ask its questions one after the other, and judge the answers.

    `make` opens an assistant on a data folder: `data`, which is kept so that a second run finds
    its index there, or a temporary one. `indexing` is told how far the index is, and `progress`
    how many questions of how many are done. AssistantError tells what is wrong with the set or the
    data folder.
    """
    questions = read_questions(folder)
    with ExitStack() as stack, _translated():
        kept = data or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        assistant = make(kept)
        start = perf_counter()
        report = assistant.index(folder / DOCUMENTS, progress=indexing)
        seconds = perf_counter() - start
        stack.callback(assistant.library.close)
        contents = _contents(assistant, kept)
        return Evaluation(
            set=folder.resolve().name,
            model=assistant.settings.engine,
            documents=len(contents),
            failed=tuple(error for _, error in report.failed),
            indexing_seconds=seconds,
            outcomes=tuple(_outcomes(assistant, questions, contents, progress)),
        )


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except IndexingError as error:
        raise LibraryError(str(error)) from error


def _contents(assistant: "Assistant", data: Path) -> dict[str, str]:
    """What stands for the content of each document that the library holds, by name."""
    contents = {record.source.name: record.key for record in assistant.library.records}
    stranger = next((name for name in contents if not name.startswith(f"{DOCUMENTS}/")), None)
    if stranger:
        raise AssistantError(
            f"{data}: holds documents from elsewhere ({stranger}): name another data folder"
        )
    return {name: key for name, key in contents.items() if key}


def _outcomes(
    assistant: "Assistant",
    questions: Sequence[Question],
    contents: Mapping[str, str],
    progress: Asked,
) -> Iterator[Outcome]:
    text_of = lru_cache(maxsize=64)(assistant.library.text)
    for done, question in enumerate(questions, 1):
        start = perf_counter()
        answer = assistant.answer(question.text, history=question.history, id=question.id)
        total_ms = 1000 * (perf_counter() - start)
        yield judge(
            question,
            answer,
            total_ms,
            _further(assistant, answer),
            lambda name: contents.get(name, name),
            text_of,
        )
        progress(done, len(questions))


def _further(assistant: "Assistant", answer: Answer) -> list[str]:
    receipt = answer.receipt
    hits = assistant.library.search(
        receipt.question,
        DEPTH,
        since=receipt.since,
        until=receipt.until,
        pattern=receipt.pattern,
    )
    return [hit.passage.source.name for hit in hits]
