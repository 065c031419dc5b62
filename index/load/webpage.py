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
from index.load.main_part import link_share, with_what_it_lost
from index.load.markup import add_tree, prepare
from index.load.markup_tables import is_table, table_rows
from index.load.plain_text import decode
from index.load.question_headings import with_questions
from index.load.written_days import EARLIEST_YEAR
from index.types import IndexingError

CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.I)
SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://\S+)")
TITLE_PARTS = re.compile(r"\s+[|·•»–—-]\s+")
QUICKLY: dict[str, Any] = {"extensive_search": False, "original_date": True}
# The elements that state a page's date of publication; a date elsewhere on it may be any.
DATE_ELEMENTS = (
    "//meta[@content]|//script[@type='application/ld+json']|//time"
    "|//*[contains(@class,'publish') or contains(@class,'date') or contains(@class,'byline')"
    " or contains(@itemprop,'date') or contains(@id,'publish') or contains(@class,'timestamp')]"
    "[not(ancestor::footer or ancestor::aside or ancestor::nav)][string-length() < 120]"
)

SURROUNDINGS = (
    "//nav|//aside|//footer|//header|//menu|//form|//iframe|//script[@src]"
    "|//*[@role='navigation' or @role='banner' or @role='contentinfo' or @role='complementary']"
    "|//*[contains(@class,'nav') or contains(@class,'menu') or contains(@class,'sidebar')"
    " or contains(@id,'nav') or contains(@id,'menu') or contains(@id,'sidebar')]"
)
MOST_LINKED = 0.4
"""The share of a page's text in links from which on it is a list of links, not a text."""
SCRAP = 300
SCRAP_SHARE = 0.2


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
    prepare(tree)
    everything = Blocks()
    add_tree(everything, tree, limits)
    blocks = everything
    if not is_bare(tree):
        blocks = with_what_it_lost(main_text(tree, limits), tree, limits)
        if is_scrap(blocks, everything):
            blocks = main_text(tree, limits, wide=True)
        if is_scrap(blocks, everything):
            blocks = everything
            whole = "No article stood out: the whole page was taken, menus included."
            warnings = (*warnings, whole)
    about = extract_metadata(deepcopy(tree), default_url=url, date_config=QUICKLY, extensive=False)
    site = about.sitename
    return LoadedDocument(
        blocks.text,
        title=title(tree, blocks, site)
        or (window_title(tree, site) if is_site(about.title or "", site) else about.title),
        published=published(tree),
        outlet=site,
        author=about.author,
        url=about.url or url,
        blocks=tuple(with_questions(blocks.text, blocks.blocks)),
        warnings=(*warnings, *lost_tables(tree, blocks.text)),
    )


def whole_page(source: str, limits: Limits) -> Blocks:
    """All the visible text of a page, such as a mail's body."""
    blocks = Blocks()
    tree = parsed(source)
    prepare(tree)
    add_tree(blocks, tree, limits)
    return blocks


def parsed(source: str) -> html.HtmlElement:
    """The page's tree. Nothing it refers to is fetched; no entities but HTML's are resolved."""
    try:
        return html.document_fromstring(
            source.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8")
        )
    except etree.ParserError as error:
        raise IndexingError("holds no text") from error


def is_bare(tree: html.HtmlElement) -> bool:
    """Whether a page has no surroundings, as one that a program exported: all of it is its text."""
    if tree.xpath(SURROUNDINGS):
        return False
    return link_share(tree) <= MOST_LINKED


def is_scrap(blocks: Blocks, everything: Blocks) -> bool:
    """Whether what was found is nothing, or a few words of a page that says much more."""
    found = len(blocks.text)
    return found < SCRAP and found < SCRAP_SHARE * len(everything.text)


def main_text(tree: html.HtmlElement, limits: Limits, *, wide: bool = False) -> Blocks:
    """The article that trafilatura finds, without menus, comments and other surroundings.

    Where it is looked for `wide`, more is taken for a part of it.
    """
    blocks = Blocks()
    found = bare_extraction(deepcopy(tree), include_comments=False, favor_recall=wide)
    if isinstance(found, Document) and found.body is not None:
        for heading in found.body.iter("head"):
            heading.tag = heading.get("rend") or "summary"
        add_tree(blocks, found.body, limits)
    return blocks


def title(tree: html.HtmlElement, blocks: Blocks, site: str | None) -> str | None:
    """The first of the highest headings that the page's title contains, but for the site's name."""
    window = " ".join((tree.findtext(".//title") or "").split())
    headings = [
        piece
        for piece, block in zip(blocks.pieces, blocks.blocks, strict=True)
        if block.kind == "heading" and block.level in (0, 1)
    ]
    first = blocks.first_heading
    for heading in [first, *headings] if first else headings:
        if heading in window and not is_site(heading, site):
            return heading
    return None


def is_site(words: str, site: str | None) -> bool:
    """Whether a heading is the name of the site, which its pages share."""
    return " ".join(words.split()).casefold() == " ".join((site or "").split()).casefold()


def window_title(tree: html.HtmlElement, site: str | None) -> str | None:
    """What the page's title says beside the site's name."""
    parts = TITLE_PARTS.split(" ".join((tree.findtext(".//title") or "").split()))
    return next((part for part in parts if part and not is_site(part, site)), None)


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
