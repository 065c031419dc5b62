"""Texts → vectors: the packaged local model, or any LangChain embeddings by name."""

from index.embed.by_name import load_embedder, reads
from index.embed.minilm import MINILM, MiniLM
from index.embed.passage_text import context, embedded_text
from index.embed.remote import LangChainEmbedder, RequestBounds

__all__ = [
    "MINILM",
    "LangChainEmbedder",
    "MiniLM",
    "RequestBounds",
    "context",
    "embedded_text",
    "load_embedder",
    "reads",
]
