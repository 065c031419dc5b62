from importlib.util import find_spec

import pytest
from langchain_openai import AzureChatOpenAI, ChatOpenAI

from assistant.errors import SettingsError
from assistant.llm.models import OPENAI, load_model
from tests.endpoint import KEY


def openai_model(name: str, key: str | None = KEY, base_url: str | None = None) -> ChatOpenAI:
    model = load_model(name, api_key=key, base_url=base_url, timeout=7)
    assert isinstance(model, ChatOpenAI)
    return model


def fault(name: str, key: str | None = KEY, base_url: str | None = None) -> str:
    with pytest.raises(SettingsError) as raised:
        load_model(name, api_key=key, base_url=base_url, timeout=7)
    message = str(raised.value)
    assert "\n" not in message
    assert KEY not in message
    return message


@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("openai:gpt-5-mini", "gpt-5-mini"),
        ("gpt-5-mini", "gpt-5-mini"),
        (" o4 ", "o4"),
        ("openai:ft:gpt-4o:mine::1", "ft:gpt-4o:mine::1"),
    ],
)
def test_openai_models_by_name(name: str, model: str) -> None:
    loaded = openai_model(name)
    assert (loaded.model_name, loaded.openai_api_base) == (model, OPENAI)
    assert (loaded.request_timeout, loaded.max_retries, loaded.stream_usage) == (7, 0, True)


def test_the_address_is_the_one_that_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGSMITH_GATEWAY", "http://127.0.0.1:9")
    assert openai_model("gpt-5-mini").openai_api_base == OPENAI
    local = openai_model("gpt-5-mini", base_url="http://localhost:1234/v1")
    assert local.openai_api_base == "http://localhost:1234/v1"
    assert local.use_responses_api is False


def test_a_server_of_ones_own_needs_no_key() -> None:
    key = openai_model("m", key=None, base_url="http://[::1]:1234/v1").openai_api_key
    assert key is not None
    assert key.get_secret_value() == "none"  # type: ignore[union-attr]


def test_the_key_is_in_no_representation() -> None:
    loaded = openai_model("m", key=f" {KEY}\n")
    assert loaded.openai_api_key.get_secret_value() == KEY  # type: ignore[union-attr]
    assert KEY not in f"{loaded!r}{loaded}"


@pytest.mark.parametrize("key", [None, "", "  "])
def test_a_missing_key_names_its_variable(key: str | None) -> None:
    message = (
        "OPENAI_API_KEY is not set; set it to use the model openai:gpt-5-mini, or choose the model"
        " quotes."
    )
    assert fault("openai:gpt-5-mini", key=key) == message


@pytest.mark.parametrize("key", ["sk-–", "sk-a\nb"])
def test_a_key_that_no_key_can_be_is_reported(key: str) -> None:
    message = "OPENAI_API_KEY holds characters that no key has; copy it again."
    assert fault("gpt-5-mini", key=key) == message


@pytest.mark.parametrize("address", ["localhost:1234", "ftp://x", "http://", "http://[x", "//y"])
def test_an_address_that_is_none_is_reported(address: str) -> None:
    message = "OPENAI_BASE_URL is no web address; write it like http://localhost:8080/v1."
    assert fault("gpt-5-mini", base_url=address) == message


@pytest.mark.parametrize("name", ["", "openai:", "gguf:", "ollama: "])
def test_a_name_that_is_none_is_reported(name: str) -> None:
    assert fault(name) == f"The model {name!r} has no name; write openai:NAME or gguf:PATH."


def test_an_unknown_provider_is_reported() -> None:
    assert fault("llama3:8b") == (
        "There is no model provider 'llama3'; write openai:NAME, anthropic:NAME, ollama:NAME or "
        "gguf:PATH."
    )


@pytest.mark.parametrize("provider", ["anthropic", "ollama", "google_genai"])
def test_a_missing_package_is_named(provider: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
    package = f"langchain-{provider.replace('_', '-')}"
    if find_spec(package.replace("-", "_")):
        pytest.skip(f"{package} is installed")
    assert (
        fault(f"{provider}:m") == f"The model {provider}:m needs a package: pip install {package}."
    )


def test_another_providers_missing_key_names_its_variable(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("ANTHROPIC_API_KEY", raising=False)
    message = "ANTHROPIC_API_KEY is not set; set it to use the model anthropic:claude."
    assert fault("anthropic:claude", key=None) == message


def test_another_provider_does_not_get_the_key_of_openai(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AZURE_OPENAI_API_KEY", "azure")
    monkeypatch.setenv("AZURE_OPENAI_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setenv("OPENAI_API_VERSION", "2024-10-21")
    model = load_model("azure_openai:m", api_key=KEY, base_url=None, timeout=7)
    assert isinstance(model, AzureChatOpenAI)
    assert model.max_retries == 0
    assert model.openai_api_key is not None
    assert model.openai_api_key.get_secret_value() == "azure"


def test_a_provider_that_can_not_be_set_up_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("AZURE_OPENAI_API_KEY", "AZURE_OPENAI_ENDPOINT", "OPENAI_API_VERSION"):
        monkeypatch.delenv(variable, raising=False)
    message = fault("azure_openai:m")
    assert message.startswith("The model azure_openai:m can't be set up (")
    assert message.endswith("set the key that its package asks for.")
