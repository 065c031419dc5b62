"""What each part of retrieval earns: the figures without it, side by side.

    python -m benchmarks.ablations SET… [--data FOLDER]

A SET is a folder as `assistant eval` takes it. Its passages are embedded twice, with and without
their document's title, outlet and date; `--data` keeps both for a second run.
"""

import argparse
import tempfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.evaluate import metrics
from assistant.evaluate.metrics_table import align
from assistant.evaluate.questions import DOCUMENTS, Question, read_questions
from assistant.question.followup import standalone
from index.embed import load_embedder
from index.load import load
from index.search.expansion import search_query
from index.search.hybrid import fused, retrieve
from index.search.lexical import Lexical
from index.search.question_terms import terms
from index.store import Store
from index.sync.roots import with_roots
from index.sync.scan import scan
from index.sync.synchronize import Sync
from index.types import Document, Embedder

DEPTH = 50
HEADING = ("", "recall@5", "recall@10", "MRR", "nDCG@10")

Ranker = Callable[[str], list[str]]


class Files:
    """Reads files as the library does; `bare` forgets what stands outside their text."""

    def __init__(self, bare: bool) -> None:
        self.bare = bare

    def load(self, path: Path, name: str) -> list[Document]:
        documents = load(path, name=name)
        if not self.bare:
            return documents
        return [
            replace(each, source=replace(each.source, title="", outlet=None, published=None))
            for each in documents
        ]


def indexed(folder: Path, data: Path, embedder: Embedder, bare: bool) -> Store:
    store = Store(data, embedder)
    found = scan(with_roots({}, [folder / DOCUMENTS]))
    with Sync(store.records, found, embedder, Files(bare)) as sync:
        sync.step(store)
    return store


def rankers(store: Store, embedder: Embedder) -> dict[str, Ranker]:
    """Question → content keys of documents, best first: by both scores, ranks, or by one alone."""
    lexical = Lexical(None)
    lexical.rebuild(store.passages(), "")

    def shipped(question: str) -> list[str]:
        hits = retrieve(store, lexical, search_query(question, embedder), DEPTH)
        return [store.records[hit.passage.source.name].key for hit in hits]

    def once(question: str) -> list[str]:
        found = fused(store, lexical, search_query(question, embedder), DEPTH, None)
        return keys([(each.identity, each.score) for each in found])

    def dense(question: str) -> list[str]:
        return keys(store.nearest(embedder.embed([question])[0], DEPTH))

    def words(question: str) -> list[str]:
        return keys(lexical.search(terms(question), DEPTH))

    def by_rank(question: str) -> list[str]:
        """Reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009)."""
        scores: dict[str, float] = defaultdict(float)
        for ranking in (dense(question), words(question)):
            for place, key in enumerate(dict.fromkeys(ranking), 1):
                scores[key] += 1 / (60 + place)
        return sorted(scores, key=lambda key: -scores[key])

    return {
        "fused": shipped,
        "fused, without feedback": once,
        "fused by rank alone": by_rank,
        "dense alone": dense,
        "lexical alone": words,
    }


def keys(found: Sequence[tuple[str, float]]) -> list[str]:
    return [identity.partition(":")[0] for identity, _ in found]


def figures(store: Store, ranker: Ranker, questions: Sequence[Question]) -> list[float | None]:
    rows = []
    for question in questions:
        relevant = {store.records[f"{DOCUMENTS}/{name}"].key for name in question.documents}
        ranked = list(dict.fromkeys(ranker(standalone(question.text, question.history))))
        rows.append(
            (
                metrics.recall(ranked, relevant, 5),
                metrics.recall(ranked, relevant, 10),
                metrics.reciprocal_rank(ranked, relevant),
                metrics.ndcg(ranked, relevant, 10),
            )
        )
    return [metrics.mean(column) for column in zip(*rows, strict=True)]


def ablate(folder: Path, data: Path, embedder: Embedder) -> str:
    questions = [each for each in read_questions(folder) if each.documents]
    titled = indexed(folder, data / f"{folder.name}-titled", embedder, bare=False)
    untitled = indexed(folder, data / f"{folder.name}-untitled", embedder, bare=True)
    bare = rankers(untitled, embedder)
    runs = {name: (titled, ranker) for name, ranker in rankers(titled, embedder).items()}
    runs["fused, no title or date"] = (untitled, bare["fused"])
    runs["dense, no title or date"] = (untitled, bare["dense alone"])
    rows = [
        (name, *(f"{value:.3f}" for value in figures(store, ranker, questions)))
        for name, (store, ranker) in runs.items()
    ]
    return f"{folder.name}: {len(questions)} questions\n{align([HEADING, *rows])}\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", type=Path, nargs="+", metavar="SET")
    parser.add_argument("--data", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        for folder in options.sets:
            print(ablate(folder.resolve(), options.data or Path(scratch), load_embedder()))


if __name__ == "__main__":
    main()
