"""A comparison without a model: the question asked of each side, the answers beside each other.

What the sides are, the words of the question say, or the library: two years, two outlets, two
documents of one kind, an older and a newer one.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answering.compared_documents import (
    accounts,
    each_says,
    is_newer,
    is_older,
    matters,
    over_time,
)
from assistant.answering.compared_sides import once, side_quotes, under
from assistant.answering.identity import identity, marks
from assistant.answering.named_documents import named_documents
from assistant.answering.overview import overview
from assistant.answering.ranking import Reranker
from assistant.question.query import Query
from assistant.question.request_kind import RequestKind
from assistant.question.sides import AskedSide, sides
from assistant.types import Quote
from index.library import Library
from index.text.stems import stem
from index.text.table_rows import labelled_row
from index.types import Embedder, Source

Read = Callable[[str], Query]

SAID = 0.3
"""How alike sides are where the question says that it compares. A guess."""
UNSAID = 0.9
"""How alike they are where it does not. A guess."""
_PARTS = 3
"""Sections of a document that stand for it beside one of another form."""
_JOINED = re.compile(r"\s*(?:as|with|to|from|than|and|against|or|versus|between)\s", re.IGNORECASE)
_PLACED = re.compile(
    r"\s*(?:on|about|over|regarding|concerning|in|at|for|by|during|since|whether|when|of)\s", re.I
)
_AUXILIARY = re.compile(
    r"^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may)\s", re.I
)
_PAPERS = re.compile(
    r"(?:(?:the|these|both|all|two|three|different|various|news|press)\s)*(?:reports|documents|articles|papers|sources"
    r"|accounts|outlets|stories|newspapers|files|letters|texts|witnesses)",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r"^(?:(?:the|my|our|these)\s)?(?:both|two|three|four)\s(?:the\s)?", re.IGNORECASE
)
_AGAINST = re.compile(r",?\s(?:as\s)?(?:compared\s(?:with|to)|against|relative\sto)\s.+$", re.I)
_BETTER = re.compile(r"\s(?:get|got|become|became|grow|grew)\s(?:better|worse)\s", re.IGNORECASE)
_MORE = re.compile(r"\b(?:more|less|fewer|most)\s(?!than\b)(\w+)", re.IGNORECASE)
_DEGREE = re.compile(r"\b\w{3,}(?:er|est)\b")
_NUMBERED = re.compile(r"(?:1[5-9]|20)\d\d|\d+(?:\.\d+)*|[Qq][1-4]")


def comparison(
    library: Library,
    reranker: Reranker,
    sources: Sequence[Source],
    asked: RequestKind,
    read: Read,
) -> list[Quote]:
    """The quotes of a comparison that is asked for, under their sides' names; empty without them.

    `read` makes a query of a text.
    """
    text = _whole(asked)
    joined = _JOINED.match(asked.rest) is not None
    named = _sides(library.embedder, text, 0.0 if joined else SAID)
    found = _of_sides(library, reranker, sources, named, read) if named else []
    return found or _of_documents(library, reranker, sources, asked, read)


def unsaid_comparison(
    library: Library,
    reranker: Reranker,
    sources: Sequence[Source],
    question: str,
    read: Read,
) -> list[Quote]:
    """The same of a question that does not say that it compares, where the library tells its sides.

    They are two years or versions, two outlets, two documents of one kind, or parted by "than".
    """
    if _AGAINST.search(question):
        return _row(library, reranker, read(question))
    named = _sides(library.embedder, question, UNSAID)
    # "More than 200" compares with no side.
    is_parted = " than " in question and not any(each.name[0].isdigit() for each in named)
    if not named or not (is_parted or _told_apart(named, sources)):
        return []
    return _of_sides(library, reranker, sources, named, read)


def _whole(asked: RequestKind) -> str:
    """The request without what says that it compares, its sides' words together."""
    rest = re.sub(r"^\s*as\s", " with ", asked.rest)
    if not rest:
        return asked.subject
    return f"{asked.subject} {rest.strip()}"


def _sides(embedder: Embedder, text: str, least: float) -> list[AskedSide]:
    def likeness(pairs: Sequence[tuple[str, str]]) -> list[float]:
        texts = list(dict.fromkeys(text for pair in pairs for text in pair))
        vectors = dict(zip(texts, embedder.embed(texts), strict=True))
        return [float(vectors[one] @ vectors[other]) for one, other in pairs]

    text = _MORE.sub(_how, _BETTER.sub(" ", _AUXILIARY.sub("", text)))
    return sides(text, likeness, least)


