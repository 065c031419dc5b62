from datetime import date

import pytest

from assistant.answering.identity import find_twins
from assistant.answering.versions import (
    Version,
    absent_version,
    meant_versions,
    read_version,
    version_groups,
)
from index.types import Source
from tests.queries import query

RULES = "Leave rules of the county. Who is away without pay asks the head of service for consent."
OPENINGS = {
    "desk/rules-1.4.txt": f"{RULES} Version 1.4, in force from 1 March 2021.",
    "desk/rules-2.0.txt": f"{RULES} Version 2.0 | in force from 1 January 2024 | replaces 1.4",
    "desk/rules-3.0.txt": f"{RULES} Version 3.0: valid as of 1 July 2026. Supersedes version 2.0.",
}
SOURCES = [Source(name, "Leave rules") for name in OPENINGS]
TODAY = date(2026, 3, 10)


def groups(openings: dict[str, str], title: str = "Leave rules") -> list[list[str]]:
    sources = [Source(name, title) for name in openings]
    found = version_groups(find_twins(sources, openings), openings)
    return [[each.source.name for each in group] for group in found]


def the_versions() -> list[Version]:
    (group,) = version_groups(find_twins(SOURCES, OPENINGS), OPENINGS)
    return group


def test_a_version_is_read_from_the_opening() -> None:
    one, two, three = (read_version(source, OPENINGS) for source in SOURCES)
    assert (one.number, one.since, one.replaces) == ((1, 4), date(2021, 3, 1), ())
    assert (two.number, two.since, two.replaces) == ((2,), date(2024, 1, 1), (1, 4))
    assert (three.number, three.since, three.replaces) == ((3,), date(2026, 7, 1), (2,))


def test_a_version_is_read_from_the_name() -> None:
    assert read_version(Source("desk/rules-v2.1.docx", "Rules"), {}).number == (2, 1)
    assert read_version(Source("desk/rules.docx", "Rules, 3rd edition"), {}).number == ()
    assert read_version(Source("desk/2024-03-12.docx", "Rules"), {}).number == ()


def test_versions_are_those_of_one_document() -> None:
    assert [each.number for each in the_versions()] == [(3,), (2,), (1, 4)]
    manuals = {
        "desk/heron-40.txt": f"{RULES} Version 3.1",
        "desk/heron-60.txt": f"{RULES} Version 5.2",
    }
    assert groups(manuals, "Manual") == []
    years = {"desk/memo-2023.txt": RULES, "desk/memo-2024.txt": RULES}
    assert groups(years, "Memo") == []
    dated = {
        "desk/memo-2023.txt": f"{RULES} Effective from 1 May 2023",
        "desk/memo-2024.txt": f"{RULES} Effective from 1 May 2024",
    }
    assert groups(dated, "Memo") == [["desk/memo-2024.txt", "desk/memo-2023.txt"]]
    folders = {
        "desk/archive/rules.txt": f"{RULES} Version 1",
        "desk/current/rules.txt": f"{RULES} Version 2",
    }
    assert groups(folders) == [["desk/current/rules.txt", "desk/archive/rules.txt"]]


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("Who consents to leave without pay?", ["2.0"]),
        ("Who consents to leave under version 1.4?", ["1.4"]),
        ("Who consents to leave under v3.0?", ["3.0"]),
        ("What does section 3 of the rules say?", ["2.0"]),
        ("Who consented to leave in 2022?", ["1.4"]),
        ("Who consents to leave under the 2021 rules?", ["1.4"]),
        ("Who consents to leave as of August 2024?", ["2.0"]),
        ("Who consented before the rules were renewed in 2024?", ["1.4"]),
        ("Who consented under the old rules?", ["1.4"]),
        ("Who consents now?", ["2.0"]),
        ("What changed between 1.4 and 2.0?", ["2.0", "1.4"]),
        ("How do the versions differ?", ["3.0", "2.0", "1.4"]),
    ],
)
def test_a_question_means_the_version_that_it_names_or_the_one_in_force(
    question: str, meant: list[str]
) -> None:
    found = meant_versions(query(question), the_versions(), TODAY)
    assert [each.source.name for each in found] == [f"desk/rules-{each}.txt" for each in meant]


def test_a_version_that_no_document_is_is_told() -> None:
    versions = the_versions()
    assert absent_version(query("What did version 1.3 say?"), versions, []) == "1.3"
    assert absent_version(query("What did version 1.4 say?"), versions, []) == ""
    assert absent_version(query("What of version 1.3?"), versions, ["Version 1.3 was short."]) == ""
