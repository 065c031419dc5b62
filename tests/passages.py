"""Passages for tests, made from a few words."""

from datetime import date

from index.types import Hit, Passage, Source


def hit(
    text: str,
    title: str = "Talks in Beijing",
    published: date | None = date(2025, 5, 21),
    outlet: str | None = "The Daily",
) -> Hit:
    """A passage that is its whole document, as if found for a question."""
    source = Source(name="a.txt", title=title, published=published, outlet=outlet)
    return Hit(Passage(source, 0, len(text), text), score=1.0, similarity=0.9, lexical=3.0)
