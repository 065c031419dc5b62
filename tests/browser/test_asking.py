"""Asking and checking in the browser: answers, their marks, and the sources beside them."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.app import Assistant
from tests.browser.chromium import (
    QUESTION,
    QUOTE,
    WAIT,
    Watched,
    ask,
    cited,
    context,
    in_view,
    marked,
    opened,
    serious,
    tab,
)
from tests.make_files import pdf_file
from tests.page_server import FILES, served

pytestmark = pytest.mark.slow


FIRES = (
    "Corvin, May 2, 2025: 12 people were injured in the Corvin fire.",
    "Lakeside, May 2, 2025: 31 people were injured in the Corvin fire, the hospital said.",
    "Hilltown, May 4, 2025: In the Corvin fire 31 people were injured.",
)


def test_a_question_is_answered_and_its_quote_opened_exactly(page: Page) -> None:
    expect(page.locator("#examples button")).not_to_have_count(0)
    ask(page)
    expect(page.locator("#turn .answer")).to_contain_text("212 centimetres")
    quote = cited(page)["quote"]
    assert page.evaluate("document.querySelector('#sources mark').textContent") == quote
    page.locator("#turn .answer .marker").first.click()
    assert marked(page) == quote
    assert QUOTE in quote
    before = page.evaluate(
        "document.querySelector('mark#quote').previousSibling?.textContent ?? ''"
    )
    assert len(before) == cited(page)["start"]
    assert in_view(page, "mark#quote")
    text = page.evaluate("document.querySelector('#reader .text').textContent")
    assert text == FILES["river.txt"]
    head = page.locator("#reader .head")
    for words in ("3 June 2025", "desk/river.txt", "[1] 1 of"):
        expect(head).to_contain_text(words)


def test_an_example_question_is_answered(page: Page) -> None:
    page.locator("#examples button").first.click()
    expect(page.locator("#turn .answer .marker").first).to_be_visible(timeout=WAIT)
    expect(page.locator("#examples")).to_be_hidden()


def test_follow_ups_stay_in_the_conversation(page: Page) -> None:
    ask(page)
    ask(page, "Who ordered the evacuation there?")
    expect(page.locator("#turn .answer")).to_contain_text("Calder")
    expect(page.locator("#log .question")).to_have_text(QUESTION)
    page.locator("#log .answer .marker").first.click()
    assert QUOTE in marked(page)


def test_next_and_previous_lead_through_the_citations(page: Page) -> None:
    ask(page, "What is told of Riverton?")
    count = page.locator("#sources .source").count()
    page.locator("#turn .answer .marker").first.click()
    first = marked(page)
    following = page.locator("#reader nav button", has_text="Next")
    if count > 1:
        following.click()
        expect(page.locator("#reader nav span")).to_contain_text("2 of")
        assert marked(page) != first
        page.locator("#reader nav button", has_text="Previous").click()
        expect(page.locator("#reader nav span")).to_contain_text("1 of")
        assert marked(page) == first
    expect(page.locator("#reader nav button", has_text="Previous")).to_be_disabled()


def test_an_abstention_shows_its_receipt(page: Page) -> None:
    ask(page, "Which planet has the most moons?")
    expect(page.locator("#turn .receipt")).to_contain_text("3 documents")
    expect(page.locator("#turn .nearest blockquote").first).to_be_visible()
    page.locator("#turn .nearest .marker").first.click()
    assert marked(page)


def test_a_disagreement_shows_its_sides_next_to_each_other(
    assistant: Assistant, browser: Browser, watched: Watched, tmp_path: Path
) -> None:
    folder = tmp_path / "fires"
    folder.mkdir()
    for number, text in enumerate(FIRES):
        (folder / f"{number}.txt").write_text(text)
    assistant.index(folder)
    with served(assistant) as address, context(browser, watched) as one:
        page = opened(one, address)
        ask(page, "How many people were injured in the Corvin fire?")
        left, right = (page.locator("#turn .side").nth(at).bounding_box() for at in (0, 1))
        assert left is not None
        assert right is not None
        assert left["y"] == right["y"]
        assert left["x"] + left["width"] <= right["x"]
        assert serious(page) == []
        page.locator("#turn .side .marker").first.click()
        assert marked(page) in "".join(FIRES)


def test_filters_apply_and_are_seen(page: Page) -> None:
    page.locator("#filtering summary").click()
    page.fill("#filtering [name=since]", "2025-06-05")
    page.fill("#filtering [name=within]", "desk/bridge.txt")
    page.press("#filtering [name=within]", "Enter")
    applied = page.locator("#filters .applied")
    expect(applied).to_contain_text("Searching 1 of 3 documents")
    expect(applied).to_contain_text("from 5 June 2025")
    expect(applied).to_contain_text("desk/bridge.txt")
    ask(page)
    expect(page.locator("#turn .receipt")).to_contain_text("desk/bridge.txt")
    applied.get_by_role("button", name="Clear").click()
    expect(page.locator("#filters .applied")).to_have_count(0)
    ask(page)
    expect(page.locator("#turn .answer")).to_contain_text("212")


def test_copying_takes_the_footnotes_along(
    address: str, browser: Browser, watched: Watched
) -> None:
    with context(browser, watched, permissions=["clipboard-read", "clipboard-write"]) as one:
        page = opened(one, address)
        ask(page)
        page.get_by_role("button", name="Copy", exact=True).click()
        expect(page.get_by_role("button", name="Copied")).to_be_visible()
        copied = str(page.evaluate("navigator.clipboard.readText()"))
        page.evaluate(
            """() => {
              const range = document.createRange();
              range.selectNodeContents(document.querySelector('#turn .answer'));
              getSelection().removeAllRanges();
              getSelection().addRange(range);
            }"""
        )
        page.keyboard.press("Control+c")
        selected = str(page.evaluate("navigator.clipboard.readText()"))
    for text in (copied, selected):
        assert "212 centimetres" in text.partition("\n\n")[0]
        assert re.search(r"^\[1\] “.*desk/river.txt, characters \d+–\d+$", text, re.MULTILINE)
        assert "Supported by" not in text


def test_a_draft_is_checked_and_its_quotes_shown(page: Page) -> None:
    tab(page, "Check a draft")
    page.fill("#draft textarea", f"{QUOTE} The bridge cost 9.9 million euros.")
    page.get_by_role("button", name="Check it").click()
    first, second = (page.locator("#checked .sentence").nth(at) for at in (0, 1))
    expect(first).to_have_class("sentence supported", timeout=WAIT)
    expect(second).not_to_have_class("sentence supported")
    first.press("Enter")
    quotes = page.locator("#checked .quotes section:not([hidden])")
    expect(quotes).to_contain_text(QUOTE)
    quotes.locator(".marker").first.click()
    assert marked(page) in FILES["river.txt"]


def test_a_pdf_shows_the_picture_of_its_page(
    assistant: Assistant, browser: Browser, watched: Watched, tmp_path: Path
) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    lines = ["The dam report", "", "The Corvin dam holds 4 million litres of water."]
    (folder / "dam.pdf").write_bytes(pdf_file(pages=[["A cover page."], lines]))
    assistant.index(folder)
    with served(assistant) as address, context(browser, watched) as one:
        page = opened(one, address)
        ask(page, "How much water does the Corvin dam hold?")
        page.locator("#turn .answer .marker").first.click()
        page.wait_for_function("document.querySelector('.page-picture')?.naturalWidth > 500")
        expect(page.locator("#reader .head")).to_contain_text("page 2")
