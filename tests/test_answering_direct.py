"""The direct answer: the words of the first quote that answer."""

import pytest

from assistant import Assistant
from assistant.cli.terminal import format_answer
from assistant.history.answer_markdown import markdown
from assistant.serve.page.answer_view import whole_answer


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Who met Amir Khan Muttaqi?", "Ishaq Dar"),
        ("When were the talks in Beijing held?", "Wednesday"),
    ],
)
def test_it_is_the_sources_own_words_at_their_place(
    desk: Assistant, question: str, words: str
) -> None:
    answer = desk.answer(question)
    assert answer.direct is not None
    cited = next(each for each in answer.citations if each.marker == answer.direct.marker)
    assert cited.start <= answer.direct.start < answer.direct.end <= cited.end
    text = desk.text(cited.document)
    assert text[answer.direct.start : answer.direct.end] == answer.direct.text
    assert words.split(maxsplit=1)[0] in answer.direct.text
    assert answer.to_dict()["direct"]["text"] == answer.direct.text
    shown = " ".join(answer.direct.text.split())
    assert format_answer(answer).startswith(f"{shown} {answer.direct.marker}")
    assert f"**{shown}**" in markdown(answer)
    assert 'class="direct"' in str(whole_answer(answer, "key"))


@pytest.mark.parametrize("question", ["Why did Dar thank China?", "Did Dar meet Muttaqi?"])
def test_reasons_and_yes_or_no_are_no_few_words(desk: Assistant, question: str) -> None:
    answer = desk.answer(question)
    assert not answer.abstained
    assert answer.direct is None
    assert answer.to_dict()["direct"] is None
