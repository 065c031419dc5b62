"""Token windows: pairs of texts cut to what the model was trained to see at once."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

WINDOW = 288
"""Tokens the model sees at once: [CLS] first text [SEP] second text [SEP]."""

HEAD = 96
"""Tokens at most of the first text, a question or a claim."""

_OVERLAP = 64
_CLS, _SEP = 101, 102


class Tokens(NamedTuple):
    """A text's token ids, and the characters (start, end) of each."""

    ids: list[int]
    offsets: list[tuple[int, int]]


class Window(NamedTuple):
    """Part of a pair: the first text's token ids, and tokens of the second text."""

    head: list[int]
    ids: list[int]
    offsets: list[tuple[int, int]]

    def feeds(self) -> dict[str, npt.NDArray[np.int64]]:
        """The model's inputs, each of shape (1, tokens)."""
        line = [_CLS, *self.head, _SEP, *self.ids, _SEP]
        segments = [0] * (len(self.head) + 2) + [1] * (len(self.ids) + 1)
        return {
            "input_ids": np.array([line], np.int64),
            "attention_mask": np.ones((1, len(line)), np.int64),
            "token_type_ids": np.array([segments], np.int64),
        }


def windows(head: list[int], text: Tokens) -> list[Window]:
    """Overlapping windows over a text behind the same head; none where either is empty."""
    if not head or not text.ids:
        return []
    room = WINDOW - 3 - len(head)
    cuts = cut(len(text.ids), room)
    return [Window(head, text.ids[a:b], text.offsets[a:b]) for a, b in cuts]


def cut(count: int, room: int) -> Iterator[tuple[int, int]]:
    """Ranges of at most `room` that cover `count` tokens, evenly spread, overlapping."""
    overlap = min(_OVERLAP, room // 2)
    steps = max(0, -(-(count - room) // (room - overlap)))
    for step in range(steps + 1):
        start = (count - room) * step // steps if steps else 0
        yield start, min(count, start + room)
