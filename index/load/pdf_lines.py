"""Words at their places → lines of text: superscripts, spaces, and letters read to the left."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.load.pdf_characters import LETTER_GAP, Piece, Word, is_ideographic, is_right_to_left

SUPERSCRIPTS = str.maketrans("0123456789+-\u2212=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
LEFTWARD_GAP = 0.2
"""The same, in sizes of the line, where letters are read to the left."""
BRACKETS = (("(", ")"), ("[", "]"), ("{", "}"), ("«", "»"))
MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")


@dataclass(slots=True)
class WordLine:
    """Words on one baseline, from left to right.

    `left` and `right` are where it begins and ends; `baseline` is its height, counted from the
    page's bottom; `size` that of most of its characters; `bold` says that all its words are.
    """

    words: list[Word]
    left: float = 0.0
    right: float = 0.0
    baseline: float = 0.0
    size: float = 0.0
    bold: bool = False

    def measure(self) -> "WordLine":
        """Put its words in order and take its measures; the line itself."""
        words = self.words
        words.sort(key=lambda word: word.left)
        self.left = words[0].left
        self.right = max(word.right for word in words)
        self.baseline = max(words, key=lambda word: word.size).baseline
        self.size = max(words, key=lambda word: (len(word.pieces), word.size)).size
        self.bold = all(word.bold for word in words)
        return self


def lines_of(words: Iterable[Word]) -> list[WordLine]:
    """The words in lines, from the page's top down."""
    lines: list[WordLine] = []
    for word in sorted(words, key=lambda word: -word.baseline):
        last = lines[-1].words[0] if lines else None
        if last and abs(last.baseline - word.baseline) < 0.2 * min(last.size, word.size):
            lines[-1].words.append(word)
        else:
            lines.append(WordLine([word]))
    return [line.measure() for line in with_scripts_attached(lines)]


def with_scripts_attached(lines: list[WordLine]) -> list[WordLine]:
    """The lines, with small words that stand raised or lowered beside others put among those."""
    largest = [max(word.size for word in line.words) for line in lines]
    least = [min(word.size for word in line.words) for line in lines]
    for at, line in enumerate(lines):
        limit = 0.87 * max(largest[max(at - 2, 0) : at + 3])
        if least[at] >= limit:
            continue
        staying = []
        near = (
            [
                lines[other]
                for other in (at + 1, at - 1, at + 2, at - 2)
                if 0 <= other < len(lines)
                and lines[other].words
                and abs(lines[other].words[0].baseline - line.words[0].baseline) < largest[other]
            ]
            if line.words
            else []
        )
        for word in line.words:
            base, home = (word.size < limit and base_of(word, near)) or (None, None)
            if base and home:
                word.shift = 1 if word.baseline > base.baseline else -1
                home.words.append(word)
            else:
                staying.append(word)
        line.words = staying
    return [line for line in lines if line.words]


def base_of(word: Word, near: Sequence[WordLine]) -> tuple[Word, WordLine] | None:
    """The larger word that a small one is a mark of, and its line."""
    for line in near:
        for other in line.words:
            if other.shift or word.size >= 0.87 * other.size:
                continue
            rise = (word.baseline - other.baseline) / other.size
            follows = -0.2 < (word.left - other.right) / other.size < 0.3
            leads = rise > 0 and -0.1 < (other.left - word.right) / other.size < 0.2
            if -0.35 < rise < 0.75 and (follows or leads):
                return other, line
    return None


def text_of_words(words: Sequence[Word]) -> str:
    """The text of words that stand in one line, in the order in which it is read."""
    units: list[str] = []
    gap = letter_gap(words)
    leftward = any(word.leftward for word in words)
    # Such letters' boxes are often their own, not their font's.
    wide = LEFTWARD_GAP * max(word.size for word in words) if leftward else None
    last: Word | None = None
    for word in words:
        text = word_text(word)
        if last and word.shift == 1:
            text = script(text, last)
        elif last and apart(last, word, gap, wide):
            units.append(" ")
        units += text
        last = word
    return logical(units) if leftward else "".join(units)


