"""What a language model may judge, and what stays as the rules found it."""

import pytest

from assistant.answering.model_judge import judged
from assistant.llm.client import ModelClient
from assistant.llm.models import load_model
from assistant.types import Claim, Quote, Usage
from assistant.verify import Judgement
from tests.endpoint import Endpoint, Reply
from tests.passages import hit

PASSAGE = hit("Dar expressed gratitude to China. The talks were held on Wednesday.").passage
FIRST = Quote(PASSAGE, 0, 33, PASSAGE.text[:33])


@pytest.fixture
def caller(endpoint: Endpoint) -> ModelClient:
    name = f"openai:{endpoint.model}"
    model = load_model(name, api_key=endpoint.key, base_url=endpoint.base_url, timeout=5)
    return ModelClient(model, name, 5)


def weigh(
    caller: ModelClient, claim: Claim, judgement: Judgement, spent: list[Usage] | None = None
) -> Judgement:
    return judged(claim, judgement, [PASSAGE], caller, (spent or []).append)


def test_a_model_settles_what_the_rules_leave_open(endpoint: Endpoint, caller: ModelClient) -> None:
    endpoint.script(Reply('{"verdict": "supported", "reason": "gratitude is thanks"}'))
    found = weigh(caller, Claim("Dar thanked China."), Judgement("partly", "“thanked”?", (FIRST,)))
    assert found == Judgement("supported", "", (FIRST,))
    assert FIRST.text in endpoint.requests[0].human


def test_without_a_quote_the_model_sees_the_passages(
    endpoint: Endpoint, caller: ModelClient
) -> None:
    endpoint.script(Reply('{"verdict": "unsupported", "reason": "it says nothing of trains"}'))
    judgement = Judgement("unsupported", "nothing says so", ())
    found = weigh(caller, Claim("Trains ran late.", (0,)), judgement)
    assert found == Judgement("unsupported", "it says nothing of trains", ())
    assert PASSAGE.text in endpoint.requests[0].human


@pytest.mark.parametrize(
    ("claim", "judgement"),
    [
        ("Dar did not thank China.", Judgement("contradicted", "it does not", (FIRST,))),
        ("Dar expressed gratitude to China.", Judgement("supported", "", (FIRST,))),
    ],
)
def test_a_contradiction_and_a_quote_are_not_weighed_again(
    endpoint: Endpoint, caller: ModelClient, claim: str, judgement: Judgement
) -> None:
    assert weigh(caller, Claim(claim), judgement) is judgement
    assert endpoint.requests == []


def test_a_model_may_lower_what_is_supported(endpoint: Endpoint, caller: ModelClient) -> None:
    endpoint.script(Reply('{"verdict": "unsupported", "reason": "he did not say so to China"}'))
    found = weigh(caller, Claim("Dar owed China thanks."), Judgement("supported", "", (FIRST,)))
    assert found == Judgement("unsupported", "he did not say so to China", ())


@pytest.mark.parametrize("claim", ["Dar thanked China 7 times.", "Dar thanked China on Monday."])
def test_a_number_or_date_that_no_quote_holds_is_not_overruled(
    endpoint: Endpoint, caller: ModelClient, claim: str
) -> None:
    judgement = Judgement("partly", "nothing in the sources says it", (FIRST,))
    assert weigh(caller, Claim(claim), judgement) is judgement
    assert endpoint.requests == []


@pytest.mark.parametrize("quotes", [(FIRST,), ()])
def test_a_denial_that_no_quote_holds_is_not_overruled(
    endpoint: Endpoint, caller: ModelClient, quotes: tuple[Quote, ...]
) -> None:
    judgement = Judgement("partly" if quotes else "unsupported", "nothing says it", quotes)
    assert weigh(caller, Claim("Dar never thanked his hosts.", (0,)), judgement) is judgement
    assert endpoint.requests == []


def test_what_each_near_quote_denies_is_not_overruled(
    endpoint: Endpoint, caller: ModelClient
) -> None:
    passage = hit("Dar did not thank China on his visit to Beijing.").passage
    quote = Quote(passage, 0, len(passage.text), passage.text)
    judgement = Judgement("partly", "nothing says it", (quote,))
    claim = Claim("Dar was glad to thank China, his hosts say.")
    assert weigh(caller, claim, judgement) is judgement
    assert endpoint.requests == []


def test_where_the_model_can_not_judge_the_rules_stand(
    endpoint: Endpoint, caller: ModelClient
) -> None:
    endpoint.script(Reply("Hard to say."))
    judgement = Judgement("partly", "“thanked”?", (FIRST,))
    assert weigh(caller, Claim("Dar thanked China."), judgement) is judgement
