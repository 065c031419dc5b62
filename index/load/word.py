"""Word documents: the body in its order, then the notes, comments, headers and footers."""

import io
from collections.abc import Iterable

from docx import package
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.part import Part, PartFactory
from docx.oxml.parser import parse_xml
from docx.parts.document import DocumentPart
from lxml import etree

from index.load.blocks import Blocks
from index.load.fields import meaningful
from index.load.items import Item, LoadedDocument, Member
from index.load.limits import Limits
from index.load.word_body import WordBody
from index.load.word_headings import with_headings
from index.load.word_numbering import read_numbering
from index.load.word_styles import WORD, read_styles
from index.load.zipped import creation_day, open_zip, refuse_doctypes, safe_path
from index.types import IndexingError

NOTES = (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES)
EDGES = (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)
ENCLOSED = (
    RELATIONSHIP_TYPE.PACKAGE,
    RELATIONSHIP_TYPE.OLE_OBJECT,
    RELATIONSHIP_TYPE.A_F_CHUNK,
)

# Templates are documents like any other, and so is one with macros, which are left alone.
KINDS = (
    CONTENT_TYPE.WML_DOCUMENT_MAIN,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
)
PartFactory.part_type_for.update(dict.fromkeys(KINDS, DocumentPart))

OPENING = 5
"""Blocks at the start among which the document's title is looked for."""


def read(data: bytes, limits: Limits) -> Iterable[Item]:
    """The body and what belongs to it, then the files enclosed in it.

    It has tracked insertions, and lacks deletions.
    """
    with open_zip(data, limits) as archive:
        refuse_doctypes(archive)
    part = package.Package.open(io.BytesIO(data)).main_document_part
    if not isinstance(part, DocumentPart):
        raise IndexingError(f"is no Word document, but {part.content_type[:80]}")
    body = WordBody(
        read_styles(part.document.styles.element),
        read_numbering(numbering(part)),
        part.rels,
        limits,
    )
    body.add(part.document.element.body)
    for note in related(part, *NOTES):
        body.add(parse_xml(note.blob))
    for comments in related(part, RELATIONSHIP_TYPE.COMMENTS):
        body.add_comments(parse_xml(comments.blob))
    body.add_edges(parse_xml(edge.blob) for edge in related(part, *EDGES))
    blocks = body.blocks
    facts = part.document.core_properties
    yield LoadedDocument(
        blocks.text,
        title=title_of(body, meaningful(facts.title)),
        author=meaningful(facts.author),
        created=creation_day(facts.created),
        blocks=tuple(with_headings(blocks.text, blocks.blocks, body.bold)),
        warnings=tuple(changes(part.document.element)),
    )
    for enclosed in related(part, *ENCLOSED):
        yield Member(safe_path(enclosed.partname.filename), enclosed.blob)


def related(part: DocumentPart, *kinds: str) -> list[Part]:
    """The parts of the file that a document names, of some kinds."""
    relations = (each for each in part.rels.values() if each.reltype in kinds)
    return [each.target_part for each in relations if not each.is_external]


def changes(root: etree._Element) -> Iterable[str]:
    """A warning where changes were tracked and nobody accepted them yet."""
    kept = sum(1 for _ in root.iter(f"{WORD}ins", f"{WORD}moveTo"))
    gone = sum(1 for _ in root.iter(f"{WORD}del", f"{WORD}moveFrom"))
    if kept + gone:
        yield f"Tracked changes: {kept + gone}. It is read as if they were accepted."


def numbering(part: DocumentPart) -> etree._Element | None:
    """The lists of a document, if it has any."""
    found = related(part, RELATIONSHIP_TYPE.NUMBERING)
    return parse_xml(found[0].blob) if found else None


def title_of(body: WordBody, stated: str | None) -> str | None:
    """The document's title, as the file's metadata state it or its text begins.

    Metadata are often those of a file that this one was made from: a title in the text that they
    don't repeat comes first.
    """
    if stated and any(stated.lower() in piece.lower() for piece in body.blocks.pieces[:OPENING]):
        return stated
    return body.title or stated or first_heading(body.blocks)


def first_heading(blocks: Blocks) -> str | None:
    """The one heading of the first level, near the start, or the heading that comes first.

    A numbered one is a section's.
    """
    pairs = list(zip(blocks.blocks, blocks.pieces, strict=True))
    highest = [block for block in blocks.blocks if block.kind == "heading" and block.level == 1]
    for number, (block, words) in enumerate(pairs[:OPENING]):
        is_first = block.kind == "heading" and not number
        if not block.label and (is_first or highest == [block]):
            return words
    return None