def apart(last: Word, word: Word, gap: float, wide: float | None) -> bool:
    """Whether white space stands between two words of a line.

    In a line with letters that are read to the left it does where they are `wide` apart.
    """
    if wide is not None and word.shift == last.shift == 0:
        return word.left - last.right > wide
    size = min(last.size, word.size)
    ends, begins = last.pieces[-1][2][-1], word.pieces[0][2][0]
    if begins > "\u3000" and is_ideographic(ord(ends)) and is_ideographic(ord(begins)):
        return word.left - last.right > 0.6 * size
    spaced = word.spaced and gap == LETTER_GAP and word.shift == last.shift == 0
    return spaced or word.left - last.right > gap * size


def script(units: list[str], base: Word) -> list[str]:
    """A superscript as signs; letters that are no ordinal's stand apart."""
    text = "".join(units)
    raised = text.translate(SUPERSCRIPTS)
    if raised != text or not text.isalpha() or base.pieces[-1][2].isdigit():
        return [raised]
    return [" ", text]


def letter_gap(words: Sequence[Word]) -> float:
    """The widest gap within a word, as a share of its size: wider where letters stand apart."""
    if len(words) < 6:
        return LETTER_GAP
    alone = sum([len(word.pieces) == 1 for word in words])
    if alone < 0.8 * len(words):
        return LETTER_GAP
    gaps = sorted((b.left - a.right) / max(a.size, 1) for a, b in pairwise(words))
    middle = gaps[len(gaps) // 2]
    return max(LETTER_GAP, middle * 1.6) if middle < 0.5 else LETTER_GAP


def word_text(word: Word) -> list[str]:
    """A word's characters from left to right, marks with the letters that they stand at."""
    if not word.leftward:
        word.text = word.text or "".join([letters for _, _, letters in word.pieces])
        return [word.text]
    marks = [piece for piece in word.pieces if unicodedata.combining(piece[2][0])]
    bases = sorted(
        (piece for piece in word.pieces if not unicodedata.combining(piece[2][0])),
        key=lambda piece: piece[0],
    )
    carried = [letters for _, _, letters in bases]
    for mark in marks:
        if bases:
            carried[nearest(mark, bases)] += mark[2]
    return carried


def nearest(mark: Piece, bases: Sequence[Piece]) -> int:
    """The index of the letter whose middle is next to a mark's."""
    middle = mark[0] + mark[1]
    return min(range(len(bases)), key=lambda at: abs(bases[at][0] + bases[at][1] - middle))


def logical(units: Sequence[str]) -> str:
    """Characters from left to right → the order in which they are read."""
    leftward = sum(is_right_to_left(unit) for unit in units)
    letters = [part for unit in units for part in ([unit] if is_right_to_left(unit) else unit)]
    rightward = sum(unit.isalpha() for unit in letters) - leftward
    if leftward >= rightward:
        text = "".join(reordered(letters[::-1], leftward=False)).translate({0x200F: None})
    else:
        text = "".join(reordered(letters, leftward=True))
    return with_brackets_turned(text)


def with_brackets_turned(text: str) -> str:
    """The text with pairs such as ")2019(" as "(2019)": not every file says how they are read."""
    for opening, closing in BRACKETS:
        pairs = [mark for mark in text if mark in (opening, closing)]
        if len(pairs) > 1 and all(
            a == closing and b == opening for a, b in zip(pairs[::2], pairs[1::2], strict=False)
        ):
            text = text.translate({ord(opening): closing, ord(closing): opening})
    return text


def reordered(letters: list[str], *, leftward: bool) -> list[str]:
    """The letters, with each run of the other direction turned round.

    Numbers and what is between their digits are read to the right within any text.
    """
    strong = [
        is_right_to_left(unit) if leftward else (unit.isalnum() and not is_right_to_left(unit))
        for unit in letters
    ]
    opposite = [
        (unit.isalnum() and not is_right_to_left(unit)) if leftward else is_right_to_left(unit)
        for unit in letters
    ]
    ordered: list[str] = []
    at = 0
    while at < len(letters):
        if not strong[at]:
            turned = letters[at] if leftward else letters[at].translate(MIRRORED)
            ordered.append(turned)
            at += 1
            continue
        end = last = at
        while end < len(letters) and not opposite[end]:
            if strong[end]:
                last = end
            end += 1
        run = letters[at : last + 1][::-1]
        ordered += [unit.translate(MIRRORED) for unit in run] if leftward else run
        at = last + 1
    return ordered
