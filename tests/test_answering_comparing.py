"""Comparisons, lists and questions of several parts, from one small library."""

from collections.abc import Iterator

import pytest

from assistant import Answer, Assistant

PAPERS = {
    "lease_elm_road.md": """# Lease of 3 Elm Road

## Rent
The rent is 700 guilders a month.

## Animals
The tenant may keep one cat.

## Notice
Either side may end the lease with two months' notice.
""",
    "lease_old_dock.md": """# Lease of the Old Dock

## Rent
The monthly rent is 1,150 guilders.

## Pets
No animals may be kept.

## Leaving
The lease may be ended with six weeks' notice.
""",
    "fees_2021.md": """# Mooring fees 2021

Valid from 1 January 2021.

## Yachts
Yachts pay 14 guilders a night.

## Barges
Barges pay 30 guilders a night.
""",
    "fees_2024.md": """# Mooring fees 2024

Valid from 1 January 2024. They replace the fees of 2021.

## Yachts
Yachts pay 19 guilders a night.

## Barges
Barges pay 34 guilders a night.
""",
    "yearly.md": """# Port report

## Figures

| | 2022 | 2023 |
|---|---|---|
| Ships called | 512 | 488 |
| Cranes | 6 | 7 |

## Tenders
Three firms bid for the dredging: Hollis, Marsh & Daughter and Tern Works. The contract went to
Tern Works for 90,000 guilders.

## Masters
""",
    "harbour_masters.md": """# Candidates for harbour master

Anna Weiss, a pilot, wants longer opening hours.

Bela Nagy, an engineer, promises a second crane.

Cora Lind, a lawyer, stands for lower fees.
""",
    "minutes.md": """# Minutes of the harbour board

## Lighting
The board agreed to replace all lamps on the pier.

## Ice
The ice breaker will be hired out from May to October.

## Swans
Nobody objected to the swans.
""",
    "gale_herald.txt": """Herald, 4 May 2024

Storm at the pier

The storm broke 40 metres of the pier. Seven people were hurt.
""",
    "gale_radio.txt": """Radio Tern, 5 May 2024

After the storm

The storm broke the pier. Nobody was injured, the coastguard said.
""",
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("dock")
    papers = folder / "papers"
    papers.mkdir()
    for name, text in PAPERS.items():
        (papers / name).write_text(text, "utf-8")
    made = Assistant(data=folder / "data", model="quotes")
    made.index(papers)
    yield made
    made.library.close()


def assert_exact(desk: Assistant, answer: Answer) -> None:
    for each in answer.citations:
        assert desk.text(each.document)[each.start : each.end] == each.quote
    assert all(sentence.markers for sentence in answer.sentences)


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("How do the rents of the Elm Road and the Old Dock lease differ?", "700", "1,150"),
        ("Which lease has the higher rent, Elm Road or the Old Dock?", "700", "1,150"),
        ("What is the rent at Elm Road and at Old Dock?", "700", "1,150"),
        ("What changed between the old and the new mooring fees for yachts?", "14", "19"),
        ("Mooring fees 2021 vs 2024: barges", "30", "34"),
        ("Did fewer ships call in 2023 than in 2022?", "488", "512"),
        ("Has the number of cranes gone up compared with 2022?", "6", "7"),
        ("Do the reports agree on whether anyone was hurt in the storm?", "Seven", "Nobody"),
    ],
)
def test_both_sides_stand_in_the_first_lines(
    desk: Assistant, question: str, one: str, other: str
) -> None:
    answer = desk.answer(question)
    assert (answer.kind, answer.abstained) == ("compare", False)
    assert one in answer.answer[:300]
    assert other in answer.answer[:300]
    assert_exact(desk, answer)


def test_documents_named_together_are_set_beside_each_other(desk: Assistant) -> None:
    answer = desk.answer("What are the differences between the two leases?")
    assert answer.kind == "compare"
    first, second = answer.sentences[:2]
    assert first.text.startswith("Lease of 3 Elm Road: ")
    assert second.text.startswith("Lease of the Old Dock: ")
    assert_exact(desk, answer)


def test_a_question_with_two_names_is_no_comparison(desk: Assistant) -> None:
    answer = desk.answer("Did Hollis and Tern Works bid for the dredging?")
    assert answer.kind == "question"


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("Who are the candidates for harbour master?", ["Anna Weiss", "Bela Nagy", "Cora Lind"]),
        ("Which topics did the harbour board discuss?", ["Lighting", "Ice", "Swans"]),
    ],
)
def test_what_is_no_set_list_is_listed(desk: Assistant, question: str, items: list[str]) -> None:
    answer = desk.answer(question)
    assert answer.kind == "list"
    assert [each.text.split(",")[0].split(" [")[0] for each in answer.sentences] == items
    assert_exact(desk, answer)


def test_a_list_in_a_sentence_is_that_sentence(desk: Assistant) -> None:
    answer = desk.answer("Which firms bid for the dredging?")
    assert "Hollis, Marsh & Daughter and Tern Works" in answer.sentences[0].text


def test_each_part_is_answered_in_order(desk: Assistant) -> None:
    answer = desk.answer("What is the rent at Elm Road and how much do yachts pay in 2024?")
    assert answer.answer.index("700") < answer.answer.index("19 guilders")
    assert_exact(desk, answer)


def test_a_part_that_is_not_found_is_said_to_be_so(desk: Assistant) -> None:
    answer = desk.answer("May the tenant of Elm Road keep a cat, and who invented the telescope?")
    assert "one cat" in answer.answer
    assert answer.notice is not None
    assert "“Who invented the telescope?”" in answer.notice
