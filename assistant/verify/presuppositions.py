"""The presuppositions of a question that quotes lack or contradict."""

import re
from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher
from functools import reduce
from typing import Literal

from assistant.messages import say
from assistant.types import Quote
from assistant.verify.alignment import Alignment, align
from assistant.verify.lexicon import opposite
from assistant.verify.polarity import cue_word, cues, denial, denials
from assistant.verify.roles import differences
from assistant.verify.sources import Sources, SourceSentence, joined
from assistant.verify.tokens import Token, same, tokenize
from assistant.verify.units import units_of
from index.text.names import TITLES, bare
from index.text.path_words import path_words
from index.text.time_words import TIME_OF_DAY
from index.text.types import Moment, Number
from index.types import Passage

_ABOUT_IT = 0.5
"""The share of a question that a quote must hold to be about what is asked."""

_SPELLING = 0.8
"""The threshold of likeness for spellings of one name (`SequenceMatcher.ratio`)."""

_AS_CLOSE = 0.15
"""How much less of a question other quotes may hold than the closest to be looked at as well."""

_NAMED, _LONG = 4, 30
"""The most mentions, and tokens, of a question that one report can answer."""

_CAPITALS = 0.6
"""The share of capitalised words beyond which a capital makes no name: in a headline."""

_WHETHER = re.compile(
    r"(?i)\W*(?:am|are|can|could|did|do|does|had|has|have|is|may|might|must|shall|should|was|were|will"
    r"|would)(?:n['’]t)?\b"
)
_TITLE = re.compile(r"[A-Z][\w’'-]*(?:\s(?:and|of|the|[A-Z][\w’'-]*))*:\s")
_QUARTER = re.compile(r"Q[1-4]")
_WHEN = re.compile(r"(?i)\b(?:when|what\s+time)\b")
_TIME_OF_DAY = re.compile(TIME_OF_DAY)
_ONLY = re.compile(r"(?i)\bonly\b")


def objections(
    question: str,
    quotes: Sequence[Quote],
    want: Literal["date", "number"] | None = None,
    known: Collection[str] = (),
) -> Iterator[str]:
    """Why quotes may not answer a question, which may want a date or number: clauses.

    Negations, opposites and other numbers are looked for in the quote that holds most of the
    question; what is missing, in all the passages that are quoted. Each quote is a sentence or
    two of its passage. What a document's title, path and date, or the headings and labels of a
    passage say, counts as said in it; so does what is `known` of the documents.
    """
    passages = list({id(quote.passage): quote.passage for quote in quotes}.values())
    sources = Sources(passages, [question])
    quoted = [list(_sentences_of(quote, sources)) for quote in quotes]
    lines = [reduce(joined, held).line for held in quoted]
    asked = [sources.line(question, quote.passage) for quote in quotes]
    beside = list(map(align, asked, lines))
    closest = max(beside, key=lambda alignment: alignment.share)
    held = frozenset[str]().union(*(sentence.known for sentence in sources.sentences))
    told = [
        *(token for passage in passages for part in _about(passage) for token in tokenize(part)),
        *(token for word in known for token in tokenize(word)),
    ]
    around = [*_around(quoted[beside.index(closest)], sources), *told]
    # A contradiction, or another number, answers a question of yes or no.
    about, whether = closest.share >= _ABOUT_IT, bool(_WHETHER.match(question))
    yield from _missing(closest, sources, held, around, told, not (about and whether))
    if about and not whether:
        yield from _exchanged(closest, held, [passage.text for passage in passages], told)
        yield from _denied(closest)
        yield from _opposed(closest, held)
    close = [each for each in beside if each.share >= closest.share - _AS_CLOSE]
    if want and not any(_holds(alignment, want) for alignment in close):
        yield say(f"why.no_{want}")


def _sentences_of(quote: Quote, sources: Sources) -> Iterator[SourceSentence]:
    """The sentences of a quote."""
    for sentence in sources.sentences:
        (own,) = sentence.quotes
        if own.passage is quote.passage and quote.start <= own.start and own.end <= quote.end:
            yield sentence


def _around(held: Sequence[SourceSentence], sources: Sources) -> Iterator[Token]:
    """The tokens of a quote's sentences and of those beside them."""
    at = sources.sentences.index(held[0])
    for sentence in sources.sentences[max(0, at - 1) : at + len(held) + 1]:
        if sentence.passage == held[0].passage:
            yield from sentence.line.tokens


def _about(passage: Passage) -> Iterator[str]:
    """What is said of a passage beside its own sentences: of its document, and above it."""
    source = passage.source
    yield f"{source.title} {source.outlet or ''}"
    yield str(source.published or "")
    yield " ".join(path_words(source.name))
    for block in passage.blocks:
        yield from (*block.above, block.lead, block.label)


