"""What belongs to a slide beside its shapes: comments in both of PowerPoint's forms, files."""

from collections.abc import Mapping

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.oxml import parse_xml

from index.load.blocks import Blocks
from index.load.remarks import add_remark
from index.load.slide_text import DRAWING

ENCLOSED = (RELATIONSHIP_TYPE.PACKAGE, RELATIONSHIP_TYPE.OLE_OBJECT)
_COMMENTS = "/comments"
_AUTHORS = ("/commentAuthors", "/authors")


def related(part: Part, *endings: str) -> list[Part]:
    """The parts that a part names, by the ends of their relations' kinds."""
    relations = (each for each in part.rels.values() if each.reltype.endswith(endings))
    return [each.target_part for each in relations if not each.is_external]


def authors_of(presentation: Part) -> dict[str, str]:
    """The names of those who commented, by the keys that comments give."""
    roots = (parse_xml(part.blob) for part in related(presentation, *_AUTHORS))
    return {each.get("id") or "": each.get("name") or "" for root in roots for each in root}


def add_remarks(blocks: Blocks, slide: Part, authors: Mapping[str, str]) -> None:
    """Append the comments on a slide, and the replies to them."""
    for part in related(slide, _COMMENTS):
        for element in parse_xml(part.blob).iter("{*}cm", "{*}reply"):
            words = " ".join(map(_words, element.iterfind("{*}text")))
            words += " ".join(map(_words, element.iterfind(f"{{*}}txBody/{DRAWING}p")))
            add_remark(blocks, authors.get(element.get("authorId") or ""), words)


def _words(element: etree._Element) -> str:
    """The characters of a comment's paragraph."""
    return "".join(element.itertext())
