"""The outcome of one question: the answer compared with what the set says of it."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from assistant.evaluate import metrics
from assistant.evaluate.questions import DOCUMENTS, Question
from assistant.messages import says
from assistant.types import Answer, Citation
from index.types import IndexingError

SAVED_QUOTES = 3
"""How many quotes of an answer a saved run holds, to be read beside another run's."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question's metrics; `marked` is a reply that says that it may not answer.

    Ranks count from 1, and None is "not found" or "does not apply".

    `recall_5`, `recall_10`, `reciprocal_rank`, `ndcg_10` and `document_rank` are of documents in
    the order of their best passage; `documents_in_5` and `documents_in_10` the share of the
    question's documents that have a passage among the first 5 and 10. `passage_rank` is that of
    the first passage with an answer in it, `quote_rank` the same of the answer's quotes, and
    `shown_rank` of the quotes a user sees, an abstention's nearest ones included.
    """

    id: str
    question: str
    group: str
    answerable: bool
    declined: bool
    marked: bool
    confidence: float
    document_rank: int | None
    recall_5: float | None
    recall_10: float | None
    reciprocal_rank: float | None
    ndcg_10: float | None
    documents_in_5: float | None
    documents_in_10: float | None
    has_answers: bool
    passage_rank: int | None
    quote_rank: int | None
    shown_rank: int | None
    quotes: tuple[str, ...]
    cited: int
    exact: int
    verdicts: dict[str, int]
    both_sides: bool | None
    disagreement: bool | None
    prompt_tokens: int
    completion_tokens: int
    milliseconds: dict[str, float]

    def to_dict(self) -> dict[str, Any]:
        """The outcome as JSON types."""
        return asdict(self) | {"quotes": list(self.quotes)}


def outcome_of(
    question: Question,
    answer: Answer,
    total_ms: float,
    further: Sequence[str],
    key_of: Callable[[str], str],
    text_of: Callable[[str], str],
) -> Outcome:
    """Compares `answer` with what the set says of `question`.

    `further` names the documents of a deeper search, best first, which continue the ranking below
    the answer's own passages. `key_of` gives a document's content key by its name in the library,
    so that copies count as one; `text_of` its text there.
    """
    return Outcome(
        id=question.id,
        question=question.text,
        group=question.group,
        answerable=question.answerable,
        declined=answer.abstained,
        marked=says(answer.notice or "", "notice.doubt"),
        confidence=answer.confidence,
        has_answers=bool(question.answers),
        **_retrieval(question, answer, further, key_of),
        **_quotes(question, answer, text_of),
        verdicts=dict(Counter(sentence.verdict for sentence in answer.sentences)),
        both_sides=_both_sides(question, answer) if question.conflicting_answers else None,
        disagreement=answer.conflict is not None if question.conflicting_answers else None,
        prompt_tokens=answer.usage.prompt_tokens,
        completion_tokens=answer.usage.completion_tokens,
        milliseconds=_milliseconds(answer, total_ms),
    )


def _retrieval(
    question: Question, answer: Answer, further: Sequence[str], key_of: Callable[[str], str]
) -> dict[str, Any]:
    passages = [key_of(hit.passage.source.name) for hit in answer.passages]
    ranked = list(dict.fromkeys([*passages, *map(key_of, further)]))
    relevant = {key_of(f"{DOCUMENTS}/{name}") for name in question.documents}
    return {
        "document_rank": metrics.rank(ranked, relevant),
        "recall_5": metrics.recall(ranked, relevant, 5),
        "recall_10": metrics.recall(ranked, relevant, 10),
        "reciprocal_rank": metrics.reciprocal_rank(ranked, relevant),
        "ndcg_10": metrics.ndcg(ranked, relevant, 10),
        "documents_in_5": metrics.recall(passages, relevant, 5),
        "documents_in_10": metrics.recall(passages, relevant, 10),
        "passage_rank": _first((hit.passage.text for hit in answer.passages), question.answers),
    }


def _quotes(question: Question, answer: Answer, text_of: Callable[[str], str]) -> dict[str, Any]:
    shown = [*answer.citations, *answer.nearest]
    quotes = [citation.quote for citation in shown]
    return {
        "quote_rank": _first(quotes[: len(answer.citations)], question.answers),
        "shown_rank": _first(quotes, question.answers),
        "quotes": tuple(quotes[:SAVED_QUOTES]),
        "cited": len(quotes),
        "exact": sum(_exact(citation, text_of) for citation in shown),
    }


def _milliseconds(answer: Answer, total: float) -> dict[str, float]:
    return {
        "retrieve": answer.timings.retrieve_ms,
        "generate": answer.timings.generate_ms,
        "verify": answer.timings.verify_ms,
        "total": total,
    }


def _first(texts: Iterable[str], answers: Sequence[str]) -> int | None:
    return next(
        (n for n, text in enumerate(texts, 1) if metrics.contains_answer(text, answers)), None
    )


def _exact(citation: Citation, text_of: Callable[[str], str]) -> bool:
    try:
        return text_of(citation.document)[citation.start : citation.end] == citation.quote
    except IndexingError:
        return False


def _both_sides(question: Question, answer: Answer) -> bool:
    """Whether one quote or side holds an answer and another one a conflicting answer."""
    sides = answer.conflict.sides if answer.conflict else ()
    texts = [*(citation.quote for citation in answer.citations), *(side.answer for side in sides)]
    ours = {n for n, text in enumerate(texts) if metrics.contains_answer(text, question.answers)}
    theirs = {
        n
        for n, text in enumerate(texts)
        if metrics.contains_answer(text, question.conflicting_answers)
    }
    # One text that holds both answers does not show two sides.
    return any(one != other for one in ours for other in theirs)
