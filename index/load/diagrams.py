"""SmartArt → list items: the texts of its shapes, in their order and depth."""

from collections import defaultdict

from lxml import etree

from index.load.blocks import Blocks

DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
RELATIONSHIP = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def add_diagram(blocks: Blocks, data: etree._Element) -> None:
    """Append what the data part of a diagram holds."""
    texts = {point.get("modelId"): text_of(point) for point in data.iter(f"{DIAGRAM}pt")}
    children: dict[str | None, list[tuple[int, str | None]]] = defaultdict(list)
    for link in data.iter(f"{DIAGRAM}cxn"):
        if link.get("type", "parOf") == "parOf":
            order = int(link.get("srcOrd") or 0)
            children[link.get("srcId")].append((order, link.get("destId")))
    roots = (p for p in data.iter(f"{DIAGRAM}pt") if p.get("type") == "doc")
    waiting = [(root.get("modelId"), 0) for root in roots]
    seen: set[str | None] = set()
    while waiting:
        point, depth = waiting.pop()
        if point in seen:
            continue
        seen.add(point)
        blocks.add(texts.get(point, ""), "item", level=max(depth, 1))
        below = sorted(children[point], key=lambda child: child[0], reverse=True)
        waiting += [(child, depth + 1) for _, child in below]


def text_of(point: etree._Element) -> str:
    """The paragraphs of a shape, a space between them."""
    paragraphs = point.iterfind(f"{DIAGRAM}t/{DRAWING}p")
    return " ".join("".join(t.text or "" for t in p.iter(f"{DRAWING}t")) for p in paragraphs)
