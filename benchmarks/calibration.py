"""How far confidence can be trusted: a reliability diagram, and the weights that it is made of.

    python -m benchmarks.calibration SET… [--data FOLDER] [--json]

A SET is a folder as `assistant eval` takes it. Of the questions in each tenth of confidence it
prints how sure the product is on average and how many have an answer in their library; the expected
calibration error is the mean gap between the two (Naeini, Cooper and Hauskrecht, AAAI 2015). The
weights are those of a logistic regression on the first half of each set, every set counting alike;
the second half shows how well they hold. `--data` keeps the libraries for a second run.
"""

import argparse
import json
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant import Assistant
from assistant.answering import answering_weights as weights
from assistant.answering.answerability import lacking, signals
from assistant.answering.state import State, Steps
from assistant.evaluate.metrics_table import align
from assistant.evaluate.questions import Question
from benchmarks.fit import indexed

NAMES = ("READ", "LACK", "EVEN_EVIDENCE")
SIGNS = np.array([1.0, -1.0, -1.0])
RIDGE = 1e-3
STEPS = 50

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Bin:
    """A tenth of confidence: how many questions, how sure on average, how many have an answer."""

    questions: int
    confidence: float
    answerable: float


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", type=Path, nargs="+", metavar="SET")
    parser.add_argument("--data", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        halves = measured(options.sets, options.data or Path(scratch))
    shipped = SIGNS * [getattr(weights, name) for name in NAMES]
    fitted = regression(*halves[0])
    report: dict[str, Any] = {
        "shipped": named(shipped),
        "fitted": named(fitted),
        "calibration": [
            {"weights": which, "half": number, "error": error(bins), "bins": [*map(asdict, bins)]}
            for which, values in (("shipped", shipped), ("fitted", fitted))
            for number, (x, y, _) in enumerate(halves, 1)
            for bins in (tenths(values, x, y),)
        ],
    }
    print(align([("", *NAMES), *((w, *shown(report[w])) for w in ("shipped", "fitted"))]))
    for row in report["calibration"]:
        print(f"\n{row['weights']}, half {row['half']}: calibration error {row['error']:.3f}")
        bins = [Bin(**each) for each in row["bins"]]
        print(align([("confidence", "have an answer", "questions"), *map(line, bins)]))
    if options.json:
        print(json.dumps(report))


def measured(folders: Sequence[Path], data: Path) -> list[tuple[Floats, Floats, Floats]]:
    """For each half of the questions: their signals and a 1, whether answerable, their weights."""
    halves: list[list[tuple[Floats, Floats, Floats]]] = [[], []]
    with indexed(folders, data) as sets:
        for each in sets:
            for half, questions in zip(halves, each.halves, strict=True):
                rows = [(read(each.assistant, one), one.answerable) for one in questions]
                found = [(row, float(answerable)) for row, answerable in rows if row is not None]
                x: Floats = np.array([[*row, 1.0] for row, _ in found]).reshape(-1, len(NAMES))
                y = np.array([answerable for _, answerable in found])
                half.append((x, y, np.full(len(x), 1 / max(1, len(x)))))
    return [joined(half) for half in halves]


def joined(parts: Sequence[tuple[Floats, Floats, Floats]]) -> tuple[Floats, Floats, Floats]:
    x, y, w = (np.concatenate(part) for part in zip(*parts, strict=True))
    return x, y, w


def read(assistant: Assistant, question: Question) -> tuple[float, float] | None:
    """The signals of a question in its library; None where nothing was found, or where the question
    names its reports, which is decided otherwise."""
    pipeline = assistant.pipeline
    state = pipeline.begin(assistant.request(question.text, question.history))
    state = after(pipeline.retrieve(after(pipeline.follow(state))))
    if not state.hits or not state.query.scope.open:
        return None
    ranked = pipeline.reranker.best(state.query, state.hits)
    lack = lacking(state.query, [each.quote for each in ranked])
    return signals(ranked, lacks=bool(lack))


def after(steps: Steps) -> State:
    """The state that a step gives, its updates passed over."""
    while True:
        try:
            next(steps)
        except StopIteration as stop:
            state: State = stop.value
            return state


def regression(x: Floats, y: Floats, w: Floats) -> Floats:
    """The weights of a logistic regression, by Newton's method, slightly regularised."""
    values = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = probability(x, values)
        slope = x.T @ (w * (p - y)) + RIDGE * values
        values -= np.linalg.solve(
            (x * (w * p * (1 - p))[:, None]).T @ x + RIDGE * np.eye(len(values)), slope
        )
    return values


def probability(x: Floats, values: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-x @ values)))


def tenths(values: Floats, x: Floats, y: Floats) -> list[Bin]:
    """The questions by tenths of their confidence."""
    p = probability(x, values)
    tenth = np.minimum((p * 10).astype(int), 9)
    return [
        Bin(int(here.sum()), float(p[here].mean()), float(y[here].mean()))
        for number in range(10)
        if (here := tenth == number).any()
    ]


def error(bins: Sequence[Bin]) -> float:
    """The expected calibration error."""
    gaps = [each.questions * abs(each.confidence - each.answerable) for each in bins]
    return sum(gaps) / sum(each.questions for each in bins)


def named(values: Floats) -> dict[str, float]:
    return dict(zip(NAMES, (SIGNS * values).round(2).tolist(), strict=True))


def shown(values: dict[str, float]) -> list[str]:
    return [f"{value:g}" for value in values.values()]


def line(each: Bin) -> tuple[str, ...]:
    return f"{each.confidence:.2f}", f"{each.answerable:.2f}", str(each.questions)


if __name__ == "__main__":
    main()
