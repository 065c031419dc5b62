"""Where a citation's quote stands, in the words that every view shows."""

from assistant.types import Citation
from index.text.table_rows import SEPARATOR, cells, labelled_row
from index.types import SECTION_SEPARATOR


def printed_page(citation: Citation) -> str | None:
    """Its page: "page 4", or "page iv (page 4 of the file)"; None without pages.

    Where its text was recognised in a picture, that is said: "page 4, recognised (97% sure)".
    """
    if not citation.page:
        return None
    counted = f"page {citation.page}"
    label = citation.page_label
    if label and label != str(citation.page):
        counted = f"page {label} ({counted} of the file)"
    if citation.recognised is not None:
        counted += f", recognised ({citation.recognised:.0%} sure)"
    return counted


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
    return f"Columns: {SEPARATOR.join(label for label in labels if label)}"
