"""What is asked, chosen in the browser: ticked, kept as collections; many rows at once."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from assistant.app import Assistant
from tests.browser.chromium import QUESTION, WAIT, Watched, ask, context, opened, serious, tab

pytestmark = pytest.mark.slow

RIVER, BRIDGE = "desk/river.txt", "desk/bridge.txt"


def tick(page: Page, name: str) -> Locator:
    """The tick of a document in the list of what can be asked."""
    return page.locator(f".chooser input[value='={name}']")


def row(page: Page, name: str) -> Locator:
    """The tick of a document in the library's table."""
    return page.locator(f"#table .pick input[value='{name}']")


def sure(button: Locator) -> None:
    """Presses what asks once more."""
    button.press("Enter")
    expect(button).to_contain_text("?")
    button.press("Enter")


def test_what_is_ticked_is_asked_alone_and_kept_for_everybody(
    address: str, browser: Browser, watched: Watched
) -> None:
    with context(browser, watched) as mine, context(browser, watched) as theirs:
        page = opened(mine, address)
        page.locator("#filtering summary").press("Enter")
        page.locator(".chooser summary").press("Enter")
        tick(page, BRIDGE).press("Space")
        applied = page.locator("#filters .applied")
        expect(applied).to_contain_text("Searching 1 of 3 documents:")
        tick(page, "desk/").press("Space")
        expect(applied).to_contain_text("Searching 3 of 3 documents:")
        tick(page, "desk/").press("Space")
        expect(applied).to_contain_text("Searching 1 of 3 documents:")
        page.locator(".keep summary").press("Enter")
        page.fill(".keep input", "Works")
        page.press(".keep input", "Enter")
        expect(applied).to_contain_text("the collection Works")
        ask(page)
        expect(page.locator("#turn .receipt")).to_contain_text("1 documents")
        expect(page.locator("#turn .receipt")).to_contain_text("the collection Works")
        ask(page, "What did the bridge cost?")
        expect(page.locator("#turn .answer")).to_contain_text("4.2 million")
        stage = page.locator("#turn .stage")
        expect(stage).to_contain_text("from 1 document, only the collection Works")
        page.get_by_role("button", name="Clear").click()
        expect(applied).to_have_count(0)
        expect(page.locator(".chooser input:checked")).to_have_count(0)
        other = opened(theirs, address)
        other.locator("#filtering summary").click()
        other.get_by_role("checkbox", name="Works").check()
        expect(other.locator("#filters .applied")).to_contain_text("Searching 1 of 3 documents:")
        tab(other, "Library")
        other.get_by_role("button", name="Show its documents: Works").click()
        expect(other.locator("#table tbody tr")).to_have_count(1)
        row(other, BRIDGE).check()
        other.get_by_role("button", name="Take out of the collection").click()
        expect(other.locator("#kept")).to_contain_text("Works 0 documents")
        sure(other.get_by_role("button", name="Delete the collection Works"))
        expect(other.locator("#kept .kept")).to_have_count(0)
        expect(other.locator("#table tbody tr")).to_have_count(3)
        assert other.locator("#filters .applied").count() == 0
        ask(page)
        expect(page.locator("#turn .answer")).to_contain_text("212")


def test_rows_are_selected_in_bulk_removed_and_brought_back(
    page: Page, assistant: Assistant
) -> None:
    tab(page, "Library")
    page.get_by_role("checkbox", name="Select all that are shown").press("Space")
    bar = page.locator("#selection .selection")
    expect(bar).to_contain_text("3 selected")
    row(page, RIVER).press("Space")
    expect(bar).to_contain_text("2 selected")
    page.fill("#search input", "river")  # they stay selected while the table is searched
    expect(page.locator("#table tbody tr")).to_have_count(2)
    page.fill("#search input", "")
    expect(page.locator("#table tbody .pick input:checked")).to_have_count(2)
    sure(bar.locator("[data-do=remove]"))
    expect(page.locator("#told")).to_contain_text("2 documents are out of the library")
    expect(page.locator("#table tbody tr")).to_have_count(1)
    expect(bar).to_be_hidden()
    assert page.evaluate("document.activeElement.closest('#table') !== null")
    page.locator("#kept summary", has_text="Removed documents (2)").press("Enter")
    page.get_by_role("button", name=f"Bring {BRIDGE} back").press("Enter")
    expect(page.locator("#told")).to_contain_text("1 added", timeout=WAIT)
    expect(page.locator("#table tbody tr")).to_have_count(2)
    expect(page.locator("#kept")).to_contain_text("Removed documents (1)")
    ask_in_library = page.get_by_role("button", name="Ask these")
    row(page, BRIDGE).check()
    ask_in_library.click()
    expect(page.locator("#filters .applied")).to_contain_text("Searching 1 of 2 documents:")
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    assert assistant.library.removed() == ["desk/attack.txt"]


