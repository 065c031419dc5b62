import pytest

from assistant.question.named_sections import (
    NamedSection,
    is_within,
    label_number,
    named_sections,
)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("What does section 3.2 say?", [("section", "3.2")]),
        ("What does rule 3.2 of the leave rules say?", [("section", "3.2")]),
        ("Who has to agree under § 3?", [("section", "3")]),
        ("Compare clauses 7.1 and 7.2.", [("section", "7.1"), ("section", "7.2")]),
        ("What is in Annex B?", [("section", "b")]),
        ("What is said in article IV?", [("section", "iv")]),
        ("What is step 2 of the restart?", [("item", "2")]),
        ("What is the answer to question 4?", [("item", "4")]),
        ("What is allowed by clause 4(b)?", [("section", "4(b)")]),
        ("In what part of town is the mill?", []),
        ("How many articles were there in 2024?", []),
        ("What of the rule I must follow?", []),
        ("What is a section?", []),
    ],
)
def test_a_section_is_named_by_its_number(question: str, named: list[tuple[str, str]]) -> None:
    assert [(each.part, each.number) for each in named_sections(question)] == named


@pytest.mark.parametrize(
    ("label", "number"),
    [
        ("3.2", "3.2"),
        ("3.2.", "3.2"),
        ("§ 3", "3"),
        ("3.2 Carry over", "3.2"),
        ("Section 7: Pay", "7"),
        ("a)", "a"),
        ("(iv)", "iv"),
        ("Article IV", "iv"),
        ("Carry over", ""),
        ("2nd floor", ""),
        ("", ""),
    ],
)
def test_a_label_begins_with_its_number(label: str, number: str) -> None:
    assert label_number(label) == number


def test_what_is_numbered_below_a_section_is_within_it() -> None:
    assert all(is_within(number, "3") for number in ("3", "3.2", "3(a)"))
    assert not is_within("31", "3")
    assert not is_within("3", "3.2")


def test_named_sections_are_each_once() -> None:
    assert named_sections("Section 3 or section 3?") == (NamedSection("section", "3"),)
