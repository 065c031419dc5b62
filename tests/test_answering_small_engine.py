"""What a small language model is shown, and what stands before its answer."""

import pytest

from assistant import Assistant
from assistant.answering.pipeline import Pipeline
from assistant.answering.ranking import Reranker
from assistant.answering.small_engine import NOTES, SmallModelEngine
from assistant.answering.state import Request
from assistant.llm.client import ModelClient
from assistant.llm.models import load_model
from assistant.reader import Reader
from assistant.types import REFUSAL, Answer
from tests.endpoint import Endpoint, Reply
from tests.passages import LORRIES, hit
from tests.queries import query
from tests.seed_questions import MET, exact

NAME = "openai:gpt-test"


@pytest.fixture
def engine(desk: Assistant, reader: Reader, endpoint: Endpoint) -> SmallModelEngine:
    model = load_model(NAME, api_key=endpoint.key, base_url=endpoint.base_url, timeout=20)
    return SmallModelEngine(ModelClient(model, NAME, 20), Reranker(desk.library.embedder, reader))


def asked(desk: Assistant, engine: SmallModelEngine) -> Answer:
    """The answer to a question on the seed."""
    plain = desk.pipeline
    pipeline = Pipeline(
        plain.library, engine.reranker, engine, plain.fallback, plain.threshold, plain.passages
    )
    *_, done = pipeline.run(Request(MET))
    assert done.answer is not None
    return done.answer


def test_it_is_shown_few_short_numbered_notes(engine: SmallModelEngine, endpoint: Endpoint) -> None:
    endpoint.script(Reply("340 lorries [2]."))
    filler = "Tulips bloom behind the old mill. " * 20
    hits = [hit(f"{filler}{number}.") for number in range(8)]
    hits.insert(1, hit(f"{filler}\n{LORRIES}\n{filler}"))
    list(engine.write(query("How many lorries cross at Torkham?"), hits, ()))
    (request,) = endpoint.requests
    *notes, _, question = request.human.splitlines()
    assert 1 <= len(notes) <= NOTES
    assert any(note.startswith("[2] ") and "340" in note for note in notes)
    assert all(len(note) < 900 for note in notes)
    assert question == "Question: How many lorries cross at Torkham?"
    assert REFUSAL in request.system
    assert len(request.system) + len(request.human) < 4000


def test_its_answer_is_checked_and_cited(
    desk: Assistant, engine: SmallModelEngine, endpoint: Endpoint
) -> None:
    quote = desk.answer(MET).citations[0].quote
    endpoint.script(Reply(" ".join(quote.split())))
    answer = asked(desk, engine)
    assert (answer.model, answer.notice) == (NAME, None)
    assert {sentence.verdict for sentence in answer.sentences} == {"supported"}
    assert exact(desk, answer)


def test_what_holds_in_part_does_not_come_first(
    desk: Assistant, engine: SmallModelEngine, endpoint: Endpoint
) -> None:
    endpoint.script(Reply("Ishaq Dar met Amir Khan Muttaqi in a blue hotel beside the river [1]."))
    answer = asked(desk, engine)
    first, *_, last = answer.sentences
    assert first.verdict == "supported"
    assert (last.verdict, "blue hotel" in last.text) == ("partly", True)
    assert answer.notice is not None
    assert "in part only" in answer.notice
    assert exact(desk, answer)
