"""Reading → document: title, date and outlet from where they are told best, and warnings."""

from datetime import date
from urllib.parse import urlsplit

from index.load.items import Reading
from index.load.opening import Opening, opening
from index.load.sanitize import one_line, storable
from index.load.titles import title_from_name
from index.load.written_days import in_name, in_url, parse
from index.types import DateOrigin, Document, IndexingError, Source

SAMPLE = 1_000_000
"""Characters that are looked at to tell whether a text is one."""


def document(reading: Reading, name: str, sha256: str) -> Document:
    """The document that `name` stands for. Raises IndexingError where there is no text."""
    text = storable(reading.text)
    if not text or text.isspace():
        raise IndexingError(nothing_in(reading))
    told = opening(text)
    published, origin, doubts = publication(reading, told, name)
    title = reading.title or told.title or title_from_name(name, text)
    return Document(
        Source(
            name=name,
            title=one_line(title),
            sha256=sha256,
            published=published,
            published_from=origin,
            outlet=one_line(reading.outlet or told.outlet or host(reading.url or told.url)) or None,
            author=one_line(reading.author or told.author or "") or None,
            characters=len(text),
            page_starts=reading.page_starts,
            headings=tuple(
                (start, one_line(heading)) for start, heading in reading.headings if heading.strip()
            ),
            warnings=tuple(
                one_line(warning)
                for warning in (*reading.warnings, *doubts, *misgivings(text, reading))
            ),
        ),
        text,
    )


def nothing_in(reading: Reading) -> str:
    """Why a reading without text has none."""
    if reading.page_starts:
        return "holds no text, only pictures of pages: run text recognition (OCR) over it first"
    return "holds only white space" if reading.text else "holds no text"


def publication(
    reading: Reading, told: Opening, name: str
) -> tuple[date | None, DateOrigin | None, tuple[str, ...]]:
    """The day of publication, where it was read, and doubts about it.

    Metadata comes first, then the dateline, the address, the file's name; the day on which the
    file was made is taken last and called a guess.
    """
    doubts: tuple[str, ...] = ()
    day = parse(reading.published)
    if reading.published and not day:
        doubts = (f"The date “{str(reading.published)[:40]}” is no sure day: write YYYY-MM-DD.",)
    found: tuple[tuple[date | None, DateOrigin], ...] = (
        (day, "metadata"),
        (told.published, "dateline"),
        (in_url(reading.url or told.url or ""), "url"),
        (in_name(name), "file name"),
    )
    for known, origin in found:
        if known:
            return known, origin, doubts
    if made := parse(reading.made):
        guess = "The date is a guess: it is the day on which the file was made."
        return made, "metadata", (*doubts, guess)
    return None, None, doubts


def misgivings(text: str, reading: Reading) -> tuple[str, ...]:
    """Warnings about the text as a whole."""
    sample = text[:SAMPLE]
    marks = sum(map(len, sample.split()))
    letters = sum(map(str.isalpha, sample))
    if reading.prose and marks > 30 and letters * 3 < marks:
        return ("Two thirds of the characters are not letters: was it read as it should be?",)
    return ()


def host(url: str | None) -> str:
    """The host that an address names, without www."""
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""
