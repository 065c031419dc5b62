"""An open document in the browser: searched, paged, enlarged, saved, and asked about."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from playwright.sync_api import Browser, Page, expect

from assistant.app import Assistant
from tests.browser.chromium import QUOTE, WAIT, Watched, ask, context, marked, opened, serious, tab
from tests.make_files import pdf_file
from tests.page_server import FILES, served

pytestmark = pytest.mark.slow

PAGES = [
    ["The Corvin dam, a report."],
    ["The Corvin dam holds 4 million litres of water."],
    ["Nobody lives below the dam."],
]


@pytest.fixture
def dam(assistant: Assistant, tmp_path: Path) -> Iterator[str]:
    """The address of a page whose library has a PDF, too."""
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "dam.pdf").write_bytes(pdf_file(pages=PAGES))
    assistant.index(folder)
    with served(assistant) as address:
        yield address


def drawn(page: Page, number: int) -> None:
    """Waits for the picture of a page."""
    picture = page.locator("#reader .page-picture")
    expect(picture).to_have_attribute("alt", re.compile(f"^Page {number} of "), timeout=WAIT)
    page.wait_for_function("document.querySelector('.page-picture')?.naturalWidth > 500")


@pytest.mark.parametrize("width", [360, 1300])
def test_pages_are_turned_enlarged_and_searched(
    dam: str, browser: Browser, watched: Watched, width: int
) -> None:
    scheme: Any = "dark"
    size = {"width": width, "height": 800}
    with context(browser, watched, viewport=size, color_scheme=scheme) as one:
        page = opened(one, dam)
        tab(page, "Library")
        page.locator("#table tbody th [data-document='reports/dam.pdf']").click()
        drawn(page, 1)
        page.locator("#reader .handle summary").press("Enter")
        page.get_by_role("button", name="Next page").press("Enter")
        drawn(page, 2)
        page.locator("#reader .handle summary").press("Enter")
        expect(page.locator("#reader .handle")).to_contain_text("Page 2 of 3")
        sheet = page.locator("#reader .sheet")
        before = sheet.locator("img").bounding_box()
        page.get_by_role("button", name="Larger page").click()
        after = sheet.locator("img").bounding_box()
        assert before is not None
        assert after is not None
        assert after["width"] > 1.3 * before["width"]
        assert serious(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.get_by_label("Find in this document").fill("dam")
        page.keyboard.press("Enter")
        expect(page.locator("#reader .handle")).to_contain_text("1 of 3")
        page.get_by_role("button", name="Next place").click()
        expect(page.locator("#reader .handle")).to_contain_text("2 of 3")
        expect(page.locator("#reader .page-picture")).to_have_attribute(
            "alt", re.compile("^Page 2 of .*, the quote boxed$")
        )
        assert marked(page) == "dam"
        page.get_by_label("Find in this document").fill("zebra")
        page.keyboard.press("Enter")
        expect(page.locator("#reader .handle")).to_contain_text("“zebra” is not in it.")


def test_the_library_is_searched_by_its_text_and_leads_to_the_place(page: Page) -> None:
    tab(page, "Library")
    rows = page.locator("#table tbody tr")
    field = page.get_by_label("Search the documents")
    field.fill('"of the lower town"')
    expect(rows).to_have_count(0)
    field.fill('"the lower town" -bridge')
    expect(rows).to_have_count(1)
    rows.get_by_role("button", name="1 place in its text").click()
    assert marked(page) == "the lower town"
    assert serious(page) == []
    field.fill("riverton -evacuation")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("desk/bridge.txt")


def test_the_original_is_saved_and_the_document_asked_about(page: Page) -> None:
    tab(page, "Library")
    page.get_by_role("button", name="River", exact=True).click()
    page.locator("#reader .handle summary").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Save the original").click()
    assert download.value.suggested_filename == "river.txt"
    assert Path(download.value.path()).read_text() == FILES["river.txt"]
    page.get_by_role("button", name="Ask about this document").click()
    expect(page.locator("#filters")).to_contain_text("desk/river.txt")
    expect(page.locator("#question textarea")).to_be_focused()
    ask(page, "What did the bridge cost?")
    expect(page.locator("#turn .receipt, #turn .took")).to_contain_text(["1 document"] * 2)
    missing = page.request.get(f"{page.url.split('#')[0]}original?document=desk/none.txt")
    assert missing.status == 404


@pytest.mark.parametrize("width", [360, 1300])
def test_a_dropped_draft_is_checked_doubts_first_and_saved(
    address: str, browser: Browser, watched: Watched, tmp_path: Path, width: int
) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(f"{QUOTE} The bridge over the Aldan cost 9.9 million euros.")
    size = {"width": width, "height": 800}
    with context(browser, watched, viewport=size, color_scheme="dark") as one:
        page = opened(one, address)
        tab(page, "Check a draft")
        page.set_input_files("#draft-file input[type=file]", draft)
        doubts = page.locator("#checked .doubts li")
        expect(doubts).to_have_count(1, timeout=WAIT)
        expect(doubts).to_contain_text("9.9 million")
        expect(page.locator("#draft textarea")).to_have_value(draft.read_text())
        assert serious(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        with page.expect_download() as download:
            page.get_by_role("link", name="Save as Word, with comments").click()
        (comment,) = Document(BytesIO(Path(download.value.path()).read_bytes())).comments
        assert "4.2 million" in comment.text
        doubts.locator(".marker").first.click()
        assert "4.2 million" in marked(page)


@pytest.mark.parametrize("width", [1024, 1300, 1920])
def test_a_page_stands_beside_its_text_at_the_quote(
    dam: str, browser: Browser, watched: Watched, width: int
) -> None:
    with context(browser, watched, viewport={"width": width, "height": 800}) as one:
        page = opened(one, dam)
        ask(page, "How much water does the Corvin dam hold?")
        page.locator("#turn .answer .marker").first.click()
        drawn(page, 2)
        assert "4 million litres" in marked(page)
        picture, mark = (
            page.locator(part).bounding_box() for part in ("#reader .sheet", "mark#quote")
        )
        assert picture is not None
        assert mark is not None
        assert picture["x"] + picture["width"] <= mark["x"]
        assert picture["y"] < mark["y"] < picture["y"] + picture["height"]
        expect(page.locator("#turn .answer")).to_be_in_viewport()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.keyboard.press("Escape")
        expect(page.locator("#history")).to_be_visible()
