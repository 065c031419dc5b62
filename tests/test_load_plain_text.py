"""Plain text: encodings, exactness, binary data."""

import codecs

import pytest

from tests.reading import one, refusal

STORY = "A café in Łódź — “closed”, says the owner’s брат.\nMore of it.\n"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_unicode_is_read_as_it_says(mark: bytes, encoding: str) -> None:
    for name in ("notes/a.txt", "notes/a", "notes/a.old"):
        document = one(mark + STORY.encode(encoding), name)
        assert document.text == STORY
        assert document.source.warnings == ()


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("cp1252", "The minister said “we agree” – the talks, held in Zürich, were useful."),
        ("latin-1", "Le ministre français a été reçu à Genève. Les élèves étaient très émus."),
        ("cp1252", "Voilà où il était : près du fleuve. Ça ne change guère les règles."),
        ("cp1252", "La città è più bella perché c’è il mare. Così è la verità."),
        ("cp1252", "Pääministeri sanoi, että päätös tehdään ensi viikolla."),
        ("cp1252", "Mødet blev holdt på Færøerne."),
        ("cp1252", "A situação não está boa. As eleições serão amanhã às três."),
        ("cp1252", "“Café – Zoë"),
        ("cp1250", "Rząd ogłosił, że zwiększy wydatki na służbę zdrowia."),
        ("cp1250", "Předseda vlády řekl, že to bude stát příští rok miliardu."),
        ("cp1250", "A kormány bejelentette, hogy jövőre növeli a kiadásokat. Idő kell hozzá."),
        ("iso8859_2", "Rząd ogłosił, że zwiększy wydatki na służbę zdrowia."),
        ("iso8859_15", "Le cœur de la sœur coûte 5 €, dit-elle à l'œuvre."),
        ("mac_roman", "Le président a déclaré que le ministère allait créer des emplois à l’été."),
        ("cp1254", "Başbakan, bunun ülke için önemli bir adım olduğunu söyledi."),
        ("cp1257", "Vyriausybė paskelbė, kad kitais metais padidins išlaidas sveikatos apsaugai."),
        ("cp1253", "Η κυβέρνηση ανακοίνωσε ότι θα αυξήσει τις δαπάνες για την υγεία."),
        ("koi8_r", "Правительство объявило, что увеличит расходы."),
        ("cp1251", "Министр иностранных дел прибыл в Пекин. Переговоры прошли успешно."),
        ("shift_jis", "外務大臣は北京で会談した。双方は協力を深めることで一致した。"),
        ("gb18030", "外交部长在北京会见了客人。双方同意加强合作，扩大贸易。"),
    ],
)
def test_another_encoding_is_guessed_and_reported(encoding: str, words: str) -> None:
    for times in (1, 5):
        document = one((words * times).encode(encoding))
        assert document.text == words * times
    assert "which is a guess" in document.source.warnings[0]


def test_an_encoding_that_nothing_shows_is_refused() -> None:
    message = refusal(b"x \xfe\xad\xa4\xb5 \xb2\xf7\n")
    assert message == "notes/a.txt: is in an encoding that can't be told for sure: save it as UTF-8"


def test_a_few_bad_bytes_are_replaced_and_counted() -> None:
    data = STORY.encode() * 5 + b"bad \xff byte"
    document = one(data)
    assert document.text == STORY * 5 + "bad \ufffd byte"
    assert document.source.warnings == ("1 characters could not be read and show as \ufffd.",)


def test_a_damaged_utf16_file_is_refused() -> None:
    assert "is damaged" in refusal(codecs.BOM_UTF16_LE + b"\x00\xd8" * 50)


@pytest.mark.parametrize(
    "data", [b"\x7fNot text \x00\x01\x02", b"text with a \x00 in it", bytes(9)]
)
def test_binary_named_as_text_is_refused(data: bytes) -> None:
    assert refusal(data) == (
        "notes/a.txt: holds binary data, not text: if it is text, save it as UTF-8"
    )


def test_control_characters_make_binary() -> None:
    assert "binary" in refusal(bytes(range(1, 32)) * 4)


def test_nothing_and_white_space_are_distinguished() -> None:
    assert refusal(b"") == "notes/a.txt: is empty (0 bytes)"
    assert refusal(b" \r\n\t ") == "notes/a.txt: holds only white space"
    assert refusal(codecs.BOM_UTF8) == "notes/a.txt: holds no text"


def test_line_ends_stay() -> None:
    assert one(b"One.\r\nTwo.\rThree.\n").text == "One.\r\nTwo.\rThree.\n"


def test_a_huge_line_is_read_whole() -> None:
    text = "word " * 400_000
    document = one(text.encode())
    assert document.text == text
    assert document.source.title == "a"
