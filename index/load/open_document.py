"""OpenDocument texts, spreadsheets and presentations (.odt, .ods, .odp)."""

from collections.abc import Iterable
from zipfile import ZipFile

from lxml import etree

from index.load.epub import tree_of
from index.load.fields import meaningful
from index.load.formats import ENCRYPTED
from index.load.items import LoadedDocument
from index.load.limits import Limits
from index.load.open_document_body import OpenDocumentBody
from index.load.open_document_styles import DRAW, DUBLIN, OFFICE, OpenStyles
from index.load.pages import numbered
from index.load.tables import hidden_sheets
from index.load.written_days import parse
from index.load.zipped import open_zip, refuse_doctypes
from index.types import IndexingError

OBJECT = "/content.xml"
META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"


def read(data: bytes, limits: Limits) -> Iterable[LoadedDocument]:
    """The body in its order, then the notes; of a presentation a page a slide."""
    with open_zip(data, limits) as archive:
        refuse_doctypes(archive)
        names = archive.namelist()
        if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read(
            "META-INF/manifest.xml"
        ):
            raise IndexingError(ENCRYPTED)
        content = tree_of(archive.read("content.xml"))
        facts = facts_of(archive)
        objects = {
            name.removesuffix(OBJECT): tree_of(archive.read(name))
            for name in names
            if name.endswith(OBJECT)
        }
        edges = tree_of(archive.read("styles.xml")) if "styles.xml" in names else None
    styles = OpenStyles(content)
    body = OpenDocumentBody(styles, limits, objects)
    root = content.find(f"{OFFICE}body")
    starts: list[int] = []
    blank: list[int] = []
    slides = [] if root is None else list(root.iterfind(f"*/{DRAW}page"))
    if len(slides) > limits.pages:
        raise IndexingError(f"has {len(slides)} slides, more than {limits.pages}: divide it")
    for number, slide in enumerate(slides, 1):
        before = len(body.blocks.blocks)
        starts.append(body.blocks.next_start)
        body.add_slide(slide)
        if len(body.blocks.blocks) == before:
            blank.append(number)
    if root is not None and not slides:
        for part in root:
            body.add_all(part)
    body.add_notes()
    if edges is not None and not body.is_sheet:
        body.add_edges(edges)
    end = len(body.blocks.text)
    yield LoadedDocument(
        body.blocks.text,
        title=meaningful(facts.get("title")) or body.title or body.blocks.first_heading,
        author=meaningful(facts.get("initial-creator") or facts.get("creator")),
        created=parse(facts.get("creation-date")),
        page_starts=tuple(min(start, end) for start in starts),
        blocks=tuple(body.blocks.blocks),
        warnings=(
            *[f"{numbered('Slide', blank, 'holds', 'hold')} no text: pictures?"] * bool(blank),
            *hidden_sheets(body.hidden),
        ),
        prose=not body.is_sheet,
    )


def facts_of(archive: ZipFile) -> dict[str, str]:
    """What the file says of itself, by the names of the elements."""
    if "meta.xml" not in archive.namelist():
        return {}
    root = tree_of(archive.read("meta.xml"))
    return {
        etree.QName(element).localname: (element.text or "").strip()
        for element in root.iter(f"{DUBLIN}*", f"{META}*")
    }
