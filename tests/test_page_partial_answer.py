"""An answer while it streams in."""

from dataclasses import replace

from assistant.serve.page.partial_answer import PartialAnswer
from assistant.serve.page.turn_view import streaming_turn
from assistant.types import Sentence, Update
from tests.page_answers import Shown, cited


def test_a_sentence_takes_the_place_of_its_words() -> None:
    partial = PartialAnswer("How much?")
    assert partial.take(Update("write"))
    for word in ("It ", "rose ", "a ", "lot."):
        assert not partial.take(Update("write", delta=word))
    assert Shown(streaming_turn(partial)).text.endswith("It rose a lot.")
    sentence = Sentence("It rose a lot. [1]", "supported", ("[1]",), "", (cited(),))
    assert partial.take(Update("write", sentence=sentence))
    assert not partial.take(Update("write", delta="\n\nIt fell."))
    shown = Shown(streaming_turn(partial))
    assert shown.text.endswith("It rose a lot. [1]Supported by its source It fell.")
    assert "data-busy" in streaming_turn(partial)
    (marker,) = shown.all("a", "marker")
    assert (marker["data-of"], marker["data-index"]) == ("d", "0")
    partial.take(Update("write", sentence=replace(sentence, text="It fell. [1]")))
    assert partial.citations == (cited(),)


def test_what_a_failed_model_wrote_goes_when_writing_begins_anew() -> None:
    partial = PartialAnswer("How much?")
    partial.take(Update("write", sentence=Sentence("It rose. [1]", "supported", ("[1]",))))
    partial.take(Update("write", delta=" It"))
    assert partial.take(Update("search"))
    assert (partial.sentences, partial.words) == ([], "")
