"""A comparison's sides, each with its quote: as far as they can they say the same of each."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from assistant.answering.citations import texts_of
from assistant.answering.identity import identity, marks
from assistant.answering.lexical_fit import coverage
from assistant.answering.ranked_quote import RankedQuote
from assistant.answering.ranking import Reranker
from assistant.answering.scoped_search import search_document
from assistant.question.query import Query
from assistant.types import Quote
from index.embed import embedded_text
from index.library import Library
from index.statements import frame
from index.text.stems import stems
from index.text.table_rows import labelled_row
from index.types import Hit, Passage, Source

PASSAGES = 30
"""Passages that are searched for each side. A guess."""
LOOKED_AT = 16
"""Quotes of a side, best first, of which one that speaks of it is taken. A guess."""
SPEAKS = 0.5
"""The share of a side's words that a quote must hold with what it stands under. A guess."""
ALIKE = 0.8
"""What counts that two sides' quotes say the same but for their sides. A guess."""
READ = 2.0
"""What counts the reader's probability, beside what it counts in ranking. A guess."""
ANSWERS = 0.3
"""The reader's probability from which on a quote need not hold those words. A guess."""
LIKE_FIGURES = 0.4
"""What counts that both hold figures of one unit. A guess."""
OWN_DOCUMENT = 0.3
"""What counts that a quote is of a document that is called as its side is. A guess."""
LONG = 0.3
"""What a quote costs for each length of `SHORT` beyond that. A guess."""
SHORT = 150
"""Characters of a quote up to which it stands well beside another. A guess."""
LIKENED = 6
"""Quotes of each side that are set beside the others'. A guess."""
FRAMED = 1.0
"""What counts the share of a side's words in a quote and what it stands under. A guess."""
_UNIT = re.compile(r"\d[\d,.]*\s?(%|[^\W\d_]+)")
_LETTERED = re.compile(r"(\w+) ([A-Z])\b")

_Fitting = tuple[float, Quote]
"""A quote after how well it speaks of a side."""


def side_quotes(
    library: Library,
    reranker: Reranker,
    queries: Sequence[Query],
    documents: Sequence[Source] = (),
) -> list[Quote | None]:
    """A quote for each side's query, None where nothing speaks of it.

    With `documents`, one for each side, they are quoted, whether they name their sides or not.
    """
    named = [frozenset(marks(query.text)) for query in queries]
    shared = frozenset.intersection(*named)
    if not documents and not all(own - shared for own in named):
        return [None for _ in queries]  # "before" and "after" tell nothing apart
    fitting = [
        _fitting(reranker, query, _hits(library, query, documents[at : at + 1]), own - shared)
        for at, (query, own) in enumerate(zip(queries, named, strict=True))
    ]
    held = [at for at, own in enumerate(fitting) if own]
    found: list[Quote | None] = [None for _ in queries]
    if held:
        own_words = frozenset().union(*named) - shared
        pairs = product(*(fitting[at][:LIKENED] for at in held[:3]))
        best = max(pairs, key=lambda chosen: _worth(chosen, own_words))
        for at, (_, quote) in zip(held[:3], best, strict=True):
            found[at] = quote
        for at in held[3:]:
            found[at] = fitting[at][0][1]
    return found


def _worth(chosen: Sequence[_Fitting], own_words: frozenset[str]) -> float:
    """How well quotes speak of their sides, and how far they say the same of each."""
    score = sum(score for score, _ in chosen) / len(chosen)
    if len({(quote.passage.source.name, quote.start, quote.end) for _, quote in chosen}) == 1:
        return score + ALIKE / 2  # one sentence on both may be about something else
    said = [set(stems(quote.text)) - own_words for _, quote in chosen]
    said = [{word for word in words if not word.isdigit()} for words in said]
    common, union = set.intersection(*said), set.union(*said)
    same = len(common) / len(union) if union else 1.0
    measured = [_units(quote.text) for _, quote in chosen]
    same += LIKE_FIGURES * bool(set.intersection(*measured))
    return score + ALIKE * same


