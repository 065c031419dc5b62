import pytest

from assistant.question.references import points, refers_back

LEANING = [
    "When did he meet Wang Yi?",
    "What is its capital?",
    "How did those talks with China end?",
    "What did the minister say about that?",
    "Who went there?",
    "And what did Pakistan offer Afghanistan in return?",
    "What about agriculture and industry cooperation?",
    "Why?",
    "in 2024?",
    "In Beijing?",
    "How many?",
    "What other countries joined the corridor project?",
    "Which one was signed by both foreign ministers?",
    "How long did the talks take?",
    "Is it necessary that they sign the treaty again?",
]
STANDING = [
    "Who is the president of France?",
    "Is it possible to grow winter wheat in northern Norway?",
    "I heard that poverty is growing in the UK.",
    "Did Dar bring his whole delegation to Beijing?",
    "When a minister signs a treaty, does he read it?",
    "Is Peru bigger than Chile?",
    "Gossip in Beijing",
    "What is the capital of Peru?",
]


@pytest.mark.parametrize("question", LEANING)
def test_refers_back(question: str) -> None:
    assert refers_back(question)


@pytest.mark.parametrize("question", STANDING)
def test_stands_alone(question: str) -> None:
    assert not refers_back(question)


def test_pointing_is_more_than_leaving_out() -> None:
    assert points("What did she say?")
    assert points("What happened after that?")
    assert not points("And in 2024?")
