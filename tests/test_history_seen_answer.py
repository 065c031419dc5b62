"""An answer as others see it: nothing of what they may not read is left in it."""

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from assistant.history.seen_answer import seen_answer
from assistant.types import (
    Answer,
    Citation,
    Conflict,
    DirectAnswer,
    Receipt,
    Sentence,
    Side,
    Verdict,
)
from index.types import Hit, Passage, Source
from tests.page_answers import answered, cited, declined, disagreeing

DOCUMENTS = range(4)


def name(number: int) -> str:
    return f"desk/name{number}.txt"


def word(*numbers: int) -> str:
    """Words that only these documents have."""
    return " ".join(f"word{number}" for number in numbers)


def citation(number: int, marker: int) -> Citation:
    said = word(number)
    return cited(f"[{marker}]", document=name(number), title=said, outlet=said, quote=said)


def hit(number: int) -> Hit:
    source = Source(name(number), word(number))
    return Hit(Passage(source, 0, 5, word(number)), 1.0, 1.0, 1.0)


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    """An answer from some documents: what is supported says what it cites, the rest anything."""
    found = draw(st.lists(st.sampled_from(DOCUMENTS), min_size=1, unique=True))
    some = st.lists(st.sampled_from(found), max_size=2, unique=True)
    cites = draw(st.lists(st.sampled_from(found), max_size=4))
    citations = tuple(citation(number, at % 3) for at, number in enumerate(cites))
    of_marker = {one.marker: [] for one in citations}  # type: dict[str, list[int]]
    for number, one in zip(cites, citations, strict=True):
        of_marker[one.marker].append(number)
    marks = st.lists(st.sampled_from(sorted(of_marker)), max_size=2, unique=True)
    marks = marks if of_marker else st.just([])

    def sentence() -> Sentence:
        markers = draw(marks)
        verdict: Verdict = draw(st.sampled_from(["supported", "partly", "unsupported"]))
        proof = draw(some)
        own = [number for mark in markers for number in of_marker[mark]]
        said = [*own, *proof] if verdict == "supported" and markers else draw(some)
        evidence = tuple(citation(number, 9) for number in proof)
        return Sentence(word(*said), verdict, tuple(markers), word(*proof), evidence)

    sentences = tuple(sentence() for _ in range(draw(st.integers(0, 4))))
    direct = None
    if of_marker:
        mark = draw(st.sampled_from(sorted(of_marker)))
        direct = DirectAnswer(word(*of_marker[mark]), mark, 0, 5)
    sides = tuple(
        Side(word(*(n for mark in markers for n in of_marker[mark])), tuple(markers))
        for markers in (draw(marks), draw(marks))
    )
    told = word(*(n for side in sides for mark in side.markers for n in of_marker[mark]))
    return Answer(
        # One that was offered is of what is cited; any other is who shares it's own words.
        question=word(*cites[:1]),
        answer=" ".join(one.text for one in sentences),
        abstained=False,
        confidence=0.5,
        model="quotes",
        receipt=Receipt(word(*DOCUMENTS), len(DOCUMENTS), 40),
        sentences=sentences,
        citations=citations,
        passages=tuple(map(hit, found)),
        nearest=tuple(citation(number, 8) for number in draw(some)),
        conflict=draw(st.none() | st.just(Conflict("number", sides, told))),
        direct=direct,
        kind=draw(st.sampled_from(["question", "overview", "compare", "list", "documents"])),
        notice=word(*DOCUMENTS),
        reasoning=word(*found),
    )


@given(answers(), st.sets(st.sampled_from(DOCUMENTS)))
def test_nothing_of_what_may_not_be_read_is_in_it(answer: Answer, hidden: set[int]) -> None:
    seen = seen_answer(answer, lambda one: one not in set(map(name, hidden)))
    shown = json.dumps(seen.answer.to_dict()) + repr(seen.answer)
    for number in hidden:
        assert name(number) not in shown
        assert word(number) not in shown
    assert "40" not in repr(seen.answer.receipt), "how much another's library holds"
    assert seen.is_whole or not seen.answer.question


@given(answers())
def test_who_may_read_everything_sees_all_of_it(answer: Answer) -> None:
    assert seen_answer(answer, None).answer is answer
    assert seen_answer(answer, None).is_whole


def test_what_may_be_read_stays() -> None:
    everything = seen_answer(answered(), lambda _name: True)
    assert everything.is_whole
    assert everything.answer.sentences == answered().sentences
    assert everything.answer.question == answered().question
    # A document that was found with them, and cited by none, takes away what nothing bears out.
    found = replace(answered(), passages=(*answered().passages, hit(1)))
    left = seen_answer(found, lambda one: one != name(1)).answer
    assert [one.text for one in left.sentences] == ["The river rose. [1]"]
    assert left.answer == "The river rose. [1]"
    assert left.citations == answered().citations
    assert not seen_answer(disagreeing(), lambda _name: False).answer.conflict
    refused = seen_answer(declined(), lambda _name: False)
    assert (refused.answer.nearest, refused.answer.abstained, refused.is_whole) == ((), True, False)


def test_how_much_the_library_holds_is_told_to_nobody_else() -> None:
    listed = answered(
        kind="documents", answer="3 documents.", sentences=(Sentence("3.", "supported"),)
    )
    seen = seen_answer(listed, lambda _name: True)
    assert seen.answer.answer == ""
    assert not seen.is_whole
