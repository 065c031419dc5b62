"""What is embedded of a passage: its text, and what its document says about it."""

from datetime import date
from functools import lru_cache

from index.statements import labelled_text
from index.text.path_words import path_words
from index.text.stems import stems
from index.types import Passage, Source


def embedded_text(passage: Passage) -> str:
    """The text that is embedded for a passage: its document's context, then its own text.

    The context is that of the document, and the headings, question or sentence that the passage
    stands under and does not hold itself.
    """
    first = passage.blocks[0] if passage.blocks else None
    above = (*first.above, first.lead) if first else ()
    above = tuple(part for part in above if part and part != passage.source.title)
    about = ". ".join(part for part in (context(passage.source), *above) if part)
    return f"{about}\n{labelled_text(passage).strip()}"


def context(source: Source) -> str:
    """The context that is embedded with each passage of a document: title, outlet, date, path.

    Of the path come the words that the title and the date do not hold.
    """
    return _context(source.name, source.title, source.outlet, source.published)


@lru_cache(maxsize=4096)
def _context(name: str, title: str, outlet: str | None, day: date | None) -> str:
    """The same of these facts, which all passages of a document share."""
    published = f"{day:%B} {day.day}, {day.year}" if day else ""
    said = set(stems(f"{title} {published}"))
    path = " ".join(word for word in path_words(name) if not said.issuperset(stems(word)))
    return ". ".join(part for part in (title, outlet, published, path) if part)
