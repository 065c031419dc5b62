"""The page's main states as pictures: python -m tests.screenshots FOLDER [LANGUAGE]

Light and dark, on a wide screen and at 360 pixels; a scripted model words the answers, so that
every mark is seen.
"""

import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from assistant.app import Assistant
from assistant.messages import texts
from tests.browser.chromium import ARGUMENTS, CHROMIUM, marked, tab
from tests.endpoint import Endpoint, Reply
from tests.page_server import FILES, served

SIZES = {"wide": (1280, 800), "narrow": (360, 740)}
QUESTION = "What did Pakistan and Afghanistan agree on in Beijing?"
ANSWER = (
    "Pakistan and Afghanistan agreed to enhance security cooperation and to expand trade [1]."
    " The talks were held on the sidelines of Dar’s official visit to China [1]."
    " Prior to the meeting Dar held talks with Chinese Foreign Minister Wang Yi and signed a treaty"
    " [1]. The talks were held in Beijing on 19 May 2025 [1]."
)
FIRES = {
    "fire.txt": "Riverton, May 2, 2025: 12 people were injured in the Riverton fire.\n",
    "hospital.txt": "Lakeside, May 2, 2025: 31 people were injured in the Riverton fire, the"
    " hospital said.\n",
    "inquiry.txt": "Hilltown, May 4, 2025: In the Riverton fire 31 people were injured.\n",
}
DRAFT = f"{FILES['bridge.txt'].splitlines()[0]} The bridge over the Aldan cost 5.1 million euros."


def main(folder: Path, code: str = "en") -> None:
    """Makes them all, in a language of the page."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        endpoint = Endpoint()
        endpoint.otherwise = Reply(ANSWER)
        assistant = _assistant(Path(scratch), endpoint)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        with served(assistant) as address:
            for size in SIZES:
                for scheme in ("light", "dark"):
                    _visit(browser, address, endpoint, folder, size, scheme, code)
        browser.close()
        assistant.library.close()
        endpoint.close()


def _assistant(folder: Path, endpoint: Endpoint) -> Assistant:
    desk = folder / "desk"
    desk.mkdir()
    for name, text in {**FILES, **FIRES}.items():
        (desk / name).write_text(text, "utf-8")
    (desk / "scan.pdf").write_bytes(b"%PDF-1.4 damaged")
    assistant = Assistant(
        data=folder / "data",
        model=f"openai:{endpoint.model}",
        openai_api_key=endpoint.key,
        openai_base_url=endpoint.base_url,
    )
    assistant.index(Path("seeds"), desk)
    return assistant


def _visit(
    browser: Browser,
    address: str,
    endpoint: Endpoint,
    folder: Path,
    size: str,
    scheme: str,
    code: str,
) -> None:
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        locale=code,
    )
    page = context.new_page()
    page.goto(address)

    def take(state: str) -> None:
        page.wait_for_timeout(300)
        page.screenshot(path=folder / f"{state}-{size}-{scheme}.png")

    _states(page, endpoint, take, texts(code))
    context.close()


def _states(
    page: Page, endpoint: Endpoint, take: Callable[[str], None], messages: Mapping[str, str]
) -> None:
    page.wait_for_selector("#examples button")
    take("start")
    endpoint.script(Reply(ANSWER, between=0.08))
    _send(page, QUESTION)
    page.wait_for_selector("#turn .words")
    page.wait_for_timeout(1_000)
    take("streaming")
    page.wait_for_selector("#turn .tools", timeout=30_000)
    take("answer")
    page.locator("#turn .sentence").last.hover()
    take("reason")
    page.locator("#turn .answer .marker").last.click()
    marked(page)
    page.mouse.move(0, 0)
    take("source")
    page.keyboard.press("Escape")
    fire = "How many people were injured in the Riverton fire?"
    said = "12 people were injured in the Riverton fire [1]. Others say that it was 31 [2]."
    endpoint.script(Reply(fire), Reply(said))  # a follow-up is made to stand alone first
    _send(page, fire)
    page.wait_for_selector("#turn .tools", timeout=30_000)
    take("disagreement")
    moons = "Which planet has the most moons?"
    endpoint.script(Reply(moons))
    _send(page, moons)
    page.wait_for_selector("#turn .receipt", timeout=30_000)
    take("abstention")
    tab(page, messages["tab.check"])
    page.fill("#draft textarea", DRAFT)
    page.get_by_role("button", name=messages["check.start"], exact=True).click()
    page.locator("#checked .sentence").last.click()
    page.mouse.move(0, 0)
    take("draft")
    tab(page, messages["tab.library"])
    page.wait_for_selector("#table tbody tr")
    take("library")


def _send(page: Page, question: str) -> None:
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    page.wait_for_function(
        "question => document.querySelector('#turn .question')?.textContent === question",
        arg=question,
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:3])