def too_long(quote: Quote) -> float:
    """By how many lengths of `SHORT` a quote is longer than that."""
    return max(0, len(quote.text) - SHORT) / SHORT


def _units(text: str) -> set[str]:
    """What the figures of a text count: the words after them."""
    return {match[1].lower() for match in _UNIT.finditer(text)}


def _hits(library: Library, query: Query, within: Sequence[Source]) -> list[Hit]:
    filters = query.filters
    if within:
        return search_document(library.search, query.text, within[0].name, PASSAGES)
    return library.search(
        query.text, PASSAGES, since=filters.since, until=filters.until, pattern=filters.pattern
    )


def _fitting(
    reranker: Reranker, query: Query, hits: Sequence[Hit], own: frozenset[str]
) -> list[_Fitting]:
    """The quotes that speak of a side with how well they do, best first."""
    hits = [hit for hit in hits if _holds(hit.passage, embedded_text(hit.passage), query, own)]
    ranked = reranker.all(query, hits)[:LOOKED_AT] if hits else []
    found = []
    for each in ranked:
        text = _with_frame(each.quote)
        held = _held(each.quote.passage, text)
        if _holds(each.quote.passage, text, query, own) and _speaks(each, query, own, held):
            score = each.score + FRAMED * coverage(query.weights, held) + READ * each.probability
            score += OWN_DOCUMENT * (own <= identity(each.quote.passage.source))
            score -= LONG * too_long(each.quote)
            found.append((score, each.quote))
    return sorted(found, key=lambda pair: -pair[0])


def _with_frame(quote: Quote) -> str:
    """The words of a quote with those that it stands under."""
    source, block = quote.passage.source, quote.passage.block_at(quote.start)
    around = ""
    if block is not None:
        around = " ".join((frame(block, source.title), *block.columns, *block.above))
    return f"{quote.text} {' '.join(quote.said)} {around}"


def _speaks(each: RankedQuote, query: Query, own: frozenset[str], held: set[str]) -> bool:
    """Whether a quote that names its side, or is of its document, speaks of the matter too."""
    near = held.union(stems(each.quote.passage.text))
    total = sum(query.weights.values())
    said = sum(weight for word, weight in query.weights.items() if word in near)
    is_own = own <= identity(each.quote.passage.source)
    return is_own or each.probability >= ANSWERS or said >= SPEAKS * total


def _holds(passage: Passage, text: str, query: Query, own: frozenset[str]) -> bool:
    """Whether a passage's text says what sets a side apart; a letter after its word, "plan B"."""
    lettered = [" ".join(pair).lower() for pair in _LETTERED.findall(query.text)]
    plain = " ".join(re.findall(r"\w+", f"{passage.source.title} {text}")).lower()
    return own <= _held(passage, text) and all(f" {each} " in f" {plain} " for each in lettered)


def _held(passage: Passage, text: str) -> set[str]:
    """The words of a text of a passage, and of its document's names and date."""
    source = passage.source
    day = f"{source.published:%B %Y}" if source.published else ""
    text = f"{text} {day} {source.outlet or ''}"
    return {*stems(text), *marks(f". {text}"), *identity(source)}


def under(name: str, quote: Quote) -> Quote:
    """A quote said under a name: its side's, or its document's."""
    return replace(quote, said=(f"{name}: {' '.join(texts_of(quote))}",))


def once(quotes: Sequence[Quote], named: Sequence[str]) -> list[Quote]:
    """The quotes; one that speaks of all sides comes once, in its own words.

    A table's row comes with the columns that the sides name.
    """
    places = [(each.passage.source.name, each.start, each.end) for each in quotes]
    if len(set(places)) > 1 or len(quotes) != len(named):
        return list(quotes)
    first = quotes[0]
    block = first.passage.block_at(first.start)
    if block is None or not block.columns:
        return [replace(first, said=(first.said[0].partition(": ")[2],))]
    asked = set().union(*map(stems, named))
    wanted = [name for name in block.columns[1:] if asked & set(stems(name))]
    return [replace(first, said=(labelled_row(first.text, block.columns, wanted),))]
