"""The settings' tab: what it changes, for whom, and that no key is ever seen again."""

import io
import json
import logging
import os
import stat
import zipfile
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from assistant.app import Assistant
from assistant.saved_settings import KEYS_FILE, SETTINGS_FILE
from assistant.serve.desks import Desks
from assistant.serve.page.backend import Backend
from assistant.serve.page.session import Session
from assistant.serve.page.settings_tab import SettingsTab
from assistant.serve.settings_right import may_change_settings
from tests.endpoint import Endpoint, Junk, Refusal, Reply, endpoint
from tests.page_answers import Shown
from tests.page_fixtures import QUESTION, asked, http, own_backend, page_folder
from tests.page_server import served

__all__ = ["endpoint", "http", "own_backend", "page_folder"]

SAID = "The Aldan river rose 212 centimetres in one night [1]."


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No .env, no key of the machine's, and no model server of its."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OLLAMA_HOST", "127.0.0.1:9")
    for name in ("ASSISTANT_MODEL", "OPENAI_API_KEY", "ANTHROPIC_API_KEY"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)


@pytest.fixture
def modelled(own_backend: Backend, endpoint: Endpoint) -> Backend:
    """A backend whose openai: models are at the endpoint, with no key set."""
    own_backend.assistant.change(openai_base_url=endpoint.base_url)
    return own_backend


def fire(backend: Backend, event: str, **sent: str) -> dict[str, Any]:
    """What an event of the tab changes, at its end."""
    form = {"other": "", "key": "", "kept": "process"}
    shown: dict[str, Any] = {}
    for changes in SettingsTab(backend).steps()[event](SimpleNamespace(**form | sent), Session()):
        shown |= changes
    return shown


def tell(backend: Backend, event: str, **sent: str) -> str:
    return Shown(fire(backend, event, **sent)["settings_told"]).text


def form(backend: Backend) -> str:
    return str(SettingsTab(backend).shown(Session())["settings"])


