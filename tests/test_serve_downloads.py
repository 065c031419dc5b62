"""Answers and judgements as files: complete, and verified from outside."""

import json
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import httpx
import pytest

from assistant.app import Assistant
from assistant.history.evidence_pack import verify_pack
from assistant.history.quote_state import in_folder, in_library
from assistant.serve.page.backend import Backend
from assistant.serve.page.session import Session
from index.load.worker import Loader
from tests.page_fixtures import asked, http, page_address, page_assistant, page_folder
from tests.page_server import FILES

__all__ = ["http", "page_address", "page_assistant", "page_folder"]


@pytest.fixture(scope="module")
def turn(page_assistant: Assistant) -> int:
    session = Session()
    asked(Backend(page_assistant), session)
    assert session.turn is not None
    return session.turn


def test_an_answer_is_downloaded_and_verified(
    http: httpx.Client,
    page_address: str,
    turn: int,
    page_folder: Path,
    page_assistant: Assistant,
    tmp_path: Path,
) -> None:
    markdown = http.get(f"{page_address}/answers/{turn}.md")
    assert "attachment" in markdown.headers["content-disposition"]
    assert "[^1]" in markdown.text
    pack = tmp_path / "evidence.json"
    pack.write_bytes(http.get(f"{page_address}/answers/{turn}.json").content)
    assert json.loads(pack.read_text())["engine"] == "quotes"
    with Loader() as loader:
        report = verify_pack(pack, in_folder(page_folder / "desk", loader))
        assert report.ok, report.lines()
        assert verify_pack(pack, in_library(page_assistant.library)).ok
        river = page_folder / "desk" / "river.txt"
        river.write_text(FILES["river.txt"].replace("212", "213"))
        assert not verify_pack(pack, in_folder(page_folder / "desk", loader)).ok
        river.write_text(FILES["river.txt"])


def test_feedback_is_downloaded(
    http: httpx.Client, page_address: str, turn: int, page_assistant: Assistant
) -> None:
    Backend(page_assistant).conversations.judge(turn, "up", "right")
    with ZipFile(BytesIO(http.get(f"{page_address}/feedback.zip").content)) as archive:
        assert json.loads(archive.read("questions.jsonl"))["note"] == "right"
        assert archive.read("documents/desk/river.txt").decode() == FILES["river.txt"]


@pytest.mark.parametrize("path", ["/answers/999.md", "/answers/999.json", "/answers/x.md"])
def test_an_answer_that_is_not_there_is_reported(
    http: httpx.Client, page_address: str, path: str
) -> None:
    reply = http.get(page_address + path)
    assert reply.status_code in (404, 422)
    assert "Traceback" not in reply.text


def test_files_stand_by_themselves_and_are_only_saved(
    http: httpx.Client, page_address: str, turn: int
) -> None:
    for path in (
        f"answers/{turn}.html",
        f"answers/{turn}.docx",
        "original?document=desk/river.txt",
    ):
        reply = http.get(f"{page_address}/{path}")
        assert reply.status_code == 200, path
        assert reply.headers["content-disposition"].startswith("attachment")
    assert reply.text == FILES["river.txt"]
    assert reply.headers["content-type"] == "application/octet-stream"
    for path in ("answers/99.docx", "checks/none.html", "original?document=../river.txt"):
        assert http.get(f"{page_address}/{path}").status_code == 404, path
