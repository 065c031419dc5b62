"""What the page shows is text, marked where it should be, and every character of it."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import UsageError
from assistant.history.conversations import Conversation, KeptTurn
from assistant.serve.page import turns
from assistant.serve.page.check_tab import checked
from assistant.serve.page.conversation_list import listed
from assistant.serve.page.frame import applied, examples, names
from assistant.serve.page.html import Html, element, join, text
from assistant.serve.page.library_table import ROWS, View, found, table, told
from assistant.serve.page.partial_answer import Draft
from assistant.serve.page.render import answer, duration, passage, receipt, sources
from assistant.serve.page.session import Filters
from assistant.serve.page.source import AROUND, Place, opened, whole
from assistant.types import Answer, Check, Sentence, Update
from index.store.records import Record
from index.sync.report import Report
from index.types import Document, Source
from tests.web_answers import (
    ATTACKS,
    QUOTE,
    SOURCE,
    TEXT,
    Shown,
    answered,
    attacking,
    cited,
    declined,
    disagreeing,
)

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


def kept(told: Answer, **more: object) -> KeptTurn:
    return replace(KeptTurn(7, 1, NOW, told), **more)  # type: ignore[arg-type]


def every_view(attack: str) -> list[Html]:
    """Everything that the page makes of an attack."""
    bad = attacking(attack)
    turn = kept(bad, thumb="down", note=attack)
    source = Source(attack, attack, outlet=attack, author=attack, warnings=(attack,))
    document = Document(source, attack * 3)
    record = Record(source, "key")
    draft = Draft(attack, "write", sentences=list(bad.sentences), words=attack)
    return [
        turns.kept(turn, [(bad.citations[0], "altered")]),
        turns.kept(kept(replace(bad, abstained=True))),
        turns.making(draft),
        turns.kept(replace(turn, answer=draft.answer(attack), stopped=True)),
        turns.failed(attack, attack),
        sources(bad, "t7"),
        sources(replace(bad, citations=()), "t7"),
        opened(Place("t7", bad.citations, 0), document),
        opened(Place("t7", bad.citations, 1), None),
        whole(document, 2),
        checked(Check(bad.sentences)),
        listed([Conversation(1, attack, NOW)], 1, 3),
        table([record, replace(record, key="", error=attack)], View()),
        told(Report(added=[attack], failed=[(attack, attack)])),
        examples([attack]),
        names([attack]),
        applied(Filters(within=attack)),
    ]


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_shown_as_text_everywhere(attack: str) -> None:
    for html in every_view(attack):
        shown = Shown(html)
        assert shown.harmless()
        html.encode()


@given(st.text(min_size=1))
def test_no_text_gets_out_unescaped(attack: str) -> None:
    for html in every_view(attack):
        assert Shown(html).harmless()


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_every_character_comes_through(value: str) -> None:
    assert Shown(element("p", value)).text == value
    (given_back,) = Shown(element("p", data_note=value)).tags
    assert given_back[1]["data-note"] == value


def test_html_is_not_escaped_twice_and_what_is_added_to_it_is_text() -> None:
    html = element("b", "a & b")
    assert text(html) is html
    assert join([html, None, False, [html, ()], 0]) == f"{html}{html}0"
    assert element("p", html + "<i>") == "<p>&lt;b&gt;a &amp;amp; b&lt;/b&gt;&lt;i&gt;</p>"
    assert element("input", value=html, required=True, list=None) == (
        '<input value="&lt;b&gt;a &amp;amp; b&lt;/b&gt;" required>'
    )


def test_each_sentence_has_its_mark_and_its_reason() -> None:
    shown = Shown(answer(answered(), "t7"))
    marks = shown.all("span", "sentence")
    assert [one["class"] for one in marks] == [
        "sentence supported",
        "sentence partly",
        "sentence unsupported",
        "sentence contradicted",
    ]
    assert marks[0]["data-reason"] == "Supported by its source"
    assert marks[1]["data-reason"] == "Partly supported: the source says 212"
    described = {one["id"] for one in shown.all("span") if "id" in one}
    assert {one["aria-describedby"] for one in marks} == described
    assert all(one["tabindex"] == "0" for one in marks)


def test_markers_are_links_and_those_without_a_citation_are_text() -> None:
    shown = Shown(answer(answered(), "t7"))
    followed = [(one["data-of"], one["data-index"]) for one in shown.all("a", "marker")]
    assert followed == [("t7", "0"), ("t7", "1"), ("t7", "0")]
    assert "Nobody knows why. [9]" in shown.text


def test_the_answer_is_shown_word_for_word_with_what_stands_between() -> None:
    spaced = answered(
        answer="Say:\n\n" + answered().answer.replace(". [2] ", ". [2]\n\n") + " End."
    )
    shown = Shown(answer(spaced, "t7")).text
    words = shown.replace("Supported by its source", "")
    assert "Say:\n\nThe river rose. [1]" in words
    assert words.index("It rose 300") < words.index("\n\nNobody") < words.index(" End.")


def test_a_sentence_that_is_not_in_the_answer_is_still_shown() -> None:
    odd = answered(answer="The river rose. [1]")
    assert "It rose 300. [2]" in Shown(answer(odd, "t7")).text


def test_a_disagreement_shows_its_sides_with_their_quotes() -> None:
    shown = Shown(answer(disagreeing(), "t7"))
    assert len(shown.all("div", "side")) == 2
    for words in ("different numbers", "2 independent reports", "1 report", "812 + 97 tokens"):
        assert words in shown.text
    assert "The model was not there." in shown.text
    assert shown.text.count(QUOTE) == 2


def test_an_abstention_shows_its_receipt_and_the_nearest_quotes() -> None:
    shown = Shown(answer(declined(), "t7"))
    for words in ("the moon", "3 documents, 1,700 passages", "from 1 January 2025", "desk/*"):
        assert words in shown.text
    assert "nothing speaks of it" in shown.text
    assert shown.all("a", "marker")[0]["data-of"] == "t7n"
    assert QUOTE in shown.text


def test_a_receipt_leaves_out_what_there_was_not() -> None:
    assert "Limited to" not in receipt(answered().receipt)


def test_filters_are_told_under_an_answer() -> None:
    filtered = replace(answered().receipt, since=date(2025, 1, 1), reports="a report by The Post")
    assert (
        "only from 1 January 2025, a report by The Post"
        in Shown(answer(answered(receipt=filtered), "t7")).text
    )


@pytest.mark.parametrize(("spent", "said"), [(31.4, "31 ms"), (1202.0, "1.2 s"), (0, "0 ms")])
def test_times_are_said_plainly(spent: float, said: str) -> None:
    assert duration(spent) == said


def test_a_source_is_its_passage_with_the_quote_marked_exactly() -> None:
    html = sources(answered(), "t7")
    assert len(Shown(html).all("article", "source")) == 2
    inside = passage(cited(), answered().passages)
    assert Shown(inside).text == TEXT[5:]
    assert element("mark", QUOTE) in inside
    assert passage(cited(), ()) == element("mark", QUOTE)
    elsewhere = replace(cited(), document="desk/other.txt")
    assert passage(elsewhere, answered().passages) == element("mark", QUOTE)


def test_an_opened_document_marks_exactly_the_quote() -> None:
    shown = opened(Place("t7", answered().citations, 0), Document(SOURCE, TEXT))
    assert element("mark", QUOTE, id="quote", tabindex=-1) in shown
    assert TEXT in Shown(shown).text
    for words in ("The River", "3 June 2025", "The Desk", "desk/river.txt", "[1] 1 of 2"):
        assert words in Shown(shown).text
    previous, following = Shown(shown).all("button")
    assert "disabled" in previous
    assert following["data-index"] == "1"
    assert "has changed" not in shown


@given(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=200),
    st.integers(0, 200),
    st.integers(1, 60),
    st.lists(st.integers(0, 200), max_size=4),
)
def test_any_quote_is_marked_exactly_in_any_text(
    words: str, start: int, length: int, pages: list[int]
) -> None:
    start = min(start, len(words))
    quote = words[start : start + length]
    source = replace(SOURCE, page_starts=tuple(sorted(set(pages) | {0})))
    one = cited(start=start, end=start + len(quote), quote=quote)
    shown = Shown(opened(Place("t7", [one], 0), Document(source, words)))
    assert words in shown.text
    if quote:
        html = opened(Place("t7", [one], 0), Document(source, words))
        assert element("mark", quote, id="quote", tabindex=-1) in html


@pytest.mark.parametrize(
    ("document", "told"),
    [
        (None, "The document is no longer there."),
        (Document(SOURCE, "Other words."), "the quote no longer stands at its place."),
        (Document(replace(SOURCE, sha256="new"), TEXT), "the quote still stands at its place."),
    ],
)
def test_what_became_of_a_document_is_told(document: Document | None, told: str) -> None:
    html = opened(Place("t7", [cited()], 0), document)
    assert told in Shown(html).text
    assert QUOTE in Shown(html).text
    assert ('id="quote"' in html) == (document is not None and document.text == TEXT)


def test_a_long_document_is_shown_around_the_quote_and_the_rest_is_a_click_away() -> None:
    lines = "".join(f"Line {number:06}.\n" for number in range(20_000))
    start = lines.index("Line 010000.")
    one = cited(start=start, end=start + 12, quote="Line 010000.")
    html = opened(Place("t7", [one], 0), Document(SOURCE, lines))
    assert 2 * AROUND < len(html) < 3 * AROUND
    assert element("mark", "Line 010000.", id="quote", tabindex=-1) in html
    earlier, later = (one for one in Shown(html).all("button") if one["data-do"] == "show")
    assert int(str(later["data-start"])) == start + 12 + AROUND
    assert 0 < int(str(earlier["data-start"])) < start - AROUND
    after = Shown(whole(Document(SOURCE, lines), int(str(later["data-start"])))).text
    assert lines[start + 12 + AROUND :][:50] in after


def test_a_pdf_has_a_picture_of_its_page() -> None:
    name = "desk/a & b.pdf"
    source = replace(SOURCE, name=name, page_starts=(0,))
    one = cited(document=name, page=1)
    (image,) = Shown(opened(Place("t7", [one], 0), Document(source, TEXT))).all("img")
    assert image["src"] == "page.png?document=desk%2Fa+%26+b.pdf&page=1&start=14&end=54"
    assert "page 1" in opened(Place("t7", [one], 0), Document(source, TEXT))


def test_a_sentence_takes_the_place_of_its_words() -> None:
    draft = Draft("How much?")
    assert draft.take(Update("write"))
    for word in ("It ", "rose ", "a ", "lot."):
        assert not draft.take(Update("write", delta=word))
    assert Shown(turns.making(draft)).text.endswith("It rose a lot.")
    sentence = Sentence("It rose a lot. [1]", "supported", ("[1]",), "", (cited(),))
    assert draft.take(Update("write", sentence=sentence))
    assert not draft.take(Update("write", delta="\n\nIt fell."))
    shown = Shown(turns.making(draft))
    assert shown.text.endswith("It rose a lot. [1]Supported by its source It fell.")
    assert "data-busy" in turns.making(draft)
    (marker,) = shown.all("a", "marker")
    assert (marker["data-of"], marker["data-index"]) == ("d", "0")
    draft.take(Update("write", sentence=replace(sentence, text="It fell. [1]")))
    assert draft.citations == (cited(),)


def test_a_stopped_turn_shows_what_was_checked_and_what_was_not() -> None:
    draft = Draft("How much?", "write", sentences=list(answered().sentences[:1]), words=" It fe")
    html = turns.kept(kept(draft.answer("quotes"), stopped=True))
    assert "Stopped. What is not underlined was not checked." in Shown(html).text
    assert element("span", " It fe", class_="words") in html
    assert {one["data-do"] for one in Shown(html).all("button")} == {"panel", "copy", "again"}
    assert Shown(html).all("a") == []
    nothing = turns.kept(kept(Draft("How much?").answer("quotes"), stopped=True))
    assert [one["data-do"] for one in Shown(nothing).all("button")] == ["again"]
    assert sources(Draft("How much?").answer("quotes"), "t7") == ""


def test_what_comes_at_the_end_stands_below_the_words() -> None:
    html = turns.kept(kept(disagreeing()))
    assert html.index('class="answer"') < html.index('class="notice"') < html.index('"conflict"')
    assert "the sources disagree" in Shown(html).text


def test_what_a_failed_model_wrote_goes_when_writing_begins_anew() -> None:
    draft = Draft("How much?")
    draft.take(Update("write", sentence=Sentence("It rose. [1]", "supported", ("[1]",))))
    draft.take(Update("write", delta=" It"))
    assert draft.take(Update("search"))
    assert (draft.sentences, draft.words) == ([], "")


def test_a_kept_turn_offers_what_can_be_done() -> None:
    html = turns.kept(kept(answered(), thumb="up", note="as it was"))
    pressed = [one["aria-pressed"] for one in Shown(html).all("button") if "aria-pressed" in one]
    assert pressed == ["true", "false"]
    assert 'value="as it was"' in html
    assert {one["href"] for one in Shown(html).all("a")} >= {"answers/7.md", "answers/7.json"}
    assert "note" not in {
        one.get("class") for one in Shown(turns.kept(kept(answered()))).all("form")
    }


def test_a_kept_turn_says_which_of_its_sources_changed() -> None:
    html = turns.kept(kept(answered()), [(cited(), "gone")])
    assert "[1] desk/river.txt: the document is no longer there." in Shown(html).text


def test_a_checked_draft_has_a_button_and_quotes_for_every_sentence() -> None:
    sentence = replace(answered().sentences[1], citations=(cited("[2]"),))
    shown = Shown(checked(Check((answered().sentences[0], sentence))))
    assert "2 sentences: 1 supported by its source, 1 partly supported." in shown.text
    buttons = shown.all("span", "sentence")
    hidden = [one for one in shown.all("section") if "hidden" in one]
    assert [one["aria-controls"] for one in buttons] == [one["id"] for one in hidden]
    assert shown.all("a", "marker")[0]["data-of"] == "c1"
    assert "The library has nothing on it." in shown.text


def test_conversations_are_listed_with_the_open_one_marked() -> None:
    html = listed([Conversation(1, "One", NOW), Conversation(2, "Two", NOW)], 2)
    assert [one.get("aria-current") for one in Shown(html).all("button", "open")] == [None, "true"]
    assert "kept here" in listed([], None)
    assert "feedback.zip" not in html
    assert "feedback.zip" in listed([Conversation(1, "One", NOW)], 1, judgements=2)


RECORDS = [
    Record(replace(SOURCE, characters=900), "1"),
    Record(Source("desk/b.pdf", "A Book", characters=50, page_starts=(0, 9)), "2"),
    Record(Source("desk/c.txt", "broken"), "", error="not text"),
    Record(Source("desk/d.txt", "Dated", warnings=("no date",), published=date(2020, 1, 1)), "4"),
]


def test_the_table_tells_what_was_read_and_where_the_day_comes_from() -> None:
    source = Source("a.pdf", "A", characters=1, page_starts=(0, 0), published=date(2020, 1, 1))
    dated = Record(replace(source, published_from="file name"), "1", passages=3)
    shown = Shown(table([dated], View())).text
    assert "1 character, 3 passages, 2 pages" in shown
    assert "by its file name" in shown


def test_files_of_other_kinds_are_told_in_a_line() -> None:
    report = Report(added=["a.txt"], left_out=Counter({".jpg": 12, ".mp4": 3}))
    shown = Shown(told(report)).text
    assert "15 files of other kinds left out: .jpg 12, .mp4 3." in shown
    assert "left out" not in Shown(told(Report())).text


def order(view: View) -> list[str]:
    return [one.source.name[-5] for one in found(RECORDS, view)]


def test_documents_are_sorted_by_any_column_both_ways() -> None:
    assert order(View(by="title")) == ["b", "c", "d", "r"]
    assert order(View(by="published", descending=True))[:2] == ["r", "d"]
    assert order(View(by="size", descending=True))[:2] == ["r", "b"]
    assert order(View(by="health"))[-2:] == ["d", "c"]
    assert order(View(by="name", descending=True)) == ["r", "d", "c", "b"]


@pytest.mark.parametrize(
    ("search", "expected"),
    [("river DESK", "r"), ("2020-01", "d"), ("june", "r"), ("not text", "c"), ("no such", "")],
)
def test_documents_are_searched_by_every_word(search: str, expected: str) -> None:
    assert "".join(order(View(search))) == expected


def test_the_table_tells_each_documents_health() -> None:
    shown = Shown(table(RECORDS, View(by="size", descending=True)))
    for words in ("900 characters", "2 pages", "not text", "no date", "Read well", "3 June 2025"):
        assert words in shown.text
    sorted_by = [one.get("aria-sort") for one in shown.all("th") if one.get("scope") == "col"]
    assert sorted_by == [None, None, "descending", None, None]
    opened_by = [one["data-document"] for one in shown.all("button") if one["data-do"] == "show"]
    assert "desk/c.txt" not in opened_by


def test_a_long_table_shows_its_first_rows_and_says_so() -> None:
    many = [Record(Source(f"desk/{n:04}.txt", f"{n:04}"), str(n)) for n in range(ROWS + 1)]
    shown = Shown(table(many, View()))
    assert len(shown.all("tr")) == ROWS + 1
    assert f"the first {ROWS} shown" in shown.text


def test_a_sync_is_told_with_every_fault_under_its_name() -> None:
    report = Report(added=["a", "b"], removed=["c"], failed=[("d.pdf", "d.pdf: is encrypted")])
    assert Shown(told(report)).text == "2 added, 1 removed.d.pdf is encrypted"
    assert Shown(told(Report(unchanged=["a"]))).text == "Nothing has changed."


def test_filters_are_shown_while_they_apply() -> None:
    filters = Filters.of("2025-01-01", "2025-02-01", " desk/* ", [])
    shown = Shown(applied(filters)).text
    for words in ("Searching only", "from 1 January 2025", "until 1 February 2025", "desk/*"):
        assert words in shown
    assert applied(Filters()) == ""


def test_a_documents_own_name_means_that_document() -> None:
    name = "desk/[draft] what?.txt"
    assert Filters.of("", "", name, [name]).within == "desk/[[]draft] what[?].txt"
    assert Filters.of("", "", "desk/*", [name]).arguments() == {
        "since": None,
        "until": None,
        "within": "desk/*",
    }


@pytest.mark.parametrize(
    ("since", "until", "wrong"),
    [("2025-13-01", "", "2025-13-01 is not a date"), ("2025-02-01", "2025-01-01", "swap the two")],
)
def test_filters_that_make_no_sense_are_told(since: str, until: str, wrong: str) -> None:
    with pytest.raises(UsageError, match=wrong):
        Filters.of(since, until, "", [])
