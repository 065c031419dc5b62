import pytest

from assistant.answering.engines import ModelEngine, judge, rewrite
from assistant.errors import ModelError
from assistant.llm.client import ModelClient
from assistant.llm.models import load_model
from assistant.types import REFUSAL, Quote, Turn, Usage
from tests.endpoint import Endpoint, Reply
from tests.passages import hit
from tests.queries import query

HISTORY = [Turn("user", "Who met in Beijing?"), Turn("assistant", "Ishaq Dar and Wang Yi [1].")]
PASSAGE = hit("Ishaq Dar met Wang Yi in Beijing.").passage
QUOTES = [Quote(PASSAGE, 0, 33, PASSAGE.text)]


@pytest.fixture
def caller(endpoint: Endpoint) -> ModelClient:
    name = f"openai:{endpoint.model}"
    model = load_model(name, api_key=endpoint.key, base_url=endpoint.base_url, timeout=5)
    return ModelClient(model, name, 5)


def test_the_engine_asks_with_numbered_passages(endpoint: Endpoint, caller: ModelClient) -> None:
    endpoint.script(Reply("Dar met Wang [1].", usage=(200, 9)))
    engine = ModelEngine(caller)
    hits = [hit("Ishaq Dar met Wang Yi."), hit("They agreed.", title="Agreement")]
    *words, usage = engine.write(query("Who met?"), hits, HISTORY)
    assert ("".join(map(str, words)), usage) == ("Dar met Wang [1].", Usage(200, 9))
    assert engine.name == "openai:gpt-test"
    (request,) = endpoint.requests
    assert REFUSAL in request.system
    assert "Passage [1]\nTitle: Talks in Beijing\nDate: 2025-05-21\n" in request.human
    assert "Passage [2]\nTitle: Agreement\nDate: 2025-05-21\n" in request.human
    assert request.human.endswith("Question: Who met?")


def test_a_question_is_made_to_stand_alone(endpoint: Endpoint, caller: ModelClient) -> None:
    endpoint.script(Reply('"When did Ishaq Dar meet Wang Yi?"\n', usage=(50, 10)))
    spent: list[Usage] = []
    question = rewrite(caller, "When was that?", HISTORY, spent.append)
    assert question == "When did Ishaq Dar meet Wang Yi?"
    assert spent == [Usage(50, 10)]
    assert "user: Who met in Beijing?" in endpoint.requests[0].human


@pytest.mark.parametrize("reply", ["Sure!\nWhen did they meet?", '""', "When " * 300])
def test_what_is_no_question_is_not_taken_for_one(
    endpoint: Endpoint, caller: ModelClient, reply: str
) -> None:
    endpoint.script(Reply(reply))
    with pytest.raises(ModelError, match="did not make the question stand alone"):
        rewrite(caller, "When was that?", HISTORY)


@pytest.mark.parametrize(
    "reply",
    [
        '{"verdict": "partly", "reason": "It names\\nno date."}',
        '```json\n{"verdict": "partly", "reason": "It names no date."}\n```',
        ' {"reason": "It names no date.", "verdict": "partly", "more": 1}\n',
    ],
)
def test_a_claim_is_judged(endpoint: Endpoint, caller: ModelClient, reply: str) -> None:
    endpoint.script(Reply(reply, usage=(70, 20)))
    spent: list[Usage] = []
    verdict = judge(caller, "Dar met Wang on Wednesday.", QUOTES, spent.append)
    assert verdict == ("partly", "It names no date.")
    assert spent == [Usage(70, 20)]
    assert "Dar met Wang on Wednesday." in endpoint.requests[0].human
    assert PASSAGE.text in endpoint.requests[0].human


@pytest.mark.parametrize(
    "reply",
    [
        "It is supported.",
        '{"verdict": "true", "reason": "x"}',
        '{"verdict": "supported"}',
        '{"verdict": ["supported"], "reason": "x"}',
        '["supported", "x"]',
        '{"verdict": "supported", "reason": "x"} {"verdict": "unsupported", "reason": "y"}',
        "[" * 9999,
    ],
)
def test_a_verdict_that_can_not_be_read_is_none(
    endpoint: Endpoint, caller: ModelClient, reply: str
) -> None:
    endpoint.script(Reply(reply))
    with pytest.raises(ModelError, match="gave no verdict that can be read"):
        judge(caller, "Dar met Wang.", QUOTES)
