"""Several people over one library: what one may not read comes back to them by no way in."""

import asyncio
import json
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest
from gradio_client import Client as PageClient  # type: ignore[import-untyped]
from mcp import Client as ToolClient
from mcp.client.streamable_http import streamable_http_client

from assistant.app import Assistant
from assistant.serve.audit_log import AUDIT
from assistant.serve.guard import OPEN
from assistant.serve.passwords import hashed
from assistant.serve.users import UsersFile
from tests.page_server import FILES, served

LEDGER = """Quorndale, May 2, 2025: The Zanderlin ledger of the river works names Ottokar Vexley.

Ottokar Vexley paid 8812 crowns for the pumps of Quorndale after the flood of the Aldan.
"""
DISTINCTIVE = ("zanderlin", "quorndale", "ottokar", "vexley", "8812")
"""Words of the document that is for some only; no question below has one."""

ASKED = (
    "Who paid for the pumps?",
    "How much was paid after the flood of the Aldan?",
    "What does the ledger say of the river works?",
    "Who is named in the ledger of May 2, 2025?",
    "Which documents mention pumps?",
    "Give me an overview of the library.",
    "Zandarlin",
)
HIDDEN = "desk/vault/ledger.txt"
COLLECTION = "Works"
"""A collection with that document in it, and with another."""
USERS = {"anna": "owner", "ben": "reader", "cleo": "editor", "dora": "reader"}
KEYS = {name: f"k-{name}-1" for name in USERS}


