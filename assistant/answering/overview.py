"""An overview of a document without a model: the sentence that stands for each section."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.central import central, spread
from assistant.answering.document_parts import (
    Part,
    is_sentence,
    parts,
    quoted,
    subject_line,
    whole_document,
)
from assistant.answering.kind_answers import written_day
from assistant.messages import counted, say
from assistant.types import Quote
from index.library import Library
from index.types import Embedder, Passage, Source

SECTIONS = 8
"""Sections that an overview shows; of more, those whose sentence says most. A guess."""
SENTENCES = 5
"""Sentences of an overview of a text without sections. A guess."""
FEWEST = 3
"""Sentences that an overview of a short text has, where it has as many. A guess."""
CANDIDATES = 12
"""Sentences of a section that are embedded: the first. A guess."""
_RUNNING = 80
"""Sentences of a text without sections that are embedded, evenly over it. A guess."""


@dataclass(frozen=True, slots=True)
class Overview:
    """What an overview says: a line with title and date, and the quotes in order."""

    head: str
    quotes: Sequence[Quote]


def overview(library: Library, source: Source, sections: int = SECTIONS) -> Overview | None:
    """The overview of a document; None where it says nothing that can be quoted."""
    document = whole_document(library, source)
    found = parts(document)
    if not found:
        return None
    day = written_day(source)
    day = "" if day in source.title else day
    about = ", ".join(filter(None, (source.title, source.outlet, day)))
    if len(found) == 1:
        return Overview(f"{about}:", _of_text(library.embedder, document, found[0]))
    quotes = _of_sections(library.embedder, document, found, sections)
    sections_of = counted(len(found), "section")
    if len(quotes) == len(found):
        return Overview(say("overview.sections", about=about, sections=sections_of), quotes)
    head = say("overview.some_sections", about=about, count=len(quotes), sections=sections_of)
    return Overview(head, quotes)


def _of_sections(
    embedder: Embedder, document: Passage, found: Sequence[Part], most: int
) -> list[Quote]:
    """The sentence that stands for each section, under its heading."""
    near = [part.statements[:CANDIDATES] for part in found]
    chosen = central(embedder, [[each.text for each in own] for own in near])
    scored = sorted(range(len(found)), key=lambda number: -chosen[number][1])
    kept = sorted(scored[:most])
    return [
        quoted(
            document,
            near[number][chosen[number][0]],
            _under(found[number].heading, near[number][chosen[number][0]].text),
        )
        for number in kept
    ]


def _of_text(embedder: Embedder, document: Passage, part: Part) -> list[Quote]:
    """The sentences that stand for a text without sections."""
    if all(each.block.kind == "row" for each in part.statements):
        # The rows of a table stand for nothing but themselves.
        return [quoted(document, each) for each in part.statements[:SECTIONS]]
    step = -(-len(part.statements) // _RUNNING)
    near = part.statements[::step]
    written = any(map(is_sentence, near[:FEWEST]))
    count = max(FEWEST, min(SENTENCES, len(near) // 3)) if written else SECTIONS
    chosen = [quoted(document, near[at]) for at in spread(embedder, [e.text for e in near], count)]
    about = subject_line(document)
    return [about, *chosen] if about and document.source.title not in about.text else chosen


def _under(heading: str, text: str) -> str:
    heading = heading.strip().rstrip(".:")
    return f"{heading}: {text}" if heading else text
