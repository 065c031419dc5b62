"""A PDF's page → its words, each with its place, size and weight, through PDFium's characters."""

import ctypes
import unicodedata
from dataclasses import dataclass, field
from itertools import pairwise
from math import pi

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

SOFT_HYPHENS = {0x02, 0xAD, 0xFFFE}
"""Line-end hyphens: as PDFium marks them, and Unicode's own."""

WHITE_SPACE = {9, 10, 13, 32, 160, 0x3000, *range(0x2000, 0x200C)}
LETTER_GAP = 0.12
"""The widest gap within a word, as a share of the characters' size."""

FIRST_LEFTWARD = 0x590
SKEWED = -1
DOWNWARD = 3
Piece = tuple[float, float, str]
"""A character's left and right edge, and the character, or a ligature's letters."""


@dataclass(slots=True)
class Word:
    """Characters side by side on one baseline, as if the text stood upright.

    `shift` is 1 for a superscript, -1 for a subscript. `spaced` says that white space stands before
    it in the file; `order` is its place there;
    `leftward` says that letters in it are read to the left.
    """

    pieces: list[Piece]
    left: float
    right: float
    baseline: float
    size: float
    bold: bool = False
    spaced: bool = False
    turn: int = 0
    order: int = 0
    shift: int = 0
    leftward: bool = False
    text: str = field(default="")


@dataclass(slots=True)
class Character:
    """A character at its place in the page: box, origin, and the direction it is read in."""

    code: int
    left: float
    bottom: float
    right: float
    top: float
    x: float
    y: float
    turn: int = 0

    @property
    def letter(self) -> str:
        """The character itself; one without a known letter is U+FFFD, a soft hyphen U+00AD."""
        if 0x20 <= self.code < 0x7F:
            return chr(self.code)
        if self.code in SOFT_HYPHENS:
            return "\xad"
        if self.code < 0x20 or 0x7F <= self.code < 0xA0 or 0xFFFD <= self.code <= 0xFFFF:
            return "\ufffd"
        return chr(self.code)


class CharacterReader:
    """Reads the characters of one page, one by one, as PDFium gives them."""

    def __init__(self, textpage: pypdfium2.PdfTextPage) -> None:
        self.handle = textpage.raw
        self.count = pdfium.FPDFText_CountChars(self.handle)
        self.box = pdfium.FS_RECTF()
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.name = ctypes.create_string_buffer(128)

    def character(self, index: int) -> Character | None:
        """The character; None for white space."""
        handle, box = self.handle, self.box
        code = pdfium.FPDFText_GetUnicode(handle, index)
        if code in WHITE_SPACE:
            return None
        pdfium.FPDFText_GetLooseCharBox(handle, index, box)
        pdfium.FPDFText_GetCharOrigin(handle, index, self.x, self.y)
        if code >= 0x80 and code not in SOFT_HYPHENS and self.unmapped(index):
            code = 0xFFFD
        return Character(code, box.left, box.bottom, box.right, box.top, self.x.value, self.y.value)

    def unmapped(self, index: int) -> bool:
        """Whether the file does not say which letter it is."""
        return bool(pdfium.FPDFText_HasUnicodeMapError(self.handle, index) == 1)

    def size(self, index: int) -> float:
        """The height of the font, as it is drawn; 0 where unknown."""
        return float(pdfium.FPDFText_GetFontSize(self.handle, index))

    def turn(self, index: int) -> int:
        """The quarter turns, counter-clockwise, that the text is turned by, or SKEWED."""
        angle = pdfium.FPDFText_GetCharAngle(self.handle, index)
        quarters = angle / (pi / 2)
        near = round(quarters)
        return -near % 4 if abs(quarters - near) < 0.06 else SKEWED

    def bold(self, index: int) -> bool:
        """Whether the font is a bold one, by its weight or its name."""
        if pdfium.FPDFText_GetFontWeight(self.handle, index) >= 600:
            return True
        flags = ctypes.c_int()
        pdfium.FPDFText_GetFontInfo(self.handle, index, self.name, 128, flags)
        name = self.name.value.lower()
        return any(word in name for word in (b"bold", b"black", b"heavy")) and b"semi" not in name


