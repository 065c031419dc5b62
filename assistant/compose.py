"""An engine's words → claims; judgements → sentences, citations and the answer's text."""

import re
from collections.abc import Iterable, Iterator, Sequence

from assistant.types import Citation, Quote, Sentence, Verdict
from assistant.verify import Claim, Judgement
from index.split import sentences

_MARKERS = re.compile(r"\s*[\[【]\s*(\d{1,6}(?:\s*[,;–-]\s*\d{1,6})*)\s*[\]】]")
_RANGE = 50
"""Passages that a marker such as "[1-3]" can name: no answer has more."""
_WORST_FIRST: Sequence[Verdict] = ("unsupported", "contradicted", "partly", "supported")
_Place = tuple[str, int, int]
_DANGLING = re.compile(r"\s*[\[【][\d\s,;–-]*$")


def claims(text: str, passages: int) -> list[Claim]:
    """The sentences of a reply, each with the passages, counted from 0, that its markers name.

    Markers are taken out of the text; those of passages that do not exist are dropped.
    """
    plain, marks = _without_markers(text)
    found: list[Claim] = []
    previous = 0
    for start, end in sentences(plain):
        # A marker may stand after the full stop: it speaks of the sentence before it.
        if found:
            late = _numbers(marks, previous, start, passages)
            found[-1] = Claim(found[-1].text, tuple(dict.fromkeys((*found[-1].cited, *late))))
        cited = _numbers(marks, start + 1 if found else 0, end, passages)
        found.append(Claim(" ".join(plain[start:end].split()), cited))
        previous = end + 1
    if found:
        late = _numbers(marks, previous, len(plain) + 1, passages)
        found[-1] = Claim(found[-1].text, tuple(dict.fromkeys((*found[-1].cited, *late))))
    return [claim for claim in found if re.search(r"\w", claim.text)]


def visible(text: str) -> str:
    """A reply's text without markers, also one whose end is still to come."""
    return _DANGLING.sub("", _MARKERS.sub("", text))


def sentences_of(
    texts: Sequence[str], judgements: Sequence[Judgement]
) -> tuple[tuple[Sentence, ...], tuple[Citation, ...]]:
    """The answer's sentences with their markers, and its citations in order of appearance.

    Each distinct quote has one marker, `[1]` the first; a citation's verdict is the best of the
    sentences that it bears out.
    """
    pairs = [(_place(quote), judgement) for judgement in judgements for quote in judgement.quotes]
    # The best verdict comes last, and stays.
    pairs.sort(key=lambda pair: _WORST_FIRST.index(pair[1].verdict))
    verdicts = {place: judgement.verdict for place, judgement in pairs}
    cited: dict[_Place, Citation] = {}
    done: list[Sentence] = []
    for text, judgement in zip(texts, judgements, strict=True):
        own: list[Citation] = []
        for quote in judgement.quotes:
            place = _place(quote)
            if place not in cited:
                cited[place] = citation(f"[{len(cited) + 1}]", quote, verdicts[place])
            own.append(cited[place])
        markers = tuple(item.marker for item in own)
        marked = f"{text} {''.join(markers)}" if markers else text
        done.append(Sentence(marked, judgement.verdict, markers, judgement.reason, tuple(own)))
    return tuple(done), tuple(cited.values())


def citation(marker: str, quote: Quote, verdict: Verdict) -> Citation:
    """The citation of a quote under a marker."""
    source = quote.passage.source
    return Citation(
        marker=marker,
        document=source.name,
        title=source.title,
        published=source.published,
        outlet=source.outlet,
        page=source.page(quote.start),
        heading=source.heading(quote.start),
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
        return [claim.text]
    return [folded(claim.text[start:end]) for start, end in sentences(claim.text)]


def folded(text: str) -> str:
    """A quote's words on one line, as they stand in an answer."""
    return " ".join(text.split())


def _place(quote: Quote) -> _Place:
    return quote.passage.source.name, quote.start, quote.end


def _without_markers(text: str) -> tuple[str, list[tuple[int, list[int]]]]:
    """The text without its markers, and where each stood in what is left, with its numbers."""
    pieces: list[str] = []
    marks: list[tuple[int, list[int]]] = []
    length = at = 0
    for match in _MARKERS.finditer(text):
        pieces.append(text[at : match.start()])
        length += len(pieces[-1])
        marks.append((length, list(_listed(match[1]))))
        at = match.end()
        if (
            text[match.start() - 1 : match.start()] in {".", "!", "?"}
            and not text[at : at + 1].isspace()
        ):
            pieces.append(" ")
            length += 1
    pieces.append(text[at:])
    return "".join(pieces), marks


def _listed(numbers: str) -> Iterator[int]:
    """The numbers of a marker such as "1, 3-5"."""
    for part in re.split("[,;]", numbers):
        first, *others = re.findall(r"\d+", part)
        last = int((others or [first])[-1])
        yield from range(int(first), min(last, int(first) + _RANGE) + 1)


def _numbers(
    marks: Iterable[tuple[int, list[int]]], start: int, end: int, passages: int
) -> tuple[int, ...]:
    named = [
        number - 1
        for place, numbers in marks
        if start <= place <= end
        for number in numbers
        if 1 <= number <= passages
    ]
    return tuple(dict.fromkeys(named))
