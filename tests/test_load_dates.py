"""Days of publication: where they are told, and where they are not."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.load import load_bytes
from index.load.opening import opening
from index.load.written_days import EARLIEST_YEAR, first_in, in_name, in_url, parse

MAY_21 = date(2025, 5, 21)


@pytest.mark.parametrize(
    "written",
    [
        "May 21, 2025",
        "May 21st, 2025",
        "Sat. May 21 2025",
        "21 May 2025",
        "21st of May, 2025",
        "2025-05-21",
        "2025/05/21",
        "2025.5.21",
        "21.05.2025",
        "21. 5. 2025",
        "21/05/2025",
        "05/21/2025",
        "20250521",
        "D:20250521083000+02'00'",
        "2025-05-21T23:59:00Z",
        "2025-05-21 10:00",
        "Wed, 21 May 2025 10:00:00 +0000",
        MAY_21,
        datetime(2025, 5, 21, 10, tzinfo=UTC),
    ],
)
def test_days_are_understood(written: object) -> None:
    assert parse(written) == MAY_21


@pytest.mark.parametrize(
    "written",
    [
        *("", "yesterday", "2025", "05/06/2025", "2025-02-30", "0000-00-00", "1500-01-01", None, 7),
        *("9999-01-01", "2025-05-210", "the 21 May 2025", date(1, 1, 1)),
    ],
)
def test_what_is_no_sure_day_is_none(written: object) -> None:
    assert parse(written) is None


def test_days_to_come_are_none() -> None:
    today = datetime.now(UTC).date()
    assert parse(today) == today
    assert parse(today + timedelta(days=3)) is None


@given(st.dates(date(EARLIEST_YEAR, 1, 1), date(2025, 1, 1)))
def test_every_day_is_read_as_it_was_written(day: date) -> None:
    for form in ("%B %d, %Y", "%d %b %Y", "%Y-%m-%d", "%d.%m.%Y"):
        assert parse(day.strftime(form)) == day
    assert in_url(f"https://x.example/{day:%Y/%m/%d}/story") == day
    assert in_name(f"story-{day:%Y-%m-%d}.txt") == day


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.example/2025/05/21/story.html", MAY_21),
        ("https://a.example/world/2025/may/21/story", MAY_21),
        ("https://a.example/story-20250521", MAY_21),
        ("https://a.example/story?d=2025-05-21", MAY_21),
        ("https://a.example/2025/05/story", None),
        ("https://a.example/12345678", None),
        ("https://a.example/2025/13/45/", None),
    ],
)
def test_days_in_addresses(url: str, day: date | None) -> None:
    assert in_url(url) == day


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("talks-2025-05-21.txt", MAY_21),
        ("talks_2025_05_21.txt", MAY_21),
        ("20250521 talks.pdf", MAY_21),
        ("talks 21 May 2025.docx", MAY_21),
        ("May-21-2025-talks.docx", MAY_21),
        ("cables/2025/05/21/talks.txt", MAY_21),
        ("2020-01-01 to 2020-12-31.txt", None),
        ("report 05-06-2025.txt", None),
        ("12345678.txt", None),
        ("2025.txt", None),
    ],
)
def test_days_in_names(name: str, day: date | None) -> None:
    assert in_name(name) == day


@pytest.mark.parametrize(
    "line",
    [
        "Beijing, May 21, 2025: Pakistan and Afghanistan met.",
        "ISLAMABAD (Reuters), 21 May 2025 — The minister arrived.",
        "ISLAMABAD, May 21, 2025 (Reuters) - The minister arrived.",
        "RIO DE JANEIRO May 21, 2025 -- The minister arrived.",
        "Published: 21 May 2025",
        "Published on Wednesday, 21 May 2025 at 10:30 am",
        "By Ann Lee | 21 May 2025",
        "The Verge, 2025-05-21",
        "2025-05-21T10:00:00Z",
        "May 21, 2025",
        "May 21, 2025 ... He said so.",
        "Washington, D.C., May 21, 2025. The talks went on.",
        "Last updated on 21.05.2025",
    ],
)
@pytest.mark.parametrize("headline", ["", "A headline of the day\n\n"])
def test_datelines(line: str, headline: str) -> None:
    assert opening(f"{headline}{line}\nMore text.").published == MAY_21


@pytest.mark.parametrize(
    "line",
    [
        "The talks of May 21, 2025, were the first of their kind.",
        "On May 21, 2025, the talks began.",
        "May 21, 2025 was a good day.",
        "Talks in Beijing on May 21, 2025: a report",
        "They met in Paris on 21 May 2025. It rained.",
        "A long line of words " * 12 + "- May 21, 2025",
        "1. One. Two. Three, four, five - six, seven, May 21, 2025",
    ],
)
def test_days_in_running_text_are_not_taken(line: str) -> None:
    assert opening(f"A headline\n\n{line}\nMore text.").published is None


def test_a_day_in_the_middle_of_an_article_is_not_taken() -> None:
    prose = "A paragraph of an article that is long enough to be running text. " * 3
    assert opening(f"A headline\n\n{prose}\n\nPublished: May 21, 2025\n").published is None


@pytest.mark.parametrize(
    ("line", "outlet", "author"),
    [
        ("The Verge, 2025-05-21", "The Verge", None),
        ("By Ann Lee, The Verge, 2025-05-21", "The Verge", "Ann Lee"),
        ("By Ann Lee | The Verge | May 21, 2025", "The Verge", "Ann Lee"),
        ("Beijing, May 21, 2025", None, None),
        ("ISLAMABAD (Reuters), 21 May 2025 — The minister arrived.", "Reuters", None),
        ("ISLAMABAD, May 21, 2025 (AP) — The minister arrived.", "AP", None),
        ("By Ann Lee", None, "Ann Lee"),
        ("https://www.post.example/a", "post.example", None),
        ("https://[post.example/a", None, None),
    ],
)
def test_outlets_and_authors(line: str, outlet: str | None, author: str | None) -> None:
    [document] = load_bytes(f"A headline\n{line}\n\nText.".encode(), name="a.txt")
    assert (document.source.outlet, document.source.author) == (outlet, author)
    assert document.source.title == "A headline"


def test_the_order_of_what_tells_the_day() -> None:
    def told(text: str, name: str) -> tuple[str | None, str | None]:
        [document] = load_bytes(text.encode(), name=name)
        return str(document.source.published), document.source.published_from

    front = "---\ndate: 2021-01-01\n---\n"
    body = "Beijing, January 2, 2021: They met.\nhttps://a.example/2021/01/03/\n"
    assert told(front + body, "a-2021-01-04.md") == ("2021-01-01", "metadata")
    assert told(body, "a-2021-01-04.md") == ("2021-01-02", "dateline")
    assert told(body.split("\n", 1)[1], "a-2021-01-04.md") == ("2021-01-03", "url")
    assert told("They met.", "a-2021-01-04.md") == ("2021-01-04", "file name")
    assert told("They met.", "a.md") == ("None", None)


def test_the_first_day_of_a_line_is_found() -> None:
    assert first_in("x 2020-01-02 y 3 May 2021") == (date(2020, 1, 2), 2, 12)
    assert first_in("12020-01-02") is None
