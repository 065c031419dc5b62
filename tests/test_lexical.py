from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.search.lexical import Lexical, Rows
from index.search.question_terms import terms
from index.store.block_json import blocks_from_json
from index.types import Block, IndexingError, Passage, Source
from tests.test_snapshots import small_disk

TEXTS = {
    "1a:0": "The ferry to Horta sails on Monday.",
    "1a:40": "Ferries carry cars; no ferry carries horses.",
    "2b:0": "The ministers met in Beijing.",
}


def rows(texts: dict[str, str] = TEXTS, title: str = "Harbour news") -> Rows:
    source = Source("a.txt", title)
    vector = np.zeros(2, np.float32)
    return [(key, Passage(source, 0, len(text), text), vector) for key, text in texts.items()]


def ids(lexical: Lexical, question: str, *keys: str) -> list[str]:
    return [one for one, _ in lexical.search(terms(question), 10, keys or None)]


@pytest.fixture
def lexical(tmp_path: Path) -> Lexical:
    made = Lexical(tmp_path / "lexical")
    made.rebuild(rows(), "r1")
    return made


@given(st.text(max_size=200), st.lists(st.floats(-1, 1, width=32), min_size=1, max_size=8))
def test_a_passage_is_kept_as_it_was_given(text: str, numbers: list[float]) -> None:
    lexical, vector = Lexical(), np.array(numbers, np.float32)
    blocks = (Block("row", 0, len(text), label="1", columns=("a", "b"), above=("Fares",)),)
    passage = Passage(Source("a.txt", "Harbour news"), 0, len(text), text, blocks)
    lexical.rebuild([("1a:0", passage, vector)], "r1")
    kept = lexical.kept(["1a:0", "9z:0"])
    assert set(kept) == {"1a:0"}
    assert kept["1a:0"].text == text
    assert blocks_from_json(kept["1a:0"].blocks) == blocks
    assert np.array_equal(kept["1a:0"].vector, vector)


def test_words_are_found_in_any_form_best_first(lexical: Lexical) -> None:
    assert ids(lexical, "ferry") == ["1a:40", "1a:0"]
    assert ids(lexical, "MEETING ministers") == ["2b:0"]
    assert ids(lexical, "harbour") == ["1a:0", "1a:40", "2b:0"] or len(ids(lexical, "harbour")) == 3
    assert ids(lexical, "zebra") == []
    scores = [score for _, score in lexical.search(terms("ferry horses"), 10)]
    assert scores == sorted(scores, reverse=True)
    assert len(lexical.search(terms("ferry"), 1)) == 1


def test_function_words_are_searched_for_only_where_there_are_no_others(lexical: Lexical) -> None:
    assert ids(lexical, "what is the ferry") == ["1a:40", "1a:0"]
    assert set(ids(lexical, "is it the")) == {"1a:0", "2b:0"}


def test_a_search_keeps_to_the_contents_named(lexical: Lexical) -> None:
    assert ids(lexical, "ferry ministers", "2b") == ["2b:0"]
    assert lexical.search(terms("ferry"), 10, []) == []
    unbound = dict(lexical.search(terms("ferry"), 10))
    assert dict(lexical.search(terms("ferry"), 10, ["1a"])) == pytest.approx(unbound)


@given(st.text())
def test_no_question_is_an_error(question: str) -> None:
    lexical = Lexical()
    lexical.rebuild(rows(), "r1")
    lexical.search(terms(question), 10)


@pytest.mark.parametrize("question", ["", "?!", "\ud800", 'AND ( OR "body:* ^~ \\', "a" * 10_000])
def test_what_says_nothing_finds_nothing(lexical: Lexical, question: str) -> None:
    assert lexical.search(terms(question), 10) == []


def test_an_index_is_opened_again_as_it_was_left(lexical: Lexical, tmp_path: Path) -> None:
    again = Lexical(tmp_path / "lexical")
    assert again.revision == "r1"
    assert again.search(terms("ferry"), 10) == lexical.search(terms("ferry"), 10)


def test_an_update_takes_out_and_puts_in(lexical: Lexical, tmp_path: Path) -> None:
    lexical.update(rows({"3c:0": "A ferry sank."}), ["1a"], "r2")
    for index in (lexical, Lexical(tmp_path / "lexical")):
        assert index.revision == "r2"
        assert ids(index, "ferry") == ["3c:0"]
        assert ids(index, "ministers") == ["2b:0"]


def test_an_update_replaces_what_it_takes_out(lexical: Lexical) -> None:
    lexical.update(rows({"2b:0": TEXTS["2b:0"]}, title="Talks"), ["2b"], "r2")
    assert ids(lexical, "talks ministers") == ["2b:0"]
    assert "2b:0" not in ids(lexical, "harbour")


def test_a_rebuilt_index_holds_what_it_is_given_alone(lexical: Lexical) -> None:
    lexical.rebuild(rows({"9f:0": "Trains."}), "r2")
    assert ids(lexical, "ferry trains") == ["9f:0"]


@pytest.mark.parametrize("damage", ["meta.json", "revision", "*.idx"])
def test_a_damaged_index_is_to_be_made_anew(lexical: Lexical, tmp_path: Path, damage: str) -> None:
    for path in (tmp_path / "lexical").glob(damage):
        path.unlink()
    again = Lexical(tmp_path / "lexical")
    assert again.revision is None
    assert ids(again, "ferry") == []
    again.rebuild(rows(), "r2")
    assert ids(Lexical(tmp_path / "lexical"), "ferry") == ["1a:40", "1a:0"]


def test_memory_serves_without_a_folder() -> None:
    lexical = Lexical()
    assert (lexical.revision, ids(lexical, "ferry")) == (None, [])
    lexical.rebuild(rows(), "r1")
    lexical.update([], ["1a"], "r2")
    assert (lexical.revision, ids(lexical, "ferry ministers")) == ("r2", ["2b:0"])


def test_a_full_disk_is_reported_in_one_line(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        lexical = Lexical(disk / "lexical")
        lexical.rebuild(rows(), "r1")
        (disk / "stuff").write_bytes(b"x" * 900_000)
        many = rows({f"{at:04}:0": f"word{at} " * 50 for at in range(5000)})
        with pytest.raises(IndexingError, match="lexical index can't be written") as caught:
            lexical.update(many, [], "r2")
        assert "\n" not in str(caught.value)
        assert Lexical(disk / "lexical").revision == "r1"
        del lexical


def test_a_folder_that_can_t_be_made_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(IndexingError, match="lexical index can't be written"):
        Lexical(tmp_path / "file" / "lexical").rebuild(rows(), "r1")


def test_rarity_falls_with_a_word_s_frequency(lexical: Lexical) -> None:
    assert lexical.rarity("beij") > lexical.rarity("harbour") > 0
    assert lexical.rarity("zebra") > lexical.rarity("beij")
