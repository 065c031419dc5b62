"""Lines of pages → blocks: paragraphs, headings, list items, clauses, tables."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from index.load.blocks import Blocks
from index.load.limits import Limits
from index.load.page_pieces import Piece, add_row, table_goes_on
from index.load.pages import ENDED, ITEM, PageLine, ends, joined, without_running_lines
from index.load.tables import add_table

CLAUSE = re.compile(r"(\d{1,3}(?:\.\d{1,3})+)\.?\s+\S")
LABEL = re.compile(r"\(?(?:\d{1,3}|[a-z])[.)]")
CONTENTS = re.compile(r"(?:[.·…_]\s?){4,}\s*[\divxlc]*$")
BROKEN = re.compile(r"(?:\w|\s)[-\xad\u2010]$")
LARGER = 1.12
"""How much larger than the text a heading's letters are."""
LONGEST = 150
"""Characters of the longest heading."""
OPEN = 1.7
"""The way between two lines, in sizes, from which on they are not one paragraph's, unless the
document is set more openly."""
NEVER_FIRST = frozenset("。、，．）」』】〕々ー")
"""Signs that begin no line of their own."""


def flowing(
    pages: Sequence[Sequence[PageLine]], bookmarks: Mapping[str, int], limits: Limits
) -> tuple[Blocks, tuple[int, ...], str | None]:
    """The blocks, the offset at which each page starts, and page 1's largest heading.

    Of running heads the first is kept, page numbers none.
    """
    lined = without_running_lines(pages)
    levels = HeadingLevels(lined, bookmarks)
    everything = "\n".join(line.text for page in pages for line in page)
    words = set(re.findall(r"[^\W\d_]+", everything.lower()))
    pieces: list[Piece] = []
    for number, lines in enumerate(lined):
        add_page(pieces, number, lines, levels, words)
    blocks, starts = assembled(pieces, len(pages), limits)
    return blocks, starts, largest_line(lined, pieces, levels.body)


def largest_line(
    pages: Sequence[Sequence[PageLine]], pieces: Sequence[Piece], body: float
) -> str | None:
    """The first page's heading in the largest letters, whole, if it could be a title."""
    lines = [line for line in next(filter(None, pages), ()) if sum(map(str.isalpha, line.text)) > 3]
    top = max((line for line in lines if not line.cells), key=lambda line: line.size, default=None)
    if not top or top.size <= body or len(top.text) > LONGEST:
        return None
    return next((p.text for p in pieces if p.kind == "heading" and top.text in p.text), top.text)


class HeadingLevels:
    """Which lines are headings, and of which level: by bookmarks, size and weight."""

    def __init__(self, pages: Sequence[Sequence[PageLine]], bookmarks: Mapping[str, int]) -> None:
        self.bookmarks = bookmarks
        lines = [line for page in pages for line in page]
        sizes: Counter[float] = Counter()
        bold: Counter[bool] = Counter()
        for line in lines:
            sizes[line.size] += len(line.text)
            bold[line.bold] += len(line.text)
        # How open the lines are set shows where a line plainly goes on with the one above.
        rises = Counter(round(line.rise, 1) for line in lines if line.rise and continues(line.text))
        self.open = max(OPEN, 1.25 * rises.most_common(1)[0][0] if rises.total() > 2 else 0.0)
        self.body = sizes.most_common(1)[0][0] if sizes else 0.0
        self.plain = not bold[True] > bold[False]
        styles = {(line.size, line.bold) for line in lines if self.stands_out(line)}
        self.styles = sorted(styles, reverse=True)

    def stands_out(self, line: PageLine) -> bool:
        """Whether a line looks like a heading."""
        text = line.text
        if line.cells or not line.size or len(text) > LONGEST or not any(map(str.isalpha, text)):
            return False
        if (ITEM.match(text) and not text[0].isdigit()) or CONTENTS.search(text):
            return False
        if line.size > self.body * LARGER:
            return text[-1] not in ".,;。" or bool(CLAUSE.match(text))
        return line.bold and self.plain and line.fill < 0.9 and text[-1] not in ".,;:。"

    def of(self, line: PageLine) -> int:
        """The level of a heading, 0 of what is none."""
        squeezed = "".join(line.text.lower().split())
        marked = self.bookmarks.get(squeezed) or self.bookmarks.get(squeezed.lstrip("0123456789."))
        if marked and len(line.text) <= LONGEST:
            return marked
        if not self.stands_out(line):
            return 0
        rank = self.styles.index((line.size, line.bold)) + 1
        return min(6, rank + (1 if self.bookmarks else 0))


