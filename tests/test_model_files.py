from pathlib import Path

import pytest

from index.model_files import check_sha256
from index.types import IndexingError

EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.fixture
def markers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where it is remembered which files were checked; empty."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    return tmp_path / "caches" / "cited-assistant"


def test_a_file_that_was_checked_is_read_again_only_when_it_has_changed(
    tmp_path: Path, markers: Path
) -> None:
    file = tmp_path / "model.onnx"
    file.touch()
    check_sha256(file, EMPTY)
    check_sha256(file, EMPTY)
    assert len(list(markers.iterdir())) == 1
    file.write_bytes(b"damaged")
    with pytest.raises(IndexingError, match=r"model\.onnx is damaged"):
        check_sha256(file, EMPTY)
    assert len(list(markers.iterdir())) == 1


def test_a_file_that_is_missing_is_named(tmp_path: Path, markers: Path) -> None:
    with pytest.raises(IndexingError, match=r"model\.onnx is missing; reinstall"):
        check_sha256(tmp_path / "model.onnx", EMPTY)
    assert not markers.exists()
