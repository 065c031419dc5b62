"""The routes below /api: the command's JSON over HTTP."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from fastapi import APIRouter, Request

from assistant.serve.api.calls import Calls, Json
from assistant.serve.api.places import unless_client_leaves
from assistant.serve.api.schemas import (
    AnswerReply,
    AskBody,
    CheckBody,
    CheckReply,
    DocumentsReply,
    DocumentTextReply,
    ReadBody,
    SearchBody,
    SearchReply,
    TableBody,
    TableReply,
)

_T = TypeVar("_T")


def rest(calls: Calls) -> APIRouter:
    """The routes."""
    router = APIRouter(prefix="/api", tags=["The library"])

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
    async def documents(request: Request) -> Json:
        """List the library's documents, and how well each was read."""
        return await _done(request, calls.documents())

    @router.get("/documents/{name:path}", response_model=DocumentTextReply)
    async def document(name: str, request: Request) -> Json:
        """Read one document's text: what offsets count in."""
        return await _done(request, calls.read(ReadBody(document=name)))

    return router


async def _done(request: Request, call: Coroutine[Any, Any, _T]) -> _T:
    return await unless_client_leaves(request, asyncio.ensure_future(call))
