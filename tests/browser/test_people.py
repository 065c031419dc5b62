"""Several people in the browser: each has what their role allows, and reads what is for them."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.app import Assistant
from assistant.serve.passwords import hashed
from assistant.serve.users import UsersFile
from tests.browser.chromium import (
    QUESTION,
    QUOTE,
    WAIT,
    Watched,
    ask,
    context,
    marked,
    serious,
    tab,
)
from tests.page_server import served
from tests.test_several_people import DISTINCTIVE, LEDGER

pytestmark = pytest.mark.slow

USERS = {"anna": "owner", "cleo": "editor", "ben": "reader", "dora": "reader"}
PUMPS = "Who paid crowns for the pumps of Quorndale?"
CHANGING = ("remove", "restore", "facts", "collect", "takeout", "uncollect", "paste", "unlock")
ADDING = ("#files", "#pasting", "#refresh")


@pytest.fixture
def house(assistant: Assistant, tmp_path: Path) -> Iterator[str]:
    """The address of a page for four people, with a document that is for dora only."""
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "ledger.txt").write_text(LEDGER)
    assistant.index(vault)
    assistant.library.collections.add("Works", ["desk/bridge.txt"])
    users = tmp_path / "users"
    lines = [f"{name}:{hashed(f'pass of {name}')}:{role}" for name, role in USERS.items()]
    users.write_text("\n".join([*lines, "only vault/*: dora", ""]))
    with served(assistant, UsersFile(users)) as address:
        yield address


@pytest.fixture
def people(house: str, browser: Browser, watched: Watched) -> Iterator["People"]:
    with ExitStack() as open_ones:
        yield People(house, browser, watched, open_ones)


class People:
    """Who comes in, each in a browser of their own."""

    def __init__(self, address: str, browser: Browser, watched: Watched, stack: ExitStack) -> None:
        self.address, self._browser, self._watched, self._stack = address, browser, watched, stack

    def comes(self, name: str, place: str = "", **options: object) -> Page:
        """The page as somebody has it who has logged in at an address of it."""
        given = {"permissions": ["clipboard-read", "clipboard-write"], **options}
        one = self._stack.enter_context(context(self._browser, self._watched, **given))
        page = one.new_page()
        page.goto(place or self.address)
        enter(page, name)
        return page


def enter(page: Page, name: str) -> None:
    page.fill("[name=username]", name)
    page.fill("[name=password]", f"pass of {name}")
    page.get_by_role("button", name="Come in").click()
    page.wait_for_selector("#examples button", state="attached")
    expect(page.locator("#masthead .own")).to_contain_text(name)


def shared(page: Page) -> str:
    """Shares the last answer; its link."""
    page.locator("#turn").get_by_role("button", name="Share").press("Enter")
    link = page.locator("#turn").get_by_role("button", name="Copy link")
    expect(link).to_be_focused()
    expect(page.locator("#turn .shared")).to_contain_text("whoever may use this page")
    link.press("Enter")
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    return str(page.evaluate("navigator.clipboard.readText()"))


def told(page: Page) -> set[str]:
    """The distinctive words of dora's document, wherever they are in the page."""
    content = page.content().casefold()
    return {word for word in DISTINCTIVE if word in content}


def seen(page: Page, event: str) -> int:
    return page.locator(f"[data-do={event}]:visible").count()


