"""Proxies that can't be used, a model's thoughts, a conversation that goes on to something else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant import Assistant, Turn
from assistant.errors import SettingsError
from assistant.llm.models import load_model
from tests.endpoint import Endpoint, Reply
from tests.modelled import MODEL

ROOT = Path(__file__).parent.parent
FILES = Path(__file__).parent / "files"
PROXIES = ("socks5://127.0.0.1:9", "carrier-pigeon://127.0.0.1:9")


@pytest.mark.parametrize("proxy", PROXIES)
def test_a_model_elsewhere_says_in_one_line_that_its_proxy_can_t_be_used(
    monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    monkeypatch.setenv("ALL_PROXY", proxy)
    with pytest.raises(SettingsError, match=r"^The proxy that ALL_PROXY names .* socksio\.$"):
        load_model("m", api_key="k", base_url="https://models.example/v1", timeout=7)
    assert load_model("m", api_key="k", base_url="http://127.0.0.1:1/v1", timeout=7)


@pytest.mark.parametrize("proxy", PROXIES)
def test_the_page_starts_whatever_proxy_is_named(tmp_path: Path, proxy: str) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant.cli", "serve", "--port", "0"],
        env=os.environ
        | {"ALL_PROXY": proxy, "ASSISTANT_DATA": str(tmp_path), "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert process.stdout is not None
        said = ""
        while line := process.stdout.readline():
            said += line
            if "The page is at http://127.0.0.1" in line:
                break
        assert "The page is at http://127.0.0.1" in said, said
    finally:
        process.kill()
        process.communicate()


def test_thoughts_before_an_answer_are_no_part_of_it(tmp_path: Path, endpoint: Endpoint) -> None:
    folder = FILES / "05-think-block"
    desk = Assistant(
        data=tmp_path,
        model=MODEL,
        openai_api_key=endpoint.key,
        openai_base_url=endpoint.base_url,
    )
    desk.index(folder / "orchard.txt")
    endpoint.script(Reply((folder / "reply.txt").read_text("utf-8")))
    answer = desk.answer("How many quince trees has the orchard at Venlo?")
    assert answer.answer == "The orchard at Venlo grows 412 quince trees. [1]"
    assert [sentence.verdict for sentence in answer.sentences] == ["supported"]
    desk.library.close()


def test_a_question_about_something_else_leaves_the_conversation_s_person_out(
    tmp_path: Path,
) -> None:
    folder = FILES / "27-followup-topic-switch"
    desk = Assistant(data=tmp_path, model="quotes")
    desk.index(folder / "library")
    history: list[Turn] = []
    answers = {}
    for question in (folder / "turns" / "turns.txt").read_text("utf-8").splitlines():
        answers[question] = desk.answer(question, history=history).answer
        history += [Turn("user", question), Turn("assistant", answers[question])]
    assert "Porto" in answers["When did she move to Porto?"]
    for question in ("What about the observatory at Kelso?", "How big is its refractor?"):
        assert "62 centimetres" in answers[question]
        assert "Ellison" not in answers[question]
    desk.library.close()
