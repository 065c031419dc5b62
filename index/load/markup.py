"""A parsed page → its visible text, in blocks."""

from collections.abc import Sequence

from lxml import etree

from index.load.blocks import Blocks
from index.load.limits import Limits
from index.load.superscripts import as_read
from index.load.tables import add_table
from index.types import BlockKind

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
ITEMS = {"li", "item", "dd"}
LISTS = {"ul", "ol", "list", "dl"}
SURROUNDINGS = {"nav", "footer", "aside", "menu"}
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
    within: list[str] = []

    def close() -> None:
        lines = "".join(pieces).split("\n")
        words = "\n".join(" ".join(line.split()) for line in lines)
        kind, level = block_kind_of(within, words)
        blocks.add(words, kind, level=level)
        pieces.clear()

    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        is_block = bool(tag) and tag not in INLINE and tag not in BREAKS
        # A block's start and end both end the text before them.
        if is_block:
            close()
        if event == "start":
            if is_block:
                within.append(tag)
            if tag in UNSEEN or is_table(element):
                add_rows(blocks, element, limits)
                walk.skip_subtree()
            else:
                pieces.append("\n" if tag in BREAKS else on_one_line(element.text))
        else:
            if is_block and within[-1:] == [tag]:
                within.pop()
            if element is not root:
                pieces.append(on_one_line(element.tail))
    close()


def block_kind_of(within: Sequence[str], words: str) -> tuple[BlockKind, int]:
    """The kind and level of a text by the elements that it is in, outermost first."""
    for tag in reversed(within):
        if tag in HEADINGS:
            return ("question" if words.rstrip().endswith("?") else "heading"), int(tag[1])
        if tag in ("dt", "summary"):
            return ("question" if words.rstrip().endswith("?") else "heading"), 0
        if tag in ITEMS:
            return "item", sum(each in LISTS for each in within) or 1
        if tag == "pre":
            return "code", 0
        if tag in SURROUNDINGS:
            return "furniture", 0
    return "paragraph", 0


def with_raised(root: etree._Element) -> bool:
    """Write raised characters as they are read, "8,935" and a note's mark are no 89,352; whether
    there were any.
    """
    found = list(root.iter("sup"))
    for element in found:
        before = element.getprevious()
        parent = element.getparent()
        text = before.tail if before is not None else parent.text if parent is not None else ""
        own = "".join(element.itertext())
        for child in list(element):
            element.remove(child)
        element.text = as_read(own, text or "")
    return bool(found)


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
    add_table(blocks, spanned(rows, words), limits, named=True if is_marked(rows) else None)


def spanned(
    rows: Sequence[Sequence[etree._Element]], words: Sequence[Sequence[str]]
) -> list[list[str]]:
    """The words of cells, one that spans several columns or rows repeated in each."""
    grid: dict[tuple[int, int], str] = {}
    for row, (cells, texts) in enumerate(zip(rows, words, strict=True)):
        column = 0
        for cell, text in zip(cells, texts, strict=True):
            while (row, column) in grid:
                column += 1
            across, down = (span_of(cell, name) for name in ("colspan", "rowspan"))
            for one in range(down):
                grid.update({(row + one, column + each): text for each in range(across)})
            column += across
    width = max((column for _, column in grid), default=-1) + 1
    lines = [[grid.get((row, column), "") for column in range(width)] for row in range(len(rows))]
    # What spans the whole table is said once.
    return [
        line[:1] if len(cells) == 1 < width else line
        for cells, line in zip(rows, lines, strict=True)
    ]


def span_of(cell: etree._Element, name: str) -> int:
    """How many columns or rows a cell spans."""
    value = cell.get(name) or "1"
    return min(max(int(value), 1), 50) if value.isdigit() else 1


def is_marked(rows: Sequence[Sequence[etree._Element]]) -> bool:
    """Whether the first row of several is made of header cells."""
    return len(rows) > 1 and all(cell.tag == "th" or cell.get("role") == "head" for cell in rows[0])