def test_a_title_a_date_and_an_outlet_are_given_by_hand(page: Page, assistant: Assistant) -> None:
    tab(page, "Library")
    page.get_by_role("button", name=f"Give {RIVER} a title, date, outlet").press("Enter")
    form = page.locator("#facts form")
    expect(form.get_by_label("Title")).to_have_value("River")
    assert page.evaluate("document.activeElement.closest('#facts') !== null")
    form.get_by_label("Title").fill("The Night of the Flood")
    form.get_by_label("Date").fill("2024-02-29")
    form.get_by_label("Outlet").fill("The Gauge")
    form.get_by_role("button", name="Keep").press("Enter")
    expect(page.locator("#facts form")).to_have_count(0)
    first = page.locator("#table tbody tr", has_text="The Night of the Flood")
    expect(first).to_contain_text("29 February 2024")
    expect(first).to_contain_text("by hand")
    assert assistant.index().updated == []
    first.get_by_role("button", name="The Night of the Flood").click()
    expect(page.locator("#reader .head")).to_contain_text("29 February 2024 · The Gauge")
    page.keyboard.press("Escape")
    page.get_by_role("button", name=f"Give {RIVER} a title").click()
    page.get_by_role("button", name="As it was read").click()
    expect(page.locator("#table tbody")).to_contain_text("3 June 2025")
    expect(page.locator("#table tbody")).not_to_contain_text("Night of the Flood")
    for name in (RIVER, BRIDGE):
        row(page, name).check()
    page.get_by_role("button", name="Give title, date, outlet").click()
    form = page.locator("#facts form")
    expect(form.get_by_label("Title")).to_have_count(0)
    form.get_by_label("Outlet").fill("The Gauge")
    form.get_by_role("button", name="Keep").click()
    expect(page.locator("#told")).to_contain_text("2 documents: kept.")
    outlets = {one.name: one.outlet for one in assistant.library.sources()}
    assert outlets == {RIVER: "The Gauge", BRIDGE: "The Gauge", "desk/attack.txt": None}


def test_the_open_document_is_asked(page: Page) -> None:
    tab(page, "Library")
    page.locator(f"#table [data-do=show][data-document='{BRIDGE}']").press("Enter")
    offered = page.locator("#inquiry .asked-of button")
    expect(offered.first).to_be_visible(timeout=WAIT)
    page.fill("#inquiry input", "What did it cost?")
    page.press("#inquiry input", "Enter")
    answer = page.locator("#turn .turn:not([data-busy]) .answer")
    expect(answer).to_contain_text("4.2 million", timeout=WAIT)
    expect(page.locator("#filters .applied")).to_contain_text(BRIDGE)
    page.locator("#turn .answer .marker").first.click()
    expect(offered.first).to_be_visible(timeout=WAIT)
    question = offered.first.inner_text()
    offered.first.click()
    expect(page.locator("#turn .question")).to_have_text(question, timeout=WAIT)
    expect(page.locator("#turn .turn:not([data-busy]) .stage")).to_contain_text("from 1 document")
    assert page.locator("#turn .receipt").count() == 0, "what is offered is answered"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1300])
def test_all_of_it_can_be_read_by_everyone(
    address: str, browser: Browser, watched: Watched, width: int, scheme: Any
) -> None:
    size = {"width": width, "height": 800}
    with context(browser, watched, viewport=size, color_scheme=scheme) as one:
        page = opened(one, address)

        def fine() -> None:
            assert serious(page) == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            wide = """() =>
                [...document.querySelectorAll("#facts, #selection, #kept, #names, #inquiry")]
                .filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.id)"""
            assert page.evaluate(wide) == []

        page.locator("#filtering summary").click()
        page.locator(".chooser summary").click()
        tick(page, RIVER).check()
        expect(page.locator("#filters .applied")).to_contain_text("1 of 3")
        page.locator(".keep summary").click()
        fine()
        page.fill(".keep input", "Floods")
        page.press(".keep input", "Enter")
        expect(page.locator(".chooser")).to_contain_text("Floods")
        page.locator("#filtering summary").click()
        ask(page, QUESTION)
        page.locator("#turn .answer .marker").first.click()
        expect(page.locator("#inquiry .asked-of button").first).to_be_visible(timeout=WAIT)
        fine()
        page.keyboard.press("Escape")
        tab(page, "Library")
        row(page, BRIDGE).check()
        fine()
        page.get_by_role("button", name="Give title, date, outlet").click()
        expect(page.locator("#facts form")).to_be_visible()
        fine()
        sure(page.locator(f"#table [data-do=remove][data-document='{BRIDGE}']"))
        page.locator("#kept summary", has_text="Removed").click()
        fine()
