"""The commands as scripts use them: what comes out where, in which shape, with which status."""

import io
import json
import os
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant
from assistant.history.evidence_pack import pack
from tests.command import Run

SEED = Path(__file__).parent.parent / "seeds" / "pakistan-afghanistan-talks-beijing-2025-05-21.txt"
NAME = f"seeds/{SEED.name}"
MET = "Who met in Beijing?"
OFF = "How do I bake sourdough bread at home?"

ANSWER = {
    *("id", "question", "answer", "abstained", "confidence", "model", "notice", "conflict"),
    *("sentences", "citations", "passages", "usage", "timings"),
}
CITATION = {
    *("marker", "document", "title", "published", "page", "start", "end", "quote", "verdict"),
}


@pytest.fixture(autouse=True)
def folder(desk: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder; the library is the one with the seed."""
    monkeypatch.setenv("ASSISTANT_DATA", str(desk.library.folder))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def own(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of papers, and a library of one's own that is still to be made."""
    monkeypatch.setenv("ASSISTANT_DATA", "data")
    papers = folder / "papers"
    papers.mkdir()
    (papers / "harbour.txt").write_bytes(
        "Porto, 3 May 2025: The café by the harbour\r\nclosed. Zoë kept\tthe sign.\r\n".encode()
    )
    return papers


def json_of(text: str) -> Any:
    assert text.endswith("\n")
    return json.loads(text)


def text_of(desk: Assistant) -> str:
    return desk.text(NAME)


# ask


def test_ask_prints_the_answer_then_its_sources(run: Run) -> None:
    done = run("ask", MET)
    assert (done.status, done.err) == (0, "")
    answer, _, sources = done.out.partition("\n\nSources:\n\n")
    assert "Beijing" in answer
    assert "[1]" in answer
    assert sources.startswith("[1] ")
    for part in ("2025-05-21", NAME, "characters 0–", "“Beijing, May 21, 2025: Pakistan and"):
        assert part in sources
    assert max(map(len, done.out.splitlines())) <= 100


def test_ask_s_json_has_the_names_that_scripts_rely_on(run: Run, desk: Assistant) -> None:
    done = run("ask", MET, "--json")
    assert (done.status, done.err) == (0, "")
    answer = json_of(done.out)
    assert answer.keys() >= ANSWER
    assert (answer["question"], answer["abstained"], answer["model"]) == (MET, False, "quotes")
    assert (answer["notice"], answer["conflict"], answer["id"]) == (None, None, "")
    assert answer["usage"] == {"prompt_tokens": 0, "completion_tokens": 0}
    assert set(answer["timings"]) == {"retrieve_ms", "generate_ms", "verify_ms"}
    assert 0.5 <= answer["confidence"] <= 1
    for sentence in answer["sentences"]:
        assert sentence.keys() >= {"text", "verdict", "markers"}
        assert sentence["verdict"] == "supported"
        assert sentence["text"] in answer["answer"]
    for citation in answer["citations"]:
        assert citation.keys() >= CITATION
        assert (citation["published"], citation["page"]) == ("2025-05-21", None)
        assert citation["quote"] == text_of(desk)[citation["start"] : citation["end"]]
    for passage in answer["passages"]:
        assert passage.keys() >= {"document", "start", "end", "text", "score"}
        assert passage["text"] == text_of(desk)[passage["start"] : passage["end"]]


def test_ask_declines_what_the_library_does_not_hold(run: Run) -> None:
    answer = json_of(run("ask", OFF, "--json").out)
    assert (answer["abstained"], answer["citations"], answer["sentences"]) == (True, [], [])
    assert answer["answer"] == "The documents do not answer this."
    assert answer["nearest"]
    assert answer["receipt"]["reason"]
    done = run("ask", OFF)
    assert done.status == 0
    assert done.out.startswith("The documents do not answer this.\n\nSearched: 1 document, 3 pass")
    assert "\n\nNearest:\n\n[1] " in done.out


@pytest.mark.parametrize(
    ("filters", "abstained"),
    [
        (["--since", "2025-05-21", "--until", "2025-05-21", "--in", "*beijing*"], False),
        (["--since", "2025-05-22"], True),
        (["--until", "2025-05-20"], True),
        (["--in", "cables/*"], True),
    ],
)
def test_ask_looks_where_the_filters_say(run: Run, filters: list[str], abstained: bool) -> None:
    answer = json_of(run("ask", MET, "--json", *filters).out)
    assert answer["abstained"] == abstained
    assert bool(answer["passages"]) != abstained
    receipt = answer["receipt"]
    for name, shown in (("since", "--since"), ("until", "--until"), ("pattern", "--in")):
        given = filters[filters.index(shown) + 1] if shown in filters else None
        assert receipt[name] == given


def test_the_receipt_names_the_filters(run: Run) -> None:
    done = run("ask", MET, "--since", "2030-01-01", "--until", "2030-12-31", "--in", "cables/*")
    assert "(since 2030-01-01, until 2030-12-31, in cables/*)" in " ".join(done.out.split())


def test_ask_answers_a_file_of_questions_line_by_line(run: Run, folder: Path) -> None:
    asked: list[dict[str, Any]] = [
        {"id": "a", "question": MET},
        {"id": 7, "question": OFF},
        {
            "question": "And where did they meet?",
            "history": [
                {"role": "user", "content": "Who did Ishaq Dar meet?"},
                {"role": "assistant", "content": "He met Amir Khan Muttaqi."},
            ],
        },
    ]
    lines = "\ufeff" + "\n\n".join(json.dumps(line) for line in asked)
    (folder / "asked.jsonl").write_text(lines, encoding="utf-8")
    from_file = run("ask", "--from", "asked.jsonl", "--strict")
    assert (from_file.status, from_file.err) == (0, "")
    replies = [json.loads(line) for line in from_file.out.splitlines()]
    assert [reply["id"] for reply in replies] == ["a", 7, ""]
    assert [reply["question"] for reply in replies] == [line["question"] for line in asked]
    assert [reply["abstained"] for reply in replies[:2]] == [False, True]
    assert "Muttaqi" in replies[2]["receipt"]["question"]
    for reply in replies:
        assert reply.keys() >= ANSWER
    piped = run("ask", "--from", "-", stdin=lines.replace("\ufeff", "").encode())
    assert [json.loads(line)["answer"] for line in piped.out.splitlines()] == [
        reply["answer"] for reply in replies
    ]


def test_a_line_that_can_t_be_used_is_told_and_the_rest_go_on(run: Run) -> None:
    bad = [
        (b'{"question": 5, "id": "x"}', "x", '-, line 1 has no "question"'),
        (b"[1]", "", "-, line 2 is not a JSON object"),
        (b"nope", "", "-, line 3 is not JSON"),
        (b'{"question": "caf\xe9"}', "", "-, line 4 is not UTF-8 text"),
        (b'{"question": "\\ud800"}', "", "the question is not UTF-8 text"),
        (b'{"question": "q", "history": "h", "id": 2}', 2, '-, line 6: "history" is a list'),
        (b'{"question": "q", "history": ["h"]}', "", "a turn of the history is {"),
        (b'{"question": " "}', "", "the question is empty"),
        (b"[" * 100_000, "", "-, line 9 is not JSON"),
    ]
    good = json.dumps({"id": "last", "question": MET}).encode()
    done = run("ask", "--from", "-", stdin=b"\n".join([*(line for line, _, _ in bad), good]))
    assert done.status == 1
    *failures, last = [json.loads(line) for line in done.out.splitlines()]
    assert last["id"] == "last"
    assert not last["abstained"]
    for (_, identity, message), failure, told in zip(
        bad, failures, done.err.splitlines(), strict=True
    ):
        assert failure == {"id": identity, "error": told.removeprefix("assistant: ")}
        assert told.startswith(f"assistant: {message}")


# chat


def test_chat_answers_line_by_line_and_follows_up(run: Run) -> None:
    asked = "Who did Ishaq Dar meet in Beijing?\nAnd what did they agree on?\n"
    done = run("chat", stdin=asked.encode())
    assert done.status == 0
    assert done.err == "1 documents. Ask; an empty line or Ctrl-D ends.\n"
    assert done.out.count("\nSources:\n") == 2
    assert "Muttaqi" in done.out.split("Sources:")[0]


def test_chat_tells_what_can_t_be_asked_and_goes_on_to_an_empty_line(run: Run) -> None:
    asked = b"caf\xe9\n" + f"{MET}\n\n{MET}\n".encode()
    done = run("chat", "--until", "2030-01-01", stdin=asked)
    assert done.status == 0
    assert "assistant: the question is not UTF-8 text: write it anew\n" in done.err
    assert done.out.count("\nSources:\n") == 1


# check


def test_check_weighs_each_sentence(run: Run, desk: Assistant) -> None:
    draft = (
        "Ishaq Dar is Pakistan’s Foreign Minister. They did not agree to expand trade relations."
    )
    result = json_of(run("check", draft, "--json").out)
    assert result["id"] == ""
    good, bad = result["sentences"]
    assert good.keys() >= {"text", "verdict", "citations"}
    assert good["verdict"] == "supported"
    assert bad["verdict"] == "contradicted"
    for citation in (*good["citations"], *bad["citations"]):
        assert citation.keys() >= CITATION
        assert citation["quote"] == text_of(desk)[citation["start"] : citation["end"]]
    shown = run("check", draft).out
    assert shown.startswith("✓ supported: Ishaq Dar is Pakistan’s Foreign Minister. [1]\n")
    assert "\n\n✗ contradicted: They did not agree" in shown


def test_check_reads_stdin_and_files(run: Run, folder: Path) -> None:
    text = "The ministers met in Beijing."
    piped = json_of(run("check", "-", "--json", stdin=text.encode()).out)
    (folder / "drafts.jsonl").write_text(json.dumps({"id": "d", "text": text}) + "\n{}\n")
    done = run("check", "--from", "drafts.jsonl")
    assert done.status == 1
    first, second = (json.loads(line) for line in done.out.splitlines())
    assert first == {**piped, "id": "d"}
    assert second == {"id": "", "error": done.err.removeprefix("assistant: ").rstrip("\n")}
    assert 'drafts.jsonl, line 2 has no "text"' in second["error"]


# index, library, show


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
    told = run("index")
    assert (told.status, told.out) == (1, "1 unchanged, 1 failed.\n")


PICTURE = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0"


def test_pictures_in_a_folder_are_left_out_in_one_line(run: Run, own: Path) -> None:
    for name in ("a.png", "b.PNG", "song.mp3", "noise"):
        (own / name).write_bytes(PICTURE if name.lower().endswith("png") else bytes(99))
    told = "4 files of other kinds left out: .png 2, .mp3 1, without an ending 1."
    for done in (run("index", "papers"), run("index")):
        assert (done.status, done.err) == (0, "")
        assert done.out.endswith(f".\n{told}\n")
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


def test_a_picture_that_is_named_is_told_each_time(run: Run, own: Path) -> None:
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


# verify-pack, eval, serve, usage


def test_a_pack_is_checked_against_the_library_and_against_files(
    run: Run, desk: Assistant, folder: Path
) -> None:
    made = pack(desk.answer(MET), desk.settings)
    (folder / "pack.json").write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")
    done = run("verify-pack", "pack.json")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith(f"Question: {MET}\n[1] {NAME}, characters 0–")
    by_files = json_of(run("verify-pack", "pack.json", "--files", str(SEED.parent), "--json").out)
    assert by_files["ok"]
    nowhere = run("verify-pack", "pack.json", "--files", str(folder), "--json")
    assert nowhere.status == 1
    assert not json_of(nowhere.out)["ok"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nonsense"], "invalid choice: 'nonsense'"),
        (["ask"], "give a question, or --from FILE"),
        (["ask", "Who?", "--from", "-"], "give a question, or --from FILE"),
        (["check"], "give a text, or --from FILE"),
        (["ask", "Who?", "--since", "May"], "'May' is not a date: write it as YYYY-MM-DD"),
        (["ask", "Who?", "--until", "2025-13-01"], "'2025-13-01' is not a date"),
        (["ask", "Who?", "--colour"], "unrecognized arguments: --colour"),
        (["show"], "the following arguments are required: DOCUMENT"),
        (["eval"], "the following arguments are required: SET"),
        (["serve", "--port", "many"], "argument --port: invalid int value: 'many'"),
        (["serve", "--auth", "secret"], "argument --auth: give a name, a colon and a password"),
        (["serve", "--auth", ":secret"], "argument --auth: give a name, a colon and a password"),
    ],
)
def test_wrong_usage_is_status_two(run: Run, arguments: list[str], message: str) -> None:
    done = run(*arguments)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("usage: assistant")
    assert message in done.err
    assert "secret'" not in done.err


