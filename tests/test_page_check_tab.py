"""Checking a draft: every sentence with its verdict and its quotes."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from assistant.errors import LibraryError, UsageError
from assistant.history.check_word import word_check
from assistant.serve.answer_file import check_file
from assistant.serve.page.backend import CHECKS, Backend
from assistant.serve.page.check_tab import CheckTab, check_summary, checked_draft
from assistant.serve.page.panel import Panel
from assistant.serve.page.session import Session
from assistant.types import Check
from tests.make_files import docx_file
from tests.page_answers import QUOTE, Shown, answered, cited
from tests.page_fixtures import (
    backend,
    page_assistant,
    page_folder,
)

__all__ = ["backend", "page_assistant", "page_folder"]


def test_a_checked_draft_has_a_button_and_quotes_for_every_sentence() -> None:
    sentence = replace(answered().sentences[1], citations=(cited("[2]"),))
    shown = Shown(checked_draft(Check((answered().sentences[0], sentence))))
    assert "2 sentences: 1 partly supported and 1 supported." in shown.text
    buttons = shown.all("span", "sentence")
    hidden = [one for one in shown.all("section") if "hidden" in one]
    assert [one["aria-controls"] for one in buttons] == [one["id"] for one in hidden]
    assert shown.all("a", "marker")[0]["data-of"] == "c1"
    assert "The library has nothing on it." in shown.text


def test_a_draft_is_checked_and_its_quotes_open(backend: Backend) -> None:
    session = Session()
    draft = "The Aldan river rose 212 centimetres in one night. The bridge cost 9 million euros."
    waiting, done = CheckTab(backend).check(draft, session)
    assert "Checking every sentence" in waiting["checked"]
    shown = Shown(done["checked"])
    classes = [one["class"] for one in shown.all("span", "sentence")]
    assert classes[0] == "sentence supported"
    assert classes[1] != "sentence supported"
    assert 'id="quote"' in Panel(backend).source("c0", 0, session)["reader"]
    nothing = CheckTab(backend).check("  ", session)
    next(nothing)
    assert next(nothing) == {"checked": ""}
    with pytest.raises(UsageError):
        next(nothing)


def test_what_is_in_doubt_comes_first_and_the_worst_before_all() -> None:
    shown = Shown(checked_draft(Check(answered().sentences), "name")).text
    doubts, draft = shown.split("The draft")
    first, second, third = (
        doubts.index(words) for words in ("It fell.", "Nobody knows why.", "It rose 300.")
    )
    assert first < second < third
    assert "The river rose." not in doubts
    assert draft.index("The river rose.") < draft.index("It rose 300.")
    assert "To look at" not in Shown(checked_draft(Check(answered().sentences[:1]))).text


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "1 sentence: 1 supported."),
        (3, "3 sentences: 1 not supported, 1 partly supported and 1 supported."),
        (0, "0 sentences: nothing to check."),
    ],
)
def test_the_count_reads_like_english(count: int, said: str) -> None:
    assert check_summary(Check(answered().sentences[:count])) == said


def test_a_whole_document_is_read_as_the_draft(backend: Backend, tmp_path: Path) -> None:
    file = tmp_path / "draft.docx"
    file.write_bytes(docx_file())
    taken, *_, done = CheckTab(backend).read(str(file), Session())
    assert len(taken["draft"]) > 100
    assert "sentence" in done["checked"]
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4 damaged")
    with pytest.raises(LibraryError, match=r"broken\.pdf"):
        next(CheckTab(backend).read(str(broken), Session()))


def test_a_checked_draft_is_saved_as_word_with_comments_and_as_html() -> None:
    doubted = replace(answered().sentences[1], citations=(cited("[2]"),))
    check = Check((answered().sentences[0], doubted, answered().sentences[2]))
    made = Document(BytesIO(word_check(check)))
    assert made.paragraphs[0].text == " ".join(one.text for one in check.sentences)
    first, second = (comment.text for comment in made.comments)
    assert first.startswith("Partly supported: the source says 212")
    assert QUOTE in first
    assert second == "Not supported: no source says this\nThe library has nothing on it."
    html = check_file(check)
    shown = Shown(html.partition("<main>")[2].partition("</main>")[0])
    assert shown.harmless()
    assert shown.text.index("the source says 212") < shown.text.index("The draft")


def test_the_last_checks_are_kept_for_their_files(backend: Backend) -> None:
    names = [backend.keep_check(Check(())) for _ in range(CHECKS + 3)]
    assert list(backend.checks) == names[3:]
