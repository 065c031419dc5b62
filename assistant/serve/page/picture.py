"""A PDF's page as a picture with a quote's words boxed, drawn by a child process."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

from assistant.serve.page.desk import Desk
from index.load.worker import environment

SECONDS = 20.0
"""How long a page may take to draw: a file that means harm costs no more."""


class PictureError(Exception):
    """There is no picture to be had of this page."""


def page_picture(desk: Desk, name: str, page: int, start: int, end: int) -> bytes:
    """The page `page` (from 1) of a document as PNG, the words of text[start:end] on it boxed.

    Raises PictureError where there is no such PDF, it has changed since it was indexed, or it
    can't be drawn.
    """
    document = desk.document(name)
    paths = [one.path for one in desk.records() if one.source.name == name]
    if document is None or not name.lower().endswith(".pdf"):
        raise PictureError(f"{name} is no PDF of the library")
    try:
        data = Path(paths[0]).read_bytes()
    except OSError as error:
        raise PictureError(f"{name} can't be read") from error
    if hashlib.sha256(data).hexdigest() != document.source.sha256:
        raise PictureError(f"{name} has changed since it was indexed")
    begins = [*document.source.page_starts, len(document.text)]
    if not 0 < page < len(begins):
        raise PictureError(f"{name} has no page {page}")
    first = max(start, begins[page - 1])
    before = document.text[begins[page - 1] : first]
    return _drawn(data, page - 1, before, document.text[first : min(end, begins[page])])


def _drawn(data: bytes, index: int, before: str, quote: str) -> bytes:
    request = json.dumps({"index": index, "before": before, "quote": quote}).encode() + b"\n"
    try:
        done = subprocess.run(
            [sys.executable, "-m", "assistant.serve.page.drawing"],
            input=request + data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(os.environ),
            timeout=SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise PictureError("the page can't be drawn") from error
    return done.stdout
