"""Formats of older programs: Rich Text, Excel's .xls, Outlook's .msg; and those only refused."""

from pathlib import Path

import pytest

from index.load import load, load_bytes
from tests.made_compound import compound_file, outlook_file
from tests.make_files import zip_file
from tests.reading import kinds, one, refusal

FILES = Path(__file__).parent / "files" / "20-docm-xlsb-message"

RICH = rb"""{\rtf1\ansi\ansicpg1252{\info{\title Harbour rules}{\author Ida Stone}}
\pard\b Harbour rules\b0\par The harbour at K\'f6ping cost \u8364?400.\par
\trowd\cellx1000\cellx2000\pard\intbl Year\cell Boats\cell\row
\trowd\cellx1000\cellx2000\pard\intbl 2020\cell 41\cell\row\pard After it.\par}"""


def test_rich_text_with_a_table() -> None:
    document = one(RICH, "a.rtf")
    assert (document.source.title, document.source.author) == ("Harbour rules", "Ida Stone")
    assert "The harbour at Köping cost €400." in document.text
    (row,) = [block for block in document.blocks if block.kind == "row"]
    assert (row.label, row.columns) == ("2020", ("Year", "Boats"))
    assert document.text.endswith("After it.")
    assert one(RICH, "a.doc").text == document.text


def test_rich_text_without_a_table_is_laid_out() -> None:
    document = one(rb"{\rtf1 1. First thing.\par 2. Second thing.\par}", "a.rtf")
    assert kinds(document) == ["item", "item"]


def test_an_old_workbook_s_visible_sheets() -> None:
    (document,) = load(FILES / "wells.xls", name="wells.xls")
    rows = [block for block in document.blocks if block.kind == "row"]
    assert [block.columns for block in rows] == [("Well", "Depth", "Dug")] * 2
    assert "Orr | 12.5 | 1931-05-02" in document.text
    assert "Tay | 9 | 1950-01-03" in document.text
    assert "secret" not in document.text


def test_an_outlook_message_and_what_is_attached() -> None:
    data = outlook_file("Greenhouse", "It costs 500 pounds.\r\n", {"list.txt": b"Six pots."})
    mail, attached = load_bytes(data, name="a.msg")
    assert (mail.source.title, str(mail.source.published)) == ("Greenhouse", "2024-03-04")
    assert mail.source.author == "Ida Stone"
    assert "To: Max Field <max@field.example>" in mail.text
    assert mail.text.endswith("It costs 500 pounds.")
    assert (attached.source.name, attached.text) == ("a.msg/list.txt", "Six pots.")


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (compound_file({"WordDocument": b"x"}), "a.doc", "old Word format: save it as .docx"),
        (compound_file({"PowerPoint Document": b"x"}), "a.ppt", "save it as .pptx"),
        (zip_file({"Index/Document.iwa": b"x"}), "a.pages", "Apple Pages"),
        (zip_file({"index.apxl": b"x"}), "a.key", "Apple"),
        (zip_file({"preview.jpg": b"\xff\xd8\xff"}), "a.numbers", "export it as .xlsx or CSV"),
    ],
)
def test_what_is_refused_says_how_to_save_it(data: bytes, name: str, message: str) -> None:
    assert message in refusal(data, name)


@pytest.mark.parametrize("cut", [600, 1500, 2500])
def test_half_a_file_of_these_is_no_crash(cut: int) -> None:
    for data, name in (
        (outlook_file("Greenhouse", "words"), "a.msg"),
        ((FILES / "wells.xls").read_bytes(), "a.xls"),
    ):
        assert "\n" not in refusal(data[:cut], name)
