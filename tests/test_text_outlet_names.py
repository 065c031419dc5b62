"""Names that say of themselves that they are an outlet's."""

import pytest

from index.text.outlet_names import is_outlet


@pytest.mark.parametrize(
    "name",
    [
        "Sollen Herald",
        "THE DAILY COURIER",
        "Radio Ostra",
        "Halvek TV",
        "Coast Press Agency",
        "Gazette",
    ],
)
def test_outlets(name: str) -> None:
    assert is_outlet(name)


@pytest.mark.parametrize(
    "name",
    [
        "Beijing",
        "Ann Lee",
        "Weekly Report",
        "Opening Times",
        "Blog post",
        "Radio Ostra - news script - 5 March 2025",
        "Herald of the spring and of all that comes",
        "",
    ],
)
def test_other_names(name: str) -> None:
    assert not is_outlet(name)
