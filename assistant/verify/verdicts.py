"""From what was compared to a verdict, with the reason in one line."""

from collections.abc import Collection
from dataclasses import dataclass, field

from assistant.types import Verdict
from assistant.verify.alignment import Alignment
from assistant.verify.dates import narrower
from assistant.verify.described import misdescribed
from assistant.verify.lexicon import distinct, opposite
from assistant.verify.naming import pronoun
from assistant.verify.polarity import cue_word, denial, denials
from assistant.verify.quantity import amounts
from assistant.verify.roles import differences
from assistant.verify.types import Moment

_SAME_THING = 0.6
"""The share of a claim that a source must bear out to speak of the same thing."""

_PARTLY = 0.5
"""The share from which on a claim is borne out in part."""

_STOOD_FOR = 2
"""Words of a claim that pronouns of the source may stand for."""

SYNONYM = 0.6
"""The cosine from which on two words mean nearly the same, in the packaged embedder."""


@dataclass
class Weighing:
    """A claim weighed against a stretch of a source.

    `against` and `lacking` are reasons: what the source has otherwise, and what it has not.
    `unsaid` are indexes of the claim's words that stand nowhere in the source.
    """

    alignment: Alignment
    share: float
    against: list[str] = field(default_factory=list)
    lacking: list[str] = field(default_factory=list)
    unsaid: list[int] = field(default_factory=list)

    @property
    def verdict(self) -> Verdict:
        """What the rules say."""
        if self.against and self.share >= _SAME_THING:
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


def weigh(alignment: Alignment, known: Collection[str]) -> Weighing:
    """Weigh a claim by its facts, its denials, its amounts and its words.

    `known` holds the keys of the words of the source's passage.
    """
    weighing = Weighing(alignment, alignment.share)
    _facts(weighing, known)
    _denials(weighing)
    _amounts(weighing)
    _words(weighing, known)
    return weighing


def _facts(weighing: Weighing, known: Collection[str]) -> None:
    found = differences(weighing.alignment, known)
    for difference in (*found, *misdescribed(weighing.alignment)):
        if difference.there:
            weighing.against.append(f"the source says {difference.there}, not {difference.said}")
        else:
            weighing.lacking.append(f"the source does not say “{difference.said}”")
    claim, source = weighing.alignment.claim, weighing.alignment.source
    for index, partner in weighing.alignment.pairs.items():
        said, there = claim.tokens[index], source.tokens[partner]
        match said.meaning, there.meaning:
            case Moment() as mine, Moment() as yours if narrower(mine, yours):
                weighing.lacking.append(f"the source says “{there.text}”, not “{said.text}”")


def _denials(weighing: Weighing) -> None:
    claim, source = weighing.alignment.claim, weighing.alignment.source
    for cue, there in denials(weighing.alignment):
        if cue is None:
            weighing.against.append(f"the source says “{denial(source, there)}”")
        else:
            said = source.tokens[there].text
            without = cue_word(claim, cue)
            weighing.against.append(f"the source says “{said}”, without “{without}”")


def _amounts(weighing: Weighing) -> None:
    for amount in amounts(weighing.alignment):
        if amount.against:
            weighing.against.append(f"the source says “{amount.there}”, not “{amount.said}”")
        elif amount.said:
            weighing.lacking.append(f"the source does not say “{amount.said}”")
        else:
            weighing.lacking.append(f"the source says “{amount.there}”")


def _words(weighing: Weighing, known: Collection[str]) -> None:
    """Words that the source has not, has another for, or has a pronoun for."""
    alignment = weighing.alignment
    claim, source = alignment.claim, alignment.source
    has = {token.key for token in source.tokens}
    understood = 0
    for index, token in enumerate(claim.tokens):
        if token.kind not in ("word", "light") or index in alignment.pairs or token.key in has:
            continue
        against = next((i for i in alignment.spare if _instead(alignment, index, i)), None)
        if against is not None:
            there = source.tokens[against].text
            weighing.against.append(f"the source says “{there}”, not “{token.text}”")
        elif understood < _STOOD_FOR and token.key in known and pronoun(alignment, (index,)):
            understood += 1
            weighing.share += token.weight / claim.weight
        elif token.kind == "word":
            weighing.unsaid.append(index)


def _instead(alignment: Alignment, index: int, spare: int) -> bool:
    """Whether a word of the source is the opposite of the claim's, or another in its place."""
    claim, source = alignment.claim, alignment.source
    mine, yours = claim.tokens[index].key, source.tokens[spare].key
    if opposite(mine, yours):
        return True
    place, there = claim.place[index], source.place[spare]
    return distinct(mine, yours) and any(
        0 <= place + side < len(claim.telling)
        and 0 <= there + side < len(source.telling)
        and alignment.pairs.get(claim.telling[place + side]) == source.telling[there + side]
        for side in (-1, 1)
    )


def _unsaid(weighing: Weighing) -> str:
    """The longest stretch of the claim whose words stand nowhere in the source."""
    claim = weighing.alignment.claim
    telling = [index for index, token in enumerate(claim.tokens) if token.telling]
    runs: list[list[int]] = [[]]
    for index in telling:
        if index in weighing.unsaid:
            runs[-1].append(index)
        else:
            runs.append([])
    run = max(runs, key=len)
    return claim.text[claim.tokens[run[0]].start : claim.tokens[run[-1]].end]


def _short(text: str, size: int = 80) -> str:
    return text if len(text) <= size else f"{text[:size].rsplit(' ', 1)[0]} …"
