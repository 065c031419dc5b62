"""A quote is exact, or its state says what became of its document."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.history.quote_state import in_folder, in_library, quote_state
from index.types import Document, IndexingError, Source
from tests.quoted import TEXT, OneDocumentLibrary, PlainTextLoader, cited, folder

__all__ = ["folder"]


def test_a_document_removed_while_it_is_looked_up_is_gone() -> None:
    class Leaky(OneDocumentLibrary):
        def text(self, name: str) -> str:
            raise IndexingError(f"{name}: removed just now")

    assert in_library(Leaky(Document(Source("a", "a"), TEXT)))("a") is None


@pytest.mark.parametrize("name", ["desk/../../secret.txt", "../secret.txt", "/etc/passwd", ""])
def test_a_name_cannot_reach_outside_the_folder(folder: Path, name: str) -> None:
    (folder.parent / "secret.txt").write_text(TEXT)
    assert in_folder(folder, PlainTextLoader())(name) is None


@given(st.text(), st.integers(0, 20), st.integers(0, 20))
def test_only_the_very_characters_are_exact(text: str, start: int, length: int) -> None:
    quote = text[start : start + length]
    citation = replace(cited(), start=start, end=start + length, quote=quote, sha256="")
    assert quote_state(citation, Document(Source("a", "a"), text)) == "exact"
    for other in (f"x{text}", text[:start] + "\u200b" + text[start:]):
        exact = quote_state(citation, Document(Source("a", "a"), other)) == "exact"
        assert exact == (other[start : start + length] == quote)
