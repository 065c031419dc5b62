from datetime import date

import pytest

from index.load import load_bytes
from index.load.opening import parse_opening
from tests.reading import one


def test_wrapped_text_has_no_headline() -> None:
    lines = "The quick brown fox jumps over the lazy dog and over a\n" * 4
    assert one(lines.encode(), "the-fox.txt").source.title == "The fox"


MAY_21 = date(2025, 5, 21)


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
    assert parse_opening(f"{headline}{line}\nMore text.").published == MAY_21


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
    assert parse_opening(f"A headline\n\n{line}\nMore text.").published is None


def test_a_day_in_the_middle_of_an_article_is_not_taken() -> None:
    prose = "A paragraph of an article that is long enough to be running text. " * 3
    assert parse_opening(f"A headline\n\n{prose}\n\nPublished: May 21, 2025\n").published is None


@pytest.mark.parametrize(
    ("line", "outlet", "author"),
    [
        ("The Verge, 2025-05-21", "The Verge", None),
        ("By Ann Lee, The Verge, 2025-05-21", "The Verge", "Ann Lee"),
        ("By Ann Lee | The Verge | May 21, 2025", "The Verge", "Ann Lee"),
        ("*The Verge, 21 May 2025. By Ann Lee*", "The Verge", "Ann Lee"),
        ("Sollen Herald, 21 May 2025", "Sollen Herald", None),
        ("Radio Lumen, 21 May 2025, 12 o'clock news", "Radio Lumen", None),
        ("Sollen Herald", "Sollen Herald", None),
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


@pytest.mark.parametrize(
    "line",
    [
        "Date: 3 February 2025",
        "Report Date: 3 February 2025",
        "Version 2.0, in force from 3 February 2025, replaces 1.4",
        "Last updated: 2025-02-03",
        "Effective 3 February 2025",
    ],
)
def test_a_stated_day_is_the_document_s(line: str) -> None:
    source = one(f"EMPLOYEE LEAVE POLICY\n{line}\n\nLeave is 24 days.".encode(), "a.txt").source
    assert (str(source.published), source.outlet) == ("2025-02-03", None)
    assert source.title == "EMPLOYEE LEAVE POLICY"


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("Minutes of the board, 21 May 2025", "2025-05-21"),
        ("Minutes of the board (May 2025)", "2025-05-01"),
        ("What changed by 21 May 2025", "None"),
        ("The talks of 21 May 2025 in short", "None"),
    ],
)
def test_a_title_ends_with_its_day(title: str, day: str) -> None:
    source = one(f"{title}\n\nThe board met at nine. It was short.".encode(), "a.txt").source
    assert str(source.published) == day
