import pytest

from index.load import load_bytes
from index.types import Source
from tests.reading import one


def test_text_without_letters_is_reported() -> None:
    assert "Two thirds" in one(b"1 2 3 4 5 6 7 8 9 = 0 | " * 5).source.warnings[0]


def test_the_order_of_the_sources_of_a_date() -> None:
    def found(text: str, name: str) -> tuple[str | None, str | None]:
        [document] = load_bytes(text.encode(), name=name)
        return str(document.source.published), document.source.published_from

    front = "---\ndate: 2021-01-01\n---\n"
    body = "Beijing, January 2, 2021: They met.\nhttps://a.example/2021/01/03/\n"
    assert found(front + body, "a-2021-01-04.md") == ("2021-01-01", "metadata")
    assert found(body, "a-2021-01-04.md") == ("2021-01-02", "dateline")
    assert found(body.split("\n", 1)[1], "a-2021-01-04.md") == ("2021-01-03", "url")
    assert found("They met.", "a-2021-01-04.md") == ("2021-01-04", "file name")
    assert found("They met.", "a.md") == ("None", None)


def built(text: str) -> Source:
    return one(text.encode()).source


MONTH_ALONE = "Of its date the month alone is known: it counts as the month's first day."


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Travel policy\n\nMarch 2025\n\nEmployees may travel by train.", "2025-03-01"),
        ("Travel policy\nVersion 2.0, March 2025\n\nEmployees may travel.", "2025-03-01"),
        ("Travel policy\n\nEffective March 2024\n\nEmployees may travel.", "2024-03-01"),
        ("Report on the roofs, March 2024\n\nThe roofs leak.", "2024-03-01"),
    ],
)
def test_a_month_alone_is_a_date_that_says_so(text: str, day: str) -> None:
    source = built(text)
    assert (str(source.published), source.published_from) == (day, "dateline")
    assert MONTH_ALONE in source.warnings


@pytest.mark.parametrize(
    "stated",
    [
        *("In force from 1 March 2024.", "Effective date: 2024-03-01", "Gültig ab 01.03.2024"),
        *("This policy is in force from 1 March 2024 and replaces another.",),
        *("Comes into force on 1 March 2024.", "Last updated: 1 March 2024"),
        *("Last reviewed on 1 March 2024", "Valid from March 1, 2024"),
    ],
)
@pytest.mark.parametrize(
    "place", ["{}\n\nEmployees may go.", "Employees may go.\n\nSo it is.\n\n{}"]
)
def test_from_when_a_document_is_in_force_is_its_date(stated: str, place: str) -> None:
    source = built(f"Travel policy\n\n{place.format(stated)}")
    assert str(source.published) == "2024-03-01"
    assert MONTH_ALONE not in source.warnings


@pytest.mark.parametrize(
    "text",
    [
        "Minutes\n\nIn March 2024 the council met in the hall.",
        "What happened in March 2024\n\nThe council met.",
        "Travel policy\n\nEmployees may go.\n\nThe bridge closed on 1 March 2024.",
    ],
)
def test_a_time_in_running_text_is_no_date_of_it(text: str) -> None:
    assert built(text).published is None


def test_a_day_goes_before_a_month() -> None:
    source = built("Travel policy\n\nMarch 2025\n\n3 May 2024\n\nEmployees may travel by train.")
    assert str(source.published) == "2024-05-03"
