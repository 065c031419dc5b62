"""What the reader returns."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SpanReading:
    """An answer span in a text, in characters, with two probabilities that it answers.

    `span_score` sets the span against no answer; `answerable` judges question and text as a whole.
    A text without tokens has the empty span 0..0 with both probabilities 0.
    """

    start: int
    end: int
    span_score: float
    answerable: float

    @property
    def probability(self) -> float:
        """The best signal that the text answers: the mean of the two."""
        return (self.span_score + self.answerable) / 2


@dataclass(frozen=True, slots=True)
class Entailment:
    """Three probabilities of a claim, given an evidence text.

    They add up to 1 where the model saw claim and evidence in one window. From several windows of
    the evidence come the highest `supported` and `contradicted` and the lowest `neutral`.
    """

    supported: float
    neutral: float
    contradicted: float
