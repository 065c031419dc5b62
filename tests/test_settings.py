import os
from dataclasses import fields
from pathlib import Path

import pytest

from assistant import Assistant, Settings, SettingsError
from index.load import Limits

ROOT = Path(__file__).parent.parent
KEY = "sk-test-5d21c0ffee"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, where a .env may stand."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def fault(**values: object) -> str:
    with pytest.raises(SettingsError) as raised:
        Settings.load(**values)
    assert "\n" not in str(raised.value)
    return str(raised.value)


def test_the_example_lists_every_variable_with_its_default_and_meaning() -> None:
    entries = []
    for setting in fields(Settings):
        default = setting.default
        shown = f"{default:g}" if isinstance(default, float) else f"{default}"
        entries.append(f"\n# {setting.metadata['text']}\n{setting.metadata['variable']}={shown}\n")
    _, _, listed = (ROOT / ".env.example").read_text(encoding="utf-8").partition("\n")
    assert listed == "".join(entries)


def test_the_example_as_it_is_sets_nothing(folder: Path) -> None:
    (folder / ".env").write_bytes((ROOT / ".env.example").read_bytes())
    assert Settings.load() == Settings()


def test_arguments_win_over_the_environment_over_the_file_over_defaults(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / ".env").write_text(
        "ASSISTANT_PASSAGES=7\nASSISTANT_CONFIDENCE=0.25\nASSISTANT_TIMEOUT=9\n"
    )
    monkeypatch.setenv("ASSISTANT_CONFIDENCE", "0.75")
    monkeypatch.setenv("ASSISTANT_TIMEOUT", "8")
    settings = Settings.load(timeout=5.5, model=None)
    assert (settings.passages, settings.confidence, settings.timeout) == (7, 0.75, 5.5)
    assert settings.verify == "rules"


def test_an_empty_variable_is_one_that_is_not_set(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / ".env").write_text("ASSISTANT_PASSAGES=7\nASSISTANT_VERIFY=\nASSISTANT_TIMEOUT\n")
    monkeypatch.setenv("ASSISTANT_PASSAGES", "")
    assert Settings.load() == Settings(passages=7)


def test_each_value_comes_in_its_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_DATA", "~/library")
    monkeypatch.setenv("ASSISTANT_PASSAGES", " 12 ")
    monkeypatch.setenv("ASSISTANT_TIMEOUT", "30")
    monkeypatch.setenv("ASSISTANT_MODEL", " quotes ")
    settings = Settings.load()
    assert settings.data == Path.home() / "library"
    assert (settings.passages, settings.timeout, settings.model) == (12, 30.0, "quotes")
    assert isinstance(settings.timeout, float)


def test_the_engine_is_quotes_unless_a_model_or_openai_s_key_is_set() -> None:
    assert Settings().engine == "quotes"
    assert Settings(openai_api_key=KEY).engine == "openai:gpt-5-mini"
    assert Settings(openai_api_key=KEY, model="quotes").engine == "quotes"
    assert Settings(model="ollama:llama3").engine == "ollama:llama3"


def test_keys_of_other_providers_go_to_where_their_packages_look(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("OTHER_API_KEY", "THIRD_API_KEY"):
        monkeypatch.setenv(name, "taken")
    monkeypatch.delenv("OTHER_API_KEY")
    (folder / ".env").write_text(f"OTHER_API_KEY={KEY}\nTHIRD_API_KEY=new\nOPENAI_API_KEY={KEY}\n")
    assert Settings.load().openai_api_key == KEY
    assert os.environ["OTHER_API_KEY"] == KEY
    assert os.environ["THIRD_API_KEY"] == "taken"
    assert "OPENAI_API_KEY" not in os.environ


@pytest.mark.parametrize(
    ("variable", "value", "message"),
    [
        ("ASSISTANT_PASSAGES", "many", "ASSISTANT_PASSAGES is 'many': give a whole number"),
        ("ASSISTANT_PASSAGES", "2.5", "ASSISTANT_PASSAGES is '2.5': give a whole number"),
        ("ASSISTANT_PASSAGES", "0", "ASSISTANT_PASSAGES is 0: give a number from 1 to 50"),
        ("ASSISTANT_PASSAGES", "51", "ASSISTANT_PASSAGES is 51: give a number from 1 to 50"),
        ("ASSISTANT_CONFIDENCE", "x", "ASSISTANT_CONFIDENCE is 'x': give a number"),
        ("ASSISTANT_CONFIDENCE", "1.1", "ASSISTANT_CONFIDENCE is 1.1: give a number from 0 to 1"),
        ("ASSISTANT_CONFIDENCE", "nan", "ASSISTANT_CONFIDENCE is nan: give a number from 0 to 1"),
        ("ASSISTANT_TIMEOUT", "0", "ASSISTANT_TIMEOUT is 0.0: give a number above 0"),
        ("ASSISTANT_TIMEOUT", "nan", "ASSISTANT_TIMEOUT is nan: give a number above 0"),
        ("ASSISTANT_TIMEOUT", "inf", "ASSISTANT_TIMEOUT is inf: give a number above 0"),
        ("ASSISTANT_FILE_PAGES", "-1", "ASSISTANT_FILE_PAGES is -1: give a number above 0"),
        ("ASSISTANT_VERIFY", "luck", "ASSISTANT_VERIFY is 'luck': give rules or model"),
    ],
)
def test_a_wrong_value_is_reported_by_the_variable_s_name(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, message: str
) -> None:
    monkeypatch.setenv(variable, value)
    assert fault() == message


def test_the_bounds_themselves_can_be_set() -> None:
    for confidence in (0.0, 1.0):
        assert Settings(confidence=confidence).confidence == confidence
    for passages in (1, 50):
        assert Settings(passages=passages).passages == passages


def test_an_argument_is_checked_as_a_variable_is() -> None:
    assert fault(passages=0) == "ASSISTANT_PASSAGES is 0: give a number from 1 to 50"


def test_a_file_in_another_encoding_is_named(folder: Path) -> None:
    (folder / ".env").write_bytes("ASSISTANT_DATA=Büro".encode("latin-1"))
    assert fault() == f"{folder / '.env'} can't be read as UTF-8 text: save it as such"


def test_a_folder_of_that_name_is_no_file_of_settings(folder: Path) -> None:
    (folder / ".env").mkdir()
    assert Settings.load() == Settings()


def test_secrets_are_in_no_representation(folder: Path) -> None:
    (folder / ".env").write_text(f"OPENAI_API_KEY={KEY}\n")
    settings = Settings.load()
    assert settings.openai_api_key == KEY
    assert KEY not in repr(settings) + str(settings)


def test_every_bound_on_a_file_is_a_setting(tmp_path: Path) -> None:
    settings = Settings(
        data=tmp_path,
        file_megabytes=3,
        file_pages=5,
        file_seconds=7.0,
        file_memory_megabytes=911,
        archive_megabytes=13,
        archive_files=17,
        archive_nesting=19,
    )
    with Assistant(settings=settings).loader() as loader:
        assert loader.limits == Limits(
            file_bytes=3 * 2**20,
            pages=5,
            seconds=7.0,
            memory_bytes=911 * 2**20,
            expanded_bytes=13 * 2**20,
            members=17,
            nesting=19,
        )
    with Assistant(settings=Settings(data=tmp_path)).loader() as loader:
        assert loader.limits == Limits()
