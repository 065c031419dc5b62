"""A list that is asked for: what stands under its heading, all of it, each its own quote.

It is a list's items or a table's rows; paragraphs that each begin with a name; the sentences of a
section that is called so; or, where a document's topics are asked for, its sections.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from assistant.answering.document_parts import parts, quoted, whole_document
from assistant.answering.identity import identity
from assistant.answering.quote_candidates import quote_at
from assistant.answering.ranking import Reranker
from assistant.question.query import Query
from assistant.types import Quote
from index.library import Library
from index.statements import Statement, frame, statements
from index.text.addressed import addresses_machine
from index.text.mentions import mentions
from index.text.stems import stem, stems
from index.types import Block, Hit, Passage, Source

PASSAGES = 12
"""Passages whose documents are looked through for lists. A guess."""
DOCUMENTS = 4
"""Documents that are looked through. A guess."""
SAYS = 0.75
"""The share of the question's words from which on what a list stands under names it. A guess."""
NEAR = 0.45
"""The cosine that it must have with the question besides, where no list is asked for. A guess."""
READ = 4
"""Lists that the reader reads, the likeliest. A guess."""
ANSWERS, LESS = 0.3, 0.2
"""The reader's probability that a list must have where none is asked for, and how much less it may
have than the best sentence. Guesses."""
ITEMS = 60
"""Items that are shown. A guess."""
_KINDS = ("item", "row")
_ANY_ITEM = frozenset(map(stem, "list item point step thing name entry element part".split()))  # noqa: SIM905
"""What any list is of."""
_SECTIONS = re.compile(
    r"(?:^|\b(?:what|which|list|name|the|all|agenda)\s)(?:topics|agenda|items|points|sections|chapters|headings"
    r"|subjects|issues|matters)\b",
    re.IGNORECASE,
)
"""What a document's sections are called, where no word says which items or points are meant."""


