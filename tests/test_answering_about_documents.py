"""Requests for documents are answered by what the library knows of them: kind, language, writer."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Answer, Assistant

STORY = (
    "The ferry to Skarn sailed again on Monday after a week of storms. The captain, Ove Lind, said"
    " that the waves had been nine metres high. Tickets for the lost days are paid back.\n"
)
FERRY, WIRE = "pilot_2024-03-04_ferry.txt", "wire_2024-03-04_ferry.txt"
PIER = "pilot_2024-06-11_pier.txt"
PAPERS = {
    FERRY: f"THE PILOT\n4 March 2024\n\nFerry sails again\n\n{STORY}",
    WIRE: f"COAST WIRE  4 March 2024  07:15\n\nFerry sails again\n\n{STORY}",
    PIER: """THE PILOT
11 June 2024

New pier for Skarn

The island of Skarn gets a new pier. The mayor, Dagny Holm, laid the first stone on Tuesday.
""",
    "carta_molina.txt": """Inés Molina
Calle Mayor 3

Asunto: billete perdido

Estimados señores:

He perdido mi billete de temporada para el transbordador. Les pido que me envíen otro.

Atentamente, Inés Molina
""",
    "harbour_office.txt": """Harbour office
2 May 2024

Dear Ms Holm,

The old pier can no longer carry lorries. We ask the council for 40,000 crowns for its repair.

Yours sincerely,
Ulf Bask
""",
    "sailing_lease.md": """# Lease of the boathouse

1. Term. The lease runs for nine years from 1 May 2020.
2. Rent. The sailing club pays 600 crowns a month.
3. Repairs. The owner repairs the roof, and the club all else.
""",
    "notes_trip.txt": """trip to Skarn
- ferry 8:10, quay 2
- ask Bask re pier repair
- bring boots + lamp
- lunch at Holm's 1 pm
""",
    "stores.csv": "Item,Count\nRopes,14\nLamps,6\nOars,22\n",
}


@pytest.fixture(scope="module")
def coast(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("coast")
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


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Do you have anything in Spanish?", {"carta_molina.txt"}),
        ("Is any document not in English?", {"carta_molina.txt"}),
        ("Are there any letters in here?", {"carta_molina.txt", "harbour_office.txt"}),
        ("List the letters", {"carta_molina.txt", "harbour_office.txt"}),
        ("Any contracts?", {"sailing_lease.md"}),
        ("Show me everything from the Pilot", {FERRY, PIER}),
        ("What did the Pilot publish?", {FERRY, PIER}),
        ("Which documents did Ulf Bask write?", {"harbour_office.txt"}),
        ("What was written in June 2024?", {PIER}),
        ("Which of these mention Ove Lind?", {FERRY, WIRE}),
        ("Do any documents appear twice?", {FERRY, WIRE}),
        ("What's the most recent thing you have on the pier?", {PIER}),
        ("Which is the oldest news article in here?", {FERRY}),
        ("I'm looking for the lease", {"sailing_lease.md"}),
        ("Could you tell me what documents there are?", set(PAPERS)),
        ("How many documents", set(PAPERS)),
        ("What's in here?", set(PAPERS)),
    ],
)  # fmt: skip
def test_the_documents_that_are_asked_for(coast: Assistant, question: str, names: set[str]) -> None:
    answer = coast.answer(question)
    assert (answer.kind, answer.abstained) == ("documents", False)
    assert cited(answer) == names
    for each in answer.citations:
        assert coast.text(each.document)[each.start : each.end] == each.quote


def test_what_nobody_in_the_library_published_is_an_ordinary_question(coast: Assistant) -> None:
    assert coast.answer("What did Newton publish?").kind == "question"


def test_none_in_a_language(coast: Assistant) -> None:
    answer = coast.answer("Is there any document in Italian?")
    assert (answer.kind, answer.citations) == ("documents", ())


@pytest.mark.parametrize(
    ("question", "name", "held"),
    [
        ("¿De qué trata la carta de la señora Molina?", "carta_molina.txt", "billete"),
        ("What is the letter from the harbour office about?", "harbour_office.txt", "40,000"),
        ("What's the lease about?", "sailing_lease.md", "600 crowns"),
        ("What do my notes of the trip say?", "notes_trip.txt", "boots"),
        ("Sum up the newest article for me in two sentences", "pilot_2024-06-11_pier.txt", "pier"),
        ("What is in stores.csv?", "stores.csv", "Oars"),
    ],
)
def test_an_overview_of_what_is_no_running_text(
    coast: Assistant, question: str, name: str, held: str
) -> None:
    answer = coast.answer(question)
    assert (answer.kind, cited(answer)) == ("overview", {name})
    assert held in answer.answer
    for each in answer.citations:
        assert coast.text(each.document)[each.start : each.end] == each.quote


def test_the_documents_on_a_topic_come_before_those_that_mention_it(coast: Assistant) -> None:
    answer = coast.answer("Tell me about the pier")
    assert answer.kind == "overview"
    assert "gets a new pier" in answer.sentences[0].text


def test_a_topic_in_nearly_its_words_is_found(coast: Assistant) -> None:
    answer = coast.answer("Brief me on the ferry's sailings")
    assert (answer.kind, answer.abstained) == ("overview", False)
    assert "sailed again on Monday" in answer.answer


def test_what_can_t_be_made_is_said(coast: Assistant) -> None:
    for request in ("Make me a poster for the regatta", "Can you fill in the form for me?"):
        assert coast.answer(request).kind == "talk"
