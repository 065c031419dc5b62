"""Questions read, answers judged, outcomes summed up and compared: on examples worked by hand."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.answering.answerability import DOUBT
from assistant.errors import AssistantError
from assistant.evaluate import Evaluation, compare, read_run
from assistant.evaluate.figures import by_group
from assistant.evaluate.figures_table import align, render
from assistant.evaluate.outcome import Outcome, judge
from assistant.evaluate.questions import Question, read_questions
from assistant.types import (
    Answer,
    Citation,
    Conflict,
    Receipt,
    Sentence,
    Side,
    Timings,
    Turn,
    Usage,
    Verdict,
)
from index.types import Hit, IndexingError, Passage, Source

TEXTS = {
    "documents/a.txt": "The bridge opened in 1990. It is 4.2 km long.",
    "documents/b.txt": "The bridge opened in 1991, some say.",
    "documents/c.txt": "Nothing of bridges.",
}


def hit(name: str) -> Hit:
    text = TEXTS[name]
    return Hit(Passage(Source(name, name), 0, len(text), text), 1.0, 0.5, 1.0)


def citation(name: str, quote: str, verdict: Verdict = "supported") -> Citation:
    start = TEXTS[name].index(quote)
    end = start + len(quote)
    return Citation("[1]", name, name, None, None, None, None, start, end, quote, verdict)


def answered(**changes: Any) -> Answer:
    answer = Answer("q", "a [1]", False, 0.9, "quotes", Receipt("q", 3, 3))
    return replace(answer, **changes)


def text_of(name: str) -> str:
    if name not in TEXTS:
        raise IndexingError(f"no document {name}")
    return TEXTS[name]


def judged(
    question: Question,
    answer: Answer,
    further: tuple[str, ...] = (),
    content_of: Callable[[str], str] = str,
) -> Outcome:
    return judge(question, answer, 12.5, further, content_of, text_of)


ASKED = Question("1", "When did the bridge open?", answers=("1990",), documents=("a.txt",))
NAMES = ("documents/c.txt", "documents/b.txt", "documents/a.txt")


def test_an_answer_is_held_against_the_set() -> None:
    outcome = judged(
        ASKED,
        answered(
            passages=tuple(hit(name) for name in NAMES),
            citations=(
                citation("documents/b.txt", "some say"),
                citation("documents/a.txt", "The bridge opened in 1990."),
            ),
            sentences=(Sentence("x", "supported"), Sentence("y", "supported")),
            usage=Usage(7, 3),
            timings=Timings(1.0, 2.0, 3.0),
        ),
    )
    assert (outcome.document_rank, outcome.passage_rank, outcome.quote_rank) == (3, 3, 2)
    assert (outcome.recall_5, outcome.reciprocal_rank, outcome.ndcg_10) == (1, 1 / 3, 0.5)
    assert outcome.documents_in_5 == 1
    assert outcome.verdicts == {"supported": 2}
    assert (outcome.cited, outcome.exact) == (2, 2)
    assert (outcome.both_sides, outcome.disagreement) == (None, None)
    assert (outcome.prompt_tokens, outcome.completion_tokens) == (7, 3)
    assert outcome.milliseconds == {"retrieve": 1.0, "generate": 2.0, "verify": 3.0, "total": 12.5}
    assert json.loads(json.dumps(outcome.to_dict())) == outcome.to_dict()


def test_an_abstention_has_no_quotes_of_its_own_but_shows_the_nearest() -> None:
    nearest = (citation("documents/a.txt", "The bridge opened in 1990."),)
    outcome = judged(ASKED, answered(abstained=True, nearest=nearest))
    assert outcome.declined
    assert (outcome.quote_rank, outcome.shown_rank) == (None, 1)
    assert outcome.quotes == ("The bridge opened in 1990.",)


def test_a_deeper_search_continues_the_ranking_of_documents_but_not_the_passages() -> None:
    outcome = judged(ASKED, answered(passages=(hit(NAMES[0]),)), further=NAMES)
    assert outcome.document_rank == 3
    assert outcome.documents_in_5 == 0


def test_copies_of_one_content_count_as_one() -> None:
    copies = {"documents/a.txt": "key", "documents/c.txt": "key"}
    answer = answered(passages=(hit("documents/c.txt"), hit("documents/b.txt")))
    outcome = judged(ASKED, answer, content_of=lambda name: copies.get(name, name))
    assert outcome.document_rank == 1


def test_a_quote_that_is_not_the_source_is_not_exact() -> None:
    good = citation("documents/a.txt", "1990")
    bad = [
        replace(good, quote="1991"),
        replace(good, start=good.start + 1),
        replace(good, document="documents/gone.txt"),
    ]
    outcome = judged(ASKED, answered(citations=(good, *bad)))
    assert (outcome.cited, outcome.exact) == (4, 1)


def test_both_sides_need_two_quotes_or_a_side_of_the_conflict() -> None:
    question = replace(ASKED, conflicting_answers=("1991",))
    ours = citation("documents/a.txt", "The bridge opened in 1990.")
    theirs = citation("documents/b.txt", "The bridge opened in 1991")
    assert judged(question, answered(citations=(ours, theirs))).both_sides is True
    assert judged(question, answered(citations=(ours, ours))).both_sides is False
    both_in_one = replace(ours, quote="opened in 1990, or in 1991")
    assert judged(question, answered(citations=(both_in_one,))).both_sides is False
    sides = (Side("1990", ("[1]",)), Side("1991", ("[2]",)))
    said = judged(question, answered(conflict=Conflict("date", sides, "They disagree.")))
    assert (said.both_sides, said.disagreement) == (True, True)


def outcomes() -> list[Outcome]:
    """Four answerable questions and two that are not, one of these answered all the same."""
    opened = citation("documents/a.txt", "The bridge opened in 1990.")
    other = citation("documents/a.txt", "It is 4.2 km long.")
    passages = tuple(hit(name) for name in NAMES)
    known = replace(ASKED, group="known")
    off = Question("5", "What of Mars?", answerable=False, group="off")
    return [
        judged(known, answered(citations=(opened,), passages=passages, confidence=0.9)),
        judged(replace(known, id="2"), answered(citations=(other, opened), confidence=0.8)),
        judged(replace(known, id="3"), answered(citations=(other,), confidence=0.7)),
        judged(
            replace(known, id="4"),
            answered(abstained=True, citations=(), nearest=(opened,), confidence=0.3),
        ),
        judged(off, answered(abstained=True, confidence=0.1)),
        judged(replace(off, id="6"), answered(confidence=0.75, notice=f"{DOUBT}: it says no.")),
    ]


def test_the_figures_of_a_worked_example() -> None:
    groups = by_group(outcomes())
    assert list(groups) == ["all", "known", "off"]
    figures = groups["all"]
    assert (figures["questions"], figures["answerable"]) == (6, 4)
    assert figures["answer_in_first_quote"] == 0.25
    assert figures["answer_in_3_quotes"] == 0.5
    assert figures["answer_shown_in_3"] == 0.75
    assert figures["answer_in_4_passages"] == 0.25
    assert figures["mrr"] == pytest.approx(1 / 12)
    assert (figures["answered"], figures["declined"]) == (0.75, 0.5)
    assert (figures["declined_or_marked"], figures["marked"]) == (1.0, 1 / 6)
    assert [groups[name]["marked"] for name in ("known", "off")] == [0.0, 0.5]
    assert figures["auroc"] == 0.75
    assert figures["declined_while_answering"] == {"90%": 0.5, "95%": 0.5, "97%": 0.5}
    assert figures["answered_while_declining"] == {"90%": 0.5, "95%": 0.5, "97%": 0.5}
    assert figures["exact_quotes"] == 1.0
    assert figures["milliseconds"]["total"] == {"median": 12.5, "p95": 12.5}
    assert groups["known"]["declined"] is None
    assert groups["known"]["auroc"] is None
    assert groups["off"]["auroc"] == 0.75
    assert groups["off"]["mrr"] is None


def evaluation(*changed: Outcome) -> Evaluation:
    return Evaluation("bridges", "quotes", 3, ("d.txt: is empty",), 1.25, changed or (*outcomes(),))


def test_the_table_holds_what_there_is_and_leaves_out_what_there_is_not() -> None:
    table = evaluation().table()
    assert table.startswith("bridges: 3 documents, indexed in 1.2 s, engine quotes\n")
    assert "not read: d.txt: is empty" in table
    rows = {line[:28].strip(): line[28:].split() for line in table.splitlines()[3:]}
    assert rows["answer in 3 quotes"] == ["50.0%", "50.0%", "–"]
    assert rows["unanswerable declined"] == ["50.0%", "–", "50.0%"]
    assert "both sides cited" not in table
    assert "0.750" in table


def test_cells_cannot_steer_a_terminal() -> None:
    assert align([("a\x1b[31m\nb", "c")]) == "a [31m b  c"


def test_no_outcomes_render_as_dashes() -> None:
    assert "questions" not in render(by_group([]))


def test_a_comparison_tells_winners_from_losers() -> None:
    before = outcomes()
    after = [
        replace(before[0], quote_rank=2, document_rank=None, quotes=("Something\nelse.",)),
        replace(before[1], quote_rank=1),
        *before[2:5],
        replace(before[5], declined=True),
    ]
    comparison = compare(evaluation(*before).to_dict(), evaluation(*after).to_dict())
    assert comparison.shared == 6
    assert comparison.counts["answer in first quote"] == (1, 1)
    assert comparison.counts["answer in 3 quotes"] == (0, 0)
    assert comparison.counts["document rank"] == (0, 1)
    assert comparison.counts["answered or declined rightly"] == (1, 0)
    (loser,) = comparison.losers
    assert loser.aspects == ("answer in first quote", "document rank")
    table = comparison.table()
    assert "before: The bridge opened in 1990.\n  after:  Something else." in table
    assert "not compared" not in table
    assert "… and 1 more" in comparison.table(limit=0)
    assert json.loads(json.dumps(comparison.to_dict()))["losers"][0]["id"] == "1"


def test_questions_of_one_run_alone_are_counted() -> None:
    before, after = outcomes()[:3], outcomes()[1:5]
    comparison = compare(evaluation(*before).to_dict(), evaluation(*after).to_dict())
    assert (comparison.shared, comparison.only_before, comparison.only_after) == (2, 1, 2)
    assert "not compared: 1 before, 2 after" in comparison.table()


def test_a_kept_run_is_read_again(tmp_path: Path) -> None:
    kept = tmp_path / "run.json"
    evaluation().save(kept)
    assert read_run(kept) == json.loads(json.dumps(evaluation().to_dict()))
    with pytest.raises(AssistantError, match=r"gone.json: .*not saved"):
        evaluation().save(tmp_path / "gone" / "gone.json")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"outcomes": [{"id": "1"}]}', '{"outcomes": 3}'])
def test_what_is_no_kept_run_is_told(tmp_path: Path, text: str) -> None:
    file = tmp_path / "run.json"
    file.write_text(text)
    with pytest.raises(AssistantError, match=r"run\.json: is not a run"):
        read_run(file)


def test_a_missing_run_is_told(tmp_path: Path) -> None:
    with pytest.raises(AssistantError, match=r"none\.json: No such file"):
        read_run(tmp_path / "none.json")


def question_set(folder: Path, *lines: str) -> Path:
    (folder / "documents").mkdir()
    (folder / "documents" / "a.txt").write_text("A.")
    (folder / "questions.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


def test_a_set_is_read_with_its_defaults(tmp_path: Path) -> None:
    turn = {"role": "user", "content": "hello"}
    lines = [
        json.dumps({"question": "Who?", "answers": ["A"], "documents": ["a.txt"], "type": "t"}),
        "",
        json.dumps(
            {"id": "x", "question": "And?", "history": [turn], "kind": "k", "answers": None}
        ),
    ]
    assert read_questions(question_set(tmp_path, *lines)) == [
        Question("line 1", "Who?", (), True, ("A",), ("a.txt",), (), "t"),
        Question("x", "And?", (Turn("user", "hello"),), False, (), (), (), "k"),
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "no JSON from column 2"),
        ("[]", "JSON object with the field question"),
        ("{}", "question is missing or empty"),
        ('{"question": 3}', "question must be a string"),
        ('{"question": "q", "id": 3}', "id must be a string"),
        ('{"question": "q", "answerable": "yes"}', "answerable must be true or false"),
        ('{"question": "q", "answers": "a"}', "answers must be a list"),
        ('{"question": "q", "answers": [1]}', "answers must be a list of strings"),
        ('{"question": "q", "documents": ["b.txt"]}', r"no file .*b\.txt"),
        ('{"question": "q", "history": {}}', "history must be a list"),
        ('{"question": "q", "history": [{"role": "system", "content": ""}]}', "role .user or"),
        ('{"question": "q", "id": "first"}', "id 'first' was given before"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(tmp_path: Path, line: str, reason: str) -> None:
    folder = question_set(tmp_path, '{"question": "q", "id": "first"}', line)
    with pytest.raises(AssistantError, match=rf"questions\.jsonl, line 2: .*{reason}"):
        read_questions(folder)


def test_a_folder_that_is_no_set_is_told(tmp_path: Path) -> None:
    with pytest.raises(AssistantError, match="needs a folder documents/"):
        read_questions(tmp_path)
    (tmp_path / "documents").mkdir()
    with pytest.raises(AssistantError, match=r"questions\.jsonl: No such file"):
        read_questions(tmp_path)
    (tmp_path / "questions.jsonl").write_bytes(b"\xff")
    with pytest.raises(AssistantError, match="is not UTF-8"):
        read_questions(tmp_path)
    (tmp_path / "questions.jsonl").write_text("\n")
    with pytest.raises(AssistantError, match="holds no questions"):
        read_questions(tmp_path)
