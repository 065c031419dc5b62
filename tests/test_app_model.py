"""Answers of a language model on loopback, end to end, with a real library."""

from collections.abc import Mapping

import pytest

from assistant import Assistant, Turn
from assistant.errors import ModelSetupError
from assistant.types import REFUSAL, Usage
from tests.behaviours import Junk, Refusal, Reply
from tests.command import Run
from tests.endpoint import Endpoint
from tests.modelled import MODEL, SAID, Opened, modelled, opened, place_of
from tests.seed_questions import MET, OFF, exact

__all__ = ["modelled", "opened"]


def test_a_reply_s_markers_become_citations_at_exact_quotes(
    desk: Assistant, modelled: Assistant, endpoint: Endpoint
) -> None:
    held = place_of(desk, "Ishaq Dar and Afghanistan")
    endpoint.script(Reply(f"{SAID} {held}.", usage=(321, 12)))
    answer = modelled.answer(MET, id="q1")
    assert answer.answer == f"{SAID}. [1]"
    assert (answer.model, answer.notice, answer.id) == (MODEL, None, "q1")
    assert answer.usage == Usage(321, 12)
    (sentence,) = answer.sentences
    assert (sentence.verdict, sentence.markers) == ("supported", ("[1]",))
    assert "between Pakistan’s Foreign Minister Ishaq Dar and" in answer.citations[0].quote
    assert exact(desk, answer)
    (request,) = endpoint.requests
    assert f"Question: {MET}" in request.human
    for hit in answer.passages:
        assert hit.passage.text.strip() in request.human
    assert min(answer.timings.retrieve_ms, answer.timings.generate_ms) > 0


def test_what_a_model_invents_never_becomes_a_citation(
    desk: Assistant, modelled: Assistant, endpoint: Endpoint
) -> None:
    held = place_of(desk, "Ishaq Dar and Afghanistan")
    endpoint.script(
        Reply(f"{SAID} {held}[99]. He arrived on a bicycle {held}. They met in Kabul in 1997 [42].")
    )
    answer = modelled.answer(MET)
    assert "[99]" not in answer.answer
    assert "[42]" not in answer.answer
    good, *others = answer.sentences
    assert good.verdict == "supported"
    assert all(other.verdict in ("unsupported", "contradicted") for other in others)
    assert all(other.reason for other in others)
    assert {one.marker for one in answer.citations} == {
        marker for sentence in answer.sentences for marker in sentence.markers
    }
    assert exact(desk, answer)


def test_thoughts_are_kept_apart_and_never_claimed(
    desk: Assistant, modelled: Assistant, endpoint: Endpoint
) -> None:
    held = place_of(desk, "Ishaq Dar and Afghanistan")
    thought = "He rode a bicycle [1]. So I say"
    endpoint.script(
        Reply(f"<think>{thought}</think>{SAID} {held}."),
        Reply(f"{thought}</think>{SAID} {held}."),
        Reply(f"{SAID} {held}.", beside={"reasoning_content": thought}),
    )
    for _ in range(3):
        answer = modelled.answer(MET)
        assert answer.answer == f"{SAID}. [1]"
        assert answer.reasoning == thought
        assert answer.to_dict()["reasoning"] == thought


def test_a_list_is_checked_item_by_item_and_stays_a_list(
    desk: Assistant, modelled: Assistant, endpoint: Endpoint
) -> None:
    held = place_of(desk, "Ishaq Dar and Afghanistan")
    endpoint.script(
        Reply(f"Sure! Here is the answer:\n\n1. {SAID} {held}\n2. He arrived on a bicycle {held}")
    )
    answer = modelled.answer(MET)
    assert answer.answer.startswith(f"1. {SAID} [1]\n2. He arrived on a bicycle")
    first, second = answer.sentences
    assert (first.text, first.verdict) == (f"{SAID} [1]", "supported")
    assert second.verdict != "supported"
    assert exact(desk, answer)


def test_a_loop_ends_the_reply(desk: Assistant, modelled: Assistant, endpoint: Endpoint) -> None:
    held = place_of(desk, "Ishaq Dar and Afghanistan")
    endpoint.script(Reply(f"{SAID} {held}. " * 9, stall=90))
    answer = modelled.answer(MET)
    assert answer.answer == f"{SAID}. [1]"
    assert answer.notice is not None
    assert "cut at its length limit" in answer.notice
    assert endpoint.left.wait(2)


def test_strict_leaves_out_what_no_source_supports(
    desk: Assistant, modelled: Assistant, endpoint: Endpoint
) -> None:
    held = place_of(desk, "Ishaq Dar and Afghanistan")
    reply = Reply(f"{SAID} {held}. He arrived on a bicycle {held}.")
    endpoint.script(reply, reply)
    assert len(modelled.answer(MET).sentences) == 2
    strict = modelled.answer(MET, strict=True)
    assert strict.answer == f"{SAID}. [1]"
    assert [sentence.verdict for sentence in strict.sentences] == ["supported"]


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (
            "The emperor rode a green bicycle to the moon [1].",
            "The documents do not bear out what the language model said.",
        ),
        (REFUSAL, "The language model found no answer in the passages."),
        (f"{REFUSAL} [1]", "The language model found no answer in the passages."),
        (
            "I'm sorry, but the provided passages do not mention whom he met.",
            "The language model found no answer in the passages.",
        ),
    ],
)
def test_where_nothing_of_a_reply_holds_the_quotes_answer_and_it_is_said(
    desk: Assistant, modelled: Assistant, endpoint: Endpoint, reply: str, why: str
) -> None:
    endpoint.script(Reply(reply, usage=(99, 7)))
    answer = modelled.answer(MET)
    plain = desk.answer(MET)
    assert (answer.answer, answer.citations) == (plain.answer, plain.citations)
    assert (answer.model, answer.usage) == ("quotes", Usage(99, 7))
    assert answer.notice is not None
    assert answer.notice.startswith(why)
    assert exact(desk, answer)


