"""The page's manners in the browser: for everyone, on any screen, safe, each for themselves."""

import shutil
import threading
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.app import Assistant
from index.library import Library
from tests.browser.chromium import (
    QUESTION,
    QUOTE,
    WAIT,
    Watched,
    ask,
    context,
    in_view,
    marked,
    opened,
    serious,
    tab,
)
from tests.page_server import FILES, served

pytestmark = pytest.mark.slow


AUTH = ("reader", "secret words")


def test_the_keyboard_alone_is_enough(page: Page) -> None:
    page.locator("#question textarea").focus()
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    page.wait_for_selector("#turn .tools")
    page.locator("#turn .sentence").first.focus()
    expect(page.locator("#tip")).to_be_visible()
    expect(page.locator("#tip")).to_contain_text("Supported")
    page.keyboard.press("Escape")
    expect(page.locator("#tip")).to_be_hidden()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "marker"
    expect(page.locator("#tip")).to_contain_text(QUOTE)
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    assert QUOTE in marked(page)
    assert page.evaluate("document.querySelector('#reader').contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(page.locator("#reader")).to_be_hidden()
    assert page.evaluate("document.activeElement.className") == "marker"
    page.keyboard.press("Enter")
    assert QUOTE in marked(page)


def test_on_a_narrow_screen_sources_and_conversations_are_a_touch_away(
    address: str, browser: Browser, watched: Watched
) -> None:
    with context(browser, watched, viewport={"width": 360, "height": 740}, has_touch=True) as one:
        page = opened(one, address)
        ask(page)
        expect(page.locator("#panel")).to_be_hidden()
        page.get_by_role("button", name="Sources").tap()
        expect(page.locator("#sources .source").first).to_be_visible()
        assert page.evaluate("document.querySelector('#desk').inert")
        page.get_by_role("button", name="Close the source").tap()
        expect(page.locator("#panel")).to_be_hidden()
        assert not page.evaluate("document.querySelector('#desk').inert")
        expect(page.locator("#conversations .open")).to_be_hidden()
        page.get_by_role("button", name="Conversations").tap()
        page.locator("#conversations .open").tap()
        expect(page.locator("#turn .question")).to_have_text(QUESTION)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1300])
