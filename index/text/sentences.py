"""Texts → the spans of their sentences."""

import re
from collections.abc import Iterator

SENTENCE_CHARACTERS = 500
"""Where no punctuation ends a sentence, one is cut before this size, at white space or a comma."""

Span = tuple[int, int]

_LINE_BREAK = re.compile(r"[\r\n]")

# Each run of stops is looked at once, from its beginning: a page of dots costs no more than one.
_ENDING = re.compile(
    r"""(?<![.!?…])(?P<stop>[.!?…]++)(?P<closing>["'”’»)\]]*+)(?P<space>\s+)"""
    r"""|(?P<wide>[。！？｡۔؟।॥]+["”’』」）»]*)\s*"""
    r"""|(?P<blank>\n\s*\n\s*)"""
    r"""|(?P<line>\n[^\S\n]*)"""
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
    r"(?i)(?:^|[\s(\[\"'“‘-])(?:mr|mrs|ms|messrs|mlle|mme|dr|prof|st|gen|lt|col|maj|sgt|capt|cmdr"
    r"|cpl|pvt|brig|cdr|adm|rep|reps|sen|sens|gov|pres|amb|rev|revd|hon|supt|insp|msgr|no|nos|vol|fig|figs|vs|cf|e\.g|i\.e)$"
)
_OPENS = re.compile(r"""["'“‘«(\[¿¡]*(?:[^\W\d_]|\d|[$€£¥#@&•*–—-])""")
_OPENER = re.compile(r"(?:The|A|An|It|He|She|They|This|In|But|On|At)\b")
_ITEM = re.compile(r"(?:[-*•–—·#>|]|\d{1,3}[.)]|[A-Za-z][.)])\s?")
_WRAPPED = range(60, 101)
"""How wide a line is that was broken to fit a page; a headline is shorter, a paragraph longer."""


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


def block_sentences(text: str, *, wrapped: bool = True) -> list[Span]:
    """The spans of a block's sentences; its line breaks only fit it to a page, where `wrapped`."""
    return sentences(_LINE_BREAK.sub(" ", text) if wrapped else text)


def introduces(words: str, *, is_clause: bool = False) -> bool:
    """Whether a text leads to what comes after it: "These need none:".

    A clause that stops without a stop does: "2.1 The Keeper shall".
    """
    last = words.rstrip().rstrip("*_\"'”’»)]")[-1:]
    return last == ":" or (is_clause and (last.isalnum() or last in (",", "–", "—", "-")))


def _boundaries(text: str) -> Iterator[Span]:
    """Where a sentence ends and where the next begins."""
    for match in _ENDING.finditer(text):
        end, following = match.start(), match.end()
        if match["wide"]:
            end = match.end("wide")
        elif match["stop"]:
            end = match.end("closing")
            if not _ends(text, match):
                continue
        elif match["line"] and not _breaks(text, end, following):
            continue
        if following < len(text):
            yield end, following


def _ends(text: str, match: re.Match[str]) -> bool:
    """Whether the stop that `match` found ends a sentence, rather than an abbreviation."""
    breaks = match["space"].count("\n")
    if breaks > 1 or (breaks and not _is_wrapped(text, match.end("closing"), match.end())):
        return True
    following = text[match.end() : match.end() + 8]
    if not _OPENS.match(following):
        return False
    if match["stop"] != "." or match["closing"]:
        # "“Really?” he asked" goes on; "Really? he wondered" too.
        return not following[0].islower()
    before = text[max(0, match.start() - 12) : match.start()]
    if _NEVER_ENDS.search(before):
        return False
    if _ABBREVIATION.search(before):
        # "the U.S. Senate" goes on, "in the U.S. The talks" does not: a common opener decides.
        return _OPENER.match(following) is not None
    return not following[0].islower()


def _breaks(text: str, end: int, following: int) -> bool:
    """Whether the line break between `end` and `following`, after no stop, ends a sentence."""
    line = _line(text, end)
    if not line or line[-1] in ":;":
        return True
    if _is_wrapped(text, end, following):
        return False
    return not text[following : following + 1].islower() or _is_item(text, following)


def _is_wrapped(text: str, end: int, following: int) -> bool:
    """Whether a line that ends at `end` looks broken only to fit a page."""
    return len(_line(text, end)) in _WRAPPED and not _is_item(text, following)


def _is_item(text: str, start: int) -> bool:
    """Whether an item of a list starts there."""
    return _ITEM.match(text, start) is not None


def _line(text: str, end: int) -> str:
    return text[text.rfind("\n", 0, end) + 1 : end].strip()


def _may_cut(text: str, at: int) -> bool:
    """Whether a long sentence may be cut there: at white space, after a comma of any script."""
    return text[at].isspace() or text[at - 1] in "，、；：،؛"


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    """The span without white space at its ends, in pieces of at most SENTENCE_CHARACTERS."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > SENTENCE_CHARACTERS:
        limit = start + SENTENCE_CHARACTERS
        cut = next((i for i in range(limit, start + 1, -1) if _may_cut(text, i)), limit)
        last = cut
        while text[last - 1].isspace():
            last -= 1
        yield start, last
        start = cut
        while text[start].isspace():
            start += 1
    if start < end:
        yield start, end