def traces(folder: Path, word: str) -> list[str]:
    """The files below a folder that hold a word."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return [path.name for path in files if word.encode() in path.read_bytes()]


def test_a_connection_is_tried_without_changing_anything(
    modelled: Backend, endpoint: Endpoint
) -> None:
    model = f"openai:{endpoint.model}"
    endpoint.script(Reply("ready"))
    given = {"model": "quotes", "other": model, "key": endpoint.key}
    assert f"{model} answers" in tell(modelled, "try_model", **given)
    for behaviour, words in (
        (Refusal(500, "server_error"), "fault of its own"),
        (Junk("<html>"), "no chat reply"),
    ):
        endpoint.script(behaviour)
        assert words in tell(modelled, "try_model", **given)
    wrong = tell(modelled, "try_model", model=model, key="sk-wrong-98765")
    assert "refused the key" in wrong
    assert "98765" not in wrong
    assert "need no connection" in tell(modelled, "try_model", model="quotes")
    assert modelled.assistant.settings.engine == "quotes"
    assert not (modelled.assistant.settings.data / SETTINGS_FILE).exists()


def test_a_missing_key_is_asked_for_and_quotes_answer_meanwhile(
    page_folder: Path, tmp_path: Path, endpoint: Endpoint, own_backend: Backend
) -> None:
    data = own_backend.assistant.settings.data
    lines: list[str] = []
    starting = Backend(Assistant(data=data, model="openai:gpt-5-mini"))
    starting.warm(lines.append).join()
    assert "OPENAI_API_KEY is not set" in lines[0]
    assert (starting.ready, starting.fault) == (True, "")
    session = Session()
    assert "212" in asked(starting, session)[-1]["turn"]
    assert session.turn is not None
    assert starting.conversations.turn(session.turn).answer.model == "quotes"
    shown = Shown(form(starting))
    assert "openai:gpt-5-mini wants a key (OPENAI_API_KEY)" in shown.text
    chosen = [one for one in shown.all("option") if "selected" in one]
    assert chosen[0]["value"] == "openai:gpt-5-mini"
    starting.assistant.change(openai_base_url=endpoint.base_url)
    endpoint.script(Reply(SAID))
    model = f"openai:{endpoint.model}"
    assert "from now on" in tell(starting, "use_model", model=model, key=endpoint.key)
    assert "wants a key" not in form(starting)
    fresh = Session()
    asked(starting, fresh)
    assert starting.conversations.turn(fresh.turn or 0).answer.model == model
    starting.assistant.library.close()


def test_a_model_chosen_without_its_key_waits_for_it(own_backend: Backend) -> None:
    assert "meanwhile" in tell(own_backend, "use_model", model="openai:gpt-5-mini")
    assert "wants a key" in form(own_backend)
    assert own_backend.assistant.settings.engine == "quotes"
    kept = json.loads((own_backend.assistant.settings.data / SETTINGS_FILE).read_text())
    assert kept == {"model": "openai:gpt-5-mini"}
    assert "Quotations from now on" in tell(own_backend, "use_model", model="quotes")
    assert "wants a key" not in form(own_backend)


@pytest.mark.parametrize("kept", ["process", "file"])
def test_the_key_is_nowhere_but_where_it_is_to_be(
    modelled: Backend,
    endpoint: Endpoint,
    http: httpx.Client,
    capfd: pytest.CaptureFixture[str],
    kept: str,
) -> None:
    caplog = io.StringIO()
    handler = logging.StreamHandler(caplog)
    logging.getLogger().addHandler(handler)
    assistant, data, key = modelled.assistant, modelled.assistant.settings.data, endpoint.key
    given = {"model": f"openai:{endpoint.model}", "key": f" {key} ", "kept": kept}
    seen = [str(fire(modelled, "try_model", **given)), str(fire(modelled, "use_model", **given))]
    endpoint.script(Reply(SAID), Refusal(401, "invalid_api_key", f"Incorrect API key: {key}."))
    session = Session()
    for _ in range(2):
        seen += [str(changes) for changes in asked(modelled, session)]
    turn = modelled.conversations.turns(session.conversation or 0)[0].id
    modelled.conversations.judge(turn, "up", "as it says")
    seen.append(form(modelled))
    assistant.change(log="texts")
    with served(assistant) as address:
        paths = ["", "config", "feedback.zip", "metrics", "health", "openapi.json"]
        paths += [f"answers/{turn}.{end}" for end in ("md", "html", "docx", "json")]
        paths += ["gradio_api/info", "api/documents", KEYS_FILE, f"file={data / KEYS_FILE}"]
        for path in paths:
            content = http.get(f"{address}/{path}").content
            seen.append(content.decode("latin-1"))
            if content[:2] == b"PK":
                with zipfile.ZipFile(io.BytesIO(content)) as archive:
                    seen += [archive.read(one).decode("latin-1") for one in archive.namelist()]
    logging.getLogger().removeHandler(handler)
    out, err = capfd.readouterr()
    assert not [
        one for one in (*seen, out, err, caplog.getvalue(), repr(assistant.settings)) if key in one
    ]
    assert traces(data, key) == ([KEYS_FILE] if kept == "file" else [])
    if kept == "file":
        assert stat.S_IMODE((data / KEYS_FILE).stat().st_mode) == 0o600
    assert endpoint.requests[-1].headers["authorization"] == f"Bearer {key}"


def test_a_key_is_forgotten_in_the_process_and_in_the_file(
    modelled: Backend, endpoint: Endpoint
) -> None:
    data, model = modelled.assistant.settings.data, f"openai:{endpoint.model}"
    fire(modelled, "use_model", model=model, key=endpoint.key, kept="file")
    assert "OPENAI_API_KEY is set" in form(modelled)
    assert "forgotten" in tell(modelled, "forget_key", variable="OPENAI_API_KEY")
    assert modelled.assistant.settings.openai_api_key == ""
    assert "OPENAI_API_KEY is set" not in form(modelled)
    assert traces(data, endpoint.key) == []
    assert "no key" in tell(modelled, "forget_key", variable="PATH")


def test_a_key_typed_anew_for_the_process_takes_the_old_one_out_of_the_file(
    modelled: Backend, endpoint: Endpoint
) -> None:
    model, data = f"openai:{endpoint.model}", modelled.assistant.settings.data
    fire(modelled, "use_model", model=model, key="sk-old-1", kept="file")
    assert traces(data, "sk-old-1") == [KEYS_FILE]
    fire(modelled, "use_model", model=model, key="sk-new-2")
    assert traces(data, "sk-old-1") == []
    assert traces(data, "sk-new-2") == []


def test_what_can_not_be_used_changes_nothing(own_backend: Backend) -> None:
    before = own_backend.assistant.settings
    for sent, words in (
        ({"model": "", "other": " "}, "Choose one"),
        ({"model": "gguf:none.gguf"}, "no file"),
        ({"model": "openai:"}, "has no name"),
        ({"model": "wizard:x"}, "no model provider"),
        ({"model": "openai:m", "key": "sk-ключ"}, "characters that no key has"),
        ({"model": "quotes", "key": "sk-1"}, "takes no key"),
    ):
        shown = fire(own_backend, "use_model", **sent)["settings_told"]
        assert words in Shown(shown).text
        assert 'role="alert"' in shown
    assert own_backend.assistant.settings == before


def test_a_key_of_a_model_that_can_not_be_had_is_not_kept(own_backend: Backend) -> None:
    told = tell(own_backend, "use_model", model="anthropic:m", key="sk-ant-1", kept="file")
    kept = traces(own_backend.whole.settings.data, "sk-ant-1")
    had = find_spec("langchain_anthropic") is not None
    assert ("needs a package" in told, os.environ.get("ANTHROPIC_API_KEY"), kept) == (
        (False, "sk-ant-1", [KEYS_FILE]) if had else (True, None, [])
    )


def test_confidence_is_set_and_kept(own_backend: Backend) -> None:
    data = own_backend.assistant.settings.data
    assert "1 are declined" in tell(own_backend, "set_confidence", confidence="1.0")
    assert own_backend.assistant.answer(QUESTION).abstained
    assert "from 0 to 1" in tell(own_backend, "set_confidence", confidence="7")
    assert Assistant(data=data).settings.confidence == 1.0


def test_what_the_environment_says_otherwise_is_told(
    own_backend: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_CONFIDENCE", "0.9")
    assert "at the next start" in tell(own_backend, "set_confidence", confidence="0.3")
    assert "at the next start" not in tell(own_backend, "set_confidence", confidence="0.9")


def test_another_embedder_is_confirmed_and_one_that_fails_changes_nothing(
    own_backend: Backend,
) -> None:
    library = own_backend.assistant.library
    asking = fire(own_backend, "choose_embedder", embedder="minilm", other="fake:large")
    shown = Shown(asking["settings_told"])
    assert f"{library.passages()} passages of 3 documents anew" in shown.text
    assert "sent to fake" in shown.text
    assert [one["data-do"] for one in shown.all("button")] == ["index_anew", "choose_embedder"]
    assert library.embedder.name == "minilm"
    assert "can't be used" in tell(own_backend, "index_anew", embedder="fake:large")
    assert (library.embedder.name, library.passages()) == ("minilm", 3)
    assert "as before" in tell(own_backend, "choose_embedder", embedder="minilm")
    assert not (own_backend.assistant.settings.data / SETTINGS_FILE).exists()


def test_who_shares_the_page_sees_what_is_set_and_changes_nothing(own_backend: Backend) -> None:
    shared = Backend(own_backend.assistant, shared=True)
    before = own_backend.assistant.settings
    assert "<form" not in form(shared)
    assert "whoever runs it" in Shown(form(shared)).text
    for event, sent in (
        ("use_model", {"model": "openai:x", "key": "sk-1"}),
        ("try_model", {"model": "openai:x"}),
        ("set_confidence", {"confidence": "0"}),
        ("forget_key", {"variable": "OPENAI_API_KEY"}),
        ("choose_embedder", {"embedder": "minilm"}),
        ("index_anew", {"embedder": "multilingual"}),
    ):
        assert "whoever runs it" in tell(shared, event, **sent)
    assert own_backend.assistant.settings == before
    alone = Desks(own_backend.assistant)
    assert not may_change_settings(shared=True, desks=alone)
    assert may_change_settings(shared=False, desks=alone)
