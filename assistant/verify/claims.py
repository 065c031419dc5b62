"""Claims × passages → judgements: the sentences that entail or contradict each claim."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from assistant.messages import say
from assistant.reader import Reader
from assistant.types import Claim, Quote
from assistant.verify.alignment import Line, align
from assistant.verify.assessment import READABLE, Assessment
from assistant.verify.entailment import dated_as_there, evidence, read_beside
from assistant.verify.lexicon import is_pronoun
from assistant.verify.rules import absent, assess
from assistant.verify.sources import Sources, SourceSentence, joined
from assistant.verify.types import Judgement
from index.types import Passage

_SENTENCES = 5
"""Sentences that a claim is aligned with."""

_GAIN = 0.08
"""The share of a claim that a second sentence must add."""

_STRETCH = 3
"""Content words in a row that a second sentence must add; one less where it is the sentence
before, to which a pronoun refers."""

_RANK = {"supported": 3, "contradicted": 2, "partly": 1, "unsupported": 0}

Found = tuple[Assessment, SourceSentence]


def verify_claims(
    claims: Sequence[Claim], passages: Sequence[Passage], reader: Reader
) -> list[Judgement]:
    """Verify each claim against the passages that it cites; against the others where those fail.

    A claim that no cited passage entails is `supported` by another only where that entails all of
    it.
    """
    sources = Sources(passages, [claim.text for claim in claims])
    return [_verify_claim(claim, sources, reader) for claim in claims]


def _verify_claim(claim: Claim, sources: Sources, reader: Reader) -> Judgement:
    numbers = range(len(sources.passages))
    cited = [number for number in claim.cited if number in numbers]
    others = [number for number in numbers if number not in cited]
    exact = sources.exact(claim.text, cited) or sources.exact(claim.text, others)[:1]
    if exact:
        return Judgement("supported", "", tuple(exact))
    best = _best(claim.text, cited, sources, reader)
    if best and best[0].verdict == "supported":
        return _with_more(_judgement(best), claim.text, cited, sources, reader)
    other = _best(claim.text, others, sources, reader)
    if other and (best is None or _overrides(other[0], best[0])):
        best = other
    if best is None:
        return Judgement("unsupported", say("why.nothing", said=claim.text), ())
    return _judgement(best)


def denied_elsewhere(
    claim: Claim, judgement: Judgement, passages: Sequence[Passage], reader: Reader
) -> Quote | None:
    """What a passage says against a claim that another sentence of them bears out."""
    others = Sources(passages, [claim.text]).beside(judgement.quotes)
    found = _best(claim.text, range(len(passages)), others, reader)
    return found[1].quotes[0] if found and found[0].denied else None


def _overrides(other: Assessment, cited: Assessment) -> bool:
    """Whether a passage that is not cited counts for more than the cited ones."""
    return other.verdict == "supported" or (other.verdict, cited.verdict) == (
        "contradicted",
        "unsupported",
    )


def _with_more(
    judgement: Judgement, text: str, cited: Sequence[int], sources: Sources, reader: Reader
) -> Judgement:
    """The judgement with a quote of each further cited passage that entails the claim alone."""
    quotes = list(judgement.quotes)
    for number in cited:
        if any(quote.passage is sources.passages[number] for quote in quotes):
            continue
        found = _best(text, [number], sources, reader)
        if found and found[0].verdict == "supported":
            quotes.extend(found[1].quotes)
    return replace(judgement, quotes=tuple(quotes))


def _judgement(found: Found) -> Judgement:
    assessment, sentence = found
    quotes = () if assessment.verdict == "unsupported" else sentence.quotes
    return Judgement(assessment.verdict, assessment.reason, quotes)


def _best(text: str, among: Collection[int], sources: Sources, reader: Reader) -> Found | None:
    """The sentence or two of some passages that entail most of the claim, or contradict it."""
    lines: dict[int, Line] = {}
    nearest = sources.nearest(sources.line(text), among, _SENTENCES)
    found: list[Found] = []
    for sentence in nearest:
        if sentence.passage not in lines:
            lines[sentence.passage] = sources.line(text, sources.passages[sentence.passage])
        found.append(_assessed(lines[sentence.passage], sentence))
    if not found:
        return None
    best = max(found, key=_worth)
    # What a sentence says otherwise, another one does not unsay.
    if best[0].verdict in ("partly", "unsupported") and not best[0].fact:
        best = _with_second(lines[best[1].passage], best, nearest)
    assessment, sentence = best
    absent(
        assessment, [each for each in sources.sentences if each.passage in among], sentence.known
    )
    if assessment.share >= READABLE:
        said = dated_as_there(assessment.alignment)
        texts = evidence(text, sentence, sources, among)
        read_beside(reader, assessment, said, texts)
    return best


def _with_second(claim: Line, best: Found, nearest: Sequence[SourceSentence]) -> Found:
    """The best sentence joined with another, where together they entail more of the claim."""
    assessment, first = best
    for second in nearest:
        if second is first:
            continue
        both = _assessed(claim, joined(first, second))
        gain = both[0].share - assessment.share
        if gain >= _GAIN and _adds(both[0], first, second) and _worth(both) > _worth(best):
            best = both
    return best


def _adds(both: Assessment, first: SourceSentence, second: SourceSentence) -> bool:
    """Whether a second sentence entails a part of the claim of its own.

    A name, a date or a verb alone, taken from elsewhere, proves nothing.
    """
    alignment = both.alignment
    position = {index: number for number, index in enumerate(sorted(alignment.claim.content))}
    size = len(first.line.tokens)
    later = second.quotes[0].start > first.quotes[0].start or second.passage != first.passage
    found = sorted(
        position[index]
        for index, partner in alignment.pairs.items()
        if (partner >= size if later else partner < len(second.line.tokens))
    )
    runs: list[int] = []
    for number in found:
        runs.append(runs[-1] + 1 if number - 1 in found and runs else 1)
    before = second.quotes[0].end < first.quotes[0].start <= second.quotes[0].end + 3
    leans = before and any(is_pronoun(token.text) for token in first.line.tokens[:3])
    return max(runs, default=0) >= _STRETCH - leans


def _assessed(claim: Line, sentence: SourceSentence) -> Found:
    return assess(align(claim, sentence.line), sentence.known), sentence


def _worth(found: Found) -> tuple[bool, float, int]:
    assessment = found[0]
    verdict = assessment.verdict
    return (verdict == "supported", round(assessment.share, 1), _RANK[verdict])
