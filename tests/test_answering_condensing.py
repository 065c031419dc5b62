"""A document longer than a model reads at once is summed up part by part, and all of it cited."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant import Assistant
from tests.behaviours import Refusal, Reply, Request
from tests.endpoint import Endpoint
from tests.modelled import MODEL

TOWNS = 70
ASKED = "Summarise the harvest report"
FILLING = "The plots lie on a slope that the wind dries early in the year, as the tables show. " * 4
Indexed = Callable[[int], Path]
Opened = Callable[[int], Assistant]


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Indexed:
    """Indexes a report on so many towns; the folder of its library."""
    made: dict[int, Path] = {}

    def call(towns: int) -> Path:
        if towns not in made:
            folder = tmp_path_factory.mktemp("harvest")
            chapters = (
                f"## Town {number}\n\n"
                f"Town {number} brought in {number + 300} tons of rye. {FILLING}\n"
                for number in range(1, towns + 1)
            )
            text = "# Harvest Report\n\n" + "\n".join(chapters)
            (folder / "report.md").write_text(text, "utf-8")
            made[towns] = folder / "data"
            desk = Assistant(data=made[towns], model="quotes")
            desk.index(folder / "report.md")
            desk.library.close()
        return made[towns]

    return call


@pytest.fixture
def opened(indexed: Indexed, endpoint: Endpoint) -> Iterator[Opened]:
    """Opens an assistant with the model on loopback, on a report on so many towns."""
    made: list[Assistant] = []

    def call(towns: int) -> Assistant:
        desk = Assistant(
            data=indexed(towns),
            model=MODEL,
            timeout=20.0,
            openai_api_key=endpoint.key,
            openai_base_url=endpoint.base_url,
        )
        made.append(desk)
        return desk

    yield call
    for desk in made:
        desk.library.close()


def obedient(request: Request) -> Reply:
    """Says of the first and last passage that is shown what it says of its town's rye."""
    shown = re.split(r"Passage \[(\d+)\]", request.human)[1:]
    said = [
        f"{found[-1]} [{number}]."
        for number, text in zip(shown[::2], shown[1::2], strict=True)
        if (found := re.findall(r"Town \d+ brought in \d+ tons of rye", text))
    ]
    return Reply(" ".join([said[0], said[-1]]))


def test_each_part_is_noted_and_the_notes_are_summed_up(opened: Opened, endpoint: Endpoint) -> None:
    desk = opened(TOWNS)
    endpoint.replying = obedient
    answer = desk.answer(ASKED)
    *parts, last = endpoint.requests
    assert len(parts) > 2
    shown = [set(re.findall(r"Town (\d+) brought", each.human)) for each in parts]
    assert set().union(*shown) == {str(number) for number in range(1, TOWNS + 1)}
    assert sum(map(len, shown)) == TOWNS, "no part is shown twice"
    assert all(len(each.human) < 16_000 for each in endpoint.requests)
    assert sum("part 1 of" in each.human for each in parts) == 1
    assert "the wind dries" not in last.human, "the summary is written from the notes"
    assert (answer.kind, answer.abstained, answer.model) == ("overview", False, MODEL)
    assert [each.verdict for each in answer.sentences] == ["supported", "supported"]
    assert re.search(r"Town [12] brought in 30[12] tons", answer.answer)
    assert f"Town {TOWNS} brought in {TOWNS + 300} tons" in answer.answer
    for each in answer.citations:
        assert desk.text(each.document)[each.start : each.end] == each.quote


def test_a_document_that_fits_is_shown_whole_and_at_once(
    opened: Opened, endpoint: Endpoint
) -> None:
    desk = opened(6)
    endpoint.replying = obedient
    answer = desk.answer(ASKED)
    (request,) = endpoint.requests
    assert len(set(re.findall(r"Town (\d+) brought", request.human))) == 6
    assert f"Request: {ASKED}" in request.human
    assert answer.kind == "overview"
    assert all(each.markers for each in answer.sentences)


def test_what_no_passage_bears_out_is_in_no_note(opened: Opened, endpoint: Endpoint) -> None:
    desk = opened(TOWNS)

    def inventing(request: Request) -> Reply:
        return Reply(f"A dragon ate the rye of all towns [1]. {obedient(request).text}")

    endpoint.replying = inventing
    answer = desk.answer(ASKED)
    assert "dragon" not in endpoint.requests[-1].human
    invented, *others = answer.sentences
    assert invented.verdict != "supported"
    assert {each.verdict for each in others} == {"supported"}


def test_a_topic_is_summed_up_from_what_each_document_says(
    opened: Opened, endpoint: Endpoint
) -> None:
    endpoint.replying = obedient
    answer = opened(6).answer("Tell me about town 3")
    (request,) = endpoint.requests
    assert "Request: Tell me about town 3" in request.human
    assert "sum up" in request.system
    assert (answer.kind, answer.model) == ("overview", MODEL)


@pytest.mark.parametrize(
    "behaviour",
    [Reply("A dragon ate the rye of all towns [1]."), Refusal(413, "context_length_exceeded")],
)
def test_where_nothing_is_borne_out_the_sections_own_sentences_answer(
    opened: Opened, endpoint: Endpoint, behaviour: Reply
) -> None:
    desk = opened(TOWNS)
    endpoint.replying = lambda _request: behaviour
    answer = desk.answer(ASKED)
    assert (answer.kind, answer.abstained, answer.model) == ("overview", False, "quotes")
    assert answer.notice
    assert all(each.verdict == "supported" for each in answer.sentences)
