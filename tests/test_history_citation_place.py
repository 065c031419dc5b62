"""Where a quote stands, in the words of every view."""

from dataclasses import replace

import pytest

from assistant.history.citation_place import labelled_quote, printed_page, section_below_title
from tests.quoted import cited


@pytest.mark.parametrize(
    ("page", "label", "shown"),
    [
        (4, None, "page 4"),
        (4, "4", "page 4"),
        (4, "iv", "page iv (page 4 of the file)"),
        (None, None, None),
    ],
)
def test_a_page_is_said_as_it_is_printed(
    page: int | None, label: str | None, shown: str | None
) -> None:
    assert printed_page(replace(cited(), page=page, page_label=label)) == shown


@pytest.mark.parametrize(
    ("section", "heading", "shown"),
    [
        ("3 Travel › 3.2", "3 Travel", "3 Travel › 3.2"),
        ("Talks › Trade", "Trade", "Trade"),
        ("Talks", "Talks", None),
        (None, "Trade", "Trade"),
        (None, None, None),
    ],
)
def test_the_section_leaves_out_the_title_that_stands_beside_it(
    section: str | None, heading: str | None, shown: str | None
) -> None:
    one = replace(cited(), section=section, heading=heading)
    assert (one.title, section_below_title(one)) == ("Talks", shown)


@pytest.mark.parametrize(
    ("quote", "labels", "shown"),
    [
        ("Revenue | 412", ("Item", "2018"), "Item: Revenue | 2018: 412"),
        ("| Revenue | 412 |", ("Item", "2018"), "Item: Revenue | 2018: 412"),
        ("412", ("Item", "2018"), "Columns: Item | 2018"),
        ("Revenue | 412\n\nStaff", ("Item", "", "2018"), "Columns: Item | 2018"),
        ("Revenue | 412", (), None),
        ("Revenue | 412", ("", ""), None),
    ],
)
def test_a_row_is_said_with_its_labels(
    quote: str, labels: tuple[str, ...], shown: str | None
) -> None:
    assert labelled_quote(replace(cited(), quote=quote, labels=labels)) == shown
