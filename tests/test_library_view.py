"""A library as somebody has it who may not read everything in it."""

import inspect
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.library import Library
from index.library.narrowed import NarrowedLexical, NarrowedStore
from index.library.view import LibraryView
from index.search.lexical import Lexical
from index.store import Store
from index.types import IndexingError
from tests.shelf import Shelf

QUESTIONS = (
    "When does the ferry sail?",
    "ferry",
    "the zanderling treaty",
    "harbour dues",
    "Monday",
)


def view(shelf: Shelf, hidden: str = "secret/", **rights: bool) -> LibraryView:
    """The library without the documents in whose names `hidden` stands."""
    noted: list[tuple[str, Sequence[str]]] = []
    return LibraryView(
        shelf.library,
        lambda name: hidden not in name,
        note=lambda did, names: noted.append((did, names)),
        may_change=rights.get("may_change", False),
        may_erase=rights.get("may_erase", False),
    )


@pytest.fixture
def harbour(shelf: Shelf) -> Shelf:
    shelf.write("ferry.txt", "The ferry sails on Monday. Harbour dues are 4 euros.")
    shelf.write("train.txt", "The train leaves on Sunday.")
    shelf.write("same.txt", "A text that two folders hold.")
    shelf.write("secret/same.txt", "A text that two folders hold.")
    shelf.write("secret/treaty.txt", "The zanderling treaty says that the ferry is sold on Monday.")
    shelf.write("secret/b.txt", "Ferry, ferry, ferry: the ferry is the zanderling's.")
    shelf.index(shelf.documents)
    return shelf


def test_what_may_not_be_read_is_nowhere(harbour: Shelf) -> None:
    seen = view(harbour)
    names = ["desk/ferry.txt", "desk/same.txt", "desk/train.txt"]
    assert [record.source.name for record in seen.records] == names
    assert [source.name for source in seen.sources()] == names
    assert seen.counted() == (3, 3)
    assert seen.counted(pattern="secret") == (0, 0)
    assert seen.passages() == 3
    assert seen.openings(["desk/secret/b.txt"]) == {}
    for question in QUESTIONS:
        for hit in seen.search(question, 10):
            assert "secret" not in hit.passage.source.name
            assert "zanderling" not in hit.passage.text
    assert seen.search("zanderling", 10, pattern="secret/*") == []
    assert seen.spelling("zandirling") is None
    assert harbour.library.spelling("zandirling") == "zanderling"
    for read in (seen.text, seen.blocks):
        for name in ("desk/secret/b.txt", "b.txt", "secret/treaty.txt"):
            with pytest.raises(IndexingError, match="no document named"):
                read(name)
    assert seen.text("same.txt") == "A text that two folders hold."


