"""The rules for a verdict on a claim that is aligned with a source, and for its reason."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from assistant.reader import Entailment
from assistant.types import Verdict
from assistant.verify.alignment import Alignment
from assistant.verify.described import misdescribed
from assistant.verify.lexicon import distinct, opposite
from assistant.verify.naming import pronoun
from assistant.verify.polarity import cue_word, denial, denials
from assistant.verify.quantity import amounts
from assistant.verify.roles import differences
from assistant.verify.sources import SourceSentence
from assistant.verify.tokens import same
from index.text.dates import more_precise
from index.text.types import Moment

_COMPARABLE = 0.6
"""The share of a claim that a source must hold to be able to contradict it."""

_PARTLY = 0.5
"""The share from which on a claim is entailed in part."""

_REFERRED_TO = 2
"""Words of a claim that pronouns of the source may refer to."""

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
    reasons: what the source contradicts, and what it lacks; `value` says that a number in figures
    is among what it contradicts, `named` that a name is. `unsaid` are indexes of the claim's words
    that the source has not, `absent` its numbers, dates and names that no source has, `unknown`
    that a name or figures are among them, `left_out` the source's bounds that it leaves out.
    `reading` is what the readers say. Figures and names are vetoes, whatever the readers say; other
    differences count where the readers see a contradiction too.
    """

    alignment: Alignment
    share: float
    against: list[str] = field(default_factory=list)
    lacking: list[str] = field(default_factory=list)
    unsaid: list[int] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    value: bool = False
    named: bool = False
    unknown: bool = False
    reading: Entailment = _UNREAD

    @property
    def verdict(self) -> Verdict:
        """The readers' verdict, less where a difference vetoes it."""
        read, most = self.reading, self.share >= _COMPARABLE
        entailed = read.supported >= _ENTAILED
        if self.value or self.named:
            if most and (self.value or read.contradicted >= _DOUBTED):
                return "contradicted"
        elif entailed and not self.unknown and not (self.differs and read.contradicted >= _DOUBTED):
            return "supported"
        elif most and not entailed:
            denies = self.worded or read.contradicted >= _DENIES
            plain = read.contradicted >= _DENIED and read.supported < _IN_PART
            if plain or (self.against and denies):
                return "contradicted"
        in_part = read.supported >= _IN_PART or self.share >= _PARTLY
        return "partly" if in_part else "unsupported"

    @property
    def differs(self) -> bool:
        """Whether words of claim and source tell a difference, though no figure or name does."""
        lacking = bool(self.lacking) and self.share >= _WORD_FOR_WORD
        return lacking or bool(self.against or self.absent or self.left_out)

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
            return next(
                iter(self.against), f"the source says otherwise than “{_short(claim.text)}”"
            )
        if self.verdict == "unsupported":
            return f"nothing in the sources says “{_short(claim.text)}”"
        absent = (f"the source does not say “{text}”" for text in self.absent)
        left_out = (f"the source says “{text}”" for text in self.left_out)
        for reason in (*self.against, *absent, *left_out, *self.lacking):
            return reason
        said = _unsaid(self)
        return f"the source does not {'' if said else 'plainly '}say “{said or _short(claim.text)}”"


def assess(alignment: Alignment, known: Collection[str]) -> Assessment:
    """Assess a claim by its mentions, its negations, its quantifiers and its words.

    `known` holds the keys of the words of the source's passage.
    """
    assessment = Assessment(alignment, alignment.share)
    _mentions(assessment, known)
    _denials(assessment)
    _amounts(assessment)
    _words(assessment, known)
    return assessment


def absent(
    assessment: Assessment, sentences: Sequence[SourceSentence], known: Collection[str]
) -> None:
    """Note the numbers, dates and names of the claim that no sentence of its sources has.

    A capital at the beginning of a sentence makes no name. `known` are keys of the sources' words.
    """
    alignment = assessment.alignment
    claim = alignment.claim
    held = [token for sentence in sentences for token in sentence.line.tokens]
    for index, token in enumerate(claim.tokens):
        if index in alignment.pairs or token.key in known or token.text.lower() == "one":
            continue
        before = claim.text[: token.start].rstrip("“\"'’( *#")
        inside = bool(before) and before[-1] not in ".!?:;\n"
        named = token.kind in ("number", "date") or (token.kind == "name" and inside)
        if named and not any(same(token, other) for other in held):
            assessment.absent.append(token.text)
            assessment.unknown |= token.kind == "name" or _has_figures(token.text)


def _mentions(assessment: Assessment, known: Collection[str]) -> None:
    found = differences(assessment.alignment, known)
    for difference in (*found, *misdescribed(assessment.alignment)):
        if difference.there:
            assessment.value |= _has_figures(difference.said)
            assessment.named |= difference.said[:1].isupper()
            assessment.against.append(f"the source says {difference.there}, not {difference.said}")
        else:
            assessment.lacking.append(f"the source does not say “{difference.said}”")
    claim, source = assessment.alignment.claim, assessment.alignment.source
    for index, partner in assessment.alignment.pairs.items():
        claimed, there = claim.tokens[index], source.tokens[partner]
        match claimed.meaning, there.meaning:
            case Moment() as mine, Moment() as yours if more_precise(mine, yours):
                assessment.lacking.append(f"the source says “{there.text}”, not “{claimed.text}”")


def _denials(assessment: Assessment) -> None:
    claim, source = assessment.alignment.claim, assessment.alignment.source
    for cue, there in denials(assessment.alignment):
        if cue is None:
            assessment.against.append(f"the source says “{denial(source, there)}”")
        else:
            said = source.tokens[there].text
            without = cue_word(claim, cue)
            assessment.against.append(f"the source says “{said}”, without “{without}”")


def _amounts(assessment: Assessment) -> None:
    for amount in amounts(assessment.alignment):
        if amount.against:
            assessment.value |= _has_figures(amount.said)
            assessment.against.append(f"the source says “{amount.there}”, not “{amount.said}”")
        elif amount.said:
            assessment.absent.append(amount.said)
        else:
            assessment.left_out.append(amount.there)


def _words(assessment: Assessment, known: Collection[str]) -> None:
    """Words that the source lacks, has another in place of, or has a pronoun for."""
    alignment = assessment.alignment
    claim, source = alignment.claim, alignment.source
    has = {token.key for token in source.tokens}
    understood = 0
    for index, token in enumerate(claim.tokens):
        if token.kind not in ("word", "light") or index in alignment.pairs or token.key in has:
            continue
        against = next((i for i in alignment.unaligned if _instead(alignment, index, i)), None)
        if against is not None:
            there = source.tokens[against].text
            assessment.against.append(f"the source says “{there}”, not “{token.text}”")
        elif understood < _REFERRED_TO and token.key in known and pronoun(alignment, (index,)):
            understood += 1
            assessment.share += token.weight / claim.weight
        elif token.kind == "word":
            assessment.unsaid.append(index)


def _instead(alignment: Alignment, index: int, spare: int) -> bool:
    """Whether a word of the source is the opposite of the claim's, or another in its place."""
    claim, source = alignment.claim, alignment.source
    mine, yours = claim.tokens[index].key, source.tokens[spare].key
    if opposite(mine, yours):
        return True
    place, there = claim.position[index], source.position[spare]
    return distinct(mine, yours) and any(
        0 <= place + side < len(claim.content)
        and 0 <= there + side < len(source.content)
        and alignment.pairs.get(claim.content[place + side]) == source.content[there + side]
        for side in (-1, 1)
    )


def _has_figures(text: str) -> bool:
    return any(map(str.isdigit, text))


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
