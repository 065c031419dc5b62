"""Pairs as token ids of the student's vocabulary, and batches of them."""

import numpy as np
import torch

from training.network import DEVICE

PAIR, QUESTION, CLAIM = 288, 48, 96
"""Tokens at most of a pair, of its question and of its claim."""

LABELS = {"supported": 0, "neutral": 1, "contradicted": 2, "not_supported": 3}
"""The last is neutral or contradicted: nobody said which."""

QA, NLI = 0, 1


class Pairs:
    """Pairs of both kinds, with gold spans in tokens of the second text, or with labels."""

    def __init__(self, tokenizer, qa, nli, rng, window=PAIR):
        self.first, self.second, self.gold, self.kind = [], [], [], []
        self.tokenizer, self.window = tokenizer, window
        for row, question, context in self.encoded(qa, "question", "context"):
            self.add_question(row, question.ids[:QUESTION], context, rng)
        for row, claim, evidence in self.encoded(nli, "claim", "evidence"):
            head = claim.ids[:CLAIM]
            tokens = evidence.ids[: window - 3 - len(head)]
            self.add(head, tokens, (LABELS[row["label"]], 0), NLI)
        lengths = [len(a) + len(b) + 4 for a, b in zip(self.first, self.second, strict=True)]
        self.length = np.array(lengths)
        self.kind = np.array(self.kind)

    def __len__(self):
        return len(self.first)

    def encoded(self, rows, first, second):
        for at in range(0, len(rows), 20000):
            part = rows[at : at + 20000]
            texts = [[row[name] for row in part] for name in (first, second)]
            tokens = [self.tokenizer.encode_batch(t, add_special_tokens=False) for t in texts]
            yield from zip(part, *tokens, strict=True)

    def add(self, first, second, gold, kind):
        self.first.append(np.array(first, np.int32))
        self.second.append(np.array(second, np.int32))
        self.gold.append(gold)
        self.kind.append(kind)

    def add_question(self, row, question, context, rng):
        """A question with its passage, cut to a window that holds the answer, somewhere."""
        ids, room = context.ids, self.window - 3 - len(question)
        gold = answer_tokens(row, context.offsets)
        if gold is None:
            return
        low, high = gold
        if len(ids) > room:
            if low < 0:
                cut = rng.randint(0, len(ids) - room)
            elif high - low + 1 > room:
                return
            else:
                least, most = max(0, high + 1 - room), min(low, len(ids) - room)
                cut = rng.randint(least, max(least, most))
                low, high = low - cut, high - cut
            ids = ids[cut : cut + room]
        self.add(question, ids, (low, high), QA)

    def batches(self, tokens, rng, kinds=(QA, NLI)):
        """Index batches of like length and kind, `tokens` padded tokens each."""
        out = []
        for kind in kinds:
            index = np.flatnonzero(self.kind == kind)
            noise = np.array([rng.uniform(0, 12) for _ in index])
            index = index[np.argsort(self.length[index] + noise, kind="stable")]
            at = 0
            while at < len(index):
                longest = self.length[index[min(at + 64, len(index) - 1)]]
                size = max(16, int(tokens // max(32, -(-longest // 16) * 16)))
                out.append(index[at : at + size])
                at += size
        rng.shuffle(out)
        return out

    def tensors(self, index, remap=None):
        """ids, mask, segments, begin of the second text, its mask, gold; MPNet's with `remap`."""
        longest = max(len(self.first[i]) + len(self.second[i]) for i in index) + 3
        shape = (len(index), -(-longest // 16) * 16)
        ids = np.full(shape, 0 if remap is None else 1, np.int64)
        mask, segments = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
        passage, begin = np.zeros(shape, bool), np.zeros(len(index), np.int64)
        for n, i in enumerate(index):
            first, second = self.first[i], self.second[i]
            if remap is None:
                line = np.concatenate([[101], first, [102], second, [102]])
            else:
                line = np.concatenate([[0], remap[first], [2], remap[second], [2]])
            start = begin[n] = len(first) + 2
            segments[n, start : start + len(second) + 1] = 1
            ids[n, : len(line)] = line
            mask[n, : len(line)] = 1
            passage[n, start : start + len(second)] = True
        gold = np.array([self.gold[i] for i in index])
        arrays = (ids, mask, segments, begin, passage, gold)
        return tuple(torch.from_numpy(array).to(DEVICE, non_blocking=True) for array in arrays)


def answer_tokens(row, offsets):
    """The answer's first and last token, (-1, -1) without an answer, None where none holds it."""
    if not row.get("answer"):
        return -1, -1
    start, end = row["start"], row["start"] + len(row["answer"])
    inside = [i for i, (a, b) in enumerate(offsets) if a < end and b > start]
    return (inside[0], inside[-1]) if inside else None
