"""The head that reads the inference model's features as a verdict on a claim.

    python -m training.inference_head DATA assistant/reader/inference_head.npz [--rows 52000]

DATA holds `nli.jsonl.xz` as training.train reads it. The model out of the wheel stays as it is;
trained are two layers on its features, which takes minutes on a CPU after the features are read:
one hidden layer, and two logits, supported and contradicted. Rows are capped by source, so that no
template outweighs what people wrote.
"""

import argparse
import collections
import json
import lzma
import random
from pathlib import Path

import numpy as np

from assistant.reader.inference_model import InferenceModel

HIDDEN, DECAY, EPOCHS, BATCH, RATE = 64, 1e-3, 8, 256, 2e-3
CAPS = {"template": 400, "rule": 1200, "declared": 1200}
CAP = 900
LONGEST = 900
"""Characters of the longest evidence."""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--rows", type=int, default=52_000)
    options = parser.parse_args()
    rows = chosen(options.data / "nli.jsonl.xz", options.rows)
    model = InferenceModel()
    features = np.stack([model.features(row["claim"], row["evidence"]) for row in rows])
    supported = np.array([row["label"] == "supported" for row in rows], np.float32)
    # Where nobody said whether neutral or contradicted, the second logit learns nothing.
    told = np.array([row["label"] != "not_supported" for row in rows], np.float32)
    contradicted = np.array([row["label"] == "contradicted" for row in rows], np.float32)
    mean, deviation = features.mean(0), features.std(0) + 1e-6
    scaled = np.clip((features - mean) / deviation, -8, 8)
    hidden, output = fitted(
        scaled, np.stack([supported, contradicted], 1), np.stack([np.ones_like(told), told], 1)
    )
    # The scaling goes into the weights, so that the features are read as they come.
    hidden[:-1] /= deviation[:, None]
    hidden[-1] -= mean @ hidden[:-1]
    np.savez(options.out, hidden=hidden.astype(np.float32), output=output.astype(np.float32))


def chosen(path, limit):
    """Rows in a drawn order, at most so many of a source."""
    with lzma.open(path, "rt") as lines:
        rows = [json.loads(line) for line in lines]
    random.Random(5).shuffle(rows)
    counts = collections.Counter()
    kept = []
    for row in rows:
        source = row["source"]
        if len(row["evidence"]) > LONGEST or counts[source] >= CAPS.get(source.split(":")[0], CAP):
            continue
        counts[source] += 1
        kept.append(row)
    return kept[:limit]


def fitted(features, targets, told):
    """The two layers' weights, each with its bias as last row, by Adam on the logistic loss."""
    drawn = np.random.RandomState(1)
    width = features.shape[1]
    weights = [
        np.vstack([drawn.randn(width, HIDDEN) * 0.05, np.zeros((1, HIDDEN))]),
        np.vstack([drawn.randn(HIDDEN, 2) * 0.01, np.zeros((1, 2))]),
    ]
    first, second = [w * 0 for w in weights], [w * 0 for w in weights]
    step = 0
    for epoch in range(EPOCHS):
        order = drawn.permutation(len(features))
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            step += 1
            rate = RATE * (1 - epoch / EPOCHS) + 1e-5
            for index, gradient in enumerate(
                gradients(weights, features[batch], targets[batch], told[batch])
            ):
                first[index] = 0.9 * first[index] + 0.1 * gradient
                second[index] = 0.999 * second[index] + 0.001 * gradient**2
                scale = np.sqrt(second[index] / (1 - 0.999**step)) + 1e-8
                weights[index] -= rate * first[index] / (1 - 0.9**step) / scale
    return weights


def gradients(weights, features, targets, told):
    hidden, output = weights
    before = features @ hidden[:-1] + hidden[-1]
    active = np.maximum(before, 0)
    probability = 1 / (1 + np.exp(-(active @ output[:-1] + output[-1])))
    error = told * (probability - targets) / len(features)
    back = (error @ output[:-1].T) * (before > 0)
    return (
        np.vstack([features.T @ back + DECAY * hidden[:-1], back.sum(0)]),
        np.vstack([active.T @ error + DECAY * output[:-1], error.sum(0)]),
    )


if __name__ == "__main__":
    main()
