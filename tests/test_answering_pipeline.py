"""Every quote that is ever shown stands in its document, to the character, whatever the text."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from assistant import Answer, Assistant
from assistant.answering.pipeline import Pipeline
from assistant.answering.quotes import QuotesEngine
from assistant.answering.ranking import Reranker
from assistant.answering.state import Request
from assistant.reader import Reader
from index.library import Library
from index.load.worker import Loader
from index.types import Embedder

_WORDS = """
the minister met in Beijing on May 21 2025 Zoë’s café № 4.2% U.S. Dr. e.g. 北京 会談 أفغانستان 🦆 не
договорились “quoted” (aside) – 3:45 end. Really? No! co-operation $2.25bn naïve ñandú ﬁne İstanbul
ǅ 𝒜 \u200b \ufeffx \u202eright
"""
WORDS = st.sampled_from(_WORDS.split())
GAPS = st.sampled_from(
    [" ", " ", " ", "\n", "\r\n", "\r\n\r\n", "\t", "  ", ". ", "。", "; ", "\u2028"]
)
LINES = st.lists(st.tuples(WORDS, GAPS), min_size=1, max_size=60).map(
    lambda pairs: "".join(word + gap for word, gap in pairs)
)
UNPUNCTUATED = st.lists(WORDS, min_size=80, max_size=250).map(
    lambda said: " ".join(word.strip(".?!") for word in said)
)
UNBROKEN = st.text(st.characters(categories=["L", "N"]), min_size=600, max_size=1500)
ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300)
TEXTS = st.one_of(LINES, UNPUNCTUATED, UNBROKEN, ANYTHING)


def quoted(answer: Answer) -> Iterator[tuple[str, int, int, str]]:
    """All that an answer shows of documents: where it says it stands, and the words."""
    for one in (*answer.citations, *answer.nearest):
        yield one.document, one.start, one.end, one.quote
    for sentence in answer.sentences:
        for one in sentence.citations:
            yield one.document, one.start, one.end, one.quote
    for hit in answer.passages:
        passage = hit.passage
        yield passage.source.name, passage.start, passage.end, passage.text


def assert_exact(library: Library, answer: Answer) -> None:
    for document, start, end, words in quoted(answer):
        assert library.text(document)[start:end] == words
        assert words
    markers = [one.marker for one in answer.citations]
    assert len(set(markers)) == len(markers)
    for sentence in answer.sentences:
        assert set(sentence.markers) <= set(markers)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("exact")


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(texts=st.lists(TEXTS, min_size=1, max_size=3), data=st.data())
def test_whatever_the_documents_hold(
    scratch: Path, minilm: Embedder, reader: Reader, texts: list[str], data: st.DataObject
) -> None:
    papers = scratch / "papers"
    papers.mkdir(exist_ok=True)
    for old in papers.iterdir():
        old.unlink()
    for number, text in enumerate(texts):
        (papers / f"{number}.txt").write_bytes(text.encode())
    library = Library(scratch / "data", minilm)
    try:
        with Loader() as loader:
            library.index([papers], loader)
        words = data.draw(st.sampled_from(texts)).split() or ["what"]
        start = data.draw(st.integers(0, len(words) - 1))
        question = " ".join(words[start : start + 6])[:200]
        for threshold in (0.0, 1.0):
            reranker = Reranker(library.embedder, reader)
            engine = QuotesEngine(reranker)
            pipeline = Pipeline(library, reranker, engine, engine, threshold, passages=5)
            *_, last = pipeline.run(Request(question))
            assert last.answer is not None
            assert_exact(library, last.answer)
            event("abstained" if last.answer.abstained else "answered")
            if last.answer.passages:
                assert last.answer.nearest or last.answer.citations
    finally:
        library.close()


@pytest.mark.parametrize(
    "text",
    [
        "Zoë met Dar.\r\nThey agreed on trade.\r\n\r\nHe left Beijing.\r\n",
        "\ufeffThe ministers met in Beijing and agreed on trade.",
        "The ministers met\x0bin Beijing\x0cand agreed\x85on trade\u2028there",
        "word " * 400 + "the ministers met in Beijing " + "word " * 400,
        "Ministers" * 300,
    ],
)
def test_line_ends_marks_and_lengths(tmp_path: Path, text: str) -> None:
    paper = tmp_path / "paper.txt"
    paper.write_bytes(text.encode())
    desk = Assistant(data=tmp_path / "data", model="quotes", confidence=0.0)
    desk.index(paper)
    answer = desk.answer("What did the ministers agree on when they met in Beijing?")
    assert not answer.abstained
    assert_exact(desk.library, answer)


def test_the_quotes_of_checks_and_of_the_examples_answers(newsdesk: Assistant) -> None:
    for question in newsdesk.examples(3):
        assert_exact(newsdesk.library, newsdesk.answer(question))
    draft = "Some 340 lorries cross at Torkham each day. The ministers did not meet in Beijing."
    for sentence in newsdesk.check(draft).sentences:
        assert sentence.citations
        for one in sentence.citations:
            assert newsdesk.text(one.document)[one.start : one.end] == one.quote
