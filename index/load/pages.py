"""Pages of lines, as a PDF has them → flowing text, with the offset at which each page starts."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

ENDED = re.compile(r"""[.!?:;…。！？]["'”’»)\]]*$""")
ITEM = re.compile(r"(?:[•·‣▪●○*–—-]|\d{1,3}[.)]|\(?[a-z][.)])\s")
PAGE_NUMBER = re.compile(r"\W*(?:page\s+)?#(?:\s*(?:of|/)\s*#)?\W*", re.I)
EDGE = 2
"""Lines at a page's top and bottom that may be running heads, feet and page numbers."""
FULL = 0.75
"""The least length of a wrapped line, as a share of the page's widest lines."""


def flowing(pages: Sequence[str]) -> tuple[str, tuple[int, ...]]:
    """The text of the pages with lines joined to paragraphs, and each page's start in it.

    Paragraphs have blank lines between them. Of running heads the first is kept, page numbers none.
    """
    lined = without_running_lines([[line.strip() for line in page.split("\n")] for page in pages])
    words = set(re.findall(r"[^\W\d_]+", "\n".join(pages)))
    text = ""
    starts = []
    for lines in lined:
        page = "\n\n".join(paragraphs(lines, words))
        if text and page:
            goes_on = not ENDED.search(text[-8:]) and page[0].islower()
            text += " " if goes_on else "\n\n"
        starts.append(len(text))
        text += page
    return text, tuple(starts)


def without_running_lines(pages: Sequence[list[str]]) -> list[list[str]]:
    """The pages' lines without those that most pages repeat at their edges, numbers aside."""
    repeated = Counter(
        key for page in pages for key in {without_numbers(page[index]) for index in edges(page)}
    )
    # On three pages at least: two may share a line by accident.
    running = {key for key, count in repeated.items() if key and count >= max(3, len(pages) / 2)}
    seen: set[str] = set()
    kept = []
    for page in pages:
        dropped = set()
        for index in edges(page):
            key = without_numbers(page[index])
            if key in running:
                if key in seen or PAGE_NUMBER.fullmatch(key):
                    dropped.add(index)
                seen.add(key)
        kept.append([line for index, line in enumerate(page) if index not in dropped])
    return kept


def edges(page: Sequence[str]) -> Iterable[int]:
    """The indexes of the lines at a page's top and bottom; none for a page that is all edge."""
    if len(page) < 2 * EDGE:
        return ()
    return {*range(min(EDGE, len(page))), *range(max(0, len(page) - EDGE), len(page))}


def without_numbers(line: str) -> str:
    """A line with every number as #."""
    return re.sub(r"\d+", "#", line)


def paragraphs(lines: Sequence[str], words: set[str]) -> Iterable[str]:
    """The lines joined where one was wrapped; `words` are the document's."""
    lengths = sorted(len(line) for line in lines if line)
    width = lengths[len(lengths) * 9 // 10] if lengths else 0
    paragraph = last = ""
    for line in lines:
        if not paragraph:
            paragraph = line
        elif not line or ends(last, line, width):
            yield paragraph
            paragraph = line
        else:
            paragraph = joined(paragraph, line, words)
        last = line
    if paragraph:
        yield paragraph


def ends(line: str, following: str, width: int) -> bool:
    """Whether a paragraph ends with a line."""
    if ITEM.match(following):
        return True
    return len(line) < FULL * width and (not following[0].islower() or bool(ENDED.search(line)))


def joined(paragraph: str, line: str, words: set[str]) -> str:
    """A paragraph with its next line, without a hyphen where the document has the joined word."""
    if re.search(r"\w-$", paragraph[-2:]):
        before = re.split(r"\W", paragraph[-80:-1])[-1]
        after = re.split(r"\W", line, maxsplit=1)[0]
        return (paragraph[:-1] if before + after in words else paragraph) + line
    return f"{paragraph} {line}"


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
