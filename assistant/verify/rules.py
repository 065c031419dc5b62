"""The rules for a verdict on a claim that is aligned with a source, and for its reason."""

from collections.abc import Collection
from dataclasses import dataclass, field

from assistant.types import Verdict
from assistant.verify.alignment import Alignment
from assistant.verify.described import misdescribed
from assistant.verify.lexicon import distinct, opposite
from assistant.verify.naming import pronoun
from assistant.verify.polarity import cue_word, denial, denials
from assistant.verify.quantity import amounts
from assistant.verify.roles import differences
from index.text.dates import more_precise
from index.text.types import Moment

_COMPARABLE = 0.6
"""The share of a claim that a source must hold to be able to contradict it."""

_PARTLY = 0.5
"""The share from which on a claim is entailed in part."""

_REFERRED_TO = 2
"""Words of a claim that pronouns of the source may refer to."""

SYNONYM = 0.6
"""The cosine from which on two words are synonyms, in the packaged embedder."""


@dataclass
class Assessment:
    """How a claim compares with a source that it is aligned with.

    `share` is how much of the claim the source entails, by weight. `against` and `lacking` are
    reasons: what the source contradicts, and what it lacks. `unsaid` are indexes of the claim's
    words that the source has not.
    """

    alignment: Alignment
    share: float
    against: list[str] = field(default_factory=list)
    lacking: list[str] = field(default_factory=list)
    unsaid: list[int] = field(default_factory=list)

    @property
    def verdict(self) -> Verdict:
        """The verdict by the rules."""
        if self.against and self.share >= _COMPARABLE:
            return "contradicted"
        if self.share < _PARTLY:
            return "unsupported"
        if self.against or self.lacking or self.unsaid:
            return "partly"
        return "supported"

    @property
    def reason(self) -> str:
        """Why the verdict is not `supported`, in one line."""
        claim = self.alignment.claim
        if self.verdict == "supported":
            return ""
        if self.verdict == "contradicted":
            return self.against[0]
        if self.verdict == "unsupported":
            return f"nothing in the sources says “{_short(claim.text)}”"
        if self.lacking:
            return self.lacking[0]
        if self.against:
            return self.against[0]
        return f"the source does not say “{_unsaid(self)}”"


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


def _mentions(assessment: Assessment, known: Collection[str]) -> None:
    found = differences(assessment.alignment, known)
    for difference in (*found, *misdescribed(assessment.alignment)):
        if difference.there:
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
            assessment.against.append(f"the source says “{amount.there}”, not “{amount.said}”")
        elif amount.said:
            assessment.lacking.append(f"the source does not say “{amount.said}”")
        else:
            assessment.lacking.append(f"the source says “{amount.there}”")


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
    return claim.text[claim.tokens[run[0]].start : claim.tokens[run[-1]].end]


def _short(text: str, size: int = 80) -> str:
    return text if len(text) <= size else f"{text[:size].rsplit(' ', 1)[0]} …"
