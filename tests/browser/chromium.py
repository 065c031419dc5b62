"""The page in a real Chromium: how a test opens it, asks, and looks."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, expect

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
        # Gradio complains of a step that a reload has cut off: questions to go on with, say.
        cut_off = any(words in said.text for words in ("AbortError", "errored out"))
        if said.type == "error" and not cut_off:
            self.faults.append(said.text)

    def _asked(self, dialog: Dialog) -> None:
        self.faults.append(dialog.message)
        dialog.dismiss()


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
    pack = page.request.get(f"{page.url.split('#')[0]}answers/{turn}.json").json()
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


def serious(page: Page) -> list[str]:
    """axe-core's serious and critical findings."""
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html']}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]
