"""Encodings told by their bytes: Japanese, Russian, UTF-16 without its mark."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.load.byte_encodings import CYRILLIC, cyrillic, shift_jis, unmarked_utf16
from tests.reading import one

RUSSIAN = (
    "Комиссия проверит жалобы 3 марта 2024 года. Решение объявят в понедельник.",
    "МОСКВА, 5 мая. Президент подписал закон о бюджете на следующий год.",
    "Река Обь замёрзла в ноябре, сообщила «Служба погоды».",
)
JAPANESE = (
    "番号,町,人口\n①,青葉町,３４１２\n③,㈱桜商店,１２\n",
    "図書館は1987年に開館した。館長は佐藤健一である。",
)


@pytest.mark.parametrize("encoding", CYRILLIC)
@pytest.mark.parametrize("text", RUSSIAN)
def test_russian_is_read_in_each_of_its_encodings(text: str, encoding: str) -> None:
    written = text.encode(encoding, "ignore")
    assert one(written).text == written.decode(encoding)


@pytest.mark.parametrize("encoding", ["cp932", "iso2022_jp_ext", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", JAPANESE)
def test_japanese_is_read_in_each_of_its_encodings(text: str, encoding: str) -> None:
    written = text.encode(encoding, "ignore")
    assert one(written).text == written.decode(encoding)


@pytest.mark.parametrize("text", ["The beacon was lit.\r\n", *RUSSIAN])
def test_utf_16_needs_no_mark(text: str) -> None:
    for encoding in ("utf-16-le", "utf-16-be"):
        assert one(text.encode(encoding)).text == text


def test_other_bytes_are_none_of_these() -> None:
    assert unmarked_utf16(os.urandom(4000)) is None
    assert unmarked_utf16(bytes(4000)) is None
    for text, encoding in (
        ("Le café était fermé à Orléans, l'été dernier.", "cp1252"),
        ("Le café était fermé à Orléans, l'été dernier.", "mac_roman"),
        ("Η βιβλιοθήκη ιδρύθηκε το 1958 στην Αθήνα.", "cp1253"),
        ("圖書館成立於1958年,館長是王小明。", "big5"),
        ("图书馆每天开放,馆长是王小明。", "gb18030"),
        ("도서관은 1958년에 설립되었다.", "euc_kr"),
    ):
        written = text.encode(encoding)
        assert (shift_jis(written), cyrillic(written), unmarked_utf16(written)) == (None,) * 3


@given(st.binary(max_size=200))
def test_no_bytes_are_too_odd(data: bytes) -> None:
    for told in (shift_jis, cyrillic, unmarked_utf16):
        encoding = told(data)
        assert encoding is None or data.decode(encoding) is not None
