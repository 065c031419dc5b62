"""PowerPoint presentations: a page a slide, its title a heading, its notes after it."""

import io
from collections.abc import Iterable, Iterator

from pptx import Presentation
from pptx.shapes.base import BaseShape
from pptx.shapes.graphfrm import GraphicFrame
from pptx.shapes.group import GroupShape
from pptx.slide import Slide

from index.load.blocks import Blocks
from index.load.fields import meaningful
from index.load.items import LoadedDocument
from index.load.limits import Limits
from index.load.pages import numbered
from index.load.tables import add_table
from index.load.zipped import creation_day, open_zip, refuse_doctypes
from index.types import IndexingError


def read(data: bytes, limits: Limits) -> Iterable[LoadedDocument]:
    """The text of all slides, with each slide's start."""
    with open_zip(data, limits) as archive:
        refuse_doctypes(archive)
    file = Presentation(io.BytesIO(data))
    if len(file.slides) > limits.pages:
        raise IndexingError(f"has {len(file.slides)} slides, more than {limits.pages}: divide it")
    blocks = Blocks()
    starts, blank = [], []
    for number, slide in enumerate(file.slides, 1):
        before = len(blocks.blocks)
        starts.append(blocks.next_start)
        add_slide(blocks, slide, limits)
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


def add_slide(blocks: Blocks, slide: Slide, limits: Limits) -> None:
    """Append a slide's title, the text and tables of its shapes, and its notes."""
    title = slide.shapes.title
    if title is not None and title.has_text_frame:
        blocks.add(" ".join(title.text_frame.text.split()), "heading", level=1)
    for shape in leaves(slide.shapes):
        if title is not None and shape.shape_id == title.shape_id:
            continue
        if isinstance(shape, GraphicFrame) and shape.has_table:
            table = shape.table
            rows = [[cell.text for cell in row.cells] for row in table.rows]
            add_table(blocks, rows, limits, named=table.first_row and len(rows) > 1)
        elif shape.has_text_frame:
            for paragraph in shape.text_frame.paragraphs:  # type: ignore[attr-defined]
                blocks.add(paragraph.text.replace("\v", "\n"))
    if slide.has_notes_slide and (notes := slide.notes_slide.notes_text_frame):
        blocks.add(notes.text.replace("\v", "\n"))


def leaves(shapes: Iterable[BaseShape]) -> Iterator[BaseShape]:
    """The shapes in their order, those of groups among them."""
    for shape in shapes:
        if isinstance(shape, GroupShape):
            yield from leaves(shape.shapes)
        else:
            yield shape
