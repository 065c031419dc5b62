"""The weights that are fitted: the values that one half of the questions gives, beside the shipped.

    python -m benchmarks.fit SET… [--data FOLDER] [--json]

A SET is a folder as `assistant eval` takes it. Every second question is in the first half, which
chooses the values; the others, in the second half, show how well they hold. A weight of retrieval
gets the value of its grid that ranks documents best, by the mean over the sets of recall@10, or of
nDCG@10 where a set's questions have many relevant documents. Values within .003 of the best are
equal to it, and the shipped one is kept where it is among them. Weights are fitted one after the
other, each with the values found before it. `--data` keeps the libraries for a second run;
`--json` adds the rows as JSON, in the last line.
"""

import argparse
import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from types import ModuleType

from assistant import Assistant
from assistant.evaluate import metrics
from assistant.evaluate.metrics_table import align
from assistant.evaluate.questions import DOCUMENTS, Question, read_questions
from assistant.question.followup import standalone
from index.search import retrieval_weights as search_weights

GRIDS = {
    "DENSE": (0.5, 0.6, 0.7, 0.75, 0.8, 0.9),
    "FEEDBACK_TERMS_WEIGHT": (0.3, 0.4, 0.5, 0.6, 0.7),
    "FEEDBACK_VECTOR_WEIGHT": (0.1, 0.2, 0.3, 0.4, 0.5),
}
"""The values that each weight of retrieval is tried at, beside the shipped one."""

EQUAL = 0.003
"""Figures no further apart than this are equal."""

DEPTH = 10
"""Passages that are retrieved, and documents that are ranked."""

MANY_DOCUMENTS = 5
"""Relevant documents a question, on average, above which a set is measured by nDCG."""

HEADING = ("", "shipped", "fitted", "first half", "second half")

Figures = tuple[float | None, ...]
"""One figure of the ranking; None where there are no such questions."""

Measured = tuple[float, Figures, Figures]
"""A value of a weight, with its figures on the first half and on the second."""


@dataclass(frozen=True)
class QuestionSet:
    """An indexed set: one assistant on its documents, and its questions by halves."""

    assistant: Assistant
    halves: tuple[Sequence[Question], Sequence[Question]]

    def ranking(self, half: int) -> float | None:
        """How well the documents of a half's questions are ranked, on average, in [0, 1]."""
        counts = [len(each.documents) for part in self.halves for each in part if each.documents]
        metric = metrics.ndcg if sum(counts) > MANY_DOCUMENTS * len(counts) else metrics.recall
        return metrics.mean(
            metric(self._ranked(each), self._relevant(each), DEPTH)
            for each in self.halves[half]
            if each.documents
        )

    @cached_property
    def _keys(self) -> dict[str, str]:
        """The content key of each document, by name: copies of one text are one document."""
        return {each.source.name: each.key for each in self.assistant.library.records}

    def _ranked(self, question: Question) -> list[str]:
        text = standalone(question.text, question.history)
        hits = self.assistant.library.search(text, DEPTH)
        return list(dict.fromkeys(self._keys[hit.passage.source.name] for hit in hits))

    def _relevant(self, question: Question) -> set[str]:
        return {self._keys[f"{DOCUMENTS}/{name}"] for name in question.documents}


@dataclass(frozen=True, slots=True)
class Row:
    """A weight's shipped and fitted values, with the figures of the fitted one on both halves.

    `tried` holds each value that was measured, with its figures on both halves, `equal` those of a
    grid that are as good as the best on the first half.
    """

    name: str
    shipped: float
    fitted: float
    first: Figures
    second: Figures
    equal: tuple[float, ...] = ()
    tried: tuple[Measured, ...] = ()

    @property
    def lines(self) -> list[tuple[str, ...]]:
        """The row in a table, and below it a row for each value that was tried."""
        both = f"{self.shipped:g}", f"{self.fitted:g}"
        head = self.name, *both, shown(self.first), shown(self.second)
        return [head, *(self._tried(*each) for each in self.tried)]

    @property
    def note(self) -> str:
        """Whether the shipped value is kept, and how flat the figure is around it."""
        kept = "the shipped value is kept" if self.fitted == self.shipped else "not as shipped"
        alike = ", ".join(f"{value:g}" for value in self.equal)
        return f"{self.name}: {kept}" + (f"; equal on the first half: {alike}" if alike else "")

    def _tried(self, value: float, first: Figures, second: Figures) -> tuple[str, ...]:
        mark = " =" if value in self.equal else ""
        return "", "", f"{value:g}{mark}", shown(first), shown(second)


def shown(figures: Figures) -> str:
    return " / ".join("–" if value is None else f"{value:.3f}" for value in figures)


@contextmanager
def restored(module: ModuleType) -> Iterator[None]:
    """Gives the module's attributes back the values that they had."""
    before = vars(module).copy()
    try:
        yield
    finally:
        vars(module).update(before)


@contextmanager
def indexed(folders: Sequence[Path], data: Path) -> Iterator[list[QuestionSet]]:
    """The sets in these folders, each indexed into a library below `data`."""
    with ExitStack() as stack:
        sets = []
        for folder in folders:
            questions = read_questions(folder)
            assistant = Assistant(data=data / folder.resolve().name, model="quotes")
            assistant.index(folder / DOCUMENTS)
            stack.callback(assistant.library.close)
            sets.append(QuestionSet(assistant, (questions[::2], questions[1::2])))
        yield sets


def fit_ranking(ranking: Callable[[int], float | None], name: str) -> Row:
    """A weight of retrieval, fitted and set; `ranking` measures a half (0 or 1) as it is set."""
    shipped = getattr(search_weights, name)
    tried: list[Measured] = []
    for value in sorted({*GRIDS[name], shipped}):
        setattr(search_weights, name, value)
        tried.append((value, (ranking(0),), (ranking(1),)))
    figures = {value: first[0] or 0.0 for value, first, _ in tried}
    best = max(figures, key=lambda value: figures[value])
    # 1e-9: a difference of .003 may come out just above it.
    least = figures[best] - EQUAL - 1e-9
    equal = tuple(value for value, figure in figures.items() if figure >= least)
    fitted = shipped if shipped in equal else best
    setattr(search_weights, name, fitted)
    first, second = next((first, second) for value, first, second in tried if value == fitted)
    return Row(name, shipped, fitted, first, second, equal, tuple(tried))


def fit(folders: Sequence[Path], data: Path) -> list[Row]:
    """Every fitted weight's row; the weights themselves stay as they were."""
    with restored(search_weights), indexed(folders, data) as sets:

        def ranking(half: int) -> float | None:
            return metrics.mean(each.ranking(half) for each in sets)

        return [fit_ranking(ranking, name) for name in GRIDS]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", type=Path, nargs="+", metavar="SET")
    parser.add_argument("--data", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        rows = fit(options.sets, options.data or Path(scratch))
    print(align([HEADING, *(line for row in rows for line in row.lines)]))
    print(*("", *(row.note for row in rows)), sep="\n")
    if options.json:
        print(json.dumps([asdict(row) for row in rows]))


if __name__ == "__main__":
    main()
