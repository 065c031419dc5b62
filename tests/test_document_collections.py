"""Collections: names for sets of documents and folders, which filters take."""

import threading
from pathlib import Path

import pytest

from index.search.filters import passes
from index.store.document_collections import FILE, DocumentCollections
from index.types import IndexingError
from tests.command import Run, json_of
from tests.shelf import Shelf

MILLS = {
    "a.txt": "The mill at Orr has two wheels.",
    "b.txt": "The mill at Inn has three wheels.",
    "more/c.txt": "The mill at Enn has no wheels.",
}


def test_members_are_added_taken_out_and_forgotten(tmp_path: Path) -> None:
    kept, other = DocumentCollections(tmp_path), DocumentCollections(tmp_path)
    assert kept.all() == {}
    assert kept.add("  Floods   of May", ["desk/b.txt", "desk/a.txt"]) == "Floods of May"
    assert other.add("floods of may", ["desk/c/"]) == "Floods of May"
    assert kept.members("FLOODS OF MAY") == ("desk/a.txt", "desk/b.txt", "desk/c/")
    other.take_out("Floods of May", ["desk/b.txt", "none"])
    other.add("Bridges", [])
    assert list(kept.all()) == ["Bridges", "Floods of May"]
    kept.forget(["desk/a.txt"])
    assert "desk/a.txt" not in (tmp_path / FILE).read_text()
    assert other.all() == {"Bridges": (), "Floods of May": ("desk/c/",)}
    kept.delete("Bridges")
    with pytest.raises(IndexingError, match="no collection named 'Bridges': there are Floods"):
        other.members("Bridges")
    with pytest.raises(IndexingError, match="from 1 to 100"):
        kept.add(" ", [])


def test_what_several_keep_at_once_is_all_kept(tmp_path: Path) -> None:
    def keep(number: int) -> None:
        for each in range(10):
            DocumentCollections(tmp_path).add("All", [f"{number}-{each}"])

    threads = [threading.Thread(target=keep, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(DocumentCollections(tmp_path).members("All")) == 40


def test_a_damaged_file_is_told_in_a_line(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("[no")
    with pytest.raises(IndexingError, match=r"collections\.json can't be read"):
        DocumentCollections(tmp_path).all()


@pytest.mark.parametrize(
    ("name", "pattern", "fits"),
    [
        ("desk/river.txt", "=desk/river.txt", True),
        ("my desk/river.txt", "=desk/river.txt", False),
        ("desk/river.txt.bak", "=desk/river.txt", False),
        ("desk/River.txt", "=desk/river.txt", False),
        ("desk/a/river.txt", "=desk/", True),
        ("desk/a/river.txt", "=desk/a/", True),
        ("desktop/river.txt", "=desk/", False),
        ("my/desk/river.txt", "=desk/", False),
        ("desk/[1] a.txt", "=desk/[1] a.txt", True),
        ("desk/two\nlines.txt", "=desk/two lines.txt", True),
        ("desk/river.txt", "=desk/bridge.txt\nRIVER", True),
        ("desk/attack.txt", "=desk/bridge.txt\nRIVER", False),
        ("desk/river.txt", "=", False),
    ],
)
def test_a_pattern_may_be_a_whole_name_or_several(name: str, pattern: str, fits: bool) -> None:
    assert passes(name, pattern) == fits


def test_a_question_is_put_to_a_collection(shelf: Shelf) -> None:
    for name, text in MILLS.items():
        shelf.write(name, text)
    shelf.index(shelf.documents)
    library = shelf.library
    library.collections.add("Mills", ["desk/b.txt", "desk/more/"])
    library.collections.add("Nothing", [])
    assert sorted(shelf.found("mill wheels", pattern="collection:mills")) == [
        "desk/b.txt",
        "desk/more/c.txt",
    ]
    assert library.counted(pattern="collection:Mills")[0] == 2
    assert library.counted(pattern="collection:Mills\n=desk/a.txt")[0] == 3
    assert library.counted(pattern="collection:Nothing")[0] == 0
    assert len(library.filtered()) == 3
    assert [each.name for each in library.filtered(pattern="collection:Nothing\na.txt")] == [
        "desk/a.txt"
    ]
    shelf.write("more/d.txt", "The mill at Ahr is gone.")
    shelf.index()
    assert library.counted(pattern="collection:Mills")[0] == 3
    (shelf.documents / "b.txt").rename(shelf.documents / "moved.txt")
    assert shelf.index().moved == ["desk/moved.txt"]
    assert library.collections.members("Mills") == ("desk/more/", "desk/moved.txt")
    library.erase("desk/moved.txt")
    assert library.collections.members("Mills") == ("desk/more/",)
    with pytest.raises(IndexingError, match="no collection named 'Looms'"):
        library.search("mill", 3, pattern="collection:Looms")


def test_the_command_keeps_and_asks_a_collection(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_DATA", str(tmp_path / "data"))
    for name, text in MILLS.items():
        (tmp_path / "desk" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "desk" / name).write_text(text)
    assert run("index", str(tmp_path / "desk")).status == 0
    kept = run("library", "--collection", "Mills", "--in", "b.txt", "--in", "desk/more/")
    assert kept.status == 0
    assert "collection:Mills has 2 of them." in kept.out
    held = json_of(run("library", "--json").out)
    assert held["collections"] == {"Mills": ["desk/b.txt", "desk/more/"]}
    assert held["removed"] == []
    question = "How many wheels has the mill at Orr?"
    assert run("ask", question, "--in", "collection:Mills").status == 3
    named = "What does a.txt say about the wheels of the mill at Orr?"
    assert run("ask", named).status == 0
    assert run("ask", named, "--in", "collection:Mills").status == 3
    told = json_of(
        run("ask", question, "--in", "collection:mills", "--in", "=desk/a.txt", "--json").out
    )
    assert "two wheels" in told["answer"]
    assert told["receipt"]["documents"] == 3
    assert "no collection named" in run("ask", question, "--in", "collection:Looms").message
    assert run("library", "--collection", "Mills").status == 2
    gone = run("library", "--delete-collection", "Mills", "--json", "--in", "b.txt")
    assert [each["document"] for each in json_of(gone.out)["documents"]] == ["desk/b.txt"]
    assert json_of(gone.out)["collections"] == {}
