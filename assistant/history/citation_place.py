"""Where a citation's quote stands, in the words that every view shows."""

from assistant.messages import say
from assistant.types import Citation
from index.text.table_rows import SEPARATOR, cells, labelled_row
from index.types import SECTION_SEPARATOR


def printed_page(citation: Citation) -> str | None:
    """Its page: "page 4", or "page iv (page 4 of the file)"; None without pages.

    Where its text was recognised in a picture, that is said: "page 4, recognised (97% sure)".
    """
    if not citation.page:
        return None
    counted = say("place.page", page=citation.page)
    label = citation.page_label
    if label and label != str(citation.page):
        counted = say("place.label", label=label, page=counted)
    if citation.recognised is not None:
        counted = say("place.recognised", page=counted, share=f"{citation.recognised:.0%}")
    return counted


def characters(citation: Citation) -> str:
    """Its offsets: "characters 10–20"."""
    return say("place.characters", start=citation.start, end=citation.end)


def section_below_title(citation: Citation) -> str | None:
    """Its section without the document's title, which stands beside it; None where that is all.

    A citation that an older version kept has its heading alone.
    """
    section = citation.section or citation.heading or ""
    below = section.removeprefix(f"{citation.title}{SECTION_SEPARATOR}")
    return None if below in ("", citation.title) else below


def labelled_quote(citation: Citation) -> str | None:
    """A row with its columns' names: "Item: Revenue | 2018: 412"; None where it is no row.

    Where the quote is not one whole row, the columns' names alone.
    """
    quote, labels = citation.quote, citation.labels
    if not any(labels):
        return None
    if "\n" not in quote.strip() and len(cells(quote)) == len(labels):
        return labelled_row(quote, labels)
    names = SEPARATOR.join(label for label in labels if label)
    return say("place.columns", names=names)
