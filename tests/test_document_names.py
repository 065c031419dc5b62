"""Documents are found by the names that people have for them: as printed, by file, in brackets."""

from pathlib import Path

import pytest

from tests.command import Run, json_of

FILES = Path(__file__).parent / "files"


@pytest.fixture
def desk(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ASSISTANT_DATA", str(tmp_path / "data"))
    folder = tmp_path / "desk"
    for name, text in {
        "2024/annual-report.txt": "The lamp at Orr was lit in 1931.",
        "2023/notes.txt": "The lamp at Tay was lit in 1940.",
        "2024/notes.txt": "The lamp at Voss was lit in 1950.",
        "new\nline  here.txt": "The lamp at Marl was lit in 1960.",
        "[1] bells.txt": "The bell of Hexham weighs 2 tonnes.",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    assert run("index", str(folder)).status == 0
    return folder


def test_a_name_is_shown_as_it_was_printed(run: Run, desk: Path) -> None:
    for line in run("library").out.splitlines():
        if line.startswith("desk/"):
            assert run("show", line).status == 0
    assert "Marl" in run("show", "desk/new line here.txt").out


def test_the_end_of_a_name_is_enough_where_one_document_has_it(run: Run, desk: Path) -> None:
    assert "Orr" in run("show", "annual-report.txt").out
    assert "Tay" in run("show", "2023/notes.txt").out
    assert run("show", "notes.txt").message == (
        "2 documents are called notes.txt: desk/2023/notes.txt, desk/2024/notes.txt"
    )
    assert "holds no document" in run("show", "report.txt").message


@pytest.mark.parametrize("pattern", ["desk/[1] bells.txt", "[1] bells.txt", "*[1]*", "*bells*"])
def test_a_name_with_brackets_matches_itself(run: Run, desk: Path, pattern: str) -> None:
    done = run("ask", "How much does the bell of Hexham weigh?", "--in", pattern, "--json")
    answer = json_of(done.out)
    assert "2 tonnes" in answer["answer"]
    assert answer["receipt"]["documents"] == 1


@pytest.mark.parametrize(
    ("filters", "reason"),
    [
        (("--in", "nothing-*"), "no document has a name like “nothing-*”"),
        (("--since", "2024-01-01"), "no document is dated from 2024-01-01"),
        (("--until", "1990-01-01"), "no document is dated up to 1990-01-01"),
        (
            ("--in", "x*", "--since", "2024-01-01", "--until", "2024-02-01"),
            "no document has a name like “x*” and is dated from 2024-01-01 up to 2024-02-01",
        ),
    ],
)
def test_filters_that_nothing_passes_say_so(
    run: Run, desk: Path, filters: tuple[str, ...], reason: str
) -> None:
    receipt = json_of(run("ask", "When was it lit?", *filters, "--json").out)["receipt"]
    assert (receipt["documents"], receipt["passages"]) == (0, 0)
    assert receipt["reason"] == reason


def test_records_are_asked_as_rows(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_DATA", str(tmp_path / "data"))
    run("index", str(FILES / "28-jsonl-any-record"))
    answer = json_of(run("ask", "When was Pinegate founded?", "--json").out)
    assert "1402" in answer["answer"]
    assert answer["citations"][0]["labels"] == ["town", "founded", "mayor"]


def test_encodings_are_read_from_files(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_DATA", str(tmp_path / "data"))
    assert run("index", str(FILES / "22-encodings")).out == "3 added.\n"
    assert "㈱桜商店" in run("show", "cp932.csv").out
    assert "佐藤健一" in run("show", "jis.txt").out
    assert run("show", "utf16-no-mark.txt").out.startswith("The beacon of Hale was lit in 1588.")


@pytest.mark.parametrize(
    ("said", "question"),
    [
        ("The depot at Marl closes at 18:30.", "When does the depot at Marl close?"),
        ("The ferry to Holm leaves at 7 a.m. from the quay.", "When does the ferry to Holm leave?"),
        ("The library at Voss shuts at half past five.", "When does the library at Voss shut?"),
    ],
)
def test_a_time_of_day_answers_when(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str, question: str
) -> None:
    monkeypatch.setenv("ASSISTANT_DATA", str(tmp_path / "data"))
    (tmp_path / "a.txt").write_text(said)
    run("index", str(tmp_path / "a.txt"))
    answer = json_of(run("ask", question, "--json").out)
    assert (answer["abstained"], answer["notice"]) == (False, None)


def test_a_password_file_opens_what_was_refused(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.test_load_decryption import LOCKED

    monkeypatch.setenv("ASSISTANT_DATA", str(tmp_path / "data"))
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "a.docx").write_bytes(LOCKED["a.docx"])
    assert "--password-file" in run("index", str(tmp_path / "desk")).err
    passwords = tmp_path / "passwords"
    assert "can't be read" in run("index", "--password-file", str(passwords)).message
    passwords.write_text("\n")
    assert "holds no password" in run("index", "--password-file", str(passwords)).message
    passwords.write_text("wrong\nopen sesame\n")
    assert run("index", "--password-file", str(passwords)).out == "1 added.\n"
    assert run("index").out == "1 unchanged.\n"
