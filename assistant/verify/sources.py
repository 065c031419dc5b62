"""The passages' sentences, tokenized once, and those among them that share most with a claim."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from assistant.types import Quote
from assistant.verify.alignment import Line
from assistant.verify.exact import find_verbatim, quote_of
from assistant.verify.lexicon import words_of
from assistant.verify.tokens import acronyms_of, tokenize
from index.statements import statements, told_to_people
from index.text.dates import dateline_end
from index.text.mentions import lower_case_words
from index.types import Passage

_KIND = r"(?:article|document|passage|report|source|text)s?"
_NUMBERS = r"\s+(?:no\.?\s+|number\s+)?\d+(?:(?:,\s*\d+)*,?\s*(?:&|and)\s*\d+)?"
_SOURCE = (
    rf"(?:(?:the|this|these|its)\s+(?:(?:above|given|provided|first|second|third)\s+)?{_KIND}"
    rf"(?:{_NUMBERS})?|{_KIND}{_NUMBERS})"
)
_TOLD = r"(?:the\s+information\s+(?:(?:given|provided)\s+)?in\s+)?"
_AS_IN = rf"(?:according\s+to|based\s+on|as\s+\w+ed\s+in|as\s+shown\s+in)\s+{_TOLD}{_SOURCE}"
_FRAME = re.compile(
    # before what is said; in brackets or behind a comma after it
    rf"^(?:{_AS_IN},?(?:\s+we\s+(?:can\s+)?(?:know|learn|see|understand)\s+that)?"
    rf"|{_KIND}{_NUMBERS}:"
    rf"|(?:as\s+)?{_SOURCE}\s+(?:says|states|notes|mentions|explains|reports)(?:\s+that|,)?)\s+"
    rf"|\s*\((?:(?:from|in|see)\s+)?{_SOURCE}(?:,[^()]*)?\)|,?\s+{_AS_IN}(?=[.!?]?$)",
    re.IGNORECASE,
)
_ITEM = re.compile(r"^(?:[*•–-]\s+|\(?\d{1,2}[.)]\s+|step\s+\d+\s*[:.]\s+)+(?=\S)", re.IGNORECASE)
"""The number or sign of a list's item."""

_OPENERS = words_of("openers") | words_of("bounds")
_TO_DO = re.compile(
    r"(?:^|[.!?:]\s+)([A-Z][a-z]+)\s+(?:an?|the|your|its?|them|this|these|down|out|up)\b"
)
"""A sentence that tells what to do: a verb opens it, and no name."""


@dataclass(frozen=True, eq=False)
class SourceSentence:
    """One sentence of a passage, or two joined, with its tokens.

    `passage` is the index of its passage. `known` holds the keys of the content words of the
    whole passage, its title and its outlet.
    """

    quotes: tuple[Quote, ...]
    passage: int
    line: Line
    known: frozenset[str]

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of its content words."""
        return frozenset(token.key for token in self.line.tokens if token.is_content)


class Sources:
    """The passages against which claims are verified."""

    def __init__(self, passages: Sequence[Passage], claims: Sequence[str]) -> None:
        texts = [*(passage.text for passage in passages), *claims]
        self.passages = passages
        self._lower = set(_OPENERS).union(*map(lower_case_words, texts))
        self._lower.update(verb.lower() for text in texts for verb in _TO_DO.findall(text))
        self._acronyms = acronyms_of(texts)

    @cached_property
    def sentences(self) -> list[SourceSentence]:
        """Every sentence of the passages."""
        return [sentence for number in range(len(self.passages)) for sentence in self._of(number)]

    def beside(self, quotes: Sequence[Quote]) -> "Sources":
        """The same without the sentences of some quotes."""
        other = Sources(self.passages, ())
        other._lower, other._acronyms = self._lower, self._acronyms
        other.sentences = [
            each
            for each in self.sentences
            if not any(
                mine.passage is yours.passage and mine.start < yours.end and yours.start < mine.end
                for mine in each.quotes
                for yours in quotes
            )
        ]
        return other

    def exact(self, text: str, among: Iterable[int]) -> list[Quote]:
        """The passages' verbatim quotes of a claim, one a passage."""
        held = [self.passages[number] for number in among]
        found = (find_verbatim(text, each) or find_verbatim(stated(text), each) for each in held)
        return [quote for quote in found if quote]

    def line(self, text: str, passage: Passage | None = None) -> Line:
        """A claim, its dates as in `passage`: what it says, not where or as which item."""
        published = passage.source.published if passage else None
        plain = stated(text)
        return Line(plain, tokenize(plain, published, self._lower, self._acronyms))

    def nearest(self, claim: Line, among: Collection[int], count: int) -> list[SourceSentence]:
        """The sentences of the passages `among` that share most of the claim's words."""
        wanted = {token.key: token.weight for token in claim.tokens if token.is_content}
        scored = [
            (sum(weight for key, weight in wanted.items() if key in sentence.keys), sentence)
            for sentence in self.sentences
            if sentence.passage in among
        ]
        scored.sort(key=lambda pair: -pair[0])
        return [sentence for score, sentence in scored[:count] if score > 0]

    def _of(self, number: int) -> list[SourceSentence]:
        passage = self.passages[number]
        source = passage.source
        spans = told_to_people(statements(passage))
        lines = [self._line(each.text, source.published) for each in spans]
        title = tokenize(f"{source.title} {source.outlet or ''}")
        known = frozenset(
            token.key
            for tokens in (title, *(line.tokens for line in lines))
            for token in tokens
            if token.is_content
        )
        return [
            SourceSentence(
                (quote_of(passage, each.start - passage.start, each.end - passage.start),),
                number,
                line,
                known,
            )
            for each, line in zip(spans, lines, strict=True)
        ]

    def _line(self, text: str, published: date | None) -> Line:
        """A source's sentence; the day of its dateline is none of its dates."""
        tokens = tokenize(text, published, self._lower, self._acronyms)
        head = dateline_end(text)
        return Line(text, [each for each in tokens if each.kind != "date" or each.end > head])


def stated(text: str) -> str:
    """A claim without its item's number and without naming its source.

    Of "2. According to passage 1, it rains (passage 3)." that is "it rains."; a text that is
    nothing else stays.
    """
    return _FRAME.sub("", _ITEM.sub("", text)).strip() or text


def joined(first: SourceSentence, second: SourceSentence) -> SourceSentence:
    """Two sentences as one, in the order of their document where they share it."""
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
    return SourceSentence(
        (*first.quotes, *second.quotes), first.passage, line, first.known | second.known
    )
