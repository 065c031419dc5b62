"""The hybrid retrievers that people would use instead, over the same Chroma collection.

Each finds the ten best by BM25 and by vectors, and fuses both rankings by reciprocal ranks. They
are imported by name, since a type checker does not find what is not installed.
"""

import importlib
import importlib.util
from collections.abc import Callable, Sequence
from typing import Any, Protocol

NEAREST = 10

Search = Callable[[str], object]


class QueryEmbedder(Protocol):
    """What LangChain asks for a question's vector."""

    def embed_query(self, text: str) -> list[float]: ...

    def embed_documents(self, texts: Sequence[str]) -> list[list[float]]: ...


def langchain(client: Any, bodies: Sequence[str], embedder: QueryEmbedder) -> Search | None:
    """LangChain's EnsembleRetriever; None where it is not installed."""
    if lacks("langchain_classic", "langchain_community", "langchain_chroma", "rank_bm25"):
        return None
    Chroma = importlib.import_module("langchain_chroma").Chroma  # noqa: N806
    retrievers = importlib.import_module("langchain_classic.retrievers")
    community = importlib.import_module("langchain_community.retrievers")

    dense = Chroma("passages", embedding_function=embedder, client=client)
    words = community.BM25Retriever.from_texts(bodies, k=NEAREST)
    both = retrievers.EnsembleRetriever(
        retrievers=[words, dense.as_retriever(search_kwargs={"k": NEAREST})], weights=[0.5, 0.5]
    )
    search: Search = both.invoke
    return search


def llamaindex(client: Any, bodies: Sequence[str], embedder: QueryEmbedder) -> Search | None:
    """LlamaIndex's QueryFusionRetriever, which makes no further queries; None likewise."""
    if lacks("llama_index.core", "llama_index.retrievers.bm25", "llama_index.vector_stores.chroma"):
        return None
    core = importlib.import_module("llama_index.core")
    retrievers = importlib.import_module("llama_index.core.retrievers")
    words_alone = importlib.import_module("llama_index.retrievers.bm25").BM25Retriever
    stores = importlib.import_module("llama_index.vector_stores.chroma")
    node = importlib.import_module("llama_index.core.schema").TextNode

    class Embedding(core.embeddings.BaseEmbedding):  # type: ignore[misc, name-defined]
        def _get_query_embedding(self, query: str) -> list[float]:
            return embedder.embed_query(query)

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return embedder.embed_query(query)

        def _get_text_embedding(self, text: str) -> list[float]:
            return embedder.embed_query(text)

    store = stores.ChromaVectorStore(chroma_collection=client.get_collection("passages"))
    dense = core.VectorStoreIndex.from_vector_store(store, embed_model=Embedding())
    nodes = [node(text=body) for body in bodies]
    both = retrievers.QueryFusionRetriever(
        [
            dense.as_retriever(similarity_top_k=NEAREST),
            words_alone.from_defaults(nodes=nodes, similarity_top_k=NEAREST),
        ],
        llm=core.llms.MockLLM(),
        mode="reciprocal_rerank",
        num_queries=1,
        similarity_top_k=NEAREST,
        use_async=False,
    )
    search: Search = both.retrieve
    return search


def lacks(*modules: str) -> bool:
    """Whether any of these modules is not installed."""
    return not all(map(_is_there, modules))


def _is_there(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:  # the package that it is in
        return False


PEERS: dict[str, Callable[[Any, Sequence[str], QueryEmbedder], Search | None]] = {
    "langchain": langchain,
    "llamaindex": llamaindex,
}
"""Name → what makes its search."""
