"""How well the reader alone judges claims and finds answers, on pairs and questions with labels.

    python -m benchmarks.reader PAIRS.jsonl QUESTIONS.jsonl [--threshold 0.5] [--weights FILE]

A pair has a `class`, a `source`, a `claim` and a `label`: supported, neutral or contradicted. A
question has a `kind`, a `question`, a `passage` and an `answer`, null where the passage has none.
tests/reader_set holds such files. Prints accepted false and true claims and denied true ones, and
answered and declined questions, with exact spans, at the threshold; and the time a passage takes.
"""

import argparse
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from assistant.evaluate.metrics import auroc, normalise
from assistant.reader import Entailment, Reader, SpanReading
from assistant.reader.cross_encoder import WEIGHTS, WEIGHTS_SHA256
from benchmarks.timing import interleaved

Row = Mapping[str, str]


@dataclass(frozen=True)
class Pair:
    """A claim that was read beside its source."""

    kind: str
    true: bool
    read: Entailment


@dataclass(frozen=True)
class Asked:
    """A question that was read beside its passage; `answer` is None where it has none."""

    kind: str
    answer: str | None
    span: str
    read: SpanReading


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--threshold", type=float, default=0.5)
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="another reader.onnx")
    options = parser.parse_args()
    reader = Reader(weights=options.weights, sha256=checksum(options.weights))
    pairs, questions = rows(options.pairs), rows(options.questions)
    print("\n".join(claims_table(read_pairs(reader, pairs), options.threshold)), end="\n\n")
    asked = read_questions(reader, questions)
    print("\n".join(questions_table(asked, options.threshold)), end="\n\n")
    print(timings(options.weights, questions))


def checksum(weights: Path) -> str:
    if weights == WEIGHTS:
        return WEIGHTS_SHA256
    return hashlib.sha256(weights.read_bytes()).hexdigest()


def rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def read_pairs(reader: Reader, pairs: Sequence[Row]) -> list[Pair]:
    return [
        Pair(
            pair["class"],
            pair["label"] == "supported",
            reader.verdicts(pair["claim"], [pair["source"]])[0],
        )
        for pair in pairs
    ]


def read_questions(reader: Reader, questions: Sequence[Row]) -> list[Asked]:
    asked = []
    for row in questions:
        read = reader.answers(row["question"], [row["passage"]])[0]
        span = row["passage"][read.start : read.end]
        asked.append(Asked(row["kind"], row["answer"], span, read))
    return asked


def claims_table(pairs: Sequence[Pair], threshold: float) -> Iterator[str]:
    yield "| claims | false accepted | true accepted | true denied | AUROC of supported |"
    yield "| --- | --- | --- | --- | --- |"
    groups: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        groups[pair.kind].append(pair)
    for name, group in [*groups.items(), ("all", list(pairs))]:
        true = [pair.read for pair in group if pair.true]
        false = [pair.read for pair in group if not pair.true]
        ranked = auroc([read.supported for read in true], [read.supported for read in false])
        cells = (
            share([read.supported >= threshold for read in false]),
            share([read.supported >= threshold for read in true]),
            share([read.contradicted >= threshold for read in true]),
            "–" if ranked is None else f"{ranked:.3f}",
        )
        yield f"| {name} | {' | '.join(cells)} |"


def questions_table(asked: Sequence[Asked], threshold: float) -> Iterator[str]:
    yield "| questions | answered | declined | exact spans |"
    yield "| --- | --- | --- | --- |"
    groups: dict[str, list[Asked]] = defaultdict(list)
    for item in asked:
        groups[item.kind].append(item)
    no_answer = [item for item in asked if item.answer is None]
    for name, group in [*groups.items(), ("all without an answer", no_answer)]:
        answered = [item.read.probability >= threshold for item in group]
        exact = [exact_span(item.answer, item.span) for item in group if item.answer]
        declined = [not given for given in answered]
        yield f"| {name} | {share(answered)} | {share(declined)} | {share(exact)} |"
    with_answer = [item.read.probability for item in asked if item.answer is not None]
    ranked = auroc(with_answer, [item.read.probability for item in no_answer])
    if ranked is not None:
        yield f"\nAUROC of `probability`, answer against none: {ranked:.3f}"


def exact_span(answer: str, span: str) -> bool:
    """The same words, but for articles, case and punctuation."""
    return normalise(answer) == normalise(span)


def share(flags: Sequence[bool]) -> str:
    return f"{sum(flags)} of {len(flags)} ({sum(flags) / len(flags):.0%})" if flags else "–"


def timings(weights: Path, questions: Sequence[Row]) -> str:
    passages = list(dict.fromkeys(row["passage"] for row in questions))[:12]
    question = questions[0]["question"]
    readers = {
        name: Reader(threads, weights, checksum(weights))
        for name, threads in (("one core", 1), ("all cores", None))
    }
    seconds = interleaved(
        {name: partial(reader.answers, question, passages) for name, reader in readers.items()},
        rounds=9,
    )
    characters = sum(map(len, passages)) // len(passages)
    each = {name: 1000 * value / len(passages) for name, value in seconds.items()}
    return f"A passage of {characters} characters: " + ", ".join(
        f"{value:.1f} ms on {name}" for name, value in each.items()
    )


if __name__ == "__main__":
    main()
