"""Word's lists: the numbers that are printed, what they make of a paragraph."""

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st

from index.load.list_numbers import written
from index.types import Document
from tests.made_word import add_list, add_number, numbered
from tests.make_files import saved
from tests.reading import one

CONTRACT = (
    ("decimal", "%1."),
    ("decimal", "%1.%2"),
    ("lowerLetter", "(%3)"),
    ("lowerRoman", "%4)"),
)


def labels(document: Document) -> list[tuple[str, str, int]]:
    return [(block.kind, block.label, block.level) for block in document.blocks]


def test_clauses_stand_under_their_sections_with_their_numbers() -> None:
    file = docx.Document()
    add_list(file, 50, CONTRACT)
    for words, level in (
        ("Definitions", 0),
        ("“Goods” means what is sold.", 1),
        ("Payment", 0),
        ("The buyer shall pay:", 1),
        ("within 30 days; and", 2),
        ("in euros", 2),
        ("by transfer", 3),
        ("Late payment bears interest, subject to 1.1.", 1),
        ("Either party may end this agreement by a letter of three months.", 0),
    ):
        numbered(file.add_paragraph(words), 50, level)
    document = one(saved(file.save), "a.docx")
    assert labels(document) == [
        ("heading", "1", 1),
        ("clause", "1.1", 0),
        ("heading", "2", 1),
        ("clause", "2.1", 0),
        ("item", "(a)", 1),
        ("item", "(b)", 1),
        ("item", "i)", 2),
        ("clause", "2.2", 0),
        ("clause", "3", 0),
    ]
    assert document.blocks[3].above == ("2 Payment",)
    assert document.blocks[4].lead == "The buyer shall pay:"


def test_numbered_headings_keep_their_number() -> None:
    file = docx.Document()
    add_list(file, 60, (("decimal", "%1"), ("decimal", "%1.%2")))
    for level, style in enumerate(("Heading 1", "Heading 2")):
        properties = file.styles[style].element.get_or_add_pPr()
        properties.append(
            parse_xml(
                f"<w:numPr {nsdecls('w')}><w:ilvl w:val='{level}'/><w:numId w:val='60'/></w:numPr>"
            )
        )
    for words, style in (
        ("Scope", "Heading 1"),
        ("Travel", "Heading 1"),
        ("By train", "Heading 2"),
        ("Second class is paid.", "Normal"),
    ):
        file.add_paragraph(words, style=style)
    document = one(saved(file.save), "a.docx")
    assert labels(document)[:3] == [("heading", "1", 1), ("heading", "2", 1), ("heading", "2.1", 2)]
    assert document.blocks[3].above == ("2 Travel", "2.1 By train")
    assert document.source.heading(len(document.text) - 1) == "2.1 By train"


def test_lists_by_style() -> None:
    file = docx.Document()
    file.add_paragraph("Bring:")
    for words, style in (
        ("a coat", "List Bullet"),
        ("a lined one", "List Bullet 2"),
        ("Lock the door.", "List Number"),
        ("Hand in the key.", "List Number"),
    ):
        file.add_paragraph(words, style=style)
    document = one(saved(file.save), "a.docx")
    assert labels(document)[1:] == (
        [("item", "", 1), ("item", "", 2), ("item", "1.", 1), ("item", "2.", 1)]
    )
    assert document.blocks[1].lead == "Bring:"


def test_a_list_that_starts_again_and_one_that_goes_on() -> None:
    file = docx.Document()
    add_list(file, 70, (("decimal", "%1)"),))
    restart = "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride>"
    add_number(file, 71, 70, restart)
    add_number(file, 72, 70)
    for key in (70, 70, 71, 71, 72):
        numbered(file.add_paragraph("Words of it."), key)
    found = [label for _, label, _ in labels(one(saved(file.save), "a.docx"))]
    assert found == ["1)", "2)", "5)", "6)", "7)"]


def test_a_short_entry_over_paragraphs_is_no_heading_where_its_neighbours_are_entries() -> None:
    file = docx.Document()
    add_list(file, 50, CONTRACT)
    for words in ("Report of the chair", "Accounts", "Any other business"):
        numbered(file.add_paragraph(words), 50)
    file.add_paragraph("The meeting closed at nine.")
    document = one(saved(file.save), "a.docx")
    assert [block.kind for block in document.blocks] == [*["clause"] * 3, "paragraph"]


@pytest.mark.parametrize(
    ("number", "form", "expected"),
    [
        (28, "lowerLetter", "bb"),
        (3, "upperLetter", "C"),
        (1994, "upperRoman", "MCMXCIV"),
        (4, "lowerRoman", "iv"),
        (7, "decimalZero", "07"),
        (22, "ordinal", "22nd"),
        (112, "ordinal", "112th"),
        (21, "chineseCounting", "二十一"),
        (10, "japaneseCounting", "十"),
        (3, "decimalEnclosedCircle", "③"),
        (3, "somethingElse", "3"),
    ],
)
def test_forms_of_numbers(number: int, form: str, expected: str) -> None:
    assert written(number, form) == expected


@given(st.integers(1, 3000))
def test_roman_numbers_stand_for_one_number_each(number: int) -> None:
    values = {"m": 1000, "d": 500, "c": 100, "l": 50, "x": 10, "v": 5, "i": 1}
    signs = [values[sign] for sign in written(number, "lowerRoman")]
    total = sum(
        -value if any(later > value for later in signs[at + 1 : at + 2]) else value
        for at, value in enumerate(signs)
    )
    assert total == number
