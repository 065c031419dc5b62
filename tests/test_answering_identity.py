from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.identity import document_label, find_twins, identity, marks
from index.types import Source

FORM = "Pay within thirty days. Item, quantity, price, sum. Total to be paid to the parish hall."
OTHER = "Meeting of the harbour committee with talk of dogs, cranes and winter power on pontoons."


def source(name: str, title: str = "", **facts: object) -> Source:
    return Source(f"desk/{name}", title or name.partition(".")[0], **facts)  # type: ignore[arg-type]


def twins(one: Source, other: Source, *texts: str) -> bool:
    first, second = texts or (FORM, FORM)
    return bool(find_twins([one, other], {one.name: first, other.name: second}))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("version 2.0 of the policy", "version 2 polici"),
        ("v1.4", "1.4"),
        ("What does plan A cost?", "plan a cost"),
        ("A plan is a plan.", "plan plan"),
        ("the May minutes, and what may be", "May minut"),
    ],
)
def test_marks_are_stems_and_whole_versions(text: str, found: str) -> None:
    assert marks(text) == found.lower().split()


@given(st.text(max_size=80))
def test_any_text_has_marks(text: str) -> None:
    assert all(marks(text))


def test_a_name_that_is_a_code_says_nothing() -> None:
    assert identity(source("q005-true3.txt", "Q005 true3")) == frozenset()
    assert identity(source("q005-true3.txt", "Rice prices")) == {"rice", "price"}


def test_of_a_report_the_date_is_no_mark() -> None:
    day = date(2024, 3, 12)
    assert identity(source("minutes.txt", published=day)) == {"minut", "march", "2024"}
    assert identity(source("minutes.txt", published=day, outlet="The Post")) == {"minut"}


def test_documents_of_one_form_are_twins() -> None:
    assert twins(source("roof.txt"), source("boiler.txt"))
    assert not twins(source("roof.txt"), source("boiler.txt"), FORM, OTHER)


def test_a_series_needs_no_form_in_common() -> None:
    assert twins(source("minutes-april.txt"), source("minutes-may.txt"), FORM, OTHER)
    assert twins(source("heron-40-manual.txt"), source("heron-60-manual.txt"), FORM, OTHER)
    assert not twins(source("minutes-april.txt"), source("budget-may.txt"), FORM, OTHER)


def test_reports_of_two_outlets_are_no_twins() -> None:
    one = source("a.txt", "Twelve dead in Quetta", outlet="The Post")
    other = source("b.txt", "Fourteen dead in Quetta", outlet="The Daily")
    assert not twins(one, other)


def test_a_copy_is_no_twin() -> None:
    assert not twins(source("plan.txt", "The plan"), source("the-plan.txt", "The plan"))


def test_a_document_stands_under_its_title_or_its_file_name() -> None:
    basic, extra = source("basic.md", "Basic Plan"), source("extra.md", "Extra Plan")
    assert document_label(basic, [extra]) == "Basic Plan"
    old, new = source("2023-memo.md", "Memo"), source("2024-memo.md", "Memo")
    assert document_label(old, [new]) == "2023-memo"
    scan = source("scan-17.pdf", "Invoice")
    assert document_label(scan, [source("scan-18.pdf", "Invoice")]) == "Invoice (scan-17)"
