"""The commands as scripts use them: what comes out where, in which shape, with which status."""

import json
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.history.evidence_pack import pack
from tests.command import ANSWER_KEYS, MET, NAME, OFF, SEED, Run, json_of

CITATION = {
    *("marker", "document", "title", "published", "page", "start", "end", "quote", "verdict"),
}


@pytest.fixture(autouse=True)
def folder(desk: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder; the library is the one with the seed."""
    monkeypatch.setenv("ASSISTANT_DATA", str(desk.library.folder))
    monkeypatch.chdir(tmp_path)
    return tmp_path


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
    assert answer.keys() >= ANSWER_KEYS
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


def test_ask_takes_words_unquoted_and_from_a_pipe(run: Run) -> None:
    quoted = run("ask", MET).out
    assert run("ask", *MET.split()).out == quoted
    assert run("ask", "-", stdin=f"{MET}\n".encode()).out == quoted
    assert run("ask", stdin=MET.encode()).out == quoted
    assert run("ask", MET, stdin=b"never read").out == quoted


def test_ask_declines_what_the_library_does_not_hold(run: Run) -> None:
    answer = json_of(run("ask", OFF, "--json").out)
    assert (answer["abstained"], answer["citations"], answer["sentences"]) == (True, [], [])
    assert answer["answer"] == "The documents do not answer this."
    assert answer["nearest"]
    assert answer["receipt"]["reason"]
    done = run("ask", OFF)
    assert done.status == 3
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


# chat


def test_chat_answers_line_by_line_and_follows_up(run: Run) -> None:
    asked = "Who did Ishaq Dar meet in Beijing?\nAnd what did they agree on?\n"
    done = run("chat", stdin=asked.encode())
    assert done.status == 0
    assert (
        done.err
        == "1 document. Ask; /help shows what else there is, an empty line or Ctrl-D ends.\n"
    )
    assert done.out.count("\nSources:\n") == 2
    assert "Muttaqi" in done.out.split("Sources:")[0]


def test_chat_has_commands_of_its_own(run: Run) -> None:
    asked = f"/help\n{MET}\n/new\nAnd what did they agree on there?\n/turn\n/quit\n{MET}\n"
    done = run("chat", stdin=asked.encode())
    assert done.status == 0
    for words in ("/new   begin a new", "/quit", "A new conversation.", "There is no /turn."):
        assert words in done.err
    alone = run("chat", stdin=b"And what did they agree on there?\n")
    assert done.out.endswith(alone.out)
    assert done.out.count("\nSources:\n") == 1 + alone.out.count("\nSources:\n")


def test_chat_reports_what_can_t_be_asked_and_goes_on_to_an_empty_line(run: Run) -> None:
    asked = b"caf\xe9\n" + f"{MET}\n\n{MET}\n".encode()
    done = run("chat", "--until", "2030-01-01", stdin=asked)
    assert done.status == 0
    assert "assistant: the question is not UTF-8 text: write it anew\n" in done.err
    assert done.out.count("\nSources:\n") == 1


# check


def test_check_verifies_each_sentence(run: Run, desk: Assistant) -> None:
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


# verify-pack, eval, serve


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
        (["--host", "0.0.0.0"], "0.0.0.0 can be reached by others: set --auth USER:PASSWORD"),
        (["--port", "99999999"], "the page can't listen at 127.0.0.1, port 99999999"),
        (["--port", "-1", "--auth", "a:b"], "the page can't listen at 127.0.0.1, port -1"),
    ],
)
def test_serve_says_why_it_can_t_listen(run: Run, arguments: list[str], message: str) -> None:
    assert run("serve", *arguments).message.startswith(message)


def test_eval_says_what_is_wrong_with_a_set(run: Run, folder: Path) -> None:
    assert run("eval", "nowhere").message.startswith("nowhere: ")
    (folder / "set" / "documents").mkdir(parents=True)
    assert run("eval", "set").message.startswith("set/questions.jsonl: ")
    (folder / "set" / "questions.jsonl").write_text("{}\n")
    assert run("eval", "set").message.startswith("set/questions.jsonl, line 1: ")
    assert run("eval", "set", "--against", "gone.json").message.startswith("gone.json")
