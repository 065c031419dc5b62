"""A comparison without a model: the question asked of each side, the answers beside each other."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import product

from assistant.answering.citations import texts_of
from assistant.answering.document_parts import quoted, whole_document
from assistant.answering.identity import identity, marks
from assistant.answering.named_documents import named_documents
from assistant.answering.overview import overview
from assistant.answering.ranked_quote import RankedQuote
from assistant.answering.ranking import Reranker
from assistant.question.query import Query
from assistant.types import Quote
from index.embed import embedded_text
from index.library import Library
from index.statements import SHORT, Statement, frame, statements
from index.text.stems import stems
from index.text.table_rows import labelled_row
from index.types import Passage, Source

PASSAGES = 30
"""Passages that are searched for each side. A guess."""
LOOKED_AT = 16
"""Quotes of a side, best first, of which one that speaks of it is taken. A guess."""
SPEAKS = 0.6
"""The share of a side's words that a quote must hold with what it stands under. A guess."""
ALIKE = 0.8
"""What counts that two sides' quotes say the same but for their sides. A guess."""
SAME_MATTER = 0.55
"""The cosine from which on sentences of two documents are of one matter. A guess."""
_LETTERED = re.compile(r"(\w+) ([A-Z])\b")
_PARTS = 3
"""Sections of a document that stand for it beside one of another form."""
_MATTERS = 4
"""Matters in which two documents of one form are set beside each other."""
_SHORTEST = 12
_STATEMENTS = 60
"""Statements of a document that are set beside another's, and the characters of a shortest."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What is said of each side, in their order, and the sides of which nothing is."""

    quotes: Sequence[Quote]
    missing: Sequence[str]


def compared(
    library: Library,
    reranker: Reranker,
    sources: Sequence[Source],
    named: Sequence[str],
    read: Callable[[str], Query],
) -> Compared | None:
    """The sides that are `named`, each with its quotes under its name; None where none has any.

    `read` makes a query of a text.
    """
    queries = [read(side) for side in named]
    names = [_short(side, named) for side in named]
    documents = [_document(library, sources, query) for query in queries]
    first, *others = documents
    if first and all(others) and len({each.name for each in documents if each}) == len(named):
        whole = [whole_document(library, each) for each in documents if each]
        if len(whole) == 2 and (beside := _beside(library, *whole)):
            pairs = [(names[at % 2], quote) for at, quote in enumerate(beside)]
            return Compared([_under(name, quote) for name, quote in pairs], ())
    found = _of_sides(library, reranker, queries)
    for number, document in enumerate(documents):
        shown = overview(library, document, _PARTS) if document and not found[number] else None
        found[number] = list(shown.quotes) if shown else found[number]
    missing = [side for side, own in zip(named, found, strict=True) if not own]
    flat = [_under(names[at], quote) for at, own in enumerate(found) for quote in own]
    return Compared(_once(flat, named), missing) if flat else None


def _document(library: Library, sources: Sequence[Source], query: Query) -> Source | None:
    """The document that a side is, if it is one."""
    found = named_documents(library, sources, query, query.text, opened=False)
    return found.sources[0] if found.plainly else None


def _of_sides(library: Library, reranker: Reranker, queries: Sequence[Query]) -> list[list[Quote]]:
    """A quote for each side, which say as far as they can the same but for their sides."""
    named = [frozenset(marks(query.text)) for query in queries]
    shared = frozenset.intersection(*named)
    fitting = [
        _fitting(library, reranker, query, own - shared)
        for query, own in zip(queries, named, strict=True)
    ]
    held = [at for at, own in enumerate(fitting) if own]
    own_words = frozenset().union(*named) - shared

    def worth(chosen: Sequence[RankedQuote]) -> float:
        said = [set(stems(each.quote.text)) - own_words for each in chosen]
        said = [{word for word in words if not word.isdigit()} for words in said]
        common, union = set.intersection(*said), set.union(*said)
        same = len(common) / len(union) if union else 1.0
        return sum(each.score for each in chosen) / len(chosen) + ALIKE * same

    found: list[list[Quote]] = [[] for _ in queries]
    if held:
        best = max(product(*(fitting[at][:6] for at in held[:3])), key=worth)
        for at, each in zip(held[:3], best, strict=True):
            found[at] = [each.quote]
        for at in held[3:]:
            found[at] = [fitting[at][0].quote]
    return found


def _fitting(
    library: Library, reranker: Reranker, query: Query, own: frozenset[str]
) -> list[RankedQuote]:
    """The quotes that speak of a side, best first."""
    filters = query.filters
    hits = library.search(
        query.text, PASSAGES, since=filters.since, until=filters.until, pattern=filters.pattern
    )
    hits = [hit for hit in hits if _holds(hit.passage, embedded_text(hit.passage), query, own)]
    ranked = reranker.all(query, hits)[:LOOKED_AT] if hits else []
    return [each for each in ranked if _speaks(each.quote, query, own)]


def _speaks(quote: Quote, query: Query, own: frozenset[str]) -> bool:
    """Whether a quote, with what it stands under, says all that sets its side apart."""
    source, block = quote.passage.source, quote.passage.block_at(quote.start)
    around = ""
    if block is not None:
        around = " ".join((frame(block, source.title), *block.columns, *block.above))
    text = f"{quote.text} {' '.join(quote.said)} {around}"
    held = _held(quote.passage, text)
    total = sum(query.weights.values())
    near = held.union(stems(quote.passage.text))
    said = sum(weight for word, weight in query.weights.items() if word in near)
    return _holds(quote.passage, text, query, own) and said >= SPEAKS * total


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


def _beside(library: Library, one: Passage, other: Passage) -> list[Quote]:
    """What two documents say differently of the same matters, each matter's two sentences."""
    mine, theirs = _statements(one), _statements(other)
    if not mine or not theirs:
        return []
    vectors = library.embedder.embed([each.text for each in (*mine, *theirs)])
    near = vectors[: len(mine)] @ vectors[len(mine) :].T
    chosen: list[tuple[int, int]] = []
    for at in range(len(mine)):
        to = int(near[at].argmax())
        mutual = int(near[:, to].argmax()) == at and near[at, to] >= SAME_MATTER
        if mutual and stems(mine[at].text) != stems(theirs[to].text):
            chosen.append((at, to))
    chosen = sorted(chosen, key=lambda pair: -near[pair])[:_MATTERS]
    return [
        quoted(document, each)
        for at, to in sorted(chosen)
        for document, each in ((one, mine[at]), (other, theirs[to]))
    ]


def _statements(document: Passage) -> list[Statement]:
    """Statements of a document, evenly over it; a table's rows say most of what differs."""
    found = [each for each in statements(document) if _SHORTEST <= len(each.text) <= SHORT]
    return found[:: -(-len(found) // _STATEMENTS) or 1]


def _under(name: str, quote: Quote) -> Quote:
    return replace(quote, said=(f"{name}: {' '.join(texts_of(quote))}",))


def _short(side: str, named: Sequence[str]) -> str:
    """A side's name without the words that all sides begin with."""
    words = [each.split() for each in named]
    same = 0
    while all(len(each) > same + 1 and each[same] == words[0][same] for each in words):
        same += 1
    short = " ".join(side.split()[same:])
    return short[:1].upper() + short[1:]


def _once(quotes: Sequence[Quote], named: Sequence[str]) -> list[Quote]:
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
