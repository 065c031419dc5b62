"""Lines of pages, as a PDF has them: what is repeated on each, and how they are joined."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

ENDED = re.compile(r"""[.!?:;…。！？]["'”’»)\]]*$""")
ITEM = re.compile(r"(?:[•·‣▪●○*–—-]|\d{1,3}[.)]|\(?[a-z][.)])\s")
PAGE_NUMBER = re.compile(r"\W*(?:page\s+)?#(?:\s*(?:of|/)\s*#)?\W*", re.I)
EDGE = 2
"""Lines at a page's top and bottom that may be running heads, feet and page numbers."""
ROWS = 3
"""Rows of a table that is none of a page's head or foot."""
FULL = 0.75
"""The least length of a wrapped line, as a share of the page's widest lines."""


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of a page, or a table's row where it has `cells`.

    `size` is its letters' in points, 0 where unknown; `rise` the way from the line above and
    `indent` the way from its column's left edge, in sizes; `fill` is the share of its column's
    width at which it ends. `begins` says that it is a column's, or the first below a table;
    `furniture` that it is a page's head, foot or number.
    """

    text: str
    size: float = 0.0
    bold: bool = False
    rise: float = 0.0
    indent: float = 0.0
    fill: float = 0.0
    begins: bool = False
    furniture: bool = False
    cells: tuple[str, ...] = ()


def without_running_lines(pages: Sequence[Sequence[PageLine]]) -> list[list[PageLine]]:
    """The pages' lines without those that most pages repeat at their edges, numbers aside."""
    repeated = Counter(
        key
        for page in pages
        for key in {without_numbers(page[index].text) for index in edges(page)}
    )
    # On three pages at least: two may share a line by accident.
    running = {key for key, count in repeated.items() if key and count >= max(3, len(pages) / 2)}
    seen: set[str] = set()
    kept = []
    for page in pages:
        dropped = set()
        for index in edges(page):
            key = without_numbers(page[index].text)
            if key in running:
                if key in seen or PAGE_NUMBER.fullmatch(key):
                    dropped.add(index)
                seen.add(key)
        outer = {index for index in edges(page) if is_furniture(page, index, running, repeated)}
        kept.append(
            [
                replace(line, furniture=True) if index in outer else line
                for index, line in enumerate(page)
                if index not in dropped
            ]
        )
    return kept


def is_furniture(
    page: Sequence[PageLine], index: int, running: set[str], repeated: Counter[str]
) -> bool:
    """Whether an outer line is a running one, or a number, or a numbered line as on other pages."""
    key = without_numbers(page[index].text)
    if key in running or index not in (0, len(page) - 1):
        return key in running
    inner = page[index or 1]
    apart = inner.begins or inner.rise > 1.5
    numbered_as_elsewhere = "#" in key and repeated[key] > 1 and len(key) < 80
    return apart and (numbered_as_elsewhere or bool(PAGE_NUMBER.fullmatch(key)))


def edges(page: Sequence[PageLine]) -> Iterable[int]:
    """The indexes of the lines at a page's top and bottom; none for a page that is all edge."""
    if len(page) < 2 * EDGE:
        return ()
    outer = {*range(min(EDGE, len(page))), *range(max(0, len(page) - EDGE), len(page))}
    return {index for index in outer if not is_in_table(page, index)}


def is_in_table(page: Sequence[PageLine], index: int) -> bool:
    """Whether a line is a row of a table, with rows of as many cells beside it."""
    width = len(page[index].cells)
    first = last = index
    while first and len(page[first - 1].cells) == width:
        first -= 1
    while last + 1 < len(page) and len(page[last + 1].cells) == width:
        last += 1
    return width > 0 and last - first + 1 >= ROWS


def without_numbers(line: str) -> str:
    """A line with every number as #."""
    return re.sub(r"\d+", "#", line)


def ends(line: str, following: str, width: int) -> bool:
    """Whether a paragraph ends with a line."""
    if ITEM.match(following):
        return True
    return len(line) < FULL * width and (not following[0].islower() or bool(ENDED.search(line)))


def joined(paragraph: str, line: str, words: set[str]) -> str:
    """A paragraph with its next line.

    A hyphen at its end goes where the document, whose words these are, has the joined word too;
    not between capitals or figures, where it is the name's own.
    """
    paragraph = re.sub("\xad(?=.)", "", paragraph)
    if re.search(r"\w[-\xad\u2010]$", paragraph[-2:]):
        before = re.split(r"\W", paragraph[-80:-1])[-1]
        after = re.split(r"\W", line, maxsplit=1)[0]
        whole = before + after
        one_word = after.islower() and whole.isalpha() and whole.lower() in words
        return (paragraph[:-1] if one_word else f"{paragraph[:-1]}-") + line
    if re.search(r"(?:^|\s)[-\u2212]$", paragraph[-2:]) and line[:1].isdigit():
        return paragraph + line
    if paragraph and line and squared(paragraph[-1]) and squared(line[0]):
        return paragraph + line
    return f"{paragraph} {line}"


def squared(letter: str) -> bool:
    """Whether words of a letter's script have no spaces between them."""
    return "\u3001" <= letter <= "\u9fff" or "\uff00" <= letter <= "\uffef"


def numbered(noun: str, pages: Sequence[int], one: str, many: str) -> str:
    """A list of pages with a verb: "Pages 3, 5–9 hold"."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    listed = ", ".join(f"{a}–{b}" if a < b else str(a) for a, b in runs[:10])
    more = ", …" if len(runs) > 10 else ""
    return f"{noun} {listed} {one}" if len(pages) == 1 else f"{noun}s {listed}{more} {many}"
