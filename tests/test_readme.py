import pytest

from tests.readme import README, block, updated


def test_the_help_in_the_readme_is_the_program_s() -> None:
    readme = README.read_text(encoding="utf-8")
    assert updated(readme) == readme, "run: make help-in-readme"


def test_the_help_has_one_width_whatever_the_terminal_s(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = block()
    monkeypatch.setenv("COLUMNS", "40")
    assert block() == shown
    monkeypatch.delenv("COLUMNS")
    assert block() == shown


def test_a_readme_without_a_place_for_it_is_refused() -> None:
    with pytest.raises(ValueError, match="no place for the help"):
        updated("# Cited Assistant\n")
    assert updated("<!-- help -->\nold\n<!-- /help -->\n") == (
        f"<!-- help -->\n{block()}<!-- /help -->\n"
    )
