"""A turn on the page: stopped or kept, and what can be done with it."""

from assistant.serve.page.answer_view import sources
from assistant.serve.page.html import element
from assistant.serve.page.partial_answer import PartialAnswer
from assistant.serve.page.turn_view import follow_ups, kept_turn
from tests.page_answers import Shown, answered, cited, disagreeing, kept


def doing(html: str) -> set[str | None]:
    """What the buttons of a turn do."""
    return {one["data-do"] for one in Shown(html).all("button") if "data-do" in one}


def test_a_stopped_turn_shows_what_was_checked_and_what_was_not() -> None:
    partial = PartialAnswer(
        "How much?", "write", sentences=list(answered().sentences[:1]), words=" It fe"
    )
    html = kept_turn(kept(partial.answer("quotes"), stopped=True))
    assert "Stopped. What is not underlined was not checked." in Shown(html).text
    assert element("span", " It fe", class_="words") in html
    assert doing(html) == {"panel", "copy", "link", "again"}
    assert Shown(html).all("a") == []
    nothing = kept_turn(kept(PartialAnswer("How much?").answer("quotes"), stopped=True))
    assert doing(nothing) == {"again"}
    assert "Stopped before there was any text." in Shown(nothing).text
    assert sources(PartialAnswer("How much?").answer("quotes"), "t7") == ""


def test_what_comes_at_the_end_is_below_the_words() -> None:
    html = kept_turn(kept(disagreeing()))
    assert html.index('class="answer"') < html.index('class="notice"') < html.index('"conflict"')
    assert "the sources disagree" in Shown(html).text


def test_a_kept_turn_offers_what_can_be_done() -> None:
    html = kept_turn(kept(answered(), thumb="up", note="as it was"))
    pressed = [one["aria-pressed"] for one in Shown(html).all("button") if "aria-pressed" in one]
    assert pressed == ["true", "false"]
    assert 'value="as it was"' in html
    assert {one["href"] for one in Shown(html).all("a")} >= {"answers/7.md", "answers/7.json"}
    assert "note" not in {
        one.get("class") for one in Shown(kept_turn(kept(answered()))).all("form")
    }


def test_a_kept_turn_says_which_of_its_sources_changed() -> None:
    html = kept_turn(kept(answered()), [(cited(), "gone")])
    assert "[1] desk/river.txt: the document is no longer there." in Shown(html).text


def test_a_question_is_edited_in_its_place() -> None:
    shown = Shown(kept_turn(kept(answered())))
    (form,) = shown.all("form")
    assert form["data-do"] == "edit"
    assert "How much did the river rise?" in shown.text.partition("in other words")[2]


def test_what_to_go_on_with_is_asked_by_a_click() -> None:
    shown = Shown(follow_ups(["Who is it?", "What was signed in Rome?"]))
    asked = [one["data-question"] for one in shown.all("button")]
    assert asked == ["Who is it?", "What was signed in Rome?"]
    assert follow_ups([]) == ""
