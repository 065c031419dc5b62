"""Train the reader: a teacher (all-mpnet-base-v2) and, by distillation, a student.

The student is all-MiniLM-L6-v2, the encoder that the product embeds with.

    python -m training.train DATA OUT [--no-teacher] [options]

DATA holds  qa.jsonl.xz   {"question", "context", "answer", "start", "source"}; answer may be null
            nli.jsonl.xz  {"claim", "evidence", "label"}; supported, neutral, contradicted, or
                          not_supported
            dev.jsonl.xz  rows of the qa form that are never trained on
            minilm/       config.json, model.npz (see pack.py), tokenizer.json
            mpnet/        config.json, model.npz, remap.npy (see remap.py); for a teacher
OUT gets    minilm.npz in pieces, encoder and heads, and report.json.
"""

import argparse
import json
import lzma
import random
import tempfile
import time
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn

from training.distillation import TeacherOutputs, loss_of, span_logits
from training.examples import NLI, PAIR, Pairs
from training.measure import auroc
from training.network import DEVICE, every_second_layer, load, save

BEGUN = time.time()
LONGEST = 30  # tokens of a span
KEEP_EVERY = 1200  # seconds


def log(*words):
    print(f"[{time.time() - BEGUN:6.1f}]", *words, flush=True)


def rows(path):
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@torch.no_grad()
def evaluate(network, pairs, remap=None):
    """Exact spans among answerable, AUROC of answerable; how many verdicts are right."""
    network.eval()
    score, truth, exact, right = [], [], [], []
    for index in pairs.batches(60000, random.Random(1)):
        batch = pairs.tensors(index, remap)
        with torch.autocast(DEVICE, torch.bfloat16), torch.compiler.set_stance("force_eager"):
            span, answerable, verdict = network(*batch[:3])
        begin, passage, gold = batch[3:]
        if pairs.kind[index[0]] == NLI:
            given = verdict.argmax(-1)
            right += torch.where(gold[:, 0] == 3, given > 0, given == gold[:, 0]).tolist()
            continue
        first, last, margin = best_spans(span, passage)
        has = gold[:, 0] >= 0
        hit = (first - begin == gold[:, 0]) & (last - begin == gold[:, 1])
        exact += hit[has].tolist()
        score += (torch.sigmoid(margin / 2) + torch.sigmoid(answerable.float())).tolist()
        truth += has.tolist()
    network.train()
    out = {}
    if truth:
        out = {"qa": len(truth), "exact": round(float(np.mean(exact)), 4)}
        if 0 < sum(truth) < len(truth):
            out["auroc"] = round(auroc(score, truth), 4)
    if right:
        out["verdict_accuracy"] = round(float(np.mean(right)), 4)
    return out


def best_spans(span, passage):
    """First and last token of each best span, and its score less that of no answer."""
    start, end = span_logits(span, passage)
    length = start.shape[1]
    possible = torch.ones(length, length, device=start.device, dtype=torch.bool)
    possible = possible.triu().tril(LONGEST - 1)
    joint = (start.unsqueeze(2) + end.unsqueeze(1)).masked_fill(~possible, -1e9)
    joint[:, 0, :] = -1e9
    best, where = joint.flatten(1).max(1)
    return where // length, where % length, best - start[:, 0] - end[:, 0]


class Run:
    """One network's training: by `seconds` at most, the learning rate falling to 0 by the end."""

    def __init__(self, name, network, pairs, schedule, remap=None):
        self.name, self.network, self.pairs, self.remap = name, network, pairs, remap
        self.epochs, self.rate, self.seconds = schedule
        matrices = [p for p in network.parameters() if p.ndim > 1]
        rest = [p for p in network.parameters() if p.ndim <= 1]
        groups = [{"params": matrices, "weight_decay": 0.01}, {"params": rest, "weight_decay": 0}]
        self.optimizer = torch.optim.AdamW(groups, lr=self.rate, fused=True)

    def fit(self, tokens, dev, teacher=None, keep=None):
        """Train; `teacher` is its outputs; every 20 minutes the weights go to `keep`."""
        rng, began = random.Random(5), time.time()
        total = len(self.pairs.batches(tokens, random.Random(5))) * self.epochs
        done, kept, average = 0, began, None
        self.network.train()
        for epoch in range(self.epochs):
            for index in self.pairs.batches(tokens, rng):
                # the schedule follows the clock where time would cut it
                share = max(done / total, (time.time() - began) / max(1, self.seconds))
                if share >= 1:
                    break
                self.set_rate(min(1, (done + 1) / max(1, int(0.06 * total))) * (1 - share))
                loss = self.step(index, teacher)
                done += 1
                if done % 50 == 0:
                    value = float(loss.detach())
                    average = value if average is None else 0.8 * average + 0.2 * value
                if done % 200 == 0:
                    log(self.name, f"step {done}/{total} loss {average:.3f} share {share:.2f}")
                if keep and time.time() - kept > KEEP_EVERY:
                    kept = time.time()
                    save(self.network, keep)
                    log(self.name, evaluate(self.network, dev, self.remap))
            log(self.name, "epoch", epoch + 1, evaluate(self.network, dev, self.remap))
            if time.time() - began > self.seconds:
                break

    def set_rate(self, factor):
        for group in self.optimizer.param_groups:
            group["lr"] = self.rate * factor

    def step(self, index, teacher):
        batch = self.pairs.tensors(index, self.remap)
        soft = None
        if teacher is not None:
            soft = teacher.of(index, int(batch[4].sum(1).max()))
        loss = loss_of(self.network, batch, self.pairs.kind[index[0]], soft)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimizer.step()
        return loss


def arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--teacher-epochs", type=int, default=2)
    parser.add_argument("--student-epochs", type=int, default=4)
    parser.add_argument("--teacher-seconds", type=float, default=200)
    parser.add_argument("--student-seconds", type=float, default=200)
    parser.add_argument("--teacher-rate", type=float, default=4e-5)
    parser.add_argument("--student-rate", type=float, default=3e-4)
    parser.add_argument("--tokens", type=int, default=24000, help="padded tokens of a batch")
    parser.add_argument("--no-teacher", action="store_true")
    parser.add_argument("--student", choices=["minilm", "half"], default="minilm")
    parser.add_argument("--limit", type=int, help="rows of each kind at most")
    parser.add_argument("--window", type=int, default=PAIR, help="tokens of a pair at most")
    parser.add_argument("--held", type=int, default=1500, help="rows of each kind kept apart")
    options = parser.parse_args()
    if options.no_teacher and options.student == "half":
        parser.error("half of the teacher needs a teacher")
    return options


def trained_teacher(o, pairs, dev, remap):
    """The teacher; it is kept between two runs on one machine."""
    network = load(o.data / "mpnet", mpnet=True).to(DEVICE)
    kept = Path(tempfile.gettempdir(), "teacher.pt")
    if kept.exists():
        network.load_state_dict(torch.load(kept))
        return network
    schedule = (o.teacher_epochs, o.teacher_rate, o.teacher_seconds)
    Run("teacher", network, pairs, schedule, remap).fit(o.tokens, dev)
    torch.save(network.state_dict(), kept)
    return network


def main():
    o = arguments()
    o.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(3)
    torch.backends.cuda.matmul.allow_tf32 = True
    rng = random.Random(3)
    tokenizer = Tokenizer.from_file(str(o.data / "minilm" / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    qa, nli = rows(o.data / "qa.jsonl.xz"), rows(o.data / "nli.jsonl.xz")
    rng.shuffle(qa)
    rng.shuffle(nli)
    qa, nli = qa[: o.limit], nli[: o.limit]
    held = Pairs(tokenizer, qa[: o.held], nli[: o.held], rng)
    pairs = Pairs(tokenizer, qa[o.held :], nli[o.held :], rng, o.window)
    dev = Pairs(tokenizer, rows(o.data / "dev.jsonl.xz"), [], rng)
    log("pairs", len(pairs), "held", len(held), "dev", len(dev), "device", DEVICE)
    report, outputs, remap = {}, None, None
    if not o.no_teacher:
        remap = np.load(o.data / "mpnet" / "remap.npy")
        teacher = trained_teacher(o, pairs, dev, remap)
        figures = {"held": evaluate(teacher, held, remap), "dev": evaluate(teacher, dev, remap)}
        report["teacher"] = figures
        log("teacher", figures)
        outputs = TeacherOutputs(teacher, pairs, remap)
    if o.student == "half":
        student = every_second_layer(teacher).to(DEVICE)
    else:
        student, remap = load(o.data / "minilm").to(DEVICE), None
    schedule = (o.student_epochs, o.student_rate, o.student_seconds)
    keep = o.out / f"{o.student}.partial.npz"
    Run(o.student, student, pairs, schedule, remap).fit(o.tokens, dev, outputs, keep)
    report[o.student] = {
        "held": evaluate(student, held, remap),
        "dev": evaluate(student, dev, remap),
    }
    log(o.student, report[o.student])
    save(student, o.out / f"{o.student}.npz", rows8=o.student == "half")
    (o.out / "report.json").write_text(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
