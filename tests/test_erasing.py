"""A document erased is nowhere in the data folder any more."""

from pathlib import Path

import pytest

from assistant import Assistant
from assistant.errors import LibraryError
from assistant.history.conversations import Conversations
from assistant.history.erasure import CONVERSATIONS, UPLOADS, erase
from tests.command import Run, json_of

SECRET = "Quillfeather"
"""A word that stands in the erased document alone."""

TEXTS = {
    "plan.txt": f"The plan of {SECRET} is to close the mill at Orr in 2031.",
    "mill.txt": "The mill at Orr was built in 1902 and has two wheels.",
}


@pytest.fixture
def desk(tmp_path: Path) -> Assistant:
    made = Assistant(data=tmp_path / "data", model="quotes")
    for folder in (tmp_path / "desk", tmp_path / "data" / UPLOADS):
        folder.mkdir(parents=True)
        for name, text in TEXTS.items():
            (folder / name).write_text(text if folder.name == "desk" else f"Uploaded. {text}")
        made.index(folder)
    return made


def traces(data: Path, *words: str) -> list[str]:
    """The files under a folder in which a word stands, in either letter case or UTF-16."""
    found = []
    for path in data.rglob("*"):
        held = path.read_bytes() if path.is_file() else b""
        for word in words:
            forms = [word.encode(), word.lower().encode(), word.encode("utf-16-le")]
            if any(form in held for form in forms) or word in path.name:
                found.append(str(path.relative_to(data)))
    return found


def kept(desk: Assistant, question: str) -> None:
    conversations = Conversations(desk.settings.data / CONVERSATIONS)
    turn = conversations.keep(conversations.start(question), desk.answer(question))
    conversations.judge(turn, "up", "as it says")


def test_no_byte_is_left_and_the_rest_is_as_it_was(desk: Assistant) -> None:
    data = desk.settings.data
    kept(desk, "Who plans to close the mill?")
    kept(desk, "When was the mill at Orr built?")
    assert traces(data, SECRET)
    before = desk.text("desk/mill.txt")
    for name in ("desk/plan.txt", f"{UPLOADS}/plan.txt"):
        assert erase(desk.library, data, name) == [name]
    assert traces(data, SECRET, "plan.txt") == []
    assert desk.text("desk/mill.txt") == before
    assert not desk.answer("When was the mill at Orr built?").abstained
    with pytest.raises(LibraryError, match="holds no document"):
        desk.text("desk/plan.txt")


def test_it_stays_out_until_its_file_is_named(desk: Assistant, tmp_path: Path) -> None:
    erase(desk.library, desk.settings.data, "desk/plan.txt")
    assert "desk/plan.txt" not in desk.index().added
    assert (tmp_path / "desk" / "plan.txt").exists()
    assert "desk/plan.txt" in desk.index(tmp_path / "desk" / "plan.txt").added


def test_copies_of_its_text_go_with_it(desk: Assistant, tmp_path: Path) -> None:
    (tmp_path / "desk" / "copy.txt").write_text(TEXTS["plan.txt"])
    desk.index()
    assert erase(desk.library, desk.settings.data, "desk/copy.txt") == [
        "desk/copy.txt",
        "desk/plan.txt",
    ]


def test_the_command_says_what_it_erased(
    run: Run, desk: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_DATA", str(desk.settings.data))
    assert run("library", "--erase", "desk/plan.txt").out == "erased desk/plan.txt\n"
    done = run("library", "--erase", f"{UPLOADS}/plan.txt", "--json")
    assert json_of(done.out) == {"erased": [f"{UPLOADS}/plan.txt"]}
    assert "holds no document" in run("library", "--erase", "desk/plan.txt").message
