"""The rules and boxes drawn on a PDF's page: what divides a table's rows and cells."""

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

THIN = 3.0
"""The greatest thickness of a rule, in points."""
SHORTEST = 8.0
MOST = 5_000
"""Drawings of a page beyond which it is a picture, and none of them is a rule."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line across the text, or down it: where it stands, and from where to where."""

    place: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Rules:
    """The horizontal and the vertical rules of a page; `place` is a height, or a left edge."""

    across: tuple[Rule, ...] = ()
    down: tuple[Rule, ...] = ()

    def between(self, left: float, right: float, height: float) -> bool:
        """Whether a vertical rule stands between two edges at a height."""
        return any(
            left - 1 <= rule.place <= right + 1 and rule.start - 1 <= height <= rule.end + 1
            for rule in self.down
        )

    def divides(self, above: float, below: float, left: float, right: float) -> bool:
        """Whether horizontal rules over half the way from left to right stand at such a height."""
        found = [rule for rule in self.across if below < rule.place < above]
        return any(
            covered([each for each in found if abs(each.place - rule.place) < 2], left, right)
            >= 0.5 * (right - left)
            for rule in found
        )


def covered(rules: Sequence[Rule], left: float, right: float) -> float:
    """The length between two edges that some rules cover together."""
    total, at = 0.0, left
    for rule in sorted(rules, key=lambda rule: rule.start):
        end = min(rule.end, right)
        if end > at:
            total += end - max(at, rule.start)
            at = end
    return total


def rules_of(page: pypdfium2.PdfPage, turn: int = 0) -> Rules:
    """The rules of a page that is turned by so many quarters, as its words are."""
    across: list[Rule] = []
    down: list[Rule] = []
    count = pdfium.FPDFPage_CountObjects(page)
    edges = [ctypes.c_float() for _ in range(4)]
    drawn = 0
    for index in range(count):
        drawing = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(drawing) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        drawn += 1
        if drawn > MOST:
            return Rules()
        if not pdfium.FPDFPageObj_GetBounds(drawing, *edges):
            continue
        left, bottom, right, top = turned(
            edges[0].value, edges[1].value, edges[2].value, edges[3].value, turn
        )
        wide, high = right - left, top - bottom
        if wide > SHORTEST:
            places = {(top + bottom) / 2} if high <= THIN else {bottom, top}
            across += [Rule(place, left, right) for place in places]
        if high > SHORTEST:
            places = {(left + right) / 2} if wide <= THIN else {left, right}
            down += [Rule(place, bottom, top) for place in places]
    return Rules(tuple(across), tuple(down))


def turned(
    left: float, bottom: float, right: float, top: float, turn: int
) -> tuple[float, float, float, float]:
    """A box in a page that is turned upright."""
    if turn == 1:
        return bottom, -right, top, -left
    if turn == 2:
        return -right, -top, -left, -bottom
    if turn == 3:
        return -top, left, -bottom, right
    return left, bottom, right, top
