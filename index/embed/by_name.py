"""Embedders by their names."""

from functools import cache

from index.embed.minilm import MINILM, MiniLM
from index.embed.remote import LangChainEmbedder, RequestBounds
from index.multilingual import MULTILINGUAL, MultilingualE5
from index.text.language import UNKNOWN
from index.types import Embedder

_LOCAL: dict[str, type[Embedder]] = {MINILM: MiniLM, MULTILINGUAL: MultilingualE5}


def load_embedder(
    name: str = MINILM,
    api_key: str | None = None,
    base_url: str | None = None,
    bounds: RequestBounds | None = None,
) -> Embedder:
    """The embedder of that name: `minilm`, `multilingual`, or a name of LangChain's.

    The key and the address are for OpenAI and servers with its interface; where they are not given
    LangChain takes them from the environment. The bounds are for all that is called elsewhere.
    """
    if name in _LOCAL:
        return _one_a_process(name)
    return LangChainEmbedder(name, api_key, base_url, bounds)


def reads(embedder: Embedder, language: str) -> bool:
    """Whether an embedder reads a language (ISO 639-1): the packaged one English alone."""
    return embedder.name != MINILM or language in ("en", UNKNOWN)


@cache
def _one_a_process(name: str) -> Embedder:
    """A local model, which takes some 80 MB, whoever opens a library."""
    return _LOCAL[name]()
