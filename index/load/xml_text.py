"""XML of any kind: the text of its elements, without tags; a feed's items one by one."""

from collections.abc import Iterable, Iterator

from lxml import etree

from index.load.blocks import Blocks
from index.load.items import LoadedDocument
from index.load.limits import Limits
from index.types import IndexingError

_ITEMS = ("{*}item", "{*}entry")
_DATES = ("pubDate", "published", "updated", "date")


def read(data: bytes, limits: Limits) -> Iterable[LoadedDocument]:
    """The items of a feed, or the whole as one document."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise IndexingError(f"is no well-formed XML ({error.msg})") from error
    items = [found for name in _ITEMS for found in root.iter(name)]
    if not items:
        yield document(root)
        return
    if len(items) > limits.articles:
        raise IndexingError(f"holds more than {limits.articles} articles: divide it")
    for number, item in enumerate(items, 1):
        yield document(item, f"#{number}", etree.tostring(item))


def document(root: etree._Element, part: str = "", data: bytes | None = None) -> LoadedDocument:
    """The texts below an element, each a paragraph; a title is a heading."""
    blocks = Blocks()
    facts: dict[str, str] = {}
    for name, words in texts(root):
        facts.setdefault(name, words)
        if name == "title":
            blocks.add(words, "heading", level=1)
        elif name not in _DATES and name not in ("link", "guid", "id"):
            blocks.add(words)
    return LoadedDocument(
        blocks.text,
        blocks=tuple(blocks.blocks),
        title=facts.get("title"),
        published=next((facts[name] for name in _DATES if name in facts), None),
        author=facts.get("author") or facts.get("creator"),
        part=part,
        data=data,
    )


def texts(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Each text below an element with the name of the element that holds it."""
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname
        inner = [element.text, *(child.tail for child in element)]
        words = " ".join(" ".join(part.split()) for part in inner if part and part.strip())
        if words and name != "key":
            yield name, words
