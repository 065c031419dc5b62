"""Replies, the page and the terminal in the reader's language; quotes and JSON's keys as ever."""

import json
from collections.abc import Iterator

import httpx
import pytest

from assistant.app import Assistant
from assistant.cli.main import main
from assistant.history.answer_markdown import markdown
from assistant.history.footnoted_text import footnoted
from assistant.messages import language, spoken, texts
from assistant.serve.answer_file import answer_file, check_file
from assistant.serve.login import login_form
from assistant.types import REFUSAL, Answer, Check
from tests.page_answers import answered, declined
from tests.page_fixtures import QUESTION, QUOTE, http, page_assistant, page_folder
from tests.page_server import served

__all__ = ["http", "page_assistant", "page_folder"]

UNHELD = "Which planet has the most moons?"
TRANSLATED = ("ar", "es", "fr", "ur", "zh")


@pytest.fixture(scope="module")
def spanish(page_assistant: Assistant) -> Iterator[Assistant]:
    """An assistant over the same data that speaks Spanish."""
    made = Assistant(settings=page_assistant.settings, language="es")
    yield made
    made.library.close()


def test_an_abstention_in_spanish(spanish: Assistant) -> None:
    answer, said = spanish.answer(UNHELD), texts("es")
    assert answer.abstained
    assert answer.answer == said["refusal"] != REFUSAL
    assert answer.receipt.reason == said["reason.unclear"]
    with spoken("es"):
        assert str(answer.receipt).startswith("3 documentos, ")
    assert answer.nearest
    assert language() == "en", "the program's own language is as it was"


def test_what_programs_read_stays(spanish: Assistant, page_assistant: Assistant) -> None:
    own, english = (one.answer(QUESTION).to_dict() for one in (spanish, page_assistant))
    for key in ("answer", "direct", "kind", "abstained", "confidence", "citations", "sentences"):
        assert own[key] == english[key], key
    assert own.keys() == english.keys()


def test_a_stream_speaks_its_language_at_each_step(spanish: Assistant) -> None:
    updates = list(spanish.stream(UNHELD))
    assert updates[-1].answer is not None
    assert updates[-1].answer.answer == texts("es")["refusal"]


def test_the_chain_and_the_tool_speak_the_language_that_is_set(spanish: Assistant) -> None:
    said = texts("es")
    assert spanish.chain.invoke(UNHELD).answer == said["refusal"]
    *_, last = spanish.chain.stream(UNHELD)
    assert last.answer is not None
    assert last.answer.answer == said["refusal"]
    assert said["answer.nearest_list"] in spanish.chain.text.invoke(UNHELD)
    assert said["refusal"] in spanish.tool.invoke({"question": UNHELD})
    assert language() == "en"


def test_why_a_sentence_is_not_borne_out_is_said_in_spanish(spanish: Assistant) -> None:
    (one,) = spanish.check("The Aldan river rose 300 centimetres in one night.").sentences
    assert one.verdict == "contradicted"
    assert one.reason == "la fuente dice 212 centimetres, no 300 centimetres"


def test_a_refusal_in_any_language_is_none_to_follow_up(spanish: Assistant) -> None:
    refused = {"role": "assistant", "content": texts("es")["refusal"]}
    asked = [{"role": "user", "content": UNHELD}, refused]
    answer = spanish.answer(QUESTION, history=asked)
    assert not answer.abstained
    assert answer.receipt.question == QUESTION


@pytest.mark.parametrize("code", TRANSLATED)
@pytest.mark.parametrize("answer", [answered(), declined()])
def test_every_form_of_an_answer_has_its_phrases_in_the_language(code: str, answer: Answer) -> None:
    with spoken(code):
        forms = (markdown(answer), footnoted(answer), answer_file(answer))
    english = (markdown(answer), footnoted(answer), answer_file(answer))
    for own, other in zip(forms, english, strict=True):
        assert own != other
    assert texts(code)["answer.nearest"] in forms[2] or not answer.nearest
    for citation in answer.citations:
        assert all(citation.document in form for form in forms[1:])


@pytest.mark.parametrize("code", TRANSLATED)
def test_files_and_the_login_say_their_language_and_direction(code: str) -> None:
    with spoken(code):
        files = (answer_file(answered()), check_file(Check(answered().sentences)), login_form())
    for file in files:
        assert f'lang="{code}"' in file
        assert ('dir="rtl"' in file) == (code in ("ar", "ur"))


def test_the_terminal_speaks_the_language_that_is_set(
    page_assistant: Assistant, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ASSISTANT_DATA", str(page_assistant.settings.data))
    monkeypatch.setenv("ASSISTANT_MODEL", "quotes")
    assert main(["ask", QUESTION]) == 0
    english = capsys.readouterr().out
    monkeypatch.setenv("ASSISTANT_LANGUAGE", "fr_FR.UTF-8")
    assert main(["ask", QUESTION]) == 0
    french = capsys.readouterr().out
    assert "Sources:" in english
    assert texts("fr")["cli.sources"] in french
    assert QUOTE in french
    assert main(["ask", "--json", UNHELD]) == 0
    reply = json.loads(capsys.readouterr().out)
    assert (reply["abstained"], reply["answer"]) == (True, texts("fr")["refusal"])
    assert language() == "en"
    monkeypatch.setenv("ASSISTANT_LANGUAGE", "tlh")
    assert main(["ask", QUESTION]) == 0
    assert capsys.readouterr().out == english


def test_the_page_s_config_is_in_the_browser_s_language(
    http: httpx.Client, page_assistant: Assistant
) -> None:
    with served(page_assistant) as address:
        for code in ("ar", "en", "es"):
            for path in ("/", "/config"):
                shown = http.get(address + path, headers={"accept-language": f"{code};q=0.9"}).text
                assert "\ue000" not in shown
                assert "\\ue000" not in shown
                for key in ("tab.check", "ask.placeholder", "start.purpose"):
                    text = json.dumps(texts(code)[key])[1:-1]
                    assert texts(code)[key] in shown or text in shown, (code, path, key)
        plain = http.get(f"{address}/config").json()
        english = http.get(f"{address}/config", headers={"accept-language": "en"}).json()
        assert plain["components"] == english["components"]


def test_programs_get_english_whatever_their_client_accepts(
    http: httpx.Client, page_assistant: Assistant
) -> None:
    with served(page_assistant) as address:
        reply = http.post(
            f"{address}/api/ask", json={"question": UNHELD}, headers={"accept-language": "es"}
        )
        assert reply.json()["answer"] == REFUSAL


def test_what_is_set_comes_before_the_browser_s(http: httpx.Client, spanish: Assistant) -> None:
    with served(spanish) as address:
        shown = http.get(f"{address}/config", headers={"accept-language": "ar"}).text
        assert texts("es")["tab.check"] in shown
        reply = http.post(f"{address}/api/ask", json={"question": UNHELD})
        assert reply.json()["answer"] == texts("es")["refusal"]
        asked = {"model": "x", "messages": [{"role": "user", "content": UNHELD}]}
        reply = http.post(f"{address}/v1/chat/completions", json=asked)
        content = reply.json()["choices"][0]["message"]["content"]
        assert texts("es")["answer.nearest_list"] in content
