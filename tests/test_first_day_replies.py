"""Correct replies of a model over the first-day library: what comes out, in which form."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Answer, Assistant
from tests.endpoint import Endpoint, Reply
from tests.modelled import MODEL

SET = Path(__file__).parent / "first_day_set"
REPLIES = [json.loads(line) for line in (SET / "replies.jsonl").read_text("utf-8").splitlines()]
UNANSWERABLE = [
    line["question"]
    for line in map(json.loads, (SET / "questions.jsonl").read_text("utf-8").splitlines())
    if line["id"].startswith("unanswerable")
]
FORMS = {
    "footnotes": "[^{n}]",
    "round": "({n})",
    "lenticular": "【{n}†source】",
    "linked": "[{n}](https://example.org)",
    "double": "[[{n}]]",
    "escaped": "\\[{n}\\]",
    "passage": "(Passage {n})",
    "source": "[Source {n}]",
    "superscript": "⁠{n}",
    "introduced": "[{n}]",
}


@pytest.fixture(scope="module")
def first_day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    assistant = Assistant(data=tmp_path_factory.mktemp("replies"), model="quotes")
    assistant.index(SET / "documents")
    yield assistant
    assistant.library.close()


@pytest.fixture
def modelled(first_day: Assistant, endpoint: Endpoint) -> Assistant:
    return Assistant(
        settings=first_day.settings,
        model=MODEL,
        openai_api_key=endpoint.key,
        openai_base_url=endpoint.base_url,
        timeout=20.0,
    )


def number(answer: Answer, words: str) -> int | None:
    """Which of an answer's passages holds some words, from 1."""
    texts = [" ".join(hit.passage.text.split()) for hit in answer.passages]
    return next((place for place, text in enumerate(texts, 1) if words in text), None)


def replied(
    desk: Assistant,
    endpoint: Endpoint,
    first_day: Assistant,
    form: str,
    first: int = 0,
    end: int = 30,
) -> list[str]:
    """What became of each reply: "green", "partly", … or "not found" where no passage holds it."""
    found = []
    for line in REPLIES[first:end]:
        place = number(first_day.answer(line["question"]), line["holds"])
        if place is None:
            found.append("not found")
            continue
        mark = FORMS[form].format(n=place) if form != "superscript" else "⁰¹²³⁴⁵⁶⁷⁸⁹"[place]
        text = line["reply"].replace("{}", mark)
        if form == "introduced":
            text = f"Sure! Based on the provided documents:\n\n{text}\n\nI hope this helps!"
        endpoint.script(Reply(text))
        answer = desk.answer(line["question"])
        kept = answer.model == MODEL and not answer.abstained
        verdicts = {one.verdict for one in answer.sentences}
        worst = next(
            (each for each in ("contradicted", "unsupported", "partly") if each in verdicts),
            "green",
        )
        found.append(worst if kept else "quoted")
    return found


@pytest.mark.slow
def test_correct_replies_come_out_green(
    modelled: Assistant, endpoint: Endpoint, first_day: Assistant
) -> None:
    found = replied(modelled, endpoint, first_day, "introduced")
    assert found.count("green") >= 0.9 * len(found)
    assert "contradicted" not in found


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_the_form_of_the_markers_loses_nothing(
    form: str, modelled: Assistant, endpoint: Endpoint, first_day: Assistant
) -> None:
    lost = [each for each in replied(modelled, endpoint, first_day, form, 3, 7) if each != "green"]
    assert lost == []


@pytest.mark.slow
def test_what_the_library_does_not_hold_is_declined_by_a_model_that_obeys(
    modelled: Assistant, endpoint: Endpoint
) -> None:
    endpoint.otherwise = Reply("The documents do not answer this.")
    answers = [modelled.answer(question) for question in UNANSWERABLE]
    declined = [each.abstained for each in answers]
    assert len(declined) > 8
    assert sum(declined) >= 0.9 * len(declined)


def test_an_overview_reaches_the_model_and_stands_where_its_reply_does_not(
    modelled: Assistant, endpoint: Endpoint, first_day: Assistant
) -> None:
    question = "Summarise the annual report"
    place = number(first_day.answer(question), "year of repair")
    assert place
    endpoint.script(Reply(f"2024 was a year of repair [{place}]."), Reply("Cats sing opera [1]."))
    answer = modelled.answer(question)
    assert (answer.model, answer.kind, len(endpoint.requests)) == (MODEL, "overview", 1)
    instead = modelled.answer(question)
    assert instead.sentences == first_day.answer(question).sentences
    assert instead.notice
    assert "not borne out" in instead.notice
