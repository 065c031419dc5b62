"""Pictures of pages → words at their places, by RapidOCR's packaged models; the extra `ocr`.

Nothing is downloaded: the models that the package holds are named by their files.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from math import sqrt
from pathlib import Path
from statistics import median
from typing import Any

import pypdfium2  # type: ignore[import-untyped]

from index.load.pdf_characters import Word
from index.types import RECOGNITION

INCH = 72.0
DOTS = 200.0
"""Dots an inch that a page is drawn with."""
MOST_DOTS = 8e6
"""Dots of a page's picture at most."""
UNSURE = 0.5
"""The confidence below which a line is no text."""
MARGIN = 0.3
"""The white space at either end of a line's box, in sizes."""
LEVEL = 0.35
"""How far apart the baselines of words of one line may be, in sizes."""
SAME_SIZE = 0.25
"""How far a line's height may be from the page's usual one and count as it."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """The words of a page, each line's as one, and how sure their letters are, from 0 to 1."""

    words: tuple[Word, ...]
    confidence: float


def is_available() -> bool:
    """Whether the extra is installed."""
    return find_spec(RECOGNITION) is not None


def recognise(page: pypdfium2.PdfPage) -> Recognised | None:
    """What stands in the picture of a page; None where nothing does."""
    width, height = page.get_size()
    scale = min(DOTS / INCH, sqrt(MOST_DOTS / max(width * height, 1)))
    picture = page.render(scale=scale).to_numpy()
    found = engine()(picture)
    if found.boxes is None or not found.txts:
        return None
    lines = [
        (box, text, float(score))
        for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True)
        if text.strip()
    ]
    letters = sum(len(text) for _, text, _ in lines)
    if not letters:
        return None
    confidence = sum(len(text) * score for _, text, score in lines) / letters
    return Recognised(tuple(words_of(lines, scale, height)), confidence)


def words_of(lines: Sequence[tuple[Any, str, float]], scale: float, height: float) -> list[Word]:
    """The lines as words of a page that is `height` points high; their boxes are in dots."""
    tall = [(box[2][1] + box[3][1] - box[0][1] - box[1][1]) / 2 / scale for box, _, _ in lines]
    usual = median(tall)
    words = []
    for order, ((box, text, _), own) in enumerate(zip(lines, tall, strict=True)):
        # Boxes are higher where a line has letters with strokes above and below.
        size = 0.75 * (usual if abs(own - usual) < SAME_SIZE * usual else own)
        left = float(min(box[:, 0])) / scale + MARGIN * size
        right = max(float(max(box[:, 0])) / scale - MARGIN * size, left)
        middle = float(box[:, 1].mean()) / scale
        baseline = height - middle - 0.35 * size
        words.append(Word([(left, right, text.strip())], left, right, baseline, size, order=order))
    return levelled(words)


def levelled(words: list[Word]) -> list[Word]:
    """The words, those whose baselines are nearly the same on one."""
    last: Word | None = None
    for word in sorted(words, key=lambda word: -word.baseline):
        if last and last.baseline - word.baseline < LEVEL * min(word.size, last.size):
            word.baseline = last.baseline
        else:
            last = word
    return words


@cache
def engine() -> Any:
    """The recogniser, loaded once."""
    rapidocr = import_module(RECOGNITION)  # an extra, which may be missing

    models = Path(str(rapidocr.__file__)).parent / "models"

    def model(part: str) -> str:
        return str(min(models.glob(f"*_{part}_*.onnx")))

    return rapidocr.RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.text_score": UNSURE,
            "Det.model_path": model("det"),
            "Cls.model_path": str(min(models.glob("*_cls_*.onnx"))),
            "Rec.model_path": model("rec"),
        }
    )
