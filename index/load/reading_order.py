"""The shapes of a slide in the order in which they are read."""

from collections.abc import Iterable, Iterator

from pptx.shapes.base import BaseShape
from pptx.shapes.group import GroupShape

_MOST = 60
"""Shapes beyond which a slide keeps the order of its file."""


def in_reading_order(shapes: Iterable[BaseShape]) -> Iterator[BaseShape]:
    """The shapes, those of groups among them: the file's order, where no place contradicts it.

    A shape comes before another below it in the same columns, and before one to the right of it
    in the same rows.
    """
    waiting = list(shapes)
    if 1 < len(waiting) <= _MOST:
        places = {id(shape): place(shape) for shape in waiting}
        ordered: list[BaseShape] = []
        while waiting:
            free = (
                shape
                for shape in waiting
                if not any(
                    precedes(places[id(other)], places[id(shape)])
                    for other in waiting
                    if other is not shape
                )
            )
            ordered.append(next(free, waiting[0]))
            waiting = [shape for shape in waiting if shape is not ordered[-1]]
        waiting = ordered
    for shape in waiting:
        if isinstance(shape, GroupShape):
            yield from in_reading_order(shape.shapes)
        else:
            yield shape


Box = tuple[int, int, int, int] | None
"""Left, top, right and bottom."""


def place(shape: BaseShape) -> Box:
    """Where a shape stands; None where neither the slide nor its layout says."""
    left, top, width, height = shape.left, shape.top, shape.width, shape.height
    if left is None or top is None or width is None or height is None:
        return None
    return (left, top, left + width, top + height)


def precedes(box: Box, other: Box) -> bool:
    """Whether what stands in a box is read before what stands in the other."""
    if box is None or other is None:
        return False
    shared_width = min(box[2], other[2]) - max(box[0], other[0])
    shared_height = min(box[3], other[3]) - max(box[1], other[1])
    least_width = min(box[2] - box[0], other[2] - other[0])
    least_height = min(box[3] - box[1], other[3] - other[1])
    is_above = shared_height <= least_height // 10 and box[1] < other[1]
    is_left = shared_width <= least_width // 10 and box[0] < other[0]
    return (is_above and shared_width * 2 > least_width) or (
        is_left and shared_height * 2 > least_height
    )
