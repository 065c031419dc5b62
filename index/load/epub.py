"""EPUB books: the chapters in reading order, their headings known."""

import posixpath
import zlib
from collections.abc import Iterable, Iterator
from urllib.parse import unquote, urlsplit
from zipfile import BadZipFile, ZipFile

from lxml import etree

from index.load.blocks import Blocks
from index.load.items import Reading
from index.load.limits import Limits
from index.load.markup import add_tree
from index.load.packed import unpacked
from index.load.text import decode
from index.load.webpage import parsed
from index.types import IndexingError

CONTAINER = "META-INF/container.xml"
ENCRYPTION = "META-INF/encryption.xml"


def read(data: bytes, limits: Limits) -> Iterable[Reading]:
    """The words of all chapters, and what the package says of the book."""
    with unpacked(data, limits) as archive:
        place = package_place(archive)
        package = tree_of(archive.read(place))
        blocks = Blocks()
        missing = 0
        unreadable = locked(archive)
        for chapter in chapters(package, posixpath.dirname(place)):
            if chapter in unreadable:
                raise IndexingError("is protected by DRM: get a copy without it")
            try:
                source, _ = decode(archive.read(chapter))
                add_tree(blocks, parsed(source), limits)
            except (KeyError, ValueError, EOFError, BadZipFile, zlib.error, IndexingError):
                missing += 1
    yield Reading(
        blocks.text,
        title=fact(package, "title"),
        published=fact(package, "date"),
        outlet=fact(package, "publisher"),
        author=", ".join(facts(package, "creator")) or None,
        headings=tuple(blocks.headings),
        warnings=(f"{missing} chapters are missing or damaged.",) if missing else (),
    )


def tree_of(content: bytes) -> etree._Element:
    """XML without entities, without anything fetched."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(content, parser)


def package_place(archive: ZipFile) -> str:
    """Where the package document stands. Raises IndexingError where the book names none."""
    root = tree_of(archive.read(CONTAINER)).find(".//{*}rootfile[@full-path]")
    place = "" if root is None else root.get("full-path") or ""
    if place not in archive.namelist():
        raise IndexingError("is a damaged EPUB book: the list of its chapters is missing")
    return place


def chapters(package: etree._Element, folder: str) -> Iterator[str]:
    """The chapters' places in the archive, in reading order."""
    items = {item.get("id"): item for item in package.iterfind(".//{*}manifest/{*}item[@href]")}
    for reference in package.iterfind(".//{*}spine/{*}itemref[@idref]"):
        item = items.get(reference.get("idref"))
        if item is not None and "html" in (item.get("media-type") or "html"):
            yield inside(folder, item.get("href") or "")


def inside(folder: str, href: str) -> str:
    """The place that a reference means; a member's name or nothing, never a path outside."""
    return posixpath.normpath(posixpath.join(folder, unquote(urlsplit(href).path)))


def locked(archive: ZipFile) -> set[str]:
    """The members that only a reading program with the key can decode."""
    if ENCRYPTION not in archive.namelist():
        return set()
    references = tree_of(archive.read(ENCRYPTION)).iterfind(".//{*}CipherReference[@URI]")
    return {inside("", reference.get("URI") or "") for reference in references}


def facts(package: etree._Element, name: str) -> list[str]:
    """What the package's metadata says under a name of Dublin Core, in order."""
    found = package.iterfind(f".//{{http://purl.org/dc/elements/1.1/}}{name}")
    words = (" ".join("".join(element.itertext()).split()) for element in found)
    return [each for each in words if each]


def fact(package: etree._Element, name: str) -> str | None:
    """The first of `facts`, if any."""
    return next(iter(facts(package, name)), None)
