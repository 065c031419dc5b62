"""A document's parts: its sections in order, and what can be quoted of each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.types import Quote
from index.library import Library
from index.statements import Statement, statements, told_to_people
from index.text.language import UNKNOWN, language
from index.types import Block, Passage, Source

SECTION_BLOCKS = 25
"""Blocks of a section that are looked at: a long document takes no longer than a short one."""
_SHORTEST, _LONGEST = 25, 350
"""Characters of a sentence that can stand for others."""
_CLOSED = re.compile(r"[.!?…。][\"'”’»)\]]*$")
_LEANS = re.compile(
    r"(?:(?:And|But|So|Then|However|Instead|Also),?\s)?(?:he|she|it|they|this|that|these|those|his"
    r"|her|its|their|such|thus|therefore)\b",
    re.IGNORECASE,
)
_LISTED = ("item", "row")
_TELLING = 4
"""Words of a line of notes that says something, at least. A guess."""
_FEW = 3
"""Sentences of running text that are enough to stand for a text of items."""
_WRITTEN = 0.3
"""The share of whole sentences below which a text is notes or a table. A guess."""
_SUBJECT = re.compile(
    r"^[>*_ \t]*(?:subject|re|concerning|asunto|objet|betreff|oggetto|assunto|onderwerp)\b"
    r"[*_ \t]*:[*_ \t]*(?P<said>\S.*)$",
    re.IGNORECASE | re.MULTILINE,
)
_HEAD = 1000
"""Characters of a letter in which it says what it is about."""
_PLAIN = ("heading", "question", "furniture")


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a document: its heading, empty before the first one, and its statements."""

    heading: str
    statements: Sequence[Statement]


def whole_document(library: Library, source: Source) -> Passage:
    """A document as one passage. Raises IndexingError if it is unknown."""
    text = library.text(source.name)
    return Passage(source, 0, len(text), text, library.blocks(source.name))


def parts(document: Passage) -> list[Part]:
    """The sections of a document that say something, in order."""
    blocks = [block for block in document.blocks if block.kind not in _PLAIN]
    paths = {block.start: _below_title(block, document.source) for block in blocks}
    tops = {path[0] for path in paths.values() if path}
    if len(tops) == 1 and all(paths.values()):
        # One heading over all is a title.
        paths = {start: path[1:] for start, path in paths.items()}
    sections: dict[str, list[Block]] = {}
    for block in blocks:
        path = paths[block.start]
        # What stands under the title alone stands above the first heading.
        heading = path[0] if path and path[0] != document.source.title else ""
        sections.setdefault(heading, []).append(block)
    found = [
        Part(heading, representative(document, own[:SECTION_BLOCKS]))
        for heading, own in sections.items()
    ]
    # What stands above the first heading is often a letterhead, an issue or a date alone.
    found = [
        part
        for part in found
        if part.statements and (part.heading or any(map(is_sentence, part.statements)))
    ]
    if len(found) > 1:
        return found
    # One section is none: a heading over all, or a line of a bill that looks like one.
    whole = _of_whole(document, blocks)
    return [Part("", whole)] if whole else []


def _of_whole(document: Passage, blocks: Sequence[Block]) -> list[Statement]:
    """What can stand for a text without sections; of notes and tables all that they say."""
    found = _told(document, blocks)
    if sum(map(is_sentence, found)) < _WRITTEN * len(found):
        return [each for each in found if _tells(each)] or found
    chosen = standing(found)
    # A contract's numbered sentences, say, are its matter, though they are items.
    more = [each for each in found if is_sentence(each) and _fits(each.text)]
    return more if len(chosen) < min(_FEW, len(more)) else chosen


def representative(document: Passage, blocks: Sequence[Block]) -> list[Statement]:
    """Those statements of some blocks that can stand alone for others: see `standing`."""
    return standing(_told(document, blocks))


def _told(document: Passage, blocks: Sequence[Block]) -> list[Statement]:
    """What blocks say to people, not to a machine."""
    found = [each for block in blocks for each in statements(_alone(document, block))]
    return told_to_people(found)


def standing(found: Sequence[Statement]) -> list[Statement]:
    """Those statements that can stand alone for others.

    They are whole sentences that lean on no other, of running text before lists and tables, where
    there are any.
    """
    fitting = [each for each in found if _fits(each.text)] or list(found)
    whole = [each for each in fitting if is_sentence(each)] or fitting
    running = [each for each in whole if each.block.kind not in _LISTED] or whole
    return [each for each in running if not _leans(each.text)] or running


def _fits(text: str) -> bool:
    return _SHORTEST <= len(text) <= _LONGEST


def _tells(statement: Statement) -> bool:
    """Whether a line of notes says something: more than a name or a number of something."""
    text = statement.text
    figure = ":" in text and any(map(str.isdigit, text))
    telling = statement.block.kind in _LISTED or figure or len(text.split()) >= _TELLING
    return telling and len(text) <= _LONGEST


def _leans(text: str) -> bool:
    return bool(_LEANS.match(text)) and language(text) in ("en", UNKNOWN)


def subject_line(document: Passage) -> Quote | None:
    """The line of a letter, memo or mail that says what it is about."""
    match = _SUBJECT.search(document.text, 0, _HEAD)
    if match is None:
        return None
    start, end = match.span()
    start += len(match[0]) - len(match[0].lstrip())
    end -= len(match[0]) - len(match[0].rstrip())
    words = " ".join(re.sub(r"[*_]+", "", document.text[start:end]).split())
    statement = Statement(start, end, words, Block("paragraph", start, end))
    return quoted(document, statement) if told_to_people([statement]) else None


def is_sentence(statement: Statement) -> bool:
    """Whether a statement is written as a sentence: it ends so, and begins with no small letter."""
    text = statement.text.lstrip("*_\"'“‘«([")
    return bool(_CLOSED.search(statement.text)) and not text[:1].islower()


def quoted(document: Passage, statement: Statement, said: str = "") -> Quote:
    """The quote of a statement, cut out of its document with its block; `said` are its words."""
    block = statement.block
    passage = _alone(document, replace(block, end=max(block.end, statement.end)))
    start, end = statement.start, statement.end
    return Quote(passage, start, end, document.text[start:end], (said or statement.text,))


def _alone(document: Passage, block: Block) -> Passage:
    text = document.text[block.start : block.end]
    return Passage(document.source, block.start, block.end, text, (block,))


def _below_title(block: Block, source: Source) -> tuple[str, ...]:
    above = block.above
    return above[1:] if above and above[0] == source.title else above
