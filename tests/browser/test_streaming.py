"""An answer in the browser while it is written: marked, stopped, left."""

import re
from collections.abc import Callable
from time import monotonic, sleep

import pytest
from playwright.sync_api import Browser, expect

from assistant.app import Assistant
from assistant.history.conversations import Conversations
from tests.browser.chromium import QUESTION, QUOTE, WAIT, Watched, context, marked, opened, serious
from tests.endpoint import Endpoint, Reply
from tests.page_server import served

pytestmark = pytest.mark.slow


SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifted += one.value;
}).observe({ type: "layout-shift" });
"""
"""Sums up how much of the page moves by itself, as browsers measure it."""


def test_each_sentence_is_marked_as_it_comes_and_nothing_moves(
    writer: Assistant, endpoint: Endpoint, browser: Browser, watched: Watched
) -> None:
    said = (
        "The Aldan river rose 212 centimetres in one night [1]. It rose 300 centimetres [1]."
        " The water works of Riverton were closed on Tuesday [1]. That was all that was told."
    )
    endpoint.script(Reply(said, between=0.25))
    with served(writer) as address, context(browser, watched) as one:
        page = opened(one, address)
        page.evaluate(SHIFTS)
        page.fill("#question textarea", QUESTION)
        page.press("#question textarea", "Enter")
        page.wait_for_selector("#turn .words")
        assert page.locator("#turn .sentence").count() == 0
        question, first = page.locator("#turn .question"), page.locator("#turn .sentence").first
        place = question.bounding_box()
        expect(first).to_have_class("sentence supported", timeout=WAIT)
        assert place == question.bounding_box()
        place = first.bounding_box()
        expect(page.locator("#turn .stage")).to_contain_text(re.compile(r"Writing.* [1-9]\.\d s"))
        expect(page.get_by_role("button", name="Stop")).to_be_visible()
        assert "was told" not in page.locator("#turn .answer").inner_text()
        first.focus()
        first.hover()
        expect(page.locator("#tip")).to_contain_text("Supported")
        expect(page.locator("#turn .sentence").nth(1)).to_be_visible(timeout=WAIT)
        assert "was told" not in page.locator("#turn .answer").inner_text()
        heard = page.locator("#heard").inner_text()
        assert "The Aldan river rose 212 centimetres" in heard
        assert "Supported by its source" in heard
        first.locator(".marker").click()
        assert QUOTE in marked(page)
        assert page.locator("#turn [data-busy]").count() == 1
        page.wait_for_selector("#turn .tools", timeout=WAIT)
        classes = [mark.get_attribute("class") for mark in page.locator("#turn .sentence").all()]
        assert classes[0] == classes[2] == "sentence supported"
        assert "sentence supported" not in (classes[1], classes[3])
        assert place == first.bounding_box()
        assert QUOTE in marked(page)
        page.keyboard.press("Escape")
        expect(first.locator(".marker")).to_be_focused()
        assert page.evaluate("window.shifted") < 0.01
    assert watched.faults == []


def test_a_stopped_answer_is_kept_and_asked_again(
    writer: Assistant, endpoint: Endpoint, browser: Browser, watched: Watched
) -> None:
    endpoint.script(
        Reply("The Aldan river rose 212 centimetres in one night [1]. They say that", stall=13),
        Reply("The Aldan river rose 212 centimetres in one night [1]."),
    )
    with served(writer) as address, context(browser, watched) as one:
        page = opened(one, address)
        page.fill("#question textarea", QUESTION)
        page.press("#question textarea", "Enter")
        page.wait_for_selector("#turn .sentence")
        page.get_by_role("button", name="Stop").click()
        expect(page.locator("#turn .stage")).to_contain_text("Stopped")
        expect(page.locator("#turn .words")).to_contain_text("They say")
        assert serious(page) == []
        page.wait_for_function("location.hash")
        page.reload()  # the address opens the conversation
        expect(page.locator("#turn .stage")).to_contain_text("Stopped")
        expect(page.locator("#turn .sentence.supported")).to_have_count(1)
        page.locator("#turn .marker").click()
        assert QUOTE in marked(page)
        page.get_by_role("button", name="Ask again").click()
        page.wait_for_selector("#turn .thumbs")
        expect(page.locator("#turn .answer")).to_contain_text("212 centimetres")
        expect(page.locator("#conversations .open")).to_have_count(1)
        expect(page.locator(".turn")).to_have_count(1)


def test_stop_before_any_text_says_so(
    writer: Assistant, endpoint: Endpoint, browser: Browser, watched: Watched
) -> None:
    endpoint.script(Reply("Nothing of this comes.", first=12.0))
    with served(writer) as address, context(browser, watched) as one:
        page = opened(one, address)
        page.fill("#question textarea", QUESTION)
        page.press("#question textarea", "Enter")
        expect(page.locator("#turn .stage")).to_contain_text("Writing", timeout=WAIT)
        page.get_by_role("button", name="Stop").press("Enter")
        expect(page.locator("#turn .stage")).to_have_text("Stopped before there was any text.")
        expect(page.get_by_role("button", name="Ask again")).to_be_visible()
        assert serious(page) == []


def test_what_had_come_is_kept_when_the_user_leaves(
    writer: Assistant, endpoint: Endpoint, browser: Browser, watched: Watched
) -> None:
    rest = "They say that " + "on and on and " * 60
    endpoint.script(
        Reply(f"The Aldan river rose 212 centimetres in one night [1]. {rest}", between=0.1)
    )
    with served(writer) as address, context(browser, watched) as one:
        page = opened(one, address)
        page.fill("#question textarea", QUESTION)
        page.press("#question textarea", "Enter")
        page.wait_for_selector("#turn .sentence")
        page.close()
        kept = Conversations(writer.settings.data / "conversations.sqlite")
        until(kept.all)
        page = opened(one, address)
        page.locator("#conversations .open").click()
        expect(page.locator("#turn .stage")).to_contain_text("Stopped")
        expect(page.locator("#turn .sentence.supported")).to_have_count(1)


def until(true: Callable[[], object]) -> None:
    """Waits for something to come about."""
    end = monotonic() + WAIT / 1000
    while not true():
        assert monotonic() < end
        sleep(0.05)
