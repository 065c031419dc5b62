"""Small files of each kind that people keep: what they are asked, end to end, is answered."""

from pathlib import Path

import pytest

from assistant import Answer, Assistant
from index.load import load
from index.types import Document

FILES = Path(__file__).parent / "files"


def ask(folder: Path, data: Path, question: str) -> Answer:
    desk = Assistant(data=data, model="quotes")
    desk.index(folder)
    return desk.answer(question)


def shown(answer: Answer) -> str:
    """What a reader sees: the answer, or the nearest quotes."""
    return " ".join([answer.answer, *(each.quote for each in answer.nearest)])


def read(*parts: str) -> Document:
    path = FILES.joinpath(*parts)
    return load(path, name=path.name)[0]


@pytest.mark.parametrize(
    ("folder", "question", "words"),
    [
        ("01-first-line-never-quoted", "When was Pinegate founded?", "1402"),
        ("01-first-line-never-quoted", "How high is the Bell tower?", "61 m"),
        ("34-faq-question-quoted", "Who may have a boat struck off?", "An owner, the mortgagee"),
        ("35-file-name-not-read", "What is the total on the receipt?", "43.20"),
        ("35-file-name-not-read", "What does the 2024 budget memo say about heating?", "300,000"),
        ("35-file-name-not-read", "How much did the 2023 memo plan for roofs?", "900,000"),
        ("36-numbered-clauses", "Can I carry over unused leave?", "must be taken by 31 March"),
        ("36-numbered-clauses", "Who must consent to unpaid leave?", "Personnel Director"),
    ],
)
def test_what_was_read_badly_is_answered(
    tmp_path: Path, folder: str, question: str, words: str
) -> None:
    answer = ask(FILES / folder, tmp_path, question)
    assert not answer.abstained
    assert words in answer.sentences[0].text or words in answer.answer
    assert all(each.quote.strip() for each in answer.citations)


def test_a_file_that_is_named_alone_is_asked(tmp_path: Path) -> None:
    question = "According to receipt-hardware-store.txt, what was paid for hammers?"
    answer = ask(FILES / "35-file-name-not-read", tmp_path, question)
    assert "37.00" in answer.sentences[0].text
    assert {Path(each.document).name for each in answer.citations} == {"receipt-hardware-store.txt"}


def test_a_clause_that_is_named_alone_is_quoted_whole(tmp_path: Path) -> None:
    question = "What does rule 3.2 of the leave rules say?"
    answer = ask(FILES / "36-numbered-clauses", tmp_path, question)
    (only,) = answer.citations
    assert only.quote.startswith("3.2 Unpaid leave requires")
    assert only.quote.endswith("is not enough.")
    assert only.section is not None
    assert only.section.endswith("3. UNPAID LEAVE › 3.2")


def test_a_plan_that_is_named_alone_answers(tmp_path: Path) -> None:
    question = "What is the copayment for a specialist under the Aldermoor Extra Plan?"
    answer = ask(FILES / "37-two-plans", tmp_path, question)
    assert "for a specialist around $50" in answer.sentences[0].text
    assert {Path(each.document).name for each in answer.citations} == {"aldermoor-extra-plan.md"}


def test_twins_stand_under_their_names(tmp_path: Path) -> None:
    answer = ask(FILES / "37-two-plans", tmp_path, "What is the copayment for a specialist?")
    assert "Aldermoor Basic Plan: " in answer.answer
    assert "Aldermoor Extra Plan: " in answer.answer
    assert answer.conflict is None


def test_a_list_comes_whole_with_what_introduces_it(tmp_path: Path) -> None:
    question = "Which treatments need no prior approval under the Extra Plan?"
    answer = ask(FILES / "37-two-plans", tmp_path, question)
    assert answer.answer.startswith("These treatments need none:")
    quoted = "\n".join(each.quote for each in answer.citations)
    for item in ("vaccinations", "X-rays", "emergencies", "maternity care"):
        assert item in quoted
        assert item in answer.answer


@pytest.mark.parametrize(
    "name", ["aldona.csv", "corvo.docx", "dunmere.pptx", "elstow.html", "gorsey.md"]
)
def test_a_row_is_said_with_its_columns(tmp_path: Path, name: str) -> None:
    answer = ask(FILES / "04-table-labels-lost" / name, tmp_path, "What was the revenue in 2019?")
    assert answer.sentences[0].text == "Revenue, 2019: 538 [1]"
    assert answer.citations[0].labels == ("Item", "2018", "2019", "2020")
    assert "412" in answer.citations[0].quote


def test_two_bells_are_no_conflict(tmp_path: Path) -> None:
    question = "How much does the bell at Hexham weigh?"
    answer = ask(FILES / "08-conflict-other-entity", tmp_path, question)
    assert "2.4 tonnes" in answer.sentences[0].text
    assert answer.conflict is None


def test_raised_characters_are_not_glued() -> None:
    text = read("02-superscripts-glued", "page.html").text
    assert "8,935 inhabitants" in text
    assert "10⁶" in text


def test_a_workbook_has_no_date_that_it_does_not_give_and_its_file_s_name() -> None:
    assert read("13-xlsx-date-today", "wells.xlsx").source.published is None
    (wells,) = (FILES / "15-workbook-title-sheet1").glob("*.xlsx")
    assert load(wells, name=wells.name)[0].source.title == "Wells of the parish"


def test_a_table_s_title_is_its_file_s_name() -> None:
    source = read("01-first-line-never-quoted", "towns.csv").source
    assert source.title == "Towns"


def test_mail_headers_and_quoted_replies_are_no_sentences_and_no_second_source(
    tmp_path: Path,
) -> None:
    folder = FILES / "18-mail-headers-and-quoted-reply"
    answer = ask(folder, tmp_path, "What is the budget for the greenhouse?")
    (only,) = answer.citations
    assert only.quote == "The budget for the greenhouse is 500 pounds."
    assert Path(only.document).name == "1.eml"


@pytest.mark.parametrize(
    "question",
    [
        "According to receipt-garden-centre.txt, what was paid for hammers?",
        "What is receipt-garden-centre.txt about?",
    ],
)
def test_a_file_that_is_not_there_is_said_not_to_be(tmp_path: Path, question: str) -> None:
    answer = ask(FILES / "35-file-name-not-read", tmp_path, question)
    assert answer.abstained
    assert answer.receipt.reason == "no document is named “receipt-garden-centre.txt”"