@dataclass(frozen=True, slots=True)
class FoundList:
    """A list: the line that leads it, and its items."""

    head: str
    items: Sequence[Quote]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A list that may be meant: `named` is what it stands under, `says` how far that is asked."""

    document: Passage
    lead: str
    named: str
    items: Sequence[Quote]
    says: float

    @property
    def text(self) -> str:
        return f"{self.named}: {'; '.join(' '.join(item.text.split()) for item in self.items)}"

    def holds(self, quote: Quote) -> bool:
        first, last = self.items[0], self.items[-1]
        same = quote.passage.source.name == self.document.source.name
        return same and first.start <= quote.start and quote.end <= last.end


def listed(library: Library, reranker: Reranker, query: Query, *, sure: bool) -> FoundList | None:
    """The list that a query asks for; None where no list stands under such words.

    Where it is not `sure` that a list is asked for, the list must be near to the question too, and
    answer it about as well as any sentence does.
    """
    filters = query.filters
    hits = library.search(
        query.text, PASSAGES, since=filters.since, until=filters.until, pattern=filters.pattern
    )
    sources = {hit.passage.source.name: hit.passage.source for hit in hits}
    names = query.files or list(sources)[:DOCUMENTS]
    looked_at = [sources[name] for name in names if name in sources]
    found = [
        each
        for source in looked_at
        for each in _lists(whole_document(library, source), query, sure=sure)
    ]
    if not found:
        return _sections(library, query, looked_at)
    vectors = library.embedder.embed([query.text, *(each.named for each in found)])
    near = (vectors[1:] @ vectors[0]).tolist()
    scored = [(each.says + close, close, each) for each, close in zip(found, near, strict=True)]
    scored = sorted(scored, key=lambda each: -each[0])[:READ]
    read = reranker.reader.answers(query.text, [each.text for _, _, each in scored])
    answers = [reading.probability for reading in read]
    at = max(range(len(scored)), key=lambda number: scored[number][0] + answers[number])
    _, close, best = scored[at]
    if not sure and not (close >= NEAR and _answers(reranker, query, hits, best, answers[at])):
        return None
    return FoundList(best.lead.rstrip(" :.") + ":", best.items[:ITEMS])


def _answers(
    reranker: Reranker, query: Query, hits: Sequence[Hit], found: _Candidate, probability: float
) -> bool:
    """Whether a list answers about as well as the best sentence that is not of it."""
    others = (each for each in reranker.all(query, hits) if not found.holds(each.quote))
    best = next(others, None)
    return probability >= max(ANSWERS, best.probability - LESS if best else 0.0)


def _lists(document: Passage, query: Query, *, sure: bool) -> Iterator[_Candidate]:
    """The lists of a document that stand under the words of a query."""
    title, about = document.source.title, identity(document.source)
    wanted = {word: each for word, each in query.weights.items() if word not in _ANY_ITEM}
    total = sum(wanted.values())
    for lead, columns, found, is_list in _groups(document):
        items = [item for item in found if not addresses_machine(item.text)]
        if len(items) < 2:
            continue
        texts = [set(stems(item.text)) for item in items]
        # "Action: …; Action: …" are the actions.
        words = set(stems(f"{lead} {columns}")).union(set.intersection(*texts) if is_list else ())
        own = set() if is_list else set[str]().union(*texts)
        says = sum(weight for word, weight in wanted.items() if word in words | about | own)
        # The document's name alone is no list's.
        if lead and total and says >= SAYS * total and words & wanted.keys() and (sure or is_list):
            yield _Candidate(document, lead, f"{title}. {lead} {columns}", items, says / total)


def _groups(document: Passage) -> Iterator[tuple[str, str, Sequence[Quote], bool]]:
    """What stands together: its lead, its columns, its items, and whether it is set as a list."""
    blocks = [block for block in document.blocks if block.kind != "furniture"]
    title = document.source.title
    for (kind, _, _), group in groupby(blocks, lambda block: (block.kind, block.above, block.lead)):
        own = list(group)
        if kind in _KINDS and len(own) > 1:
            items = [item for block in own if (item := _item(document, block))]
            lead = frame(own[0], title)
            if items:
                yield own[0].lead or lead, f"{lead} {' '.join(own[0].columns)}", items, True
        elif kind == "paragraph":
            heading = own[0].above[-1] if own[0].above else title
            entries = [first for block in own if (first := _entry(document, block))]
            if len(entries) > 1:
                yield heading, "", entries, True
            found = [each for block in own for each in statements(_alone(document, block))]
            if len(found) > 1 and heading != title:
                yield heading, "", [quoted(document, each) for each in found], False


def _entry(document: Passage, block: Block) -> Quote | None:
    """The first sentence of a paragraph that begins with a name; None for others."""
    for first in statements(_alone(document, block))[:1]:
        if any(each.kind == "name" and each.start == 0 for each in mentions(first.text)):
            return quoted(document, first)
    return None


def _sections(library: Library, query: Query, sources: Sequence[Source]) -> FoundList | None:
    """The sections of the document that a query names, where it asks for topics or items."""
    if not _SECTIONS.search(query.text):
        return None
    said = query.weights.keys()
    named = sorted(sources, key=lambda source: -len(identity(source) & said))
    for source in named[:1] if named and identity(named[0]) & said else ():
        document = whole_document(library, source)
        own = [part for part in parts(document) if part.heading]
        own = [part for part in own if not addresses_machine(part.heading)]
        if len(own) > 1:
            items = [quoted(document, part.statements[0], part.heading) for part in own]
            return FoundList(f"{source.title}:", items[:ITEMS])
    return None


def _item(document: Passage, block: Block) -> Quote | None:
    passage = _alone(document, block)
    said: Sequence[Statement] = statements(passage)
    if not said:
        return None
    quote = quote_at(passage, said[0].start, said[-1].end)
    return replace(quote, said=(" ".join(each.text for each in said),))


def _alone(document: Passage, block: Block) -> Passage:
    text = document.text[block.start : block.end]
    return Passage(document.source, block.start, block.end, text, (block,))
