"""The library's search as a LangChain retriever."""

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from assistant.errors import translated
from index.types import Hit


class LibraryRetriever(BaseRetriever):
    """The best passages for a query, best first, as Documents with their exact places.

    The metadata of each: `document` (its name), `title`, `start` and `end` (characters of the
    document's text: `page_content` is just that stretch), `score`, and `published` (YYYY-MM-DD, or
    None). `since` and `until` (dates) and `within` (a glob over names) filter.
    """

    library: Any
    passages: int
    since: Any = None
    until: Any = None
    within: str | None = None

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        del run_manager
        with translated():
            hits = self.library.search(
                query, self.passages, since=self.since, until=self.until, pattern=self.within
            )
        return [_document(hit) for hit in hits]


def _document(hit: Hit) -> Document:
    passage, source = hit.passage, hit.passage.source
    return Document(
        page_content=passage.text,
        metadata={
            "document": source.name,
            "title": source.title,
            "start": passage.start,
            "end": passage.end,
            "score": hit.score,
            "published": source.published.isoformat() if source.published else None,
        },
    )
