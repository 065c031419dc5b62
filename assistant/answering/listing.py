"""A list that is asked for: the items under their heading, all of them, each its own quote."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from assistant.answering.document_parts import whole_document
from assistant.answering.identity import identity
from assistant.answering.quote_candidates import quote_at
from assistant.question.query import Query
from assistant.types import Quote
from index.library import Library
from index.statements import Statement, frame, statements
from index.text.stems import stem, stems
from index.types import Block, Passage

PASSAGES = 12
"""Passages whose documents are looked through for lists. A guess."""
DOCUMENTS = 4
"""Documents that are looked through. A guess."""
SAYS = 0.75
"""The share of the question's words from which on what a list stands under names it. A guess."""
NEAR = 0.45
"""The cosine that it must have with the question besides. A guess."""
ITEMS = 60
"""Items that are shown. A guess."""
_KINDS = ("item", "row")
_ANY_ITEM = frozenset(map(stem, "list item point step thing name entry element part".split()))  # noqa: SIM905
"""What any list is of."""


@dataclass(frozen=True, slots=True)
class FoundList:
    """A list: the line that leads it, and its items."""

    head: str
    items: Sequence[Quote]


@dataclass(frozen=True, slots=True)
class _Candidate:
    document: Passage
    lead: str
    named: str
    blocks: Sequence[Block]
    says: float


def listed(library: Library, query: Query, *, sure: bool) -> FoundList | None:
    """The list that a query asks for; None where no list stands under such words.

    Where it is not `sure` that a list is asked for, the list must be near to the question too.
    """
    filters = query.filters
    hits = library.search(
        query.text, PASSAGES, since=filters.since, until=filters.until, pattern=filters.pattern
    )
    sources = {hit.passage.source.name: hit.passage.source for hit in hits}
    names = query.files or list(sources)[:DOCUMENTS]
    found = [
        each
        for name in names
        if name in sources
        for each in _lists(whole_document(library, sources[name]), query)
    ]
    if not found:
        return None
    vectors = library.embedder.embed([query.text, *(each.named for each in found)])
    near = (vectors[1:] @ vectors[0]).tolist()
    ranked = sorted(
        zip(found, near, strict=True), key=lambda pair: pair[0].says + pair[1], reverse=True
    )
    best, closeness = ranked[0]
    if closeness < NEAR and not sure:
        return None
    items = [_item(best.document, block) for block in best.blocks[:ITEMS]]
    return FoundList(
        (best.blocks[0].lead or best.lead).rstrip(" :.") + ":", [each for each in items if each]
    )


def _lists(document: Passage, query: Query) -> list[_Candidate]:
    """The lists of a document that stand under the words of a query."""
    found = []
    blocks = [block for block in document.blocks if block.kind != "furniture"]
    about = identity(document.source)
    for (kind, _, _), group in groupby(blocks, lambda block: (block.kind, block.above, block.lead)):
        own = list(group)
        if kind not in _KINDS or len(own) < 2:
            continue
        lead = frame(own[0], document.source.title)
        columns = " ".join(own[0].columns)
        words = set(stems(f"{lead} {columns}"))
        wanted = {word: each for word, each in query.weights.items() if word not in _ANY_ITEM}
        total = sum(wanted.values())
        says = sum(weight for word, weight in wanted.items() if word in words | about)
        # The document's name alone is no list's.
        if lead and total and says >= SAYS * total and words & wanted.keys():
            named = f"{document.source.title}. {lead} {columns}"
            found.append(_Candidate(document, lead, named, own, says / total))
    return found


def _item(document: Passage, block: Block) -> Quote | None:
    text = document.text[block.start : block.end]
    passage = Passage(document.source, block.start, block.end, text, (block,))
    said: Sequence[Statement] = statements(passage)
    if not said:
        return None
    quote = quote_at(passage, said[0].start, said[-1].end)
    return replace(quote, said=(" ".join(each.text for each in said),))
