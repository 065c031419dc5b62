"""The plot of a search's cost as the library grows, as SVG, of the JSON that `retrieval` prints.

    python -m benchmarks.retrieval --passages 1000 10000 100000 --json > retrieval.jsonl
    python -m benchmarks.plot retrieval.jsonl retrieval.svg

Both axes are logarithmic. A line is drawn for each figure that any number of passages has.
"""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from math import ceil, floor, log10
from pathlib import Path

LINES = {
    "p50_ms": ("cited-assistant, median", "#1a6fb0", ""),
    "p99_ms": ("cited-assistant, 99th percentile", "#1a6fb0", "5 4"),
    "langchain_p50_ms": ("LangChain EnsembleRetriever, median", "#b0471a", ""),
    "langchain_p99_ms": ("LangChain EnsembleRetriever, 99th percentile", "#b0471a", "5 4"),
    "llamaindex_p50_ms": ("LlamaIndex QueryFusionRetriever, median", "#3d7a2a", ""),
    "llamaindex_p99_ms": ("LlamaIndex QueryFusionRetriever, 99th percentile", "#3d7a2a", "5 4"),
}
"""Figure → its name, colour and dashes."""

WIDTH, HEIGHT = 720, 436
LEFT, RIGHT, TOP, BOTTOM = 70, 20, 126, 50

Point = tuple[float, float]


def drawn(rows: Sequence[Mapping[str, float]]) -> str:
    """The plot of rows with `passages` and milliseconds."""
    lines = {
        name: sorted((row["passages"], row[name]) for row in rows if name in row) for name in LINES
    }
    points = [point for line in lines.values() for point in line]
    across, up = (_decades([point[axis] for point in points]) for axis in (0, 1))

    def place(point: Point) -> Point:
        x = (log10(point[0]) - across[0]) / (across[1] - across[0])
        y = (log10(point[1]) - up[0]) / (up[1] - up[0])
        return LEFT + x * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - y * (HEIGHT - TOP - BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
        ' font-family="sans-serif" font-size="13" fill="#333">',
        "<title>Milliseconds a search by passages in the library</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
    ]
    for power in range(across[0], across[1] + 1):
        x, y = place((10.0**power, 10.0 ** up[0]))
        parts += [_line([(x, y), (x, TOP)], "#ddd"), _text(x, y + 18, f"{10**power:,}", "middle")]
    for power in range(up[0], up[1] + 1):
        x, y = place((10.0 ** across[0], 10.0**power))
        parts += [_line([(x, y), (WIDTH - RIGHT, y)], "#ddd")]
        parts += [_text(x - 8, y + 4, f"{10.0**power:g} ms", "end")]
    parts.append(_text(WIDTH / 2, HEIGHT - 12, "passages", "middle"))
    shown = [name for name in LINES if lines[name]]
    for number, name in enumerate(shown):
        label, colour, dashes = LINES[name]
        parts += _series([place(point) for point in lines[name]], colour, dashes)
        y = 22 + 18 * number
        parts += [_line([(LEFT, y), (LEFT + 30, y)], colour, dashes)]
        parts += [_text(LEFT + 38, y + 4, label, "start")]
    return "\n".join([*parts, "</svg>", ""])


def _decades(values: Sequence[float]) -> tuple[int, int]:
    """The powers of ten that enclose the values."""
    low, high = floor(log10(min(values))), ceil(log10(max(values)))
    return low, max(high, low + 1)


def _series(points: Sequence[Point], colour: str, dashes: str) -> Iterator[str]:
    yield _line(points, colour, dashes)
    for x, y in points:
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>'


def _line(points: Sequence[Point], colour: str, dashes: str = "") -> str:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return (
        f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.5"'
        f' stroke-dasharray="{dashes}"/>'
    )


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=Path, help="lines of JSON")
    parser.add_argument("plot", type=Path, help="the SVG to write")
    options = parser.parse_args()
    lines = options.rows.read_text("utf-8").splitlines()
    options.plot.write_text(drawn([json.loads(line) for line in lines if line.strip()]), "utf-8")


if __name__ == "__main__":
    main()
