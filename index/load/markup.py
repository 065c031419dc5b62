"""A parsed page → its visible text, in blocks."""

from collections.abc import Sequence

from lxml import etree

from index.load.blocks import Blocks
from index.load.limits import Limits
from index.load.tables import add_table

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
BREAKS = {"br", "lb"}
UNSEEN = {"script", "style", "noscript", "template", "svg", "math", "head", "object", "iframe"}
INLINE = {
    *("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "hi", "i"),
    *("img", "ins", "kbd", "label", "mark", "q", "ref", "rp", "rt", "ruby", "s", "samp", "small"),
    *("span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "graphic"),
}
CELLS = {"td", "th", "cell"}
IN_LAYOUT = {"table", "p", "div", "ul", "ol", "list", "head", *HEADINGS}


def add_tree(blocks: Blocks, root: etree._Element, limits: Limits) -> None:
    """Append the visible text of a tree of HTML, or of the elements trafilatura makes."""
    pieces: list[str] = []
    headings = 0

    def close() -> None:
        lines = "".join(pieces).split("\n")
        words = "\n".join(" ".join(line.split()) for line in lines)
        blocks.add(words, "heading" if headings else "paragraph")
        pieces.clear()

    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        is_block = bool(tag) and tag not in INLINE and tag not in BREAKS
        # A block's start and end both end the text before them.
        if is_block:
            close()
        if event == "start":
            headings += tag in HEADINGS
            if tag in UNSEEN or is_table(element):
                add_rows(blocks, element, limits)
                walk.skip_subtree()
            else:
                pieces.append("\n" if tag in BREAKS else on_one_line(element.text))
        else:
            headings -= tag in HEADINGS
            if element is not root:
                pieces.append(on_one_line(element.tail))
    close()


def on_one_line(words: str | None) -> str:
    """Text with its line ends as spaces, which is what they mean in HTML."""
    return (words or "").replace("\n", " ").replace("\r", " ")


def is_table(element: etree._Element) -> bool:
    """Whether an element is a table of data, rather than one that lays out a page."""
    return element.tag == "table" and not any(
        inner.tag in IN_LAYOUT for inner in element.iterdescendants()
    )


def table_rows(table: etree._Element) -> list[list[etree._Element]]:
    """The cells of a table by rows."""
    rows = [[cell for cell in row if cell.tag in CELLS] for row in table.iter("tr", "row")]
    return [row for row in rows if row]


def add_rows(blocks: Blocks, element: etree._Element, limits: Limits) -> None:
    """Append a table's rows; nothing for other elements.

    The first row names the columns where it is marked as header, and no cell spans several.
    """
    if not is_table(element):
        return
    rows = table_rows(element)
    words = [["".join(cell.itertext()) for cell in row] for row in rows]
    spans = any(cell.get("colspan", "1") != "1" for row in rows for cell in row) or any(
        cell.get("rowspan", "1") != "1" for row in rows for cell in row
    )
    named = not spans and is_marked(rows)
    add_table(blocks, words, limits, named=named)


def is_marked(rows: Sequence[Sequence[etree._Element]]) -> bool:
    """Whether the first row of several is made of header cells."""
    return len(rows) > 1 and all(cell.tag == "th" or cell.get("role") == "head" for cell in rows[0])
