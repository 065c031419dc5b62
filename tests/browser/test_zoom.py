"""The page at twice its size, as a browser's zoom shows it: all of it is within reach."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import (
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

pytestmark = pytest.mark.slow

HALF: Any = {"width": 640, "height": 400}
"""The room that a window of 1280 by 800 pixels has at 200%."""


@pytest.fixture(params=["light", "dark"])
def zoomed(
    address: str, browser: Browser, watched: Watched, request: pytest.FixtureRequest
) -> Iterator[Page]:
    scheme = request.param
    with context(
        browser, watched, viewport=HALF, device_scale_factor=2, color_scheme=scheme
    ) as one:
        yield opened(one, address)
    assert watched.faults == []


def fine(page: Page) -> None:
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_every_state_is_within_reach_at_twice_the_size(zoomed: Page) -> None:
    page = zoomed
    assert in_view(page, "#question textarea")
    fine(page)
    page.locator("#filtering summary").press("Enter")
    page.locator(".chooser summary").first.press("Enter")
    first = page.locator("#filtering input").first
    first.scroll_into_view_if_needed()
    assert in_view(page, "#filtering [name=since]"), "what is open is not cut off"
    fine(page)
    page.locator("#filtering summary").press("Enter")
    ask(page)
    for part in (".question", ".direct"):
        expect(page.locator(f"#turn {part}")).to_be_in_viewport(ratio=1)
    fine(page)
    page.locator("#turn .answer .marker").first.press("Enter")
    assert QUOTE in marked(page)
    assert in_view(page, "mark#quote")
    expect(page.locator("#inquiry .asked-of button").first).to_be_visible(timeout=WAIT)
    fine(page)
    last = page.locator("#inquiry .asked-of button").last
    last.scroll_into_view_if_needed()
    expect(last).to_be_in_viewport()
    page.keyboard.press("Escape")
    for name, part in (
        ("Check a draft", "#check-it"),
        ("Library", "#table tbody tr:last-child .pick input"),
        ("Table", "#gridding .first"),
        ("Settings", "[data-look=size]"),
    ):
        tab(page, name)
        one = page.locator(part)
        one.scroll_into_view_if_needed()
        expect(one).to_be_in_viewport()
        fine(page)
