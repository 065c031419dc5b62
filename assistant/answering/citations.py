"""Sentences and what the sources say of them → cited sentences, and citations."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from assistant.answer_layout import PLAIN, Layout
from assistant.types import Citation, Claim, Quote, Sentence, Verdict
from assistant.verify import Judgement
from index.text.addressed import visible
from index.text.sentences import block_sentences

_WORST_FIRST: Sequence[Verdict] = ("unsupported", "contradicted", "partly", "supported")
_Place = tuple[str, int, int]


class JudgedSentence(NamedTuple):
    """A sentence with its judgement and its place in the answer."""

    text: str
    judgement: Judgement
    layout: Layout = PLAIN


def sentences_of(
    judged: Sequence[JudgedSentence],
) -> tuple[tuple[Sentence, ...], tuple[Citation, ...]]:
    """The answer's sentences with their markers, and its citations in order of appearance.

    Each distinct quote has one marker, `[1]` the first; a citation's verdict is the best of the
    sentences that it supports.
    """
    pairs = [(_place(quote), judgement) for _, judgement, _ in judged for quote in judgement.quotes]
    # The best verdict comes last, and stays.
    pairs.sort(key=lambda pair: _WORST_FIRST.index(pair[1].verdict))
    verdicts = {place: judgement.verdict for place, judgement in pairs}
    cited: dict[_Place, Citation] = {}
    done: list[Sentence] = []
    for text, judgement, layout in judged:
        own: list[Citation] = []
        for quote in judgement.quotes:
            place = _place(quote)
            if place not in cited:
                cited[place] = citation(f"[{len(cited) + 1}]", quote, verdicts[place])
            own.append(cited[place])
        markers = tuple(item.marker for item in own)
        marked = f"{text} {''.join(markers)}" if markers else text
        done.append(
            Sentence(marked, judgement.verdict, markers, judgement.reason, tuple(own), layout)
        )
    return tuple(done), tuple(cited.values())


def citation(marker: str, quote: Quote, verdict: Verdict) -> Citation:
    """The citation of a quote under a marker."""
    source = quote.passage.source
    heading = source.heading(quote.start)
    # A library of an older version has no blocks.
    block = quote.passage.block_at(quote.start)
    return Citation(
        marker=marker,
        document=source.name,
        title=source.title,
        published=source.published,
        outlet=source.outlet,
        page=source.page(quote.start),
        page_label=source.page_label(quote.start),
        section=block.section if block else heading,
        labels=block.columns if block and any(block.columns) else (),
        recognised=source.confidence(quote.start),
        heading=heading,
        start=quote.start,
        end=quote.end,
        quote=quote.text,
        verdict=verdict,
        sha256=source.sha256,
    )


def cites(item: Citation, quote: Quote) -> bool:
    """Whether a citation shares characters with a quote."""
    same = item.document == quote.passage.source.name
    return same and item.start < quote.end and quote.start < item.end


def texts_of(claim: Claim | Quote) -> list[str]:
    """The sentences that a claim comes as in the answer: a quote may hold two."""
    if isinstance(claim, Claim):
        return [claim.said or claim.text]
    if claim.said:
        return list(claim.said)
    return numbered(claim.text[start:end] for start, end in block_sentences(claim.text))


def numbered(sentences: Iterable[str]) -> list[str]:
    """Sentences on a line each; the number of an item or clause is a part of its first one."""
    said: list[str] = []
    for sentence in map(folded, sentences):
        if said and not any(map(str.isalpha, said[-1])):
            said[-1] = f"{said[-1]} {sentence}"
        else:
            said.append(sentence)
    return said


def folded(text: str) -> str:
    """A quote's words on one line, as they stand in an answer: with nothing that nobody sees."""
    return " ".join(visible(text).split())


def _place(quote: Quote) -> _Place:
    return quote.passage.source.name, quote.start, quote.end
