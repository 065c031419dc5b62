"""What documents are called by: words for their kinds, their own names, and their days."""

import re
from collections.abc import Iterable
from datetime import date

from assistant.answering.identity import identity, marks
from assistant.question.query import numbers, years
from index.text.path_words import path_words
from index.text.stems import stem
from index.types import Source

KINDS = [
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

_FIRST, _HEADING = 3, 80
"""Lines, and the characters of each, in which a text says what kind of document it is."""
OLDEST = ("oldest", "earliest", "first")
"""Words for the oldest of documents; others are for the newest."""
_MAIL = (".eml", ".msg", ".mbox")
_LETTER = stem("letter")
_GREETING = re.compile(
    r"^\W*(?:dear|sehr geehrte[rs]?|liebe[rs]?|estimad[oa]s?|querid[oa]s?|ch[eè]re?s?|madame"
    r"|monsieur|gentile|egregi[oa]|car[oa]|prezad[oa]s?|geachte|beste)\b[^\n]{0,60}[,:!]\s*$",
    re.IGNORECASE | re.MULTILINE,
)


def is_of_kind(source: Source, kind: str, opening: str) -> bool:
    """Whether a document is of a kind, given as a stem.

    It is called so, or by another word for it; its first lines say so; or it greets as letters do.
    """
    if fits_names([kind], called(source)):
        return True
    if any(kind in group and _LETTER in group for group in KINDS):
        return not source.name.endswith(_MAIL) and _GREETING.search(opening) is not None
    lines = [line.strip() for line in opening.splitlines() if line.strip()][:_FIRST]
    headed = [line for line in lines if len(line) <= _HEADING and not line.endswith((".", ","))]
    return not source.outlet and fits_names([kind], set(marks(" ".join(headed))))


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


def called(source: Source) -> set[str]:
    """The marks of a document's names: its title, path, date, outlet, first heading, file type."""
    first = source.headings[0][1] if source.headings else ""
    suffix = source.name.rpartition(".")[2].lower()
    return {*identity(source), *marks(f"{first} {source.outlet or ''}"), suffix}


def fits_names(named: Iterable[str], own: set[str]) -> bool:
    """Whether all marks are among a document's own, or words for its kind."""
    return all(
        mark in own or any(mark in group and group & own for group in KINDS) for mark in named
    )
