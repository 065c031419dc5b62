"""Answers in the browser: in words, with their legend, edited in their place, and gone on from."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import QUESTION, WAIT, Watched, ask, context, opened, serious

pytestmark = pytest.mark.slow

OTHER = "What did the bridge cost?"


def test_how_it_came_about_is_in_words_and_the_figures_on_focus(page: Page) -> None:
    ask(page)
    line = page.locator("#turn .took")
    expect(line).to_contain_text("from 3 documents")
    assert "%" not in line.inner_text()
    line.focus()
    expect(page.locator("#tip")).to_contain_text("% sure")
    expect(page.locator("#turn .legend")).to_contain_text("Supported by its source")


def test_a_question_is_edited_by_the_keyboard_and_its_answer_replaced(page: Page) -> None:
    ask(page)
    page.locator("#turn .edit summary").press("Enter")
    field = page.get_by_label("The question in other words")
    expect(field).to_have_value(QUESTION)
    field.fill(OTHER)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#turn .question")).to_have_text(OTHER)
    expect(page.locator("#turn .answer")).to_contain_text("4.2", timeout=WAIT)
    expect(page.locator("#log .turn")).to_have_count(0)
    page.wait_for_function("location.hash")
    page.reload()  # the address opens the conversation
    expect(page.locator("#turn .question")).to_have_text(OTHER)
    expect(page.locator("#log .turn")).to_have_count(0)


@pytest.mark.parametrize("width", [360, 1300])
def test_what_is_offered_next_is_answered(
    address: str, browser: Browser, watched: Watched, width: int
) -> None:
    size = {"width": width, "height": 740}
    with context(browser, watched, viewport=size, color_scheme="dark") as one:
        page = opened(one, address)
        ask(page)
        offered = page.locator("#onward button")
        expect(offered.first).to_be_visible(timeout=WAIT)
        assert QUESTION not in offered.all_inner_texts()
        page.locator("#turn .edit summary").click()
        assert serious(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        question = offered.first.inner_text()
        offered.first.click()
        expect(page.locator("#turn .question")).to_have_text(question)
        expect(page.locator("#turn .answer .marker").first).to_be_visible(timeout=WAIT)
        expect(page.locator("#log .question")).to_have_text(QUESTION)
