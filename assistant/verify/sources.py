"""The passages' sentences, read once, and those among them that share most with a claim."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from assistant.types import Quote
from assistant.verify.alignment import Line
from assistant.verify.dates import dateline
from assistant.verify.exact import find, quote
from assistant.verify.tokens import acronyms_of, read, small_words
from index.text.sentences import sentences
from index.types import Passage

_FRAME = re.compile(
    r"^(?:according to (?:the|this|these|its) (?:article|document|passage|report|source|text)s?,?"
    r"|(?:the|this) (?:article|document|passage|source|text) "
    r"(?:says|states|notes|mentions|explains|reports)(?: that)?)\s+",
    re.IGNORECASE,
)


@dataclass(frozen=True, eq=False)
class Place:
    """One sentence of a passage, or two: where it stands, and its tokens.

    `known` holds the keys of the telling words of its passage, title and outlet.
    """

    quotes: tuple[Quote, ...]
    passage: int
    line: Line
    known: frozenset[str]

    @cached_property
    def keys(self) -> frozenset[str]:
        """What its tokens are compared by."""
        return frozenset(token.key for token in self.line.tokens if token.telling)


class Sources:
    """The passages that claims are weighed against."""

    def __init__(self, passages: Sequence[Passage], claims: Sequence[str]) -> None:
        texts = [*(passage.text for passage in passages), *claims]
        self.passages = passages
        self._lower = set().union(*map(small_words, texts))
        self._acronyms = acronyms_of(texts)

    @cached_property
    def places(self) -> list[Place]:
        """Every sentence of the passages."""
        return [place for number in range(len(self.passages)) for place in self._of(number)]

    def exact(self, text: str, among: Iterable[int]) -> list[Quote]:
        """Where passages say `text` word for word, one quote a passage."""
        found = (find(text, self.passages[number]) for number in among)
        return [quote for quote in found if quote]

    def line(self, text: str, passage: Passage | None = None) -> Line:
        """A claim, without "According to the article," before it; its dates as in `passage`."""
        published = passage.source.published if passage else None
        plain = _FRAME.sub("", text)
        return Line(plain, read(plain, published, self._lower, self._acronyms))

    def nearest(self, claim: Line, among: Collection[int], count: int) -> list[Place]:
        """The sentences of the passages `among` that share most of the claim's words."""
        wanted = {token.key: token.weight for token in claim.tokens if token.telling}
        scored = [
            (sum(weight for key, weight in wanted.items() if key in place.keys), place)
            for place in self.places
            if place.passage in among
        ]
        scored.sort(key=lambda pair: -pair[0])
        return [place for score, place in scored[:count] if score > 0]

    def _of(self, number: int) -> list[Place]:
        passage = self.passages[number]
        source = passage.source
        spans = sentences(passage.text)
        lines = [self._line(passage.text[start:end], source.published) for start, end in spans]
        title = read(f"{source.title} {source.outlet or ''}")
        known = frozenset(
            token.key
            for tokens in (title, *(line.tokens for line in lines))
            for token in tokens
            if token.telling
        )
        return [
            Place((quote(passage, start, end),), number, line, known)
            for (start, end), line in zip(spans, lines, strict=True)
        ]

    def _line(self, text: str, published: date | None) -> Line:
        """A source's sentence; the day of a dateline is none of its dates."""
        tokens = read(text, published, self._lower, self._acronyms)
        head = dateline(text)
        return Line(text, [each for each in tokens if each.kind != "date" or each.end > head])


def joined(first: Place, second: Place) -> Place:
    """Two sentences as one place, in the order of their document where they share it."""
    if first.passage == second.passage and second.quotes[0].start < first.quotes[0].start:
        return replace(joined(second, first), quotes=(*first.quotes, *second.quotes))
    shift = len(first.line.text) + 1
    clauses = max((token.clause for token in first.line.tokens), default=0) + 1
    groups = max((token.group for token in first.line.tokens), default=0) + 1
    moved = [
        replace(
            token,
            start=token.start + shift,
            end=token.end + shift,
            clause=token.clause + clauses,
            group=token.group + groups if token.group >= 0 else -1,
        )
        for token in second.line.tokens
    ]
    line = Line(f"{first.line.text} {second.line.text}", [*first.line.tokens, *moved])
    return Place((*first.quotes, *second.quotes), first.passage, line, first.known | second.known)
