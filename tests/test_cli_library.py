"""The commands that fill and show a library: index, library and show."""

import os
from pathlib import Path

import pytest

from tests.command import NAME, Run, json_of


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of papers, and a library of one's own that is still to be made."""
    monkeypatch.setenv("ASSISTANT_DATA", "data")
    monkeypatch.chdir(tmp_path)
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "harbour.txt").write_bytes(
        "Porto, 3 May 2025: The café by the harbour\r\nclosed. Zoë kept\tthe sign.\r\n".encode()
    )
    return papers


def test_index_reports_what_it_did(run: Run, own: Path) -> None:
    names = ("added", "updated", "moved", "removed", "unchanged", "failed")
    nothing: dict[str, object] = {name: [] for name in names} | {"left_out": {}}
    first = run("index", "papers", "--json")
    assert (first.status, first.err) == (0, "")
    assert json_of(first.out) == nothing | {"added": ["papers/harbour.txt"]}
    assert run("index", "papers").out == "1 unchanged.\n"
    (own / "empty.txt").touch()
    again = run("index", "--json")
    assert again.status == 1
    assert json_of(again.out) == nothing | {
        "unchanged": ["papers/harbour.txt"],
        "failed": [
            {"document": "papers/empty.txt", "error": "papers/empty.txt: is empty (0 bytes)"}
        ],
    }
    assert again.err == "assistant: papers/empty.txt: is empty (0 bytes)\n"
    done = run("index")
    assert (done.status, done.out) == (1, "1 unchanged, 1 failed.\n")


PICTURE = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0"


def test_pictures_in_a_folder_are_left_out_in_one_line(run: Run, own: Path) -> None:
    for name in ("a.png", "b.PNG", "song.mp3", "noise"):
        (own / name).write_bytes(PICTURE if name.lower().endswith("png") else bytes(99))
    left_out = "4 files of other kinds left out: .png 2, .mp3 1, without an ending 1."
    for done in (run("index", "papers"), run("index")):
        assert (done.status, done.err) == (0, "")
        assert done.out.endswith(f".\n{left_out}\n")
    counts = {".png": 2, ".mp3": 1, "without an ending": 1}
    assert json_of(run("index", "--json").out)["left_out"] == counts
    assert len(json_of(run("library", "--json").out)["documents"]) == 1
    named = run("index", "papers/a.png")
    assert named.status == 1
    assert named.out == (
        "1 unchanged, 1 failed.\n"
        "3 files of other kinds left out: .mp3 1, .png 1, without an ending 1.\n"
    )
    assert named.err == "assistant: papers/a.png: holds a PNG picture, not text\n"
    assert run("index").status == 0


def test_a_folder_of_pictures_alone_has_nothing_to_index(run: Run, own: Path) -> None:
    (own / "harbour.txt").unlink()
    (own / "a.png").write_bytes(PICTURE)
    done = run("index", "papers")
    assert (done.status, done.out) == (
        1,
        "nothing to index.\n1 file of another kind left out: .png 1.\n",
    )
    assert done.err == "assistant: there is no file to index in papers: name others\n"


def test_a_picture_that_is_named_is_reported_each_time(run: Run, own: Path) -> None:
    (own / "a.png").write_bytes(PICTURE)
    for done in (run("index", "papers/a.png"), run("index")):
        assert (done.status, done.out) == (1, "1 failed.\n")
        assert done.err == "assistant: a.png: holds a PNG picture, not text\n"
    listed = run("library").out
    assert listed.endswith("not text\n0 documents, 1 file that could not be read.\n")


def test_library_lists_documents_and_what_could_not_be_read(run: Run, own: Path) -> None:
    (own / "empty.txt").touch()
    run("index", "papers")
    documents = json_of(run("library", "--json").out)["documents"]
    assert [item["document"] for item in documents] == ["papers/harbour.txt", "papers/empty.txt"]
    good, bad = documents
    assert good.keys() >= {
        *("document", "title", "published", "passages", "characters", "pages", "warnings"),
    }
    assert (good["published"], good["passages"], good["pages"]) == ("2025-05-03", 1, None)
    assert bad["blocks"] == {}
    assert good["characters"] == len((own / "harbour.txt").read_bytes().decode())
    assert (bad["passages"], bad["warnings"]) == (0, ["papers/empty.txt: is empty (0 bytes)"])
    shown = run("library")
    assert (shown.status, shown.err) == (0, "")
    assert "(2025-05-03 by its dateline, 1 passage, " in shown.out
    assert "\n    ! papers/empty.txt: is empty (0 bytes)\n" in shown.out
    assert shown.out.endswith("\n1 document, 1 file that could not be read.\n")


