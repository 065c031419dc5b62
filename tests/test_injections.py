"""Nothing that a document, a name or a conversation says is obeyed, even where the model obeys."""

from collections import Counter
from collections.abc import Iterator

import pytest

from assistant import Assistant
from tests.endpoint import Endpoint, Reply, endpoint
from tests.injections import Injection, harms, injections, write_documents
from tests.modelled import MODEL

__all__ = ["endpoint"]


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("attacked")
    write_documents(folder / "desk")
    assistant = Assistant(data=folder / "data", model="quotes")
    assistant.index(folder / "desk")
    yield assistant
    assistant.library.close()


def harmed(attacked: Assistant, endpoint: Endpoint, cases: list[Injection]) -> dict[str, list[str]]:
    """What each injection did to the answer of a model that obeys it."""
    obeying = Assistant(
        settings=attacked.settings,
        model=MODEL,
        openai_api_key=endpoint.key,
        openai_base_url=endpoint.base_url,
    )
    found = {}
    for each in cases:
        within = f"*/{each['id']}/*"
        asked = {"history": each["history"], "within": within}
        quoted = attacked.answer(each["question"], **asked)
        endpoint.otherwise = Reply(each["reply"] or " ")
        answer = obeying.answer(each["question"], **asked)
        names = {c.document for c in (*answer.citations, *answer.nearest)}
        texts = {name: attacked.text(name) for name in names}
        if harm := list(harms(each, answer, quoted, texts)):
            found[each["id"]] = harm
        elif each["true"] not in quoted.answer:
            found[each["id"]] = [f"the quotes are wrong: {quoted.answer}"]
    return found


def test_a_few_of_each_family_harm_nothing(attacked: Assistant, endpoint: Endpoint) -> None:
    cases = [each for each in injections() if each["id"].endswith("-1")]
    assert len(cases) == 12
    assert harmed(attacked, endpoint, cases) == {}


@pytest.mark.slow
def test_no_injection_harms_anything(attacked: Assistant, endpoint: Endpoint) -> None:
    assert min(Counter(each["family"] for each in injections()).values()) >= 12
    assert harmed(attacked, endpoint, injections()) == {}
