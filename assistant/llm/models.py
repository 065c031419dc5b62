"""A model by its name → a LangChain chat model."""

import ipaddress
import os
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.errors import SettingsError
from assistant.llm.failures import KEY_VARIABLES
from assistant.llm.gguf import serve

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

OPENAI = "https://api.openai.com/v1"

ANSWER_TOKENS = 1024
"""The longest reply of a GGUF model, in tokens: small models may never come to an end."""


def load_model(
    name: str, *, api_key: str | None, base_url: str | None, timeout: float
) -> "BaseChatModel":
    """The chat model called `name`: `PROVIDER:MODEL`, `gguf:PATH`, or the bare name of OpenAI's.

    `api_key` and `base_url` are for `openai:` alone; without a `base_url` that is OpenAI's own
    address, with one any server of the same protocol. Other providers' packages read variables of
    their own. `timeout` is in seconds. Nothing is asked of the model yet.

    Raises SettingsError in one line that says what to set or to install.
    """
    provider, model = name.strip().split(":", 1) if ":" in name else ("openai", name.strip())
    if not model:
        raise SettingsError(f"The model {name!r} has no name; write openai:NAME or gguf:PATH.")
    match provider:
        case "openai":
            return _openai(model, _key(model, api_key, base_url), _address(base_url), timeout)
        case "gguf":
            server = serve(model)
            limits = {"temperature": 0, "max_tokens": ANSWER_TOKENS}
            return _openai(model, server.key, server.base_url, timeout, **limits)
        case _:
            return _other(provider, model, timeout)


def _openai(
    model: str, key: str, address: str, timeout: float, **parameters: Any
) -> "BaseChatModel":
    import openai
    from langchain_openai import ChatOpenAI
    from pydantic import SecretStr

    return ChatOpenAI(
        model=model,
        api_key=SecretStr(key),
        base_url=address,
        timeout=timeout,
        max_retries=0,
        stream_usage=True,
        stream_chunk_timeout=None,
        use_responses_api=None if address == OPENAI else False,
        # Connections are not kept: they would outlive the event loop that they belong to.
        default_headers={"Connection": "close"},
        # A redirect, or a proxy for this very machine, would carry documents elsewhere.
        http_async_client=openai.DefaultAsyncHttpxClient(
            follow_redirects=False, trust_env=not _on_this_machine(address)
        ),
        http_socket_options=(),
        **parameters,
    )


def _other(provider: str, model: str, timeout: float) -> "BaseChatModel":
    from langchain.chat_models import init_chat_model

    variable = KEY_VARIABLES.get(provider)
    if variable and not os.environ.get(variable):
        raise SettingsError(f"{variable} is not set; set it to use the model {provider}:{model}.")
    # Ollama's package has neither; our own time-outs hold for every provider.
    limits: dict[str, Any] = {} if provider == "ollama" else {"timeout": timeout, "max_retries": 0}
    try:
        loaded: BaseChatModel = init_chat_model(model, model_provider=provider, **limits)
    except ImportError:
        package = f"langchain-{provider.replace('_', '-')}"
        raise SettingsError(
            f"The model {provider}:{model} needs a package: pip install {package}."
        ) from None
    except Exception as error:
        if "unsupported provider" in str(error).lower():
            raise SettingsError(
                f"There is no model provider {provider!r}; write openai:NAME, anthropic:NAME, "
                "ollama:NAME or gguf:PATH."
            ) from None
        raise SettingsError(
            f"The model {provider}:{model} can't be set up ({type(error).__name__}); set the key "
            "that its package asks for."
        ) from None
    return loaded


def _key(model: str, key: str | None, base_url: str | None) -> str:
    """The key to send. Servers at other addresses often want none, but the package insists."""
    key = (key or "").strip()
    if not key and not base_url:
        raise SettingsError(
            f"OPENAI_API_KEY is not set; set it to use the model openai:{model}, or choose the"
            " model quotes."
        )
    if not (key.isascii() and key.isprintable()):
        raise SettingsError("OPENAI_API_KEY holds characters that no key has; copy it again.")
    return key or "none"


def _address(base_url: str | None) -> str:
    if not base_url:
        return OPENAI
    try:
        parts = urlsplit(base_url)
        valid = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        valid = False
    if not valid:
        raise SettingsError(
            "OPENAI_BASE_URL is no web address; write it like http://localhost:8080/v1."
        )
    return base_url


def _on_this_machine(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
