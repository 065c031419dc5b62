"""Checking a draft: every sentence with its verdict and its quotes."""

from dataclasses import replace

import pytest

from assistant.errors import UsageError
from assistant.serve.page.backend import Backend
from assistant.serve.page.check_tab import CheckTab, checked_draft
from assistant.serve.page.panel import Panel
from assistant.serve.page.session import Session
from assistant.types import Check
from tests.page_answers import Shown, answered, cited
from tests.page_fixtures import (
    backend,
    page_assistant,
    page_folder,
)

__all__ = ["backend", "page_assistant", "page_folder"]


def test_a_checked_draft_has_a_button_and_quotes_for_every_sentence() -> None:
    sentence = replace(answered().sentences[1], citations=(cited("[2]"),))
    shown = Shown(checked_draft(Check((answered().sentences[0], sentence))))
    assert "2 sentences: 1 supported by its source, 1 partly supported." in shown.text
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
