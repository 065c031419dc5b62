"""Every format: its text and metadata survive; every refusal is one line with name and remedy."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.load import Limits, load, load_bytes
from index.types import IndexingError
from tests.make_files import (
    ARTICLE,
    MAKERS,
    Article,
    docx_file,
    epub_file,
    html_file,
    jsonl_file,
    pdf_file,
    pptx_file,
    text_file,
    xlsx_file,
)
from tests.reading import one, refusal

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
def test_headings_are_at_their_offsets(suffix: str) -> None:
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


def test_a_missing_parser_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    packed = {"7z": b"7z\xbc\xaf\x27\x1c"}
    for module, suffix, install in (
        ("pypdfium2", "pdf", "cited-assistant"),
        ("trafilatura", "html", "cited-assistant"),
        ("py7zr", "7z", "cited-assistant[7z]"),
    ):
        with monkeypatch.context() as missing:
            for loaded in [name for name in sys.modules if name.startswith("index.load.")]:
                missing.delitem(sys.modules, loaded)
            missing.setitem(sys.modules, module, None)
            with pytest.raises(Exception, match="needs") as failure:
                load_bytes(packed.get(suffix) or MAKERS[suffix](), name=f"vote.{suffix}")
            assert str(failure.value).endswith(f"pip install '{install}'")
            assert str(failure.value).startswith(f"vote.{suffix}: ")
            assert isinstance(failure.value, IndexingError)


def test_paths_that_can_t_be_read(tmp_path: Path) -> None:
    with pytest.raises(IndexingError, match=r"^x/a.txt: can't be read: No such file"):
        load(tmp_path / "a.txt", name="x/a.txt")
    with pytest.raises(IndexingError, match=r"^x: can't be read: Is a directory"):
        load(tmp_path, name="x")
    (tmp_path / "empty.pdf").write_bytes(b"")
    with pytest.raises(IndexingError, match=r"^e: is empty"):
        load(tmp_path / "empty.pdf", name="e")


def test_a_file_over_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"words " * 1000)
    with pytest.raises(IndexingError, match=r"^a.txt: is larger than 0.0009766 MB: divide it"):
        load(path, name="a.txt", limits=Limits(file_bytes=1024))


@pytest.mark.parametrize("suffix", ["pdf", "docx", "pptx", "xlsx", "epub", "zip"])
@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9])
def test_half_a_file(suffix: str, kept: float) -> None:
    data = MAKERS[suffix]()
    half = data[: int(len(data) * kept)]
    assert "damaged" in refusal(half, f"a.{suffix}")


def test_too_many_pages() -> None:
    limits = Limits(pages=2)
    assert "has 3 pages, more than 2" in refusal(pdf_file(), "a.pdf", limits)
    assert "has 3 slides, more than 2" in refusal(pptx_file(), "a.pptx", limits)
    assert "has 1 sheets, more than 0" in refusal(xlsx_file(), "a.xlsx", Limits(pages=0))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", b"<!--a-->" * 500),
        ("a.md", b"# " + b"_" * 500_000 + b"a"),
        ("a.md", b"# " + b"[" * 500_000),
        ("a.md", b"---\n" + b"--\n" * 5_000),
        ("a.txt", b"A" * 150 + b" - " * 1000 + b"\n\nwords"),
        ("a.txt", b"<?xml" * 800),
        ("a.csv", b'"' * 200_000),
        ("a.jsonl", b'{"text": ' + b"[" * 200_000),
    ],
)
def test_patterns_do_not_run_away(name: str, data: bytes) -> None:
    try:
        assert load_bytes(data, name=name)
    except IndexingError as error:
        assert str(error).startswith(name)  # noqa: PT017


def test_what_a_parser_runs_out_of() -> None:
    from index.load.files import load_items
    from index.load.formats import Kind

    def fail(error: Exception) -> str:
        import sys
        from types import SimpleNamespace

        def read(_data: bytes, _limits: Limits) -> object:
            raise error

        sys.modules["index.load.failing"] = SimpleNamespace(read=read)  # type: ignore[assignment]
        try:
            with pytest.raises(IndexingError) as failure:
                list(load_items(Kind("PDF", "failing", ()), b"", Limits()))
        finally:
            del sys.modules["index.load.failing"]
        return str(failure.value)

    assert "needs more than 2048 MB of memory" in fail(MemoryError())
    assert "is a damaged PDF (KeyError)" in fail(KeyError())
    assert "is a damaged PDF (a b)" in fail(ValueError("a\nb"))


def test_a_bug_in_a_loader_of_our_own_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    from index.load import jsonlines

    monkeypatch.setattr(jsonlines, "article", None)
    with pytest.raises(TypeError):
        load_bytes(jsonl_file(), name="a.jsonl")


def test_mutually_unlike_files_have_unlike_hashes() -> None:
    hashes = {load_bytes(make(), name=f"a.{s}")[0].source.sha256 for s, make in MAKERS.items()}
    assert len(hashes) == len(MAKERS) - 1  # the zip's first member is the text file
    assert load_bytes(text_file(), name="a.txt")[0].source.sha256 in hashes
    assert load_bytes(epub_file(), name="a.epub")[0].source.sha256 in hashes