def test_it_is_as_a_library_without_those_documents(
    harbour: Shelf, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Scores, rarities and order too: they would tell what the others hold."""
    bare = Shelf(tmp_path_factory.mktemp("bare"))
    for name in ("ferry.txt", "train.txt", "same.txt"):
        bare.write(name, (harbour.documents / name).read_text("utf-8"))
    bare.index(bare.documents)
    seen = view(harbour)
    assert seen.counted() == bare.library.counted()
    for stem in ("ferri", "zanderl", "monday", "harbour", "nothing"):
        assert seen.rarity(stem) == pytest.approx(bare.library.rarity(stem))
    for question in QUESTIONS:
        ours, theirs = seen.search(question, 10), bare.library.search(question, 10)
        assert [hit.passage.source.name for hit in ours] == [
            hit.passage.source.name for hit in theirs
        ]
        assert [hit.similarity for hit in ours] == pytest.approx(
            [hit.similarity for hit in theirs], abs=1e-5
        )
        # The mean length of the passages is the whole library's.
        assert [hit.lexical for hit in ours] == pytest.approx(
            [hit.lexical for hit in theirs], rel=0.25
        )
    bare.close()


def test_who_may_read_alone_changes_nothing(harbour: Shelf) -> None:
    seen = view(harbour)
    before = [record.source.name for record in harbour.library.records]
    with pytest.raises(IndexingError, match="your role is to read"):
        seen.index([harbour.documents], harbour.loader)
    for change in (seen.remove, seen.erase):
        with pytest.raises(IndexingError):
            change("desk/ferry.txt")
    assert [record.source.name for record in harbour.library.records] == before


def test_an_editor_s_report_is_of_what_they_may_read(harbour: Shelf) -> None:
    harbour.write("new.txt", "New.")
    harbour.write("secret/new.txt", "New and secret.")
    (harbour.documents / "train.txt").unlink()
    (harbour.documents / "secret" / "b.txt").unlink()
    harbour.write("secret/film.mkv", "no document")
    seen = view(harbour, may_change=True)
    told: list[object] = []
    report = seen.index([], harbour.loader, told.append)
    assert (report.added, report.removed) == (["desk/new.txt"], ["desk/train.txt"])
    assert "secret" not in str(report.to_dict())
    assert not report.left_out
    assert told == []
    assert "desk/secret/new.txt" in [record.source.name for record in harbour.library.records]
    with pytest.raises(IndexingError, match="no document named"):
        seen.remove("desk/secret/new.txt")
    seen.remove("desk/new.txt")
    with pytest.raises(IndexingError, match="only an owner"):
        seen.erase("desk/ferry.txt")


def test_an_owner_erases_and_it_is_noted(harbour: Shelf) -> None:
    noted: list[tuple[str, list[str]]] = []
    owner = LibraryView(
        harbour.library,
        None,
        may_change=True,
        may_erase=True,
        note=lambda did, names: noted.append((did, list(names))),
    )
    owner.remove("desk/train.txt")
    owner.erase("desk/ferry.txt")
    harbour.write("new.txt", "New.")
    owner.index([], harbour.loader)
    assert noted == [
        ("removed", ["desk/train.txt"]),
        ("erased", ["desk/ferry.txt"]),
        ("added", ["desk/new.txt"]),
    ]


@settings(max_examples=25, deadline=None)
@given(hidden=st.sets(st.integers(0, 7)), words=st.lists(st.integers(0, 7), min_size=1))
def test_no_search_crosses_the_line(numbered: Library, hidden: set[int], words: list[int]) -> None:
    names = {f"desk/{number}.txt" for number in hidden}
    seen = LibraryView(numbered, lambda name: name not in names, False, False, lambda *_: None)
    asked = " ".join(WORDS[word] for word in words)
    found = {hit.passage.source.name for hit in seen.search(asked, 20)}
    assert not found & names
    assert {f"desk/{word}.txt" for word in words} - names <= found
    for number in range(8):
        misspelt = f"{WORDS[number][:3]}q{WORDS[number][4:]}"
        assert (seen.spelling(misspelt) is None) == (number in hidden)


WORDS = (
    *("kestrelby", "oakhamton", "lindworth", "marblefen", "quorndale", "tattersea"),
    *("wychling", "zeelford"),
)


@pytest.fixture(scope="module")
def numbered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    made = Shelf(tmp_path_factory.mktemp("numbered"))
    for number, word in enumerate(WORDS):
        made.write(f"{number}.txt", f"The council of {word} met on day {number}.")
    made.index(made.documents)
    yield made.library
    made.close()


WRITERS = {"add", "put", "drop", "sweep", "configure", "write_indexes", "rebuild", "update"}
DERIVED = {"live", "close", "counted", "holding"}
"""What is made of the narrowed records, or is not there to be narrowed."""


@pytest.mark.parametrize(
    ("whole", "narrowed"), [(Store, NarrowedStore), (Lexical, NarrowedLexical)]
)
def test_each_way_of_reading_is_narrowed(whole: type, narrowed: type) -> None:
    """A new method of these must be thought of there too."""
    public = {name for name, _ in inspect.getmembers(whole) if not name.startswith("_")}
    own = set(vars(narrowed)) | {"records"}
    assert public - WRITERS - DERIVED <= own


def test_collections_hold_what_may_be_read_and_lose_nothing(harbour: Shelf) -> None:
    kept = harbour.library.collections
    kept.add("Mixed", ["desk/ferry.txt", "desk/secret/b.txt"])
    kept.add("Board", ["desk/secret/"])
    seen = view(harbour, may_change=True)
    assert seen.collections.all() == {"Mixed": ("desk/ferry.txt",)}
    seen.collections.add("Mixed", ["desk/train.txt"])
    assert kept.members("Mixed") == ("desk/ferry.txt", "desk/secret/b.txt", "desk/train.txt")
    for change in (seen.collections.delete, lambda name: seen.collections.add(name, ["desk/x"])):
        with pytest.raises(IndexingError, match="not yours to change"):
            change("board")
    with pytest.raises(IndexingError, match="your role is to read"):
        view(harbour).collections.add("Mine", ["desk/ferry.txt"])
    harbour.library.remove("desk/secret/b.txt")
    assert seen.removed() == []
