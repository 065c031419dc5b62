"""A PDF's page as a picture with a quote's words boxed, drawn by a child process."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

from assistant.serve.page.backend import Backend
from index.load.worker import environment
from index.types import Source

SECONDS = 20.0
"""Seconds that a page may take to draw: a hostile file costs no more."""


class PictureError(Exception):
    """There is no picture to be had of this page."""


def page_picture(backend: Backend, name: str, page: int, start: int, end: int) -> bytes:
    """The page `page` (from 1) of a document as PNG, the words of text[start:end] on it boxed.

    Raises PictureError where there is no such PDF, it has changed since it was indexed, or it
    can't be drawn.
    """
    document = backend.document(name)
    if document is None or not name.lower().endswith(".pdf"):
        raise PictureError(f"{name} is no PDF of the library")
    data = _content(backend, document.source)
    # Offsets count from the document's start: those of the page are cut out of them.
    begins = [*document.source.page_starts, len(document.text)]
    if not 0 < page < len(begins):
        raise PictureError(f"{name} has no page {page}")
    first = max(start, begins[page - 1])
    before = document.text[begins[page - 1] : first]
    return _drawn_page(data, page - 1, before, document.text[first : min(end, begins[page])])


def _content(backend: Backend, source: Source) -> bytes:
    """The file as it was indexed: in any other the offsets would mean other words."""
    path, *_ = (one.path for one in backend.records() if one.source.name == source.name)
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise PictureError(f"{source.name} can't be read") from error
    if hashlib.sha256(data).hexdigest() != source.sha256:
        raise PictureError(f"{source.name} has changed since it was indexed")
    return data


def _drawn_page(data: bytes, index: int, before: str, quote: str) -> bytes:
    request = json.dumps({"index": index, "before": before, "quote": quote}).encode() + b"\n"
    try:
        done = subprocess.run(
            [sys.executable, "-m", "assistant.serve.page.pdf_drawing"],
            input=request + data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # No key or setting of this process is of use to it.
            env=environment(os.environ),
            timeout=SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise PictureError("the page can't be drawn") from error
    return done.stdout
