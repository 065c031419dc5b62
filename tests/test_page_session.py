"""A tab's filters, set by a form."""

import pytest

from assistant.errors import UsageError
from assistant.serve.page.session import Filters


def test_a_documents_own_name_means_that_document() -> None:
    name = "desk/[draft] what?.txt"
    assert Filters.of("", "", name, [name]).within == "=desk/[draft] what?.txt"
    assert Filters.of("", "", "desk/*", [name]).arguments() == {
        "since": None,
        "until": None,
        "within": "desk/*",
    }


@pytest.mark.parametrize(
    ("since", "until", "wrong"),
    [("2025-13-01", "", "2025-13-01 is not a date"), ("2025-02-01", "2025-01-01", "swap the two")],
)
def test_filters_that_make_no_sense_are_reported(since: str, until: str, wrong: str) -> None:
    with pytest.raises(UsageError, match=wrong):
        Filters.of(since, until, "", [])
