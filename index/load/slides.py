"""PowerPoint presentations: a page a slide, its title a heading, its notes after it."""

import io
from collections.abc import Iterable

from pptx import package
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import CONTENT_TYPE
from pptx.opc.package import PartFactory
from pptx.oxml import parse_xml
from pptx.parts.presentation import PresentationPart
from pptx.shapes.base import BaseShape
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from pptx.table import Table

from index.load.blocks import Blocks
from index.load.charts import CHART, add_chart
from index.load.diagrams import DIAGRAM, RELATIONSHIP, add_diagram
from index.load.fields import meaningful
from index.load.items import Item, LoadedDocument, Member
from index.load.limits import Limits
from index.load.merged_cells import SpannedCell, spread
from index.load.pages import numbered
from index.load.reading_order import in_reading_order
from index.load.slide_remarks import ENCLOSED, add_remarks, authors_of, related
from index.load.slide_text import SlideParagraph, add_paragraphs, line_of, paragraphs_of
from index.load.tables import add_table
from index.load.zipped import creation_day, open_zip, refuse_doctypes, safe_path
from index.types import IndexingError

# Templates, slide shows, and presentations with macros, which are left alone.
KINDS = (
    CONTENT_TYPE.PML_PRESENTATION_MAIN,
    CONTENT_TYPE.PML_PRES_MACRO_MAIN,
    CONTENT_TYPE.PML_TEMPLATE_MAIN,
    CONTENT_TYPE.PML_SLIDESHOW_MAIN,
    "application/vnd.ms-powerpoint.slideshow.macroEnabled.main+xml",
    "application/vnd.ms-powerpoint.template.macroEnabled.main+xml",
)
PartFactory.part_type_for.update(dict.fromkeys(KINDS, PresentationPart))

FURNITURE = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
BODIES = (PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.VERTICAL_BODY)
LONG_TITLE = 80
"""Characters of the first text of a slide without a title, beyond which it is no title."""


def read(data: bytes, limits: Limits) -> Iterable[Item]:
    """The text of all slides, with each slide's start; then the files enclosed in them."""
    with open_zip(data, limits) as archive:
        refuse_doctypes(archive)
    part = package.Package.open(io.BytesIO(data)).main_document_part
    if not isinstance(part, PresentationPart):
        raise IndexingError(f"is no PowerPoint presentation, but {part.content_type[:80]}")
    file = part.presentation
    if len(file.slides) > limits.pages:
        raise IndexingError(f"has {len(file.slides)} slides, more than {limits.pages}: divide it")
    blocks = Blocks()
    starts, blank = [], []
    authors = authors_of(part)
    for number, slide in enumerate(file.slides, 1):
        before = len(blocks.blocks)
        starts.append(blocks.next_start)
        add_slide(blocks, slide, limits)
        add_remarks(blocks, slide.part, authors)
        if len(blocks.blocks) == before:
            blank.append(number)
    end = len(blocks.text)
    facts = file.core_properties
    yield LoadedDocument(
        blocks.text,
        title=meaningful(facts.title) or blocks.first_heading,
        author=meaningful(facts.author),
        created=creation_day(facts.created),
        page_starts=tuple(min(start, end) for start in starts),
        blocks=tuple(blocks.blocks),
        warnings=(f"{numbered('Slide', blank, 'holds', 'hold')} no text: pictures?",)
        if blank
        else (),
    )
    for slide in file.slides:
        for enclosed in related(slide.part, *ENCLOSED):
            yield Member(safe_path(enclosed.partname.filename), enclosed.blob)


def add_slide(blocks: Blocks, slide: Slide, limits: Limits) -> None:
    """Append a slide's title, the text, tables and charts of its shapes, and its notes."""
    title: BaseShape | None = slide.shapes.title
    heads = None if title is None else title.element
    shapes = list(in_reading_order(s for s in slide.shapes if s.element is not heads))
    title = title or untitled_heading(shapes)
    if title is not None:
        words = " ".join(paragraph.text for paragraph in paragraphs_in(title))
        blocks.add(" ".join(words.split()), "heading", level=1)
    for shape in shapes:
        if shape is title:
            continue
        if isinstance(shape, GraphicFrame):
            add_graphic(blocks, shape, limits)
        elif shape.has_text_frame:
            add_text(blocks, shape)
    if slide.has_notes_slide and (notes := slide.notes_slide.notes_text_frame):
        add_paragraphs(blocks, paragraphs_of(notes._txBody), is_body=False)


def untitled_heading(shapes: list[BaseShape]) -> BaseShape | None:
    """What stands first on a slide without a title, where it reads as one: a short line."""
    held = [shape for shape in shapes if isinstance(shape, GraphicFrame) or paragraphs_in(shape)]
    if len(held) < 2 or isinstance(held[0], GraphicFrame):
        return None
    [first, *others] = paragraphs_in(held[0])
    is_long = len(first.text) > LONG_TITLE or first.text.endswith((".", ",", ";", ":"))
    return None if others or is_long or first.is_bulleted else held[0]


def paragraphs_in(shape: BaseShape) -> list[SlideParagraph]:
    """The paragraphs of a shape, if it holds any."""
    return paragraphs_of(shape.text_frame._txBody) if shape.has_text_frame else []  # type: ignore[attr-defined]


def add_text(blocks: Blocks, shape: BaseShape) -> None:
    """Append the paragraphs of a shape."""
    kind = shape.placeholder_format.type if shape.is_placeholder else None
    if kind in FURNITURE:
        for paragraph in paragraphs_in(shape):
            blocks.add(paragraph.text, "furniture")
    else:
        add_paragraphs(blocks, paragraphs_in(shape), is_body=kind in BODIES)


def add_graphic(blocks: Blocks, frame: GraphicFrame, limits: Limits) -> None:
    """Append a table, a chart, or the texts of a diagram."""
    element = frame._element
    if frame.has_table:
        rows = cells(frame.table)
        named = True if frame.table.first_row and len(rows) > 1 else None
        add_table(blocks, rows, limits, named=named)
    for reference in element.iter(f"{CHART}chart", f"{DIAGRAM}relIds"):
        is_chart = reference.tag == f"{CHART}chart"
        key = reference.get(f"{RELATIONSHIP}{'id' if is_chart else 'dm'}") or ""
        if key not in frame.part.rels or frame.part.rels[key].is_external:
            continue
        data = parse_xml(frame.part.rels[key].target_part.blob)
        if is_chart:
            add_chart(blocks, data, limits)
        else:
            add_diagram(blocks, data)


def cells(table: Table) -> list[list[str]]:
    """The texts of a table's columns in each row."""
    rows = []
    for row in table.rows:
        kept = [cell for cell in row.cells if not cell._tc.hMerge]
        rows.append(
            [
                SpannedCell(
                    line_of(cell._tc.txBody) if cell._tc.txBody is not None else "",
                    cell._tc.gridSpan,
                    cell._tc.vMerge,
                )
                for cell in kept
            ]
        )
    return spread(rows)
