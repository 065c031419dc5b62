"""The loss: cross-entropy on gold labels, and the divergence from the teacher's distributions."""

import random

import numpy as np
import torch
from torch.nn import functional

from training.examples import NLI
from training.network import DEVICE

SOFT = 0.7
"""The teacher's share of the loss."""

TEMPERATURE = 2.0


def span_logits(span, passage):
    """Start and end log-probabilities over [CLS] (no answer) and the passage's tokens."""
    allowed = passage.clone()
    allowed[:, 0] = True
    span = span.float().masked_fill(~allowed.unsqueeze(-1), -1e4)
    return functional.log_softmax(span[..., 0], -1), functional.log_softmax(span[..., 1], -1)


def aligned(logp, begin, width):
    """A distribution's entries for [CLS] and `width` passage tokens, wherever these begin."""
    index = begin.unsqueeze(1) + torch.arange(width, device=logp.device)
    index = index.clamp(max=logp.shape[1] - 1)
    return torch.cat([logp[:, :1], logp.gather(1, index)], 1)


def loss_of(network, batch, kind, teacher=None):
    """The loss of a batch of one kind; `teacher` is its outputs for the batch, or None."""
    ids, mask, segments, begin, passage, gold = batch
    with torch.autocast(DEVICE, torch.bfloat16):
        span, answerable, verdict = network(ids, mask, segments)
    if kind == NLI:
        return verdict_loss(verdict.float(), gold[:, 0], teacher)
    return span_loss(span_logits(span, passage), answerable.float(), begin, passage, gold, teacher)


def verdict_loss(verdict, label, teacher):
    logp = functional.log_softmax(verdict, -1)
    hard = functional.cross_entropy(
        verdict, label.clamp(max=2), label_smoothing=0.05, reduction="none"
    )
    hard = torch.where(label == 3, -torch.logsumexp(logp[:, 1:], -1), hard).mean()
    if teacher is None:
        return hard
    theirs = functional.log_softmax(teacher["verdict"] / TEMPERATURE, -1)
    ours = functional.log_softmax(verdict / TEMPERATURE, -1)
    return (1 - SOFT) * hard + SOFT * TEMPERATURE**2 * divergence(ours, theirs)


def span_loss(spans, answerable, begin, passage, gold, teacher):
    binary = functional.binary_cross_entropy_with_logits
    start, end = spans
    has = gold[:, 0] >= 0
    first = torch.where(has, begin + gold[:, 0], 0)
    last = torch.where(has, begin + gold[:, 1], 0)
    hard = (functional.nll_loss(start, first) + functional.nll_loss(end, last)) / 2
    hard = hard + 0.5 * binary(answerable, has.float())
    if teacher is None:
        return hard
    width = int(passage.sum(1).max())
    inside = aligned(torch.zeros_like(start).masked_fill(~passage, -1e4), begin, width)
    inside[:, 0] = 0
    soft = 0
    for mine, theirs in ((start, teacher["start"]), (end, teacher["end"])):
        ours = functional.log_softmax((aligned(mine, begin, width) + inside) / TEMPERATURE, -1)
        wanted = functional.log_softmax((theirs + inside) / TEMPERATURE, -1)
        soft = soft + divergence(ours, wanted) / 2
    soft = TEMPERATURE**2 * soft + 0.5 * binary(answerable, torch.sigmoid(teacher["answerable"]))
    return (1 - SOFT) * hard + SOFT * soft


def divergence(ours, theirs):
    return functional.kl_div(ours, theirs, log_target=True, reduction="batchmean")


class TeacherOutputs:
    """The teacher's outputs for every pair, kept on the device: one pass, whatever the epochs."""

    @torch.no_grad()
    def __init__(self, network, pairs, remap):
        width = np.array([len(second) + 1 for second in pairs.second])
        offset = np.concatenate([[0], np.cumsum(width)[:-1]])
        self.offset = torch.from_numpy(offset).to(DEVICE)
        self.width = torch.from_numpy(width).to(DEVICE)
        self.start = torch.zeros(int(width.sum()), dtype=torch.float16, device=DEVICE)
        self.end = torch.zeros_like(self.start)
        self.answerable = torch.zeros(len(pairs), device=DEVICE)
        self.verdict = torch.zeros(len(pairs), 3, device=DEVICE)
        network.eval()
        for index in pairs.batches(48000, random.Random(2)):
            ids, mask, segments, begin, passage, _ = pairs.tensors(index, remap)
            with torch.autocast(DEVICE, torch.bfloat16):
                span, answerable, verdict = network(ids, mask, segments)
            at = torch.from_numpy(index).to(DEVICE)
            self.answerable[at], self.verdict[at] = answerable.float(), verdict.float()
            if pairs.kind[index[0]] == NLI:
                continue
            longest = int(passage.sum(1).max())
            where, inside = self._places(at, longest)
            start, end = span_logits(span, passage)
            for kept, logp in ((self.start, start), (self.end, end)):
                values = aligned(logp, begin, longest)[inside]
                kept[where[inside]] = values.clamp(min=-60).half()

    def _places(self, at, longest):
        steps = torch.arange(longest + 1, device=DEVICE)
        inside = steps < self.width[at].unsqueeze(1)
        return self.offset[at].unsqueeze(1) + steps * inside, inside

    def of(self, index, longest):
        """The outputs for a batch whose longest passage has `longest` tokens."""
        at = torch.from_numpy(index).to(DEVICE)
        where, inside = self._places(at, longest)
        start, end = (
            flat[where].float().masked_fill(~inside, -1e4) for flat in (self.start, self.end)
        )
        answerable, verdict = self.answerable[at], self.verdict[at]
        return {"start": start, "end": end, "answerable": answerable, "verdict": verdict}
