"""The rules for a verdict on a claim that is aligned with a source, and for its reason."""

from collections.abc import Collection, Sequence

from assistant.messages import say
from assistant.verify.alignment import Alignment
from assistant.verify.assessment import Assessment
from assistant.verify.lexicon import opposite
from assistant.verify.naming import pronoun
from assistant.verify.polarity import cue_word, denial, denials
from assistant.verify.quantity import amounts
from assistant.verify.roles import differences
from assistant.verify.sources import SourceSentence
from assistant.verify.tokens import same
from index.text.dates import more_precise
from index.text.types import Moment

_REFERRED_TO = 2
"""Words of a claim that pronouns of the source may refer to."""


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
    for difference in differences(assessment.alignment, known):
        if difference.there:
            said = difference.said
            assessment.fact |= _has_figures(said) or said[:1].isupper()
            assessment.against.append(
                say("why.otherwise", there=difference.there, said=difference.said)
            )
        else:
            assessment.lacking.append(say("why.not_said", said=difference.said))
    claim, source = assessment.alignment.claim, assessment.alignment.source
    for index, partner in assessment.alignment.pairs.items():
        claimed, there = claim.tokens[index], source.tokens[partner]
        match claimed.meaning, there.meaning:
            case Moment() as mine, Moment() as yours if more_precise(mine, yours):
                assessment.lacking.append(
                    say("why.other_word", there=there.text, said=claimed.text)
                )


def _denials(assessment: Assessment) -> None:
    claim, source = assessment.alignment.claim, assessment.alignment.source
    for cue, there in denials(assessment.alignment):
        if cue is None:
            assessment.against.append(say("why.says", there=denial(source, there)))
        else:
            said = source.tokens[there].text
            without = cue_word(claim, cue)
            assessment.against.append(say("why.without", there=said, said=without))


def _amounts(assessment: Assessment) -> None:
    for amount in amounts(assessment.alignment):
        if amount.against:
            assessment.fact = True
            assessment.against.append(say("why.other_word", there=amount.there, said=amount.said))
        elif amount.said:
            assessment.absent.append(amount.said)
            assessment.unknown = True
        else:
            assessment.left_out.append(amount.there)


def _words(assessment: Assessment, known: Collection[str]) -> None:
    """Words that the source lacks, has the opposite of, or has a pronoun for."""
    alignment = assessment.alignment
    claim, source = alignment.claim, alignment.source
    has = {token.key for token in source.tokens}
    understood = 0
    for index, token in enumerate(claim.tokens):
        if token.kind not in ("word", "light") or index in alignment.pairs or token.key in has:
            continue
        spare = (source.tokens[other] for other in alignment.unaligned)
        against = next((other for other in spare if opposite(token.key, other.key)), None)
        if against:
            assessment.against.append(say("why.other_word", there=against.text, said=token.text))
        elif understood < _REFERRED_TO and token.key in known and pronoun(alignment, (index,)):
            understood += 1
            assessment.share += token.weight / claim.weight
        elif token.kind == "word":
            assessment.unsaid.append(index)


def _has_figures(text: str) -> bool:
    return any(map(str.isdigit, text))