@pytest.mark.parametrize("width", [360, 1300])
@pytest.mark.parametrize(("name", "role"), list(USERS.items())[:3])
def test_each_sees_what_their_role_allows(people: People, width: int, name: str, role: str) -> None:
    scheme = "dark" if width == 360 else "light"
    page = people.comes(name, viewport={"width": width, "height": 800}, color_scheme=scheme)

    def fine() -> None:
        assert serious(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    own = page.locator("#masthead .own")
    expect(own).to_contain_text(role)
    fine()
    page.locator("#filtering summary").click()
    page.get_by_role("checkbox", name="Works").check()
    page.locator(".chooser summary").first.click()
    page.locator(".chooser input[value='=desk/river.txt']").check()
    expect(page.locator("#filters .applied")).to_contain_text("Searching 2 of")
    reads = role == "reader"
    expect(page.locator("#filters .keep")).to_be_visible(visible=not reads)
    page.get_by_role("button", name="Clear").click()
    tab(page, "Library")
    rows = page.locator("#table tbody tr")
    expect(rows).to_have_count(4 if role == "owner" else 3)
    for part in ADDING:
        expect(page.locator(part)).to_be_visible(visible=not reads)
    rows.first.locator(".pick input").check()
    expect(page.get_by_role("button", name="Ask these")).to_be_visible()
    for event in CHANGING:
        assert not (reads and seen(page, event)), event
    assert bool(seen(page, "remove")) == (not reads)
    assert bool(seen(page, "erase")) == (role == "owner")
    rows.first.locator("th button").first.click()
    expect(page.locator("#reader .text")).to_be_visible()
    page.keyboard.press("Escape")
    fine()
    tab(page, "Settings")
    expect(page.get_by_label("Theme")).to_be_visible()
    expect(page.locator("#settings form").first).to_be_visible(visible=role == "owner")
    if role != "owner":
        expect(page.locator("#settings")).to_contain_text("owners change these")
    fine()
    tab(page, "Check a draft")
    page.fill("#draft textarea", QUOTE)
    page.get_by_role("button", name="Check it").click()
    expect(page.locator("#checked .sentence.supported")).to_be_visible(timeout=WAIT)


def test_what_is_for_some_is_there_for_them_alone(people: People) -> None:
    dora, ben = people.comes("dora"), people.comes("ben")
    for page in (dora, ben):
        ask(page, PUMPS)
    expect(dora.locator("#turn .answer")).to_contain_text("Ottokar Vexley")
    for page, rows in ((dora, 4), (ben, 3)):
        expect(page.locator("#examples .holdings")).to_contain_text(f"{rows} documents")
        page.get_by_role("button", name="New conversation").click()
        page.locator("#filtering summary").click()
        expect(page.locator("#names")).to_contain_text("desk/")
        tab(page, "Library")
        page.get_by_label("Search the documents").fill("the")
        expect(page.locator("#table [role=status]")).to_contain_text(f"of {rows} documents")
        page.get_by_label("Search the documents").fill("")
        expect(page.locator("#table tbody tr")).to_have_count(rows)
    assert told(dora)
    asked = {"quorndale"}  # ben's own question
    assert told(ben) <= asked
    ben.goto(f"{people.address}/#document=vault/ledger.txt")
    ben.reload()
    expect(ben.locator("#message")).to_contain_text("no longer in the library")
    assert told(ben) <= asked | {"ledger"}


def test_each_has_conversations_of_their_own(people: People) -> None:
    dora, ben = people.comes("dora"), people.comes("ben")
    ask(dora)
    ask(ben, "What did the bridge cost?")
    place = dora.url
    for page in (dora, ben):
        page.reload()
        expect(page.locator("#conversations .open")).to_have_count(1)
    ben.goto("about:blank")
    ben.goto(place)  # hers is not his, though it has the same number
    expect(ben.locator("#turn .question")).to_have_text("What did the bridge cost?")
    assert QUESTION not in ben.content()


@pytest.mark.parametrize("width", [360, 1300])
def test_a_shared_answer_is_read_and_not_changed(people: People, width: int) -> None:
    dora = people.comes("dora", viewport={"width": width, "height": 800})
    ask(dora)
    assert serious(dora) == []
    link = shared(dora)
    assert serious(dora) == []
    ben = people.comes("ben", link, viewport={"width": width, "height": 800}, color_scheme="dark")
    turn = ben.locator("#turn .turn")
    expect(turn.locator(".question")).to_have_text(QUESTION)
    expect(turn.locator(".stage")).to_contain_text("Shared by dora")
    expect(turn.locator(".answer")).to_contain_text("212 centimetres")
    assert turn.locator(".notice").count() == 0
    for event in ("thumb", "edit", "again", "publish", "unpublish", "link"):
        assert turn.locator(f"[data-do={event}]").count() == 0, event
    expect(ben.locator("#conversations .open")).to_have_count(0)
    turn.locator(".answer .marker").first.click()
    assert QUOTE in marked(ben)
    ben.keyboard.press("Escape")
    assert serious(ben) == []
    assert ben.evaluate("document.documentElement.scrollWidth <= innerWidth")
    ben.reload()
    expect(turn.locator(".stage")).to_contain_text("Shared by dora")
    ben.get_by_role("button", name="Ask this yourself").click()
    expect(ben.locator("#turn .turn:not([data-busy]) .thumbs")).to_be_visible(timeout=WAIT)
    expect(ben.locator("#log .turn")).to_have_count(0)
    ben.wait_for_function("location.hash.startsWith('#conversation=')")
    ben.go_back()
    expect(turn.locator(".stage")).to_contain_text("Shared by dora")
    dora.locator("#turn").get_by_role("button", name="Stop sharing").press("Enter")
    expect(dora.locator("#turn").get_by_role("button", name="Share")).to_be_focused()
    ben.reload()
    expect(ben.locator("#message")).to_contain_text("not shared, or no longer")
    expect(turn).to_have_count(0)


def test_who_may_not_read_a_cited_document_is_told_so(people: People) -> None:
    dora = people.comes("dora")
    ask(dora, PUMPS)
    link = shared(dora)
    anna, ben = people.comes("anna", link), people.comes("ben", link)
    expect(anna.locator("#turn .answer")).to_contain_text("Ottokar Vexley")
    anna.locator("#turn .answer .marker").first.click()
    assert "Ottokar Vexley" in marked(anna)
    expect(ben.locator("#turn .notice")).to_contain_text("documents that are not for you")
    expect(ben.locator("#turn .stage")).to_contain_text("Shared by dora")
    assert told(ben) == set()
    assert serious(ben) == []


def test_who_logs_out_is_out_and_another_comes_in(people: People) -> None:
    dora = people.comes("dora")
    ask(dora, PUMPS)
    other = dora.context.new_page()
    other.goto(people.address)
    other.wait_for_selector("#examples button")
    dora.get_by_role("button", name="Log out").press("Enter")
    expect(dora.get_by_role("button", name="Come in")).to_be_visible()
    assert told(dora) == set()
    dora.go_back()
    dora.reload()
    expect(dora.get_by_role("button", name="Come in")).to_be_visible()
    other.reload()
    expect(other.get_by_role("button", name="Come in")).to_be_visible()
    dora.goto(people.address)
    enter(dora, "ben")
    expect(dora.locator("#masthead .own")).to_contain_text(re.compile("ben.*reader", re.DOTALL))
    expect(dora.locator("#conversations .open")).to_have_count(0)
    assert told(dora) == set()


def test_one_user_logs_out_too_and_sees_no_role(
    assistant: Assistant, browser: Browser, watched: Watched
) -> None:
    with served(assistant, ("anna", "pass of anna")) as address, context(browser, watched) as one:
        page = one.new_page()
        page.goto(address)
        enter(page, "anna")
        expect(page.locator("#masthead .own")).not_to_contain_text("owner")
        ask(page)
        expect(page.get_by_role("button", name="Copy link")).to_be_visible()
        expect(page.get_by_role("button", name="Share")).to_have_count(0)
        page.get_by_role("button", name="Log out").click()
        expect(page.get_by_role("button", name="Come in")).to_be_visible()
