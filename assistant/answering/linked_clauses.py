"""A quoted clause → the clauses of its document that it names, and those that define its terms."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from assistant.answering.ranking import overlap
from assistant.question.named_sections import label_number, named_sections
from assistant.types import Quote
from index.library import Library
from index.statements import lists, statements
from index.text.stop_words import FUNCTION_WORDS
from index.types import Block, IndexingError, Passage, Source

LINKED = 2
"""How many clauses are linked beside an answer's first quote."""

_DEFINING = ("clause", "item", "paragraph")

_PLAIN = re.compile(
    r"\b(?:(?P<sure>subject to|except as in|pursuant to|see)|under|in|to|of|by|with)\s+"
    r"(?P<number>\d+(?P<parts>(?:\.\d+)*)(?:\([a-z0-9]{1,4}\))*)(?![\w%]|\.\d)\s*(?P<next>[^\W\d_]*)",
    re.IGNORECASE,
)
"""A number without "section" before it: a clause's, or that of so many metres."""

_ELSEWHERE = re.compile(
    r"\b(?i:(?:schedule|annex|appendix|exhibit|part|chapter)s?)\s+(?:\d+|[A-Z]\b|[IVXLC]+\b)"
    r"|\S+\s+(?:of|in|to)\s+(?:the\s+)?(?i:schedule|annex|appendix|exhibit)\b"
    r"|\d\S*\s+of\s+(?:the\s+)?(?!(?:Agreement|Contract|Conditions|Terms|Policy|Lease|Deed)\b)[A-Z]",
)
"""What is numbered apart from the clauses, and another text: "5 of the Companies Act"."""

_TERM = r"[^\W\d_a-z][\w&’'/-]*(?:[ \t\n]+(?:[^\W\d_a-z][\w&’'/-]*|of|and|the|for|or)){0,6}"
_MEANS = r"(?:means?|shall\s+mean|has\s+the\s+meaning|have\s+the\s+meaning|refers?\s+to)\b"
_DEFINITION = re.compile(
    rf"[\"“‘*_]+(?P<quoted>{_TERM})[\"”’*_]+,?\s*(?:\([^()]*\)\s*)?{_MEANS}"
    rf"|(?:^|(?<=[.;:]\s)|(?<=\n))(?P<bare>{_TERM})\s+{_MEANS}"
    rf"|\([^()\"“”]{{0,40}}[\"“](?P<called>{_TERM})[\"”]\)"
)
_LABEL = re.compile(r"\s*(?:[-*+•–]\s+|\(?[\w.]{1,8}[.)]\s+|[\d.]+(?:\([a-z]+\))?\s+)?")
_NEW_SENTENCE = re.compile(r"(?:^|[.:;!?])[\s\"“(]*$")


def library_links(library: Library, quote: Quote) -> list[Quote]:
    """The clauses that a quote of a library's document names or takes its terms from."""
    if not _is_clause(quote):
        return []  # as most are: the document need not be read
    name = quote.passage.source.name
    try:
        text, blocks = library.text(name), library.blocks(name)
    except IndexingError:
        return []
    # The document may have been replaced since it was searched.
    is_same = text[quote.start : quote.end] == quote.text
    return linked_clauses(quote, text, blocks) if is_same else []


def linked_clauses(quote: Quote, text: str, blocks: Sequence[Block]) -> list[Quote]:
    """The clauses that a quoted clause names, then those that define its terms: two at most."""
    block = quote.passage.block_at(quote.start)
    if block is None or not _is_clause(quote):
        return []
    kept: list[Quote] = []
    words = _without_label(" ".join(quote.text.split()))
    for number, offset in (*_named(words, block, blocks), *_defined(words, text, blocks)):
        found = _quoted(quote.passage.source, text, blocks, number, offset)
        if found and not any(overlap(found, other) for other in (quote, *kept)):
            kept.append(found)
        if len(kept) == LINKED:
            break
    return kept


def _is_clause(quote: Quote) -> bool:
    block = quote.passage.block_at(quote.start)
    return block is not None and block.kind == "clause"


