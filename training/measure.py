"""Figures of a weights file on text that it was not trained on.

    python -m training.measure READER.onnx DEV.jsonl.xz [REPLIES.jsonl]

A row of DEV has a question, a context and an answer or null. One of REPLIES has passages, a reply
and its `false` spans, marked by people (start, end), such as RAGTruth's. Prints exact spans among
answerable and the AUROC of answerable; for the replies' sentences the AUROC of `supported`, the
best over the passages, whole and by two sentences, and the balanced accuracy at the best threshold.
"""

import argparse
import hashlib
import json
import lzma
import re
from pathlib import Path

import numpy as np

SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“(]?[A-Z0-9])|\n+")


def sentences(text):
    """(start, end) of each sentence, without the blanks before it."""
    at = 0
    for cut in [*(m.start() for m in SENTENCE_END.finditer(text)), len(text)]:
        if text[at:cut].strip():
            yield at + len(text[at:cut]) - len(text[at:cut].lstrip()), cut
        at = cut


def auroc(score, truth):
    score, truth = np.asarray(score), np.asarray(truth, bool)
    order = score.argsort(kind="stable")
    ranks = np.empty(len(score))
    ranks[order] = np.arange(len(score))
    p, n = truth.sum(), (~truth).sum()
    return float((ranks[truth].sum() - p * (p - 1) / 2) / (p * n))


def plain(text):
    words = re.sub(r"[^a-z0-9 ]", "", text.lower()).split()
    return [word for word in words if word not in ("a", "an", "the")]


def on_questions(reader, rows):
    exact, score = [], []
    for row in rows:
        (found,) = reader.answers(row["question"], [row["context"]])
        score.append(found.probability)
        if row["answer"]:
            span = row["context"][found.start : found.end]
            exact.append(plain(span) == plain(row["answer"]))
    answerable = [bool(row["answer"]) for row in rows]
    exactly = round(float(np.mean(exact)), 4)
    return {"exact": exactly, "auroc": round(auroc(score, answerable), 4)}


def evidence(passages):
    """Whole passages, and their sentences two by two."""
    for passage in passages:
        yield passage
        parts = list(sentences(passage))
        for n in range(len(parts)):
            yield passage[parts[n][0] : parts[min(n + 1, len(parts) - 1)][1]]


def long_words(text):
    return set(re.findall(r"\w{4,}", text.lower()))


def on_replies(reader, rows):
    score, truth = [], []
    for row in rows:
        sources = list(dict.fromkeys(evidence(row["passages"])))
        words = [long_words(source) for source in sources]
        for start, end in sentences(row["reply"]):
            if end - start <= 15:
                continue
            claim = row["reply"][start:end].strip()
            own = long_words(claim)
            shared = [len(own & theirs) / (4 + len(theirs) ** 0.5) for theirs in words]
            nearest = sorted(range(len(sources)), key=lambda n, by=shared: -by[n])[:4]
            verdicts = reader.verdicts(claim, [sources[n] for n in nearest])
            score.append(max(verdict.supported for verdict in verdicts))
            truth.append(not any(f["start"] < end and f["end"] > start for f in row["false"]))
    return balanced(np.array(score), np.array(truth))


def balanced(score, truth):
    thresholds = np.linspace(0.02, 0.98, 49)
    accuracy = [((score[truth] >= t).mean() + (score[~truth] < t).mean()) / 2 for t in thresholds]
    at = thresholds[int(np.argmax(accuracy))]
    figures = {
        "auroc": auroc(score, truth),
        "balanced": max(accuracy),
        "at": at,
        "true_accepted": (score[truth] >= at).mean(),
        "false_accepted": (score[~truth] >= at).mean(),
    }
    return {"sentences": len(truth)} | {name: round(float(v), 4) for name, v in figures.items()}


def main():
    from assistant.reader import Reader

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reader", type=Path)
    parser.add_argument("dev", type=Path)
    parser.add_argument("replies", type=Path, nargs="?")
    options = parser.parse_args()
    sha256 = hashlib.sha256(options.reader.read_bytes()).hexdigest()
    reader = Reader(weights=options.reader, sha256=sha256)
    with lzma.open(options.dev, "rt", encoding="utf-8") as lines:
        print("dev", on_questions(reader, [json.loads(line) for line in lines]))
    if options.replies:
        rows = [json.loads(line) for line in options.replies.open(encoding="utf-8")]
        marked = [row for row in rows if row["false"]]
        clean = [row for row in rows if not row["false"]]
        print("replies", on_replies(reader, marked + clean[:80]))


if __name__ == "__main__":
    main()
