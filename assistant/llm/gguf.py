"""A GGUF file served on loopback by llama.cpp, inside this process."""

import os
import secrets
import threading
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from assistant.errors import SettingsError

CONTEXT_TOKENS = 8192
"""The context window: the passages, the question and the answer."""

THREADS = 8
"""Cores that it uses at most."""

SILENT = 0
"""llama.cpp's verbosity: nothing on stderr."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its base URL, and the key that it demands of everybody."""

    base_url: str
    key: str = field(repr=False)
    running: Any = field(repr=False)


_servers: dict[Path, Server] = {}
_starting = threading.Lock()


def serve(path: str, *, threads: int = THREADS, context: int = CONTEXT_TOKENS) -> Server:
    """The server of the GGUF file at `path`, started at the first call and kept until the end.

    It uses as many `threads` as the machine has cores, at most, and a window of `context` tokens.

    Raises SettingsError where there is no such file, it can't be loaded, or xllamacpp is missing.
    """
    file = Path(path).expanduser().resolve()
    if not file.is_file():
        raise SettingsError(f"There is no file {path}; give gguf: the path of a GGUF file.")
    with _starting:
        if file not in _servers:
            _servers[file] = _start(file, threads, context)
        return _servers[file]


def _start(file: Path, threads: int, context: int) -> Server:
    try:
        xllamacpp = import_module("xllamacpp")
    except ImportError:
        raise SettingsError(
            "To run a GGUF file, install the extra: pip install 'cited-assistant[gguf]'."
        ) from None
    key = secrets.token_urlsafe()
    try:
        running = xllamacpp.Server(_parameters(xllamacpp, file, key, threads, context))
    except RuntimeError:
        raise SettingsError(f"{file} can't be loaded: it is no whole GGUF chat model.") from None
    return Server(f"{running.listening_address}/v1", key, running)


def _parameters(xllamacpp: Any, file: Path, key: str, threads: int, context: int) -> Any:
    parameters = xllamacpp.CommonParams()
    parameters.model.path = os.fspath(file)
    parameters.n_ctx = context
    parameters.n_parallel = 1  # each call has the whole window
    cores = min(threads, os.cpu_count() or 1)
    parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = cores
    parameters.verbosity = SILENT
    parameters.offline = True  # it downloads nothing
    # No page and no list of requests, which would show documents.
    parameters.ui = False
    parameters.endpoint_slots = False
    parameters.api_keys = [key]
    return parameters
