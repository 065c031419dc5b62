"""XML of any kind: the text of its elements, without tags; a feed's items one by one."""

import re
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from index.load.blocks import Blocks
from index.load.items import LoadedDocument
from index.load.limits import Limits
from index.types import IndexingError

_ITEMS = ("{*}item", "{*}entry")
_DATES = ("pubDate", "published", "updated", "date")

_NAMES = ("name", "title", "label", "caption")
"""Attributes that name what an element's text says."""

_TECHNICAL = re.compile(
    r".*(?:id|ids|ref|refs|href|src|url|uri|link|type|class|style|lang|locale|schemalocation)"
    r"|rel|space|width|height|version|encoding|role|target|key|ispermalink|length|medium|domain"
    r"|scheme|mode|format|charset"
)
"""Attributes that say nothing to people."""


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
    """Each text below an element with the name of the element that holds it.

    An element without any says something in its attributes: "name: Hale, metres: 61".
    """
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname
        inner = [element.text, *(child.tail for child in element)]
        words = " ".join(" ".join(part.split()) for part in inner if part and part.strip())
        own = {etree.QName(key).localname: said for key, said in element.attrib.items()}
        if words and name != "key":
            named = next((own[key] for key in _NAMES if own.get(key, "").strip()), "")
            yield name, f"{named}: {words}" if named else words
        elif not words and (said := attributes(own)):
            yield name, said


def attributes(own: Mapping[str, str]) -> str:
    """What attributes say, but for addresses and keys; nothing where no word is among them."""
    kept = {
        name: " ".join(said.split())
        for name, said in own.items()
        if said.strip() and not _TECHNICAL.fullmatch(name.lower()) and "://" not in said
    }
    has_words = any(character.isalpha() for said in kept.values() for character in said)
    if len(kept) == 1 and has_words:
        return next(iter(kept.values()))
    return ", ".join(f"{name}: {said}" for name, said in kept.items()) if has_words else ""