def _missing(
    closest: Alignment,
    sources: Sources,
    known: Collection[str],
    around: Sequence[Token],
    told: Sequence[Token],
    values: bool,
) -> Iterator[str]:
    """Numbers and dates that no passage has, with `values`; names that nothing near the quote has.

    A question that names much joins several reports, and no quote has all of it.
    """
    claim = closest.claim
    if len(units_of(claim)) > _NAMED or len(claim.tokens) > _LONG:
        return
    tokens = [token for sentence in sources.sentences for token in sentence.line.tokens]
    tokens += told
    spelt = {bare(token.text).lower() for token in tokens}
    capitals = [token.text[0].isupper() for token in claim.tokens]
    cased = sum(capitals) <= _CAPITALS * len(capitals)
    for index, token in enumerate(claim.tokens):
        written = bare(token.text).lower()
        if token.kind in ("number", "date"):
            here = not values or _counts(token) or any(same(token, other) for other in tokens)
        elif token.kind == "name" and index and cased and written not in TITLES:
            here = index in closest.pairs or _misspelt(written, spelt)
            here = here or any(same(token, other) for other in around)
            here = here or _by_subtitle(closest, token) or _quarter(token, sources)
        elif written in ("least", "fewest"):
            here = written in spelt
        else:
            continue
        if not here:
            key = "why.no_sentence_near" if token.key in known else "why.no_sentence"
            yield say(key, said=bare(token.text))


def _by_subtitle(closest: Alignment, token: Token) -> bool:
    """Whether a name is a title before a colon, and the source has the subtitle after it."""
    title = _TITLE.match(closest.claim.text, token.start)
    after = [
        index
        for index, other in enumerate(closest.claim.tokens)
        if title and other.kind == "name" and other.start >= title.end()
    ]
    return bool(after) and all(index in closest.pairs for index in after)


def _quarter(token: Token, sources: Sources) -> bool:
    """Whether a name is a quarter of a year ("Q3"), and the source has it in words."""
    if not _QUARTER.fullmatch(token.text):
        return False
    ordinal = ("first", "second", "third", "fourth")[int(token.text[1]) - 1]
    spelt = re.compile(rf"(?i)\b{ordinal}[- ]quarter\b")
    return any(spelt.search(passage.text) for passage in sources.passages)


def _counts(token: Token) -> bool:
    """Whether a number counts what is asked for: "which two"."""
    unit = token.meaning.unit if isinstance(token.meaning, Number) else ""
    spelt = token.kind == "number" and token.text.isalpha() and token.text.islower()
    return spelt and (not unit or token.text == "second")


def _misspelt(name: str, words: Collection[str]) -> bool:
    """Whether a word is the name with a letter or two otherwise."""
    return any(
        word != name
        and abs(len(word) - len(name)) < 2
        and SequenceMatcher(None, word, name).ratio() >= _SPELLING
        for word in words
    )


def _exchanged(
    closest: Alignment, known: Collection[str], texts: Sequence[str], told: Sequence[Token]
) -> Iterator[str]:
    """Numbers and dates in whose place the quote has others; names of which it has but parts."""
    claim = closest.claim
    counted = [
        token.text
        for token in claim.tokens
        if token.kind in ("number", "date") and not any(same(token, other) for other in told)
    ]
    for difference in differences(closest, known):
        said, there = difference.said, difference.there
        if there and any(text in said for text in counted):
            yield say("why.otherwise", there=there, said=said)
        elif not there and " " in said and not any(said in text for text in texts):
            yield say("why.no_sentence", said=said)


def _denied(closest: Alignment) -> Iterator[str]:
    """What one side negates and the other does not, in what is asked."""
    claim, source = closest.claim, closest.source
    for index, token in enumerate(claim.tokens[:-1]):
        partner = closest.pairs.get(index + 1)
        if token.key == "non" and partner and source.tokens[partner - 1].key != "non":
            yield say("why.without", there=source.tokens[partner].text, said="non-")
    denied = next(cues(source), None) is not None
    for cue, there in denials(closest):
        if cue is not None and not denied:
            yield say("why.without", there=source.tokens[there].text, said=cue_word(claim, cue))
        elif cue is None and not _ONLY.search(claim.text):
            yield say("why.says", there=denial(source, there))


def _opposed(closest: Alignment, known: Collection[str]) -> Iterator[str]:
    """Words whose opposite the quote has, and that its passage has not."""
    spare = [closest.source.tokens[index] for index in closest.unaligned]
    for index, token in enumerate(closest.claim.tokens):
        if token.kind in ("word", "light") and index not in closest.pairs:
            other = next((one for one in spare if opposite(token.key, one.key)), None)
            if other and token.key not in known:
                yield say("why.other_word", there=other.text, said=token.text)


def _holds(alignment: Alignment, want: str) -> bool:
    """Whether a quote gives a date or number that the question does not."""
    asks_when = want == "date" and _WHEN.search(alignment.claim.text)
    if asks_when and _TIME_OF_DAY.search(alignment.source.text):
        return True
    known = [token for token in alignment.claim.tokens if token.meaning is not None]
    given = [token for token in alignment.source.tokens if token.kind == want]
    return any(
        all(not same(mine, token) or _finer(mine, token) for mine in known) for token in given
    )


def _finer(mine: Token, given: Token) -> bool:
    """Whether a date has its month or day where the question has the year alone."""
    match mine.meaning, given.meaning:
        case Moment() as asked, Moment() as found:
            return None not in (asked.since, found.since) and (
                (asked.month, asked.day) != (found.month, found.day)
            )
    return False
