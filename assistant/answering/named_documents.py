"""The document that somebody means by "the memo", "last year's report" or its file's name."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.answering.identity import identity, marks
from assistant.question.periods import periods
from assistant.question.query import Query
from index.library import Library
from index.text.stems import stem, stems
from index.text.stop_words import STOP_WORDS
from index.types import Source

_KINDS = [
    frozenset(map(stem, group.split()))
    for group in (
        "minutes meeting session protocol",
        "memo memorandum",
        "letter correspondence carta lettre brief",
        "contract agreement treaty deal",
        "guide handbook manual brochure booklet leaflet",
        "report account",
        "policy policies rules regulations",
        "notes note",
        "invoice bill receipt",
        "speech address talk",
        "interview transcript",
        "mail email message",
        "presentation slides deck",
        "spreadsheet workbook table",
        "form questionnaire",
        "plan strategy",
        "book novel chapter",
        "article story paper study",
        "press release statement announcement",
        "budget",
        "cv resume",
    )
]
"""Words for a kind of document, those that people use for one another together."""

_ANY = frozenset(map(stem, "document file text pdf doc attachment page article paper".split()))  # noqa: SIM905
_TONGUE = re.compile(
    r"\b(?:arabic|bengali|chinese|dutch|english|french|german|greek|hebrew|hindi|italian|japanese"
    r"|korean|persian|polish|portuguese|punjabi|russian|spanish|swedish|turkish|urdu)\b",
    re.IGNORECASE,
)
_FUNCTION_WORDS = 0.12
"""The share of function words in an English text, at least. A guess."""
_NAMED_BY = 0.6
"""The share of a title's words from which on saying them is naming the document. A guess."""
_OPENED = 60
"""Documents of a kind whose openings are looked at. A guess."""


@dataclass(frozen=True, slots=True)
class NamedDocuments:
    """The documents that fit a name, the likeliest first.

    `plainly` says that the name is a document's: its file, its title, or a kind of document.
    """

    sources: tuple[Source, ...] = ()
    plainly: bool = False


def named_documents(
    library: Library, sources: Sequence[Source], query: Query, subject: str, *, opened: bool = True
) -> NamedDocuments:
    """The documents that `subject`, which a question asks about, names.

    Where no names fit, the beginnings of documents of the kind that is named are `opened`.
    """
    if query.files:
        own = {source.name: source for source in sources}
        return NamedDocuments(tuple(own[name] for name in query.files if name in own), True)
    dated, among = _dated(subject, sources)
    found = _named(library, among, dated, opened=opened)
    if not found.sources and dated != subject:
        found = _named(library, sources, subject, opened=opened)
    return found


def _named(
    library: Library, among: Sequence[Source], subject: str, *, opened: bool
) -> NamedDocuments:
    """Of some documents those that fit all words of a subject."""
    if (tongue := _TONGUE.search(subject)) and len(among) <= _OPENED:
        # "the Spanish letter": that a document is English, or is not, can be told.
        openings = library.openings(source.name for source in among)
        wanted = tongue[0].lower() == "english"
        among = [each for each in among if _is_english(openings.get(each.name, "")) == wanted]
        subject = subject.replace(tongue[0], " ")
        if not marks(subject):
            return NamedDocuments(tuple(among), bool(among))
    said = list(dict.fromkeys(marks(subject)))
    kinds = [group for group in _KINDS if group & set(said)]
    named = [mark for mark in said if mark not in _ANY]
    if not named:
        alone = tuple(among) if len(among) == 1 and said else ()
        return NamedDocuments(alone, bool(alone))
    fits = [source for source in among if _fits(named, _own_marks(source))]
    if not fits and kinds and opened:
        fits = _by_opening(library, among, named)
    fits.sort(key=lambda source: _likely(source, set(named), bool(kinds)), reverse=True)
    plainly = bool(fits) and (bool(kinds) or len(named) < len(said) or _is_titled(fits[0], named))
    return NamedDocuments(tuple(fits), plainly)


def _is_english(text: str) -> bool:
    """Whether a text has as many English function words as English has."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    return sum(word in STOP_WORDS for word in words) >= _FUNCTION_WORDS * len(words)


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


def _own_marks(source: Source) -> set[str]:
    """The marks of a document's names: its title, path, date, outlet, first heading, file type."""
    first = source.headings[0][1] if source.headings else ""
    suffix = source.name.rpartition(".")[2].lower()
    return {*identity(source), *marks(f"{first} {source.outlet or ''}"), suffix}


def _fits(named: Iterable[str], own: set[str]) -> bool:
    return all(
        mark in own or any(mark in group and group & own for group in _KINDS) for mark in named
    )


def _by_opening(library: Library, sources: Sequence[Source], named: Sequence[str]) -> list[Source]:
    """Documents of the kind that is named, whose beginnings hold the other words."""
    kinds = [mark for mark in named if any(mark in group for group in _KINDS)]
    of_kind = [source for source in sources if _fits(kinds, _own_marks(source))][:_OPENED]
    openings = library.openings(source.name for source in of_kind)
    return [
        source
        for source in of_kind
        if _fits(named, _own_marks(source) | set(stems(openings.get(source.name, ""))))
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
