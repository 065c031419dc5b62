"""Which sentences and passages answer a question best."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import Assistant
from assistant.answering.lexical_fit import coverage, lexical_fit
from assistant.answering.quote_candidates import quote_at
from assistant.answering.ranked_quote import RankedQuote
from assistant.answering.ranking import Reranker, overlap
from assistant.question.query import Query
from assistant.reader import Reader
from index.library import Library
from index.text.stems import stems
from index.types import Hit, Passage
from tests.passages import LORRIES, hit, named
from tests.queries import query, rarity

TEXT = f"{LORRIES} The head of the customs house said so. He expects that number to double."


@dataclass(frozen=True, slots=True)
class Ask:
    """A reranker, asked in plain text of a library."""

    reranker: Reranker
    library: Library

    def query(self, question: str) -> Query:
        return query(question, self.library.rarity)

    def ranked(self, question: str, hits: Sequence[Hit]) -> list[RankedQuote]:
        return self.reranker.best(self.query(question), hits)

    def all(self, question: str, hits: Sequence[Hit]) -> list[RankedQuote]:
        return self.reranker.all(self.query(question), hits)

    def passages(self, question: str, hits: Sequence[Hit]) -> list[Hit]:
        return self.reranker.passages(self.query(question), hits)

    def best(self, question: str, *hits: Hit) -> list[str]:
        quotes = [each.quote for each in self.ranked(question, hits)]
        for quote in quotes:
            passage = quote.passage
            within = slice(quote.start - passage.start, quote.end - passage.start)
            assert passage.text[within] == quote.text
        return [quote.text for quote in quotes]


@pytest.fixture(scope="module")
def ask(desk: Assistant, reader: Reader) -> Ask:
    return Ask(Reranker(desk.library.embedder, reader), desk.library)


def test_the_best_sentence_comes_first(ask: Ask) -> None:
    assert ask.best("How many lorries cross at Torkham?", hit(TEXT))[0].startswith(LORRIES)


def test_offsets_count_in_the_document(ask: Ask) -> None:
    found = hit(TEXT)
    later = replace(found, passage=Passage(found.passage.source, 500, 500 + len(TEXT), TEXT))
    (best, *_) = ask.ranked("How many lorries cross at Torkham?", [later])
    assert (best.quote.start, best.quote.end) == (500, 500 + len(best.quote.text))


def test_a_second_sentence_comes_along_where_it_adds_what_is_asked(ask: Ask) -> None:
    text = "The ferry to Horta was late. It had waited for the mail from Lisbon. Tea was served."
    (first, *_) = ask.best("Why was the ferry to Horta late, what mail was it for?", hit(text))
    assert first == "The ferry to Horta was late. It had waited for the mail from Lisbon."


def test_no_two_quotes_overlap_or_say_the_same(ask: Ask) -> None:
    question = "How many lorries cross at Torkham each day?"
    copies = [named(hit(LORRIES), name) for name in ("a.txt", "b.txt", "c.txt")]
    assert ask.best(question, *copies) == [LORRIES]
    ranked = ask.ranked(question, [hit(TEXT)])
    for number, one in enumerate(ranked):
        assert not any(overlap(one.quote, other.quote) for other in ranked[number + 1 :])


@pytest.mark.parametrize(
    "opening", ["He expects", "But they expect", "As a result we see", "Its head said"]
)
def test_a_sentence_that_depends_on_the_one_before_does_not_stand_alone(
    ask: Ask, opening: str
) -> None:
    leaning = f"{opening} that number to double by March."
    text = f"Rain fell all day. {LORRIES} {leaning}"
    question = "When is the number expected to double?"
    ranked = [each.quote.text for each in ask.all(question, [hit(text)])]
    assert ranked[0] == f"{LORRIES} {leaning}"
    assert leaning not in ranked
    alone = [each.quote.text for each in ask.all(question, [hit(leaning)])]
    assert alone == [leaning]


def test_quotes_that_differ_in_a_figure_do_not_say_the_same(ask: Ask) -> None:
    other = LORRIES.replace("340", "430")
    reports = [named(hit(LORRIES), "a.txt"), named(hit(other), "b.txt")]
    assert set(ask.best("How many lorries cross at Torkham?", *reports)) == {LORRIES, other}


def test_a_quote_that_another_holds_is_left_out(ask: Ask) -> None:
    longer = LORRIES.replace("at present", "at present, in both directions, by day and by night")
    reports = [named(hit(longer), "a.txt"), named(hit(LORRIES), "b.txt")]
    first, *others = ask.ranked("By day and night, how many lorries cross at Torkham?", reports)
    assert (first.quote.text, others) == (longer, [])


def test_a_quote_that_denies_the_other_is_shown(ask: Ask) -> None:
    denied = LORRIES.replace("cross", "do not cross")
    reports = [named(hit(LORRIES), "a.txt"), named(hit(denied), "b.txt")]
    assert set(ask.best("How many lorries cross at Torkham?", *reports)) == {LORRIES, denied}


def test_passages_that_hold_the_answer_type_come_first(ask: Ask) -> None:
    vague = named(replace(hit("Lorries cross at Torkham by day."), score=1.0), "a.txt")
    exact = named(replace(hit(LORRIES), score=0.9), "b.txt")
    found = ask.passages("How many lorries cross at Torkham?", [vague, exact])
    assert [each.passage.source.name for each in found] == ["b.txt", "a.txt"]
    assert found[0].score > found[1].score
    assert ask.passages("Tell me of Torkham.", [vague, exact]) == [vague, exact]
    assert ask.passages("Who crossed?", []) == []


def test_at_most_three_and_none_far_behind_the_best(ask: Ask) -> None:
    question = "How many lorries cross at Torkham each day?"
    alike = [f"On {day} some {count} lorries crossed at Torkham." for day, count in DAYS]
    many = [named(hit(text), f"{number}.txt") for number, text in enumerate(alike)]
    assert len(ask.best(question, *many)) == 3
    off = named(hit("Purple tulips bloom behind the old mill."), "off.txt")
    assert ask.best(question, many[0], off) == alike[:1]


DAYS = [("Monday", 310), ("Tuesday", 290), ("Friday", 505), ("Sunday", 77)]


def test_a_headline_is_not_quoted_unless_it_is_all_there_is(ask: Ask) -> None:
    head = "Talks in Beijing"
    assert ask.best("What of the talks in Beijing?", hit(f"{head}\n\nThey agreed on trade.")) == [
        "They agreed on trade."
    ]
    assert ask.best("What of the talks in Beijing?", hit(head)) == [head]


def test_something_is_nearest_even_where_nothing_is_near(ask: Ask) -> None:
    question = "Which 4711 ducks flew over Peru in 2005?"
    far = replace(hit("Who knows what it was in 1999?", published=None), similarity=-0.3)
    assert ask.best(question, far) == ["Who knows what it was in 1999?"]
    assert ask.ranked(question, []) == []
    assert ask.all(question, []) == []


def test_all_that_could_be_quoted_comes_best_first(ask: Ask) -> None:
    ranked = ask.all("How many lorries cross at Torkham?", [hit(TEXT)])
    scores = [each.score for each in ranked]
    assert scores == sorted(scores, reverse=True)
    assert len(ranked) == 4  # two sentences that stand alone, and two pairs of neighbours


def test_quotes_of_different_documents_never_overlap() -> None:
    one, other = (named(hit(TEXT), name).passage for name in ("a.txt", "b.txt"))
    assert overlap(quote_at(one, 0, 10), quote_at(one, 9, 20))
    assert not overlap(quote_at(one, 0, 10), quote_at(one, 10, 20))
    assert not overlap(quote_at(one, 0, 10), quote_at(other, 0, 10))


def test_words_count_by_their_rarity_and_function_words_not_at_all() -> None:
    question = query("How many lorries cross at Torkham?", rarity)
    assert coverage(question.weights, set(stems("lorries cross Torkham"))) == 1.0
    assert coverage(question.weights, set(stems("Torkham"))) == pytest.approx(8 / 15)
    assert coverage(question.weights, set(stems("how many at"))) == 0.0
    assert coverage(query("What is it?", rarity).weights, set(stems("what is it"))) == 1.0
    assert coverage(query("?", rarity).weights, {"lorri"}) == 0.0


def test_a_long_question_is_covered_by_enough_of_its_words() -> None:
    question = query(" ".join(f"word{number}" for number in range(20)), lambda _: 7.0)
    assert coverage(question.weights, {f"word{number}" for number in range(5)}) == 1.0
    assert coverage(question.weights, {f"word{number}" for number in range(4)}) == pytest.approx(
        0.8
    )


BASE = "Some lorries cross at Torkham."


@pytest.mark.parametrize(
    ("question", "better", "worse"),
    [
        ("Where do lorries cross?", BASE, "Some ships sail at Horta."),
        ("How many lorries cross at Torkham?", "Some 340 lorries cross at Torkham.", BASE),
        ("Do lorries cross at Torkham?", BASE, "Do lorries cross at Torkham?"),
        ("Which lorries cross at Torkham?", BASE, "At Torkham some cross, lorries."),
        ("What of lorries in 2025?", "In 2025 lorries cross.", "In 2021 lorries cross."),
        ("What cost 340 rupees?", "The fee cost 340 rupees.", "The fee cost 341 rupees."),
    ],
)
def test_a_text_that_answers_better_fits_better(question: str, better: str, worse: str) -> None:
    it = query(question, rarity)
    assert lexical_fit(it, better, "", better) > lexical_fit(it, worse, "", worse)


def test_what_stands_around_a_text_helps_it() -> None:
    question = query("What happened at Torkham in Q3 for 340 rupees?", rarity)
    text = "The lorries had to pay."
    alone = lexical_fit(question, text, "", text)
    assert lexical_fit(question, text, "At Torkham it changed.", text) > alone
    assert lexical_fit(question, text, "", f"In Q3 it was 340. {text}") > alone


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_text_is_too_odd(question: str, text: str) -> None:
    it = query(question, rarity)
    assert 0 <= coverage(it.weights, set(stems(text))) <= 1
    assert -2 < lexical_fit(it, text, text, text) < 3


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("The eleventh season began in August.", "What of season 11?"),
        ("In the third quarter of 2019 it earned more.", "What of Q3?"),
        ("Third-quarter figures rose.", "What of Q3?"),
        ("The 11th season began.", "What of season 11?"),
    ],
)
def test_a_number_is_found_in_words_too(text: str, question: str) -> None:
    other = "The fourth season began in the second quarter."
    it = query(question, rarity)
    assert lexical_fit(it, text, "", text) > lexical_fit(it, other, "", other)


def test_words_that_a_follow_up_carries_over_count_less_than_its_own() -> None:
    question = query("How many soldiers stand there? (officers, gate)", rarity)
    of_soldiers, of_officers = "Some 340 soldiers stand.", "Some 340 officers, one gate."
    assert lexical_fit(question, of_soldiers, "", "") > lexical_fit(question, of_officers, "", "")
    assert coverage(question.weights, set(stems("soldiers stand officers gate"))) == 1.0