def test_every_state_can_be_read_by_everyone(
    address: str, browser: Browser, watched: Watched, width: int, scheme: Any
) -> None:
    size = {"width": width, "height": 800}
    with context(browser, watched, viewport=size, color_scheme=scheme) as one:
        page = opened(one, address)
        page.locator("#filtering summary").click()
        assert serious(page) == []
        fields = page.locator("#filtering input, #question textarea").all()
        grounds = {
            field.evaluate("one => getComputedStyle(one).backgroundColor") for field in fields
        }
        assert len(grounds) == 1, "the fields of one form are of one colour"
        page.locator("#filtering summary").click()
        ask(page, "Which planet has the most moons?")
        ask(page)
        assert serious(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.locator("#turn .answer .marker").first.click()
        assert QUOTE in marked(page)
        assert in_view(page, "mark#quote")
        assert serious(page) == []
        page.keyboard.press("Escape")
        expect(page.locator("#reader")).to_be_hidden()
        tab(page, "Check a draft")
        page.fill("#draft textarea", f"{QUOTE} The bridge cost 9.9 million euros.")
        page.get_by_role("button", name="Check it").click()
        page.locator("#checked .sentence").nth(1).click()
        assert serious(page) == []
        tab(page, "Library")
        expect(page.locator("#table tbody tr")).to_have_count(3)
        assert serious(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_document_that_attacks_the_page_does_nothing(page: Page) -> None:
    ask(page, "What did the museum of Attackville buy?")
    ask(page, "How many kilograms does the Meridian clock of Attackville weigh?")
    page.locator("#turn .answer .marker").first.click()
    expect(page.locator("#reader .text")).to_contain_text("<script>window.hurt = 1</script>")
    ask(page, FILES["attack.txt"].replace("\n", " "))
    tab(page, "Check a draft")
    page.fill("#draft textarea", FILES["attack.txt"])
    page.get_by_role("button", name="Check it").click()
    expect(page.locator("#checked .sentence").first).to_be_visible(timeout=WAIT)
    tab(page, "Library")
    page.get_by_role("button", name="attack").first.click()
    page.wait_for_timeout(300)
    assert page.evaluate("window.hurt === undefined")
    for what in ("img", "script", "iframe", "b[onmouseover]"):
        assert page.locator(f"#desk {what}, #panel {what}").count() == 0
    assert page.locator("a[href^='javascript'], a[href*='example.org']").count() == 0


def test_two_people_at_once_do_not_mix(address: str, browser: Browser, watched: Watched) -> None:
    with context(browser, watched) as mine, context(browser, watched) as theirs:
        one, other = opened(mine, address), opened(theirs, address)
        for page, question in ((one, QUESTION), (other, "What did the bridge cost?")):
            page.fill("#question textarea", question)
        for page in (one, other):
            page.press("#question textarea", "Enter")
        for page in (one, other):
            page.wait_for_selector("#turn .tools")
        expect(one.locator("#turn .answer")).to_contain_text("212")
        expect(other.locator("#turn .answer")).to_contain_text("4.2 million")
        ask(one, "Who ordered the evacuation?")
        ask(other, "Who told the council?")
        expect(one.locator("#talk .turn", has_text="bridge")).to_have_count(0)
        expect(other.locator("#talk .turn", has_text="river rise")).to_have_count(0)
        other.reload()
        other.locator("#conversations .open", has_text=QUESTION).click()
        expect(other.locator("#log .question")).to_have_text(QUESTION)
        ask(one, "What did the bridge cost?")
        ask(other, "Which works were closed?")
        expect(other.locator(".turn .question")).to_have_text(
            [QUESTION, "Who ordered the evacuation?", "Which works were closed?"]
        )
        other.locator("#conversations .open", has_text=QUESTION).first.click()
        expect(other.locator("#talk .turn", has_text="bridge")).to_have_count(0)


def test_the_password_opens_the_page_and_no_other_does(
    assistant: Assistant, browser: Browser, watched: Watched
) -> None:
    with served(assistant, AUTH) as address, context(browser, watched) as one:
        page = one.new_page()
        page.goto(address)
        page.fill("[name=username]", AUTH[0])
        page.fill("[name=password]", "wrong")
        page.get_by_role("button", name="Come in").click()
        expect(page.get_by_role("alert")).to_contain_text("not the user and password")
        assert page.locator("#question").count() == 0
        assert serious(page) == []
        page.fill("[name=username]", AUTH[0])
        page.fill("[name=password]", AUTH[1])
        page.get_by_role("button", name="Come in").click()
        page.wait_for_selector("#examples button")
        ask(page)
        expect(page.locator("#turn .answer")).to_contain_text("212")


class SlowToOpen(Assistant):
    """Whoever wants the library waits until `opening` is set."""

    def __init__(self, data: Path, model: str) -> None:
        super().__init__(data, model)
        self.opening = threading.Event()

    @property
    def library(self) -> Library:
        """The library, once it may open."""
        assert self.opening.wait(60)
        return super().library


def test_the_page_is_painted_before_the_library_is_open(
    tmp_path: Path, page_folder: Path, browser: Browser, watched: Watched
) -> None:
    shutil.copytree(page_folder / "data", tmp_path / "data")
    slow = SlowToOpen(data=tmp_path / "data", model="quotes")
    with served(slow) as address, context(browser, watched) as one:
        try:
            page = one.new_page()
            page.goto(address)
            page.wait_for_selector("#question textarea")
            expect(page.get_by_role("heading", name="Ask your documents")).to_be_visible()
            expect(page.locator("#examples button")).to_have_count(0)
        finally:
            slow.opening.set()
        page.wait_for_selector("#examples button")
    slow.library.close()
