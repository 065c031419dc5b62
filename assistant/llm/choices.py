"""The models that are set up here, for a picker: what runs on this machine is asked for its own."""

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPException
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from assistant.offline import is_this_machine
from assistant.settings import OPENAI_MODEL, QUOTES, Settings

OLLAMA = "http://127.0.0.1:11434"

_PATIENCE, _LARGEST, _MOST = 1.0, 1_000_000, 100
"""Seconds that a server has to list its models, bytes of its reply, and models of it."""


def model_choices(settings: Settings) -> list[str]:
    """The names of the models that are set up, `quotes` first; no byte leaves the machine."""
    found = [QUOTES, settings.engine, *_served(settings), *_from_ollama(), *_files(settings)]
    if not settings.openai_base_url:
        found.append(OPENAI_MODEL)
    return list(dict.fromkeys(found))


def _served(settings: Settings) -> Iterator[str]:
    """The models of a server on this machine that speaks OpenAI's protocol."""
    if settings.openai_base_url and not settings.openai_is_elsewhere:
        address = f"{settings.openai_base_url.rstrip('/')}/models"
        for one in _listed(address, "data", settings.openai_api_key):
            if isinstance(name := one.get("id"), str):
                yield f"openai:{name}"


def _from_ollama() -> Iterator[str]:
    """The models of an Ollama on this machine."""
    host = os.environ.get("OLLAMA_HOST") or OLLAMA
    address = host if "://" in host else f"http://{host}"
    with suppress(ValueError):
        if is_this_machine(urlsplit(address).hostname or ""):
            for one in _listed(f"{address.rstrip('/')}/api/tags", "models"):
                if isinstance(name := one.get("name"), str):
                    yield f"ollama:{name}"


def _files(settings: Settings) -> Iterator[str]:
    """The GGUF files in the current folder and in the data folder, where they can be run."""
    if find_spec("xllamacpp"):
        for folder in (Path(), settings.data):
            with suppress(OSError):
                yield from (f"gguf:{file}" for file in sorted(folder.glob("*.gguf"))[:_MOST])


def _listed(address: str, key: str, secret: str = "") -> list[dict[str, Any]]:
    """What a server lists under a key of its JSON; nothing where it does not."""
    # No proxy, and no redirect: either would carry the key elsewhere.
    opener = build_opener(ProxyHandler({}), _NoRedirect())
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    try:
        request = Request(address, headers=headers)  # noqa: S310 - on this machine
        with opener.open(request, timeout=_PATIENCE) as reply:
            found = json.loads(reply.read(_LARGEST))
    except (HTTPException, OSError, ValueError):
        return []
    listed = found.get(key) if isinstance(found, dict) else None
    if not isinstance(listed, list):
        return []
    return [one for one in listed[:_MOST] if isinstance(one, dict)]


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_arguments: Any) -> None:
        """Follows none."""
