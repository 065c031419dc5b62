"""What a person has said of a document in place of what was read from it: title, day, outlet."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from index.types import DateOrigin, Source


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """A document's title, day and outlet; None where nothing is said.

    `published_from` tells where the day was read; it is None for a day given by hand.
    """

    title: str | None = None
    published: date | None = None
    outlet: str | None = None
    published_from: DateOrigin | None = None

    @classmethod
    def of(cls, source: Source) -> Self:
        """Those of a document."""
        return cls(source.title, source.published, source.outlet, source.published_from)

    def __or__(self, other: "DocumentFacts") -> "DocumentFacts":
        """These, and the other's where these say nothing."""
        return DocumentFacts(
            self.title or other.title,
            self.published or other.published,
            self.outlet or other.outlet,
        )


def with_given(source: Source, given: DocumentFacts | None) -> Source:
    """A document as it was read, with what was given by hand in its place."""
    if given is None:
        return source
    return replace(
        source,
        title=given.title or source.title,
        published=given.published or source.published,
        published_from="hand" if given.published else source.published_from,
        outlet=given.outlet or source.outlet,
    )


def as_read(source: Source, read: DocumentFacts | None) -> Source:
    """A document with what was `read` from it, where something else was given by hand."""
    if read is None:
        return source
    return replace(
        source,
        title=read.title or "",
        published=read.published,
        published_from=read.published_from,
        outlet=read.outlet,
    )
