from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant import Answer, Assistant
from assistant.answering.meant import Meant, meant
from index.types import Embedder, Hit, Passage, Source
from tests.queries import TODAY, query

FILES = Path(__file__).parent / "files"
FORM = "Operating manual. Keep the unit upright. The tank is emptied each day. Noise: {} dB."


def hits(**texts: str) -> list[Hit]:
    """Documents of one passage each: `heron_40` is the file heron-40.txt."""
    found = []
    for key, text in texts.items():
        name = key.replace("_", "-")
        source = Source(f"desk/{name}.txt", name.replace("-", " ").capitalize())
        found.append(Hit(Passage(source, 0, len(text), text), 1.0, 0.5, 1.0))
    return found


def chosen(question: str, found: list[Hit]) -> Meant:
    openings = {hit.passage.source.name: hit.passage.text for hit in found}
    return meant(query(question), found, openings, TODAY)


def kept(result: Meant) -> list[str]:
    return [Path(hit.passage.source.name).stem for hit in result.hits]


MANUALS = hits(heron_40=FORM.format(39), heron_60=FORM.format(46), faq="Who joins? Anybody of 18.")


def test_the_twin_that_is_named_answers_and_others_stay() -> None:
    result = chosen("How loud is the Heron 60?", MANUALS)
    assert kept(result) == ["heron-60", "faq"]
    assert result.chosen == {"desk/heron-60.txt"}
    assert result.twins == frozenset()


def test_where_both_or_none_is_named_both_stay_under_their_names() -> None:
    for question in ("How loud is the unit?", "Is the Heron 40 louder than the Heron 60?"):
        result = chosen(question, MANUALS)
        assert kept(result) == ["heron-40", "heron-60", "faq"]
        assert frozenset().union(*result.twins) == {"desk/heron-40.txt", "desk/heron-60.txt"}


def test_no_sentence_has_to_say_what_chose_its_document() -> None:
    result = chosen("How loud is the Heron 60?", MANUALS)
    assert "60" not in result.query.numbers
    assert "60" in result.query.known


def test_a_number_that_no_twin_has_is_told() -> None:
    assert (
        chosen("How loud is the Heron 80?", MANUALS).lack == "no document found is named “Heron 80”"
    )
    assert chosen("How loud is the Heron 60?", MANUALS).lack == ""
    told = hits(
        heron_40=FORM.format(39), heron_60=FORM.format(46), news="The Heron 80 is at 50 dB."
    )
    assert chosen("How loud is the Heron 80?", told).lack == ""


def test_documents_that_are_no_twins_stay() -> None:
    found = hits(talks_in_beijing="They met in May.", talks_in_kabul="Rain fell all day long.")
    assert chosen("Who met in Beijing?", found).hits == tuple(found)
    assert chosen("Who met in Beijing?", []).hits == ()


@pytest.fixture
def asked(tmp_path: Path, minilm: Embedder) -> Iterator[Callable[[str, str], Answer]]:
    """Asks the files of a case."""
    del minilm
    desks: dict[str, Assistant] = {}

    def ask(case: str, question: str) -> Answer:
        if case not in desks:
            desks[case] = Assistant(data=tmp_path / case, model="quotes")
            desks[case].index(FILES / case)
        return desks[case].answer(question)

    yield ask
    for desk in desks.values():
        desk.library.close()


def cited(answer: Answer) -> set[str]:
    return {Path(each.document).name for each in answer.citations}


def test_a_bell_in_another_town_does_not_disagree(asked: Callable[[str, str], Answer]) -> None:
    case = "08-conflict-other-entity"
    named = asked(case, "How much does the bell at Hexham weigh?")
    assert cited(named) == {"hexham.txt"}
    assert named.conflict is None
    assert asked(case, "How much does the bell weigh?").conflict is None


def test_the_name_of_a_file_is_read(asked: Callable[[str, str], Answer]) -> None:
    case = "35-file-name-not-read"
    for year, amount in (("2023", "900,000"), ("2024", "1.2 million")):
        answer = asked(case, f"How much is spent on roofs in the {year} budget memo?")
        assert cited(answer) == {f"{year}-budget-memo.md"}
        assert amount in answer.answer
        assert answer.notice is None
    receipt = asked(case, "What is the total in receipt-hardware-store.txt?")
    assert cited(receipt) == {"receipt-hardware-store.txt"}
    assert "43.20" in receipt.answer


def test_a_numbered_rule_is_found_in_the_document_that_is_meant(
    asked: Callable[[str, str], Answer],
) -> None:
    case = "36-numbered-clauses"
    leave = asked(case, "What does rule 3.2 of the leave rules say?")
    assert leave.passages[0].passage.source.name.endswith("leave-rules.txt")
    assert "3.2 Unpaid leave" in leave.passages[0].passage.text
    devices = asked(case, "What does rule 3.2 of the rules for devices say?")
    assert devices.passages[0].passage.source.name.endswith("device-rules.txt")


def test_the_plan_that_is_named_answers(asked: Callable[[str, str], Answer]) -> None:
    case = "37-two-plans"
    question = "What is the copayment for a specialist"
    assert cited(asked(case, f"{question} in the Basic Plan?")) == {"aldermoor-basic-plan.md"}
    assert cited(asked(case, f"{question} in the Extra Plan?")) == {"aldermoor-extra-plan.md"}
    neither = asked(case, f"{question}?")
    assert len(cited(neither)) == 2
    assert neither.conflict is None
