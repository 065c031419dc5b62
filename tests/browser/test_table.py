"""A table over documents in the browser: filled, opened, stopped, saved."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from assistant.app import Assistant
from tests.browser.chromium import WAIT, Watched, context, marked, opened, serious, tab
from tests.endpoint import Endpoint, Reply, endpoint
from tests.page_server import served

__all__ = ["endpoint"]

pytestmark = pytest.mark.slow

QUESTIONS = "What did the bridge cost?\nWho ordered the evacuation?"


def fill(page: Page, questions: str = QUESTIONS) -> None:
    tab(page, "Table")
    page.get_by_label("Questions to ask").fill(questions)
    page.get_by_role("button", name="Fill the table").click()


def done(page: Page) -> None:
    expect(page.locator("#grid [role=status]")).to_contain_text("Done", timeout=WAIT)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1300])
def test_each_cell_opens_its_quote_and_the_table_is_saved(
    address: str, browser: Browser, watched: Watched, width: int, scheme: Any
) -> None:
    size = {"width": width, "height": 740}
    with context(browser, watched, viewport=size, color_scheme=scheme) as one:
        page = opened(one, address)
        fill(page)
        done(page)
        rows = page.locator("#grid tbody tr")
        expect(rows).to_have_count(3)
        expect(rows.first).to_contain_text("not said")
        assert serious(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        cell = page.get_by_role("button", name="Mayor Ines Calder")
        cell.press("Enter")
        assert "Mayor Ines Calder ordered" in marked(page)
        expect(page.locator("#reader nav")).to_contain_text("2 of 2")
        page.keyboard.press("Escape")
        expect(page.locator("#reader")).to_be_hidden()
        assert page.evaluate("document.activeElement.textContent") == "Mayor Ines Calder"
        with page.expect_download() as saving:
            page.get_by_role("link", name="Save as Excel").click()
        assert saving.value.suggested_filename == "table.xlsx"
        book = load_workbook(BytesIO(Path(saving.value.path()).read_bytes()))
        assert [cell.value for cell in book["Table"][1]][2:] == QUESTIONS.splitlines()


def test_cells_come_as_they_are_read_and_stop_keeps_them(
    writer: Assistant, endpoint: Endpoint, browser: Browser, watched: Watched
) -> None:
    endpoint.otherwise = Reply("The bridge over the Aldan cost 4.2 million euros [1].", first=2)
    with served(writer) as address, context(browser, watched) as one:
        page = opened(one, address)
        fill(page, "\n".join(f"What did the bridge cost {word}?" for word in ("first", "then")))
        bar = page.locator("#grid progress")
        expect(bar).to_have_attribute("max", "6")
        cell = page.locator("#cell-0")
        expect(cell).to_be_visible(timeout=WAIT)
        cell.focus()
        expect(page.locator("#grid [data-busy]")).to_be_visible()
        expect(page.locator("#grid progress:not([value='2'])")).to_be_visible(timeout=WAIT)
        page.get_by_role("button", name="Stop", exact=True).click()
        expect(page.locator("#grid [role=status]")).to_contain_text("Stopped", timeout=WAIT)
        expect(page.get_by_role("button", name="Stop", exact=True)).to_be_hidden()
        expect(page.get_by_role("link", name="Save as Excel")).to_be_visible()
        cell.click()
        assert "4.2 million" in marked(page)
        fill(page, "What did the bridge cost in all?")
        done(page)


def test_its_address_is_kept(address: str, browser: Browser, watched: Watched) -> None:
    with context(browser, watched) as one:
        page = one.new_page()
        page.goto(f"{address}/#tab=table")
        expect(page.get_by_label("Questions to ask")).to_be_visible(timeout=WAIT)
        tab(page, "Ask")
        page.wait_for_function("!location.hash")  # the address follows a moment after
        page.go_back()
        expect(page.get_by_label("Questions to ask")).to_be_visible()
