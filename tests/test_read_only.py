"""A data folder that nobody can write to: all that reads works, what writes says one line."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from gradio_client import Client  # type: ignore[import-untyped]

from assistant import Assistant, LibraryError
from assistant.serve.page.ask_tab import AskTab
from assistant.serve.page.backend import Backend
from assistant.serve.page.library_tab import LibraryTab
from assistant.serve.page.session import Session
from tests.page_server import free_port, library
from tests.test_library import read_only

ROOT = Path(__file__).parent.parent
QUESTION = "How much did the Aldan river rise?"
SHUT = "data can't be written (Read-only file system): name another with ASSISTANT_DATA"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The data folder of a library in which one question was asked."""
    folder = tmp_path_factory.mktemp("shut")
    assistant = library(folder)
    for _ in AskTab(Backend(assistant)).ask("What was closed in Riverton?", Session()):
        pass
    assistant.library.close()
    with read_only(folder / "data"):
        yield folder / "data"


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "assistant.cli", *arguments]


def environment(data: Path, **others: str) -> dict[str, str]:
    own = {"ASSISTANT_DATA": str(data), "ASSISTANT_MODEL": "quotes", "PYTHONPATH": str(ROOT)}
    return os.environ | own | others


def told(data: Path) -> str:
    return f"The data folder {data} can't be written: conversations last until the page is ended\n"


def run(data: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command(*arguments),
        env=environment(data),
        cwd=data.parent,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (("ask", QUESTION), "The Aldan river rose 212 centimetres in one night. [1]"),
        (("library",), "3 documents."),
        (("show", "desk/bridge.txt"), "The old stone bridge"),
    ],
)
def test_what_reads_works(data: Path, arguments: tuple[str, ...], shown: str) -> None:
    done = run(data, *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    assert shown in done.stdout


@pytest.mark.parametrize("paths", [(), ("desk",)])
def test_what_writes_says_why_it_can_t(data: Path, paths: tuple[str, ...]) -> None:
    done = run(data, "index", *paths)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"assistant: the data folder {data.parent}/{SHUT}\n"


def test_the_page_answers_and_keeps_conversations_while_it_lasts(data: Path) -> None:
    lines: list[str] = []
    backend, session = Backend(Assistant(data=data, model="quotes")), Session()
    backend.warm(lines.append).join()
    assert lines == [told(data).rstrip()]
    *_, last = AskTab(backend).ask(QUESTION, session)
    assert "212" in last["turn"]
    titles = [each.title for each in backend.conversations.all()]
    assert titles == [QUESTION, "What was closed in Riverton?"]
    tab = LibraryTab(backend)
    with pytest.raises(LibraryError, match="can't be written"):
        list(tab.refresh(session))
    with pytest.raises(LibraryError, match="uploads can't take the files"):
        list(tab.add([str(data.parent / "desk" / "river.txt")], session))
    with pytest.raises(LibraryError, match="can't be written"):
        tab.remove("desk/river.txt", session)
    backend.assistant.library.close()


@pytest.mark.slow
def test_it_is_served_and_leaves_nothing_behind(data: Path, tmp_path: Path) -> None:
    port = free_port()
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    with subprocess.Popen(
        command("serve", "--port", str(port)),
        env=environment(data, TMPDIR=str(scratch)),
        stderr=subprocess.PIPE,
        text=True,
    ) as page:
        assert page.stderr is not None
        try:
            assert {page.stderr.readline() for _ in range(2)} == {
                f"The page is at http://127.0.0.1:{port} (Ctrl-C ends it)\n",
                told(data),
            }
            client = Client(f"http://127.0.0.1:{port}", verbose=False)
            answer = client.predict(QUESTION, api_name="/ask")
            client.close()
            assert "212" in answer["answer"]
            assert any(scratch.iterdir())
        finally:
            page.send_signal(signal.SIGTERM)
        assert page.stderr.read() == ""
    assert page.returncode == 0
    assert list(scratch.iterdir()) == []
