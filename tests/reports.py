"""Reports that disagree on one number, as quotes that are their whole documents."""

from datetime import date

from assistant.types import Quote
from index.types import Passage, Source


def quote(text: str, name: str, published: date | None = None, outlet: str | None = None) -> Quote:
    source = Source(name, name, published=published, outlet=outlet)
    return Quote(Passage(source, 0, len(text), text), 0, len(text), text)


TWELVE = quote("Officials said 12 people were killed in the Quetta market blast.", "a")
FOURTEEN = quote("Officials said fourteen people were killed in the Quetta market blast.", "b")
