"""The routes below /api: the command's JSON over HTTP."""

import asyncio
from collections.abc import Coroutine
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Query, Request

from assistant.serve.api.calls import Calls, Json
from assistant.serve.api.collection_calls import CollectionCalls
from assistant.serve.api.places import unless_client_leaves
from assistant.serve.api.reply_schemas import (
    AnswerReply,
    CheckReply,
    CollectionReply,
    CollectionsReply,
    DeletedReply,
    DocumentsReply,
    DocumentTextReply,
    SearchReply,
    TableReply,
)
from assistant.serve.api.schemas import (
    AskBody,
    CheckBody,
    CollectionBody,
    DocumentsQuery,
    ReadBody,
    SearchBody,
    TableBody,
)

_T = TypeVar("_T")


def rest(calls: Calls) -> APIRouter:
    """The routes."""
    router = APIRouter(prefix="/api", tags=["The library"])
    kept = CollectionCalls(calls)

    @router.post("/ask", response_model=AnswerReply)
    async def ask(body: AskBody, request: Request) -> Json:
        """Answer a question; every sentence cites its exact source."""
        return (await _done(request, calls.ask(body))).to_dict()

    @router.post("/table", response_model=TableReply)
    async def table(body: TableBody, request: Request) -> Json:
        """Ask each question of each document: a row a document, a column a question."""
        return await _done(request, calls.table(body))

    @router.post("/check", response_model=CheckReply)
    async def check(body: CheckBody, request: Request) -> Json:
        """Compare each sentence of a draft with the library."""
        return await _done(request, calls.check(body))

    @router.post("/search", response_model=SearchReply)
    async def search(body: SearchBody, request: Request) -> Json:
        """Find the best passages, without an answer."""
        return await _done(request, calls.search(body))

    @router.get("/documents", response_model=DocumentsReply)
    async def documents(request: Request, query: Annotated[DocumentsQuery, Query()]) -> Json:
        """List the library's documents, and how well each was read."""
        return await _done(request, calls.documents(query))

    @router.get("/documents/{name:path}", response_model=DocumentTextReply)
    async def document(name: str, request: Request) -> Json:
        """Read one document's text: what offsets count in."""
        return await _done(request, calls.read(ReadBody(document=name)))

    @router.get("/collections", response_model=CollectionsReply)
    async def collections(request: Request) -> Json:
        """List the collections: names for sets of documents, which all users share."""
        return await _done(request, kept.all())

    @router.post("/collections", response_model=CollectionReply)
    async def collect(body: CollectionBody, request: Request) -> Json:
        """Add documents to a collection, which is made where it is missing."""
        return await _done(request, kept.add(body))

    @router.delete("/collections/{name:path}", response_model=DeletedReply)
    async def uncollect(name: str, request: Request) -> Json:
        """Delete a collection's name; its documents stay."""
        return await _done(request, kept.delete(name))

    return router


async def _done(request: Request, call: Coroutine[Any, Any, _T]) -> _T:
    return await unless_client_leaves(request, asyncio.ensure_future(call))
