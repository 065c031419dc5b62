"""A parsed page → its visible text, in blocks by its tags."""

import re

from lxml import etree

from index.load.blocks import Blocks
from index.load.limits import Limits
from index.load.markup_tables import add_rows, flatten, is_table
from index.load.mathml import written_equation
from index.load.question_headings import asks_something
from index.load.superscripts import as_read

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
UNLEVELLED = {"summary", "legend"}
ITEMS = {"li", "item", "dd"}
LISTS = {"ul", "ol", "list", "dl"}
SURROUNDINGS = {"nav", "footer", "aside", "menu"}
ROLES = {"navigation", "contentinfo", "complementary", "menu", "menubar", "search"}
BREAKS = {"br", "lb"}
UNSEEN = {"script", "style", "noscript", "template", "svg", "head", "object", "iframe"}
_NOTES = re.compile(r"note|tip|sidebar|notice")
INLINE = {
    *("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "hi", "i"),
    *("img", "ins", "kbd", "label", "mark", "q", "ref", "rp", "rt", "ruby", "s", "samp", "small"),
    *("span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "graphic"),
}


def add_tree(blocks: Blocks, root: etree._Element, limits: Limits) -> None:
    """Append the visible text of a tree of HTML, or of the elements trafilatura makes."""
    reader = _Reader(blocks)
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start" and (element.tag in UNSEEN or is_table(element)):
            reader.close()
            if element.tag == "table":
                reader.add_term()
                add_rows(blocks, element, limits)
            walk.skip_subtree()
        elif event == "start":
            reader.begin(element)
        elif element is not root:
            reader.end(element)
    reader.close()
    reader.add_term()


def prepare(tree: etree._Element) -> None:
    """Write a page's raised characters and equations as they are read, its tables without spans.

    "8,935" and a note's mark are no 89,352. What asks in bold, or on a button, becomes a heading.
    """
    for element in list(tree.iter("sup")):
        before = element.getprevious()
        parent = element.getparent()
        text = before.tail if before is not None else parent.text if parent is not None else ""
        own = "".join(element.itertext())
        for child in list(element):
            element.remove(child)
        element.text = as_read(own, text or "")
    for equation in list(tree.iter("math", "{*}math")):
        text = f" {written_equation(equation)} "
        for child in list(equation):
            equation.remove(child)
        equation.tag, equation.text = "span", text
        equation.attrib.clear()
    for table in filter(is_table, list(tree.iter("table"))):
        flatten(table)
    for element in tree.iter("p", "button"):
        words = "".join(element.itertext()).strip()
        bold = [*element.iterchildren("b", "strong")][:1]
        alone = element.tag == "button" or (
            bold and "".join(bold[0].itertext()).strip() == words and len(words) < 300
        )
        if alone and asks_something(words):
            element.tag = "h6"
    for ordered in tree.iter("ol"):
        # trafilatura forgets what numbers such a list has.
        if ordered.get("start", "1") != "1" or ordered.get("type", "1") != "1":
            ordered.tag = "ul"


def on_one_line(words: str | None) -> str:
    """Text with its line ends as spaces, which is what they mean in HTML."""
    return (words or "").replace("\n", " ").replace("\r", " ")


class _Reader:
    """The text since the last block, and the elements that it is in, outermost first."""

    def __init__(self, blocks: Blocks) -> None:
        self.blocks = blocks
        self.pieces: list[str] = []
        self.within: list[etree._Element] = []
        self.counts: dict[etree._Element, int] = {}
        self.numbers: dict[etree._Element, str] = {}
        self.term = ""

    def begin(self, element: etree._Element) -> None:
        """Go into an element; a block's start ends the text before it."""
        if is_block(element):
            self.close()
            self.within.append(element)
            self.count(element)
        if element.tag in BREAKS:
            self.pieces.append("\n")
        elif self.is_verbatim:
            self.pieces.append(element.text or "")
        else:
            self.pieces.append(on_one_line(element.text))

    def end(self, element: etree._Element) -> None:
        """Leave an element; a block's end ends its text."""
        if is_block(element):
            self.close()
            if self.within and self.within[-1] is element:
                self.within.pop()
            if element.tag in LISTS:
                self.add_term()
        self.pieces.append((element.tail or "") if self.is_verbatim else on_one_line(element.tail))

    def count(self, element: etree._Element) -> None:
        """Number an ordered list's item: "3."."""
        parent = element.getparent()
        if element.tag not in ITEMS or parent is None:
            return
        if parent.tag == "ol" or parent.get("rend") == "ol":
            self.counts[parent] = self.counts.get(parent, 0) + 1
            self.numbers[element] = f"{self.counts[parent]}."

    @property
    def is_verbatim(self) -> bool:
        """Whether white space is kept here, as in programs."""
        return any(each.tag in ("pre", "code") for each in self.within)

    def close(self) -> None:
        """Append the text so far as a block, by the innermost element that says what it is."""
        text = "".join(self.pieces)
        self.pieces.clear()
        if not text.strip():
            return
        if self.is_verbatim:
            self.blocks.add(text.strip("\n").rstrip(), "code")
            return
        words = "\n".join(" ".join(line.split()) for line in text.split("\n")).strip()
        for element in reversed(self.within):
            tag = element.tag
            if tag in HEADINGS or tag in UNLEVELLED:
                level = int(tag[1]) if tag in HEADINGS else 0
                self.blocks.add(words, "heading", level=level)
                return
            if is_term(element):
                self.add_term()
                self.term = words
                return
            if tag in ITEMS:
                self.add_item(element, words)
                return
            if (tag in SURROUNDINGS and not is_note(element)) or element.get("role") in ROLES:
                self.blocks.add(words, "furniture")
                return
        self.blocks.add(words)

    def add_item(self, element: etree._Element, words: str) -> None:
        """Append an item's words, the first with its number, or its term: "Dock: a metal post"."""
        level = sum(each.tag in LISTS for each in self.within) or 1
        label = self.numbers.pop(element, "")
        if self.term and asks_something(self.term):
            self.blocks.add(self.term, "heading")
            self.term = ""
        if self.term:
            label, words = self.term, f"{self.term.rstrip(':')}: {words}"
            self.term = ""
        self.blocks.add(words, "item", level=level, label=label)

    def add_term(self) -> None:
        """Append a term that no definition followed."""
        if self.term:
            level = sum(each.tag in LISTS for each in self.within) or 1
            self.blocks.add(self.term, "item", level=level)
            self.term = ""


def is_note(element: etree._Element) -> bool:
    """Whether an element says that it is a footnote or a box of the text, as in books."""
    said = f"{element.get('role') or ''} {element.get('epub:type') or ''}"
    return element.tag == "aside" and bool(_NOTES.search(said))


def is_block(element: etree._Element) -> bool:
    """Whether an element stands apart from the text before it."""
    tag = element.tag
    if tag == "code":
        return "\n" in "".join(element.itertext()).strip()
    return isinstance(tag, str) and tag not in INLINE and tag not in BREAKS


def is_term(element: etree._Element) -> bool:
    """Whether an element holds a term that its list then defines."""
    return element.tag == "dt" or (
        element.tag == "item" and (element.get("rend") or "").startswith("dt")
    )
