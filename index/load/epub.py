"""EPUB books: the chapters in the order of the book, with their headings."""

import posixpath
import zlib
from collections.abc import Iterable, Iterator
from urllib.parse import unquote, urlsplit
from zipfile import BadZipFile, ZipFile

from lxml import etree

from index.load.blocks import Blocks
from index.load.items import LoadedDocument
from index.load.limits import Limits
from index.load.markup import add_tree, prepare
from index.load.plain_text import decode
from index.load.question_headings import with_questions
from index.load.webpage import parsed
from index.load.zipped import open_zip
from index.types import IndexingError

CONTAINER = "META-INF/container.xml"
ENCRYPTION = "META-INF/encryption.xml"


def read(data: bytes, limits: Limits) -> Iterable[LoadedDocument]:
    """The text of all chapters, and the package's metadata."""
    with open_zip(data, limits) as archive:
        place = package_path(archive)
        package = tree_of(archive.read(place))
        blocks = Blocks()
        missing = 0
        unreadable = encrypted(archive)
        for chapter in chapters(package, posixpath.dirname(place)):
            if chapter in unreadable:
                raise IndexingError("is protected by DRM: get a copy without it")
            try:
                source, _ = decode(archive.read(chapter))
                tree = parsed(source)
                prepare(tree)
                add_tree(blocks, tree, limits)
            except (KeyError, ValueError, EOFError, BadZipFile, zlib.error, IndexingError):
                missing += 1
    yield LoadedDocument(
        blocks.text,
        title=fact(package, "title"),
        published=fact(package, "date"),
        outlet=fact(package, "publisher"),
        author=", ".join(facts(package, "creator")) or None,
        blocks=tuple(with_questions(blocks.text, blocks.blocks)),
        warnings=(f"{missing} chapters are missing or damaged.",) if missing else (),
    )


def tree_of(content: bytes) -> etree._Element:
    """XML without entities, without anything fetched."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(content, parser)


def package_path(archive: ZipFile) -> str:
    """The package document's path. Raises IndexingError where the book names none."""
    root = tree_of(archive.read(CONTAINER)).find(".//{*}rootfile[@full-path]")
    place = "" if root is None else root.get("full-path") or ""
    if place not in archive.namelist():
        raise IndexingError("is a damaged EPUB book: the list of its chapters is missing")
    return place


def chapters(package: etree._Element, folder: str) -> Iterator[str]:
    """The chapters' paths in the archive, in the order of the book."""
    items = {item.get("id"): item for item in package.iterfind(".//{*}manifest/{*}item[@href]")}
    for reference in package.iterfind(".//{*}spine/{*}itemref[@idref]"):
        item = items.get(reference.get("idref"))
        if item is not None and "html" in (item.get("media-type") or "html"):
            yield inside(folder, item.get("href") or "")


def inside(folder: str, href: str) -> str:
    """The path that a reference means; a member's name or nothing, never a path outside."""
    return posixpath.normpath(posixpath.join(folder, unquote(urlsplit(href).path)))


def encrypted(archive: ZipFile) -> set[str]:
    """The members that only a program with the key can decrypt."""
    if ENCRYPTION not in archive.namelist():
        return set()
    references = tree_of(archive.read(ENCRYPTION)).iterfind(".//{*}CipherReference[@URI]")
    return {inside("", reference.get("URI") or "") for reference in references}


def facts(package: etree._Element, name: str) -> list[str]:
    """The values of a Dublin Core element in the package's metadata, in order."""
    found = package.iterfind(f".//{{http://purl.org/dc/elements/1.1/}}{name}")
    words = (" ".join("".join(element.itertext()).split()) for element in found)
    return [each for each in words if each]


def fact(package: etree._Element, name: str) -> str | None:
    """The first of `facts`, if any."""
    return next(iter(facts(package, name)), None)
