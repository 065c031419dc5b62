"""Do the sources give different answers to the question? Then both sides are told, with dates."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from assistant.answering.quotes import Ranked, quote_at
from assistant.question.answer_type import Want
from assistant.question.query import Asked, itself
from assistant.types import Citation, Conflict, Quote, Side
from assistant.verify import agree, mentions
from index.search.lexical import FUNCTION_WORDS
from index.text.dates import dateline_end
from index.text.roots_of_words import words
from index.text.types import Mention
from index.types import Hit

_LOOKED_AT = 16
"""Quotes, best first, that are compared."""

_NEAR_BEST = 0.6
"""A quote that scores less than this share of the best one does not speak of what is asked."""

_SAME_THING = 0.7
"""The share of words in common, facts aside, from which on two sentences tell of one thing."""

_COVERS = 0.5
"""The share of the question's words that a sentence must hold to be an answer."""

_IN_COMMON = 3
"""Words that two sentences must have in common, facts aside."""

_BESIDE = 2
"""Words on either side of a fact that tell its role."""

_KINDS = ("number", "date", "name")

_KIND: Mapping[Want, str] = {"amount": "number", "person": "name"}
"""The kind of fact that a question of a narrower want asks for."""

_COPY = 0.8
"""The share of common words (Jaccard) above which two passages are copies of one report."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One of the answers that the sources give, with the quotes that give it, best first.

    `places` are the very words in which each quote gives it.
    """

    fact: Mention
    answer: str
    quotes: tuple[Quote, ...]
    places: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    quote: Quote
    told: tuple[Mention, ...]
    new: tuple[Mention, ...]
    words: frozenset[str]


def disagreement(
    question: str, ranked: Sequence[Ranked], rarity: Callable[[str], float]
) -> tuple[Telling, ...]:
    """The two answers that most of the best quotes give, where they differ; else nothing.

    Two quotes of different documents disagree where they tell of the same thing, fact for fact
    the same but for one of the kind that is asked for, which the question does not name itself.
    """
    asked = Asked(itself(question), rarity)
    candidates = list(_candidates(question, asked, ranked))
    kind = _KIND.get(asked.want, asked.want)
    for one, other in combinations(candidates, 2):
        differing = _differing(one, other, kind)
        if differing is not None:
            mine, theirs = differing
            return _telling(mine, theirs, candidates), _telling(theirs, mine, candidates)
    return ()


def conflict(tellings: Sequence[Telling], markers: Sequence[tuple[str, ...]]) -> Conflict:
    """The disagreement as the reply tells it: each side with its markers, outlets and dates."""
    sides = tuple(
        Side(telling.answer, own, reports(telling.quotes))
        for telling, own in zip(tellings, markers, strict=True)
    )
    told = " but ".join(
        f"“{side.answer}” {''.join(side.markers)}{_origin(telling)}"
        for side, telling in zip(sides, tellings, strict=True)
    )
    note = f"The sources disagree: {told}.{_newer(tellings)}"
    return Conflict(tellings[0].fact.kind, sides, note)


def _origin(telling: Telling) -> str:
    """Where and when an answer was given, in parentheses, as far as it is known."""
    source = telling.quotes[0].passage.source
    known = [str(each) for each in (source.outlet, source.published) if each]
    count = reports(telling.quotes)
    known += [f"{count} reports"] if count > 1 else []
    return f" ({', '.join(known)})" if known else ""


def _newer(tellings: Sequence[Telling]) -> str:
    """A sentence on which side all the newer reports are on, where their dates tell."""
    days = [
        [
            quote.passage.source.published
            for quote in telling.quotes
            if quote.passage.source.published
        ]
        for telling in tellings
    ]
    if not all(days):
        return ""
    for new, old in ((0, 1), (1, 0)):
        if min(days[new]) > max(days[old]):
            return f" “{tellings[new].answer}” is what the newer report says ({min(days[new])})."
    return ""


def reports(quotes: Sequence[Quote]) -> int:
    """How many independent reports quotes come from: copies of one story count once."""
    seen: list[set[str]] = []
    for quote in quotes:
        own = set(words(quote.passage.text))
        if not any(_copies(own, other) for other in seen):
            seen.append(own)
    return len(seen)


def _copies(one: set[str], other: set[str]) -> bool:
    """Whether two texts' words are nearly the same, and their figures are quite."""
    figures = {word for word in one ^ other if word.isdigit()}
    return not figures and len(one & other) > _COPY * len(one | other)


