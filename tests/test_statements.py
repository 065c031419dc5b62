"""What can be quoted of a passage."""

from hypothesis import given, settings
from hypothesis import strategies as st

from index.statements import frame, labelled_text, lists, statements
from index.types import Block, Passage, Source
from tests.blocks import passage_of

FAQ = "FAQ\n\nQ: What does it cost?\nA: It is free.\nQ: Who may join?\nA: Anybody over 18.\n"
STEPS = "FIRST USE\n\n1. Take off the tape.\n2. Push the tank in.\n3. Press POWER.\n"
TABLE = "Item | 2018 | 2019\n\nRevenue | 412 | 538"
ROW = Passage(
    Source("a.csv", "A"),
    0,
    len(TABLE),
    TABLE,
    (
        Block("furniture", 0, 20),
        Block("row", 20, len(TABLE), label="Revenue", columns=("Item", "2018", "2019")),
    ),
)


def said(passage: Passage) -> list[str]:
    return [each.text for each in statements(passage)]


def test_headings_questions_and_rules_are_not_quoted() -> None:
    assert said(passage_of(FAQ)) == ["It is free.", "Anybody over 18."]
    assert said(passage_of("═══════\nTRAVEL\n═══════\n\nTrains are paid for.")) == [
        "Trains are paid for."
    ]


def test_headings_stay_where_there_is_nothing_else() -> None:
    assert said(passage_of("TRAVEL\n\nRULES")) == ["RULES"]


def test_a_clause_is_whole_with_its_number() -> None:
    text = "3.2 Leave needs the consent of the Head of Service. That of the\n    manager fails."
    assert said(passage_of(text)) == [" ".join(text.split())]


def test_a_lead_in_is_not_quoted_without_its_list() -> None:
    passage = passage_of("These services need none:\n\n- emergencies\n- maternity care\n")
    assert said(passage) == ["emergencies", "maternity care"]
    (whole,) = lists(passage)
    assert whole.text.split("\n") == ["These services need none:", "emergencies", "maternity care"]
    assert passage.text[whole.start : whole.end].endswith("maternity care")


def test_steps_are_a_list_under_their_heading() -> None:
    (steps,) = lists(passage_of(STEPS))
    assert steps.text.split("\n") == [
        "1. Take off the tape.",
        "2. Push the tank in.",
        "3. Press POWER.",
    ]
    assert frame(steps.block) == "FIRST USE"


def test_a_question_stands_for_its_answer() -> None:
    first, second = lists(passage_of(FAQ))
    assert (first.text, frame(first.block)) == ("It is free.", "What does it cost?")
    assert (second.text, frame(second.block)) == ("Anybody over 18.", "Who may join?")


def test_a_row_is_said_with_its_columns() -> None:
    assert said(ROW) == ["Item: Revenue | 2018: 412 | 2019: 538"]
    assert labelled_text(ROW).endswith("Item: Revenue | 2018: 412 | 2019: 538")


def test_a_passage_without_blocks_is_a_paragraph() -> None:
    text = "It fell. It rose."
    assert said(Passage(Source("a.txt", "A"), 7, 7 + len(text), text)) == ["It fell.", "It rose."]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*FAQ.split("\n"), *STEPS.split("\n"), "- a", "b:", "3.2 C."])))
def test_statements_are_exact_spans_in_order(lines: list[str]) -> None:
    passage = passage_of("\n".join([*lines, "End."]))
    found = statements(passage)
    assert all(0 <= each.start < each.end <= len(passage.text) for each in found)
    assert [each.start for each in found] == sorted(each.start for each in found)
    for each in found:
        assert " ".join(passage.text[each.start : each.end].split()) == each.text