def page_words(textpage: pypdfium2.PdfTextPage) -> list[Word]:
    """The words of a page in the file's order, each turned upright."""
    reader = CharacterReader(textpage)
    found = [reader.character(index) for index in range(reader.count)]
    level_ligatures(found)
    if set_vertically(found):
        for character in found:
            if character and is_ideographic(character.code):
                character.turn = DOWNWARD
    words: list[Word] = []
    word: Word | None = None
    spaced = False
    for index, character in enumerate(found):
        if character is None:
            word, spaced = None, True
            continue
        turn = character.turn or (word.turn if word else 0)
        left, right, baseline = placed(character, turn)
        if word and continues(word, left, right, baseline, character):
            add(word, left, right, character.letter)
            if character.code >= FIRST_LEFTWARD and is_right_to_left(character.letter):
                word.leftward = True
            if word.leftward or turn == DOWNWARD:
                word.size = max(word.size, extent(character, turn))
        else:
            turn = character.turn or reader.turn(index)
            left, right, baseline = placed(character, turn)
            size = extent(character, turn)
            piece = (left, right, character.letter)
            bold = reader.bold(index)
            word = Word([piece], left, right, baseline, size, bold, spaced, turn, len(words))
            word.leftward = is_right_to_left(character.letter)
            words.append(word)
        spaced = False
    return words


def level_ligatures(found: list[Character | None]) -> None:
    """Give the letters of a ligature, which share an origin, the height of those beside them."""
    for at, this in enumerate(found):
        last = found[at - 1] if at else None
        following = found[at + 1] if at + 1 < len(found) else None
        if not this or not (shares_origin(last, this) or shares_origin(this, following)):
            continue
        beyond = found[at + 2] if at + 2 < len(found) else None
        beside = last if last and last.y == this.y else beyond
        if beside and beside.y == this.y and beside.top - beside.bottom > this.top - this.bottom:
            this.bottom, this.top = beside.bottom, beside.top


def shares_origin(one: Character | None, other: Character | None) -> bool:
    """Whether two characters are drawn at one place: by one glyph."""
    return one is not None and other is not None and one.x == other.x and one.y == other.y


def set_vertically(found: list[Character | None]) -> bool:
    """Whether most ideographs stand below the one before them."""
    down = along = 0
    for last, this in pairwise(found):
        if last and this and is_ideographic(last.code) and is_ideographic(this.code):
            width = max(this.right - this.left, this.top - this.bottom, 1)
            if abs(this.x - last.x) < width * 0.2 and 0.2 * width < last.y - this.y < 2 * width:
                down += 1
            elif abs(this.y - last.y) < width * 0.2:
                along += 1
    return down > along


def is_ideographic(code: int) -> bool:
    """Whether a character is written in squares: Chinese, Japanese, Korean and their marks."""
    return 0x3001 <= code <= 0x9FFF or 0xAC00 <= code <= 0xD7A3 or 0xF900 <= code <= 0xFFEF


def placed(character: Character, turn: int) -> tuple[float, float, float]:
    """Left, right and baseline of a character, with the page turned to its direction."""
    if turn in (0, SKEWED):
        return character.left, character.right, character.y
    if turn == 1:
        return character.bottom, character.top, -character.x
    if turn == DOWNWARD:
        return -character.top, -character.bottom, character.x
    return -character.right, -character.left, -character.y


def extent(character: Character, turn: int) -> float:
    """A character's height, across the direction it is read in."""
    if turn == DOWNWARD and is_ideographic(character.code):
        return max(character.right - character.left, character.top - character.bottom)
    if turn in (1, DOWNWARD):
        return (character.right - character.left) / 1.15
    return (character.top - character.bottom) / 1.15


def continues(word: Word, left: float, right: float, baseline: float, character: Character) -> bool:
    """Whether a character belongs to the word before it."""
    size = word.size
    leftward = character.code >= FIRST_LEFTWARD and is_right_to_left(character.letter)
    if leftward:
        # The boxes of such letters are often their own, not their font's.
        size = max(size, extent(character, word.turn))
    if abs(baseline - word.baseline) > 0.05 * size:
        return False
    if abs(extent(character, word.turn) - size) > 0.08 * size and right > left and not leftward:
        return word.turn != 0 and is_ideographic(character.code)
    forward = left - word.right
    if -0.6 * size < forward < LETTER_GAP * size and left >= word.pieces[-1][0] - 0.1 * size:
        return True
    if leftward or (character.code > 0xFF and unicodedata.combining(character.letter)):
        return -size < max(forward, word.left - right) < LETTER_GAP * size
    return False


def add(word: Word, left: float, right: float, letter: str) -> None:
    """Append a character; several in one place are a ligature's letters."""
    last = word.pieces[-1]
    if last[0] == left and last[1] == right:
        word.pieces[-1] = (left, right, last[2] + letter)
    else:
        word.pieces.append((left, right, letter))
    word.left = min(word.left, left)
    word.right = max(word.right, right)


def is_right_to_left(letter: str) -> bool:
    """Whether a character is read to the left: Hebrew, Arabic and their kin."""
    return letter >= "\u0590" and unicodedata.bidirectional(letter[0]) in ("R", "AL")
