"""Sentences in an answer: their verdicts, their markers, and the words between them."""

from assistant.serve.page.answer_view import whole_answer
from tests.page_answers import Shown, answered


def test_each_sentence_has_its_mark_and_its_reason() -> None:
    shown = Shown(whole_answer(answered(), "t7"))
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
    shown = Shown(whole_answer(answered(), "t7"))
    followed = [(one["data-of"], one["data-index"]) for one in shown.all("a", "marker")]
    assert followed == [("t7", "0"), ("t7", "1"), ("t7", "0")]
    assert "Nobody knows why. [9]" in shown.text


def test_the_answer_is_shown_word_for_word_with_what_is_between() -> None:
    spaced = answered(
        answer="Say:\n\n" + answered().answer.replace(". [2] ", ". [2]\n\n") + " End."
    )
    shown = Shown(whole_answer(spaced, "t7")).text
    words = shown.replace("Supported by its source", "")
    assert "Say:\n\nThe river rose. [1]" in words
    assert words.index("It rose 300") < words.index("\n\nNobody") < words.index(" End.")


def test_a_sentence_that_is_not_in_the_answer_is_still_shown() -> None:
    odd = answered(answer="The river rose. [1]")
    assert "It rose 300. [2]" in Shown(whole_answer(odd, "t7")).text
