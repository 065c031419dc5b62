"""HTML and saved articles: main text, title, author, outlet and date, through trafilatura."""

import re
from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from htmldate import find_date
from lxml import etree, html
from trafilatura import bare_extraction, extract_metadata
from trafilatura.settings import Document

from index.load.blocks import Blocks
from index.load.items import LoadedDocument
from index.load.limits import Limits
from index.load.markup import add_tree, is_table, table_rows, with_raised
from index.load.plain_text import decode
from index.load.written_days import EARLIEST_YEAR
from index.types import IndexingError

CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.I)
SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://\S+)")
QUICKLY: dict[str, Any] = {"extensive_search": False, "original_date": True}
# The elements that state a page's date of publication; a date elsewhere on it may be any.
DATE_ELEMENTS = (
    "//meta[@content]|//script[@type='application/ld+json']|//time"
    "|//*[contains(@class,'publish') or contains(@class,'date') or contains(@class,'byline')"
    " or contains(@itemprop,'date') or contains(@id,'publish') or contains(@class,'timestamp')]"
    "[not(ancestor::footer or ancestor::aside or ancestor::nav)][string-length() < 120]"
)


def read(data: bytes, limits: Limits) -> Iterable[LoadedDocument]:
    """The article of the page, or all its text where no article is found."""
    declared = CHARSET.search(data[:2048])
    source, warnings = decode(data, declared[1].decode("ascii", "ignore") if declared else None)
    saved = SAVED_FROM.search(source[:4096])
    yield page(source, limits, url=saved[1] if saved else None, warnings=warnings)


def page(
    source: str, limits: Limits, url: str | None = None, warnings: tuple[str, ...] = ()
) -> LoadedDocument:
    """The article in HTML source that was saved from `url`."""
    tree = parsed(source)
    if with_raised(tree):
        source = html.tostring(tree, encoding="unicode")
    blocks = main_text(source, limits)
    if not blocks.text:
        add_tree(blocks, tree, limits)
        warnings = (*warnings, "No article stood out: the whole page was taken, menus included.")
    about = extract_metadata(source, default_url=url, date_config=QUICKLY, extensive=False)
    return LoadedDocument(
        blocks.text,
        title=title(tree, blocks) or about.title,
        published=published(tree),
        outlet=about.sitename,
        author=about.author,
        url=about.url or url,
        blocks=tuple(blocks.blocks),
        warnings=(*warnings, *lost_tables(tree, blocks.text)),
    )


def whole_page(source: str, limits: Limits) -> Blocks:
    """All the visible text of a page, such as a mail's body."""
    blocks = Blocks()
    add_tree(blocks, parsed(source), limits)
    return blocks


def parsed(source: str) -> html.HtmlElement:
    """The page's tree. Nothing it refers to is fetched; no entities but HTML's are resolved."""
    try:
        return html.document_fromstring(
            source.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8")
        )
    except etree.ParserError as error:
        raise IndexingError("holds no text") from error


def main_text(source: str, limits: Limits) -> Blocks:
    """The article that trafilatura finds, without menus, comments and other surroundings."""
    blocks = Blocks()
    found = bare_extraction(source, include_comments=False)
    if isinstance(found, Document) and found.body is not None:
        for heading in found.body.iter("head"):
            heading.tag = heading.get("rend") or "h2"
        add_tree(blocks, found.body, limits)
    return blocks


def title(tree: html.HtmlElement, blocks: Blocks) -> str | None:
    """The heading that the article starts with, if the page's title contains it."""
    window = " ".join((tree.findtext(".//title") or "").split())
    first = blocks.first_heading
    return first if first and first in window else None


def published(tree: html.HtmlElement) -> str | None:
    """The day of publication that the page's markup states, as YYYY-MM-DD.

    htmldate would search all the page's text and its address; it is given the elements alone that
    state a date.
    """
    stated = html.Element("html")
    body = etree.SubElement(stated, "body")
    for element in tree.xpath(DATE_ELEMENTS):
        twin = deepcopy(element)
        twin.tail = None
        body.append(twin)
    return find_date(stated, url="", min_date=f"{EARLIEST_YEAR}-01-01", **QUICKLY)


def lost_tables(tree: html.HtmlElement, text: str) -> tuple[str, ...]:
    """A warning where tables of the page are missing from the text."""
    lost = 0
    for table in tree.iter("table"):
        rows = table_rows(table) if is_table(table) else []
        cells = [" ".join("".join(cell.itertext()).split()) for row in rows[1:] for cell in row]
        absent = sum(1 for cell in cells if cell not in text)
        lost += len(cells) > 3 and absent * 2 > len(cells)
    return (f"{lost} tables of the page lost their cells.",) if lost else ()
