"""How well claims are judged, by readers and rules together; and the weights of their mixture.

    python -m benchmarks.verdicts FILE.jsonl… [--limit N] [--fit]

A file holds pairs (`source`, `claim`, `label`, `class`: see `tests/reader_set`), or replies
(`passages`, `reply`, `question`, `model`, and `false`: spans that people marked as not borne out),
whose sentences are claims, true where no span touches them. Of each class of a file, and of the
file, it prints how many false claims are accepted, how many true ones are accepted and denied, and
the balanced accuracy. `--limit` draws so many false claims of a file, and as many true ones.

`--fit` prints the weights of `assistant.verify.mixture` by logistic regression on all the files,
true and false claims of each counting alike, and how they do, without the rules, where a fifth of
the sources in turn is left out.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from zlib import crc32

import numpy as np
import numpy.typing as npt

from assistant.answering.citations import numbered
from assistant.evaluate.metrics_table import align
from assistant.reader import Reader
from assistant.reader.decoding import anywhere
from assistant.types import Claim, Verdict
from assistant.verify import verify_claims
from assistant.verify.entailment import evidence
from assistant.verify.mixture import Weights, signals
from assistant.verify.sources import Sources
from index.text.sentences import sentences
from index.types import Passage, Source

FOLDS = 5
PENALTY = 0.05


@dataclass(frozen=True)
class Case:
    """A claim that people judged; `group` names its sources."""

    kind: str
    group: str
    text: str
    true: bool
    passages: list[Passage]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    parser.add_argument("--limit", type=int, help="false claims of a file, and true ones, at most")
    parser.add_argument("--fit", action="store_true")
    options = parser.parse_args()
    reader = Reader()
    sets = [drawn(list(cases(path)), options.limit) for path in options.files]
    if options.fit:
        print(fitted(sets, reader))
        return
    for path, chosen in zip(options.files, sets, strict=True):
        judged: dict[str, list[tuple[bool, Verdict]]] = defaultdict(list)
        for case in chosen:
            verdict = verify_claims([Claim(case.text)], case.passages, reader)[0].verdict
            for kind in (case.kind, path.stem):
                judged[kind].append((case.true, verdict))
        heading = ("claims", "false", "accepted", "true", "accepted", "denied", "balanced")
        print(align([heading, *(row(kind, judged[kind]) for kind in sorted(judged))]))


def cases(path: Path) -> Iterator[Case]:
    for line in path.read_text("utf-8").splitlines():
        entry = json.loads(line)
        if "claim" in entry:
            true = entry["label"] == "supported"
            source = entry["source"]
            yield Case(entry["class"], source, entry["claim"], true, passages([source]))
            continue
        reply, held = entry["reply"], passages(entry["passages"])
        spans = sentences(reply)
        place = 0
        for text in numbered(reply[start:end] for start, end in spans):
            start, end = spans[place]
            while len(" ".join(reply[start:end].split())) < len(text):
                place += 1
                end = spans[place][1]
            place += 1
            true = not any(each["start"] < end and start < each["end"] for each in entry["false"])
            yield Case(entry["model"], entry["question"], text, true, held)


def passages(texts: Sequence[str]) -> list[Passage]:
    return [
        Passage(Source(f"{number}.txt", f"Report {number}"), 0, len(text), text)
        for number, text in enumerate(texts)
    ]


def drawn(found: list[Case], limit: int | None) -> list[Case]:
    Random(3).shuffle(found)
    false = [case for case in found if not case.true][:limit]
    true = [case for case in found if case.true]
    return [*false, *(true if limit is None else true[: max(limit, len(false))])]


def row(kind: str, judged: Sequence[tuple[bool, Verdict]]) -> tuple[str, ...]:
    false = [verdict for true, verdict in judged if not true]
    true = [verdict for true, verdict in judged if true]
    accepted, borne_out = share(false, "supported"), share(true, "supported")
    balanced = (1 - accepted + borne_out) / 2
    shares = (accepted, str(len(true)), borne_out, share(true, "contradicted"), balanced)
    return (kind, str(len(false)), *(x if isinstance(x, str) else f"{x:.1%}" for x in shares))


def share(verdicts: Sequence[Verdict], wanted: Verdict) -> float:
    return verdicts.count(wanted) / len(verdicts) if verdicts else float("nan")


def features(case: Case, reader: Reader) -> list[float] | None:
    """The terms that `Weights` multiplies; None where no sentence shares a word with the claim."""
    sources = Sources(case.passages, [case.text])
    among = range(len(case.passages))
    line = sources.line(case.text)
    nearest = sources.nearest(line, among, 1)
    if not nearest or sources.exact(case.text, among):
        return None
    texts = evidence(case.text, nearest[0], sources, among)
    own = anywhere(reader.verdicts(line.text, texts)).supported
    leanings = [each.supported for each in reader.leanings(line.text, texts)]
    if not leanings:
        return None
    found = signals(own, leanings, len(line.text.split()))
    longer = (found.length, found.length * found.own, found.length * found.leaning)
    return [1.0, found.own, found.leaning, *longer]


def fitted(sets: Sequence[Sequence[Case]], reader: Reader) -> str:
    rows, true, counts, folds = [], [], [], []
    for number, chosen in enumerate(sets):
        for case in chosen:
            terms = features(case, reader)
            if terms is not None:
                rows.append(terms)
                true.append(case.true)
                counts.append(number)
                folds.append(crc32(case.group.encode()) % FOLDS)
    x, y = np.array(rows), np.array(true)
    of, fold = np.array(counts), np.array(folds)
    lines = []
    held = np.zeros(len(y))
    for left_out in range(FOLDS):
        kept = fold != left_out
        held[~kept] = x[~kept] @ regression(x[kept], y[kept], of[kept])
    for number in range(len(sets)):
        mine = of == number
        accepted = held[mine & ~y] > 0, held[mine & y] > 0
        rates = [float(each.mean()) for each in accepted]
        balanced = (1 - rates[0] + rates[1]) / 2
        lines.append(f"set {number + 1}, without rules: {rates[0]:.1%} of the false accepted,")
        lines[-1] += f" {rates[1]:.1%} of the true; balanced {balanced:.1%}"
    weights = Weights(*(round(float(value), 2) for value in regression(x, y, of)))
    return "\n".join([*lines, str(weights)])


def regression(
    x: npt.NDArray[np.float64], y: npt.NDArray[np.bool_], of: npt.NDArray[np.int_]
) -> npt.NDArray[np.float64]:
    """Logistic regression's weights, by Newton's method, on standardized terms."""
    weight = np.zeros(len(y))
    for number in set(of.tolist()):
        for kind in (True, False):
            mine = (of == number) & (y == kind)
            weight[mine] = 1 / max(1, mine.sum())
    weight /= weight.sum()
    mean, deviation = x.mean(0), x.std(0) + 1e-9
    mean[0], deviation[0] = 0, 1
    scaled = (x - mean) / deviation
    penalty = PENALTY * np.eye(x.shape[1])
    penalty[0, 0] = 0
    found = np.zeros(x.shape[1])
    for _ in range(50):
        probability = 1 / (1 + np.exp(-scaled @ found))
        gradient = scaled.T @ (weight * (probability - y)) + penalty @ found
        spread = (weight * probability * (1 - probability))[:, None]
        found -= np.linalg.solve((scaled * spread).T @ scaled + penalty, gradient)
    plain: npt.NDArray[np.float64] = found / deviation
    plain[0] -= (found[1:] * mean[1:] / deviation[1:]).sum()
    return plain


if __name__ == "__main__":
    main()
