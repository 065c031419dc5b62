from datetime import date

import pytest

from tests.shelf import Shelf


def test_what_words_or_meaning_find_comes_best_first(shelf: Shelf) -> None:
    shelf.write("ferry.txt", "The ferry sails on Monday.")
    shelf.write("train.txt", "The train leaves on Sunday.")
    shelf.write("bread.txt", "Knead flour, water and salt.")
    shelf.index(shelf.documents)
    hits = shelf.library.search("When does the ferry sail?", 3)
    assert hits[0].passage.text == "The ferry sails on Monday."
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len(hits) == 3
    assert hits[0].lexical > 0 == hits[2].lexical
    question, *vectors = shelf.embedder.embed(["When does the ferry sail?", *shelf_texts(shelf)])
    cosines = sorted(float(question @ vector) for vector in vectors)
    assert sorted(hit.similarity for hit in hits) == pytest.approx(cosines, abs=1e-5)
    assert len(shelf.library.search("ferry", 1)) == 1


def shelf_texts(shelf: Shelf) -> list[str]:
    """What was embedded for each document: its title, then its words."""
    return [
        f"{source.title}\n{shelf.library.text(source.name)}" for source in shelf.library.sources()
    ]


def test_a_passage_that_words_alone_find_has_its_cosine(shelf: Shelf) -> None:
    for number in range(60):
        shelf.write(f"{number}.txt", f"Harbour harbour harbour {number}.")
    shelf.write("odd.txt", "Zebra " + " ".join(f"word{number}" for number in range(80)) + ".")
    shelf.index(shelf.documents)
    (hit,) = [one for one in shelf.library.search("harbour zebra", 60) if "odd" in str(one)]
    assert hit.lexical > 0
    assert 0 < hit.similarity < 0.5


def test_a_copy_is_called_by_the_name_that_passed_the_filter(shelf: Shelf) -> None:
    shelf.write("a/ferry.txt", "The ferry sails on Monday.")
    shelf.write("b/ferry.txt", "The ferry sails on Monday.")
    shelf.write("b/train.txt", "The train leaves on Sunday.")
    shelf.index(shelf.documents)
    assert shelf.found("ferry") == ["desk/a/ferry.txt"]
    assert shelf.found("ferry", pattern="desk/b/*") == ["desk/b/ferry.txt"]
    assert shelf.found("ferry", pattern="desk/c/*") == []


def test_an_empty_library_finds_nothing(shelf: Shelf) -> None:
    assert shelf.library.search("anything", 5) == []
    assert shelf.library.search("", 5, until=date(2025, 1, 1)) == []
