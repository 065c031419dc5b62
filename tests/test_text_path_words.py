import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.path_words import file_name, path_words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("docs/heron-40-manual.txt", "heron 40 manual"),
        ("docs/policies/leave_policy-1.4.txt", "policies leave policy 1.4"),
        ("docs/RoofRepair2024Invoice.pdf", "Roof Repair 2024 Invoice"),
        ("docs/2024-03-12 moorings.md", "2024 moorings"),
        ("docs/scan20240312.jpg", "scan 2024"),
        ("docs/q001-near4.txt", ""),
        ("docs/00017.txt", ""),
        ("docs/9f8e7d6c5b4a39281706.pdf", ""),
        ("docs/0017/report.pdf", "report"),
        ("report.pdf", "report"),
        ("docs/notes.v2", "notes"),
    ],
)
def test_a_path_says_what_its_words_are(name: str, words: str) -> None:
    assert path_words(name) == words.split()


def test_only_an_extension_is_cut() -> None:
    assert file_name("a/leave-policy-1.4") == "leave-policy-1.4"
    assert file_name("a/leave-policy-1.4.txt") == "leave-policy-1.4"


@given(st.text(max_size=60))
def test_any_name_has_words_of_its_own(name: str) -> None:
    assert all(word in name for word in path_words(name))
