"""Puts the page on an application: Gradio with its settings, and what the page loads beside it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fastapi import APIRouter, FastAPI, HTTPException
from starlette.responses import FileResponse, Response

from assistant.serve.page.backend import Backend
from assistant.serve.page.pdf_picture import PictureError, page_picture
from assistant.serve.page.whole_calls import WholeCalls

UPLOAD_BYTES = "1gb"

_FOLDER = Path(__file__).parent


def mount(app: FastAPI, backend: Backend, scratch: str, root_path: str = "") -> None:
    """Mounts the page at the application's root. `scratch` is the folder where uploads arrive.

    `root_path` is where a reverse proxy shows it.
    """
    # Gradio and what it imports read these once: no word to anyone, files nowhere else.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    os.environ["OTEL_SDK_DISABLED"] = "true"
    os.environ["GRADIO_TEMP_DIR"] = scratch
    os.environ["GRADIO_ANALYTICS_CACHE_FREQUENCY"] = str(10**9)  # else a data frame every event
    with _without_proxies():
        import gradio as gr

    from assistant.serve.page.api_endpoints import endpoints
    from assistant.serve.page.interface import build, theme

    app.add_middleware(WholeCalls, endpoints=endpoints(backend))
    app.include_router(_resources(backend))
    gr.mount_gradio_app(
        app,
        build(backend),
        path="/",
        root_path=root_path or None,
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        mcp_server=False,
        enable_monitoring=False,
        pwa=False,
        max_file_size=UPLOAD_BYTES,
        favicon_path=str(_FOLDER / "favicon.png"),
        theme=theme(),
    )
    # FastAPI builds Gradio's routes when the first is looked up, setting aside warnings meanwhile.
    # That is of the whole process: the opening library, which does so too, would bring them back.
    app.url_path_for("api_info")


@contextmanager
def _without_proxies() -> Iterator[None]:
    """An environment that names no proxy: Gradio makes a client of one at its import.

    The page asks nobody for anything, and starts whatever proxy is named.
    """
    names = [name for name in os.environ if name.lower().endswith("_proxy")]
    kept = {name: os.environ.pop(name) for name in names}
    try:
        yield
    finally:
        os.environ.update(kept)


def original_file(backend: Backend, name: str) -> Path | None:
    """The file that a document of the library was read from; None where it is no longer there."""
    paths = (Path(one.path) for one in backend.records() if one.source.name == name and one.path)
    return next((path for path in paths if path.is_file()), None)


def _resources(backend: Backend) -> APIRouter:
    """The routes of the page's style and of its pictures."""
    router = APIRouter()

    @router.get("/style.css")
    def style() -> Response:
        """The page's style."""
        return FileResponse(_FOLDER / "style.css", media_type="text/css")

    @router.get("/look.js")
    def look() -> Response:
        """The theme and text size that this browser keeps, applied before the first paint."""
        return FileResponse(_FOLDER / "look.js", media_type="text/javascript")

    @router.get("/page.png")
    def picture(document: str, page: int, start: int, end: int) -> Response:
        """A PDF's page as a picture, the words between two offsets boxed."""
        try:
            content = page_picture(backend, document, page, start, end)
        except PictureError as error:
            raise HTTPException(404, str(error)) from error
        # The file may change at any time, under the same address.
        return Response(content, media_type="image/png", headers={"cache-control": "no-store"})

    @router.get("/original")
    def original(document: str) -> Response:
        """A document's file as it lies in its folder, to be saved: no browser runs it."""
        path = original_file(backend, document)
        if path is None:
            raise HTTPException(404, f"{document} has no file here")
        return FileResponse(path, media_type="application/octet-stream", filename=path.name)

    return router
