"""The document that somebody means by "the memo", "last year's report" or its file's name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from assistant.answering.document_kinds import (
    KINDS,
    at_the_edge,
    called,
    fits_names,
    is_of_kind,
)
from assistant.answering.identity import marks
from assistant.question.periods import periods
from assistant.question.query import Query
from assistant.question.tongues import named_tongue
from index.library import Library
from index.text.language import function_words, language
from index.text.stems import stem, stems
from index.types import Source

_ANY = frozenset(map(stem, "document file text pdf doc attachment page article paper".split()))  # noqa: SIM905
_ADDRESSED = frozenset(
    "mr mrs ms miss dr sir madam lady lord señor señora señorita don doña monsieur madame".split()  # noqa: SIM905
    + "mademoiselle herr frau signor signora senhor senhora".split()  # noqa: SIM905
)
"""Words before a name that its document may leave out."""
_NAMED_BY = 0.6
"""The share of a title's words from which on saying them is naming the document. A guess."""
_OPENED = 60
"""Documents whose language is told by their openings. A guess."""
_ALL_OPENED = 300
"""Documents whose openings are looked at for a kind and a name. A guess."""
_EDGE = re.compile(
    r"\b(?:newest|latest|most recent|oldest|earliest"
    r"|last(?! (?:\w+day|week|month|quarter|year|spring|summer|autumn|fall|winter|\d))(?!['’]))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class NamedDocuments:
    """The documents that fit a name, the likeliest first.

    `plainly` says that the name is a document's: its file, its title, or a kind of document.
    """

    sources: tuple[Source, ...] = ()
    plainly: bool = False


def named_documents(
    library: Library,
    sources: Sequence[Source],
    query: Query,
    subject: str,
    *,
    opened: bool = True,
    of_text: bool = False,
) -> NamedDocuments:
    """The documents that `subject`, which a question asks about, names.

    Where no names fit, the beginnings of documents of the kind that is named are `opened`. Where a
    text is asked about (`of_text`), any words of the names of one document alone name it plainly.
    """
    if query.files:
        own = {source.name: source for source in sources}
        return NamedDocuments(tuple(own[name] for name in query.files if name in own), True)
    if edge := _EDGE.search(subject):
        rest = f"{subject[: edge.start()]} {subject[edge.end() :]}"
        all_of = named_documents(library, sources, query, rest, opened=opened, of_text=of_text)
        any_of = not all_of.sources and set(_said(rest)) <= _ANY
        among = sources if any_of else all_of.sources
        chosen = at_the_edge(among, edge[0].lower())
        return NamedDocuments((chosen,) if chosen else all_of.sources, any_of or all_of.plainly)
    dated, among = _dated(subject, sources)
    found = _named(library, among, dated, opened=opened, of_text=of_text)
    if not found.sources and dated != subject:
        found = _named(library, sources, subject, opened=opened, of_text=of_text)
    if not found.sources and dated != subject:
        # "last year's report" of a library in which no such report has a day, or none is so new
        found = _named(library, sources, dated, opened=opened, of_text=of_text)
        newest = at_the_edge(found.sources, "newest")
        found = replace(found, sources=(newest,)) if newest else found
    return found


def _named(
    library: Library, among: Sequence[Source], subject: str, *, opened: bool, of_text: bool
) -> NamedDocuments:
    """Of some documents those that fit all words of a subject."""
    if (tongue := named_tongue(subject)) and len(among) <= _OPENED:
        # "the Spanish letter"
        openings = library.openings(source.name for source in among)
        among = [each for each in among if tongue.is_of(language(openings.get(each.name, "")))]
        subject = f"{subject[: tongue.start]} {subject[tongue.end :]}"
        if not marks(subject):
            return NamedDocuments(tuple(among), bool(among))
    said = _said(subject)
    kinds = [group for group in KINDS if group & set(said)]
    named = [mark for mark in said if mark not in _ANY]
    if not named:
        alone = tuple(among) if len(among) == 1 and said else ()
        return NamedDocuments(alone, bool(alone))
    fits = [source for source in among if fits_names(named, called(source))]
    if not fits and kinds and opened:
        fits = _by_opening(library, among, named)
    fits.sort(key=lambda source: _likely(source, set(named), bool(kinds)), reverse=True)
    # Of a title that several have the words of, it is a topic.
    titled = _alone(fits) and (of_text or _is_titled(fits[0], named))
    plainly = bool(fits) and (bool(kinds) or len(named) < len(said) or titled)
    return NamedDocuments(tuple(fits), plainly)


def _said(subject: str) -> list[str]:
    """The marks of what a request names, without what joins or addresses."""
    tongue = language(subject)
    empty = _ADDRESSED if tongue == "en" else _ADDRESSED | function_words(tongue)
    words = [word for word in subject.split() if word.lower().strip(".,;:") not in empty]
    return list(dict.fromkeys(marks(" ".join(words))))


def _alone(fits: Sequence[Source]) -> bool:
    """Whether there is one document, perhaps with copies of it."""
    return len({each.title for each in fits}) == 1


def _dated(subject: str, sources: Sequence[Source]) -> tuple[str, Sequence[Source]]:
    """The subject without a time that documents are of, and those documents; or all of both."""
    newest = max((each.published for each in sources if each.published), default=None)
    for time in periods(subject, datetime.now().astimezone().date(), newest):
        within = [
            each
            for each in sources
            if each.published
            and (time.since is None or each.published >= time.since)
            and (time.until is None or each.published <= time.until)
        ]
        rest = re.sub(r"^['’]s\b", "", subject[time.end :])
        if within:
            return f"{subject[: time.start]}{rest}", within
    return subject, sources


def _by_opening(library: Library, sources: Sequence[Source], named: Sequence[str]) -> list[Source]:
    """Documents of the kind that is named, whose beginnings hold the other words."""
    kinds = [mark for mark in named if any(mark in group for group in KINDS)]
    if len(sources) > _ALL_OPENED:
        sources = [each for each in sources if fits_names(kinds, called(each))][:_ALL_OPENED]
    openings = library.openings(source.name for source in sources)
    others = [mark for mark in named if mark not in kinds]
    return [
        source
        for source in sources
        if (opening := openings.get(source.name, ""))
        and all(is_of_kind(source, kind, opening) for kind in kinds)
        and fits_names(others, called(source) | set(stems(opening)))
    ]


def _likely(source: Source, named: set[str], by_kind: bool) -> tuple[bool, float, str]:
    """How likely a fitting document is meant: a news item is rarely called by a kind."""
    day = source.published.isoformat() if source.published else ""
    return not (by_kind and source.outlet), _title_share(source, named), day


def _title_share(source: Source, named: set[str]) -> float:
    title = set(marks(source.title))
    return len(title & named) / len(title) if title else 0.0


def _is_titled(source: Source, named: Sequence[str]) -> bool:
    return _title_share(source, set(named)) >= _NAMED_BY
