"""Every format: its words survive, and what its file tells of itself is read."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.load import SUFFIXES, Limits, load, load_bytes
from index.types import IndexingError
from tests.make_files import ARTICLE, MAKERS, Article, csv_file, docx_file, html_file, text_file
from tests.reading import one

SINGLE = [suffix for suffix in MAKERS if suffix != "zip"]


@pytest.mark.parametrize("suffix", SINGLE)
def test_every_paragraph_survives_in_its_order(suffix: str) -> None:
    text = one(MAKERS[suffix](), f"news/vote.{suffix}").text
    places = [text.index(paragraph) for paragraph in ARTICLE.paragraphs]
    assert places == sorted(places)


@pytest.mark.parametrize("suffix", sorted(set(SINGLE) - {"csv"}))
def test_title_and_day_are_read(suffix: str) -> None:
    source = one(MAKERS[suffix](), f"news/vote.{suffix}").source
    assert source.title == ARTICLE.title
    assert source.published == ARTICLE.published
    assert source.published_from == ("dateline" if suffix == "txt" else "metadata")


@pytest.mark.parametrize("suffix", ["md", "html", "pdf", "docx", "pptx", "xlsx", "epub", "jsonl"])
def test_the_author_is_read(suffix: str) -> None:
    assert one(MAKERS[suffix](), f"vote.{suffix}").source.author == ARTICLE.author


@pytest.mark.parametrize("suffix", ["txt", "md", "html", "epub", "jsonl"])
def test_the_outlet_is_read(suffix: str) -> None:
    assert one(MAKERS[suffix](), f"vote.{suffix}").source.outlet == ARTICLE.outlet


@pytest.mark.parametrize("suffix", ["md", "html", "docx", "pptx", "xlsx", "epub"])
def test_headings_stand_where_they_say(suffix: str) -> None:
    document = one(MAKERS[suffix](), f"vote.{suffix}")
    assert ARTICLE.heading in [words for _, words in document.source.headings]
    for start, words in document.source.headings:
        assert document.text[start:].lstrip("# ").startswith(words)
    last = document.text.index(ARTICLE.paragraphs[-1])
    assert document.source.heading(last) == ARTICLE.heading


@pytest.mark.parametrize("suffix", ["pdf", "pptx"])
def test_each_paragraph_has_its_page(suffix: str) -> None:
    document = one(MAKERS[suffix](), f"vote.{suffix}")
    found = [document.source.page(document.text.index(each)) for each in ARTICLE.paragraphs]
    assert found == [1, 2, 3]


@pytest.mark.parametrize("suffix", sorted(MAKERS))
def test_sources_describe_their_text(suffix: str) -> None:
    data = MAKERS[suffix]()
    for document in load_bytes(data, name=f"news/vote.{suffix}"):
        assert document.source.name.startswith(f"news/vote.{suffix}")
        assert document.source.characters == len(document.text)
        starts = document.source.page_starts
        assert list(starts) == sorted(starts)
        assert all(0 <= start <= len(document.text) for start in starts)


def test_the_hash_is_of_the_bytes_read() -> None:
    data = docx_file()
    assert one(data, "vote.docx").source.sha256 == hashlib.sha256(data).hexdigest()


def test_a_path_is_read(tmp_path: Path) -> None:
    path = tmp_path / "vote.txt"
    path.write_bytes(text_file())
    [document] = load(path, name="folder/vote.txt")
    assert document.source.name == "folder/vote.txt"
    assert document.text.encode() == text_file()


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"])))
def test_text_survives_to_the_character(words: str) -> None:
    text = f"A line.\r\n{words}\n"
    assert one(text.encode(), "a.txt").text == text


PLAIN = st.text(st.sampled_from("abc de\nfgÅé.“–”ж中 |:,;\"'&<>#$()\\"), min_size=1, max_size=60)


@settings(deadline=None, max_examples=25)
@given(st.lists(PLAIN.filter(str.strip), min_size=1, max_size=4))
def test_words_survive_each_format(paragraphs: list[str]) -> None:
    lines = tuple(" ".join(f"x{words}y".split()) for words in paragraphs)
    article = replace(Article(), paragraphs=lines)
    for document in (one(html_file(article), "a.html"), one(docx_file(article), "a.docx")):
        text = " ".join(document.text.split())
        assert all(line in text for line in lines)


@given(
    st.integers(2, 4).flatmap(
        lambda width: st.lists(st.lists(PLAIN, min_size=width, max_size=width), min_size=1)
    )
)
def test_every_cell_of_a_table_survives(rows: list[list[str]]) -> None:
    import csv
    import io

    content = io.StringIO(newline="")
    csv.writer(content).writerows(rows)
    if not any(cell.strip() for row in rows for cell in row):
        return
    text = one(content.getvalue().encode(), "a.csv").text
    for row in rows[1:]:
        assert all(" ".join(cell.split()) in text for cell in row)


def test_kind_is_judged_by_content_and_a_wrong_name_is_told() -> None:
    source = one(html_file(), "vote.txt").source
    assert source.title == ARTICLE.title
    assert source.warnings == ("Named .txt, but read as the HTML page that it is.",)
    assert one(docx_file(), "vote.pdf").source.title == ARTICLE.title
    assert one(csv_file(), "vote.csv").source.warnings == ()


def test_the_endings_of_all_formats_are_known() -> None:
    assert {f".{suffix}" for suffix in MAKERS} <= SUFFIXES


def test_a_missing_parser_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    for module, suffix, extra in (
        ("pypdfium2", "pdf", "pdf"),
        ("docx", "docx", "office"),
        ("pptx", "pptx", "office"),
        ("openpyxl", "xlsx", "office"),
        ("trafilatura", "html", "web"),
        ("lxml", "epub", "web"),
    ):
        with monkeypatch.context() as missing:
            for loaded in [name for name in sys.modules if name.startswith("index.load.")]:
                missing.delitem(sys.modules, loaded)
            missing.setitem(sys.modules, module, None)
            with pytest.raises(Exception, match="needs") as failure:
                load_bytes(MAKERS[suffix](), name=f"vote.{suffix}", limits=Limits())
            assert f"cited-assistant[{extra}]" in str(failure.value)
            assert str(failure.value).startswith(f"vote.{suffix}: ")
            assert isinstance(failure.value, IndexingError)
