"""The page in a real Chromium: what a reader does, and what no document can do to a reader."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from zipfile import ZipFile

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Page,
    expect,
    sync_playwright,
)

from assistant.app import Assistant
from assistant.conversations import Conversations
from assistant.evidence import verify_pack
from assistant.standing import in_folder
from index.load.worker import Loader
from tests.endpoint import Endpoint, Reply, endpoint
from tests.make_files import pdf_file
from tests.web_desk import FILES, library, served

__all__ = ["endpoint"]

pytestmark = pytest.mark.slow

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
QUESTION = "How much did the Aldan river rise?"
QUOTE = "The Aldan river rose 212 centimetres in one night."
FIRES = (
    "Corvin, May 2, 2025: 12 people were injured in the Corvin fire.",
    "Lakeside, May 2, 2025: 31 people were injured in the Corvin fire, the hospital said.",
    "Hilltown, May 4, 2025: In the Corvin fire 31 people were injured.",
)
AUTH = ("reader", "secret words")
SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifted += one.value;
}).observe({ type: "layout-shift" });
"""
"""Sums up how much of the page moves by itself, as browsers measure it."""

WAIT = 20_000
"""Milliseconds that a test waits for the page at most."""


@dataclass
class Watched:
    """What a page asked for and complained of."""

    requests: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def follow(self, page: Page) -> None:
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", self._said)
        page.on("dialog", self._asked)

    def _said(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.faults.append(said.text)

    def _asked(self, dialog: Dialog) -> None:
        self.faults.append(dialog.message)
        dialog.dismiss()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield started
        started.close()


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shelf")
    library(folder).library.close()
    return folder


@pytest.fixture
def assistant(shelf: Path, tmp_path: Path) -> Iterator[Assistant]:
    """An assistant over a copy of the library."""
    shutil.copytree(shelf / "data", tmp_path / "data")
    made = Assistant(data=tmp_path / "data", model="quotes")
    yield made
    made.library.close()


@pytest.fixture
def watched() -> Watched:
    return Watched()


@contextmanager
def context(browser: Browser, watched: Watched, **options: Any) -> Iterator[BrowserContext]:
    """A browser of one's own, whose pages are watched; nothing may go to another host."""
    made = browser.new_context(**({"viewport": {"width": 1300, "height": 850}} | options))
    made.set_default_timeout(WAIT)
    made.on("page", watched.follow)
    yield made
    made.close()
    hosts = {url.split("/")[2] for url in watched.requests if url.startswith("http")}
    assert all(host.startswith("127.0.0.1:") for host in hosts), hosts


@pytest.fixture
def address(assistant: Assistant) -> Iterator[str]:
    with served(assistant) as made:
        yield made


@pytest.fixture
def page(address: str, browser: Browser, watched: Watched) -> Iterator[Page]:
    with context(browser, watched) as one:
        yield opened(one, address)
    assert watched.faults == []


def opened(one: BrowserContext, address: str) -> Page:
    page = one.new_page()
    page.goto(address)
    page.wait_for_selector("#examples button")
    return page


def ask(page: Page, question: str = QUESTION) -> None:
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    turn = page.locator("#turn .turn:not([data-busy])")
    expect(turn.locator(".question")).to_have_text(question, timeout=WAIT)
    expect(turn.locator(".tools")).to_be_visible()


def tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name).click()


def marked(page: Page) -> str:
    """The characters highlighted in the opened document, as the browser has them."""
    page.wait_for_selector("#panel.reading mark#quote")
    return str(page.evaluate("document.querySelector('mark#quote').textContent"))


def cited(page: Page, index: int = 0) -> dict[str, Any]:
    """A citation of the answer that is shown last, as its evidence has it."""
    turn = str(page.locator("#turn .turn").get_attribute("id")).removeprefix("t")
    pack = page.request.get(f"{page.url}answers/{turn}.json").json()
    return dict(pack["answer"]["citations"][index])


