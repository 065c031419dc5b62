"""The dates of a text, in their normal form, and when two can be one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.dates import (
    canonical_date,
    dateline_end,
    dates_in,
    moments_agree,
    more_precise,
)
from index.text.types import Moment

PUBLISHED = date(2025, 5, 21)  # a Wednesday


def values(text: str, published: date | None = PUBLISHED) -> list[str]:
    return [mention.value for mention in dates_in(text, published)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("May 21, 2025; 21 May 2025; 2025-05-21; Wednesday", ["2025-05-21"] * 4),
        ("Wednesday, May 3, 1985 and the 3rd of May", ["1985-05-03", "--05-03"]),
        ("in May, of March, May 2025, Sept. 2024", ["--05", "--03", "2025-05", "2024-09"]),
        ("1949–50, 2008-2009, 2000/99", ["1949", "1950", "2008", "2009", "2000", "2099"]),
        ("2000/99 and 1999-98", ["2000", "2099", "1999"]),
        ("the 1960s, mid-1990s, the 2000s", ["1960/1969", "1990/1999", "2000/2009"]),
        ("the 19th century, the nineteenth century", ["1801/1900"] * 2),
        ("300 BC, 300 BCE, AD 64", ["300 BC", "300 BC", "AD 64"]),
        ("today, yesterday, tomorrow", ["2025-05-21", "2025-05-20", "2025-05-22"]),
        ("this week, last month, next year", ["2025-05-19/2025-05-25", "2025-04", "2026"]),
        ("earlier this month, later this year", ["2025-05-01/2025-05-21", "2025-05-21/2025-12-31"]),
        ("last Monday, next Monday", ["2025-05-19", "2025-05-26"]),
        ("it may rain, they march, February 30, 2025-13-01, the 40th century", []),
        ("MAY DAY and May you live", []),
    ],
)
def test_dates(text: str, expected: list[str]) -> None:
    assert values(text) == expected


def test_words_for_time_need_the_day_of_publication() -> None:
    assert values("On Wednesday, and last week.", None) == ["wednesday"]


def test_a_long_s_is_an_s() -> None:
    assert values("Auguſt 3, 2024; ſunday, laſt week") == [
        *("2024-08-03", "2025-05-18", "2025-05-12/2025-05-18"),
    ]


@pytest.mark.parametrize(
    ("head", "report"),
    [
        ("KABUL, October 8, 2023 (Reuters) - ", "A quake struck."),
        ("Beijing, May 21, 2025: ", "They met."),
        ("", "On Monday, May 5, 2025 – a quake struck."),
        ("", "They met in Beijing on May 21, 2025."),
        ("", ""),
    ],
)
def test_a_dateline_ends_where_the_report_begins(head: str, report: str) -> None:
    assert dateline_end(head + report) == len(head)


def moment(text: str, published: date | None = PUBLISHED) -> Moment:
    (mention,) = dates_in(text, published)
    assert isinstance(mention.meaning, Moment)
    return mention.meaning


@pytest.mark.parametrize(
    ("claimed", "source", "agree", "finer"),
    [
        ("May 21, 2025", "May 2025", True, True),
        ("May 2025", "May 21, 2025", True, False),
        ("May 2025", "May 2025", True, False),
        ("the 1960s", "1962", True, False),
        ("1972", "the 1960s", False, False),
        ("May 21", "May 21, 2024", True, False),
        ("May 22", "May 21, 2024", False, False),
        ("300 BC", "300 BCE", True, False),
        ("300 BC", "1300", False, False),
    ],
)
def test_moments_agree(claimed: str, source: str, agree: bool, finer: bool) -> None:
    assert moments_agree(moment(claimed), moment(source)) is agree
    assert more_precise(moment(claimed), moment(source)) is finer


def test_a_weekday_alone_agrees_with_the_days_of_its_name() -> None:
    wednesday = moment("Wednesday", None)
    assert moments_agree(wednesday, moment("May 21, 2025"))
    assert not moments_agree(wednesday, moment("May 22, 2025"))


_PIECES = (
    "May 21, 2025|1949–50|on|the|–|,|Wednesday|last|next|earlier|this|week|month|year|the 19th"
    "|century|first|300 BC|mid-1990s|March|Sept.|3|45|2025-02-30|in|of|’s|\n"
)
PIECES = st.sampled_from(_PIECES.split("|"))


@given(
    st.lists(PIECES, max_size=12).map(" ".join) | st.text(max_size=60),
    st.none() | st.dates(),
)
def test_dates_are_in_order_inside_the_text(text: str, published: date | None) -> None:
    end = 0
    for mention in dates_in(text, published):
        assert end <= mention.start < mention.end <= len(text)
        assert isinstance(mention.meaning, Moment)
        assert mention.value == canonical_date(mention.meaning)
        assert moments_agree(mention.meaning, mention.meaning)
        end = mention.end


@given(st.dates(date(1000, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_as_it_is_written(day: date) -> None:
    for form in ("%B %d, %Y", "%d %b %Y", "%d of %B %Y", "%Y-%m-%d"):
        assert values(day.strftime(form)) == [day.isoformat()]
