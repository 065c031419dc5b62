import numpy as np
import pytest

from index.search.expansion import expanded_terms, expanded_vector, topical
from index.text.stems import index_terms
from tests.shelf import Shelf


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What laws hold for heated models?", True),
        ("how is a wing cooled", True),
        ("Who met Wang Yi?", False),
        ("what happened in 2025", False),
        ('what is a "soft gate"', False),
        ("What did the minister say? The Chinese one.", False),
    ],
)
def test_a_question_that_names_nothing_is_about_a_topic(question: str, expected: bool) -> None:
    assert topical(question) is expected


def test_half_the_words_weight_goes_to_the_texts_most_characteristic_stems() -> None:
    texts = [index_terms("the wing is cooled by ablation ablation"), index_terms("ablation of it")]
    rarity = {"ablat": 3.0}
    found = expanded_terms({"wing": 1.0, "cool": 1.0}, texts, lambda stem: rarity.get(stem, 0.5))
    assert sum(found.values()) == pytest.approx(1.0)
    assert "the" not in found
    assert "of" not in found
    # wing and cool: 1 of 7 words at .5; ablat: 2 of 7 and 1 of 3 at 3; the first text twice.
    ablation = (2 / 3 * 2 / 7 + 1 / 3 * 1 / 3) * 3
    wing = 2 / 3 * 1 / 7 * 0.5
    assert found["ablat"] == pytest.approx(0.5 * ablation / (ablation + 2 * wing))
    assert found["wing"] == pytest.approx(0.25 + 0.5 * wing / (ablation + 2 * wing))


def test_the_vector_moves_towards_those_that_were_found() -> None:
    asked, other = np.array([1.0, 0.0], np.float32), np.array([0.0, 1.0], np.float32)
    found = expanded_vector(asked, [other, other])
    assert float(np.linalg.norm(found)) == pytest.approx(1.0, abs=1e-6)
    assert found[1] / found[0] == pytest.approx(0.3)


def test_a_topic_is_found_in_words_that_the_question_lacks(shelf: Shelf) -> None:
    for number in range(8):
        shelf.write(f"{number}.txt", f"Cooling a wing needs ablation, said report {number}.")
    for number in range(60):
        shelf.write(f"other{number}.txt", f"Bread number {number} of salt and flour.")
    shelf.write("odd.txt", "Ablation was tried at the works.")
    shelf.index(shelf.documents)

    def place(question: str) -> int:
        hits = shelf.library.search(question, 69)
        return [hit.passage.source.name for hit in hits].index("desk/odd.txt")

    assert place("how do we cool wings") < place("how do we cool wings in Rome")
