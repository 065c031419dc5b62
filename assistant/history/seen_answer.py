"""An answer as somebody else sees it: without what rests on documents that they may not read."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from assistant.answer_layout import answer_markdown_text
from assistant.types import Answer, Citation, Receipt, Sentence

MayRead = Callable[[str], bool]
"""Tells by its name whether a document may be read."""

COUNTING = ("documents", "overview", "talk")
"""Kinds of answers that say how much the library holds: of another's library, that is."""


@dataclass(frozen=True, slots=True)
class SeenAnswer:
    """What is seen of an answer; it `is_whole` where nothing of it was left out.

    Otherwise its question is left out too, which may have been offered by what can't be read.
    """

    answer: Answer
    is_whole: bool


def seen_answer(answer: Answer, may_read: MayRead | None) -> SeenAnswer:
    """An answer for somebody who may read these documents; None: all that there are.

    A sentence stays where everything that it rests on may be read: those that it cites, where they
    bear it out, or where nothing else was searched, all that was found. What was searched is not
    told, nor how much.
    """
    if may_read is None:
        return SeenAnswer(answer, is_whole=True)
    is_open = answer.kind not in COUNTING and all(map(may_read, _documents(answer)))
    kept = answer if is_open else _left(answer, may_read)
    before, after = ((one.sentences, one.citations, one.nearest) for one in (answer, kept))
    is_whole = is_open or [len(one) for one in before] == [len(one) for one in after]
    question = answer.question if is_whole else ""
    told = replace(kept, question=question, receipt=Receipt(question, 0, 0), notice=None)
    return SeenAnswer(told, is_whole)


def _left(answer: Answer, may_read: MayRead) -> Answer:
    """What is left of an answer that rests on a document that may not be read."""

    def may(cited: Iterable[Citation]) -> bool:
        return all(may_read(one.document) for one in cited)

    def readable(markers: Iterable[str]) -> bool:
        cited = [one for one in answer.citations if one.marker in markers]
        return bool(cited) and may(cited)

    def stays(one: Sentence) -> bool:
        return one.verdict == "supported" and readable(one.markers) and may(one.citations)

    sentences = tuple(
        replace(one, layout=replace(one.layout, lead="")) for one in answer.sentences if stays(one)
    )
    if answer.kind == "documents":
        sentences = ()
    sides = answer.conflict.sides if answer.conflict else ()
    return replace(
        answer,
        answer=answer.answer if answer.abstained else answer_markdown_text(sentences),
        sentences=sentences,
        citations=tuple(one for one in answer.citations if may_read(one.document)),
        nearest=tuple(one for one in answer.nearest if may_read(one.document)),
        passages=tuple(hit for hit in answer.passages if may_read(hit.passage.source.name)),
        direct=answer.direct if answer.direct and readable([answer.direct.marker]) else None,
        conflict=answer.conflict if all(readable(side.markers) for side in sides) else None,
        reasoning="",
    )


def _documents(answer: Answer) -> set[str]:
    """The names of all that an answer rests on, or shows."""
    evidence = (cited for one in answer.sentences for cited in one.citations)
    cited = {one.document for one in (*answer.citations, *answer.nearest, *evidence)}
    return cited | {hit.passage.source.name for hit in answer.passages}
