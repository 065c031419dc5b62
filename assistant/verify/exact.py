"""A claim that a passage has word for word."""

import re

from assistant.types import Quote
from assistant.verify.polarity import hedges
from index.text.addressed import addresses_machine
from index.text.sentences import sentences
from index.types import Passage


def find_verbatim(text: str, passage: Passage) -> Quote | None:
    """The span of `passage` that is `text`, white space aside; None where there is none.

    Part of a sentence counts only where the rest of it neither denies nor doubts: of "they denied
    that he left", "he left" is no quote. What addresses a machine is none either.
    """
    words = text.split()
    if not words:
        return None
    words[-1] = words[-1].rstrip(".")
    pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, words)) + r"(?:\.(?!\d)|(?!\w))"
    match = re.search(pattern, passage.text) if words[-1] else None
    if match is None:
        return None
    for start, end in sentences(passage.text):
        if start >= match.end() or end <= match.start():
            continue
        rest = passage.text[start : match.start()] + passage.text[match.end() : end]
        paragraph = passage.text.rfind("\n\n", 0, start) + 1
        if hedges(rest) or addresses_machine(passage.text[paragraph:end]):
            return None
    return quote_of(passage, *match.span())


def quote_of(passage: Passage, start: int, end: int) -> Quote:
    """The quote of `passage.text[start:end]`."""
    return Quote(passage, passage.start + start, passage.start + end, passage.text[start:end])
