"""The page in the language of the browser: Arabic from right to left, with no English left."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.app import Assistant
from assistant.messages import texts
from tests.browser.chromium import (
    QUESTION,
    QUOTE,
    WAIT,
    Watched,
    ask,
    context,
    marked,
    opened,
    serious,
)
from tests.page_server import served

pytestmark = pytest.mark.slow

SIZES = ({"width": 1300, "height": 850}, {"width": 360, "height": 740})
OURS = (
    "#masthead, #tabs [role=tab], #examples h2, #examples p, #examples summary, #history, #composer"
)
"""The parts of the first screen that say nothing of documents."""


def read(page: Page, selector: str) -> str:
    """What a reader sees there, or hears: texts, placeholders and labels."""
    return str(
        page.evaluate(
            """(selector) => [...document.querySelectorAll(selector)].flatMap((part) => [
              part.innerText,
              ...[part, ...part.querySelectorAll("*")].flatMap((one) => [
                one.placeholder, one.title, one.ariaLabel,
              ]),
            ]).join("\\n")""",
            selector,
        )
    )


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("code", ["ar", "ur"])
def test_the_first_screen_is_from_right_to_left_and_without_english(
    address: str, browser: Browser, watched: Watched, code: str, size: object
) -> None:
    with context(browser, watched, viewport=size, locale=code) as one:
        page = opened(one, address)
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
        expect(page.locator("html")).to_have_attribute("lang", code)
        expect(page).to_have_title(texts(code)["page.title"])
        shown = read(page, OURS)
        for key in ("page.title", "tab.library", "start.purpose", "ask.placeholder", "history.new"):
            assert texts(code)[key] in shown, key
        english = [text for text in texts("en").values() if len(text) > 3 and "{" not in text]
        assert [text for text in english if re.search(rf"\b{re.escape(text)}\b", shown)] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        # The tabs begin at the right, and what is written runs from there.
        box = page.locator("#asking-tab-button").bounding_box()
        assert box
        assert box["x"] + box["width"] > page.evaluate("innerWidth") / 2
        assert serious(page) == []
    assert watched.faults == []


def test_an_answer_is_arabic_around_english_quotes(
    address: str, browser: Browser, watched: Watched
) -> None:
    said = texts("ar")
    with context(browser, watched, locale="ar-EG") as one:
        page = opened(one, address)
        ask(page)
        turn = page.locator("#turn .turn")
        expect(turn.locator(".legend")).to_contain_text(said["verdict.supported"])
        expect(turn.locator(".tools")).to_contain_text(said["turn.copy"])
        expect(turn.locator(".answer")).to_contain_text(QUOTE)
        aligned = "one => getComputedStyle(one).unicodeBidi"
        assert turn.locator(".answer").evaluate(aligned) == "plaintext"
        turn.locator(".answer .marker").first.click()
        assert QUOTE in marked(page)
        expect(page.locator("#reader nav").first).to_contain_text(said["document.next"])
        ask(page, "Which planet has the most moons?")
        expect(turn.locator(".answer")).to_have_text(said["refusal"])
        expect(turn.locator(".receipt")).to_contain_text(said["receipt.why_not"])
        number = str(turn.get_attribute("id")).removeprefix("t")
        saved = page.evaluate(f"fetch('answers/{number}.html').then((one) => one.text())")
        assert 'lang="ar"' in saved
        assert said["answer.nearest"] in saved
    assert watched.faults == []


def test_two_readers_have_their_own_languages(
    address: str, browser: Browser, watched: Watched
) -> None:
    with (
        context(browser, watched, locale="es-MX") as one,
        context(browser, watched, locale="de-DE") as other,
    ):
        spanish, german = opened(one, address), opened(other, address)
        ask(spanish)
        ask(german)
        expect(spanish.locator("#turn .legend")).to_contain_text(texts("es")["verdict.supported"])
        expect(german.locator("#turn .legend")).to_contain_text("Supported by its source")
        expect(spanish.locator("html")).to_have_attribute("dir", "ltr")
    assert watched.faults == []


def test_what_is_set_comes_before_the_browser_s_language(
    assistant: Assistant, browser: Browser, watched: Watched
) -> None:
    set_to = Assistant(settings=assistant.settings, language="fr")
    with served(set_to) as address, context(browser, watched, locale="ar") as one:
        page = opened(one, address)
        expect(page.locator("html")).to_have_attribute("lang", "fr")
        page.fill("#question textarea", QUESTION)
        page.press("#question textarea", "Enter")
        legend = page.locator("#turn .legend")
        expect(legend).to_contain_text(texts("fr")["verdict.supported"], timeout=WAIT)
    set_to.library.close()
    assert watched.faults == []


def test_a_language_is_chosen_on_the_page_for_this_browser(
    assistant: Assistant, browser: Browser, watched: Watched
) -> None:
    with (
        served(assistant) as address,
        context(browser, watched) as one,
        context(browser, watched) as other,
    ):
        page = opened(one, address)
        page.get_by_role("tab", name="Settings").click()
        page.get_by_label("Language").select_option(label="français")
        expect(page.locator("html")).to_have_attribute("lang", "fr")
        expect(page.get_by_role("tab", name=texts("fr")["tab.settings"])).to_have_attribute(
            "aria-selected", "true"
        )
        picker = page.locator("[data-look=language]")
        expect(picker).to_have_value("fr")
        page.get_by_role("tab", name=texts("fr")["tab.ask"]).click()
        ask(page)
        expect(page.locator("#turn .legend")).to_contain_text(texts("fr")["verdict.supported"])
        expect(opened(other, address).locator("html")).to_have_attribute("lang", "en")
        page.get_by_role("tab", name=texts("fr")["tab.settings"]).click()
        picker.select_option("")
        expect(page.locator("html")).to_have_attribute("lang", "en")
    assert watched.faults == []
