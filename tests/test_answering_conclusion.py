"""What an answer is made of: here the direct answer, taken out of the first citation."""

from dataclasses import replace

import pytest

from assistant.answering.answer_spans import AnswerSpan
from assistant.answering.citations import citation
from assistant.answering.conclusion import direct_answer
from assistant.answering.ranking import quote_at
from assistant.types import DirectAnswer
from tests.passages import LORRIES, hit

TEXT = f"Rain fell all day. {LORRIES}"
AT = TEXT.index("340")
QUOTED = citation("[1]", quote_at(hit(TEXT).passage, TEXT.index("Some"), len(TEXT)), "supported")
SPAN = AnswerSpan("a.txt", AT, AT + 3, 0.7)


def test_it_is_the_most_probable_span_of_the_first_citation() -> None:
    lorries = replace(SPAN, start=AT + 4, end=AT + 11, probability=0.6)
    for spans in ([SPAN, lorries], [lorries, SPAN]):
        assert direct_answer([QUOTED], spans) == DirectAnswer("340", "[1]", AT, AT + 3)
    later = replace(QUOTED, marker="[2]", document="b.txt")
    assert direct_answer([later, QUOTED], [SPAN]) is None


@pytest.mark.parametrize(
    "span",
    [
        replace(SPAN, probability=0.49),
        replace(SPAN, document="b.txt"),
        replace(SPAN, start=0, end=4),
        replace(SPAN, start=TEXT.index("day")),
    ],
)
def test_there_is_none_where_no_span_in_it_is_probable(span: AnswerSpan) -> None:
    assert direct_answer([QUOTED], [span]) is None
    assert direct_answer([], [span]) is None
    assert direct_answer([QUOTED], []) is None