def add_page(
    pieces: list[Piece],
    number: int,
    lines: Sequence[PageLine],
    levels: HeadingLevels,
    words: set[str],
) -> None:
    """Append a page's lines, or let them go on with the piece before."""
    lengths = sorted(len(line.text) for line in lines if line.text and not line.cells)
    width = lengths[len(lengths) * 9 // 10] if lengths else 0
    last: PageLine | None = None
    fresh = True
    for at, line in enumerate(lines):
        if not line.text:
            last = None
            continue
        if line.furniture and not (number == 0 and levels.stands_out(line)):
            pieces.append(Piece("furniture", line.text))
            continue
        piece = next((piece for piece in reversed(pieces) if piece.kind != "furniture"), None)
        level = 0 if line.cells else levels.of(line)
        if line.cells:
            above = piece if last is None and fresh else pieces[-1] if pieces else None
            is_more = (fresh or bool(last and last.cells)) and table_goes_on(
                above, lines[at:], is_new_page=fresh
            )
            add_row(pieces, line, above if is_more else None)
            if fresh and is_more and above:
                above.begun.append((number, len(above.rows) - 1))
                fresh = False
        elif (
            piece
            and piece.text
            and not CONTENTS.search(line.text)
            and goes_on(piece, last, line, level, (width, levels.open))
        ):
            if not last and number and fresh:
                piece.text = joined(piece.text, "", words).rstrip()
                joint = joined(piece.text, line.text, words)
                piece.begun.append((number, len(joint) - len(line.text)))
                piece.text = joint
                fresh = False
            else:
                piece.text = joined(piece.text, line.text, words)
        else:
            pieces.append(new_piece(line, level))
        if fresh:
            pieces[-1].begun.append((number, 0))
            fresh = False
        last = line
    if fresh:
        pieces.append(Piece("furniture", "", begun=[(number, 0)]))


def continues(text: str) -> bool:
    """Whether a line begins as no paragraph does."""
    return text[:1].islower() or text[:1] in NEVER_FIRST or "\u3041" <= text[:1] <= "\u309f"


def goes_on(
    piece: Piece, last: PageLine | None, line: PageLine, level: int, set_as: tuple[int, float]
) -> bool:
    """Whether a line belongs to the piece before it.

    `set_as` are the characters of a full line, and the widest way between a paragraph's lines.
    """
    width, widest = set_as
    if piece.kind == "heading" or level:
        return piece.kind == "heading" and level > 0 and heading_goes_on(piece, last, line)
    if BROKEN.search(piece.text[-3:]):
        return True
    if ITEM.match(line.text) or CLAUSE.match(line.text):
        return False
    inside = not ENDED.search(piece.text[-8:])
    within = line.text[0] in NEVER_FIRST or (inside and line.text[0].islower())
    far = line.begins or line.rise > widest
    if last is None or last.cells or far or line.size < 0.87 * last.size:
        return within
    return (inside and was_full(last, line)) or not ends(last.text, line.text, width)


def heading_goes_on(piece: Piece, last: PageLine | None, line: PageLine) -> bool:
    """Whether a heading's next line is a part of it: alike, and close below a full one."""
    if last is None:
        return False
    alike = (last.size, last.bold) == (line.size, line.bold) and not CLAUSE.match(line.text)
    short = len(piece.text) + len(line.text) < LONGEST
    return alike and short and line.rise < OPEN and last.fill > 0.6


def was_full(last: PageLine, line: PageLine) -> bool:
    """Whether the next line's first word would have had no room in the last."""
    first = line.text.split(maxsplit=1)[0]
    return last.fill + (len(first) + 1) * last.fill / max(len(last.text), 1) > 1.02


def new_piece(line: PageLine, level: int) -> Piece:
    """The piece that a line begins."""
    text = line.text
    if CONTENTS.search(text):
        return Piece("furniture", text)
    if level:
        return Piece("heading", text, level)
    if clause := CLAUSE.match(text):
        return Piece("clause", text, label=clause[1])
    if ITEM.match(text):
        label = LABEL.match(text)
        return Piece("item", text, label=label[0] if label else "", indent=line.indent)
    return Piece("paragraph", text)


def assembled(
    pieces: Sequence[Piece], pages: int, limits: Limits
) -> tuple[Blocks, tuple[int, ...]]:
    """The blocks, and where each page starts in their text."""
    blocks = Blocks()
    starts = [0] * pages
    indents: list[float] = []
    for piece in pieces:
        if piece.kind != "furniture":
            indents = deeper(indents, piece.indent) if piece.kind == "item" else []
        level = len(indents) or piece.level
        filled = piece.text.strip() or piece.rows
        start = blocks.next_start if filled else blocks.length
        if piece.rows:
            first = len(blocks.blocks)
            add_table(blocks, piece.rows, limits, named=piece.named)
            for page, row in piece.begun:
                starts[page] = blocks.blocks[first + row].start
        else:
            for page, offset in piece.begun:
                starts[page] = start + offset
            text = piece.text.replace("\xad", "")
            blocks.add(text, piece.kind, level=level, label=piece.label)
    for page in reversed(range(pages - 1)):
        starts[page] = min(starts[page], starts[page + 1])
    return blocks, tuple(starts)


def deeper(indents: list[float], indent: float) -> list[float]:
    """The indents of the items that one with this indent is among, its own last."""
    return [*(outer for outer in indents if outer < indent - 0.5), indent]
