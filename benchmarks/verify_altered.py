"""How well true sentences are distinguished from altered ones: the verdicts on a folder of texts.

    python -m benchmarks.verify_altered FOLDER [--limit 500] [--seed 1] [--half second]

Each sentence of the documents, and each alteration of it, is verified against the passages of its
document and those of the others that share most words with it.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import perf_counter

from assistant.reader import Reader
from assistant.types import Claim
from assistant.verify import Judgement, verify_claims
from index.sync.split import split
from index.text.sentences import sentences
from index.text.stems import stems
from index.types import Document, Passage, Source
from tests.alter import name_swapped, names_in, negated, number_altered, reworded

PASSAGES = 8
KINDS = ("as they are", "number altered", "name swapped", "negated", "reworded", "taken out")


@dataclass(frozen=True)
class Case:
    """A sentence to verify, and what became of it."""

    kind: str
    original: str
    text: str
    passages: list[Passage]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder of .txt documents")
    parser.add_argument("--limit", type=int, default=500, help="sentences at most")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--half", choices=("first", "second", "all"), default="all")
    parser.add_argument("--show", metavar="KIND", help="print what went wrong with a kind")
    options = parser.parse_args()
    reader = Reader()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    taken: dict[str, list[float]] = defaultdict(list)
    for case in cases(options.folder, options.half, options.limit, options.seed):
        started = perf_counter()
        judgement = verified(case, reader)
        taken[case.kind].append((perf_counter() - started) * 1000)
        counts[case.kind][judgement.verdict] += 1
        if options.show == case.kind and wrong(case.kind, judgement):
            print(f"- {case.original}\n  {case.text}\n  {judgement.verdict}: {judgement.reason}")
            print(*(f"    {quote.text}" for quote in judgement.quotes), sep="\n")
    print(table(counts, taken))


def verified(case: Case, reader: Reader) -> Judgement:
    return verify_claims([Claim(case.text)], case.passages, reader)[0]


def wrong(kind: str, judgement: Judgement) -> bool:
    """Whether a verdict misses what the figure counts."""
    if kind == "reworded":
        return judgement.verdict not in ("supported", "partly")
    return (judgement.verdict == "supported") != (kind == "as they are")


def cases(folder: Path, half: str, limit: int, seed: int) -> Iterator[Case]:
    """The sentences of a half of the documents, each with its alterations."""
    documents = [
        Document(Source(path.name, path.stem), path.read_text("utf-8"))
        for path in sorted(folder.glob("*.txt"))
    ]
    random = Random(seed)
    pool = [passage for document in documents for passage in split(document)]
    words = {id(passage): set(stems(passage.text)) for passage in pool}
    everyone = list(dict.fromkeys(name for item in documents for name in names_in(item.text)))
    middle = len(documents) // 2
    chosen = {"first": documents[:middle], "second": documents[middle:], "all": documents}[half]
    places = [(item, span) for item in chosen for span in sentences(item.text)]
    random.shuffle(places)
    for document, (start, end) in places[: 2 * limit]:
        sentence = " ".join(document.text[start:end].split())
        if limit == 0:
            return
        if len(sentence.split()) < 6 or sentence[-1] not in '.!?”"':
            continue
        limit -= 1
        wanted = set(stems(sentence))
        others = sorted(
            (passage for passage in pool if passage.source.name != document.source.name),
            key=lambda passage: -len(wanted & words[id(passage)]),
        )
        own = split(document)
        passages = [*own, *others[: max(2, PASSAGES - len(own))]]
        near = names_in(document.text)
        altered = {
            "as they are": sentence,
            "number altered": number_altered(sentence, random),
            "name swapped": name_swapped(sentence, random, near)
            or name_swapped(sentence, random, everyone),
            "negated": negated(sentence, random),
            "reworded": reworded(sentence, random),
        }
        for kind, text in altered.items():
            if text is not None:
                yield Case(kind, sentence, text, passages)
        rest = Document(document.source, document.text[:start] + document.text[end:])
        yield Case("taken out", sentence, sentence, [*split(rest), *others[:4]])


def table(counts: dict[str, Counter[str]], taken: Mapping[str, Sequence[float]]) -> str:
    verdicts = ("supported", "partly", "unsupported", "contradicted")
    lines = [
        f"{'sentences':16}{'number':>7}"
        + "".join(f"{name:>14}" for name in verdicts)
        + f"{'ms':>8}"
    ]
    for kind in KINDS:
        total = sum(counts[kind].values())
        if not total:
            continue
        shares = "".join(f"{counts[kind][name] / total:>14.1%}" for name in verdicts)
        median = sorted(taken[kind])[len(taken[kind]) // 2]
        lines.append(f"{kind:16}{total:>7}{shares}{median:>8.1f}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
