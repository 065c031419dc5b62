"""Charts → tables: a row a category, a column a series."""

import re
from collections.abc import Iterable

from lxml import etree

from index.load.blocks import Blocks
from index.load.limits import Limits
from index.load.tables import add_table

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"

_PERCENT = re.compile(r"0(?:\.(0+))?%")
_MOST = 100_000
"""Points of a series that are read at most."""


def add_chart(blocks: Blocks, chart: etree._Element, limits: Limits) -> None:
    """Append a chart's title, and its values as they are stored beside the drawing."""
    blocks.add(words(chart.find(f"{CHART}chart/{CHART}title")))
    names: list[str] = []
    rows: dict[str, list[str]] = {}
    for number, series in enumerate(chart.iter(f"{CHART}ser")):
        name = " ".join(points(series.find(f"{CHART}tx")).values()) or words(
            series.find(f"{CHART}tx")
        )
        names.append(name)
        labels = points(first(series, ("cat", "xVal")))
        values = points(first(series, ("val", "yVal")))
        sizes = points(series.find(f"{CHART}bubbleSize"))
        for place in sorted({*labels, *values}):
            key = labels.get(place) or str(place + 1)
            row = rows.setdefault(key, [])
            row += [""] * (number - len(row))
            value = "; ".join(filter(None, (values.get(place, ""), sizes.get(place, ""))))
            if len(row) > number:  # a second point of that name in the same series
                row[number] = "; ".join(filter(None, (row[number], value)))
            else:
                row.append(value)
    if any(any(row) for row in rows.values()):
        corner = words(first(chart, ("catAx", "dateAx"), "title"))
        head = [[corner, *names]] if any(names) else []
        table = [*head, *([label, *row] for label, row in rows.items())]
        add_table(blocks, table, limits, named=bool(head) and len(table) > 1)


def first(
    element: etree._Element, names: Iterable[str], child: str | None = None
) -> etree._Element | None:
    """The first descendant of one of these names, or its child."""
    for name in names:
        path = f".//{CHART}{name}" + (f"/{CHART}{child}" if child else "")
        if (found := element.find(path)) is not None:
            return found
    return None


def points(source: etree._Element | None) -> dict[int, str]:
    """The cached points of a series' names, categories or values, by their place.

    Categories of several levels give one name, the outermost level first.
    """
    if source is None:
        return {}
    levels = list(source.iter(f"{CHART}lvl")) or [source]
    found: dict[int, str] = {}
    for level in levels:
        own = {place: text for place, text in level_points(level).items() if place < _MOST}
        if not found:
            found = own
        else:
            starts = sorted(own)
            for place in found:
                over = max((start for start in starts if start <= place), default=None)
                if over is not None:
                    found[place] = f"{own[over]}, {found[place]}"
    return found


def level_points(level: etree._Element) -> dict[int, str]:
    """The points of one level, as their number format shows them."""
    code = level.findtext(f".//{CHART}formatCode") or ""
    return {
        int(point.get("idx") or 0): shown(
            point.findtext(f"{CHART}v") or "", point.get("formatCode") or code
        )
        for point in level.iter(f"{CHART}pt")
    }


def shown(value: str, code: str) -> str:
    """A stored value as its number format shows it: a percentage, a day, a plain number."""
    try:
        number = float(value)
    except ValueError:
        return " ".join(value.split())
    if found := _PERCENT.search(code):
        return f"{number:.{len(found[1] or '')}%}"
    if code and code != "General":
        from openpyxl.styles.numbers import is_date_format
        from openpyxl.utils.datetime import from_excel

        if is_date_format(code):
            try:
                return str(from_excel(number))[:10]
            except (OverflowError, ValueError):
                return value
    return f"{number:.15g}" if abs(number) < 1e15 else value


def words(element: etree._Element | None) -> str:
    """The text of a title, its paragraphs' with a space between them."""
    if element is None:
        return ""
    paragraphs = element.iter(f"{DRAWING}p")
    texts = ("".join(t.text or "" for t in p.iter(f"{DRAWING}t")) for p in paragraphs)
    return " ".join(" ".join(texts).split())
