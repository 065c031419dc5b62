"""The document that somebody means by "the memo", "last year's report" or its file's name."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from assistant.answering.identity import identity, marks
from assistant.question.periods import periods
from assistant.question.query import Query, numbers, years
from assistant.question.tongues import named_tongue
from index.library import Library
from index.text.language import function_words, language
from index.text.path_words import path_words
from index.text.stems import stem, stems
from index.types import Source

_KINDS = [
    frozenset(map(stem, group.split()))
    for group in (
        "minutes meeting session protocol",
        "memo memorandum",
        "letter correspondence carta lettre brief",
        "contract agreement treaty deal lease",
        "guide handbook manual brochure booklet leaflet",
        "report account review audit inspection evaluation survey",
        "policy policies rules regulations",
        "notes note",
        "invoice bill receipt",
        "speech address talk",
        "interview transcript conversation",
        "mail email message eml",
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
_FIRST, _HEADING = 3, 80
"""Lines, and the characters of each, in which a text says what kind of document it is."""
OLDEST = ("oldest", "earliest", "first")
"""Words for the oldest of documents; others are for the newest."""
_EDGE = re.compile(
    r"\b(?:newest|latest|most recent|oldest|earliest"
    r"|last(?! (?:\w+day|week|month|quarter|year|spring|summer|autumn|fall|winter|\d))(?!['’]))\b",
    re.IGNORECASE,
)
_MAIL = (".eml", ".msg", ".mbox")
_LETTER = stem("letter")
_GREETING = re.compile(
    r"^\W*(?:dear|sehr geehrte[rs]?|liebe[rs]?|estimad[oa]s?|querid[oa]s?|ch[eè]re?s?|madame"
    r"|monsieur|gentile|egregi[oa]|car[oa]|prezad[oa]s?|geachte|beste)\b[^\n]{0,60}[,:!]\s*$",
    re.IGNORECASE | re.MULTILINE,
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
        found = sources if any_of else all_of.sources
        chosen = at_the_edge(found, edge[0].lower())
        return NamedDocuments((chosen,) if chosen else all_of.sources, any_of or all_of.plainly)
    dated, among = _dated(subject, sources)
    found = _named(library, among, dated, opened=opened, of_text=of_text)
    if not found.sources and dated != subject:
        found = _named(library, sources, subject, opened=opened, of_text=of_text)
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
    kinds = [group for group in _KINDS if group & set(said)]
    named = [mark for mark in said if mark not in _ANY]
    if not named:
        alone = tuple(among) if len(among) == 1 and said else ()
        return NamedDocuments(alone, bool(alone))
    fits = [source for source in among if _fits(named, _own_marks(source))]
    if not fits and kinds and opened:
        fits = _by_opening(library, among, named)
    fits.sort(key=lambda source: _likely(source, set(named), bool(kinds)), reverse=True)
    # Of a title that several have the words of, it is a topic.
    titled = _alone(fits) and (of_text or _is_titled(fits[0], named))
    plainly = bool(fits) and (bool(kinds) or len(named) < len(said) or titled)
    return NamedDocuments(tuple(fits), plainly)


def at_the_edge(sources: Iterable[Source], edge: str) -> Source | None:
    """The newest or the oldest of those documents whose day is known, as a word asks for it.

    Where no day is known, the years and quarters count that their names give.
    """
    sources = list(sources)
    dated = [(each.published, each.name, each) for each in sources if each.published]
    dated = dated or [(day, each.name, each) for each in sources if (day := _named_day(each))]
    if not dated:
        return None
    return (min if edge in OLDEST else max)(dated)[2]


def _named_day(source: Source) -> date | None:
    """The end of the year, or of the quarter, that a document's title or name gives."""
    named = f"{source.title} {' '.join(path_words(source.name))}"
    year = max(map(int, years(named)), default=0)
    quarter = max((int(each[1]) for each in numbers(named) if each[0] == "Q"), default=4)
    return date(year, 3 * quarter, 28) if year else None


def is_of_kind(source: Source, kind: str, opening: str) -> bool:
    """Whether a document is of a kind, given as a stem.

    It is called so, or by another word for it; its first lines say so; or it greets as letters do.
    """
    if _fits([kind], _own_marks(source)):
        return True
    if any(kind in group and _LETTER in group for group in _KINDS):
        return not source.name.endswith(_MAIL) and _GREETING.search(opening) is not None
    lines = [line.strip() for line in opening.splitlines() if line.strip()][:_FIRST]
    headed = [line for line in lines if len(line) <= _HEADING and not line.endswith((".", ","))]
    return not source.outlet and _fits([kind], set(marks(" ".join(headed))))


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
    called = [source for source in sources if _fits(kinds, _own_marks(source))]
    among = (called or (sources if len(sources) <= _ALL_OPENED else ()))[:_ALL_OPENED]
    openings = library.openings(source.name for source in among)
    others = [mark for mark in named if mark not in kinds]
    return [
        source
        for source in among
        if (opening := openings.get(source.name, ""))
        and all(is_of_kind(source, kind, opening) for kind in kinds)
        and _fits(others, _own_marks(source) | set(stems(opening)))
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
