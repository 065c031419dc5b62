"""What is kept, in the browser: conversations, exports, judgements."""

import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.app import Assistant
from assistant.history.evidence_pack import verify_pack
from assistant.history.quote_state import in_folder
from index.load.worker import Loader
from tests.browser.chromium import QUESTION, QUOTE, Watched, ask, context, marked, opened
from tests.page_server import served

pytestmark = pytest.mark.slow


def test_conversations_are_reopened_after_a_restart(
    assistant: Assistant, browser: Browser, watched: Watched
) -> None:
    with served(assistant) as address, context(browser, watched) as one:
        page = opened(one, address)
        ask(page)
        ask(page, "What did the bridge cost?")
    assistant.library.close()
    again = Assistant(settings=assistant.settings)
    with served(again) as address, context(browser, watched) as one:
        page = opened(one, address)
        page.locator("#conversations .open").first.click()
        expect(page.locator("#log .question")).to_have_text(QUESTION)
        page.locator("#log .answer .marker").first.click()
        assert QUOTE in marked(page)
        page.locator("#conversations summary").first.click()
        page.fill("#conversations details input", "The floods of <b>June</b>")
        page.press("#conversations details input", "Enter")
        expect(page.locator("#conversations .title")).to_have_text("The floods of <b>June</b>")
        page.locator("#conversations summary").first.click()
        delete = page.locator("#conversations [data-do=delete]")
        delete.click()
        delete.click()
        expect(page.locator("#conversations .open")).to_have_count(0)
        expect(page.locator("#turn .turn")).to_have_count(0)
    again.library.close()


def test_a_citation_tells_that_its_document_is_gone(assistant: Assistant, page: Page) -> None:
    ask(page)
    assistant.remove("desk/river.txt")
    page.wait_for_function("location.hash")
    page.reload()  # the address opens the conversation: a click besides would be a second time
    expect(page.locator("#turn .standing")).to_contain_text("no longer there")
    page.locator("#turn .answer .marker").first.click()
    expect(page.locator("#reader .standing")).to_contain_text("no longer there")
    expect(page.locator("#reader .lost")).to_contain_text(QUOTE)
    expect(page.get_by_text("Error", exact=True)).to_have_count(0)


def test_an_answer_is_exported_and_verified(page: Page, page_folder: Path, tmp_path: Path) -> None:
    ask(page)
    page.locator("#turn .save:not([open]) summary").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Evidence").click()
    pack = tmp_path / "evidence.json"
    download.value.save_as(pack)
    with Loader() as loader:
        report = verify_pack(pack, in_folder(page_folder / "desk", loader))
    assert report.ok, report.lines()
    with page.expect_download() as download:
        page.get_by_role("link", name="Markdown").click()
    markdown = tmp_path / "answer.md"
    download.value.save_as(markdown)
    assert "[^1]" in markdown.read_text()


def test_a_thumb_and_its_note_are_kept(page: Page) -> None:
    ask(page)
    page.get_by_role("button", name="A bad answer").click()
    expect(page.locator("#turn .down[aria-pressed=true]")).to_be_visible()
    page.fill("#turn .note input", "It rose 213.")
    page.press("#turn .note input", "Enter")
    # What is typed is no attribute; what was kept is drawn as one.
    expect(page.locator("#turn .note input[value='It rose 213.']")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Judgements").click()
    with ZipFile(download.value.path()) as archive:
        line = json.loads(archive.read("questions.jsonl"))
    assert (line["kind"], line["question"], line["note"]) == (
        "thumb down",
        QUESTION,
        "It rose 213.",
    )


def test_conversations_are_searched_and_told_apart(page: Page) -> None:
    ask(page)
    page.get_by_role("button", name="New conversation").click()
    ask(page)
    expect(page.locator("#conversations h3")).to_have_text("Today")
    titles = page.locator("#conversations .title")
    expect(titles).to_have_text([f"{QUESTION} (2)", QUESTION])
    page.get_by_role("button", name="New conversation").click()
    ask(page, "What did the bridge cost?")
    field = page.get_by_label("Search the conversations")
    field.fill("BRIDGE 4.2")
    expect(titles).to_have_text(["What did the bridge cost?"])
    field.fill("zebra")
    expect(page.locator("#conversations")).to_contain_text("No conversation holds these words.")
    field.fill("")
    expect(titles).to_have_count(3)


def test_two_tabs_that_go_on_from_one_answer_say_so(page: Page) -> None:
    ask(page)
    other = page.context.new_page()
    other.goto(page.url)
    other.wait_for_selector("#examples button", state="attached")
    expect(other.locator("#turn .question")).to_have_text(QUESTION)
    ask(other, "What did the bridge cost?")
    ask(page, "Who ordered the evacuation?")
    expect(page.locator("#message")).to_contain_text("continued or deleted elsewhere")
    expect(page.locator("#log .question")).to_have_text(QUESTION)
