"""Quotes → an answer of some kind: a line that leads, and a list of cited lines."""

from collections.abc import Sequence
from dataclasses import replace
from textwrap import shorten

from assistant.answer_layout import Layout, answer_markdown_text
from assistant.answering.answerability import Answerability
from assistant.answering.citations import JudgedSentence, sentences_of, texts_of
from assistant.answering.conclusion import answer_of
from assistant.answering.said_before import unsaid
from assistant.answering.state import State
from assistant.messages import day
from assistant.question.more import asks_for_more
from assistant.types import AnswerKind, Quote
from assistant.verify import Judgement
from index.text.path_words import file_name
from index.types import Hit, Source

_BRIEF = 60
"""Characters of a title before a quote."""


def with_list(state: State, kind: AnswerKind, head: str, quotes: Sequence[Quote]) -> State:
    """The state answered: the head, then each quote's words with its marker on a line.

    Where more is asked than was said, what was said is left out; the state is then unanswered
    where nothing is left.
    """
    if asks_for_more(state.request.question):
        quotes = unsaid(state.request.history, quotes)
        if not quotes:
            return state
    passages = {(each.passage.source.name, each.passage.start): each.passage for each in quotes}
    hits = tuple(Hit(passage, 1.0, 0.0, 0.0) for passage in passages.values())
    state = replace(state, kind=kind, hits=hits, answerability=Answerability(1.0))
    sentences, citations = sentences_of(
        [
            JudgedSentence(
                " ".join(texts_of(each)),
                Judgement("supported", "", (each,)),
                Layout("item", number, "-", lead=head),
            )
            for number, each in enumerate(quotes)
        ]
    )
    text = answer_markdown_text(sentences) or head
    answer = answer_of(
        state, answer=text, abstained=False, sentences=sentences, citations=citations
    )
    return replace(state, answer=answer)


def with_line(state: State, kind: AnswerKind, line: str) -> State:
    """The state answered in a line that quotes nothing."""
    state = replace(state, kind=kind, answerability=Answerability(1.0))
    return replace(state, answer=answer_of(state, answer=line, abstained=False))


def written_day(source: Source) -> str:
    """A document's date in words: "21 May 2025"; empty where it is not known."""
    return day(source.published) if source.published else ""


def named_briefly(source: Source) -> str:
    """A document as what is quoted of it stands under it: its outlet or title, and its date."""
    name = shorten(source.outlet or source.title, _BRIEF, placeholder="…")
    day_of = written_day(source)
    return ", ".join(filter(None, (name, day_of if day_of not in name else "")))


def titled(source: Source, others: Sequence[Source] = ()) -> str:
    """A document as a list names it: its title, outlet and date; its file where titles are one."""
    shared = any(each.title == source.title and each.name != source.name for each in others)
    own = file_name(source.name) if shared else ""
    known = ", ".join(filter(None, (own, source.outlet, written_day(source))))
    return f"“{source.title}”" + (f" ({known})" if known else "")
