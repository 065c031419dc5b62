"""The assistant end to end: a real library, its answers, and what the settings choose."""

from datetime import date
from pathlib import Path

import pytest

import assistant
from assistant import Answer, Assistant, AssistantError, LibraryError, UsageError
from assistant.errors import ModelSetupError
from tests.behaviours import Reply
from tests.endpoint import Endpoint
from tests.modelled import MODEL
from tests.seed_questions import MET, exact


def test_each_sentence_of_quotes_is_the_source_s_own(desk: Assistant) -> None:
    answer = desk.answer(MET)
    text = " ".join(desk.text(answer.citations[0].document).split())
    for sentence in answer.sentences:
        assert sentence.verdict == "supported"
        assert sentence.text.removesuffix(f" {''.join(sentence.markers)}") in text
    assert exact(desk, answer)


BLAST = "How many people were killed in the Quetta market blast?"


@pytest.fixture
def quetta(tmp_path: Path) -> Assistant:
    """An assistant on two papers that give different numbers."""
    papers = tmp_path / "papers"
    papers.mkdir()
    for name, count in (("one", "12"), ("two", "fourteen")):
        text = f"Officials said {count} people were killed in the Quetta market blast.\n"
        (papers / f"{name}.txt").write_text(text)
    desk = Assistant(data=tmp_path / "data", model="quotes")
    desk.index(papers)
    return desk


def sides(answer: Answer) -> list[tuple[str, set[str]]]:
    """Each side of a disagreement: what it says, and the documents that its markers cite."""
    assert answer.conflict is not None
    cited = {one.marker: one.document for one in answer.citations}
    return sorted(
        (side.answer, {cited[marker] for marker in side.markers}) for side in answer.conflict.sides
    )


def test_disagreeing_sources_are_both_cited(quetta: Assistant) -> None:
    answer = quetta.answer(BLAST)
    assert sides(answer) == [("12", {"papers/one.txt"}), ("fourteen", {"papers/two.txt"})]
    assert exact(quetta, answer)


def test_an_abstention_names_the_only_report_that_was_searched(newsdesk: Assistant) -> None:
    question = "What did the Kabul Ledger report on May 23, 2025 about sourdough bread?"
    strict = Assistant(settings=newsdesk.settings, confidence=1.0)
    declined = strict.answer(question)
    assert (declined.abstained, declined.notice) == (True, None)
    assert declined.receipt.reports == "a report by Kabul Ledger of 2025-05-23"
    assert {one.outlet for one in declined.nearest} == {"Kabul Ledger"}
    assert strict.answer(MET).receipt.reports is None


def test_a_report_that_is_not_there_is_named(newsdesk: Assistant) -> None:
    question = "What did the Khyber Observer report on March 3, 2021 about freight at Torkham?"
    notice = newsdesk.answer(question).notice
    assert notice is not None
    assert "does not hold a report by" in notice


def test_a_side_that_the_model_leaves_out_is_cited_too(
    quetta: Assistant, endpoint: Endpoint
) -> None:
    texts = [hit.passage.text for hit in quetta.answer(BLAST).passages]
    twelve = next(number for number, text in enumerate(texts, 1) if "12" in text)
    endpoint.script(Reply(f"Officials said 12 people were killed [{twelve}]."))
    modelled = Assistant(
        settings=quetta.settings,
        model=MODEL,
        openai_api_key=endpoint.key,
        openai_base_url=endpoint.base_url,
    )
    answer = modelled.answer(BLAST)
    assert answer.answer == "Officials said 12 people were killed. [1]"
    assert [one.marker for one in answer.citations] == ["[1]", "[2]"]
    assert sides(answer) == [("12", {"papers/one.txt"}), ("fourteen", {"papers/two.txt"})]
    assert exact(quetta, answer)


# the object and the function


def test_the_function_answers_from_the_default_library(
    desk: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_DATA", str(desk.settings.data))
    answer = assistant.answer(MET, since=date(2025, 5, 21), until="2025-05-21", within="seeds/*")
    assert not answer.abstained
    receipt = answer.receipt
    assert (receipt.since, receipt.until) == (date(2025, 5, 21), date(2025, 5, 21))
    assert (receipt.pattern, receipt.documents, receipt.passages) == ("seeds/*", 1, 3)
    assert assistant.answer(MET, within="cables/*").abstained


@pytest.mark.parametrize(
    ("settings", "engine"),
    [
        ({}, "quotes"),
        ({"OPENAI_API_KEY": "sk-test-1"}, "openai:gpt-5-mini"),
        ({"OPENAI_API_KEY": "sk-test-1", "ASSISTANT_MODEL": "quotes"}, "quotes"),
        ({"OPENAI_API_KEY": "sk-test-1", "ASSISTANT_MODEL": "openai:gpt-x"}, "openai:gpt-x"),
    ],
)
def test_the_engine_is_quotes_unless_a_model_or_a_key_is_set(
    desk: Assistant, monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], engine: str
) -> None:
    for variable, value in settings.items():
        monkeypatch.setenv(variable, value)
    pipeline = Assistant(data=desk.settings.data).pipeline
    assert (pipeline.engine.name, pipeline.fallback.name) == (engine, "quotes")


def test_a_library_is_indexed_asked_read_and_tidied(tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "ferry.md").write_text("# Ferries\n\nThe ferry to Horta was late on Monday.\n")
    (papers / "tea.txt").write_text("Tea is grown at Gorreana.\n")
    lines: list[str] = []
    desk = Assistant(data=tmp_path / "data", model="quotes", tell=lines.append)
    seen: list[int] = []
    report = desk.index(papers, progress=lambda progress: seen.append(progress.files))
    assert report.added == ["papers/ferry.md", "papers/tea.txt"]
    assert seen[-1] == 2
    answer = desk.answer("When was the ferry to Horta late?")
    assert answer.answer == "The ferry to Horta was late on Monday. [1]"
    assert (answer.citations[0].title, answer.citations[0].heading) == ("Ferries", "Ferries")
    assert desk.check("Tea is grown at Gorreana.", id="c").to_dict()["id"] == "c"
    listed = desk.check("1. Tea is grown at Gorreana.\n2. The ferry to Horta sank.").sentences
    assert [each.text.split()[0] for each in listed] == ["1.", "2."]
    assert listed[0].verdict == "supported" != listed[1].verdict
    desk.remove("papers/ferry.md")
    assert desk.index().removed == []
    assert desk.answer("When was the ferry to Horta late?").abstained
    with pytest.raises(LibraryError, match=r"holds no document named 'papers/ferry\.md'"):
        desk.text("papers/ferry.md")
    with pytest.raises(LibraryError, match="holds no document named"):
        desk.remove("papers/ferry.md")
    with pytest.raises(LibraryError, match="does not exist"):
        desk.index(tmp_path / "gone")
    assert lines == []


def test_a_library_emptied_on_purpose_stays_empty(tmp_path: Path) -> None:
    paper = tmp_path / "tea.txt"
    paper.write_text("Tea is grown at Gorreana.")
    lines: list[str] = []
    desk = Assistant(data=tmp_path / "data", model="quotes", tell=lines.append)
    desk.index(paper)
    desk.remove("tea.txt")
    answer = Assistant(settings=desk.settings, tell=lines.append).answer("Where is tea grown?")
    assert (answer.abstained, answer.receipt.documents, answer.nearest) == (True, 0, ())
    assert lines == []


def test_every_error_is_of_one_kind() -> None:
    for error in (LibraryError, ModelSetupError, UsageError, assistant.ModelError):
        assert issubclass(error, AssistantError)