def test_without_a_command_the_help_is_shown(run: Run) -> None:
    done = run()
    assert (done.status, done.err) == (0, "")
    assert done.out == run("--help").out
    for command in ("ask", "chat", "check", "index", "library", "show", "eval", "serve"):
        assert f"\n    {command} " in done.out


def test_a_reader_who_leaves_is_no_failure_to_tell(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs, ours = os.pipe()
    os.close(theirs)
    with open(ours, "w", encoding="utf-8") as pipe:  # noqa: PTH123 - a descriptor, not a path
        monkeypatch.setattr("sys.stdout", pipe)
        done = run("show", NAME)
    assert (done.status, done.err) == (1, "")


class Interrupted(io.BytesIO):
    """A terminal at which somebody presses Ctrl-C."""

    def read1(self, _size: int | None = -1, /) -> bytes:
        raise KeyboardInterrupt

    read = read1


def test_an_interrupt_says_that_nothing_is_lost(run: Run) -> None:
    done = run("check", "-", stdin=Interrupted())
    assert done.status == 130
    assert done.err == "\nassistant: interrupted; what was done so far is kept\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--host", "0.0.0.0"], "0.0.0.0 can be reached by others: set --auth USER:PASSWORD"),
        (["--port", "99999999"], "the page can't listen at 127.0.0.1, port 99999999"),
        (["--port", "-1", "--auth", "a:b"], "the page can't listen at 127.0.0.1, port -1"),
    ],
)
def test_serve_tells_why_it_can_t_listen(run: Run, arguments: list[str], message: str) -> None:
    assert run("serve", *arguments).told.startswith(message)


def test_eval_tells_what_is_wrong_with_a_set(run: Run, folder: Path) -> None:
    assert run("eval", "nowhere").told.startswith("nowhere: ")
    (folder / "set" / "documents").mkdir(parents=True)
    assert run("eval", "set").told.startswith("set/questions.jsonl: ")
    (folder / "set" / "questions.jsonl").write_text("{}\n")
    assert run("eval", "set").told.startswith("set/questions.jsonl, line 1: ")
    assert run("eval", "set", "--against", "gone.json").told.startswith("gone.json")
