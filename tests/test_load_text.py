"""Text and Markdown: encodings, exactness, titles, front matter, headings."""

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
def test_another_encoding_is_guessed_and_told(encoding: str, words: str) -> None:
    for times in (1, 5):
        document = one((words * times).encode(encoding))
        assert document.text == words * times
    assert "which is a guess" in document.source.warnings[0]


def test_an_encoding_that_nothing_tells_is_refused() -> None:
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


def test_nothing_and_white_space_are_told_apart() -> None:
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


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        (
            "pakistan-afghanistan-talks-beijing-2025-05-21.txt",
            "Beijing, May 21, 2025: Pakistan and Afghanistan held talks in Beijing.",
            "Pakistan Afghanistan talks Beijing",
        ),
        ("Annual_Report-2024.txt", "a sentence, then another.", "Annual Report 2024"),
        ("un-vote.txt", "The UN met. The UN voted; the vote was short.", "UN vote"),
        ("2025-05-21.txt", "Nothing else is told here.", "2025-05-21"),
        ("p0017.txt", "Nothing else is told here.", "p0017"),
        ("no ending", "Nothing else is told here.", "No ending"),
        ("x.txt", "# A short headline\n\nAnd a text that follows it.", "A short headline"),
        ("some-notes.txt", "A first sentence.\nAnd another one.", "Some notes"),
        ("some-notes.txt", "A line that is wrapped\nand goes on here.", "Some notes"),
        ("some-notes.txt", "Alone", "Some notes"),
        ("x.txt", "It ends with a stop.\nThe Post, 2020-01-02\n\nText.", "It ends with a stop."),
    ],
)
def test_titles(name: str, text: str, title: str) -> None:
    assert one(text.encode(), name).source.title == title


def test_wrapped_text_has_no_headline() -> None:
    lines = "The quick brown fox jumps over the lazy dog and over a\n" * 4
    assert one(lines.encode(), "the-fox.txt").source.title == "The fox"


def test_text_without_letters_is_told() -> None:
    assert "Two thirds" in one(b"1 2 3 4 5 6 7 8 9 = 0 | " * 5).source.warnings[0]


FRONT = """---
title: "Talks: a start"
date: 2025-05-21
author: [Ann Lee, Bo Ek]
source: {name: The Post}
---
# Heading *one*

Text.

Second
------

```
# no heading
```

    # code
## [Third](http://x.example) ##
"""


def test_front_matter_and_headings_are_read() -> None:
    document = one(FRONT.encode(), "a.md")
    source = document.source
    assert document.text == FRONT.split("---\n", 2)[2]
    assert (source.title, source.author, source.outlet) == (
        "Talks: a start",
        "Ann Lee, Bo Ek",
        "The Post",
    )
    assert str(source.published) == "2025-05-21"
    assert [words for _, words in source.headings] == ["Heading one", "Second", "Third"]
    assert [document.text[start:][:4] for start, _ in source.headings] == ["# He", "Seco", "## ["]


def test_broken_front_matter_stays_and_is_told() -> None:
    document = one(b"---\ntitle: a: b: c\n---\nText here.", "a.md")
    assert document.text.startswith("---\ntitle")
    assert "not valid YAML" in document.source.warnings[0]


def test_a_rule_is_no_front_matter() -> None:
    document = one(b"---\nSome words between rules.\n---\nMore.", "a.md")
    assert document.text.startswith("---\nSome")
    assert document.source.warnings == ()


def test_front_matter_that_expands_or_nests_without_end_does_no_harm() -> None:
    levels = "".join(
        f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}]}}\n" for n in range(1, 30)
    )
    document = one(f"---\na0: &a0 {{x: y}}\n{levels}title: T\n---\nText.".encode(), "a.md")
    assert document.source.title == "T"
    nested = b"---\ntitle: " + b"[" * 2000 + b"\n---\nText."
    assert one(nested, "a.md").text.endswith("Text.")


def test_an_unsure_date_in_front_matter_is_told() -> None:
    source = one(b"---\ndate: 03/04/2025\n---\nText.", "a.md").source
    assert source.published is None
    assert source.warnings == ("The date “03/04/2025” is no sure day: write YYYY-MM-DD.",)
