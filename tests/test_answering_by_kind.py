"""Each kind of request is answered in its way, from one small library of different documents."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Answer, Assistant
from assistant.history.answer_markdown import markdown

PAPERS = {
    "harbour-report-2023.md": """# Harbour Report 2023

## Traffic
In 2023 the harbour handled 4,100 ships. Most of them carried timber and grain to the islands.

## Finances
The harbour earned 9.4 million crowns in 2023. Berth fees made up two thirds of the income.

## Recommendations
The board makes three recommendations:

1. Deepen the eastern channel.
2. Replace the old crane.
3. Raise the berth fees by three percent.
""",
    "harbour-report-2024.md": """# Harbour Report 2024

## Traffic
In 2024 the harbour handled 3,600 ships. A long strike kept many of them away in the autumn.

## Finances
The harbour earned 8.1 million crowns in 2024. Berth fees made up half of the income.
""",
    "news-2024-09-02-strike.txt": """Dockers begin strike

The dockers of Selwick began a strike on Monday. Their union asks for nine percent more pay.
""",
    "news-2024-10-14-strike.txt": """Strike at the docks ends

The strike of the dockers ended on Sunday after six weeks. They get five percent more pay.
""",
    "copy-2024-10-14-strike.txt": """Strike at the docks ends

The strike of the dockers ended on Sunday after six weeks. They get five percent more pay.

(agency)
""",
    "house-rules.txt": """House rules

Dogs must not be taken into the reading room. The reading room is open on Saturdays until 6 pm.
""",
}


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("harbour")
    papers = folder / "papers"
    papers.mkdir()
    for name, text in PAPERS.items():
        (papers / name).write_text(text, "utf-8")
    desk = Assistant(data=folder / "data", model="quotes")
    desk.index(papers)
    yield desk
    desk.library.close()


def cited(answer: Answer) -> set[str]:
    return {Path(each.document).name for each in answer.citations}


def assert_exact(desk: Assistant, answer: Answer) -> None:
    for each in answer.citations:
        assert desk.text(each.document)[each.start : each.end] == each.quote
    for sentence in answer.sentences:
        assert sentence.markers


def test_an_overview_gives_a_sentence_for_each_section(harbour: Assistant) -> None:
    answer = harbour.answer("Can you summarise the harbour report of 2023?")
    assert (answer.kind, answer.abstained) == ("overview", False)
    assert cited(answer) == {"harbour-report-2023.md"}
    lines = answer.answer.splitlines()
    assert lines[0].startswith("Harbour Report 2023")
    assert [line.split(":")[0] for line in lines[1:]] == [
        "- Traffic",
        "- Finances",
        "- Recommendations",
    ]
    assert_exact(harbour, answer)


def test_what_is_in_a_file(harbour: Assistant) -> None:
    answer = harbour.answer("What is in house-rules.txt?")
    assert (answer.kind, cited(answer)) == ("overview", {"house-rules.txt"})


def test_a_topic_has_each_document_speak_once(harbour: Assistant) -> None:
    answer = harbour.answer("What do the documents say about the strike?")
    assert answer.kind == "overview"
    assert answer.answer.startswith("4 documents mention the strike; 3 quoted, 1 copy")
    assert len(answer.sentences) == len(cited(answer)) == 3
    assert "2 September 2024" in answer.answer
    assert_exact(harbour, answer)


def test_a_comparison_has_its_sides_beside_each_other(harbour: Assistant) -> None:
    answer = harbour.answer("Compare the ships that the harbour handled in 2023 and 2024")
    assert answer.kind == "compare"
    first, second = answer.sentences
    assert first.text.startswith("2023: ")
    assert "4,100" in first.text
    assert second.text.startswith("2024: ")
    assert "3,600" in second.text
    assert_exact(harbour, answer)


def test_two_documents_of_one_form_are_compared_matter_by_matter(harbour: Assistant) -> None:
    answer = harbour.answer("How do the harbour reports of 2023 and 2024 differ?")
    assert answer.kind == "compare"
    assert cited(answer) == {"harbour-report-2023.md", "harbour-report-2024.md"}
    assert "9.4 million" in answer.answer
    assert "8.1 million" in answer.answer


def test_a_list_comes_whole_and_as_a_list(harbour: Assistant) -> None:
    answer = harbour.answer("List the recommendations")
    assert answer.kind == "list"
    assert len(answer.sentences) == len(answer.citations) == 3
    assert answer.answer.count("\n- ") == 3
    assert markdown(answer).count("\n- ") == 3
    assert_exact(harbour, answer)


@pytest.mark.parametrize(
    ("question", "count", "names"),
    [
        ("Which articles mention the dockers?", "3 of 6 documents", {"news-2024-09-02-strike.txt"}),
        ("What documents do you have?", "6 documents", set(PAPERS)),
        ("How many documents are there?", "6 documents", set(PAPERS)),
        ("Which articles are from October 2024?", "2 of 6", {"copy-2024-10-14-strike.txt"}),
        ("Is there anything about the reading room?", "1 of 6", {"house-rules.txt"}),
    ],
)  # fmt: skip
def test_questions_about_the_documents(
    harbour: Assistant, question: str, count: str, names: set[str]
) -> None:
    answer = harbour.answer(question)
    assert (answer.kind, answer.abstained) == ("documents", False)
    assert answer.answer.startswith(count)
    assert names <= cited(answer)


def test_the_newest_and_the_oldest(harbour: Assistant) -> None:
    newest = harbour.answer("the newest on the strike")
    assert "14 October 2024" in newest.answer
    assert "2 September 2024" in harbour.answer("Which is the oldest article on pay?").answer


def test_what_no_document_mentions(harbour: Assistant) -> None:
    answer = harbour.answer("Which documents mention Zanzibar?")
    assert (answer.kind, answer.abstained, answer.citations) == ("documents", False, ())
    assert answer.answer == "None of the 6 documents in the library mentions Zanzibar."


@pytest.mark.parametrize(
    "question", ["Hello!", "thanks", "What can you do?", "Translate the rules", "Add up the fees"]
)
def test_talk_quotes_nothing(harbour: Assistant, question: str) -> None:
    answer = harbour.answer(question)
    assert (answer.kind, answer.abstained, answer.citations) == ("talk", False, ())
    assert "\n" not in answer.answer
    assert answer.answer.count("“") == 2


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("Is the reading room open on Saturdays?", "Yes."),
        ("Has the strike of the dockers ended?", "Yes."),
        ("Did the harbour handle 4,500 ships in 2024?", "No."),
    ],
)
def test_yes_or_no_comes_first(harbour: Assistant, question: str, word: str) -> None:
    answer = harbour.answer(question)
    assert answer.kind == "question"
    assert answer.answer.startswith(word)


def test_an_ordinary_question_goes_its_usual_way(harbour: Assistant) -> None:
    answer = harbour.answer("How many ships did the harbour handle in 2024?")
    assert answer.kind == "question"
    assert "3,600" in answer.answer
    assert answer.to_dict()["kind"] == "question"


def test_the_kind_of_what_is_declined_is_told(harbour: Assistant) -> None:
    answer = harbour.answer("Compare Zanzibar and Atlantis")
    assert (answer.kind, answer.abstained) == ("compare", True)


def test_filters_hold_for_every_kind(harbour: Assistant) -> None:
    answer = harbour.answer("What documents do you have?", within="report")
    assert answer.answer.startswith("2 documents")
    answer = harbour.answer("Tell me about the strike", since="2024-10-01")
    assert cited(answer) <= {"news-2024-10-14-strike.txt", "copy-2024-10-14-strike.txt"}
