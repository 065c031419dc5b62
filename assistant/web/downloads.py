"""What the page offers to take along, and pictures of pages: plain routes beside Gradio's."""

import json
from urllib.parse import quote

from fastapi import FastAPI, HTTPException, Response
from fastapi.responses import PlainTextResponse

from assistant.evidence import pack
from assistant.export import markdown
from assistant.types import AssistantError
from assistant.web.desk import Desk
from assistant.web.picture import PictureError, page_picture


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

    @app.get("/feedback.jsonl")
    def take_feedback() -> Response:
        """Every judged answer as a line, for `assistant eval`."""
        lines = [json.dumps(line, ensure_ascii=False) for line in desk.conversations.feedback()]
        return _file("".join(f"{line}\n" for line in lines), "feedback.jsonl", "jsonl")

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


def _file(text: str, name: str, kind: str) -> Response:
    types = {"markdown": "text/markdown", "json": "application/json", "jsonl": "application/jsonl"}
    headers = {"content-disposition": f'attachment; filename="{quote(name)}"'}
    return Response(text, media_type=f"{types[kind]}; charset=utf-8", headers=headers)