@dataclass(frozen=True)
class Desk:
    """A served library, with clients of its users."""

    address: str
    data: Path
    users: Path

    def client(self, name: str, password: str | None = None) -> httpx.Client:
        auth = (name, password or f"pass of {name}")
        return httpx.Client(base_url=self.address, auth=auth, timeout=60, trust_env=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("people")
    for name, text in {**FILES, "vault/ledger.txt": LEDGER}.items():
        (made / "desk" / name).parent.mkdir(parents=True, exist_ok=True)
        (made / "desk" / name).write_text(text, "utf-8")
    lines = [f"{name}:{hashed(f'pass of {name}')}:{role}" for name, role in USERS.items()]
    (made / "users").write_text("\n".join([*lines, "only desk/vault/*: dora", ""]), "utf-8")
    return made


@pytest.fixture(scope="module")
def desk(folder: Path) -> Iterator[Desk]:
    keys = ",".join(f"{name}:{key}" for name, key in KEYS.items())
    assistant = Assistant(data=folder / "data", model="quotes", api_keys=keys, confidence=0.01)
    assistant.index(folder / "desk")
    assistant.library.collections.add(COLLECTION, [HIDDEN, "desk/bridge.txt"])
    with served(assistant, UsersFile(folder / "users")) as address:
        yield Desk(address, folder / "data", folder / "users")
    assistant.library.close()


def told(*texts: str) -> set[str]:
    """The distinctive words in what came back; digits may stand in any number of Gradio's."""
    whole = " ".join(texts).casefold()
    found = {word for word in DISTINCTIVE if word in whole}
    return found if re.search(r"\b8812 crowns", whole) else found - {"8812"}


def by_rest(http: httpx.Client, word: str) -> list[str]:
    """All that the API says."""
    bodies: list[tuple[str, dict[str, Any]]] = [
        ("/api/ask", {"question": word}),
        ("/api/ask", {"question": word, "in": "vault"}),
        ("/api/table", {"questions": [word]}),
        ("/api/check", {"text": f"{word} The pumps were paid for after the flood."}),
        ("/api/search", {"query": word, "limit": 50}),
        ("/api/search", {"query": word, "in": HIDDEN}),
        ("/v1/chat/completions", {"messages": [{"role": "user", "content": word}]}),
        ("/v1/chat/completions", {"messages": [{"role": "user", "content": word}], "stream": True}),
        ("/gradio_api/call/ask", {"question": word}),
    ]
    replies = [http.post(path, json=body) for path, body in bodies]
    assert [reply.status_code for reply in replies] == [200] * len(bodies)
    kept = http.post("/api/search", json={"query": word, "collection": COLLECTION})
    listed = http.get("/api/documents", params={"collection": COLLECTION})
    return [reply.text for reply in (*replies, kept, listed, http.get("/api/collections"))]


def by_get(http: httpx.Client) -> list[str]:
    """All that an address alone gives."""
    places = {"document": HIDDEN, "page": "1", "start": "0", "end": "50"}
    numbered = [f"/answers/{n}.{kind}" for n in range(1, 9) for kind in ("md", "html", "json")]
    streams = ("/mcp", "/gradio_api/queue/data", "/gradio_api/upload_progress")  # without an end
    paths = OPEN - set(streams)
    found = [http.get(path).text for path in sorted([*paths, *numbered])]
    found += [http.get(path, params=places).text for path in ("/page.png", "/original")]
    names = (HIDDEN, "vault/ledger.txt", "ledger.txt", "LEDGER.TXT")
    return [*found, *(http.get(f"/api/documents/{name}").text for name in names)]


def by_tools(address: str, name: str, word: str) -> list[str]:
    """All that the tools say."""
    calls: list[tuple[str, dict[str, Any]]] = [
        ("ask", {"question": word}),
        ("check", {"text": f"{word} The pumps were paid for."}),
        ("search", {"query": word, "limit": 50}),
        ("read", {"document": HIDDEN}),
        ("collections", {}),
        ("search", {"query": word, "collection": COLLECTION}),
    ]

    async def run() -> list[str]:
        headers = {"authorization": f"Bearer {KEYS[name]}"}
        http: Any = httpx.AsyncClient(headers=headers, timeout=60, trust_env=False)
        transport = streamable_http_client(f"{address}/mcp", http_client=http)
        async with http, ToolClient(transport) as client:
            return [str(await client.call_tool(tool, given)) for tool, given in calls]

    return asyncio.run(asyncio.wait_for(run(), 120))


def by_events(http: httpx.Client, word: str) -> list[str]:
    """All that the page's events bring, each fired as a browser would, with whatever it takes."""
    config = http.get("/config").json()
    kinds = {part["id"]: part["type"] for part in config["components"]}
    sent = {
        **dict.fromkeys(("words", "question", "note", "title"), word),
        "document": HIDDEN,
        "start": "0",
        "index": "0",
        "of": "t1",
        "thumb": "up",
        "conversation": "1",
        "turn": "1",
        "answer": "1",
        "by": "title",
        "password": "x",
        "since": "",
        "until": "",
        "within": "vault",
        "quote": "",
        "nearest": "",
    }
    found = []
    for dependency in config["dependencies"]:
        if not dependency["backend_fn"] or dependency["api_name"] in ("ask", "check", "documents"):
            continue
        values = [None if kinds[one] in ("state", "file") else word for one in dependency["inputs"]]
        session = f"{word[:3]}-{dependency['id']}-{id(http)}"
        body = {
            "data": values,
            "fn_index": dependency["id"],
            "session_hash": session,
            "event_data": sent,
            "trigger_id": dependency["targets"][0][0],
        }
        http.post("/gradio_api/queue/join", json=body).raise_for_status()
        with http.stream("GET", "/gradio_api/queue/data", params={"session_hash": session}) as data:
            found.append("".join(data.iter_text()))
    return found


@pytest.mark.parametrize("name", ["ben", "cleo"])
def test_what_one_may_not_read_comes_back_by_no_way_in(desk: Desk, name: str) -> None:
    with desk.client(name) as http:
        for word in ASKED:
            assert told(*by_rest(http, word)) == set(), word
        assert told(*by_get(http)) == set()
        for word in ASKED[:2]:
            assert told(*by_tools(desk.address, name, word)) == set(), word
        heard = by_events(http, ASKED[0])
        assert told(*heard) == set()
        assert "Riverton" in "".join(heard), "the events say something"
        page = PageClient(desk.address, auth=(name, f"pass of {name}"), verbose=False)
        listed = page.predict(api_name="/documents")["documents"]
        names = {one["document"] for one in listed}
        # An editor's events have added what was pasted.
        assert {one for one in names if "uploads" not in one} == {f"desk/{file}" for file in FILES}
        assert told(str(page.predict(ASKED[0], api_name="/ask"))) == set()
        counted = http.post("/api/ask", json={"question": ASKED[0]}).json()["receipt"]
        assert counted["documents"] == len(names)


@pytest.mark.parametrize("name", ["anna", "dora"])
def test_who_may_read_it_gets_it_by_each(desk: Desk, name: str) -> None:
    with desk.client(name) as http:
        assert told(*by_rest(http, ASKED[0])) == set(DISTINCTIVE)
        assert told(*by_get(http))
        assert told(*by_tools(desk.address, name, ASKED[0])) == set(DISTINCTIVE)
        if name == "dora":  # an owner's events would erase it
            assert told(*by_events(http, ASKED[0])) == set(DISTINCTIVE)
        assert http.get(f"/api/documents/{HIDDEN}").status_code == 200


TABS = count(1)


def fired(http: httpx.Client, event: str, session: str = "", **sent: str) -> str:
    """What an event of the script brings, in a tab of its own unless one is named."""
    session = session or f"tab-{next(TABS)}"
    config = http.get("/config").json()
    (dependency,) = [
        each
        for each in config["dependencies"]
        if each["backend_fn"] and event in {what for _, what in each["targets"]}
    ]
    body = {
        "data": [None] * len(dependency["inputs"]),
        "fn_index": dependency["id"],
        "session_hash": session,
        "event_data": sent,
        "trigger_id": dependency["targets"][0][0],
    }
    http.post("/gradio_api/queue/join", json=body).raise_for_status()
    with http.stream("GET", "/gradio_api/queue/data", params={"session_hash": session}) as data:
        return "".join(data.iter_text())


def test_roles_are_kept(desk: Desk) -> None:
    river = {"document": "desk/river.txt"}
    with desk.client("ben") as http:
        assert "only an editor may do that" in fired(http, "remove", **river)
        assert "only an owner may do that" in fired(http, "erase", **river)
        assert "only an editor may do that" in fired(http, "paste", words="A text.")
    with desk.client("cleo") as http:
        assert "only an owner may do that" in fired(http, "erase", **river)
        assert "no document named" in fired(http, "remove", document=HIDDEN)
        assert "1 added" in fired(http, "paste", words="The ferry of Orr sails at noon.")
        (added,) = [
            each["document"]
            for each in http.get("/api/documents").json()["documents"]
            if each["document"].startswith("uploads/The-ferry")
        ]
        assert "is out of the library" in fired(http, "remove", document=added)
    names = {each["document"] for each in documents(desk, "anna")}
    assert {HIDDEN, "desk/river.txt"} <= names


def test_collections_are_kept_by_who_may_change_the_library(desk: Desk) -> None:
    river = {"name": "Rivers", "documents": ["desk/river.txt"]}
    with desk.client("ben") as ben, desk.client("cleo") as cleo, desk.client("dora") as dora:
        refused = ben.post("/api/collections", json=river)
        assert (refused.status_code, "only an editor" in refused.text) == (403, True)
        made = cleo.post("/api/collections", json=river)
        assert made.json() == {"name": "Rivers", "members": ["desk/river.txt"], "documents": 1}
        hidden = cleo.post("/api/collections", json={"name": "Rivers", "documents": [HIDDEN]})
        assert hidden.status_code == 404
        assert ben.delete("/api/collections/Rivers").status_code == 403
        seen = {
            http: {
                one["name"]: one["documents"]
                for one in http.get("/api/collections").json()["collections"]
            }
            for http in (ben, dora)
        }
        assert seen == {ben: {"Rivers": 1, COLLECTION: 1}, dora: {"Rivers": 1, COLLECTION: 2}}
        assert cleo.delete("/api/collections/Rivers").json() == {"deleted": "Rivers"}
    added, deleted = [json.loads(one) for one in (desk.data / AUDIT).read_text().splitlines()][-2:]
    assert (added["user"], added["did"]) == ("cleo", "added to a collection")
    assert (deleted["did"], deleted["documents"]) == ("deleted a collection", ["collection:Rivers"])


def test_an_answer_is_shared_as_far_as_each_may_read_it(desk: Desk) -> None:
    with desk.client("dora") as dora, desk.client("ben") as ben, desk.client("anna") as anna:
        asked = fired(dora, "example", "dora-2", question="Who paid the crowns for the pumps?")
        turn = max(map(int, re.findall(r"answers/(\d+)\.md", asked)))
        open_to_none = {"by": "dora", "shared": "guess", "answer": "", "conversation": ""}
        assert "not shared" in fired(anna, "visit", **open_to_none)
        shown = fired(dora, "publish", "dora-2", turn=str(turn))
        (token,) = set(re.findall(r"shared=([\w-]+)", shown))
        place = {"by": "dora", "shared": token, "document": "", "quote": "", "nearest": ""}
        assert told(fired(anna, "visit", **place)) == set(DISTINCTIVE)
        theirs = fired(ben, "visit", "ben-2", **place)
        assert told(theirs) == set()
        assert "documents that are not for you" in theirs
        assert "paid the crowns" not in theirs
        assert told(fired(ben, "source", "ben-2", of="s", index="0")) == set()
        # Nobody but who asked changes it, nor has others' ways to it.
        assert "There is no answer" in fired(ben, "publish", turn=str(turn))
        fired(ben, "unpublish", turn=str(turn))
        assert "not shared" in fired(ben, "visit", **{**place, "by": "anna"})
        assert told(fired(anna, "visit", **place)) == set(DISTINCTIVE)
        fired(dora, "unpublish", "dora-2", turn=str(turn))
        assert "not shared" in fired(anna, "visit", **place)
    lines = (desk.data / AUDIT).read_text("utf-8").splitlines()
    did = [(line["user"], line["did"]) for line in map(json.loads, lines)]
    assert ("dora", "shared") in did
    assert did[-1] == ("dora", "stopped sharing")


def documents(desk: Desk, name: str) -> list[dict[str, Any]]:
    with desk.client(name) as http:
        return list(http.get("/api/documents").json()["documents"])


def test_each_has_conversations_of_their_own(desk: Desk) -> None:
    with desk.client("dora") as dora, desk.client("ben") as ben:
        fired(dora, "example", "dora-1", question="Who paid the crowns for the pumps?")
        assert "Who paid the crowns" in fired(dora, "recall", words="pumps")
        turn = max(n for n in range(1, 60) if dora.get(f"/answers/{n}.md").status_code == 200)
        assert told(dora.get(f"/answers/{turn}.md").text)
        fired(ben, "example", "ben-1", question="What did the bridge cost?")
        assert "Who paid the crowns" not in fired(ben, "recall", words="")
        assert "bridge cost" in fired(ben, "recall", words="bridge")
        assert "bridge cost" not in fired(dora, "recall", words="bridge")
        foreign = fired(ben, "fresh", "dora-1")
        assert "another user" in foreign
        # What dora may no longer read is in no answer that was kept for her either.
        lines = desk.users.read_text("utf-8")
        try:
            desk.users.write_text(lines.replace("*: dora", "*: cleo"), "utf-8")
            assert dora.get(f"/answers/{turn}.md").status_code == 404
            assert told(*by_rest(dora, ASKED[0])) == set()
        finally:
            desk.users.write_text(lines, "utf-8")
        assert told(dora.get(f"/answers/{turn}.md").text)


def test_the_log_says_who_did_what(desk: Desk) -> None:
    file = desk.data / AUDIT
    with desk.client("cleo") as http:
        http.post("/api/ask", json={"question": "What did the bridge cost?"})
        fired(http, "paste", words="The mill of Orr was closed.")
    with desk.client("anna") as http:
        (added,) = [
            one["document"] for one in documents(desk, "anna") if "mill" in one["title"].lower()
        ]
        fired(http, "erase", document=added)
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    *_, asked, came, went = lines
    assert (asked["user"], asked["did"]) == ("cleo", "asked")
    assert (came["user"], came["did"], came["documents"]) == ("cleo", "added", [added])
    assert (went["user"], went["did"], went["documents"]) == ("anna", "erased", [added])
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:]+\+00:00", line["time"]) for line in lines)
    assert "bridge" not in file.read_text("utf-8")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    for secret in (*KEYS.values(), "pass of", "argon2"):
        assert secret not in file.read_text("utf-8")


def test_a_user_who_is_taken_out_is_out_at_once(desk: Desk) -> None:
    lines = desk.users.read_text("utf-8")
    with desk.client("ben") as http:
        cookie = http.post("/login", data={"username": "ben", "password": "pass of ben"})
        assert cookie.status_code == 200
        key = {"authorization": f"Bearer {KEYS['ben']}"}
        url = f"{desk.address}/api/documents"
        assert httpx.get(url, headers=key, trust_env=False).status_code == 200
        try:
            desk.users.write_text(re.sub(r"(?m)^ben:.*\n", "", lines), "utf-8")
            assert httpx.get(url, headers=key, trust_env=False).status_code == 401
            assert http.get("/api/documents").status_code == 401
        finally:
            desk.users.write_text(lines, "utf-8")
        assert http.get("/api/documents").status_code == 200
