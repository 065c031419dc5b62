"""Do the sources give different answers to the question? Then both sides are shown, with dates."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from assistant.answering import answering_weights as weights
from assistant.answering.copies import independent_reports
from assistant.answering.lexical_fit import coverage
from assistant.answering.quote_candidates import quote_at
from assistant.answering.ranked_quote import RankedQuote
from assistant.messages import say
from assistant.question.answer_type import AnswerType
from assistant.question.query import Query
from assistant.types import Conflict, Quote, Side
from assistant.verify import agree
from index.text.dates import dateline_end
from index.text.mentions import mentions
from index.text.stems import stems
from index.text.stop_words import STOP_WORDS
from index.text.types import Mention

_KINDS = ("number", "date", "name")

_KIND: Mapping[AnswerType | None, str] = {"amount": "number", "year": "date", "person": "name"}
"""The kind of mention that a narrower answer type is."""


@dataclass(frozen=True, slots=True)
class ReportedAnswer:
    """One of the answers that the sources give, with the quotes that give it, best first.

    `places` are the very words in which each quote gives it.
    """

    mention: Mention
    answer: str
    quotes: tuple[Quote, ...]
    places: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class _Compared:
    quote: Quote
    mentions: tuple[Mention, ...]
    new: tuple[Mention, ...]
    stems: frozenset[str]


def disagreement(
    query: Query,
    ranked: Sequence[RankedQuote],
    twins: Collection[frozenset[str]] = (),
) -> tuple[ReportedAnswer, ...]:
    """The two answers that most of the best quotes give, where they differ; else nothing.

    Two quotes of different documents disagree where they speak of the same subject, mention for
    mention the same but for one of the answer type, which the question does not name itself.
    `twins` are pairs of documents, by name, that are of different things, or versions of one.
    """
    candidates = list(_candidates(query, ranked))
    kind = _KIND.get(query.answer_type, query.answer_type)
    for one, other in combinations(candidates, 2):
        if {one.quote.passage.source.name, other.quote.passage.source.name} in twins:
            continue
        differing = _differing(one, other, kind)
        if differing is not None:
            mine, theirs = differing
            return _side(mine, theirs, candidates), _side(theirs, mine, candidates)
    return ()


def conflict(answers: Sequence[ReportedAnswer], markers: Sequence[tuple[str, ...]]) -> Conflict:
    """The disagreement as the reply gives it: each side with its markers, outlets and dates."""
    sides = tuple(
        Side(answer.answer, own, independent_reports(answer.quotes))
        for answer, own in zip(answers, markers, strict=True)
    )
    one, other = (
        f"“{side.answer}” {''.join(side.markers)}{_origin(answer)}"
        for side, answer in zip(sides, answers, strict=True)
    )
    note = say("conflict.note", one=one, other=other, newer=_newer(answers))
    return Conflict(answers[0].mention.kind, sides, note)


def _origin(answer: ReportedAnswer) -> str:
    """Where and when an answer was given, in parentheses, as far as it is known."""
    source = answer.quotes[0].passage.source
    known = [str(each) for each in (source.outlet, source.published) if each]
    count = independent_reports(answer.quotes)
    known += [say("conflict.reports", count=count)] if count > 1 else []
    return f" ({', '.join(known)})" if known else ""


def _newer(answers: Sequence[ReportedAnswer]) -> str:
    """A sentence on which side all the newer reports are on, where their dates tell."""
    days = [
        [
            quote.passage.source.published
            for quote in answer.quotes
            if quote.passage.source.published
        ]
        for answer in answers
    ]
    if not all(days):
        return ""
    for new, old in ((0, 1), (1, 0)):
        if min(days[new]) > max(days[old]):
            return f" {say('conflict.newer', answer=answers[new].answer, day=min(days[new]))}"
    return ""


def _candidates(query: Query, ranked: Sequence[RankedQuote]) -> Iterator[_Compared]:
    own = query.own_weights
    for each in ranked[: weights.COMPARED_QUOTES]:
        quote = each.quote
        covered = coverage(own, set(stems(quote.text)))
        if each.score < weights.ON_QUESTION * ranked[0].score or covered < weights.COVERAGE:
            continue
        head = dateline_end(quote.text)
        held = tuple(
            mention
            for mention in mentions(quote.text, quote.passage.source.published)
            if mention.start >= head
        )
        new = tuple(
            mention
            for mention in held
            if not any(agree(mention, other) for other in query.mentions)
            and not query.stems >= set(stems(quote.text[mention.start : mention.end]))
        )
        rest = frozenset(stems(_without(quote.text, held)))
        yield _Compared(quote, held, new, rest)


def _differing(
    one: _Compared, other: _Compared, kind: str | None
) -> tuple[Mention, Mention] | None:
    """The mentions by which two quotes of one subject disagree, where they do."""
    if one.quote.passage.source.name == other.quote.passage.source.name:
        return None
    common = len(one.stems & other.stems)
    least = min(len(one.stems), len(other.stems))
    if common < weights.SHARED_STEMS or common < weights.SAME_SUBJECT * least:
        return None
    only = {each: (_only(each, one, other), _only(each, other, one)) for each in _KINDS}
    differing = [each for each, (mine, theirs) in only.items() if mine and theirs]
    if kind in ("number", "date"):
        if _of_others(one, other, *only["name"]):
            return None
        # Who says so may differ.
        differing = [each for each in differing if each != "name"]
    if len(differing) != 1 or (kind or differing[0]) != differing[0]:
        return None
    for mine, theirs in product(*only[differing[0]]):
        if mine in one.new and theirs in other.new and _same_role(mine, one, theirs, other):
            return mine, theirs
    return None


def _same_role(mine: Mention, one: _Compared, theirs: Mention, other: _Compared) -> bool:
    """Whether two mentions stand beside the same words, on the same side."""
    here, there = one.quote.text, other.quote.text
    before = (
        _content_words(here[: mine.start])[-weights.ROLE_WINDOW :],
        _content_words(there[: theirs.start])[-weights.ROLE_WINDOW :],
    )
    after = (
        _content_words(here[mine.end :])[: weights.ROLE_WINDOW],
        _content_words(there[theirs.end :])[: weights.ROLE_WINDOW],
    )
    return any(set(left) & set(right) for left, right in (before, after))


def _of_others(
    one: _Compared, other: _Compared, mine: Sequence[Mention], theirs: Sequence[Mention]
) -> bool:
    """Whether two quotes name different things in one place: "the bell at Wylam weighs …"."""
    return any(
        left and right and left == right
        for left, right in product(
            (_beside(one, each) for each in mine), (_beside(other, each) for each in theirs)
        )
    )


def _beside(held: _Compared, mention: Mention) -> tuple[str, str] | None:
    """The content words next to a mention, where there is one on either side."""
    before = _content_words(held.quote.text[: mention.start])
    after = _content_words(held.quote.text[mention.end :])
    return (before[-1], after[0]) if before and after else None


def _content_words(text: str) -> list[str]:
    return [word for word in stems(text) if word not in STOP_WORDS]


def _only(kind: str, one: _Compared, other: _Compared) -> list[Mention]:
    """One quote's mentions of a kind that agree with none of the other's.

    What both say alike is set aside first: where both say "2017", one's "July 2017" and the
    other's "June 2007" do not agree for all that.
    """
    mine = [mention for mention in one.mentions if mention.kind == kind]
    theirs = [mention for mention in other.mentions if mention.kind == kind]
    alike = [
        mention.meaning
        for mention in mine
        if any(mention.meaning == each.meaning for each in theirs)
    ]
    left = [mention for mention in theirs if mention.meaning not in alike]
    return [
        mention
        for mention in mine
        if mention.meaning not in alike and not any(agree(mention, each) for each in left)
    ]


def _side(mention: Mention, rival: Mention, candidates: Sequence[_Compared]) -> ReportedAnswer:
    """A side: the quotes that hold its mention, in words that do not fit the other side's too."""
    holding = [
        (candidate.quote, each)
        for candidate in candidates
        for each in candidate.new
        if each.kind == mention.kind and agree(each, mention) and not agree(each, rival)
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
        if each == mention
    )
    quote, found = first
    return ReportedAnswer(mention, quote.text[found.start : found.end], quotes, places)


def _without(text: str, held: Sequence[Mention]) -> str:
    """A text without its mentions."""
    pieces = []
    at = 0
    for mention in held:
        pieces.append(text[at : mention.start])
        at = max(at, mention.end)
    return " ".join((*pieces, text[at:]))
