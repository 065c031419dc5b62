"""Addresses in the browser: reload and Back keep the place, a link leads another reader there."""

from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import (
    QUESTION,
    QUOTE,
    Watched,
    ask,
    context,
    marked,
    opened,
    serious,
    tab,
)

pytestmark = pytest.mark.slow

OTHER = "What did the bridge cost?"


def test_reload_keeps_the_conversation_and_the_open_quote(page: Page) -> None:
    ask(page)
    page.locator("#turn .answer .marker").first.click()
    quote = marked(page)
    page.wait_for_function("location.hash.startsWith('#answer=')")
    page.reload()
    assert marked(page) == quote
    expect(page.locator("#turn .question")).to_have_text(QUESTION)
    page.keyboard.press("Escape")
    page.wait_for_function("location.hash.startsWith('#conversation=')")
    page.reload()
    expect(page.locator("#turn .question")).to_have_text(QUESTION)
    expect(page.locator("#reader")).to_be_hidden()


def test_back_and_forward_lead_through_what_was_shown(page: Page) -> None:
    ask(page)
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator("#turn .turn")).to_have_count(0)
    page.wait_for_function("location.hash === ''")
    ask(page, OTHER)
    page.locator("#turn .answer .marker").first.click()
    marked(page)
    page.go_back()
    expect(page.locator("#reader")).to_be_hidden()
    expect(page.locator("#turn .question")).to_have_text(OTHER)
    page.go_back()
    expect(page.locator("#turn .turn")).to_have_count(0)
    page.go_back()
    expect(page.locator("#turn .question")).to_have_text(QUESTION)
    page.go_forward()
    expect(page.locator("#turn .turn")).to_have_count(0)


def test_a_document_and_a_tab_have_addresses(page: Page) -> None:
    tab(page, "Library")
    page.get_by_role("button", name="River", exact=True).click()
    expect(page.locator("#reader .text")).to_contain_text(QUOTE)
    page.wait_for_function("location.hash.includes('document=desk')")
    page.reload()
    expect(page.locator("#reader .text")).to_contain_text(QUOTE)
    expect(page.get_by_role("tab", name="Library")).to_have_attribute("aria-selected", "true")
    page.go_back()
    expect(page.locator("#reader")).to_be_hidden()


def test_a_link_leads_another_reader_to_the_answer(
    address: str, browser: Browser, watched: Watched
) -> None:
    with context(browser, watched, permissions=["clipboard-read", "clipboard-write"]) as one:
        page = opened(one, address)
        ask(page)
        page.get_by_role("button", name="Copy link").click()
        expect(page.get_by_role("button", name="Copied")).to_be_visible()
        link = str(page.evaluate("navigator.clipboard.readText()"))
        ask(page, OTHER)
    with context(browser, watched) as another:
        page = another.new_page()
        page.goto(link)
        expect(page.locator("#turn .question")).to_have_text(OTHER)
        expect(page.locator("#log .question")).to_be_in_viewport()
        page.goto("about:blank")
        page.goto(f"{address}/#answer=99&quote=0")
        expect(page.locator("#message")).to_contain_text("There is no answer 99")


def test_an_answer_is_saved_with_its_quotes_and_printed_without_the_page(
    page: Page, tmp_path: Path
) -> None:
    ask(page)
    page.locator("#turn .save summary").press("Enter")
    assert serious(page) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="Word").click()
    word = Document(BytesIO(Path(download.value.path()).read_bytes()))
    assert any(QUOTE in paragraph.text for paragraph in word.paragraphs)
    with page.expect_download() as download:
        page.get_by_role("link", name="Web page").click()
    file = tmp_path / "answer.html"
    download.value.save_as(file)
    page.emulate_media(media="print")
    expect(page.locator("#turn .question")).to_be_visible()
    for part in ("#masthead", "#composer", "#history", "#panel", "#turn .tools", "#turn .stage"):
        expect(page.locator(part)).to_be_hidden()
    notes = "getComputedStyle(document.querySelector('#turn .answer'), '::after').content"
    assert QUOTE in str(page.evaluate(notes))
    page.goto(file.as_uri())
    expect(page.locator("main")).to_contain_text(QUOTE)
    assert serious(page) == []
