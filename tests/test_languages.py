"""Questions and documents in other languages, end to end."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import index
from assistant import Answer, Assistant

FILES = Path(__file__).parent / "files" / "09-chinese-declined"
SET = Path(__file__).parent / "language_set"
Ask = Callable[[str], Answer]


@pytest.fixture(scope="module")
def chinese(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    desk = Assistant(data=tmp_path_factory.mktemp("chinese"), model="quotes")
    desk.index(FILES)
    return desk


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("北川图书馆成立于哪一年？", "1953"),
        ("图书馆有多少册藏书？", "八十二万册"),
        ("谁是馆长？", "李文华"),
        ("图书馆什么时候闭馆？", "每周一闭馆"),
        ("青葉動物園はいつ開園しましたか？", "1987"),
        ("動物は何種いますか", "三百四十種"),
        ("園長は誰ですか", "佐藤健一"),
    ],
)
def test_chinese_and_japanese_find_their_sentences(
    chinese: Assistant, question: str, words: str
) -> None:
    answer = chinese.answer(question)
    assert not answer.abstained
    assert words in answer.answer
    for each in answer.citations:
        assert chinese.text(each.document)[each.start : each.end] == each.quote


@pytest.mark.parametrize("question", ["谁发明了电话？", "東京タワーの高さは？", "火星上有水吗？"])
def test_what_the_library_lacks_is_declined_in_chinese(chinese: Assistant, question: str) -> None:
    assert chinese.answer(question).abstained


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Who is the director of the library?", "English and the documents are in"),
        ("¿Cuántos libros tiene la biblioteca?", "Spanish and the documents are in"),
    ],
)
def test_a_question_in_another_language_is_told_what_to_set(
    chinese: Assistant, question: str, said: str
) -> None:
    notice = chinese.answer(question).notice or ""
    assert said in notice
    assert "Chinese" in notice
    assert "ASSISTANT_EMBEDDER=multilingual" in notice


def test_a_name_is_found_in_whatever_language_is_asked(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The harbour master of Ardmore is Fiona Kerr since 2011.")
    desk = Assistant(data=tmp_path / "data", model="quotes")
    desk.index(tmp_path / "a.txt")
    answer = desk.answer("¿Quién es Fiona Kerr?")
    assert not answer.abstained
    assert "Fiona Kerr" in answer.answer
    assert "Spanish" in (answer.notice or "")


def outcomes(desk: Assistant) -> Counter[tuple[str, str]]:
    """How many questions of the set are answered, and declined, by their kind."""
    found: Counter[tuple[str, str]] = Counter()
    for line in (SET / "questions.jsonl").read_text("utf-8").splitlines():
        asked = json.loads(line)
        answer = desk.answer(asked["question"])
        right = any(words in answer.answer for words in asked["answers"])
        found[asked["kind"], "declined" if answer.abstained else "right" if right else "other"] += 1
    return found


@pytest.mark.slow
def test_each_language_is_answered_from_its_own_documents(tmp_path: Path) -> None:
    desk = Assistant(data=tmp_path, model="quotes")
    desk.index(SET / "documents")
    found = outcomes(desk)
    assert found["own", "right"] >= 27
    assert found["absent", "declined"] >= 17


@pytest.mark.slow
def test_the_multilingual_embedder_answers_across_languages(tmp_path: Path) -> None:
    desk = Assistant(data=tmp_path, model="quotes", embedder="multilingual")
    desk.index(SET / "documents")
    found = outcomes(desk)
    assert found["own", "right"] >= 27
    assert found["into-english", "right"] >= 19
    assert found["absent", "declined"] >= 15


@pytest.mark.slow
def test_the_packaged_means_are_those_of_the_sentences() -> None:
    from index.multilingual import MultilingualE5

    embedder = MultilingualE5()
    means = embedder.means()
    path = Path(index.__path__[0]) / "language_means.npz"
    with np.load(path) as packaged:
        assert set(packaged.files) == set(means)
        assert all(np.abs(packaged[code] - means[code]).max() < 0.01 for code in means)
    vectors = embedder.embed(["How much is a ticket?", "¿Cuánto cuesta la entrada?", "a\0\ud800"])
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert vectors[0] @ vectors[1] > 0.5 > vectors[0] @ vectors[2]
