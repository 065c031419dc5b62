"""Claims set beside passages: which sentences bear each out, and what is the verdict."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from assistant.verify import dates, names
from assistant.verify.alignment import Line, align
from assistant.verify.lexicon import is_pronoun
from assistant.verify.meaning import settle
from assistant.verify.sources import Place, Sources, joined
from assistant.verify.tokens import facts_agree
from assistant.verify.types import Claim, Fact, Judgement, Moment
from assistant.verify.verdicts import Weighing, weigh
from index.types import Embedder, Passage

_SENTENCES = 5
"""Sentences that a claim is set beside."""

_GAIN = 0.08
"""The share of a claim that a second sentence must add."""

_STRETCH = 3
"""Telling words in a row that a second sentence must bear out; one less where it is the sentence
before, to which a pronoun points back."""

_RANK = {"supported": 3, "contradicted": 2, "partly": 1, "unsupported": 0}

Found = tuple[Weighing, Place]


def verify(
    claims: Sequence[Claim], passages: Sequence[Passage], embedder: Embedder
) -> list[Judgement]:
    """Weigh each claim against the passages that it cites, and against the others where those
    do not bear it out.

    A claim that no cited passage bears out is `supported` by another only where that bears out
    all of it. The embedder is asked only about words that the passages do not have.
    """
    sources = Sources(passages, [claim.text for claim in claims])
    return [_judged(claim, sources, embedder) for claim in claims]


def agree(one: Fact, other: Fact) -> bool:
    """Whether two facts of a kind can both be true of one thing: "May 2025" and "May 21, 2025"."""
    if isinstance(one.meaning, tuple) and isinstance(other.meaning, tuple):
        return names.agree(one.meaning, other.meaning)
    if isinstance(one.meaning, tuple) or isinstance(other.meaning, tuple):
        return False
    if isinstance(one.meaning, Moment) and isinstance(other.meaning, Moment):
        return dates.agree(one.meaning, other.meaning) or dates.agree(other.meaning, one.meaning)
    return facts_agree(one.meaning, other.meaning)


def _judged(claim: Claim, sources: Sources, embedder: Embedder) -> Judgement:
    numbers = range(len(sources.passages))
    cited = [number for number in claim.cited if number in numbers]
    others = [number for number in numbers if number not in cited]
    exact = sources.exact(claim.text, cited) or sources.exact(claim.text, others)[:1]
    if exact:
        return Judgement("supported", "", tuple(exact))
    best = _best(claim.text, cited, sources, embedder)
    if best and best[0].verdict == "supported":
        return _with_more(_judgement(best), claim.text, cited, sources, embedder)
    other = _best(claim.text, others, sources, embedder)
    if other and (best is None or _overrides(other[0], best[0])):
        best = other
    if best is None:
        return Judgement("unsupported", f"nothing in the sources says “{claim.text}”", ())
    return _judgement(best)


def _overrides(other: Weighing, cited: Weighing) -> bool:
    """Whether a passage that is not cited counts for more than the cited ones."""
    return other.verdict == "supported" or (other.verdict, cited.verdict) == (
        "contradicted",
        "unsupported",
    )


def _with_more(
    judgement: Judgement, text: str, cited: Sequence[int], sources: Sources, embedder: Embedder
) -> Judgement:
    """The judgement with a quote of each further cited passage that bears the claim out alone."""
    quotes = list(judgement.quotes)
    for number in cited:
        if any(quote.passage is sources.passages[number] for quote in quotes):
            continue
        found = _best(text, [number], sources, embedder)
        if found and found[0].verdict == "supported":
            quotes.extend(found[1].quotes)
    return replace(judgement, quotes=tuple(quotes))


def _judgement(found: Found) -> Judgement:
    weighing, place = found
    quotes = () if weighing.verdict == "unsupported" else place.quotes
    return Judgement(weighing.verdict, weighing.reason, quotes)


def _best(text: str, among: Collection[int], sources: Sources, embedder: Embedder) -> Found | None:
    """The sentence or two of some passages that say most of the claim, or speak against it."""
    lines: dict[int, Line] = {}
    nearest = sources.nearest(sources.line(text), among, _SENTENCES)
    found: list[Found] = []
    for place in nearest:
        if place.passage not in lines:
            lines[place.passage] = sources.line(text, sources.passages[place.passage])
        found.append(_weighed(lines[place.passage], place))
    if not found:
        return None
    best = max(found, key=_worth)
    if best[0].verdict in ("partly", "unsupported"):
        best = _with_second(lines[best[1].passage], best, nearest)
    settle(best[0], embedder)
    return best


def _with_second(claim: Line, best: Found, nearest: Sequence[Place]) -> Found:
    """The best sentence with another beside it, where that bears out more of the claim."""
    weighing, first = best
    for second in nearest:
        if second is first:
            continue
        both = _weighed(claim, joined(first, second))
        gain = both[0].share - weighing.share
        if gain >= _GAIN and _adds(both[0], first, second) and _worth(both) > _worth(best):
            best = both
    return best


def _adds(both: Weighing, first: Place, second: Place) -> bool:
    """Whether a second sentence bears out a stretch of the claim of its own.

    A name, a date or a verb alone, taken from elsewhere, proves nothing.
    """
    alignment = both.alignment
    place = {index: number for number, index in enumerate(sorted(alignment.claim.telling))}
    size = len(first.line.tokens)
    later = second.quotes[0].start > first.quotes[0].start or second.passage != first.passage
    found = sorted(
        place[index]
        for index, partner in alignment.pairs.items()
        if (partner >= size if later else partner < len(second.line.tokens))
    )
    runs: list[int] = []
    for number in found:
        runs.append(runs[-1] + 1 if number - 1 in found and runs else 1)
    before = second.quotes[0].end < first.quotes[0].start <= second.quotes[0].end + 3
    leans = before and any(is_pronoun(token.text) for token in first.line.tokens[:3])
    return max(runs, default=0) >= _STRETCH - leans


def _weighed(claim: Line, place: Place) -> Found:
    return weigh(align(claim, place.line), place.known), place


def _worth(found: Found) -> tuple[bool, float, int]:
    weighing = found[0]
    verdict = weighing.verdict
    return (verdict == "supported", round(weighing.share, 1), _RANK[verdict])