def one_report(citations: Sequence[Citation], hits: Sequence[Hit]) -> str:
    """A line that says so where several documents are cited that are copies of one report."""
    cited = {each.document: each for each in citations}
    passages = [
        hit.passage
        for hit in hits
        if (each := cited.get(hit.passage.source.name))
        and hit.passage.start <= each.start < hit.passage.end
    ]
    quotes = [Quote(passage, passage.start, passage.end, passage.text) for passage in passages]
    if len(cited) < 2 or reports(quotes) > 1:
        return ""
    return f"{len(citations)} citations, one report: the documents cited are copies of one text."


def _candidates(question: str, asked: Asked, ranked: Sequence[Ranked]) -> Iterator[_Candidate]:
    known, asked_words = mentions(question), set(words(question))
    for each in ranked[:_LOOKED_AT]:
        quote = each.quote
        covered = asked.covered(set(words(quote.text)))
        if each.score < _NEAR_BEST * ranked[0].score or covered < _COVERS:
            continue
        head = dateline_end(quote.text)
        told = tuple(
            fact
            for fact in mentions(quote.text, quote.passage.source.published)
            if fact.start >= head
        )
        new = tuple(
            fact
            for fact in told
            if not any(agree(fact, other) for other in known)
            and not asked_words >= set(words(quote.text[fact.start : fact.end]))
        )
        yield _Candidate(quote, told, new, frozenset(words(_without(quote.text, told))))


def _differing(
    one: _Candidate, other: _Candidate, want: str | None
) -> tuple[Mention, Mention] | None:
    """The facts by which two quotes disagree, if they tell of the same thing and do."""
    if one.quote.passage.source.name == other.quote.passage.source.name:
        return None
    common = len(one.words & other.words)
    least = min(len(one.words), len(other.words))
    if common < _IN_COMMON or common < _SAME_THING * least:
        return None
    only = {kind: (_only(kind, one, other), _only(kind, other, one)) for kind in _KINDS}
    differing = [kind for kind, (mine, theirs) in only.items() if mine and theirs]
    if want in ("number", "date"):
        # Who tells of it may differ.
        differing = [kind for kind in differing if kind != "name"]
    if len(differing) != 1 or (want or differing[0]) != differing[0]:
        return None
    for mine, theirs in product(*only[differing[0]]):
        if mine in one.new and theirs in other.new and _same_role(mine, one, theirs, other):
            return mine, theirs
    return None


def _same_role(mine: Mention, one: _Candidate, theirs: Mention, other: _Candidate) -> bool:
    """Whether two facts stand beside the same words, on the same side."""
    here, there = one.quote.text, other.quote.text
    before = (
        _telling_words(here[: mine.start])[-_BESIDE:],
        _telling_words(there[: theirs.start])[-_BESIDE:],
    )
    after = (
        _telling_words(here[mine.end :])[:_BESIDE],
        _telling_words(there[theirs.end :])[:_BESIDE],
    )
    return any(set(left) & set(right) for left, right in (before, after))


def _telling_words(text: str) -> list[str]:
    return [word for word in words(text) if word not in FUNCTION_WORDS]


def _only(kind: str, one: _Candidate, other: _Candidate) -> list[Mention]:
    """One quote's facts of a kind that agree with none of the other's.

    What both say alike is set aside first: where both say "2017", one's "July 2017" and the
    other's "June 2007" do not agree for all that.
    """
    mine = [fact for fact in one.told if fact.kind == kind]
    theirs = [fact for fact in other.told if fact.kind == kind]
    alike = [fact.meaning for fact in mine if any(fact.meaning == each.meaning for each in theirs)]
    left = [fact for fact in theirs if fact.meaning not in alike]
    return [
        fact
        for fact in mine
        if fact.meaning not in alike and not any(agree(fact, each) for each in left)
    ]


def _telling(fact: Mention, rival: Mention, candidates: Sequence[_Candidate]) -> Telling:
    """A side: the quotes that hold its fact, in words that do not fit the other side's too."""
    holding = [
        (candidate.quote, each)
        for candidate in candidates
        for each in candidate.new
        if each.kind == fact.kind and agree(each, fact) and not agree(each, rival)
    ]
    quotes = tuple(dict.fromkeys(quote for quote, _ in holding))
    places = tuple(
        quote_at(quote.passage, quote.start + each.start, quote.start + each.end)
        for quote, each in holding
    )
    first = next(
        (candidate.quote, each)
        for candidate in candidates
        for each in candidate.new
        if each == fact
    )
    quote, found = first
    return Telling(fact, quote.text[found.start : found.end], quotes, places)


def _without(text: str, told: Sequence[Mention]) -> str:
    """A text without its facts."""
    pieces = []
    at = 0
    for fact in told:
        pieces.append(text[at : fact.start])
        at = max(at, fact.end)
    return " ".join((*pieces, text[at:]))
