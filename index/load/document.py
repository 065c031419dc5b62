"""LoadedDocument → Document: title, date and outlet from the best source for each, and warnings."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import takewhile
from urllib.parse import urlsplit

from index.load.head_matter import without_head_matter
from index.load.items import LoadedDocument
from index.load.opening import Dateline, Opening, parse_opening, stated_at_end
from index.load.outline import heading_words, numbered_heading, outlined
from index.load.sanitize import one_line, storable
from index.load.text_layout import labelled, layout_blocks
from index.load.titles import title_from_name
from index.load.written_days import in_name, in_url, parse
from index.load.written_months import month_in_name
from index.text.addressed import addresses_machine, hides_text
from index.text.sentences import sentences
from index.types import Block, DateOrigin, Document, IndexingError, Source

LONG = 4_000
"""Characters from which a text without any structure is worth a word."""

SAMPLE = 1_000_000
"""Characters examined for whether a text is one."""


def build_document(loaded: LoadedDocument, name: str, sha256: str) -> Document:
    """The document, named `name`. Raises IndexingError where it has no text."""
    text = storable(loaded.text)
    if not text or text.isspace():
        raise IndexingError(empty_reason(loaded))
    opening = parse_opening(text)
    published, origin, doubts = publication(loaded, opening, name, stated_at_end(text))
    outlet = loaded.outlet or opening.outlet or host(loaded.url or opening.url)
    warnings = (*loaded.warnings, *doubts, *text_warnings(text, loaded))
    given = tuple(labelled(text, loaded.blocks)) or tuple(layout_blocks(text))
    given = tuple(map(storable_block, without_head_matter(text, given)))
    blocks = outlined(text, given)
    return Document(
        Source(
            name=name,
            title=own_title(loaded, opening, text, blocks, name),
            sha256=sha256,
            published=published,
            published_from=origin,
            outlet=one_line(outlet) or None,
            author=one_line(loaded.author or opening.author or "") or None,
            characters=len(text),
            page_starts=loaded.page_starts,
            page_labels=tuple(map(one_line, loaded.page_labels)),
            headings=headings_of(text, blocks),
            warnings=tuple(map(one_line, (*warnings, *structure_warnings(text, blocks)))),
            recognised=loaded.recognised,
            kinds=tuple(Counter(block.kind for block in blocks).items()),
        ),
        text,
        blocks,
    )


def storable_block(block: Block) -> Block:
    """A block whose label, columns and lead can be stored, as its text can."""
    columns = tuple(map(storable, block.columns))
    return replace(block, label=storable(block.label), columns=columns, lead=storable(block.lead))


def own_title(
    loaded: LoadedDocument, opening: Opening, text: str, blocks: Sequence[Block], name: str
) -> str:
    """The title that the file states, that its first lines are, or else its name.

    Of several headings at the top the last names the document, as a policy under its organization;
    a table's first row is no title.
    """
    if loaded.title:
        return one_line(loaded.title)
    if not loaded.prose:
        return one_line(title_from_name(name, text))
    top = takewhile(lambda block: block.kind in ("heading", "furniture"), blocks)
    headings = [one_line(text[each.start : each.end]) for each in top if each.kind == "heading"]
    headings = headings[:1] + [each for each in headings[1:] if not each[0].isdigit()]
    own = heading_words(headings[-1]) if headings else opening.title
    return one_line(own or title_from_name(name, text))


def structure_warnings(text: str, blocks: Sequence[Block]) -> tuple[str, ...]:
    """A warning where a long text shows no structure at all."""
    if len(text) > LONG and all(block.kind in ("paragraph", "furniture") for block in blocks):
        return ("No headings, lists or tables were found in it: it is read as running text.",)
    return ()


def headings_of(text: str, blocks: Sequence[Block]) -> tuple[tuple[int, str], ...]:
    """The offset and the words of each heading."""
    return tuple(
        (block.start, numbered_heading(one_line(text[block.start : block.end]), block.label))
        for block in blocks
        if block.kind in ("heading", "question")
    )


def empty_reason(loaded: LoadedDocument) -> str:
    """Why a document without text has none."""
    if loaded.page_starts:
        return f"holds no text, only pictures of pages: {loaded.remedy}"
    return "holds only white space" if loaded.text else "holds no text"


def publication(
    loaded: LoadedDocument, opening: Opening, name: str, closing: Dateline | None = None
) -> tuple[date | None, DateOrigin | None, tuple[str, ...]]:
    """The day of publication, its origin, and warnings about it.

    Metadata comes first, then the dateline, what is said at the text's end, the address, the
    file's name, then a month without a day; the day on which the file was created is taken last
    and called a guess.
    """
    doubts: tuple[str, ...] = ()
    day = parse(loaded.published)
    if loaded.published and not day:
        doubts = (f"The date “{str(loaded.published)[:40]}” is no sure day: write YYYY-MM-DD.",)
    found: tuple[tuple[date | None, DateOrigin], ...] = (
        (day, "metadata"),
        (opening.published, "dateline"),
        (closing.published if closing and not closing.is_month else None, "dateline"),
        (in_url(loaded.url or opening.url or ""), "url"),
        (in_name(name), "file name"),
    )
    for known, origin in found:
        if known:
            return known, origin, doubts
    months: tuple[tuple[date | None, DateOrigin], ...] = (
        (opening.month, "dateline"),
        (closing.published if closing else None, "dateline"),
        (month_in_name(name), "file name"),
    )
    for known, origin in months:
        if known:
            first = "Of its date the month alone is known: it counts as the month's first day."
            return known, origin, (*doubts, first)
    if created := parse(loaded.created):
        guess = "The date is a guess: it is the day on which the file was made."
        return created, "metadata", (*doubts, guess)
    return None, None, doubts


def text_warnings(text: str, loaded: LoadedDocument) -> tuple[str, ...]:
    """Warnings about the text as a whole."""
    return (*_unread(text, loaded), *_addressed(text))


def _addressed(text: str) -> Iterator[str]:
    """Warnings of what speaks to a machine that reads the text, or hides from people."""
    for line in text.splitlines():
        found = next((line[a:b] for a, b in sentences(line) if addresses_machine(line[a:b])), "")
        if found:
            yield f"A sentence addresses a machine, and is not quoted: “{one_line(found, 80)}”"
            break
    if hides_text(text):
        yield "Characters that nobody sees hide words in it, or turn their direction."


def _unread(text: str, loaded: LoadedDocument) -> tuple[str, ...]:
    """A warning where the text may not have been read as it should be."""
    sample = text[:SAMPLE]
    marks = sum(map(len, sample.split()))
    letters = sum(map(str.isalpha, sample))
    if loaded.prose and marks > 30 and letters * 3 < marks:
        return ("Two thirds of the characters are not letters: was it read as it should be?",)
    return ()


def host(url: str | None) -> str:
    """The host of an address, without www."""
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""
