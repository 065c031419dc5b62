"""The filters in sight while they apply."""

from assistant.serve.page.filter_form import applied_filters
from assistant.serve.page.session import Filters
from tests.page_answers import Shown


def test_filters_are_shown_while_they_apply() -> None:
    filters = Filters.of("2025-01-01", "2025-02-01", " desk/* ", [])
    shown = Shown(applied_filters(filters, (2, 1_300))).text
    for words in (
        "Searching 2 of 1,300 documents",
        "from 1 January 2025",
        "until 1 February 2025",
        "desk/*",
    ):
        assert words in shown
    assert applied_filters(Filters()) == ""
