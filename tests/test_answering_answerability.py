"""How sure retrieval makes an answer, and what quotes lack of what the question asks for."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import Assistant
from assistant.answering.answerability import DOUBT, Answerability, confidence, lacking
from assistant.answering.quote_candidates import quote_at
from assistant.answering.quote_reading import QuoteReading
from assistant.answering.ranked_quote import RankedQuote
from assistant.question.query import LibraryFacts, read_query
from assistant.types import Quote
from index.text.sentences import sentences
from index.types import Block, Hit
from tests.passages import hit, named
from tests.queries import query, rarity

ROOT = Path(__file__).parent.parent

FERRY = (
    "The Blue Harbour line bought its second ferry in 1954. "
    "The ferry carried 340 lorries to Horta each day, but no buses. "
    "Its captain was never found guilty of the loss."
)


def quoted(text: str, *numbers: int) -> list[Quote]:
    """Quotes of a passage: its sentences with these numbers, all where there are none."""
    passage = hit(text).passage
    found = [quote_at(passage, start, end) for start, end in sentences(text)]
    return [found[number] for number in numbers] if numbers else found


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("When was the ferry bought in 1964?", "no sentence says “1964”"),
        ("Who bought the third ferry of the line?", "no sentence says “third”"),
        ("How many lorries did the ferry carry to Lisbon?", "no sentence says “Lisbon”"),
        ("Who bought the fewest ferries?", "no sentence says “fewest”"),
        (
            "What did the Blue Harbour line not buy in 1954?",
            "the source says “bought”, without “not”",
        ),
        ("Which line didn't buy its second ferry?", "the source says “bought”, without “not”"),
        ("Where was the captain found guilty of the loss?", "the source says “was never found”"),
        ("Who sold the second ferry in 1954?", "the source says “bought”, not “sold”"),
        ("Which non-Horta ferry carried lorries?", "the source says “Horta”, without “non-”"),
    ],
)
def test_what_the_quotes_lack_or_say_otherwise_is_reported(question: str, reason: str) -> None:
    assert lacking(query(question), quoted(FERRY)) == reason


def test_a_number_in_another_s_place_is_reported() -> None:
    lack = lacking(
        query("Which line was founded in 1954?"),
        quoted("The Blue Harbour line was founded in 1950 and bought its ferry in 1954."),
    )
    assert lack == "the source says 1950, not 1954"


@pytest.mark.parametrize(
    "question",
    [
        "Which line bought its second ferry in 1954?",
        "When did the Blue Harbour line buy its second ferry?",
        "How many lorries did the ferry carry to Horta each day?",
        "What did the ferry not carry to Horta each day?",
        "What are two things about the Blue Harbor ferry?",
        "Was the captain found guilty of the loss?",
        "Did the line sell its second ferry?",
        "Why wasn't the captain found guilty of the loss?",
        "Outside of Horta, where did the ferry go?",
        "The Ferry of the Blue Line That Carried Lorries",
    ],
)
def test_a_question_that_the_quotes_agree_with_is_not_marked(question: str) -> None:
    assert lacking(query(question), quoted(FERRY)) == ""


def test_a_date_or_number_that_is_asked_for_has_to_stand_in_a_quote() -> None:
    undated = "The Blue Harbour line bought its second ferry. It carried lorries to Horta."
    for asked in ("When", "In what year", "And when"):
        lack = lacking(
            query(f"{asked} did the Blue Harbour line buy its second ferry?"), quoted(undated)
        )
        assert lack == "no sentence gives a date"
    for asked in ("How many lorries did it carry", "What was the number of lorries it carried"):
        assert lacking(query(f"{asked} to Horta?"), quoted(undated)).endswith("gives a number")
    when = "When the line bought its second ferry, what did it carry to Horta?"
    assert lacking(query(when), quoted(undated)) == ""


def test_a_date_that_the_question_names_is_no_answer_but_its_day_is() -> None:
    question = "When in 1954 did the Blue Harbour line buy its ferry?"
    bought = "The Blue Harbour line bought its ferry in {}."
    assert lacking(query(question), quoted(bought.format("1954"))).endswith("gives a date")
    assert lacking(query(question), quoted(bought.format("May 1954"))) == ""


def test_a_name_may_stand_in_the_sentence_before_and_not_far_off() -> None:
    text = "Tea came from Gorreana. The ferry was late. It sank at noon. It was blue."
    assert lacking(query("Why was the tea from Gorreana late?"), quoted(text, 1)) == ""
    far = lacking(query("When did the ferry from Gorreana sink?"), quoted(text, 2))
    assert far == "no sentence near them says “Gorreana”"


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (
            "When was The Tale of Horta: Night of the Ferry shown?",
            "Night of the Ferry was shown in May 1954.",
        ),
        (
            "What did the harbour earn in Q3 of 1954?",
            "In the third quarter of 1954 the harbour earned 340 crowns.",
        ),
        (
            "What did the harbour earn in Q3 of 1954?",
            "Third-quarter earnings of the harbour rose in 1954.",
        ),
    ],
)
def test_a_film_may_be_called_by_its_subtitle_and_a_quarter_be_in_words(
    question: str, text: str
) -> None:
    assert lacking(query(question), quoted(text)) == ""
    assert "no sentence" in lacking(
        query(question), quoted("The Horta harbour did earn, and was shown.")
    )


def test_a_question_that_joins_many_names_is_not_looked_through_for_each() -> None:
    question = "Did the Blue Harbour line, Atlantic Tea, Lisbon Rail, Porto Air and Faro Bus pay?"
    assert lacking(query(question), quoted(FERRY)) == ""


@given(st.text(max_size=60), st.text(min_size=1, max_size=200))
def test_any_question_of_any_text_is_looked_at(question: str, text: str) -> None:
    quotes = quoted(text)
    if quotes:
        lack = lacking(query(question), quotes)
        assert "\n" not in lack
        assert Answerability(1.0, lack).doubt(0.0) == (f"{DOUBT}: {lack}." if lack else "")


def test_confidence_grows_with_each_signal_and_is_nothing_without_hits() -> None:
    question = query("How many lorries cross at Torkham?", rarity)
    near, far = hit("Lorries cross at Torkham."), hit("Ships sail.")
    (quote,) = quoted("Lorries cross at Torkham.")
    read = [RankedQuote(quote, 1.0, QuoteReading(0.9, 0, 0))]
    assert confidence(question, [], read) == 0.0
    least = confidence(question, [near], [])
    assert 0 < least < 0.5
    assert least < confidence(question, [near], read, lacks=True)
    assert confidence(question, [near], read, lacks=True) < confidence(question, [near], read) < 1
    assert confidence(question, [far], read) == confidence(question, [near], read)


@pytest.mark.parametrize(
    "asked", ["What does the crossing report say about lorries?", "Where are lorries in a.txt?"]
)
def test_where_a_document_is_named_the_words_are_enough(asked: str) -> None:
    facts = LibraryFacts(rarity, documents=["a.txt"])
    question = read_query(asked, facts)
    near, far = hit("The crossing report: lorries in a.txt."), hit("Ships sail.")
    assert confidence(question, [near], []) > 0.6
    assert confidence(question, [far], []) < 0.5


def test_the_reply_says_so(tmp_path: Path) -> None:
    desk = Assistant(data=tmp_path, model="quotes", confidence=0.1)
    desk.index(ROOT / "seeds")
    asked = "Foreign ministers of Pakistan, Afghanistan and China met in Beijing on what day{}?"
    assert desk.answer(asked.format("")).notice is None
    marked = desk.answer(asked.format(" of 2019"))
    assert not marked.abstained
    assert marked.notice == f"{DOUBT}: the source says Wednesday, not 2019."


def test_what_is_lacking_counts_against_an_answer_and_is_the_reason_of_an_abstention(
    desk: Assistant,
) -> None:
    asked = "Whom did Ishaq Dar meet in Beijing{}?"
    assert desk.answer(asked.format("")).notice is None
    declined = desk.answer(asked.format(" in 2019"))
    assert declined.abstained
    assert declined.receipt.reason == "no sentence says “2019”"


def test_an_answer_that_was_hardly_given_says_so(desk: Assistant) -> None:
    asked = "Whom did Ishaq Dar meet in Beijing?"
    sure = desk.answer(asked).confidence
    hardly = Assistant(settings=desk.settings, confidence=sure - 0.14).answer(asked)
    assert hardly.notice == f"{DOUBT}: they have little in common with it."
    assert Assistant(settings=desk.settings, confidence=sure - 0.16).answer(asked).notice is None
    assert Assistant(settings=desk.settings, confidence=sure + 0.001).answer(asked).abstained


def whole(found: Hit) -> list[Quote]:
    """A quote that is its whole document."""
    return [quote_at(found.passage, 0, len(found.passage.text))]


def test_what_is_said_of_a_passage_counts_as_said_in_it() -> None:
    text = "The fare for adults is 12 euros."
    plain = hit(text, title="Fares", published=None, outlet=None)
    question = query("What is the fare for adults to Horta in 2024?")
    assert lacking(question, whole(plain)) == "no sentence says “Horta”"
    blocks = (Block("paragraph", 0, len(text), above=("Horta",), label="2024"),)
    under = replace(plain, passage=replace(plain.passage, blocks=blocks))
    assert lacking(question, whole(under)) == ""
    assert lacking(question, whole(named(plain, "desk/horta-fares-2024.pdf"))) == ""
    dated = query("What is the fare for adults in 2024?")
    assert lacking(dated, whole(plain)) == "no sentence says “2024”"
    assert lacking(replace(dated, known=frozenset({"2024"})), whole(plain)) == ""
