"""Scripts without spaces between words, as grams."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sync.split import PASSAGE_CHARACTERS, split
from index.text.sentences import sentences
from index.text.stems import index_terms, stems
from index.text.unspaced import grams, is_particle, is_unspaced
from index.types import Document, Source


def test_chinese_characters_count_singly_and_in_pairs_around_what_joins() -> None:
    assert grams("馆长是谁？").split() == ["馆", "长", "馆长", "？"]
    assert stems("成立于1953年") == ["成", "立", "成立", "1953", "年"]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("藏书有多少册？", "馆内藏书共有八十二万册。"),
        ("いつ開園しましたか", "1987年に開園した。"),
        ("도서관은 언제 설립되었습니까?", "도서관이 1953년에 설립되었다."),
        ("ห้องสมุดเปิดเมื่อไร", "ห้องสมุดเปิดทุกวัน"),
    ],
)
def test_a_question_shares_grams_with_its_answer(question: str, answer: str) -> None:
    content = {word for word in stems(question) if not is_particle(word)}
    assert len(content & set(stems(answer))) >= len(content) / 2


def test_wide_digits_are_digits() -> None:
    assert "1953" in stems("成立于１９５３年")


@given(st.text())
def test_the_index_and_the_comparison_have_the_same_grams(text: str) -> None:
    assert grams(grams(text)).split() == grams(text).split() or not text.isascii()
    assert all(index_terms(text)) or not text


@given(st.text(st.characters(max_codepoint=0x2FF)))
def test_other_letters_stay_as_they_are(text: str) -> None:
    assert grams(text) == text
    assert not is_unspaced(text)


def test_sentences_end_at_the_stops_of_each_script() -> None:
    text = "北川图书馆成立于1953年。馆长是谁？「李文华。」پارک بند ہے۔ वह गया। यह नया है।"
    found = [text[start:end] for start, end in sentences(text)]
    assert found == [
        *("北川图书馆成立于1953年。", "馆长是谁？", "「李文华。」"),
        *("پارک بند ہے۔", "वह गया।", "यह नया है।"),
    ]


@given(st.text(st.sampled_from("馆内藏书八十二万册。，、 \n"), min_size=1, max_size=3000))
def test_passages_of_chinese_are_shorter_and_tile_their_document(text: str) -> None:
    document = Document(Source("a.txt", "A"), text)
    passages = split(document)
    assert "".join(each.text for each in passages) == (text if passages else "")
    assert all(len(each.text.strip()) <= PASSAGE_CHARACTERS // 2 for each in passages)
