import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.question.named_files import absent_files, named_files

DOCUMENTS = [
    "desk/receipt-hardware-store.txt",
    "desk/annual report.pdf",
    "desk/report.pdf",
    "desk/2023/memo.md",
    "desk/2024/memo.md",
    "desk/follow-up.txt",
]


@pytest.mark.parametrize(
    ("question", "documents", "rest"),
    [
        (
            "According to receipt-hardware-store.txt, what was paid?",
            [0],
            "what was paid?",
        ),
        ("What is the total in receipt-hardware-store.txt?", [0], "What is the total?"),
        ("What is the total in “Receipt-Hardware-Store”?", [0], "What is the total?"),
        ("How many nails are in the file receipt-hardware-store?", [0], "How many nails are?"),
        ("Who signed the annual report.pdf?", [1], "Who signed?"),
        ("Who signed report.pdf and when?", [2], "Who signed and when?"),
        ("What does 'report' say of roofs?", [2], "What say of roofs?"),
        ("What is spent on roofs in 2024/memo.md?", [4], "What is spent on roofs?"),
        ("What is spent on roofs in memo.md?", [3, 4], "What is spent on roofs?"),
        ("What did the follow-up say?", [], "What did the follow-up say?"),
        ("Who wrote the memo and the report?", [], "Who wrote the memo and the report?"),
        ("Who wrote other-report.pdf?", [], "Who wrote other-report.pdf?"),
    ],
)
def test_a_file_is_named_by_its_name(question: str, documents: list[int], rest: str) -> None:
    found = named_files(question, DOCUMENTS)
    assert [DOCUMENTS.index(each) for each in found.documents] == documents
    assert found.rest == rest


@given(st.text(max_size=60))
def test_any_question_is_left_as_it_is_where_it_names_none(question: str) -> None:
    found = named_files(question, ["a/x_1.pdf"])
    assert found.documents or found.rest == question


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("According to leave-2031.pdf, how many days are there?", ["leave-2031.pdf"]),
        ("What does budget.xlsx say, and memo.md?", ["budget.xlsx"]),
        ("Who signed report.pdf and the annual report.pdf?", []),
        ("What is spent in 2024/memo.md, and in 2022/memo.md?", ["2022/memo.md"]),
        ("What does https://example.org/a.html say?", []),
        ("Does node.js or the U.S. pay 3.5m?", []),
    ],
)
def test_a_file_that_is_not_there_is_told(question: str, names: list[str]) -> None:
    assert list(absent_files(question, DOCUMENTS)) == names
