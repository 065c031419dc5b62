"""A run of a question set: index it, ask its questions in turn, compare the answers with it."""

import json
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from assistant.errors import AssistantError, translated
from assistant.evaluate.aggregates import Aggregates, aggregate_by_group
from assistant.evaluate.metrics_table import metrics_table
from assistant.evaluate.outcome import Outcome, outcome_of
from assistant.evaluate.questions import DOCUMENTS, Question, read_questions
from assistant.types import Answer

if TYPE_CHECKING:
    from assistant.app import Assistant
    from index.sync.report import Progress

DEEP_SEARCH_PASSAGES = 50
"""Of the search that continues the ranking of documents below an answer's own passages."""

OnQuestion = Callable[[int, int], object]
"""Called with the number of questions done, and of all."""

OnProgress = Callable[["Progress"], None]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One run of a set. `failed` holds a line for each document that could not be read."""

    set: str
    model: str
    documents: int
    failed: tuple[str, ...]
    indexing_seconds: float
    outcomes: tuple[Outcome, ...]

    @property
    def aggregates(self) -> dict[str, Aggregates]:
        """The metrics of all questions, under "all", and of each kind or type."""
        return aggregate_by_group(self.outcomes)

    def to_dict(self) -> dict[str, Any]:
        """The run as JSON types: the metrics, and every question's outcome."""
        return {
            "set": self.set,
            "model": self.model,
            "documents": self.documents,
            "failed": list(self.failed),
            "indexing_seconds": round(self.indexing_seconds, 3),
            "figures": self.aggregates,
            "outcomes": [outcome.to_dict() for outcome in self.outcomes],
        }

    def table(self) -> str:
        """The metrics as text, a row a metric and a column a group."""
        heading = (
            f"{self.set}: {self.documents:,} documents, indexed in {self.indexing_seconds:.1f} s,"
            f" engine {self.model}"
        )
        failures = [f"not read: {failure}" for failure in self.failed]
        return "\n".join([heading, *failures, "", metrics_table(self.aggregates)])

    def save(self, path: Path) -> None:
        """Writes the run as JSON, to compare a later one with."""
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
    on_progress: OnProgress = lambda _progress: None,
    on_question: OnQuestion = lambda _done, _total: None,
) -> Evaluation:
    """Index the set in `folder`, ask its questions in turn, and compare the answers with it.

    `make` opens an assistant on a data folder: `data`, where a second run finds the index again,
    or a temporary one. `on_progress` is called while it indexes. Raises AssistantError where the
    set or the data folder can't be used.
    """
    questions = read_questions(folder)
    with ExitStack() as stack, translated():
        data = data or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        assistant = make(data)
        start = perf_counter()
        # Indexing comes first: opened empty, the library would take in the seed.
        report = assistant.index(folder / DOCUMENTS, progress=on_progress)
        seconds = perf_counter() - start
        stack.callback(assistant.library.close)
        contents = _contents(assistant, data)
        return Evaluation(
            set=folder.resolve().name,
            model=assistant.settings.engine,
            documents=len(contents),
            failed=tuple(error for _, error in report.failed),
            indexing_seconds=seconds,
            outcomes=tuple(_outcomes(assistant, questions, contents, on_question)),
        )


def _contents(assistant: "Assistant", data: Path) -> dict[str, str]:
    """The content key of each document that the library holds, by name."""
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
    on_question: OnQuestion,
) -> Iterator[Outcome]:
    # Questions in a row are often about the same documents.
    text_of = lru_cache(maxsize=64)(assistant.library.text)
    for done, question in enumerate(questions, 1):
        start = perf_counter()
        answer = assistant.answer(question.text, history=question.history, id=question.id)
        total_ms = 1000 * (perf_counter() - start)
        yield outcome_of(
            question,
            answer,
            total_ms,
            _deep_search(assistant, answer),
            lambda name: contents.get(name, name),
            text_of,
        )
        on_question(done, len(questions))


def _deep_search(assistant: "Assistant", answer: Answer) -> list[str]:
    # As the answer's own search: a follow-up rewritten, with the same filters.
    receipt = answer.receipt
    hits = assistant.library.search(
        receipt.question,
        DEEP_SEARCH_PASSAGES,
        since=receipt.since,
        until=receipt.until,
        pattern=receipt.pattern,
    )
    return [hit.passage.source.name for hit in hits]
