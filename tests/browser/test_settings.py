"""The settings in the browser: a model with its key, what everybody shares, and one's own look."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.app import Assistant
from assistant.saved_settings import KEYS_FILE
from tests.browser.chromium import WAIT, Watched, ask, context, opened, serious, tab
from tests.endpoint import Endpoint, Refusal, Reply, endpoint
from tests.page_server import served

__all__ = ["endpoint"]

pytestmark = pytest.mark.slow

SAID = "The Aldan river rose 212 centimetres in one night [1]."
AUTH = ("reader", "secret words")


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OLLAMA_HOST", "127.0.0.1:9")
    monkeypatch.setenv("OPENAI_API_KEY", "")


def settings(page: Page) -> None:
    tab(page, "Settings")
    page.wait_for_selector("#setting-up [data-look]")


def held(page: Page, word: str) -> bool:
    """Whether a word is anywhere in the page, in what was typed too."""
    typed = page.evaluate("[...document.querySelectorAll('input, textarea')].map(one => one.value)")
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, location.href])")
    return word in page.content() or word in str(typed) or word in str(kept)


def test_a_model_is_chosen_tried_given_its_key_and_used(
    assistant: Assistant, endpoint: Endpoint, browser: Browser, watched: Watched
) -> None:
    assistant.change(openai_base_url=endpoint.base_url)
    model, told = f"openai:{endpoint.model}", "#settings-told"
    with served(assistant) as address, context(browser, watched) as one:
        page = opened(one, address)
        page.locator("#examples .setting summary").click()
        page.get_by_role("link", name="Settings").click()
        page.get_by_label("Another model, by name").fill(model)
        page.get_by_label("Key, where").fill("sk-wrong-98765")
        page.get_by_role("button", name="Test the connection").click()
        expect(page.locator(f"{told} [role=alert]")).to_contain_text("refused the key")
        endpoint.script(Refusal(500, "server_error"), Reply("ready"))
        page.get_by_label("Key, where").fill(endpoint.key)
        for words in ("a fault of its own", "answers: its first word came"):
            page.get_by_role("button", name="Test the connection").click()
            expect(page.locator(told)).to_contain_text(words)
        page.get_by_label("Key, where").press("Enter")  # the form's first button: use it
        expect(page.locator(told)).to_contain_text(f"{model} from now on")
        expect(page.get_by_role("combobox", name="Model")).to_have_value(model)
        expect(page.get_by_label("Another model, by name")).to_have_value("")
        expect(page.locator("#settings .known")).to_contain_text("OPENAI_API_KEY is set")
        assert not held(page, endpoint.key)
        endpoint.script(Reply(SAID))
        tab(page, "Ask")
        expect(page.locator("#examples .setting")).to_have_count(0)
        ask(page)
        expect(page.locator("#turn .took")).to_be_visible()
        assert not held(page, endpoint.key)
        page.reload()
        settings(page)
        expect(page.get_by_label("Key, where")).to_have_value("")
        assert not held(page, endpoint.key)
    data = assistant.settings.data
    holding = [path for path in data.rglob("*") if path.is_file()]
    assert not [path for path in holding if endpoint.key.encode() in path.read_bytes()]


def test_a_missing_key_is_asked_for_and_quotes_answer_meanwhile(
    page_folder: Path, assistant: Assistant, browser: Browser, watched: Watched
) -> None:
    waiting = Assistant(data=assistant.settings.data, model="openai:gpt-5-mini")
    with served(waiting) as address, context(browser, watched) as one:
        page = opened(one, address)
        note = page.locator("#examples .setting summary")
        expect(note).to_contain_text("openai:gpt-5-mini wants a key")
        ask(page)
        expect(page.locator("#turn .answer")).to_contain_text("212")
        settings(page)
        expect(page.locator("#settings .notice")).to_contain_text("OPENAI_API_KEY")
        page.get_by_label("Key, where").fill("sk-kept-123")
        page.get_by_label("which only its owner can read").check()
        page.get_by_role("button", name="Use this model").click()
        expect(page.locator("#settings-told")).to_contain_text("from now on")
        expect(page.locator("#settings .notice")).to_have_count(0)
        assert not held(page, "sk-kept-123")
        forget = page.get_by_role("button", name="Forget OPENAI_API_KEY")
        forget.click()
        expect(forget).to_have_text("Forget the key?")
        forget.click()
        expect(page.locator("#settings .notice")).to_contain_text("OPENAI_API_KEY")
        assert "sk-kept" not in (assistant.settings.data / KEYS_FILE).read_text()
    waiting.library.close()


def test_another_embedder_indexes_anew_once_it_is_confirmed(page: Page) -> None:
    settings(page)
    picker = page.get_by_role("combobox", name="Embedder")
    picker.select_option("multilingual")
    page.get_by_role("button", name="Use this embedder").click()
    asked = page.locator("#settings-told [role=alert]")
    expect(asked).to_contain_text("3 passages of 3 documents")
    assert serious(page) == []
    asked.get_by_role("button", name="Keep minilm").click()
    expect(page.locator("#settings-told")).to_contain_text("minilm embeds, as before")
    page.get_by_role("button", name="Use this embedder").click()
    asked.get_by_role("button", name="Index anew").press("Enter")
    expect(page.locator("#settings-told")).to_contain_text(
        "multilingual embeds from now on", timeout=3 * WAIT
    )
    expect(picker).to_have_value("multilingual")
    tab(page, "Ask")
    ask(page)
    expect(page.locator("#turn .answer")).to_contain_text("212")


def test_confidence_is_set_by_the_keyboard_alone(page: Page) -> None:
    settings(page)
    field = page.get_by_role("spinbutton", name="Confidence")
    field.focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("1")
    page.keyboard.press("Enter")
    expect(page.locator("#settings-told")).to_contain_text("below a confidence of 1")
    assert page.evaluate("document.activeElement.name") == "confidence"
    tab(page, "Ask")
    ask(page)
    expect(page.locator("#turn .receipt")).to_be_visible()


def test_the_look_is_this_browser_s_own_and_there_before_the_page_is(
    address: str, browser: Browser, watched: Watched
) -> None:
    with context(browser, watched, color_scheme="light") as one, context(browser, watched) as other:
        page, theirs = opened(one, address), opened(other, address)
        ground = "getComputedStyle(document.body).backgroundColor"
        light = page.evaluate(ground)
        settings(page)
        page.get_by_label("Theme").select_option("dark")
        page.get_by_label("Text size").select_option("largest")
        dark = page.evaluate(ground)
        assert dark != light
        size = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
        assert page.evaluate(size) > theirs.evaluate(size)
        page.reload(wait_until="commit")
        page.wait_for_selector("#setting-up [data-look]")
        assert page.evaluate(ground) == dark
        assert theirs.evaluate(ground) == light
        expect(page.get_by_label("Theme")).to_have_value("dark")
        expect(page.get_by_label("Text size")).to_have_value("largest")
        page.emulate_media(color_scheme="dark")
        page.get_by_label("Theme").select_option("light")
        assert page.evaluate(ground) == light
        page.get_by_label("Theme").select_option("")
        assert page.evaluate(ground) == dark


def test_who_shares_the_page_has_the_look_alone(
    assistant: Assistant, browser: Browser, watched: Watched
) -> None:
    with served(assistant, AUTH) as address, context(browser, watched) as one:
        page = one.new_page()
        page.goto(address)
        page.fill("[name=username]", AUTH[0])
        page.fill("[name=password]", AUTH[1])
        page.get_by_role("button", name="Come in").click()
        page.wait_for_selector("#examples button")
        settings(page)
        expect(page.locator("#settings")).to_contain_text("whoever runs it changes these")
        assert page.locator("#settings :is(form, input, select)").count() == 0
        assert serious(page) == []
        page.get_by_label("Theme").select_option("dark")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1300])
@pytest.mark.parametrize("size", ["", "largest"])
def test_settings_can_be_read_by_everyone(
    address: str, browser: Browser, watched: Watched, width: int, scheme: Any, size: str
) -> None:
    look = {"width": width, "height": 740}
    with context(browser, watched, viewport=look, color_scheme=scheme) as one:
        one.add_init_script(f"localStorage.setItem('look-size', '{size}')")
        page = one.new_page()
        page.goto(f"{address}/#tab=settings")
        page.wait_for_selector("#settings form")
        page.wait_for_timeout(300)
        assert serious(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.get_by_label("Another model, by name").fill("openai:none")
        page.get_by_role("button", name="Use this model").click()
        page.wait_for_selector("#settings .notice")
        assert serious(page) == []
