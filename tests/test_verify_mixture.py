"""The readers' verdicts and shared words, mixed."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.reader import Entailment
from assistant.reader.inference_model import Leaning
from assistant.verify.mixture import mixed
from assistant.verify.sources import Sources
from tests.verifying import passages_of


@given(
    own=st.floats(0, 1),
    leanings=st.lists(st.floats(-9, 9), min_size=1, max_size=4),
    more=st.floats(-9, 9),
    words=st.integers(1, 60),
    runs=st.floats(0, 1),
)
def test_more_evidence_never_lowers_what_is_supported(
    own: float, leanings: list[float], more: float, words: int, runs: float
) -> None:
    read = Entailment(own, 1 - own, 0.0)
    fewer = [Leaning(each, -each) for each in leanings]
    before = mixed(read, fewer, words, runs)
    after = mixed(read, [*fewer, Leaning(more, -more)], words, runs)
    assert after.supported >= before.supported
    assert after.contradicted >= before.contradicted
    assert 0 <= after.neutral <= 1


def test_without_the_inference_model_the_reader_judges_alone() -> None:
    read = Entailment(0.25, 0.5, 0.25)
    assert mixed(read, [], 8, 0.5) == read


def test_shared_runs_of_words_bear_a_claim_out_and_nothing_against_it() -> None:
    read, leanings = Entailment(0.4, 0.3, 0.3), [Leaning(-0.5, -0.5)]
    none, all_ = mixed(read, leanings, 12, 0.0), mixed(read, leanings, 12, 1.0)
    assert all_.supported > none.supported
    assert all_.contradicted == none.contradicted


def test_runs_are_counted_in_the_passages_that_are_looked_at() -> None:
    sources = Sources(passages_of("The mill burned down in May.", "It rained."), [])
    claim = "2. According to passage 1, the mill burned down."
    assert sources.runs(claim, [0, 1]) == 1
    assert sources.runs(claim, [1]) == 0
    assert sources.runs("Rain.", [0, 1]) == 0
