"""What a workbook holds beside its cells: comments, text boxes, the titles of charts."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from zipfile import ZipFile

from lxml import etree

from index.load.blocks import Blocks
from index.load.charts import CHART, words
from index.load.diagrams import DRAWING, RELATIONSHIP
from index.load.epub import tree_of
from index.load.remarks import add_remark

_BOOK = "xl/workbook.xml"
_COPIED = "[Threaded comment]"
"""How the copy of a threaded comment begins that older programs are shown."""


@dataclass(slots=True)
class Beside:
    """A sheet's texts, and its comments: the cell, who wrote it, the words."""

    texts: list[str] = field(default_factory=list)
    comments: list[tuple[str, str, str]] = field(default_factory=list)

    def add_to(self, blocks: Blocks) -> None:
        """Append all of them."""
        for text in self.texts:
            blocks.add(text)
        for place, author, said in self.comments:
            add_remark(blocks, author, said, place)


def beside_cells(archive: ZipFile) -> dict[str, Beside]:
    """What stands beside the cells of each sheet that has such, by its name."""
    names = set(archive.namelist())
    if _BOOK not in names:
        return {}
    places = {key: place for key, _, place in _relations(archive, _BOOK)}
    persons = {
        each.get("id") or "": each.get("displayName") or ""
        for _, kind, place in _relations(archive, _BOOK)
        if kind == "person" and place in names
        for each in tree_of(archive.read(place))
    }
    found: dict[str, Beside] = {}
    for sheet in tree_of(archive.read(_BOOK)).iterfind("{*}sheets/{*}sheet"):
        place = places.get(sheet.get(f"{RELATIONSHIP}id") or "", "")
        beside = Beside()
        for _, kind, part in _relations(archive, place):
            if part not in names:
                continue
            if kind == "comments":
                beside.comments += _comments(tree_of(archive.read(part)))
            elif kind == "threadedComment":
                beside.comments += _threads(tree_of(archive.read(part)), persons)
            elif kind == "drawing":
                beside.texts += _drawn(archive, part)
        if beside.texts or beside.comments:
            found[sheet.get("name") or ""] = beside
    return found


def _relations(archive: ZipFile, part: str) -> list[tuple[str, str, str]]:
    """The parts that a part names: key, kind, and place in the archive."""
    folder, name = posixpath.split(part)
    try:
        root = tree_of(archive.read(f"{folder}/_rels/{name}.rels"))
    except KeyError:
        return []
    return [
        (
            each.get("Id") or "",
            (each.get("Type") or "").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, each.get("Target") or "")).lstrip("/"),
        )
        for each in root
        if each.get("TargetMode") != "External"
    ]


def _comments(root: etree._Element) -> Iterator[tuple[str, str, str]]:
    """The comments on cells, but for copies of threaded ones; a name that each repeats, once."""
    authors = ["".join(each.itertext()) for each in root.iterfind("{*}authors/{*}author")]
    for comment in root.iterfind("{*}commentList/{*}comment"):
        at = comment.get("authorId") or ""
        author = authors[int(at)] if at.isdigit() and int(at) < len(authors) else ""
        said = "".join(each.text or "" for each in comment.iter("{*}t")).strip()
        if not said.startswith(_COPIED):
            own = said.removeprefix(f"{author}:") if author else said
            yield comment.get("ref") or "", author, own


def _threads(root: etree._Element, persons: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """The comments of threads, replies among them."""
    for comment in root:
        said = comment.findtext("{*}text") or ""
        yield comment.get("ref") or "", persons.get(comment.get("personId") or "", ""), said


def _drawn(archive: ZipFile, part: str) -> Iterator[str]:
    """The texts of a drawing's shapes, and the titles of its charts, whose values are cells."""
    root = tree_of(archive.read(part))
    for body in root.iter("{*}txBody"):
        paragraphs = body.iterfind(f"{DRAWING}p")
        lines = ("".join(t.text or "" for t in p.iter(f"{DRAWING}t")) for p in paragraphs)
        yield "\n".join(filter(None, (" ".join(line.split()) for line in lines)))
    charts = {key: place for key, kind, place in _relations(archive, part) if kind == "chart"}
    for chart in root.iter(f"{CHART}chart"):
        place = charts.get(chart.get(f"{RELATIONSHIP}id") or "", "")
        if place in archive.namelist():
            yield words(tree_of(archive.read(place)).find(f"{CHART}chart/{CHART}title"))
