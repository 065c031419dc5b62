"""Answers end to end: real library, real engine, and a language model on loopback."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import assistant
from assistant import Answer, Assistant, AssistantError, LibraryError, Turn, UsageError
from assistant.errors import ModelSetupError
from assistant.types import REFUSAL, Sentence, Usage
from tests.behaviours import Junk, Refusal, Reply
from tests.command import Run
from tests.endpoint import Endpoint

MET = "Whom did Ishaq Dar meet in Beijing?"
OFF = "How do I bake sourdough bread at home?"
SAID = "The consensus was reached during a meeting between Ishaq Dar and Amir Khan Muttaqi"
MODEL = "openai:gpt-test"

Opened = Callable[..., Assistant]


@pytest.fixture
def opened(desk: Assistant, endpoint: Endpoint) -> Opened:
    """Opens an assistant on the seed with the model on loopback."""

    def call(**settings: Any) -> Assistant:
        given: dict[str, Any] = {
            "model": MODEL,
            "openai_api_key": endpoint.key,
            "openai_base_url": endpoint.base_url,
            "timeout": 20.0,
        }
        return Assistant(settings=desk.settings, **(given | settings))

    return call


@pytest.fixture
def modelled(opened: Opened) -> Assistant:
    return opened()


def place_of(desk: Assistant, words: str) -> str:
    """The marker of the passage that holds some words, as a model is shown it."""
    texts = [hit.passage.text for hit in desk.answer(MET).passages]
    return next(f"[{number}]" for number, text in enumerate(texts, 1) if words in text)


def exact(desk: Assistant, answer: Answer) -> bool:
    """Whether every quote and passage stands in its document, to the character."""
    quoted = [(one.document, one.start, one.end, one.quote) for one in answer.citations]
    quoted += [(one.document, one.start, one.end, one.quote) for one in answer.nearest]
    quoted += [
        (hit.passage.source.name, hit.passage.start, hit.passage.end, hit.passage.text)
        for hit in answer.passages
    ]
    return all(desk.text(name)[start:end] == text for name, start, end, text in quoted)


# a language model


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


def test_strict_leaves_out_what_no_source_bears_out(
    desk: Assistant, modelled: Assistant, endpoint: Endpoint
) -> None:
    held = place_of(desk, "Ishaq Dar and Afghanistan")
    reply = Reply(f"{SAID} {held}. He arrived on a bicycle {held}.")
    endpoint.script(reply, reply)
    assert len(modelled.answer(MET).sentences) == 2
    strict = modelled.answer(MET, strict=True)
    assert strict.answer == f"{SAID}. [1]"
    assert [sentence.verdict for sentence in strict.sentences] == ["supported"]


def test_a_reply_none_of_which_is_borne_out_is_an_abstention(
    desk: Assistant, modelled: Assistant, endpoint: Endpoint
) -> None:
    endpoint.script(Reply("The emperor rode a green bicycle to the moon [1]."))
    answer = modelled.answer(MET)
    assert (answer.abstained, answer.answer, answer.citations) == (True, REFUSAL, ())
    assert answer.receipt.reason == "no sentence of the reply is borne out by the documents"
    assert answer.nearest
    assert exact(desk, answer)


@pytest.mark.parametrize("reply", [REFUSAL, f"{REFUSAL} [1]", "The documents do not answer this"])
def test_a_model_s_refusal_is_an_abstention(
    desk: Assistant, modelled: Assistant, endpoint: Endpoint, reply: str
) -> None:
    endpoint.script(Reply(reply, usage=(99, 7)))
    answer = modelled.answer(MET)
    assert (answer.abstained, answer.answer, answer.sentences) == (True, REFUSAL, ())
    assert (answer.model, answer.usage) == (MODEL, Usage(99, 7))
    assert answer.receipt.reason == "the language model found no answer in the passages"
    assert [one.marker for one in answer.nearest][:1] == ["[1]"]
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


def test_a_wrong_key_or_name_is_said_at_once(opened: Opened, endpoint: Endpoint) -> None:
    with pytest.raises(ModelSetupError, match=r"refused the key \(401\); set OPENAI_API_KEY"):
        opened(openai_api_key="sk-wrong-4711").answer(MET)
    with pytest.raises(ModelSetupError, match=r"There is no model openai:gpt-none"):
        opened(model="openai:gpt-none").answer(MET)
    assert len(endpoint.requests) == 2


def test_a_wrong_key_is_said_at_a_follow_up_that_would_be_declined(
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
    told = run("ask", MET, "--model", MODEL).message
    assert told.startswith(f"The model {MODEL} refused the key (401); set OPENAI_API_KEY")
    assert "4711" not in told
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


def test_the_model_may_judge_what_the_rules_leave_open(opened: Opened, endpoint: Endpoint) -> None:
    said = Reply("Dar said thank you to China for standing by Pakistan [1].", usage=(100, 10))
    endpoint.script(
        said, Reply('{"verdict": "supported", "reason": "He thanked."}', usage=(40, 5)), said
    )
    question = "To whom did Dar express gratitude?"
    judged = opened(verify="model").answer(question)
    assert [sentence.verdict for sentence in judged.sentences] == ["supported"]
    assert judged.usage == Usage(140, 15)
    ruled = opened().answer(question)
    assert [sentence.verdict for sentence in ruled.sentences] != ["supported"]
    assert len(endpoint.requests) == 3


# streaming


def test_a_streamed_answer_is_the_answer(
    desk: Assistant, modelled: Assistant, endpoint: Endpoint
) -> None:
    held = place_of(desk, "Ishaq Dar and Afghanistan")
    reply = Reply(f"{SAID} {held} . They agreed.")
    endpoint.script(reply, reply)
    *updates, done = modelled.stream(MET)
    assert (done.stage, done.delta, done.sentence) == ("done", "", None)
    assert done.answer is not None
    stages = [update.stage for update in updates]
    assert stages == sorted(stages, key=["search", "write"].index)
    assert all(update.answer is None for update in updates)
    streamed = "".join(update.delta for update in updates)
    assert streamed == f"{SAID} . They agreed."
    assert tuple(update.sentence for update in updates if update.sentence) == done.answer.sentences
    whole = modelled.answer(MET)
    assert (whole.answer, whole.citations) == (done.answer.answer, done.answer.citations)


def test_a_sentence_is_verified_while_later_ones_are_being_written(
    desk: Assistant, modelled: Assistant, endpoint: Endpoint
) -> None:
    held = place_of(desk, "Ishaq Dar and Afghanistan")
    endpoint.script(Reply(f"{SAID}. {held} He arrived on a bicycle {held}.", between=0.05))
    updates = list(modelled.stream(MET))
    told = [update.sentence or update.delta for update in updates if update.stage == "write"]
    first = next(at for at, one in enumerate(told) if isinstance(one, Sentence))
    sentence = told[first]
    assert isinstance(sentence, Sentence)
    assert (sentence.text, sentence.verdict) == (f"{SAID}. [1]", "supported")
    assert "".join(str(one) for one in told[:first]) == f"{SAID}."
    later = "".join(one for one in told[first:] if isinstance(one, str))
    assert later.strip() == "He arrived on a bicycle."
    assert any(isinstance(one, str) and "bicycle" in one for one in told[first + 2 :])


def test_no_unverified_word_is_shown_where_strict(
    desk: Assistant, modelled: Assistant, endpoint: Endpoint
) -> None:
    held = place_of(desk, "Ishaq Dar and Afghanistan")
    endpoint.script(Reply(f"He arrived on a bicycle {held}. {SAID} {held}."))
    *updates, done = modelled.stream(MET, strict=True)
    assert done.answer is not None
    assert [update.sentence for update in updates if update.sentence] == [*done.answer.sentences]
    assert [sentence.text for sentence in done.answer.sentences] == [f"{SAID}. [1]"]
    assert not any(update.delta for update in updates)


def test_what_a_model_wrote_before_it_failed_is_taken_back(
    desk: Assistant, modelled: Assistant, endpoint: Endpoint
) -> None:
    endpoint.script(Reply(f"{SAID} [1]. They agreed to meet again in Kabul.", cut=18))
    *updates, done = modelled.stream(MET)
    anew = max(at for at, update in enumerate(updates) if update.stage == "search")
    assert any(update.sentence for update in updates[:anew])
    assert done.answer is not None
    assert done.answer.model == "quotes"
    kept = [update.sentence for update in updates[anew:] if update.sentence]
    assert kept == [*done.answer.sentences]
    assert done.answer.answer == desk.answer(MET).answer


def test_quotes_stream_as_they_are_found(desk: Assistant) -> None:
    *updates, done = desk.stream(MET)
    assert done.answer is not None
    shown = "".join(update.delta for update in updates)
    for citation in done.answer.citations:
        assert " ".join(citation.quote.split()) in shown
    *quiet, declined = desk.stream(OFF)
    assert all(not update.delta and update.sentence is None for update in quiet)
    assert declined.answer is not None
    assert declined.answer.abstained


# the quotes engine, end to end


def test_each_sentence_of_quotes_is_the_source_s_own(desk: Assistant) -> None:
    answer = desk.answer(MET)
    text = " ".join(desk.text(answer.citations[0].document).split())
    for sentence in answer.sentences:
        assert sentence.verdict == "supported"
        assert sentence.text.removesuffix(f" {''.join(sentence.markers)}") in text
    assert exact(desk, answer)


BLAST = "How many people were killed in the Quetta market blast?"


@pytest.fixture
def quetta(tmp_path: Path) -> Assistant:
    """An assistant on two papers that give different numbers."""
    papers = tmp_path / "papers"
    papers.mkdir()
    for name, count in (("one", "12"), ("two", "fourteen")):
        text = f"Officials said {count} people were killed in the Quetta market blast.\n"
        (papers / f"{name}.txt").write_text(text)
    desk = Assistant(data=tmp_path / "data", model="quotes")
    desk.index(papers)
    return desk


def sides(answer: Answer) -> list[tuple[str, set[str]]]:
    """Each side of a disagreement: what it says, and the documents that its markers cite."""
    assert answer.conflict is not None
    cited = {one.marker: one.document for one in answer.citations}
    told = answer.conflict.sides
    return sorted((side.answer, {cited[marker] for marker in side.markers}) for side in told)


def test_disagreeing_sources_are_both_cited(quetta: Assistant) -> None:
    answer = quetta.answer(BLAST)
    assert sides(answer) == [("12", {"papers/one.txt"}), ("fourteen", {"papers/two.txt"})]
    assert exact(quetta, answer)


def test_a_side_that_the_model_leaves_out_is_cited_too(
    quetta: Assistant, endpoint: Endpoint
) -> None:
    texts = [hit.passage.text for hit in quetta.answer(BLAST).passages]
    twelve = next(number for number, text in enumerate(texts, 1) if "12" in text)
    endpoint.script(Reply(f"Officials said 12 people were killed [{twelve}]."))
    modelled = Assistant(
        settings=quetta.settings,
        model=MODEL,
        openai_api_key=endpoint.key,
        openai_base_url=endpoint.base_url,
    )
    answer = modelled.answer(BLAST)
    assert answer.answer == "Officials said 12 people were killed. [1]"
    assert [one.marker for one in answer.citations] == ["[1]", "[2]"]
    assert sides(answer) == [("12", {"papers/one.txt"}), ("fourteen", {"papers/two.txt"})]
    assert exact(quetta, answer)


def test_an_abstention_tells_that_one_report_alone_was_looked_at(newsdesk: Assistant) -> None:
    question = "What did the Kabul Ledger report on May 23, 2025 about sourdough bread?"
    strict = Assistant(settings=newsdesk.settings, confidence=1.0)
    declined = strict.answer(question)
    assert (declined.abstained, declined.notice) == (True, None)
    assert declined.receipt.reports == "a report by Kabul Ledger of 2025-05-23"
    assert {one.outlet for one in declined.nearest} == {"Kabul Ledger"}
    assert strict.answer(MET).receipt.reports is None


def test_a_report_that_is_not_there_is_named(newsdesk: Assistant) -> None:
    question = "What did the Khyber Observer report on March 3, 2021 about freight at Torkham?"
    notice = newsdesk.answer(question).notice
    assert notice is not None
    assert "does not hold a report by" in notice


# the object and the function


def test_the_function_answers_from_the_default_library(
    desk: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_DATA", str(desk.settings.data))
    answer = assistant.answer(MET, since=date(2025, 5, 21), until="2025-05-21", within="seeds/*")
    assert not answer.abstained
    receipt = answer.receipt
    assert (receipt.since, receipt.until) == (date(2025, 5, 21), date(2025, 5, 21))
    assert (receipt.pattern, receipt.documents, receipt.passages) == ("seeds/*", 1, 3)
    assert assistant.answer(MET, within="cables/*").abstained


@pytest.mark.parametrize(
    ("settings", "engine"),
    [
        ({}, "quotes"),
        ({"OPENAI_API_KEY": "sk-test-1"}, "openai:gpt-5-mini"),
        ({"OPENAI_API_KEY": "sk-test-1", "ASSISTANT_MODEL": "quotes"}, "quotes"),
        ({"OPENAI_API_KEY": "sk-test-1", "ASSISTANT_MODEL": "openai:gpt-x"}, "openai:gpt-x"),
    ],
)
def test_the_engine_is_quotes_unless_a_model_or_a_key_is_set(
    desk: Assistant, monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], engine: str
) -> None:
    for variable, value in settings.items():
        monkeypatch.setenv(variable, value)
    pipeline = Assistant(data=desk.settings.data).pipeline
    assert (pipeline.engine.name, pipeline.fallback.name) == (engine, "quotes")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"since": "May"}, "'May' is not a date: write it as YYYY-MM-DD"),
        ({"until": "2025-02-30"}, "'2025-02-30' is not a date"),
        ({"history": ["Hello"]}, 'a turn of the history is {"role": "user" or "assistant"'),
        ({"history": [{"role": "system", "content": "x"}]}, "a turn of the history is"),
        ({"history": [{"role": "user", "content": 5}]}, "a turn of the history is"),
        ({"question": " "}, "the question is empty"),
        ({"question": "x" * 8_001}, "the question has 8,001 characters"),
    ],
)
def test_arguments_that_can_t_be_used_are_told(
    desk: Assistant, arguments: dict[str, object], told: str
) -> None:
    given: dict[str, object] = {"question": MET, **arguments}
    with pytest.raises(UsageError, match=re.escape(told)):
        desk.answer(**given)  # type: ignore[arg-type]
    with pytest.raises(UsageError):
        list(desk.stream(**given))  # type: ignore[arg-type]


def test_a_library_is_indexed_asked_read_and_tidied(tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "ferry.md").write_text("# Ferries\n\nThe ferry to Horta was late on Monday.\n")
    (papers / "tea.txt").write_text("Tea is grown at Gorreana.\n")
    told: list[str] = []
    desk = Assistant(data=tmp_path / "data", model="quotes", tell=told.append)
    seen: list[int] = []
    report = desk.index(papers, progress=lambda progress: seen.append(progress.files))
    assert report.added == ["papers/ferry.md", "papers/tea.txt"]
    assert seen[-1] == 2
    answer = desk.answer("When was the ferry to Horta late?")
    assert answer.answer == "The ferry to Horta was late on Monday. [1]"
    assert (answer.citations[0].title, answer.citations[0].heading) == ("Ferries", "Ferries")
    assert desk.check("Tea is grown at Gorreana.", id="c").to_dict()["id"] == "c"
    desk.remove("papers/ferry.md")
    assert desk.index().removed == []
    assert desk.answer("When was the ferry to Horta late?").abstained
    with pytest.raises(LibraryError, match=r"holds no document named 'papers/ferry\.md'"):
        desk.text("papers/ferry.md")
    with pytest.raises(LibraryError, match="holds no document named"):
        desk.remove("papers/ferry.md")
    with pytest.raises(LibraryError, match="does not exist"):
        desk.index(tmp_path / "gone")
    assert told == []


def test_a_library_emptied_on_purpose_stays_empty(tmp_path: Path) -> None:
    paper = tmp_path / "tea.txt"
    paper.write_text("Tea is grown at Gorreana.")
    told: list[str] = []
    desk = Assistant(data=tmp_path / "data", model="quotes", tell=told.append)
    desk.index(paper)
    desk.remove("tea.txt")
    answer = Assistant(settings=desk.settings, tell=told.append).answer("Where is tea grown?")
    assert (answer.abstained, answer.receipt.documents, answer.nearest) == (True, 0, ())
    assert told == []


def test_every_error_is_of_one_kind() -> None:
    for error in (LibraryError, ModelSetupError, UsageError, assistant.ModelError):
        assert issubclass(error, AssistantError)
