"""How far the sources entail a claim, as the reader reads it beside their best sentences."""

from collections.abc import Collection, Sequence

from assistant.reader import Entailment, Reader
from assistant.verify.sources import Sources, SourceSentence

_JOINED = 3
"""Sentences that are read together."""


def entailment(
    reader: Reader, text: str, best: SourceSentence, sources: Sources, among: Collection[int]
) -> Entailment:
    """What the reader says of a claim beside the evidence for it, the strongest of each.

    Evidence is the best sentence or two, the sentence nearest in words, the nearest together, and
    the whole passage: a claim may be said in one place, or gathered from several.
    """
    nearest = sources.nearest(sources.line(text), among, _JOINED)
    texts = [best.line.text, *(each.line.text for each in nearest[:1]), _together(nearest)]
    texts.append(sources.passages[best.passage].text)
    return reader.judge(text, list(dict.fromkeys(filter(None, texts))))


def _together(sentences: Sequence[SourceSentence]) -> str:
    """Sentences in the order in which they stand."""
    placed = sorted(sentences, key=lambda each: (each.passage, each.quotes[0].start))
    return " ".join(each.line.text for each in placed)
