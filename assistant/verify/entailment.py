"""How far the sources entail a claim, as the reader reads it beside their best sentences."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import product

from assistant.reader import Entailment, Reader
from assistant.reader.decoding import anywhere
from assistant.reader.inference_model import Leaning
from assistant.verify.alignment import Alignment
from assistant.verify.assessment import THRESHOLDS, Assessment
from assistant.verify.mixture import mixed
from assistant.verify.sources import Sources, SourceSentence
from index.text.dates import more_precise
from index.text.types import Moment

_JOINED = 3
"""Sentences that are read together."""


def evidence(
    text: str, best: SourceSentence, sources: Sources, among: Collection[int]
) -> list[str]:
    """The texts beside which a claim is read, the shortest first.

    They are the best sentence or two, the sentence nearest in words, the nearest together, and the
    whole passage: a claim may be said in one place, or gathered from several.
    """
    nearest = sources.nearest(sources.line(text), among, _JOINED)
    texts = [best.line.text, *(each.line.text for each in nearest[:1]), _together(nearest)]
    texts.append(sources.passages[best.passage].text)
    return list(dict.fromkeys(filter(None, texts)))


def dated_as_there(alignment: Alignment) -> str:
    """The claim with the source's words for its dates: "on Tuesday" for "on March 5, 2024".

    The rules know that they are the same day; the readers see no calendar.
    """
    claim, source = alignment.claim, alignment.source
    text = claim.text
    for index in sorted(alignment.pairs, reverse=True):
        mine, yours = claim.tokens[index], source.tokens[alignment.pairs[index]]
        match mine.meaning, yours.meaning:
            case Moment() as said, Moment() as there if not more_precise(said, there):
                text = text[: mine.start] + yours.text + text[mine.end :]
    return text


def read_beside(
    reader: Reader, assessment: Assessment, text: str, evidences: Sequence[str]
) -> None:
    """Have the reader read a claim beside its evidence, as far as that can change the verdict.

    The strongest of each probability counts. The texts are read one by one, since the first settles
    the verdict on most claims.
    """
    found: list[Entailment] = []
    leanings: list[Leaning] = []
    for one in evidences:
        if settled(assessment):
            return
        found += reader.verdicts(text, [one])
        leanings += reader.leanings(text, [one])
        assessment.reading = mixed(anywhere(found), leanings, len(text.split()))


def settled(assessment: Assessment) -> bool:
    """Whether no further evidence could change the verdict.

    Evidence only raises the probabilities that the claim is supported, and contradicted.
    """
    read = assessment.reading
    higher = (
        Entailment(max(read.supported, more), 0.0, max(read.contradicted, other))
        for more, other in product(THRESHOLDS, THRESHOLDS)
    )
    return all(replace(assessment, reading=each).verdict == assessment.verdict for each in higher)


def _together(sentences: Sequence[SourceSentence]) -> str:
    """Sentences in the order in which they stand."""
    placed = sorted(sentences, key=lambda each: (each.passage, each.quotes[0].start))
    return " ".join(each.line.text for each in placed)
