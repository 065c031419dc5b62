from pathlib import Path

import pytest

from index.sync.roots import with_roots
from index.types import IndexingError


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "desk" / "deep" / "er").mkdir(parents=True)
    (tmp_path / "desk" / "a.txt").touch()
    return tmp_path / "desk"


def test_roots_are_remembered_under_labels_of_their_own(tmp_path: Path) -> None:
    for name in ("one/desk", "two/desk", "two/desk-2"):
        (tmp_path / name).mkdir(parents=True)
    roots = with_roots({}, [tmp_path / "one/desk"])
    assert roots == {"desk": str(tmp_path / "one/desk")}
    roots = with_roots(roots, [tmp_path / "two/desk", tmp_path / "two/desk-2"])
    assert roots == {
        "desk": str(tmp_path / "one/desk"),
        "desk-2": str(tmp_path / "two/desk"),
        "desk-2-2": str(tmp_path / "two/desk-2"),
    }


def test_a_path_inside_a_root_adds_nothing_and_one_above_replaces(desk: Path) -> None:
    roots = with_roots({}, [desk / "deep", desk / "a.txt"])
    assert with_roots(roots, [desk / "deep" / "er", desk / "deep"]) == roots
    assert with_roots(roots, [desk]) == {"desk": str(desk)}
    (desk / "deeper").mkdir()
    assert list(with_roots(roots, [desk / "deeper"])) == ["deep", "a.txt", "deeper"]


def test_a_link_is_remembered_as_what_it_leads_to(desk: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(desk)
    assert with_roots({}, [tmp_path / "link", desk]) == {"desk": str(desk)}


def test_the_root_of_all_has_a_label() -> None:
    assert with_roots({}, [Path("/")]) == {"root": "/"}
    assert with_roots({"root": "/"}, [Path("/etc")]) == {"root": "/"}


@pytest.mark.parametrize("name", ["nowhere", "a.txt/b", "x" * 300, "nul\0"])
def test_a_path_that_never_was_is_an_error(desk: Path, name: str) -> None:
    with pytest.raises(IndexingError, match="does not exist: check the path's spelling"):
        with_roots({}, [desk / name])


def test_a_link_in_a_ring_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "ring").symlink_to(tmp_path / "ring")
    with pytest.raises(IndexingError, match="does not exist"):
        with_roots({}, [tmp_path / "ring"])


def test_a_root_that_is_gone_is_forgotten_when_it_is_named(tmp_path: Path) -> None:
    roots = {"desk": str(tmp_path / "x/desk"), "more": str(tmp_path / "x/more"), "y": "/tmp"}
    assert with_roots(roots, []) == roots
    assert with_roots(roots, [tmp_path / "x/desk"]) == {
        "more": str(tmp_path / "x/more"),
        "y": "/tmp",
    }
    assert with_roots(roots, [tmp_path / "x"]) == {"y": "/tmp"}


def test_a_gone_path_inside_a_root_is_no_error_where_files_were_indexed(desk: Path) -> None:
    roots, files = {"desk": str(desk)}, [f"{desk}/gone/x.txt"]
    assert with_roots(roots, [desk / "gone", desk / "gone/x.txt"], files) == roots
    with pytest.raises(IndexingError):
        with_roots(roots, [desk / "gon"], files)
