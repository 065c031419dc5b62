"""Documents → passages on sentence boundaries, with exact offsets.

Passages tile their document: each begins where the one before it ends, so that joined they are
the document's text again, to the character.
"""

import re
from collections.abc import Iterator

from index.types import Document, Passage

PASSAGE_CHARACTERS = 900
"""A passage's upper size: what the packaged embedder reads of it in one go, title included."""

SENTENCE_CHARACTERS = 500
"""Where no punctuation ends a sentence, one is cut at white space before this size."""

Span = tuple[int, int]

_ENDING = re.compile(
    r"""(?P<stop>[.!?…]+)(?P<closing>["'”’»)\]]*)(?P<space>\s+)"""
    r"""|(?P<wide>[。！？]+[”』」）]*)\s*"""
    r"""|(?P<blank>[^\S\n]*\n\s*\n\s*)"""
    r"""|(?P<line>[^\S\n]*\r?\n[^\S\n]*)"""
)
_ABBREVIATION = re.compile(
    r"""(?:^|[\s(\["'“‘-])(?:
        (?i:mr|mrs|ms|dr|prof|st|sr|jr|gen|lt|col|maj|sgt|capt|cmdr|adm|rep|sen|gov|pres|amb|rev|hon
        |no|nos|vol|art|fig|figs|sec|ch|pp|ed|eds|al|vs|etc|approx|ca|cf|inc|ltd|co|corp|dept|est
        |jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec|ave|blvd|mt|e\.g|i\.e|a\.m|p\.m)
        |[^\W\d_]|(?:[^\W\d_]\.)+[^\W\d_]
    )$""",
    re.VERBOSE,
)
_NEVER_ENDS = re.compile(
    r"(?i)(?:^|[\s(\[\"'“‘-])(?:mr|mrs|ms|dr|prof|st|gen|lt|col|maj|sgt|capt|cmdr|adm|rep|sen|gov"
    r"|pres|amb|rev|hon|no|nos|vol|fig|figs|vs|cf|e\.g|i\.e)$"
)
_OPENS = re.compile(r"""["'“‘«(\[]*(?:[^\W\d_]|\d|[$€£¥#@&•*–—-])""")
_ITEM = re.compile(r"(?:[-*•–—·#>|]|\d{1,3}[.)]|[A-Za-z][.)])\s?")


def sentences(text: str) -> list[Span]:
    """The spans of the sentences of `text`, in order, without the white space around them.

    Every character that is not white space stands in exactly one span. A blank line always ends
    a sentence; a single line break does where the line looks finished, not where it looks wrapped.
    """
    spans: list[Span] = []
    start = 0
    for end, following in _boundaries(text):
        spans.extend(_trimmed(text, start, end))
        start = following
    spans.extend(_trimmed(text, start, len(text)))
    return spans


def split(document: Document, size: int = PASSAGE_CHARACTERS) -> list[Passage]:
    """The document's passages of at most `size` characters, trailing white space aside.

    Sentences are packed as they come; a paragraph's end closes a passage that is half full.
    """
    text = document.text
    spans = sentences(text)
    if not spans:
        return []
    cuts = [0]
    for (start, end), (_, previous) in zip(spans[1:], spans, strict=False):
        full = end - cuts[-1] > size
        paragraph = "\n" in text[previous:start] and previous - cuts[-1] > size // 2
        if full or paragraph:
            cuts.append(start)
    return [
        Passage(document.source, start, end, text[start:end])
        for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True)
    ]


def _boundaries(text: str) -> Iterator[Span]:
    """Where a sentence ends and where the next begins."""
    for match in _ENDING.finditer(text):
        end, following = match.start(), match.end()
        if match["wide"]:
            end = match.end("wide")
        elif match["stop"]:
            end = match.end("closing")
            broken = "\n" in match["space"] and _breaks(text, match.end("closing"), following)
            if not broken and not _ends(text, match):
                continue
        elif match["line"] and not _breaks(text, end, following):
            continue
        if following < len(text):
            yield end, following


def _ends(text: str, match: re.Match[str]) -> bool:
    """Whether the stop that `match` found ends a sentence, rather than an abbreviation."""
    following = text[match.end() : match.end() + 8]
    if not _OPENS.match(following):
        return False
    if match["stop"] != ".":
        # "“Really?” he asked" goes on; "Really? he wondered" too.
        return not following[0].islower()
    before = text[max(0, match.start() - 12) : match.start()]
    if _NEVER_ENDS.search(before):
        return False
    if _ABBREVIATION.search(before):
        # "the U.S. Senate" goes on, "in the U.S. The talks" does not: a common opener decides.
        return re.match(r"(?:The|A|An|It|He|She|They|This|In|But|On|At)\b", following) is not None
    return not following[0].islower()


def _breaks(text: str, end: int, following: int) -> bool:
    """Whether the line break between `end` and `following` ends a sentence."""
    if _ITEM.match(text, following) and not text[following].isdigit():
        return True
    line = text[text.rfind("\n", 0, end) + 1 : end].strip()
    if not line or line[-1] in ".!?…:;”\"'’)]。！？":
        return True
    # A wrapped line is some 60 to 100 wide; a shorter one is a headline, a longer one a paragraph.
    upper = not text[following : following + 1].islower()
    return upper and (not 60 <= len(line) <= 100 or _ITEM.match(text, following) is not None)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    """The span without white space at its ends, in pieces of at most SENTENCE_CHARACTERS."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > SENTENCE_CHARACTERS:
        limit = start + SENTENCE_CHARACTERS
        cut = next((i for i in range(limit, start + 1, -1) if text[i].isspace()), limit)
        last = cut
        while text[last - 1].isspace():
            last -= 1
        yield start, last
        start = cut
        while text[start].isspace():
            start += 1
    if start < end:
        yield start, end
