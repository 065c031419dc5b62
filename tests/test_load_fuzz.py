"""Two thousand damaged files of each format: no crash, no hang, each failure in one line."""

import json
import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from itertools import chain
from unicodedata import category

import pytest

from index.load import Limits
from index.load.wire import documents_from_json
from index.load.worker import Child
from index.types import Document, IndexingError
from tests.made_compound import outlook_file
from tests.make_files import MAKERS
from tests.mutate import mutated
from tests.test_load_captions import MEETING
from tests.test_load_compressed import seven_zip, tar
from tests.test_load_old_formats import FILES as OLD
from tests.test_load_old_formats import RICH
from tests.test_load_open_document import TABLE, open_document

FORMATS: dict[str, Callable[[], bytes]] = {
    **MAKERS,
    "odt": lambda: open_document("text", f"<text:p>Words.</text:p>{TABLE}"),
    "ods": lambda: open_document("spreadsheet", TABLE),
    "rtf": lambda: RICH,
    "json": lambda: (
        b'{"area": "North", "towns": [{"town": "Hale", "founded": [1402, {"a": null}]}]}'
    ),
    "vtt": MEETING.encode,
    "xls": (OLD / "wells.xls").read_bytes,
    "msg": lambda: outlook_file("Greenhouse", "It costs 500 pounds.", {"a.txt": b"Six pots."}),
    "tar": tar,
    "tgz": lambda: tar(mode="w:gz"),
    "7z": seven_zip,
}
FILES = 2000
SHARES = 2
SECONDS = 20.0


def trouble(child: Child, data: bytes, name: str) -> str:
    """What is wrong with how a damaged file was taken; empty where nothing is."""
    try:
        documents = documents_from_json(child.ask(SECONDS, name.encode(), data))
    except IndexingError as error:
        message = str(error)
        return "" if message.startswith(name) and is_plain(message) else message
    except EOFError:
        return "hung" if child.expired else "crashed"
    return next((wrong for document in documents if (wrong := oddity(document))), "")


def oddity(document: Document) -> str:
    """What does not add up in a document; empty where all does."""
    source, length = document.source, len(document.text)
    document.text.encode()
    if not length or source.characters != length:
        return f"{source.characters} characters are claimed of {length}"
    starts = source.page_starts
    if list(starts) != sorted(starts) or not all(0 <= start <= length for start in starts):
        return f"pages start at {starts}"
    if not all(0 <= start < length for start, _ in source.headings):
        return f"headings are at {source.headings}"
    words = [source.title, source.author or "", source.outlet or "", *source.warnings]
    return next((f"{each!r} is in it" for each in words if not is_plain(each)), "")


def is_plain(words: str) -> bool:
    """Whether words can be shown on a line of a terminal and move nothing there."""
    return not any(category(character) == "Cc" for character in words)


def share(suffix: str, number: int) -> Iterator[str]:
    """Read every SHARES-th damaged file in one child process; yields what went wrong."""
    limits = Limits(seconds=SECONDS, memory_bytes=2**30)
    base = FORMATS[suffix]()
    child = Child(limits)
    try:
        for seed in range(number, FILES, SHARES):
            data = mutated(base, random.Random(f"{suffix}-{seed}"))
            if wrong := trouble(child, data, f"fuzz/{seed}.{suffix}"):
                yield f"{suffix} {seed}: {wrong}"
            if not child.is_alive:
                child.end()
                child = Child(limits)
    finally:
        child.end()


@pytest.mark.slow
@pytest.mark.parametrize("suffix", sorted(FORMATS))
def test_damaged_files_do_no_harm(suffix: str) -> None:
    with ThreadPoolExecutor(SHARES) as threads:
        shares = threads.map(lambda number: list(share(suffix, number)), range(SHARES))
        assert list(chain.from_iterable(shares)) == []


def test_a_damage_is_the_same_for_the_same_seed() -> None:
    for make in MAKERS.values():
        base = make()
        damaged = [mutated(base, random.Random(7)) for _ in range(2)]
        assert damaged[0] == damaged[1] != base


def test_the_limits_reach_a_child() -> None:
    assert Limits(**json.loads(json.dumps(asdict(Limits(pages=7))))).pages == 7
