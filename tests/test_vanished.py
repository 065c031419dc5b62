"""Documents that vanish all at once are kept, unless they are said to be meant to."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant
from index.sync.report import SyncReport
from tests.command import Run, json_of
from tests.shelf import Shelf, shelf_in

FEW = ("a.txt", "b.txt", "c.txt")
MANY = tuple(f"{number}.txt" for number in range(12))


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    with shelf_in(tmp_path) as made:
        yield made


def fill(shelf: Shelf, *names: str) -> None:
    for name in names:
        shelf.write(name, f"The text of {name} is its own.")
    shelf.index(shelf.documents)


def empty(folder: Path) -> None:
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def test_an_emptied_folder_keeps_its_documents_until_it_is_pruned(shelf: Shelf) -> None:
    fill(shelf, *FEW)
    empty(shelf.documents)
    for _ in range(2):
        report = shelf.index()
        ((folder, line),) = report.failed
        assert folder == str(shelf.documents)
        assert line.startswith(f"{folder}: 3 documents of it are gone all at once, and kept")
        assert line.endswith("run assistant index --prune")
        assert (report.removed, len(report.unchanged)) == ([], 3)
        assert report.to_dict()["kept"] == [f"desk/{name}" for name in FEW]
    pruned = shelf.library.index([], shelf.loader, prune=True)
    assert (len(pruned.removed), pruned.failed) == (3, [])
    assert shelf.library.records == []


def test_files_that_come_back_are_known(shelf: Shelf) -> None:
    fill(shelf, *FEW)
    away = shelf.documents.with_name("away")
    shutil.copytree(shelf.documents, away)
    empty(shelf.documents)
    shelf.index()
    shelf.embedded()
    for path in away.iterdir():
        shutil.copy2(path, shelf.documents / path.name)
    report = shelf.index()
    assert (len(report.unchanged), report.failed, shelf.embedded()) == (3, [], [])


def test_most_of_many_are_kept_and_few_are_not(shelf: Shelf) -> None:
    fill(shelf, *MANY)
    for name in MANY[:2]:
        (shelf.documents / name).unlink()
    assert len(shelf.index().removed) == 2
    for name in MANY[2:9]:
        (shelf.documents / name).unlink()
    report = shelf.index()
    assert (report.removed, len(report.kept), len(report.unchanged)) == ([], 7, 10)


def test_a_share_inside_a_folder_is_looked_at_by_itself(shelf: Shelf) -> None:
    fill(shelf, *FEW, "share/d.txt", "share/deep/e.txt")
    empty(shelf.documents / "share")
    report = shelf.index()
    assert report.kept == ["desk/share/d.txt", "desk/share/deep/e.txt"]
    shutil.rmtree(shelf.documents / "share")
    assert len(shelf.index().removed) == 2  # whoever deletes the folder itself means it


def test_what_moves_or_is_left_out_or_replaced_has_not_vanished(shelf: Shelf) -> None:
    fill(shelf, *FEW)
    (shelf.documents / "new").mkdir()
    for name in FEW:
        (shelf.documents / name).rename(shelf.documents / "new" / name)
    report = shelf.index()
    assert (len(report.moved), report.kept) == (3, [])
    shelf.write(".assistantignore", "*.txt")
    report = shelf.index()
    assert (len(report.removed), report.kept) == (3, [])


def test_the_command_and_watch_say_so(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assistant.cli.watch import watch

    monkeypatch.setenv("ASSISTANT_DATA", str(tmp_path / "data"))
    desk = tmp_path / "desk"
    desk.mkdir()
    for name in FEW:
        (desk / name).write_text(f"The text of {name}.")
    run("index", str(desk))
    empty(desk)
    done = run("index")
    assert done.status == 1
    assert done.err.count("\n") == 1
    assert "are gone all at once, and kept in the library" in done.err
    reports: list[SyncReport] = []
    watch(Assistant(data=tmp_path / "data"), [], reports.append, every=0, until=lambda: True)
    assert [len(report.kept) for report in reports] == [3]
    assert json_of(run("index", "--prune", "--json").out)["removed"] == [
        f"desk/{name}" for name in FEW
    ]
