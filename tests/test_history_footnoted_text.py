"""One text with footnotes: nothing in it comes to life, and its pieces are the whole."""

from collections.abc import Iterator
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant.app import Assistant
from assistant.history.footnoted_text import footnoted, text_pieces, without_footnotes
from assistant.types import Answer, Citation, Receipt, Sentence, Update
from tests.command import MET, OFF

BAIT = st.lists(
    st.sampled_from(
        [
            *(
                "[",
                "]",
                "(",
                ")",
                "!",
                "<",
                ">",
                "\\",
                "[1]",
                "[1](",
                "]: ",
                "\n",
                " ",
                "`",
                "```\n",
            ),
            *(
                "http://evil.example/x",
                "www.evil.example",
                "a@evil.example",
                "javascript:x",
                "data:",
            ),
            *(
                "<img src=x>",
                "<!--",
                "&lt;",
                "![x](data:image/png;base64,xx)",
                "[1]: http://e.x",
                "w",
            ),
        ]
    ),
    max_size=12,
).map("".join)


def made(text: str, verdict: str = "supported", note: str | None = None) -> Answer:
    citation = Citation(
        "[1]", text, text, date(2025, 5, 21), text, 1, None, 0, len(text), text, "supported"
    )
    sentence = Sentence(f"{text} [1]", verdict, ("[1]",), text, (citation,))  # type: ignore[arg-type]
    return Answer(
        text,
        sentence.text,
        False,
        0.9,
        "quotes",
        Receipt(text, 1, 1),
        sentences=(sentence,),
        citations=(citation,),
        nearest=(citation,),
        notice=note,
    )


def kinds(text: str) -> Iterator[str]:
    """The kinds of what Markdown makes of a text."""
    for token in MarkdownIt("commonmark", {"html": True}).parse(text):
        yield token.type
        for child in token.children or ():
            yield child.type


@given(BAIT, st.sampled_from(["supported", "contradicted"]))
def test_nothing_that_a_document_says_becomes_a_link_an_image_or_html(
    bait: str, verdict: str
) -> None:
    text = footnoted(made(bait, verdict, note=bait))
    assert not {"link_open", "image", "html_inline", "html_block"} & set(kinds(text))
    # What some clients make links of by themselves.
    assert "://" not in text
    assert "www." not in text


def test_a_sentence_that_is_not_borne_out_says_so() -> None:
    assert "(contradicted: It rose. )" not in footnoted(made("It rose."))
    assert "(contradicted: It rose.)" in footnoted(made("It rose.", "contradicted"))


def test_the_pieces_are_the_whole_and_the_words_alone_come_back(desk: Assistant) -> None:
    for question in (MET, OFF):
        updates = list(desk.stream(question))
        answer = updates[-1].answer
        assert answer is not None
        pieces = list(text_pieces(updates))
        assert "".join(pieces) == footnoted(answer)
        assert len(pieces) == len(answer.sentences) + 1
        assert without_footnotes(footnoted(answer)).startswith(answer.answer)
    assert "Nearest in the library:" in "".join(pieces)


def test_each_citation_is_a_footnote_with_its_place(desk: Assistant) -> None:
    answer = desk.answer(MET)
    footnotes = footnoted(answer).split("\n\n")[-len(answer.citations) :]
    for citation, footnote in zip(answer.citations, footnotes, strict=True):
        assert footnote.startswith(f"{citation.marker} “{citation.quote[:20]}")
        assert footnote.endswith(f"{citation.document}, characters {citation.start}–{citation.end}")


def test_where_a_model_fails_after_its_first_sentence_the_whole_follows() -> None:
    final = made("The quote.")
    void = Sentence("The model’s words.", "unsupported")
    text = "".join(
        text_pieces(
            [Update("write", sentence=void), Update("search"), Update("done", answer=final)]
        )
    )
    assert text.startswith("The model’s words. (unsupported)\n\nThe model failed here")
    assert text.endswith(footnoted(final))


def test_a_list_keeps_its_lines(newsdesk: Assistant) -> None:
    updates = list(newsdesk.stream("Which documents do you have?"))
    answer = updates[-1].answer
    assert answer is not None
    text = footnoted(answer)
    assert text == "".join(text_pieces(updates))
    assert text.count("\n- ") == answer.answer.count("\n- ") > 1
