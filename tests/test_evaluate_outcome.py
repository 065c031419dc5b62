"""Answers compared with what a question set says of its questions."""

import json
from dataclasses import replace

from assistant.types import Conflict, Sentence, Side, Timings, Usage
from tests.outcomes import ASKED, NAMES, answered, citation, hit, measured


def test_an_answer_is_compared_with_the_set() -> None:
    outcome = measured(
        ASKED,
        answered(
            passages=tuple(hit(name) for name in NAMES),
            citations=(
                citation("documents/b.txt", "some say"),
                citation("documents/a.txt", "The bridge opened in 1990."),
            ),
            sentences=(Sentence("x", "supported"), Sentence("y", "supported")),
            usage=Usage(7, 3),
            timings=Timings(1.0, 2.0, 3.0),
        ),
    )
    assert (outcome.document_rank, outcome.passage_rank, outcome.quote_rank) == (3, 3, 2)
    assert (outcome.recall_5, outcome.reciprocal_rank, outcome.ndcg_10) == (1, 1 / 3, 0.5)
    assert outcome.documents_in_5 == 1
    assert outcome.verdicts == {"supported": 2}
    assert (outcome.cited, outcome.exact) == (2, 2)
    assert (outcome.both_sides, outcome.disagreement) == (None, None)
    assert (outcome.prompt_tokens, outcome.completion_tokens) == (7, 3)
    assert outcome.milliseconds == {"retrieve": 1.0, "generate": 2.0, "verify": 3.0, "total": 12.5}
    assert json.loads(json.dumps(outcome.to_dict())) == outcome.to_dict()


def test_an_abstention_has_no_quotes_of_its_own_but_shows_the_nearest() -> None:
    nearest = (citation("documents/a.txt", "The bridge opened in 1990."),)
    outcome = measured(ASKED, answered(abstained=True, nearest=nearest))
    assert outcome.declined
    assert (outcome.quote_rank, outcome.shown_rank) == (None, 1)
    assert outcome.quotes == ("The bridge opened in 1990.",)


def test_a_deeper_search_continues_the_ranking_of_documents_but_not_the_passages() -> None:
    outcome = measured(ASKED, answered(passages=(hit(NAMES[0]),)), further=NAMES)
    assert outcome.document_rank == 3
    assert outcome.documents_in_5 == 0


def test_copies_of_one_content_count_as_one() -> None:
    copies = {"documents/a.txt": "key", "documents/c.txt": "key"}
    answer = answered(passages=(hit("documents/c.txt"), hit("documents/b.txt")))
    outcome = measured(ASKED, answer, key_of=lambda name: copies.get(name, name))
    assert outcome.document_rank == 1


def test_a_quote_that_is_not_the_source_is_not_exact() -> None:
    good = citation("documents/a.txt", "1990")
    bad = [
        replace(good, quote="1991"),
        replace(good, start=good.start + 1),
        replace(good, document="documents/gone.txt"),
    ]
    outcome = measured(ASKED, answered(citations=(good, *bad)))
    assert (outcome.cited, outcome.exact) == (4, 1)


def test_both_sides_need_two_quotes_or_a_side_of_the_conflict() -> None:
    question = replace(ASKED, conflicting_answers=("1991",))
    ours = citation("documents/a.txt", "The bridge opened in 1990.")
    theirs = citation("documents/b.txt", "The bridge opened in 1991")
    assert measured(question, answered(citations=(ours, theirs))).both_sides is True
    assert measured(question, answered(citations=(ours, ours))).both_sides is False
    both_in_one = replace(ours, quote="opened in 1990, or in 1991")
    assert measured(question, answered(citations=(both_in_one,))).both_sides is False
    sides = (Side("1990", ("[1]",)), Side("1991", ("[2]",)))
    said = measured(question, answered(conflict=Conflict("date", sides, "They disagree.")))
    assert (said.both_sides, said.disagreement) == (True, True)
