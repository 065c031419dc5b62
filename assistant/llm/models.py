"""A model by its name → a LangChain chat model."""

import os
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.errors import MissingKeyError, SettingsError
from assistant.llm.client import ModelClient
from assistant.llm.failures import KEY_VARIABLES
from assistant.llm.gguf import CONTEXT_TOKENS, THREADS, serve
from assistant.offline import is_this_machine
from assistant.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.outputs import ChatGenerationChunk
    from langchain_openai import ChatOpenAI

_BESIDE_THE_TEXT = ("reasoning_content", "reasoning", "refusal")
"""What servers of OpenAI's protocol send beside a reply's text."""

OPENAI = "https://api.openai.com/v1"

MAX_REPLY_TOKENS = 1024
"""Of a GGUF model: a small one may repeat itself without end."""


def load_client(settings: Settings, key: str = "") -> ModelClient:
    """The client of the model that the settings name, with another `key` if one is given.

    Raises SettingsError as `load_model`.
    """
    provider = settings.engine.partition(":")[0] if ":" in settings.engine else "openai"
    elsewhere = settings.openai_is_elsewhere if provider == "openai" else provider in KEY_VARIABLES
    if settings.offline and elsewhere:
        raise SettingsError(
            f"ASSISTANT_OFFLINE is set, and the model {settings.engine} is not on this machine:"
            " choose quotes, gguf:PATH, or a server on this machine with OPENAI_BASE_URL"
        )
    model = load_model(
        settings.engine,
        api_key=key or (settings.openai_api_key if provider == "openai" else None) or None,
        base_url=settings.openai_base_url or None,
        timeout=settings.timeout,
        threads=settings.gguf_threads,
        context=settings.gguf_context,
    )
    return ModelClient(model, settings.engine, settings.timeout, longest=settings.reply_seconds)


def load_model(
    name: str,
    *,
    api_key: str | None,
    base_url: str | None,
    timeout: float,
    threads: int = THREADS,
    context: int = CONTEXT_TOKENS,
) -> "BaseChatModel":
    """The chat model called `name`: `PROVIDER:MODEL`, `gguf:PATH`, or the bare name of OpenAI's.

    `base_url` is for `openai:` alone; it can be any server of the same protocol, and is OpenAI's
    own by default. Without `api_key` other providers' packages read variables of their own.
    `timeout` is in seconds; `threads` and `context` are for `gguf:` alone. Nothing is sent to the
    model yet.

    Raises SettingsError in one line that says what to set or to install.
    """
    provider, model = name.strip().split(":", 1) if ":" in name else ("openai", name.strip())
    if not model:
        raise SettingsError(f"The model {name!r} has no name; write openai:NAME or gguf:PATH.")
    match provider:
        case "openai":
            return _openai(model, _key(model, api_key, base_url), _address(base_url), timeout)
        case "gguf":
            server = serve(model, threads=threads, context=context)
            limits = {"temperature": 0, "max_tokens": MAX_REPLY_TOKENS}
            return _openai(model, server.key, server.base_url, timeout, **limits)
        case _:
            return _other(provider, model, timeout, api_key)


def _openai(
    model: str, key: str, address: str, timeout: float, **parameters: Any
) -> "BaseChatModel":
    import openai
    from pydantic import SecretStr

    # A redirect, or a proxy for this very machine, would carry documents elsewhere.
    elsewhere = not is_this_machine(urlsplit(address).hostname or "")
    try:
        return _chat_openai()(
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
            http_client=openai.DefaultHttpxClient(follow_redirects=False, trust_env=elsewhere),
            http_async_client=openai.DefaultAsyncHttpxClient(
                follow_redirects=False, trust_env=elsewhere
            ),
            http_socket_options=(),
            **parameters,
        )
    except (ImportError, ValueError) as error:
        named = sorted(name for name in os.environ if name.lower().endswith("_proxy"))
        if "proxy" not in str(error).lower() or not named:
            raise
        # Without the foreign error as its cause, which may hold a password.
        raise SettingsError(
            f"The proxy that {' or '.join(named)} names can't be used; write an address that begins"
            " with http://, or, for socks5://, install a package: pip install socksio."
        ) from None


@cache
def _chat_openai() -> "type[ChatOpenAI]":
    """LangChain's client, which keeps what servers send beside the text."""
    from langchain_openai import ChatOpenAI

    class OpenAIChat(ChatOpenAI):
        def _convert_chunk_to_generation_chunk(
            self, chunk: dict[str, Any], *arguments: Any, **named: Any
        ) -> "ChatGenerationChunk | None":
            made = super()._convert_chunk_to_generation_chunk(chunk, *arguments, **named)
            if made is not None:
                for choice in (chunk.get("choices") or [])[:1]:
                    sent = choice.get("delta") or {}
                    kept = {name: sent[name] for name in _BESIDE_THE_TEXT if sent.get(name)}
                    made.message.additional_kwargs.update(kept)
            return made

    return OpenAIChat


def _other(provider: str, model: str, timeout: float, key: str | None) -> "BaseChatModel":
    from langchain.chat_models import init_chat_model

    variable = KEY_VARIABLES.get(provider)
    if variable and not (key or os.environ.get(variable)):
        text = f"{variable} is not set; set it to use the model {provider}:{model}."
        raise MissingKeyError(text, variable)
    # Ollama's package has neither; our own time-outs hold for every provider.
    limits: dict[str, Any] = {} if provider == "ollama" else {"timeout": timeout, "max_retries": 0}
    if key and variable:
        limits["api_key"] = key
    try:
        loaded: BaseChatModel = init_chat_model(model, model_provider=provider, **limits)
    except Exception as error:
        # Without the foreign error as its cause, which may hold a key.
        raise SettingsError(_setup_fault(provider, model, error)) from None
    return loaded


def _setup_fault(provider: str, model: str, error: Exception) -> str:
    """What to do where a provider's package is missing or refuses, in one line."""
    if isinstance(error, ImportError):
        package = f"langchain-{provider.replace('_', '-')}"
        return f"The model {provider}:{model} needs a package: pip install {package}."
    if "unsupported provider" in str(error).lower():
        return (
            f"There is no model provider {provider!r}; write openai:NAME, anthropic:NAME, "
            "ollama:NAME or gguf:PATH."
        )
    return (
        f"The model {provider}:{model} can't be set up ({type(error).__name__}); set the key "
        "that its package asks for."
    )


def _key(model: str, key: str | None, base_url: str | None) -> str:
    """The key to send. Servers at other addresses often want none, but the package insists."""
    key = (key or "").strip()
    if not key and not base_url:
        raise MissingKeyError(
            f"OPENAI_API_KEY is not set; set it to use the model openai:{model}, or choose the"
            " model quotes.",
            "OPENAI_API_KEY",
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
