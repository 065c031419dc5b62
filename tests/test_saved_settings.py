"""What is chosen in the page is kept in the data folder, keys in a file of their owner's alone."""

import json
import os
import stat
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import Settings, SettingsError
from assistant.saved_settings import (
    KEYS_FILE,
    SETTINGS_FILE,
    save_key,
    save_settings,
    saved_keys,
    saved_settings,
)

KEY = "sk-test-5d21c0ffee"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No .env, no variable of the machine's, and no key that outlives the test."""
    monkeypatch.chdir(tmp_path)
    for name in ("ASSISTANT_MODEL", "OPENAI_API_KEY", "ANTHROPIC_API_KEY"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)


def test_what_was_kept_counts_below_the_environment_and_arguments(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    save_settings(data, model="openai:gpt-test", confidence=0.25)
    save_settings(data, embedder="multilingual")
    found = Settings.load(data=data)
    assert (found.model, found.confidence) == ("openai:gpt-test", 0.25)
    assert found.embedder == "multilingual"
    assert Settings.load(data=data, model="quotes").model == "quotes"
    monkeypatch.setenv("ASSISTANT_MODEL", "gguf:small.gguf")
    assert Settings.load(data=data).model == "gguf:small.gguf"
    monkeypatch.setenv("ASSISTANT_DATA", str(data))
    assert Settings.load().confidence == 0.25
    assert Settings.load(data=tmp_path / "other").confidence == Settings().confidence


def test_a_key_is_in_a_file_that_its_owner_alone_can_read(tmp_path: Path) -> None:
    save_settings(tmp_path, model="openai:gpt-test")
    save_key(tmp_path, "OPENAI_API_KEY", KEY)
    for name in (KEYS_FILE, SETTINGS_FILE):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    assert KEY not in (tmp_path / SETTINGS_FILE).read_text()
    assert sorted(path.name for path in tmp_path.iterdir()) == [KEYS_FILE, SETTINGS_FILE]
    found = Settings.load(data=tmp_path)
    assert found.openai_api_key == KEY
    assert KEY not in repr(found)
    save_key(tmp_path, "OPENAI_API_KEY", "")
    assert saved_keys(tmp_path) == {}
    assert KEY not in (tmp_path / KEYS_FILE).read_text()
    assert Settings.load(data=tmp_path).openai_api_key == ""


def test_another_provider_s_key_goes_where_its_package_looks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_key(tmp_path, "ANTHROPIC_API_KEY", KEY)
    try:
        Settings.load(data=tmp_path)
        assert os.environ["ANTHROPIC_API_KEY"] == KEY
        os.environ["ANTHROPIC_API_KEY"] = "another"
        Settings.load(data=tmp_path)
        assert os.environ["ANTHROPIC_API_KEY"] == "another"
    finally:
        monkeypatch.delenv("ANTHROPIC_API_KEY")


@pytest.mark.parametrize(
    "text", ["", "[]", f'{{"OPENAI_API_KEY": "{KEY}"', "\udcff", '{"confidence": "high"}']
)
def test_a_file_that_can_not_be_used_is_told_in_a_line_without_its_words(
    tmp_path: Path, text: str
) -> None:
    for name in (KEYS_FILE, SETTINGS_FILE):
        file = tmp_path / name
        file.write_bytes(text.encode("utf-8", "surrogateescape"))
        if name == KEYS_FILE and "confidence" in text:
            assert saved_keys(tmp_path) == {"confidence": "high"}
        else:
            with pytest.raises(SettingsError) as raised:
                Settings.load(data=tmp_path)
            assert name in str(raised.value)
            assert "\n" not in str(raised.value)
            assert KEY not in repr((raised.value, raised.value.__cause__, raised.value.__context__))
        file.unlink()


def test_values_of_a_later_version_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / SETTINGS_FILE).write_text(json.dumps({"tone": "dry", "confidence": 1}))
    assert saved_settings(tmp_path) == {"confidence": 1}
    save_settings(tmp_path, confidence=0)
    assert json.loads((tmp_path / SETTINGS_FILE).read_text()) == {"tone": "dry", "confidence": 0}


def test_a_folder_that_can_not_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(SettingsError, match="until the end of the process"):
        save_settings(tmp_path / "data", confidence=0.5)
    assert saved_settings(tmp_path / "data") == {}


@given(st.text(), st.floats(0, 1), st.text(st.characters(codec="ascii"), min_size=1))
def test_what_is_kept_comes_back_as_it_was(model: str, confidence: float, key: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        save_settings(data, model=model, confidence=confidence)
        save_key(data, "OPENAI_API_KEY", key)
        kept = {"model": model, "confidence": confidence, "openai_api_key": key}
        assert saved_settings(data) == kept
        save_key(data, "OPENAI_API_KEY", "")
        assert saved_keys(data) == {}
