"""The settings, typed: from arguments, the environment and `.env`."""

import math
import os
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.errors import SettingsError
from assistant.offline import is_this_machine
from assistant.saved_settings import saved_settings
from assistant.setting_values import converted, dotenv_file

if TYPE_CHECKING:
    from index.load.limits import Limits

QUOTES = "quotes"
OPENAI_MODEL = "openai:gpt-5-mini"
"""The model where an OpenAI key is set and no model named."""


def _setting(variable: str, default: Any, text: str, secret: bool = False) -> Any:
    return field(default=default, repr=not secret, metadata={"variable": variable, "text": text})


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set. Each field names its variable; `.env.example` lists them all."""

    data: Path = _setting(
        "ASSISTANT_DATA", Path(".assistant"), "the data folder that holds the library"
    )
    model: str = _setting(
        "ASSISTANT_MODEL",
        "",
        "who words the answers: quotes (no model), openai:NAME, ollama:NAME, anthropic:NAME, or"
        " gguf:PATH; quotes where empty, unless OPENAI_API_KEY is set",
    )
    embedder: str = _setting(
        "ASSISTANT_EMBEDDER",
        "minilm",
        "who embeds: minilm (packaged, local, reads English), multilingual (local, a hundred"
        " languages, with the extra of that name), or a LangChain name such as"
        " openai:text-embedding-3-small",
    )
    embedder_requests: int = _setting(
        "ASSISTANT_EMBEDDER_REQUESTS",
        4,
        "how many requests to an embedder elsewhere may be under way at a time",
    )
    embedder_rate: int = _setting(
        "ASSISTANT_EMBEDDER_RATE",
        1200,
        "how many requests an embedder elsewhere is sent a minute at most",
    )
    chroma: str = _setting(
        "ASSISTANT_CHROMA",
        "",
        "where vectors are kept: empty for the data folder, a Chroma server's URL, or cloud",
    )
    language: str = _setting(
        "ASSISTANT_LANGUAGE",
        "",
        "the language of messages and fixed phrases (ar, en, es, fr, ur, zh); where empty the page"
        " has the browser's, everything else English",
    )
    chroma_headers: str = _setting(
        "ASSISTANT_CHROMA_HEADERS",
        "",
        "what each request to that server carries, each as NAME: VALUE, commas between them, such"
        " as X-Chroma-Token: KEY",
        secret=True,
    )
    passages: int = _setting(
        "ASSISTANT_PASSAGES", 10, "how many passages an answer is made from (1 to 50)"
    )
    confidence: float = _setting(
        "ASSISTANT_CONFIDENCE", 0.6, "below this confidence (0 to 1) a question is declined"
    )
    verify: str = _setting(
        "ASSISTANT_VERIFY",
        "rules",
        "rules, or model to let the language model judge what the rules leave open",
    )
    timeout: float = _setting(
        "ASSISTANT_TIMEOUT", 60.0, "seconds to wait for a model's first token, and between tokens"
    )
    reply_seconds: float = _setting(
        "ASSISTANT_REPLY_SECONDS", 300.0, "the longest that a model's whole reply may take"
    )
    gguf_threads: int = _setting(
        "ASSISTANT_GGUF_THREADS", 8, "how many of the machine's cores a gguf: model uses at most"
    )
    gguf_context: int = _setting(
        "ASSISTANT_GGUF_CONTEXT", 8192, "the window of a gguf: model, in tokens"
    )
    file_megabytes: int = _setting(
        "ASSISTANT_FILE_MEGABYTES", 200, "the largest file that is read, in megabytes"
    )
    file_pages: int = _setting(
        "ASSISTANT_FILE_PAGES", 5000, "the most pages that are read of one file"
    )
    file_seconds: float = _setting(
        "ASSISTANT_FILE_SECONDS", 60.0, "the longest that reading one file may take, in seconds"
    )
    file_memory_megabytes: int = _setting(
        "ASSISTANT_FILE_MEMORY_MEGABYTES",
        2048,
        "the most memory that reading one file may take, in megabytes",
    )
    archive_megabytes: int = _setting(
        "ASSISTANT_ARCHIVE_MEGABYTES", 500, "the most that an archive may unpack to, in megabytes"
    )
    archive_files: int = _setting(
        "ASSISTANT_ARCHIVE_FILES", 10_000, "the most files that are read of one archive"
    )
    archive_nesting: int = _setting(
        "ASSISTANT_ARCHIVE_NESTING", 3, "how deep archives may stand in archives"
    )
    queue: int = _setting(
        "ASSISTANT_QUEUE", 64, "how many calls of programs may wait before others are refused"
    )
    log: str = _setting(
        "ASSISTANT_LOG",
        "",
        "what serve logs, as lines of JSON: requests, or texts to have questions and answers"
        " among them; nothing where empty",
    )
    offline: bool = _setting(
        "ASSISTANT_OFFLINE", False, "1 refuses every connection beyond this machine"
    )
    api_keys: str = _setting(
        "ASSISTANT_API_KEYS",
        "",
        "the keys with which programs may ask, each as USER:KEY, commas between them",
        secret=True,
    )
    fetch_private: bool = _setting(
        "ASSISTANT_FETCH_PRIVATE",
        False,
        "1 to let index URL fetch from this machine and private networks too",
    )
    openai_api_key: str = _setting("OPENAI_API_KEY", "", "the key for openai: models", secret=True)
    openai_base_url: str = _setting(
        "OPENAI_BASE_URL", "", "another server that speaks OpenAI's protocol, for openai: models"
    )

    @classmethod
    def load(cls, **overrides: Any) -> "Settings":
        """The settings of the environment, then of `.env` in the current folder, then what was
        chosen in the page and kept in the data folder, then defaults.

        `overrides` that are not None take precedence. Keys of other providers in `.env` are put
        into the environment, where their packages look. Raises SettingsError for a value that
        can't be used, and for a `.env` that can't be read.
        """
        variables = {item.metadata["variable"]: item for item in fields(cls)}
        dotenv = dotenv_file()
        for variable, value in dotenv.items():
            if variable not in variables:
                os.environ.setdefault(variable, value)
        values: dict[str, Any] = {
            item.name: converted(variable, raw, item.default)
            for variable, item in variables.items()
            if (raw := os.environ.get(variable) or dotenv.get(variable))
        }
        values |= {name: value for name, value in overrides.items() if value is not None}
        folder = values.get("data", variables["ASSISTANT_DATA"].default)
        return cls(**(saved_settings(folder) | values))

    @property
    def engine(self) -> str:
        """The engine's name: the model that is set, OpenAI's where only its key is, or `quotes`.

        Offline the key alone chooses nothing, unless its server is on this machine.
        """
        keyed = self.openai_api_key and not (self.offline and self.openai_is_elsewhere)
        return self.model or (OPENAI_MODEL if keyed else QUOTES)

    @property
    def openai_is_elsewhere(self) -> bool:
        """Whether the server for openai: models is beyond this machine."""
        try:
            host = urlsplit(self.openai_base_url).hostname or ""
        except ValueError:
            return True
        return not is_this_machine(host)

    def limits(self) -> "Limits":
        """The bounds on loading one file."""
        from index.load.limits import Limits

        return Limits(
            file_bytes=self.file_megabytes * 2**20,
            pages=self.file_pages,
            seconds=self.file_seconds,
            memory_bytes=self.file_memory_megabytes * 2**20,
            expanded_bytes=self.archive_megabytes * 2**20,
            members=self.archive_files,
            nesting=self.archive_nesting,
        )

    def local(self, paths: Iterable[str | Path]) -> list[Path]:
        """The paths, in place of web addresses the files that their pages are fetched to."""
        from index.load.address import local_paths

        folder = self.data / "web"
        return local_paths(paths, folder, self.limits(), allow_private=self.fetch_private)

    def __post_init__(self) -> None:
        """Raises SettingsError for a value that nothing can be done with."""
        limits = {"passages": (1, 50), "confidence": (0, 1)}
        for item in fields(self):
            variable, value = item.metadata["variable"], getattr(self, item.name)
            low, high = limits.get(item.name, (None, None))
            is_number = isinstance(value, int | float) and not isinstance(value, bool)
            if low is not None and not low <= value <= high:
                raise SettingsError(f"{variable} is {value}: give a number from {low} to {high}")
            if low is None and is_number and not 0 < value < math.inf:
                raise SettingsError(f"{variable} is {value}: give a number above 0")
        if self.verify not in ("rules", "model"):
            raise SettingsError(f"ASSISTANT_VERIFY is {self.verify!r}: give rules or model")
        if self.log not in ("", "requests", "texts"):
            raise SettingsError(f"ASSISTANT_LOG is {self.log!r}: give requests or texts")