def section_numbers(words: str) -> list[str]:
    """The numbers of the document's own sections that a clause names, in small letters."""
    own = _ELSEWHERE.sub(" ; ", words)
    numbers = [each.number for each in named_sections(own) if each.part == "section"]
    for match in _PLAIN.finditer(own):
        follows = match["next"].lower()
        # "in 7.2 metres" is a measure, "in 30 of them" a count.
        is_number = match["sure"] or match["parts"]
        if is_number and (not follows or (follows in FUNCTION_WORDS and follows != "per")):
            numbers.append(match["number"].lower())
    return list(dict.fromkeys(numbers))


def _named(words: str, quoted: Block, blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """The clauses that are named: each one's place among the blocks, and its offset."""
    for number in section_numbers(words):
        place = _clause(number, quoted, blocks)
        whole, _, item = number.rstrip(")").rpartition("(")
        if place is None and whole:
            place = _clause(whole, quoted, blocks)
            place = place if place is None else _item(item, place, blocks)
        if place is not None:
            yield place, blocks[place].start


def _clause(number: str, quoted: Block, blocks: Sequence[Block]) -> int | None:
    """The clause of this number; of several, the one that stands nearest the quoted clause."""
    found = [
        place
        for place, each in enumerate(blocks)
        if each.kind == "clause" and label_number(each.label) == number
    ]
    shared = [_shared(blocks[place].above, quoted.above) for place in found]
    nearest = [
        place for place, each in zip(found, shared, strict=True) if each == max(shared, default=0)
    ]
    return nearest[0] if len(nearest) == 1 else None


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many headings, from the outermost, two blocks both stand under."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _item(label: str, clause: int, blocks: Sequence[Block]) -> int:
    """The item of a clause with this label; where it has none, the clause."""
    for place in range(clause + 1, len(blocks)):
        if blocks[place].kind not in ("item", "furniture"):
            break
        if label_number(blocks[place].label) == label:
            return place
    return clause


def _defined(words: str, text: str, blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """The blocks that define the terms used, in the order in which these are used."""
    definitions: dict[str, tuple[int, int]] = {}
    for place, block in enumerate(blocks):
        if block.kind in _DEFINING:
            for term, offset in _definitions(text[block.start : block.end]):
                definitions.setdefault(term, (place, block.start + offset))
    used: dict[int, tuple[int, int]] = {}
    # "Fragile Goods" does not use "Goods".
    for term in sorted((each for each in definitions if each in words), key=len, reverse=True):
        pattern = rf"(?<!\w){re.escape(term)}(?:e?s)?(?!\w)"
        for match in re.finditer(pattern, words):
            if " " in term or not _NEW_SENTENCE.search(words[: match.start()]):
                used[match.start()] = definitions[term]
        words = re.sub(pattern, lambda match: "_" * len(match[0]), words)
    for start in sorted(used):
        yield used[start]


def _definitions(words: str) -> Iterator[tuple[str, int]]:
    """The terms that a block defines, each with the offset of its definition."""
    begins = len(words) - len(_without_label(words))
    for match in _DEFINITION.finditer(words[begins:]):
        term = match["quoted"] or match["bare"] or match["called"]
        yield " ".join(term.split()), begins + match.start(match.lastgroup or 0)


def _without_label(words: str) -> str:
    return words[found.end() if (found := _LABEL.match(words)) else 0 :]


def _quoted(
    source: Source, text: str, blocks: Sequence[Block], number: int, offset: int
) -> Quote | None:
    """The quote of a block, or of its sentence at `offset`; one that leads with its items."""
    last = number + 1
    if text[: blocks[number].end].rstrip().endswith(":"):
        while last < len(blocks) and blocks[last].kind in ("item", "furniture"):
            last += 1
    own = tuple(blocks[number:last])
    start, end = own[0].start, own[-1].end
    passage = Passage(source, start, end, text[start:end], own)
    found = [*lists(passage)[:1], *statements(passage)] if len(own) > 1 else statements(passage)
    for each in found:
        if offset < each.end:
            said = tuple(each.text.split("\n")) if each.is_list else ()
            return Quote(passage, each.start, each.end, text[each.start : each.end], said)
    return None
