"""The first screen in the browser: an empty library, one that only has its sample, and a filled."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.app import Assistant
from tests.browser.chromium import WAIT, Watched, context, opened, serious
from tests.page_server import FILES, served

pytestmark = pytest.mark.slow

SIZES = ({"width": 1300, "height": 850}, {"width": 360, "height": 740})


def test_a_filled_library_says_what_is_in_it_and_that_it_quotes(page: Page) -> None:
    screen = page.locator("#examples")
    expect(screen.locator(".holdings")).to_have_text(
        "In the library: 3 documents from 3 June 2025 to 1 July 2025, in desk (3)."
    )
    expect(page.locator("#adding")).to_be_hidden()
    note = screen.locator("summary")
    expect(note).to_contain_text("quotations")
    note.press("Enter")
    expect(screen.locator("code").first).to_be_visible()
    assert serious(page) == []
    screen.locator("[data-do=example]").first.click()
    expect(page.locator("#turn .answer .marker").first).to_be_visible(timeout=WAIT)
    expect(screen).to_be_hidden()


def test_with_a_model_there_is_no_word_of_quotations(
    writer: Assistant, browser: Browser, watched: Watched
) -> None:
    with served(writer) as address, context(browser, watched) as one:
        page = opened(one, address)
        expect(page.locator("#examples .holdings")).to_be_visible()
        expect(page.locator("#examples .setting")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_a_library_with_its_sample_alone_asks_for_documents(
    tmp_path: Path, browser: Browser, watched: Watched, size: object, scheme: object
) -> None:
    assistant = Assistant(data=tmp_path / "data", model="quotes")
    file = tmp_path / "river.txt"
    file.write_text(FILES["river.txt"])
    with (
        served(assistant) as address,
        context(browser, watched, viewport=size, color_scheme=scheme) as one,
    ):
        page = opened(one, address)
        expect(page.locator("#examples .holdings")).to_contain_text("only the article")
        expect(page.locator("#drop")).to_be_visible()
        expect(page.get_by_label("Address of a web page")).to_be_visible()
        assert serious(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.set_input_files("#drop input[type=file]", file)
        expect(page.locator("#examples .holdings")).to_contain_text("2 documents", timeout=WAIT)
        expect(page.locator("#examples [data-question*=Calder]")).to_be_visible()
        expect(page.locator("#adding")).to_be_hidden()
    assistant.library.close()


def test_an_emptied_library_asks_for_documents_and_tells_what_failed(
    tmp_path: Path, browser: Browser, watched: Watched
) -> None:
    assistant = Assistant(data=tmp_path / "data", model="quotes")
    for source in assistant.library.sources():
        assistant.remove(source.name)
    with served(assistant) as address, context(browser, watched) as one:
        page = one.new_page()
        page.goto(address)
        expect(page.locator("#examples .holdings")).to_contain_text("is empty", timeout=WAIT)
        expect(page.locator("#examples button")).to_have_count(0)
        broken = tmp_path / "scan.pdf"
        broken.write_bytes(b"%PDF-1.4 damaged")
        page.set_input_files("#drop input[type=file]", broken)
        expect(page.locator("#added .faults")).to_contain_text("scan.pdf", timeout=WAIT)
        expect(page.locator("#drop")).to_be_visible()
    assistant.library.close()
