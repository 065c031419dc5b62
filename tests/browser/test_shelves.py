"""The library's tab in the browser: files come, open and go."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import WAIT, Watched, ask, context, opened, tab

pytestmark = pytest.mark.slow


def test_files_are_dragged_in_found_and_removed(page: Page, tmp_path: Path) -> None:
    good, bad = tmp_path / "harbour.txt", tmp_path / "broken.pdf"
    good.write_text("Harbourton, May 1, 2025: The lighthouse of Harbourton was painted red.")
    bad.write_bytes(b"%PDF-1.4 not really")
    tab(page, "Library")
    dropped = page.evaluate_handle(
        """files => {
          const data = new DataTransfer();
          for (const [name, text] of files) data.items.add(new File([text], name));
          return data;
        }""",
        [[file.name, file.read_text()] for file in (good, bad)],
    )
    page.dispatch_event("#files button", "drop", {"dataTransfer": dropped})
    expect(page.locator("#told")).to_contain_text("1 added", timeout=WAIT)
    expect(page.locator("#told .faults")).to_contain_text("uploads/broken.pdf")
    rows = page.locator("#table tbody tr")
    expect(rows).to_have_count(5)
    page.get_by_role("button", name="Dismiss uploads/broken.pdf").press("Enter")
    expect(page.locator("#told .faults")).to_have_count(0)
    expect(rows).to_have_count(4)
    page.evaluate("document.querySelector('#search input').focus()")
    page.keyboard.insert_text("harbour")  # as a paste does: without a key
    expect(rows).to_have_count(1)
    tab(page, "Ask")
    ask(page, "What colour was the lighthouse of Harbourton painted?")
    expect(page.locator("#turn .answer")).to_contain_text("red")
    tab(page, "Library")
    remove = rows.get_by_role("button", name="Remove uploads/harbour.txt")
    remove.click()
    expect(remove).to_have_text("Remove?")
    remove.click()
    expect(page.locator("#told")).to_contain_text("is out of the library")
    expect(rows).to_have_count(0)
    tab(page, "Ask")
    ask(page, "Who painted the lighthouse of Harbourton?")
    expect(page.locator("#turn .answer")).not_to_contain_text("red")


def test_the_table_is_sorted_and_its_documents_open(page: Page) -> None:
    tab(page, "Library")
    first = page.locator("#table tbody th").first
    page.get_by_role("button", name="Published").click()
    expect(page.locator("#table th[aria-sort=ascending]")).to_contain_text("Published")
    expect(page.locator("#table tbody td.file").first).to_have_text("desk/river.txt")
    page.get_by_role("button", name="Published").click()
    expect(page.locator("#table tbody td.file").first).to_have_text("desk/attack.txt")
    first.get_by_role("button").click()
    expect(page.locator("#reader .text")).to_contain_text("The museum of Attackville")


def test_a_document_of_the_library_opens_beside_it_or_over_it(
    address: str, browser: Browser, watched: Watched
) -> None:
    with context(browser, watched) as one:
        page = opened(one, address)
        ask(page)
        expect(page.locator("#sources .source").first).to_be_visible()
        tab(page, "Library")
        expect(page.locator("#panel")).to_be_hidden()
        for width in (1920, 1280, 1024, 360):
            page.set_viewport_size({"width": width, "height": 740})
            page.locator("#table tbody th button").first.click()
            expect(page.locator("#reader .text")).to_be_visible()
            expect(page.locator("#inquiry .asked-of")).to_be_visible()
            shown = page.screenshot()
            if width < 1000:  # the panel lies over the page
                style = page.add_style_tag(content="#desk { visibility: hidden; }")
                assert page.screenshot() == shown
                style.evaluate("style => style.remove()")
            page.keyboard.press("Escape")
            expect(page.locator("#panel")).to_be_hidden()
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            assert page.locator("#table tbody tr:first-child button").last.is_visible()
