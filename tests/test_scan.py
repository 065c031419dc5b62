import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from index.sync.roots import with_roots
from index.sync.scan import Scan, scan


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    folder = tmp_path / "desk"
    for name in ("a.txt", "deep/b.md", "deep/er/c.pdf", "z.txt"):
        write(folder / name)
    return folder


def write(path: Path, text: str = "text") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def names(*folders: Path, without: Path | None = None) -> list[str]:
    found = scan(with_roots({}, folders), str(without) if without else None)
    assert found.absent == {}
    return [file.name for file in found.files]


@contextmanager
def as_nobody() -> Iterator[None]:
    """Not root, whom no permission binds."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_all_files_are_found_in_order_of_their_names(desk: Path) -> None:
    assert names(desk) == ["desk/a.txt", "desk/deep/b.md", "desk/deep/er/c.pdf", "desk/z.txt"]


def test_a_file_is_known_with_its_size_and_time(desk: Path) -> None:
    file = scan({"desk": str(desk)}).files[0]
    facts = (desk / "a.txt").stat()
    assert (file.path, file.size, file.modified) == (desk / "a.txt", 4, facts.st_mtime_ns)


def test_a_single_file_is_a_root_too(desk: Path) -> None:
    assert names(desk / "a.txt", desk / "deep") == ["a.txt", "deep/b.md", "deep/er/c.pdf"]


def test_hidden_files_and_folders_are_left_out(desk: Path) -> None:
    write(desk / ".secret")
    write(desk / ".git" / "config.txt")
    assert len(names(desk)) == 4
    assert names(desk / ".git") == [".git/config.txt"]


def test_what_is_no_plain_file_is_left_out(desk: Path) -> None:
    os.mkfifo(desk / "pipe.txt")
    (desk / "dangling.txt").symlink_to(desk / "nowhere")
    (desk / "round.txt").symlink_to(desk / "round.txt")
    assert len(names(desk)) == 4


def test_the_data_folder_is_left_out_wherever_it_is(desk: Path) -> None:
    write(desk / "data" / "library" / "1" / "chroma.txt")
    (desk / "y").symlink_to(desk / "data")
    assert len(names(desk, without=desk / "data")) == 4
    assert len(names(desk)) == 5


def test_ignore_patterns_apply_in_their_folder_and_below(desk: Path) -> None:
    write(desk / ".assistantignore", "# not these\n*.md\n/z.txt\n!deep/er/keep.md\nbuild/\n")
    for name in ("deep/z.txt", "deep/er/keep.md", "build/x.txt", "deep/build/x.txt"):
        write(desk / name)
    assert names(desk) == [
        "desk/a.txt",
        "desk/deep/er/c.pdf",
        "desk/deep/er/keep.md",
        "desk/deep/z.txt",
    ]
    write(desk / "deep" / ".assistantignore", "!*.md\n*.pdf\n/z.txt\n")
    assert names(desk) == ["desk/a.txt", "desk/deep/b.md", "desk/deep/er/keep.md"]


def test_an_ignore_file_that_is_no_text_ignores_what_it_can(desk: Path) -> None:
    (desk / ".assistantignore").write_bytes(b"\xff\xfe\n*.md\n")
    assert "desk/deep/b.md" not in names(desk)
    (desk / ".assistantignore").unlink()
    (desk / ".assistantignore").mkdir()
    assert "desk/deep/b.md" in names(desk)


def test_links_are_followed_but_not_in_rings(desk: Path, tmp_path: Path) -> None:
    write(tmp_path / "other" / "o.txt")
    (desk / "deep" / "up").symlink_to(desk)
    (desk / "deep" / "top").symlink_to(tmp_path)
    (desk / "linked").symlink_to(tmp_path / "other")
    (tmp_path / "other" / "back").symlink_to(tmp_path / "other")
    (desk / "twice.txt").symlink_to(desk / "a.txt")
    assert names(desk) == [
        "desk/a.txt",
        "desk/deep/b.md",
        "desk/deep/er/c.pdf",
        "desk/linked/o.txt",
        "desk/twice.txt",
        "desk/z.txt",
    ]


def test_a_folder_is_read_under_its_own_name_rather_than_a_link_s(desk: Path) -> None:
    (desk / "a-link").symlink_to(desk / "deep")
    assert "desk/deep/b.md" in names(desk)
    assert len(names(desk)) == 4


def test_a_deep_tree_is_walked(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    folder.mkdir()
    here = os.open(folder, os.O_RDONLY)
    for _ in range(300):
        os.mkdir("d", dir_fd=here)
        below = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(os.open("end.txt", os.O_CREAT, dir_fd=here))
    os.close(here)
    assert names(folder) == ["desk/" + "d/" * 300 + "end.txt"]


def test_a_name_that_is_no_text_is_spelled_out(desk: Path) -> None:
    path = os.fsencode(desk) + b"/caf\xe9.txt"
    with open(path, "wb"):  # noqa: PTH123 - bytes
        pass
    file = next(each for each in scan({"desk": str(desk)}).files if "caf" in each.name)
    assert file.name == "desk/caf\\udce9.txt"
    assert file.path.exists()


def test_what_can_t_be_looked_into_is_reported(tmp_path: Path) -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        os.chmod(folder, 0o755)  # noqa: PTH101
        write(Path(folder, "open.txt"))
        write(Path(folder, "shut", "in.txt"))
        Path(folder, "shut").chmod(0)
        gone = str(tmp_path / "unplugged")
        with as_nobody():
            found = scan({"desk": folder, "drive": gone})
        Path(folder, "shut").chmod(0o755)
        assert [file.name for file in found.files] == ["desk/open.txt"]
        assert found.absent == {
            f"{folder}/shut": "can't be looked into (Permission denied)",
            gone: "is not there",
        }
        assert not found.knows(f"{folder}/shut/in.txt")
        assert not found.knows(gone)
        assert found.knows(f"{folder}/open.txt")
        assert found.knows(f"{folder}/shuttle.txt")


def test_an_empty_scan_knows_all() -> None:
    assert Scan().knows("/anything")
