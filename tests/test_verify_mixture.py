"""The readers' verdicts and shared words, mixed."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.reader import Entailment
from assistant.reader.inference_model import Leaning
from assistant.verify.mixture import mixed


@given(
    own=st.floats(0, 1),
    leanings=st.lists(st.floats(-9, 9), min_size=1, max_size=4),
    more=st.floats(-9, 9),
    words=st.integers(1, 60),
)
def test_more_evidence_never_lowers_what_is_supported(
    own: float, leanings: list[float], more: float, words: int
) -> None:
    read = Entailment(own, 1 - own, 0.0)
    fewer = [Leaning(each, -each) for each in leanings]
    before = mixed(read, fewer, words)
    after = mixed(read, [*fewer, Leaning(more, -more)], words)
    assert after.supported >= before.supported
    assert after.contradicted >= before.contradicted
    assert 0 <= after.neutral <= 1


def test_without_the_inference_model_the_reader_judges_alone() -> None:
    read = Entailment(0.25, 0.5, 0.25)
    assert mixed(read, [], 8) == read
