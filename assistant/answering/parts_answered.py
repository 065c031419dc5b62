"""A question that asks several things: each part answered in order, or said not to be found."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answer_layout import answer_markdown_text
from assistant.answering.citations import JudgedSentence, sentences_of, texts_of
from assistant.answering.compared_sides import LONG, too_long
from assistant.answering.conclusion import answer_of, noted
from assistant.answering.quote_reading import read_quotes
from assistant.answering.ranked_quote import RankedQuote
from assistant.answering.ranking import overlap
from assistant.answering.reading_choice import chosen
from assistant.answering.state import State
from assistant.messages import joined, say
from assistant.question.asked_parts import asked_parts
from assistant.question.more import asks_for_more
from assistant.question.phrases import content
from assistant.question.readings import readings
from assistant.question.references import points
from assistant.reader import Reader
from assistant.types import Quote, Turn
from assistant.verify import Judgement

ANSWERS = 0.5
"""The reader's probability from which on a quote found for the whole question answers a part."""
AGAIN = 0.2
"""The same of another quote for a part whose first is said already. A guess."""
AS_WELL = 0.3
"""How much less than the first a quote may have that stands beside it. A guess."""
FULL = 2
"""Content words with which a part may stand alone."""
LESS = 0.15
"""How much less a quote found for the whole question may have than the part's own. A guess."""
LOOKED_AT = 6
"""Quotes found for the whole question that are read beside a part."""

Weigh = Callable[[str], State]
"""The state after retrieval and the gate for a question that stands alone."""


def answered_in_parts(state: State, weigh: Weigh, reader: Reader) -> State:
    """The state answered part by part; as it is where there are none, or none is answered."""
    parts = asked_parts(state.receipt.question)
    if not parts or asks_for_more(state.request.question):
        return state
    whole = weigh(state.receipt.question)
    asked: list[Turn] = []
    found: list[Quote] = []
    missing: list[str] = []
    weighed: list[State] = []
    for part in parts:
        # What stands alone is asked alone; what leans on the parts before it is read with them.
        leans = points(part) or len(content(part)) < FULL
        text = chosen(readings(part, asked), weigh) if leans else part
        own = weigh(text)
        quote = _of_whole(own, whole, reader) or _own(own, found)
        if quote:
            weighed.append(own)
            found = _with(found, quote)
        else:
            missing.append(part)
        asked.append(Turn("user", text))
    if not found:
        return state
    for own in weighed:
        for quote in _as_well(own)[:1] if own.answer is None else ():
            found = _with(found, quote)
    hits = {
        (hit.passage.source.name, hit.passage.start): hit for own in weighed for hit in own.hits
    }
    sure = max(own.answerability.confidence for own in (whole, *weighed))
    first = replace(weighed[0].answerability, confidence=sure)
    if missing:
        state = noted(state, say("notice.not_found", parts=joined(f"“{part}”" for part in missing)))
    return _quoted(replace(state, hits=tuple(hits.values()), answerability=first), found)


def _quoted(state: State, quotes: Sequence[Quote]) -> State:
    """The state answered by quotes, in their order."""
    sentences, citations = sentences_of(
        [
            JudgedSentence(text, Judgement("supported", "", (quote,)))
            for quote in quotes
            for text in texts_of(quote)
        ]
    )
    text = answer_markdown_text(sentences)
    answer = answer_of(
        state, answer=text, abstained=False, sentences=sentences, citations=citations
    )
    return replace(state, answer=answer)


def _own(own: State, said: Sequence[Quote]) -> Quote | None:
    """The quote that answers a part best; where that is said already, another that may."""
    if own.answer is not None or not own.ranked:
        return None
    first, *others = sorted(own.ranked, key=_worth, reverse=True)
    if first.probability < AGAIN and own.query.carried:
        return None  # the words that it carries over are all that was found
    if any(overlap(first.quote, each) for each in said):
        for other in others:
            fresh = not any(overlap(other.quote, each) for each in said)
            if fresh and other.probability >= max(AGAIN, first.probability - AS_WELL):
                return other.quote
    return first.quote


def _worth(each: RankedQuote) -> float:
    return each.score + each.probability - LONG * too_long(each.quote)


def _as_well(own: State) -> list[Quote]:
    """The quotes that answer a part about as well as its first."""
    first, *others = sorted(own.ranked, key=_worth, reverse=True)
    least = max(ANSWERS, first.probability - AS_WELL)
    return [each.quote for each in others if each.probability >= least]


def _of_whole(own: State, whole: State, reader: Reader) -> Quote | None:
    """The quote found for the whole question that answers a part about as well as its own."""
    others = [each.quote for each in whole.ranked[:LOOKED_AT]] if whole.answer is None else []
    read = read_quotes(reader, own.query, others) if others else []
    best = max(range(len(read)), key=lambda at: read[at].probability, default=-1)
    passes = own.ranked if own.answer is None else ()
    least = max([ANSWERS, *(each.probability - LESS for each in passes)])
    return others[best] if best >= 0 and read[best].probability >= least else None


def _with(found: Sequence[Quote], quote: Quote) -> list[Quote]:
    """The quotes with one after them; of two, one of which holds the other, the longer."""
    if any(_holds(each, quote) for each in found):
        return list(found)
    held = next((at for at, each in enumerate(found) if _holds(quote, each)), len(found))
    return [*found[:held], quote, *found[held + 1 :]]


def _holds(one: Quote, other: Quote) -> bool:
    """Whether a quote says all that another does: a row may be said with other columns."""
    same = (one.start, one.end) == (other.start, other.end)
    within = overlap(one, other) and one.start <= other.start and other.end <= one.end
    return within and not (same and one.said != other.said)