def _how(more: "re.Match[str]") -> str:
    """Of one side alone is asked how many, or how much: "more votes" → "how many votes"."""
    return f"how {'many ' if more[1].endswith('s') else ''}{more[1]}"


def _told_apart(named: Sequence[AskedSide], sources: Sequence[Source]) -> bool:
    """Whether the library tells the sides apart: as years, outlets or documents of one kind."""
    if all(_NUMBERED.fullmatch(each.name) for each in named):
        return True
    own = [frozenset(marks(each.name)) for each in named]
    if not all(own):
        return False
    outlets = [frozenset(marks(each.outlet)) for each in sources if each.outlet]
    if all(any(words <= outlet for outlet in outlets) for words in own):
        return True
    known = {identity(each) for each in sources if not each.outlet}
    of_each = [[each for each in known if words <= each] for words in own]
    return all(of_each) and any(
        all(one & other and not (own[0] <= other or words <= one) for other in others)
        for one in of_each[0]
        for words, others in zip(own[1:], of_each[1:], strict=True)
    )


def _of_sides(
    library: Library,
    reranker: Reranker,
    sources: Sequence[Source],
    named: Sequence[AskedSide],
    read: Read,
) -> list[Quote]:
    """What is said of each side, under its name; empty where of one nothing is."""
    names = [side.name for side in named]
    if len(named) == 2 and _of_two_times(names):
        return over_time(library, reranker, read(named[0].shared), names)
    queries = [_without_degree(read(side.asked)) for side in named]
    matter = bool(named[0].shared)
    documents = [_document(library, sources, query, matter=matter) for query in queries]
    whole = [each for each in documents if each]
    if len({each.name for each in whole}) == len(named) == 2 and (found := matters(library, whole)):
        return [under(names[at % 2], quote) for at, quote in enumerate(found)]
    quotes = side_quotes(library, reranker, queries)
    found = []
    for name, quote, document in zip(names, quotes, documents, strict=True):
        shown = overview(library, document, _PARTS) if document and not quote else None
        own = list(shown.quotes) if shown else [quote] if quote else []
        if not own:
            return []
        found += [under(name, each) for each in own]
    return once(found, [side.asked for side in named])


def _without_degree(query: Query) -> Query:
    """The query without words such as "cheaper", which no source says of one side alone."""
    degree = {stem(word) for word in _DEGREE.findall(query.text)}
    kept = {word: weight for word, weight in query.weights.items() if word not in degree}
    return replace(query, weights=kept or query.weights)


def _of_two_times(names: Sequence[str]) -> bool:
    return any(is_older(names[at]) and is_newer(names[1 - at]) for at in (0, 1))


def _of_documents(
    library: Library,
    reranker: Reranker,
    sources: Sequence[Source],
    asked: RequestKind,
    read: Read,
) -> list[Quote]:
    """What several documents say that are named together: "the reports", "the two leases"."""
    rest = _PLACED.sub("", asked.rest, count=1).strip()
    if _PAPERS.fullmatch(asked.subject) and rest:
        return accounts(library, reranker, read(rest))
    subject, several = _SEVERAL.subn("", asked.subject)
    named = named_documents(library, sources, read(subject), subject, opened=False)
    found = sorted(named.sources, key=lambda source: (str(source.published or ""), source.title))
    if not (named.plainly or several) or not 2 <= len(found) <= 4:
        return []
    if rest:
        return each_says(library, reranker, read(rest), found)
    quotes = matters(library, found) if len(found) == 2 else []
    return [under(quote.passage.source.title, quote) for quote in quotes]


def _document(
    library: Library, sources: Sequence[Source], query: Query, *, matter: bool
) -> Source | None:
    """The document that a side is, if it is one; where a `matter` is asked of it, plainly."""
    found = named_documents(library, sources, query, query.text, opened=False)
    is_one = found.plainly or (len(found.sources) == 1 and not matter)
    return found.sources[0] if is_one else None


def _row(library: Library, reranker: Reranker, query: Query) -> list[Quote]:
    """The row of a table that answers best, with all its columns."""
    filters = query.filters
    hits = library.search(
        query.text, 12, since=filters.since, until=filters.until, pattern=filters.pattern
    )
    for each in (reranker.all(query, hits) if hits else [])[:1]:
        quote = each.quote
        block = quote.passage.block_at(quote.start)
        if block and block.kind == "row" and len(block.columns) > 2:
            said = labelled_row(quote.text, block.columns, block.columns[1:])
            return [replace(quote, said=(said,))]
    return []
