"""Downloads: an answer as a file of several kinds, and every judged answer as a question set."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from fastapi import APIRouter
from starlette.responses import Response

from assistant.answering.table_workbook import workbook
from assistant.errors import UsageError, translated
from assistant.history.answer_markdown import markdown
from assistant.history.answer_word import word_document
from assistant.history.check_word import word_check
from assistant.history.evidence_pack import pack
from assistant.history.feedback_set import write_feedback_set
from assistant.serve.answer_file import answer_file, check_file
from assistant.serve.page.backend import Backend
from assistant.types import Check

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def downloads(backend: Backend) -> APIRouter:
    """The routes of the downloads."""
    router = APIRouter()

    @router.get("/answers/{turn}.md")
    def answer_markdown(turn: int) -> Response:
        """An answer as Markdown with footnotes."""
        text = markdown(backend.conversations.turn(turn).answer)
        return _file(text, f"answer-{turn}.md", "text/markdown")

    @router.get("/answers/{turn}.html")
    def answer_html(turn: int) -> Response:
        """An answer as one HTML file with its quotes."""
        content = answer_file(backend.conversations.turn(turn).answer)
        return _file(content, f"answer-{turn}.html", "text/html")

    @router.get("/answers/{turn}.docx")
    def answer_word(turn: int) -> Response:
        """An answer as a Word document with its quotes."""
        content = word_document(backend.conversations.turn(turn).answer)
        return _file(content, f"answer-{turn}.docx", WORD)

    @router.get("/answers/{turn}.json")
    def answer_evidence(turn: int) -> Response:
        """An answer's evidence, for `assistant verify-pack`."""
        answer = backend.conversations.turn(turn).answer
        evidence = pack(answer, backend.assistant.settings)
        text = json.dumps(evidence, ensure_ascii=False, indent=1)
        return _file(text, f"evidence-{turn}.json", "application/json")

    @router.get("/checks/{name}.html")
    def check_html(name: str) -> Response:
        """A checked draft as one HTML file."""
        return _file(check_file(_check(backend, name)), "checked-draft.html", "text/html")

    @router.get("/checks/{name}.docx")
    def check_word(name: str) -> Response:
        """A checked draft as a Word document with comments."""
        content = word_check(_check(backend, name))
        return _file(content, "checked-draft.docx", WORD)

    @router.get("/tables/{name}.xlsx")
    def table_workbook(name: str) -> Response:
        """A table over documents as an Excel workbook."""
        if name not in backend.tables:
            raise UsageError("This table is no longer kept: fill it again.")
        return _file(workbook(backend.tables[name]), "table.xlsx", EXCEL)

    @router.get("/feedback.zip")
    def feedback() -> Response:
        """Every judged answer and the library's texts, as a question set for `assistant eval`."""
        with translated(), TemporaryDirectory() as folder:
            path = Path(folder) / "feedback.zip"
            write_feedback_set(path, backend.conversations, backend.assistant.library)
            return _file(path.read_bytes(), "feedback.zip", "application/zip")

    return router


def _check(backend: Backend, name: str) -> Check:
    if name not in backend.checks:
        raise UsageError("This check is no longer kept: check the draft again.")
    return backend.checks[name]


def _file(content: str | bytes, name: str, media_type: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)
