"""What the page offers to take along, and pictures of pages: plain routes beside Gradio's."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from fastapi import FastAPI, HTTPException, Response
from fastapi.responses import FileResponse, PlainTextResponse

from assistant.errors import AssistantError, translated
from assistant.history.answer_markdown import markdown
from assistant.history.evidence_pack import pack
from assistant.history.feedback_set import write_feedback_set
from assistant.serve.page.desk import Desk
from assistant.serve.page.picture import PictureError, page_picture


def add_routes(app: FastAPI, desk: Desk) -> None:
    """Puts the routes on the application."""

    @app.get("/answers/{turn}.md")
    def take_markdown(turn: int) -> Response:
        """An answer as Markdown with footnotes."""
        return _file(
            markdown(desk.conversations.turn(turn).answer), f"answer-{turn}.md", "markdown"
        )

    @app.get("/answers/{turn}.json")
    def take_evidence(turn: int) -> Response:
        """An answer's evidence, for `assistant verify-pack`."""
        answer = desk.conversations.turn(turn).answer
        body = pack(answer, desk.assistant.settings)
        return _file(
            json.dumps(body, ensure_ascii=False, indent=1), f"evidence-{turn}.json", "json"
        )

    @app.get("/feedback.zip")
    def take_feedback() -> Response:
        """Every judged answer and the library's texts, as a question set for `assistant eval`."""
        with translated(), TemporaryDirectory() as folder:
            path = Path(folder) / "feedback.zip"
            write_feedback_set(path, desk.conversations, desk.assistant.library)
            return _file(path.read_bytes(), "feedback.zip", "zip")

    @app.get("/style.css")
    def take_style() -> Response:
        """The page's style."""
        return FileResponse(Path(__file__).with_name("style.css"), media_type="text/css")

    @app.get("/page.png")
    def take_picture(document: str, page: int, start: int, end: int) -> Response:
        """A PDF's page as a picture, the words between two offsets boxed."""
        try:
            picture = page_picture(desk, document, page, start, end)
        except PictureError as error:
            raise HTTPException(404, str(error)) from error
        return Response(picture, media_type="image/png", headers={"cache-control": "no-store"})

    @app.exception_handler(AssistantError)
    def told(_request: object, error: AssistantError) -> Response:
        return PlainTextResponse(str(error), status_code=404)


def _file(content: str | bytes, name: str, kind: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    types = {
        "json": "application/json",
        "markdown": "text/markdown; charset=utf-8",
        "zip": "application/zip",
    }
    return Response(content, media_type=types[kind], headers=headers)
