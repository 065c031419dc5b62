"""`assistant table`: twenty contracts that were made for it, five questions, every form."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from assistant import Assistant, Settings
from tests.command import Run
from tests.made_contracts import QUESTIONS, Contract, write_contracts


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Assistant, list[Contract]]]:
    folder = tmp_path_factory.mktemp("table")
    contracts = write_contracts(folder / "contracts", 6)
    (folder / "contracts" / "notes.txt").write_text("=1+1 costs EUR 12 a month.\n", "utf-8")
    assistant = Assistant(data=folder / "data", model="quotes")
    assistant.index(folder / "contracts")
    yield assistant, contracts
    assistant.library.close()


@pytest.fixture(autouse=True)
def asked(
    made: tuple[Assistant, list[Contract]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """The file of questions; the library is the one with the contracts."""
    monkeypatch.setenv("ASSISTANT_DATA", str(made[0].library.folder))
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "questions.txt"
    file.write_text("\n\n".join(QUESTIONS) + "\n", encoding="utf-8")
    return file


def test_each_cell_is_what_its_document_says_or_not_said(
    run: Run, asked: Path, made: tuple[Assistant, list[Contract]]
) -> None:
    done = run("table", str(asked), "--in", "*contract_*", "--json")
    assert done.status == 0
    assert done.err.splitlines()[-1] == "30/30 cells"
    table = json.loads(done.out)
    assert table["questions"] == list(QUESTIONS)
    assistant, contracts = made
    for row, contract in zip(table["rows"], contracts, strict=True):
        assert row["document"].endswith(contract.name)
        text = assistant.text(row["document"])
        for cell, question, said in zip(row["cells"], QUESTIONS, contract.said, strict=True):
            assert cell["question"] == question
            if said is None:
                assert (cell["text"], cell["citation"], cell["verdict"]) == (None, None, None)
                continue
            cited = cell["citation"]
            assert said.removeprefix("the ") in cell["text"]
            assert cell["verdict"] == "supported"
            assert cited["document"] == row["document"]
            assert text[cited["start"] : cited["end"]] == cited["quote"]


def test_a_csv_has_a_row_a_document_and_a_column_a_question(run: Run, asked: Path) -> None:
    done = run("table", str(asked), "--in", "*contract_0[1-4]*", "--csv")
    head, *rows = csv.reader(io.StringIO(done.out))
    assert head == ["document", "title", *QUESTIONS]
    assert len(rows) == 4
    assert rows[0][2].startswith("England and Wales [supported, 8, characters ")
    assert "“" in rows[0][2]
    assert rows[3][2] == "not said"


def test_nothing_that_a_document_says_is_computed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("=2+3 What does it cost a month?\n", encoding="utf-8")
    done = run("table", "one.txt", "--in", "*notes*", "--csv")
    assert next(csv.reader(io.StringIO(done.out)))[2].startswith("'=2+3")


def test_a_workbook_has_the_answers_and_their_sources(
    asked: Path, made: tuple[Assistant, list[Contract]]
) -> None:
    from assistant.answering.table_workbook import workbook

    table = made[0].table(QUESTIONS[:2], within="*contract_0[14]*")
    book = load_workbook(io.BytesIO(workbook(table)))
    lines = list(book["Table"].iter_rows(values_only=True))
    assert lines[0] == ("Document", "Title", *QUESTIONS[:2])
    assert [line[2] for line in lines[1:]] == ["England and Wales", "not said"]
    sources = list(book["Sources"].iter_rows(values_only=True))
    assert len(sources) == 5
    assert "governed by the law of England and Wales" in str(sources[1][4])


def test_a_terminal_gets_each_document_with_its_cells(run: Run, asked: Path) -> None:
    done = run("table", str(asked), "--in", "*contract_04*")
    assert "contract_04.txt" in done.out
    assert f"{QUESTIONS[0]} not said" in done.out
    assert f"{QUESTIONS[2]} EUR 5,050" in done.out


def test_what_can_not_be_used_gets_one_line(run: Run, tmp_path: Path) -> None:
    assert "can't be read" in run("table", "nowhere.txt").message
    (tmp_path / "empty.txt").write_text("\n \n")
    assert "holds no question" in run("table", "empty.txt").message
    (tmp_path / "odd.txt").write_bytes(b"Caf\xe9?\n")
    assert "is not UTF-8" in run("table", "odd.txt").message
    assert run("table", "-", "--csv", "--json", stdin=b"Who?").status == 2


def test_no_document_that_passes_makes_no_row(run: Run) -> None:
    done = run("table", "-", "--in", "nothing*", "--json", stdin=b"Who pays?\n")
    assert json.loads(done.out) == {"questions": ["Who pays?"], "rows": []}


def test_a_model_that_fails_leaves_the_cell_to_quotes(
    made: tuple[Assistant, list[Contract]],
) -> None:
    settings: Settings = made[0].settings
    broken = Assistant(
        settings=settings,
        model="openai:none",
        openai_api_key="sk-none",
        openai_base_url="http://127.0.0.1:9/v1",
    )
    (row,) = broken.table([QUESTIONS[0]], within="*contract_01*").rows
    assert str(row.cells[0]) == "England and Wales"
