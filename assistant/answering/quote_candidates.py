"""Passages → what could be quoted of them, with how well its words answer a question."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.answering import answering_weights as weights
from assistant.answering.lexical_fit import lexical_fit
from assistant.question.query import Query
from assistant.types import Quote
from index.embed import embedded_text
from index.statements import Statement, frame, lists, statements, told_to_people
from index.text.stems import stems
from index.text.table_rows import labelled_row
from index.types import Block, Hit, Passage, Source

_DEPENDENT = re.compile(
    r"(?:(?:And|But|So|Then|However|Instead),?\s)?(?:(?:he|she|it|they|this|that|these|those|his|her"
    r"|its|their|such|thus|therefore|hence|consequently)\b|(?:as\sa|the)\sresult\b)",
    re.IGNORECASE,
)
"""A sentence whose subject is a pronoun, or that draws a conclusion, depends on the one before."""


@dataclass(frozen=True, slots=True)
class QuoteCandidate:
    """A statement, or two sentences that follow each other, with its score before embedding.

    `texts` are embedded for it: the nearest to the question counts.
    """

    quote: Quote
    texts: tuple[str, ...]
    score: float
    block: Block


def remembered_candidates() -> Callable[[Query, Hit], Sequence[QuoteCandidate]]:
    """`candidates`, made once for a query and a passage: both are ranked by them."""
    made = lru_cache(maxsize=128)(lambda same: tuple(candidates(same.query, same.hit)))
    return lambda query, hit: made(_Same(query, hit))


class _Same:
    """A query and a hit's passage, known by being the same objects."""

    def __init__(self, query: Query, hit: Hit) -> None:
        self.query, self.hit = query, hit

    def __hash__(self) -> int:
        return hash((id(self.query), id(self.hit.passage)))

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Same)
            and self.query is other.query
            and self.hit.passage is other.hit.passage
        )


def candidates(query: Query, hit: Hit) -> Iterator[QuoteCandidate]:
    """Each statement of a passage, each two sentences that follow each other, and each list.

    A sentence that depends on the one before it is never quoted without it.
    """
    passage = hit.passage
    around = embedded_text(passage)
    body = _body(passage)
    dependent = [number > 0 and _depends(each) for number, each in enumerate(body)]
    for number, first in enumerate(body):
        before = body[number - 1].text if number else ""
        if not dependent[number]:
            yield _candidate(query, passage, first, before, around)
        if number + 1 < len(body) and (dependent[number + 1] or not dependent[number]):
            last = body[number + 1]
            beside = first.block is last.block or first.block.end == last.block.start
            if beside and first.block.kind == last.block.kind == "paragraph":
                cost = 0.0 if dependent[number + 1] else weights.SECOND_SENTENCE
                yield _pair(query, passage, (first, last), before, around, cost)
    for each in lists(passage):
        yield _candidate(query, passage, each, "", around)


def _candidate(
    query: Query, passage: Passage, statement: Statement, before: str, around: str
) -> QuoteCandidate:
    """A statement, read with its frame, as a candidate."""
    framed = frame(statement.block, passage.source.title)
    text = statement.text
    quote = quote_at(passage, statement.start, statement.end)
    quote = replace(quote, said=_said(query, statement, quote.text))
    if statement.block.kind == "paragraph" and not statement.is_list:
        # A heading says what running text is about, but not what each sentence of it says.
        fit = lexical_fit(query, text, f"{framed} {before}", around)
        return QuoteCandidate(quote, (text,), fit, statement.block)
    own = {stem for stem in stems(text) if stem in query.weights}
    adds = own - set(stems(f"{framed} {' '.join(statement.block.columns)}"))
    whole = f"{framed} {text}".strip()
    fit = lexical_fit(query, whole, before, around)
    if statement.is_list:
        fit -= weights.ONE_ITEM * _one_item_answers(query, framed, statement)
        # What introduces a list is asked for as often as what is in it.
        head, *_ = text.split("\n")
        texts: tuple[str, ...] = (whole, f"{framed} {head}".strip())
    else:
        texts = (whole,)
        if not adds and (framed or statement.block.columns):
            is_row = statement.block.kind == "row"
            fit -= weights.COLUMNS_ALONE if is_row else weights.FRAME_ALONE
    return QuoteCandidate(quote, texts, fit, statement.block)


def _one_item_answers(query: Query, framed: str, statement: Statement) -> bool:
    """Whether one item alone holds all of the question's words that its list adds to its frame."""
    items = statement.text.split("\n")
    if statement.block.kind not in ("item", "row"):
        framed = f"{framed} {items.pop(0)}"
    known = set(stems(framed))
    added = [(set(stems(item)) & query.weights.keys()) - known for item in items]
    union = set().union(*added)
    return bool(union) and union in added


def _pair(
    query: Query,
    passage: Passage,
    pair: tuple[Statement, Statement],
    before: str,
    around: str,
    cost: float,
) -> QuoteCandidate:
    """Two sentences that follow each other as a candidate."""
    first, last = pair
    quote = quote_at(passage, first.start, last.end)
    framed = frame(first.block, passage.source.title)
    fit = lexical_fit(query, f"{first.text} {last.text}", f"{framed} {before}", around)
    return QuoteCandidate(quote, (first.text, last.text), fit - cost, first.block)


def _depends(statement: Statement) -> bool:
    return statement.block.kind == "paragraph" and bool(_DEPENDENT.match(statement.text))


def _said(query: Query, statement: Statement, text: str) -> tuple[str, ...]:
    """The words of a row or a list in an answer; empty where they are the quote's own."""
    if statement.is_list:
        return tuple(statement.text.split("\n"))
    columns = statement.block.columns
    if statement.block.kind != "row":
        return ()
    first = set(stems(columns[0])) if columns else set()
    asked = [name for name in columns[1:] if (set(stems(name)) - first) & query.weights.keys()]
    return (labelled_row(text, columns, asked),)


def _body(passage: Passage) -> list[Statement]:
    """The passage's statements without its byline and dateline; all, where it has no others."""
    source = passage.source
    title = "" if passage.blocks else source.title
    head = set(stems(f"{title} {source.outlet or ''} {source.author or ''} {_day(source)}"))
    found = statements(passage)
    told = told_to_people(found)
    return [each for each in told if not set(stems(each.text)) <= head] or told or found


def _day(source: Source) -> str:
    day = source.published
    return f"{day} {day:%B} {day.day} {day.year}" if day else ""


def quote_at(passage: Passage, start: int, end: int) -> Quote:
    """The quote of a passage at these offsets of its document."""
    return Quote(passage, start, end, passage.text[start - passage.start : end - passage.start])