def in_view(page: Page, selector: str) -> bool:
    return bool(
        page.evaluate(
            """(selector) => {
              const box = document.querySelector(selector).getBoundingClientRect();
              return box.top >= 0 && box.bottom <= innerHeight && box.height > 0;
            }""",
            selector,
        )
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
            shown = page.screenshot()
            if width < 1000:  # the panel lies over the page
                style = page.add_style_tag(content="#desk { visibility: hidden; }")
                assert page.screenshot() == shown
                style.evaluate("style => style.remove()")
            page.keyboard.press("Escape")
            expect(page.locator("#panel")).to_be_hidden()
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            assert page.locator("#table tbody tr:first-child button").last.is_visible()


def test_filters_apply_and_are_seen(page: Page) -> None:
    page.locator("#filtering summary").click()
    page.fill("#filtering [name=since]", "2025-06-05")
    page.fill("#filtering [name=within]", "desk/bridge.txt")
    page.press("#filtering [name=within]", "Enter")
    applied = page.locator("#filters .applied")
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
        page.get_by_role("button", name="Copy").click()
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
    page.locator("#search textarea").press_sequentially("harbour")
    rows = page.locator("#table tbody tr")
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
    page.reload()
    page.locator("#conversations .open").first.click()
    expect(page.locator("#turn .standing")).to_contain_text("no longer there")
    page.locator("#turn .answer .marker").first.click()
    expect(page.locator("#reader .standing")).to_contain_text("no longer there")
    expect(page.locator("#reader .lost")).to_contain_text(QUOTE)


def test_an_answer_is_exported_and_verified(page: Page, shelf: Path, tmp_path: Path) -> None:
    ask(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Evidence").click()
    pack = tmp_path / "evidence.json"
    download.value.save_as(pack)
    with Loader() as reader:
        report = verify_pack(pack, in_folder(shelf / "desk", reader))
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
    page.wait_for_function("document.querySelector('#turn .note input').value === 'It rose 213.'")
    with page.expect_download() as download:
        page.get_by_role("link", name="Judgements").click()
    with ZipFile(download.value.path()) as archive:
        line = json.loads(archive.read("questions.jsonl"))
    assert (line["kind"], line["question"], line["note"]) == (
        "thumb down",
        QUESTION,
        "It rose 213.",
    )


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
        expect(one.locator("#talk")).not_to_contain_text("bridge")
        expect(other.locator("#talk")).not_to_contain_text("river rise")
        other.reload()
        other.locator("#conversations .open", has_text=QUESTION).click()
        expect(other.locator("#log .question")).to_have_text(QUESTION)
        ask(one, "What did the bridge cost?")
        ask(other, "Which works were closed?")
        expect(other.locator(".turn .question")).to_have_text(
            [QUESTION, "Who ordered the evacuation?", "Which works were closed?"]
        )
        other.locator("#conversations .open", has_text=QUESTION).first.click()
        expect(other.locator("#talk")).not_to_contain_text("bridge")


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


def serious(page: Page) -> list[str]:
    """axe-core's serious and critical findings."""
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html']}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


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


@pytest.fixture
def writer(shelf: Path, tmp_path: Path, endpoint: Endpoint) -> Iterator[Assistant]:
    """An assistant whose answers a model words."""
    shutil.copytree(shelf / "data", tmp_path / "data")
    made = Assistant(
        data=tmp_path / "data",
        model=f"openai:{endpoint.model}",
        openai_api_key=endpoint.key,
        openai_base_url=endpoint.base_url,
    )
    yield made
    made.library.close()


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
        page.reload()
        page.locator("#conversations .open").click()
        expect(page.locator("#turn .stage")).to_contain_text("Stopped")
        expect(page.locator("#turn .sentence.supported")).to_have_count(1)
        page.locator("#turn .marker").click()
        assert QUOTE in marked(page)
        page.get_by_role("button", name="Ask again").click()
        page.wait_for_selector("#turn .tools a")
        expect(page.locator("#turn .answer")).to_contain_text("212 centimetres")
        expect(page.locator("#conversations .open")).to_have_count(1)
        expect(page.locator(".turn")).to_have_count(1)


def test_what_had_come_is_kept_when_the_reader_leaves(
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


def test_the_page_is_painted_before_the_library_is_open(
    tmp_path: Path, shelf: Path, browser: Browser, watched: Watched
) -> None:
    shutil.copytree(shelf / "data", tmp_path / "data")
    slow = Assistant(data=tmp_path / "data", model="quotes")
    slow._guard.acquire()  # whoever would open the library waits
    with served(slow) as address, context(browser, watched) as one:
        try:
            page = one.new_page()
            page.goto(address)
            page.wait_for_selector("#question textarea")
            expect(page.get_by_role("heading", name="Ask your documents")).to_be_visible()
            expect(page.locator("#examples button")).to_have_count(0)
        finally:
            slow._guard.release()
        page.wait_for_selector("#examples button")
    slow.library.close()
