"""Which of the ranked quotes the reader reads: the best by their words, as far as it matters."""

from collections.abc import Sequence
from typing import cast

from hypothesis import given
from hypothesis import strategies as st

from assistant.answering import answering_weights as weights
from assistant.answering.quote_candidates import quote_at
from assistant.answering.ranked_quote import RankedQuote, is_answered, read_on
from assistant.reader import Reader, SpanReading
from tests.passages import hit
from tests.queries import query

QUESTION = query("When was the harbour opened?")
FITS = st.lists(st.floats(0.1, 4.0), min_size=1, max_size=16)


class GivenReader:
    """Finds each text, "Harbour 3 was opened.", as probable as it is told of its number."""

    def __init__(self, probabilities: Sequence[float]) -> None:
        self._probabilities = probabilities

    def spans(self, _question: str, texts: Sequence[str], _count: int) -> list[list[SpanReading]]:
        """One span a text, its last word."""
        found = []
        for text in texts:
            number = int(text.rpartition("Harbour ")[2].split()[0])
            known = self._probabilities[number]
            found.append([SpanReading(len(text) - 7, len(text) - 1, known, known)])
        return found


def read(
    fits: Sequence[float], probabilities: Sequence[float], most: int = weights.READ_QUOTES
) -> list[RankedQuote]:
    passages = [hit(f"Harbour {number} was opened.").passage for number in range(len(fits))]
    ranked = [
        RankedQuote(quote_at(passage, 0, len(passage.text)), fit)
        for passage, fit in zip(passages, fits, strict=True)
    ]
    return read_on(cast(Reader, GivenReader(probabilities)), QUESTION, ranked, most)


@given(FITS, st.data())
def test_only_beside_a_sure_answer_quotes_are_left_unread(
    fits: list[float], data: st.DataObject
) -> None:
    shares = st.lists(st.floats(0, 1), min_size=len(fits), max_size=len(fits))
    found = read(fits, data.draw(shares))
    done = [each for each in found if each.reading]
    left = [each for each in found if not each.reading]
    assert len(found) == len(fits)
    assert min(weights.FIRST_READ, len(fits)) <= len(done) <= weights.READ_QUOTES
    assert all(one.fit >= other.fit for one in done for other in left)
    best = max(done, key=lambda each: each.score)
    if left and len(done) < weights.READ_QUOTES:
        assert best.probability >= weights.SURELY
        near = max(left, key=lambda each: each.fit).fit
        far = near <= weights.FAR_BEHIND * max(each.fit for each in done)
        assert far or is_answered(done)


def test_what_answers_beyond_doubt_ends_the_reading() -> None:
    fits = [3.0 - 0.01 * each for each in range(16)]
    sure = read(fits, [0.99, *[0.5] * 15])
    assert is_answered(sure)
    assert sum(each.reading is not None for each in sure) == weights.FIRST_READ
    unsure = read(fits, [0.6] * 16)
    assert not is_answered(unsure)
    assert sum(each.reading is not None for each in unsure) == weights.READ_QUOTES


def test_what_was_read_is_not_read_again() -> None:
    fits = [3.0 - 0.01 * each for each in range(16)]
    first = read(fits, [0.6] * 16, most=weights.FIRST_READ)
    again = read_on(cast(Reader, GivenReader([0.9] * 16)), QUESTION, first, weights.READ_QUOTES)
    known = [each for each in again if each.reading and each.probability == 0.6]
    assert len(known) == weights.FIRST_READ