def test_no_model_is_asked_what_the_library_does_not_hold(
    modelled: Assistant, endpoint: Endpoint
) -> None:
    answer = modelled.answer(OFF)
    assert answer.abstained
    assert answer.confidence < modelled.settings.confidence
    assert endpoint.requests == []


@pytest.mark.parametrize(
    "behaviour",
    [
        Refusal(400, "content_filter", "No."),
        Reply("Ishaq Dar met Amir Khan", cut=3),
        Reply(""),
        Junk("<html>"),
    ],
)
def test_where_a_model_fails_the_sources_own_sentences_answer(
    desk: Assistant, modelled: Assistant, endpoint: Endpoint, behaviour: Reply | Refusal | Junk
) -> None:
    endpoint.script(behaviour)
    answer = modelled.answer(MET)
    assert (answer.model, answer.abstained) == ("quotes", False)
    assert answer.notice is not None
    assert answer.notice.endswith("This answer is the sources’ own sentences instead.")
    assert endpoint.key not in answer.notice
    plain = desk.answer(MET)
    assert (answer.answer, answer.citations) == (plain.answer, plain.citations)


def test_a_wrong_key_or_name_is_raised_at_once(opened: Opened, endpoint: Endpoint) -> None:
    with pytest.raises(ModelSetupError, match=r"refused the key \(401\); set OPENAI_API_KEY"):
        opened(openai_api_key="sk-wrong-4711").answer(MET)
    with pytest.raises(ModelSetupError, match=r"There is no model openai:gpt-none"):
        opened(model="openai:gpt-none").answer(MET)
    assert len(endpoint.requests) == 2


def test_a_wrong_key_is_raised_at_a_follow_up_that_would_be_declined(
    opened: Opened, endpoint: Endpoint
) -> None:
    with pytest.raises(ModelSetupError, match=r"refused the key \(401\)"):
        opened(openai_api_key="sk-wrong-4711").answer(OFF, history=[Turn("user", MET)])
    assert len(endpoint.requests) == 1


def test_the_command_says_it_in_one_line_without_the_key(
    run: Run, desk: Assistant, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_DATA", str(desk.settings.data))
    monkeypatch.setenv("OPENAI_BASE_URL", endpoint.base_url)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-wrong-4711")
    message = run("ask", MET, "--model", MODEL).message
    assert message.startswith(f"The model {MODEL} refused the key (401); set OPENAI_API_KEY")
    assert "4711" not in message
    monkeypatch.setenv("OPENAI_API_KEY", endpoint.key)
    endpoint.script(Reply("Ishaq Dar met Muttaqi [1]."))
    assert MODEL in run("ask", MET, "--json", "--model", MODEL).out


def test_a_reply_cut_for_length_says_so(modelled: Assistant, endpoint: Endpoint) -> None:
    endpoint.script(Reply("Ishaq Dar met Amir Khan Muttaqi [1]. They", finish="length"))
    answer = modelled.answer(MET)
    assert answer.notice is not None
    assert "cut at its length limit" in answer.notice
    assert len(answer.sentences) == 1


def test_a_follow_up_is_made_to_stand_alone_by_the_model(
    modelled: Assistant, endpoint: Endpoint
) -> None:
    endpoint.script(
        Reply("What did Ishaq Dar and Muttaqi agree on?", usage=(50, 9)),
        Reply("They agreed to expand trade relations [1].", usage=(300, 11)),
    )
    history: list[Turn | Mapping[str, str]] = [
        Turn("user", "Whom did Ishaq Dar meet?"),
        {"role": "assistant", "content": "Amir Khan Muttaqi."},
    ]
    answer = modelled.answer("And what did they agree on?", history=history)
    assert answer.question == "And what did they agree on?"
    assert answer.receipt.question == "What did Ishaq Dar and Muttaqi agree on?"
    assert answer.usage == Usage(350, 20)
    rewriting, answering = endpoint.requests
    assert "assistant: Amir Khan Muttaqi." in rewriting.human
    assert "Question: What did Ishaq Dar and Muttaqi agree on?" in answering.human


def test_the_model_may_judge_again(opened: Opened, endpoint: Endpoint) -> None:
    said = Reply("Dar said thank you to China for standing by Pakistan [1].", usage=(100, 10))
    partly = Reply('{"verdict": "partly", "reason": "He thanked."}', usage=(40, 5))
    endpoint.script(said, partly, said)
    question = "To whom did Dar express gratitude?"
    judged = opened(verify="model").answer(question)
    assert [(each.verdict, each.reason) for each in judged.sentences] == [("partly", "He thanked.")]
    assert judged.usage == Usage(140, 15)
    read = opened().answer(question)
    assert [sentence.verdict for sentence in read.sentences] == ["supported"]
    assert len(endpoint.requests) == 3
