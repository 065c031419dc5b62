import pytest

from index.search import retrieval_weights as weights
from index.types import Hit
from tests.shelf import Shelf


@pytest.fixture
def filled(shelf: Shelf) -> Shelf:
    for number in range(5):
        shelf.write(f"{number}.txt", f"Ferry {'ferry ' * number}to Horta, harbour and port.")
    shelf.index(shelf.documents)
    return shelf


def hits(shelf: Shelf) -> list[Hit]:
    return shelf.library.search("Which ferry sails to Horta", 5)


@pytest.mark.parametrize("dense", [0.0, 0.3, 1.0])
def test_the_dense_weight_is_the_cosine_s_share(
    filled: Shelf, monkeypatch: pytest.MonkeyPatch, dense: float
) -> None:
    monkeypatch.setattr(weights, "DENSE", dense)
    found = hits(filled)
    nearest, most = max(hit.similarity for hit in found), max(hit.lexical for hit in found)
    for hit in found:
        share = dense * (hit.similarity + 1) / (nearest + 1)
        assert hit.score == pytest.approx(share + (1 - dense) * hit.lexical / most, abs=1e-4)


def test_words_beyond_the_limit_are_not_searched_for(
    filled: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert all(hit.lexical for hit in hits(filled))
    monkeypatch.setattr(weights, "QUERY_WORDS", 0)
    assert not any(hit.lexical for hit in hits(filled))


def test_rarity_is_smoothed_by_passages_that_are_not_there(
    filled: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    smoothed = filled.library.rarity("ferri")
    monkeypatch.setattr(weights, "UNSEEN_PASSAGES", 0)
    assert 0 < filled.another().rarity("ferri") < smoothed  # the first remembers
