"""What can be ticked to be asked, and how a choice is told."""

from assistant.serve.page.chooser import FORM, OFFERED, choice, chooser
from index.store.records import Record
from index.types import Source
from tests.page_answers import Shown


def record(name: str) -> Record:
    return Record(Source(name, name.rpartition("/")[2].title()), name)


RECORDS = [
    record(name) for name in ("desk/a.txt", "desk/more/b.txt", "desk/more/c.txt", "lone.txt")
]


def ticks(shown: Shown) -> dict[str, bool]:
    return {str(one["value"]): "checked" in one for one in shown.all("input")}


def test_collections_folders_and_documents_can_be_ticked() -> None:
    shown = Shown(chooser(RECORDS, {"Mills": 2}, "=desk/more/\ncollection:Mills\n*bell*"))
    assert ticks(shown) == {
        "collection:Mills": True,
        "=lone.txt": False,
        "=desk/": False,
        "=desk/a.txt": False,
        "=desk/more/": True,
        "=desk/more/b.txt": False,
        "=desk/more/c.txt": False,
    }
    assert all(one["form"] == FORM for one in shown.all("input"))
    assert "desk/ 3" in shown.text
    assert "desk/more/ 2" in shown.text
    assert "Mills 2" in shown.text


def test_what_could_not_be_read_can_not_be_asked() -> None:
    unread = Record(Source("desk/x.pdf", "x"), "", error="damaged")
    assert chooser([unread], {}, None) == ""
    assert "x.pdf" not in chooser([unread, *RECORDS], {}, None)


def test_a_large_library_offers_every_folder_and_says_what_is_left_out() -> None:
    many = [record(f"desk/{number:04}.txt") for number in range(OFFERED + 3)]
    shown = Shown(chooser([*many, record("tail/a.txt")], {}, None))
    assert len(shown.all("input")) == OFFERED + 2
    assert "3 more: tick them in the library’s table" in shown.text
    assert "=tail/" in ticks(shown)


def test_a_choice_is_told_in_words() -> None:
    assert choice(None) == []
    assert choice("collection:Mills\n=desk/a.txt\n=desk/\n*bell*") == [
        "the collection Mills",
        "desk/a.txt",
        "the folder desk/",
        "documents *bell*",
    ]
    assert choice("\n".join(f"={n}" for n in range(9)))[-2:] == ["3", "5 more"]