def test_a_text_under_two_names_is_one_document_with_a_copy(run: Run, own: Path) -> None:
    (own / "z-copy.txt").write_bytes((own / "harbour.txt").read_bytes())
    run("index", "papers")
    (only,) = json_of(run("library", "--json").out)["documents"]
    assert (only["document"], only["copies"]) == ("papers/harbour.txt", ["papers/z-copy.txt"])
    assert "\n    also papers/z-copy.txt\n1 document.\n" in run("library").out


def test_show_gives_the_text_that_offsets_count_in_to_the_byte(run: Run, own: Path) -> None:
    run("index", "papers")
    done = run("show", "papers/harbour.txt")
    assert (done.status, done.err) == (0, "")
    assert done.out.encode() == (own / "harbour.txt").read_bytes()
    answer = json_of(run("ask", "Who kept the sign?", "--json").out)
    (citation, *_) = answer["citations"]
    assert done.out[citation["start"] : citation["end"]] == citation["quote"]
    assert "Zoë" in citation["quote"]


TABLE = "The figures of the harbour follow.\n\n# Fares\n\nA ticket costs two coins.\n"


def test_show_gives_a_documents_blocks(run: Run, own: Path) -> None:
    (own / "fares.md").write_text(TABLE, "utf-8")
    run("index", "papers")
    done = run("show", "papers/fares.md", "--outline")
    assert (done.status, done.err) == (0, "")
    assert [line.split() for line in done.out.splitlines() if "heading" in line] == [
        [f"{TABLE.index('#')}–{TABLE.index('A ticket')}", "heading", "1", "#", "Fares"]
    ]
    assert "[Fares] A ticket costs two coins." in done.out
    blocks = json_of(run("show", "papers/fares.md", "--outline", "--json").out)
    assert "".join(each["text"] for each in blocks) == TABLE
    assert [TABLE[each["start"] : each["end"]] for each in blocks] == [
        each["text"] for each in blocks
    ]
    assert blocks[-1]["section"] == "Fares"
    assert blocks[-1].keys() >= {"kind", "level", "label", "columns", "above", "lead"}
    counts = json_of(run("library", "--json").out)["documents"][0]["blocks"]
    assert counts["heading"] == 1
    assert sum(counts.values()) == len(blocks)
    assert "1 heading)" in run("library").out
    wrong = run("show", "papers/fares.md", "--json")
    assert (wrong.status, wrong.err.splitlines()[-1]) == (
        2,
        "assistant: error: --json goes with --outline",
    )


def test_a_row_is_cited_with_its_labels_and_where_it_stands(run: Run, own: Path) -> None:
    table = Path(__file__).parent / "files" / "04-table-labels-lost" / "elstow.html"
    (own / "elstow.html").write_bytes(table.read_bytes())
    run("index", "papers")
    question = "What was the revenue of Elstow in 2019?"
    (first, *_) = json_of(run("ask", question, "--json").out)["citations"]
    assert first["quote"] == "Revenue | 412 | 538 | 497"
    assert first["labels"] == ["Item", "2018", "2019", "2020"]
    assert first["section"].endswith("Revenue")
    assert first["page_label"] is None
    assert "\n    Item: Revenue | 2018: 412 | 2019: 538 | 2020: 497\n" in run("ask", question).out


def test_an_outline_of_an_older_library_asks_to_index_again(
    run: Run, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("index", "papers")
    monkeypatch.setattr("index.library.Library.blocks", lambda _library, _name: ())
    done = run("show", "papers/harbour.txt", "--outline")
    assert (done.status, done.out) == (1, "")
    assert done.err == (
        "assistant: papers/harbour.txt was indexed by an older version: run assistant index again\n"
    )


def test_an_empty_library_takes_in_the_seed_and_says_so(run: Run, own: Path) -> None:
    done = run("library")
    assert (done.status, done.out.splitlines()[0]) == (0, NAME)
    assert done.err == (
        "The library in data was empty: it has taken in the article it comes with"
        f" ({NAME}). Add your own with: assistant index PATH\n"
    )
    assert run("library").err == ""


def test_indexing_shows_a_bar_in_a_terminal(
    run: Run, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    bar = run("index", "papers").err
    assert "1/1 files, 1 passages" in bar
    assert bar.endswith("\r\x1b[K")


def test_watching_reports_until_it_is_interrupted(
    run: Run, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_seconds: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("time.sleep", interrupt)
    (own / "empty.txt").touch()
    old = 1_700_000_000
    for path in own.iterdir():
        os.utime(path, (old, old))
    done = run("index", "papers", "--watch", "--json")
    assert done.status == 0
    assert json_of(done.out).keys() >= {"added", "failed"}
