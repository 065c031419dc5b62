"""A claim beside a source: what differs, what the readers say, and the verdict of both."""

from dataclasses import dataclass, field

from assistant.messages import say
from assistant.reader import Entailment
from assistant.types import Verdict
from assistant.verify.alignment import Alignment

_COMPARABLE = 0.6
"""The share of a claim that a source must hold to be able to contradict it."""

_PARTLY = 0.5
"""The share from which on a claim is entailed in part."""

READABLE = 0.1
"""The share of a claim from which on it is read beside a source: less is another subject."""

_ENTAILED = 0.5
"""The probability from which on the readers find a claim entailed."""

_WORD_FOR_WORD = 0.85
"""The share of a claim from which on what its source lacks is a difference: the rest is there."""

_IN_PART = 0.3
"""The probability from which on a claim is entailed in part."""

_DOUBTED = 0.3
"""The probability of a contradiction from which on a difference in words counts."""

_DENIES = 0.4
"""The same from which on a source that differs denies a claim that it doesn't entail."""

_DENIED = 0.6
"""The same where no word tells a difference."""

THRESHOLDS = (0.0, _DOUBTED, _IN_PART, _DENIES, _ENTAILED, _DENIED, 1.0)
"""The readers' probabilities at which a verdict may change."""

_UNREAD = Entailment(0.0, 1.0, 0.0)


@dataclass
class Assessment:
    """How a claim compares with a source that it is aligned with.

    `share` is how much of the claim the source entails, by weight. `against` and `lacking` are
    reasons: what the source contradicts, and what it lacks; `fact` says that a number, a bound or a
    name is among what it contradicts. `unsaid` are indexes of the claim's words
    that the source has not, `absent` its numbers, dates and names that no source has, `unknown`
    that a name, figures or a bound are among them, `left_out` the source's bounds that it leaves
    out. `reading` is what the readers say. Figures, bounds and names are vetoes, whatever they say,
    and deny a claim that is otherwise word for word, or where they see a contradiction too; only
    there do other differences count.
    """

    alignment: Alignment
    share: float
    against: list[str] = field(default_factory=list)
    lacking: list[str] = field(default_factory=list)
    unsaid: list[int] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    fact: bool = False
    unknown: bool = False
    reading: Entailment = _UNREAD

    @property
    def verdict(self) -> Verdict:
        """The readers' verdict, less where a difference vetoes it."""
        read, most = self.reading, self.share >= _COMPARABLE
        entailed = read.supported >= _ENTAILED
        if self.fact:
            if self.share >= _WORD_FOR_WORD or (most and read.contradicted >= _DOUBTED):
                return "contradicted"
        elif entailed and not (self.vetoed or self.doubted):
            return "supported"
        elif most and not entailed:
            denies = self.worded or read.contradicted >= _DENIES
            plain = read.contradicted >= _DENIED and read.supported < _IN_PART
            if plain or (self.against and denies):
                return "contradicted"
        in_part = read.supported >= _IN_PART or self.share >= _PARTLY
        return "partly" if in_part else "unsupported"

    @property
    def doubted(self) -> bool:
        """Whether claim and source differ, in words at least, and the readers see it too.

        Of what the source only lacks they must find that it is denied, or surer of that than that
        it is said.
        """
        read = self.reading
        if self.against or self.absent:
            return read.contradicted >= _DOUBTED
        return bool(self.lacking) and read.contradicted > min(read.supported, _ENTAILED)

    @property
    def vetoed(self) -> bool:
        """Whether a difference forbids `supported`, though nothing is against the claim."""
        lacking = bool(self.lacking) and self.share >= _WORD_FOR_WORD
        return self.unknown or lacking or bool(self.left_out)

    @property
    def denied(self) -> bool:
        """Whether the source says otherwise: by its verdict, or as the reader reads it."""
        differs = bool(self.against) and self.share >= _COMPARABLE
        return self.verdict == "contradicted" or (differs and self.reading.contradicted >= _DENIED)

    @property
    def worded(self) -> bool:
        """Whether the source has all words of the claim, but for what is against it."""
        return self.share >= _PARTLY and not self.lacking and not self.unsaid

    @property
    def reason(self) -> str:
        """Why the verdict is not `supported`, in one line."""
        claim = self.alignment.claim
        if self.verdict == "supported":
            return ""
        if self.verdict == "contradicted":
            return next(iter(self.against), say("why.else", said=_short(claim.text)))
        if self.verdict == "unsupported":
            return say("why.nothing", said=_short(claim.text))
        absent = (say("why.not_said", said=text) for text in self.absent)
        left_out = (say("why.says", there=text) for text in self.left_out)
        for reason in (*self.against, *absent, *left_out, *self.lacking):
            return reason
        said = _unsaid(self)
        if said:
            return say("why.not_said", said=said)
        return say("why.not_plainly", said=_short(claim.text))


def _unsaid(assessment: Assessment) -> str:
    """The longest run of the claim's words that the source has not."""
    claim = assessment.alignment.claim
    content = [index for index, token in enumerate(claim.tokens) if token.is_content]
    runs: list[list[int]] = [[]]
    for index in content:
        if index in assessment.unsaid:
            runs[-1].append(index)
        else:
            runs.append([])
    run = max(runs, key=len)
    if not run:
        return ""
    return claim.text[claim.tokens[run[0]].start : claim.tokens[run[-1]].end]


def _short(text: str, size: int = 80) -> str:
    return text if len(text) <= size else f"{text[:size].rsplit(' ', 1)[0]} …"
